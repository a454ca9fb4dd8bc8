"""What a bid says: answers and commitments. Nobody reads them before bids are opened."""

from django.db import models
from django.db.models import Q

from procurement.bids.models.bids import Bid
from procurement.calculations import life
from procurement.tenders.models import Criterion, in_states
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class OpenedContent(models.Manager):
    """What may be read: of bids that are opened, stand, and if they were late were admitted.

    A bid that was withdrawn, or refused for coming late, goes back as it came: unread.
    """

    def get_queryset(self) -> models.QuerySet:
        """Return what may be read."""
        in_time = Q(bid__is_late=False) | Q(bid__late_decision__is_admitted=True)
        opened = in_states(life.SEES_BIDS, tender="bid__tender")
        return super().get_queryset().filter(opened, in_time, bid__withdrawn_at=None)


class Answer(Record):
    """What a bidder answers to one question: the method statement that is marked."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()

    sealed = models.Manager()
    objects = OpenedContent()

    class Meta:
        default_manager_name = "objects"
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

    sealed = models.Manager()
    objects = OpenedContent()

    class Meta:
        default_manager_name = "objects"
        ordering = ["bid", "criterion", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion", "position"], name="commitment_has_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code}: {self.measure}"
