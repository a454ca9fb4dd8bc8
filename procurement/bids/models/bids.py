"""Who bids, and what is known of a bid from its envelope."""

from django.db import models
from django.db.models import Q

from procurement.calculations import life
from procurement.tenders.models import Lot, Tender, in_states
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

    `receipt_sha256` is that of exactly what was received; it is shown while the bid is sealed, as
    are the moment, by the database's clock, and the version of the method it was made for.
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
    method_version = models.CharField(max_length=20, blank=True)
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
