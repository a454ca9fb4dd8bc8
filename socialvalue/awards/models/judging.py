"""Who judges an application, what they find, and what is decided."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from socialvalue.awards.models.applications import Application
from socialvalue.core.models import Record


class Seat(Record):
    """A person who judges an application: an assessor, or a member of its panel; or who declared
    an interest without a seat, whose row has ended with the declaration.

    Assessors are known to the others by `code` until the panel meets. Nothing of the application
    is shown before the declaration is made; an interest that stands keeps the person away.
    """

    class Role(models.TextChoices):
        """What the person does."""

        ASSESSOR = "assessor", "Assessor"
        PANEL = "panel", "Panel member"
        # Only keeps that somebody who runs the scheme, approves or audits declared an interest.
        NONE = "none", "Without a seat"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="award_seats"
    )
    role = models.CharField(max_length=10, choices=Role)
    code = models.CharField(max_length=6)
    allocated_at = models.DateTimeField()
    allocated_by = models.CharField(max_length=200)
    has_interest = models.BooleanField(null=True)
    interest = models.TextField(blank=True)
    declared_at = models.DateTimeField(null=True)
    declared_by = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField(null=True, help_text="all judgements are in")
    submitted_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["application", "code"]
        constraints = [
            models.UniqueConstraint(fields=["application", "code"], name="seat_code_names_one"),
            models.UniqueConstraint(
                fields=["application", "user", "role"],
                condition=Q(ended_at=None),
                name="seat_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(has_interest=None, declared_at=None, declared_by="")
                | (Q(has_interest__isnull=False, declared_at__isnull=False) & ~Q(declared_by="")),
                name="declaration_of_an_assessor_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} on {self.application}"


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Judgements in the words of those who ask."""

    def latest(self) -> "JudgementQuerySet":
        """The version of each that counts: the highest."""
        newer = Judgement.objects.filter(
            seat=OuterRef("seat"), criterion=OuterRef("criterion"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(newer))


class Judgement(Record):
    """One assessor's mark and reason for one criterion; the highest version counts."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="judgements")
    criterion = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    mark = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    evidence = models.JSONField(default=list, help_text="keys of the evidence it rests on")
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["seat", "criterion", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "criterion", "version"], name="judgement_has_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat.code} on {self.criterion}: {self.mark}"


class PanelMarkQuerySet(models.QuerySet["PanelMark"]):
    """Marks of panels in the words of those who ask."""

    def latest(self) -> "PanelMarkQuerySet":
        """The version of each that counts: the highest."""
        newer = PanelMark.objects.filter(
            application=OuterRef("application"),
            criterion=OuterRef("criterion"),
            version__gt=OuterRef("version"),
        )
        return self.filter(~Exists(newer))


class PanelMark(Record):
    """The one mark and reason that count for a criterion; the highest version counts."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="panel_marks"
    )
    criterion = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    mark = models.CharField(max_length=40)
    reason = models.TextField()
    evidence = models.JSONField(default=list)
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=200)

    objects = PanelMarkQuerySet.as_manager()

    class Meta:
        ordering = ["application", "criterion", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion", "version"], name="panel_mark_has_one_place"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="panel_mark_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.application}, {self.criterion}: {self.mark}"


class Decision(Record):
    """What is proposed to be decided, and what a second person says to that.

    `level` empty is a refusal. `outcome` is what calculations/awards/outcome.py found: the code of
    its level, and its sentences. `conditions` have a text and due_on, a day as 2026-01-31.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    level = models.CharField(max_length=40, blank=True)
    outcome = models.JSONField()
    conditions = models.JSONField(default=list)
    departs_because = models.TextField(
        blank=True, help_text="why the level is another than that of the outcome"
    )
    feedback = models.TextField()
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    is_approved = models.BooleanField(null=True)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    because = models.TextField(blank=True, help_text="why it was returned to the panel")

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="award_decision_has_one_place"
            ),
            models.CheckConstraint(
                condition=Q(decider=None) | ~Q(decider=F("proposer")),
                name="award_decision_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(is_approved=None, decider=None, decided_at=None, decided_by="")
                | (
                    Q(is_approved__isnull=False, decider__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="award_decision_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.number} on {self.application}"


class Appeal(Record):
    """An applicant's appeal against a decision."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="appeals")
    grounds = models.TextField()
    lodged_at = models.DateTimeField()
    lodged_by = models.CharField(max_length=200)
    is_upheld = models.BooleanField(null=True)
    because = models.TextField(blank=True)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["application", "lodged_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    is_upheld=None, because="", decider=None, decided_at=None, decided_by=""
                )
                | (
                    Q(is_upheld__isnull=False, decider__isnull=False, decided_at__isnull=False)
                    & ~Q(because="")
                    & ~Q(decided_by="")
                ),
                name="appeal_decided_says_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal about {self.application}"
