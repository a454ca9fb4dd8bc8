"""Decisions that people take and the tool keeps, and the result that was worked out."""

from django.db import models
from django.db.models import Q

from procurement.bids.models import Bid
from procurement.tenders.models import Lot, Tender
from socialvalue.core.models import Record


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


class PriceEnquiry(Record):
    """What was asked of a bidder whose price looks abnormally low, and what came of it.

    The bidder is told and heard before anything follows. The tool never excludes a bid: `outcome`
    is the people's decision; a disqualification is a row of its own.
    """

    class Outcome(models.TextChoices):
        """What was decided after hearing the bidder."""

        SATISFIED = "satisfied", "The bidder showed that it can perform the contract"
        NOT_SATISFIED = "not_satisfied", "The bidder did not show that it can perform the contract"

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="price_enquiry")
    notice = models.TextField()
    notified_at = models.DateTimeField()
    notified_by = models.CharField(max_length=200)
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["bid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", reason="", concluded_at=None, concluded_by="")
                | (
                    ~Q(outcome="")
                    & ~Q(reason="")
                    & Q(concluded_at__isnull=False)
                    & ~Q(concluded_by="")
                ),
                name="enquiry_ends_with_an_outcome_and_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"enquiry into the price of {self.bid.code}"


class RankedResult(Record):
    """The result as it was worked out, with the bundle that it follows from. Never changed.

    `bundle` is canonical JSON, byte for byte what `bundle_sha256` is of; `result` is that of
    FORMAT.md 4 as canonical JSON. The highest number counts: a ranking that was returned and
    worked out anew is a new row.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="ranked_results")
    number = models.PositiveIntegerField()
    bundle = models.TextField()
    bundle_sha256 = models.CharField(max_length=64)
    result = models.TextField()
    ranked_at = models.DateTimeField()
    ranked_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "number"], name="ranked_result_has_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"result {self.number} of {self.tender.reference}"
