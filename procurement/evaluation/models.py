"""Scores and decisions. Nothing here is ever overwritten: a change is a new row that says why."""

from django.db import models
from django.db.models import F, Q

from procurement.bids.models import Bid
from procurement.tenders.models import Criterion, Lot
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class Score(Record):
    """The agreed score of one bid for one criterion, with its reason. The highest version counts.

    An amended score is a new row, with the next version, the row that it supersedes, and the
    reason for the change. Two people who amend the same version cannot both succeed.
    """

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    points = ExactDecimalField()
    reason = models.TextField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    change_reason = models.TextField(blank=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["bid", "position", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion", "version"], name="score_version_given_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="score_has_a_reason"),
            models.CheckConstraint(
                condition=Q(version=1, supersedes=None, change_reason="")
                | (Q(version__gt=1, supersedes__isnull=False) & ~Q(change_reason="")),
                name="amended_score_says_why",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
                name="score_does_not_supersede_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code} {self.criterion.code}, version {self.version}: {self.points}"


class ScoreDraft(Record):
    """What somebody has begun to write for a criterion that has no agreed score yet.

    `version` counts the saves: a save that does not name the version it read is refused.
    """

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="score_drafts")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="score_drafts")
    version = models.PositiveIntegerField(default=1)
    points = ExactDecimalField(null=True)
    reason = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["bid", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "criterion"], name="score_draft_once"),
        ]

    def __str__(self) -> str:
        return f"draft for {self.bid.code} {self.criterion.code}"


class IndividualScore(models.Model):
    """One evaluator's own points, kept to show how the evaluators moved. Never averaged.

    `evaluator` is the code the record knows the evaluator by. Like an agreed score it is never
    overwritten: the highest version counts.
    """

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="individual_scores")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="individual_scores"
    )
    position = models.PositiveIntegerField()
    evaluator = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    points = ExactDecimalField()
    comment = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["bid", "criterion", "position", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion", "evaluator", "version"],
                name="individual_score_version_given_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluator} on {self.bid.code} {self.criterion.code}: {self.points}"


class DisqualificationRule(models.TextChoices):
    """On what ground people may decide to disqualify a bid (FORMAT.md 2.5)."""

    CONDITION_OF_PARTICIPATION = "condition_of_participation", "Condition of participation not met"
    EXCLUSION_GROUND = "exclusion_ground", "Exclusion ground"
    LATE_TENDER = "late_tender", "Late tender"
    PROCEDURAL_REQUIREMENT = "procedural_requirement", "Procedural requirement not met"
    ABNORMALLY_LOW_PRICE = "abnormally_low_price", "Abnormally low price, after hearing the bidder"
    OTHER = "other", "Other"


class Disqualification(Record):
    """A decision, taken by people, that a bid takes no further part."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="disqualifications")
    position = models.PositiveIntegerField()
    rule = models.CharField(max_length=40, choices=DisqualificationRule)
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="disqualification_has_a_reason"),
            models.CheckConstraint(
                condition=Q(rule__in=DisqualificationRule.values),
                name="disqualification_rule_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code}: {self.get_rule_display()}"


class Draw(Record):
    """Lots drawn, before a witness, between bids that nothing else could separate."""

    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, related_name="draw")
    position = models.PositiveIntegerField()
    witnessed_by = models.CharField(max_length=200)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=~Q(witnessed_by=""), name="draw_has_a_witness"),
        ]

    def __str__(self) -> str:
        return f"draw for {self.lot}"


class DrawnBid(models.Model):
    """The place that a bid drew: 1 is best."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="places")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="drawn_places")
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ["draw", "place"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "place"], name="place_is_drawn_once"),
            models.UniqueConstraint(fields=["draw", "bid"], name="bid_is_drawn_once"),
        ]

    def __str__(self) -> str:
        return f"place {self.place}: {self.bid.code}"
