"""Bids, and their prices in a table of their own."""

from django.db import models
from django.db.models import Q

from procurement.tenders.models import Lot, Tender
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


class Bid(Record):
    """What one bidder offers for one lot. Withdrawn, never deleted."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="bids")
    bidder = models.ForeignKey(Bidder, on_delete=models.PROTECT, related_name="bids")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="bids")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    submitted = models.DateTimeField()
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


class BidPrice(models.Model):
    """The price of a bid, in whole pence, apart from the bid so that it can stay unread.

    A bid whose price was never opened has no row here.
    """

    bid = models.OneToOneField(
        Bid, on_delete=models.CASCADE, primary_key=True, related_name="price"
    )
    price_pence = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(price_pence__gte=0), name="bid_price_not_below_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"price of {self.bid.code}"
