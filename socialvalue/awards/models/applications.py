"""Applications, their answers, and the evidence for them."""

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models.schemes import Running
from socialvalue.awards.storage import EvidenceStorage
from socialvalue.calculations.awards.life import State as Stages
from socialvalue.core.models import Record


class State(models.TextChoices):
    """Where an application stands; calculations/awards/life.py has the moves."""

    DRAFT = Stages.DRAFT.value, "Draft"
    SUBMITTED = Stages.SUBMITTED.value, "Submitted"
    ASSESSING = Stages.ASSESSING.value, "Being assessed"
    PANEL = Stages.PANEL.value, "With the panel"
    PROPOSED = Stages.PROPOSED.value, "Decision to be approved"
    DECIDED = Stages.DECIDED.value, "Decided"
    WITHDRAWN = Stages.WITHDRAWN.value, "Withdrawn"


class Application(Record):
    """One organisation's application to a scheme that another runs.

    `organisation` applies; `running.organisation` decides. `number` counts within the scheme run.
    """

    running = models.ForeignKey(Running, on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="award_applications"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    renews = models.ForeignKey(
        "awards.Award", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals"
    )
    confirmed_statements = models.JSONField(default=list)
    may_be_on_register = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="decided or withdrawn")
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["running", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["running", "number"], name="application_has_one_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="application_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="submitted_application_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.number} of {self.organisation}"


class Answer(Record):
    """What an applicant says about one criterion. `version` tells two people who save at once.

    `nothing_to_show` says that the criterion is left out on purpose; there is no text then.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    nothing_to_show = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["application", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="criterion_is_answered_once"
            ),
            models.CheckConstraint(
                condition=Q(nothing_to_show=False) | Q(text=""),
                name="criterion_left_out_has_no_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}, {self.criterion}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Evidence in the words of those who ask."""

    def kept(self) -> "EvidenceQuerySet":
        """Evidence that was not removed."""
        return self.filter(removed_at=None)

    def bytes_kept(self) -> int:
        """How many bytes the files take together."""
        return self.kept().aggregate(all=models.Sum("size"))["all"] or 0


class Evidence(Record):
    """A file that an applicant keeps as evidence, or a fact that the product holds.

    `held_as` names the kind of fact (local_spend, living_wage ...) and `held` says what, from
    where and of which day; such evidence has no file.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="award_evidence"
    )
    name = models.CharField(max_length=255)
    words = models.TextField(blank=True)
    as_of = models.DateField(null=True, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.FileField(
        upload_to="%Y/%m/", max_length=300, blank=True, storage=EvidenceStorage()
    )
    held_as = models.CharField(max_length=40, blank=True)
    held = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=200, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "-added_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=Q(removed_at=None) & ~Q(sha256=""),
                name="evidence_file_is_kept_once",
            ),
            models.CheckConstraint(
                condition=Q(held_as="", size__gt=0) & ~Q(sha256="")
                | (~Q(held_as="") & Q(size=0, sha256="")),
                name="evidence_is_a_file_or_a_fact",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_file(self) -> bool:
        """Whether it is a file, not a fact that the product holds."""
        return not self.held_as


class EvidenceUse(models.Model):
    """Evidence named for a criterion of an application."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="evidence_uses"
    )
    criterion = models.CharField(max_length=40)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        ordering = ["application", "criterion", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion", "evidence"], name="evidence_is_named_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.criterion}"


class Question(Record):
    """A request for more information: the clock stands still until it is answered."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["application", "asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
                name="answered_question_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"question about {self.application}"
