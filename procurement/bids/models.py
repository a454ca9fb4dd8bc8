"""Bids, and their prices in a table of their own."""

from django.db import models
from django.db.models import Q

from procurement.calculations import life
from procurement.tenders.models import Criterion, Lot, Tender, in_states
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class Bidder(Record):
    """A supplier that takes part in one tender."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="bidders")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["tender", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "code"], name="bidder_code_used_once"),
            models.UniqueConstraint(fields=["tender", "position"], name="bidder_has_one_place"),
            models.CheckConstraint(condition=~Q(name=""), name="bidder_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class BidQuerySet(models.QuerySet["Bid"]):
    """Bids in the words of those who ask."""

    def standing(self) -> "BidQuerySet":
        """Bids that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def opened(self) -> "BidQuerySet":
        """Bids whose content may be seen: nobody reads a sealed one."""
        return self.filter(in_states(life.SEES_BIDS, tender="tender"))

    def admitted(self) -> "BidQuerySet":
        """Bids that stand and were not refused for coming late."""
        return self.standing().exclude(late_decision__is_admitted=False)


class Origin(models.TextChoices):
    """How a bid came into the tool."""

    BY_HAND = "by_hand", "Typed in by an officer"
    TEMPLATE = "template", "Read from a filled template"
    OCDS = "ocds", "Read from OCDS"
    BUNDLE = "bundle", "Loaded with an evaluation bundle"


class Bid(Record):
    """What one bidder offers for one lot. Withdrawn, never deleted.

    `receipt_sha256` is that of exactly what was received; it is shown while the bid is sealed.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="bids")
    bidder = models.ForeignKey(Bidder, on_delete=models.PROTECT, related_name="bids")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="bids")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    submitted = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.BY_HAND)
    receipt_sha256 = models.CharField(max_length=64, blank=True)
    is_late = models.BooleanField(default=False)
    edits = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = BidQuerySet.as_manager()

    class Meta:
        ordering = ["tender", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "code"], name="bid_code_used_once"),
            models.UniqueConstraint(fields=["tender", "position"], name="bid_has_one_place"),
            models.UniqueConstraint(
                fields=["bidder", "lot"],
                condition=Q(withdrawn_at=None),
                name="bidder_bids_once_for_a_lot",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_because="")),
                name="withdrawal_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.bidder.name}"


class OpenedPrices(models.Manager["BidPrice"]):
    """Prices that may be seen. A sealed price is in none of its answers."""

    def get_queryset(self) -> models.QuerySet["BidPrice"]:
        """Return the prices of tenders whose prices are opened."""
        return super().get_queryset().filter(in_states(life.SEES_PRICES, tender="bid__tender"))


class BidPrice(models.Model):
    """The price of a bid, in whole pence, apart from the bid so that it can stay unread.

    A bid whose price was never given has no row here. `objects` gives opened prices only; `sealed`
    gives all, and is for the actions that receive, open and check them.
    """

    bid = models.OneToOneField(
        Bid, on_delete=models.CASCADE, primary_key=True, related_name="price"
    )
    price_pence = models.BigIntegerField()

    sealed = models.Manager()
    objects = OpenedPrices()

    class Meta:
        base_manager_name = "objects"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(price_pence__gte=0), name="bid_price_not_below_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"price of {self.bid.code}"


class Answer(Record):
    """What a bidder answers to one question: the method statement that is marked."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()

    class Meta:
        ordering = ["bid", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "criterion"], name="question_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code} on {self.criterion.code}"


class Commitment(Record):
    """A promise that can be measured: how much of what, by when, where and for whom.

    A part that the bidder did not give is null or empty, never nought: delivery asks for it.
    `where_code` is the code of an area of the places room where one was named.
    """

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="commitments")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="commitments")
    position = models.PositiveIntegerField()
    measure = models.CharField(max_length=300)
    quantity = ExactDecimalField(null=True)
    unit = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    where = models.CharField(max_length=200, blank=True)
    where_code = models.CharField(max_length=40, blank=True)
    for_whom = models.CharField(max_length=300, blank=True)
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ["bid", "criterion", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion", "position"], name="commitment_has_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code}: {self.measure}"


class LateDecision(Record):
    """What people decided about a bid that came after the deadline. It is kept either way."""

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="late_decision")
    is_admitted = models.BooleanField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="late_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code}: {'admitted' if self.is_admitted else 'not admitted'}"


class Clarification(Record):
    """A question to a bidder about what it offered, and the answer. Both stay as they were."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="clarifications")
    criterion = models.ForeignKey(
        Criterion, null=True, on_delete=models.PROTECT, related_name="clarifications"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, on_delete=models.PROTECT, related_name="clarifications"
    )
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    closed_because = models.TextField(blank=True)

    class Meta:
        ordering = ["bid", "asked_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="clarification_asks"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="", answer="", closed_because="")
                | (
                    Q(answered_at__isnull=False)
                    & ~Q(answered_by="")
                    & (~Q(answer="") | ~Q(closed_because=""))
                ),
                name="clarification_ends_with_an_answer_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"question to {self.bid.code}"
