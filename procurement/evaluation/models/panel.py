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

    def seat_of(self, user: models.Model, tender: Tender) -> "PanelMember | None":
        """The seat that somebody has on a tender's panel now, or None."""
        return self.serving().filter(user=user.pk, tender=tender).first()


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

    def scores_lot(self, lot_pk: object) -> bool:
        """Whether this evaluator scores a lot. No question where `lots` was fetched with them."""
        lots = {lot.pk for lot in self.lots.all()}
        return not lots or lot_pk in lots

    def judges(self, *, lot_pk: object, section: str) -> bool:
        """Whether this evaluator scores a section of a lot."""
        return self.scores_section(section) and self.scores_lot(lot_pk)


class DeclarationStage(models.TextChoices):
    """When a declaration was made: before bids are opened, or again with the bidders known."""

    BEFORE_OPENING = "before_opening", "Before bids are opened"
    AFTER_OPENING = "after_opening", "After bids are opened"


class Declaration(Record):
    """What a panel member declared of their interests. A later one supersedes, none is changed.

    No score counts from somebody who has not declared for the stage the tender is in. `bidders`
    are the codes of the bidders that the declaration was made against, empty before opening: one
    who joins later, such as a late bidder who is admitted, asks for a new declaration.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="declarations")
    stage = models.CharField(max_length=20, choices=DeclarationStage)
    number = models.PositiveIntegerField()
    has_interest = models.BooleanField()
    statement = models.TextField(blank=True)
    bidders = models.JSONField(default=list, blank=True)
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


class RecusalQuerySet(models.QuerySet["Recusal"]):
    """Recusals in the words of those who ask."""

    def standing(self) -> "RecusalQuerySet":
        """Recusals that were not lifted."""
        return self.filter(lifted_at=None)


class Recusal(Record):
    """A bidder that a panel member keeps away from: neither its bid nor others' scores are shown.

    Set by the member's own declaration, or by the officer after reading it (`declaration` is then
    null). One made in error is lifted by the officer with a reason, never deleted.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="recusals")
    bidder = models.ForeignKey(Bidder, on_delete=models.PROTECT, related_name="recusals")
    declaration = models.ForeignKey(
        Declaration, null=True, on_delete=models.PROTECT, related_name="recusals"
    )
    reason = models.TextField()
    recused_at = models.DateTimeField()
    recused_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lifted_because = models.TextField(blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        ordering = ["member", "recused_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "bidder"],
                condition=Q(lifted_at=None),
                name="recused_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by="", lifted_because="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="") & ~Q(lifted_because="")),
                name="lifting_a_recusal_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.code} keeps away from {self.bidder.name}"


class Mitigation(Record):
    """What was decided about a declared interest, and why. The highest number counts."""

    class Outcome(models.TextChoices):
        """What follows from a declared interest."""

        NO_CONFLICT = "no_conflict", "No conflict: a reasonable person would not think there is one"
        SAFEGUARDS = "safeguards", "Stays on the panel, with safeguards"
        KEEPS_AWAY = "keeps_away", "Keeps away from a bidder"
        LEAVES = "leaves", "Leaves the panel"

    declaration = models.ForeignKey(
        Declaration, on_delete=models.PROTECT, related_name="mitigations"
    )
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["declaration", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "number"], name="mitigation_has_one_place"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="mitigation_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.declaration.member.code}: {self.get_outcome_display()}"


class ConflictsReview(Record):
    """That the conflicts assessment was prepared or looked at again, and what was found.

    Procurement Act 2023, section 83: prepared before the first notice, kept under review, revised
    where needed, and confirmed in later notices. `note` also names those who influence a decision
    without sitting on the panel, such as advisers.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="conflicts_reviews")
    number = models.PositiveIntegerField()
    note = models.TextField()
    reviewed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "number"], name="conflicts_review_has_one_place"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="conflicts_review_says_something"),
        ]

    def __str__(self) -> str:
        return f"review {self.number} of the conflicts of {self.tender.reference}"
