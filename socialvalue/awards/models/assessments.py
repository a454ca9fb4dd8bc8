"""What organisations find out about themselves: self-assessments, and facts of an employer."""

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models.applications import Evidence
from socialvalue.awards.models.schemes import SchemeVersion
from socialvalue.calculations.awards import good_employer
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class SelfAssessment(Record):
    """An organisation's judgement of itself, or of something it plans, by a scheme.

    `about` says what it is about, and `about_key` names it for the room it belongs to (such as
    "tender:" and its key). `marks` has, by criterion, a mark, the reason, what shows it, and keys
    of evidence. `outcome` is what calculations/awards/outcome.py found when it was finished, with
    the awards held that day. `revision` tells two people who save at once.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="self_assessments"
    )
    version = models.ForeignKey(
        SchemeVersion, on_delete=models.PROTECT, related_name="self_assessments"
    )
    about = models.CharField(max_length=200, blank=True)
    about_key = models.CharField(max_length=100, blank=True)
    marks = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-begun_at"]
        indexes = [models.Index(fields=["organisation", "about_key"], name="assessment_about")]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, finished_by="")
                | (Q(finished_at__isnull=False) & ~Q(finished_by="")),
                name="finished_assessment_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version.title}: {self.about}" if self.about else self.version.title

    @property
    def is_finished(self) -> bool:
        """Whether it is kept as it is."""
        return self.finished_at is not None


class EmployerFacts(Record):
    """What an employer says about its pay, hours and training on one day, never changed.

    `rate_pence` and `rate_year` are the real living wage that had to be paid that day, as it was
    known when the facts were recorded. `evidence` makes the facts usable in applications.
    """

    class Place(models.TextChoices):
        """Where its people work."""

        UK = good_employer.Place.UK.value, "United Kingdom outside London"
        LONDON = good_employer.Place.LONDON.value, "London"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="employer_facts"
    )
    as_of = models.DateField()
    place = models.CharField(max_length=10, choices=Place)
    lowest_pence = models.PositiveBigIntegerField(help_text="lowest pay for an hour")
    staff = models.PositiveIntegerField()
    below_rate = models.PositiveIntegerField(null=True)
    least_hours = ExactDecimalField(null=True, help_text="hours a week")
    zero_hours = models.PositiveIntegerField(null=True)
    trained = models.PositiveIntegerField(null=True)
    includes_contractors = models.BooleanField(null=True)
    rate_pence = models.PositiveBigIntegerField(null=True)
    rate_year = models.CharField(max_length=20, blank=True)
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="facts")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-as_of", "-recorded_at"]

    def __str__(self) -> str:
        return f"{self.organisation} as an employer on {self.as_of:%-d %B %Y}"
