"""What stays sealed: prices until quality is locked, and what was received byte for byte."""

from django.db import models
from django.db.models import Q

from procurement.bids.models.bids import Bid
from procurement.calculations import life
from procurement.tenders.models import in_states
from socialvalue.core.models import Record


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


class OpenedEnvelopes(models.Manager["Envelope"]):
    """Envelopes that may be read: they hold the price, so they open with the prices."""

    def get_queryset(self) -> models.QuerySet["Envelope"]:
        """Return the envelopes of bids that stand, of tenders whose prices are opened."""
        opened = in_states(life.SEES_PRICES, tender="bid__tender")
        return super().get_queryset().filter(opened, bid__withdrawn_at=None)


class Envelope(Record):
    """What was received, byte for byte: a filled template, an OCDS release, or what was typed in.

    The receipt of the bid is the SHA-256 of `content`. `statement_sha256` is that of what was
    stored of it, with `nonce` mixed in: the price has few digits, and without the nonce somebody
    could try them all until the fingerprint fits. `sealed` is for the actions that receive and
    check; `objects` gives what may be read.
    """

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="envelope")
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    nonce = models.CharField(max_length=64)
    statement_sha256 = models.CharField(max_length=64)

    sealed = models.Manager()
    objects = OpenedEnvelopes()

    class Meta:
        base_manager_name = "objects"
        default_manager_name = "objects"

    def __str__(self) -> str:
        return f"envelope of {self.bid.code}"
