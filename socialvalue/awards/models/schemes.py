"""Schemes as published, and who runs them."""

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.awards.scheme import SchemeKind
from socialvalue.core.models import Record

KINDS = [
    (SchemeKind.AWARD.value, "Award"),
    (SchemeKind.CHARTER.value, "Charter"),
    (SchemeKind.STANDING.value, "Anchor institution standing"),
    (SchemeKind.SELF_ASSESSMENT.value, "Self-assessment"),
    (SchemeKind.ASSESSMENT.value, "Assessment"),
]


class SchemeVersion(Record):
    """One version of a scheme. Published versions never change; `organisation` None is shipped.

    `document` is the scheme as calculations/awards/scheme_reading.py reads it; `fingerprint` the
    SHA-256 of its canonical JSON.
    """

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="own_schemes"
    )
    code = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS)
    document = models.JSONField()
    fingerprint = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["title", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "number"], name="own_scheme_version_has_one_place"
            ),
            models.UniqueConstraint(
                fields=["code", "number"],
                condition=Q(organisation=None),
                name="shipped_scheme_version_has_one_place",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by="", fingerprint="")
                | (Q(published_at__isnull=False) & ~Q(published_by="") & ~Q(fingerprint="")),
                name="published_scheme_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class RunningQuerySet(models.QuerySet["Running"]):
    """Schemes that are run, in the words of those who ask."""

    def taking_applications(self) -> "RunningQuerySet":
        """Schemes to which one can apply."""
        return self.filter(closed_at=None)


class Running(Record):
    """An organisation that runs a scheme: takes applications, has them judged, and decides."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="running_schemes"
    )
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="running")
    contact_email = models.EmailField()
    has_public_register = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        ordering = ["version__title", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"],
                condition=Q(closed_at=None),
                name="scheme_version_is_run_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="closed_scheme_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version.title}, run by {self.organisation}"
