"""Who judges a tender, what they declared, and which bidders they keep away from."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from procurement.bids.models import Bidder
from procurement.tenders.models import Lot, Section, Tender
from socialvalue.core.models import Record


class PanelRole(models.TextChoices):
    """What somebody does on a panel."""

    EVALUATOR = "evaluator", "Evaluator"
    MODERATOR = "moderator", "Moderator"


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    """Members of panels in the words of those who ask."""

    def serving(self) -> "PanelMemberQuerySet":
        """Members who have not left the panel."""
        return self.filter(left_at=None)

    def evaluators(self) -> "PanelMemberQuerySet":
        """Those who score."""
        return self.filter(role=PanelRole.EVALUATOR)

    def moderators(self) -> "PanelMemberQuerySet":
        """Those who lead the panel to agreed scores."""
        return self.filter(role=PanelRole.MODERATOR)


class PanelMember(Record):
    """Somebody who scores or moderates a tender. Leaves the panel, never deleted.

    `code` is how scores and letters speak of the person, such as E1. `sections` are the sections
    of the method that an evaluator scores, empty for all; without `lots` it is every lot.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_seats"
    )
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=PanelRole)
    sections = models.JSONField(default=list, blank=True)
    lots = models.ManyToManyField(Lot, related_name="panel", blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    left_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=200, blank=True)
    left_because = models.TextField(blank=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ["tender", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "code"], name="panel_code_used_once"),
            models.UniqueConstraint(
                fields=["tender", "user"],
                condition=Q(left_at=None),
                name="person_sits_once_on_a_panel",
            ),
            models.CheckConstraint(condition=Q(role__in=PanelRole.values), name="panel_role_known"),
            models.CheckConstraint(
                condition=Q(left_at=None, left_by="", left_because="")
                | (Q(left_at__isnull=False) & ~Q(left_by="") & ~Q(left_because="")),
                name="leaving_a_panel_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.tender.reference}"

    def scores_section(self, section: str) -> bool:
        """Whether this evaluator scores a section of the method."""
        return not self.sections or Section(section).value in self.sections


class DeclarationStage(models.TextChoices):
    """When a declaration was made: before bids are opened, or again with the bidders known."""

    BEFORE_OPENING = "before_opening", "Before bids are opened"
    AFTER_OPENING = "after_opening", "After bids are opened"


class Declaration(Record):
    """What a panel member declared of their interests. A later one supersedes, none is changed.

    No score counts from somebody who has not declared for the stage the tender is in.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="declarations")
    stage = models.CharField(max_length=20, choices=DeclarationStage)
    number = models.PositiveIntegerField()
    has_interest = models.BooleanField()
    statement = models.TextField(blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["member", "number"]
        constraints = [
            models.UniqueConstraint(fields=["member", "number"], name="declaration_has_one_place"),
            models.CheckConstraint(
                condition=Q(has_interest=False) | ~Q(statement=""),
                name="declared_interest_is_described",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.code}, {self.get_stage_display().lower()}"


class Recusal(Record):
    """A bidder that a panel member keeps away from: neither its bid nor others' scores are shown.

    Set by the member's own declaration, or by the officer after reading it.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="recusals")
    bidder = models.ForeignKey(Bidder, on_delete=models.PROTECT, related_name="recusals")
    reason = models.TextField()
    recused_at = models.DateTimeField()
    recused_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["member", "bidder"]
        constraints = [
            models.UniqueConstraint(fields=["member", "bidder"], name="recused_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.member.code} keeps away from {self.bidder.name}"
