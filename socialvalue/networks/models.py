"""Networks of a place, who belongs to them, and the sums that each member has chosen to share.

What a member shares is written down at that moment, as `Share.figures`: pages of a network read
nothing else of another organisation. Its analyses, files and lines are never asked.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from socialvalue.accounts.models import Organisation
from socialvalue.core.models import Record
from socialvalue.spend.models import Analysis
from socialvalue.suppliers.models import Supplier


class Network(Record):
    """Anchor institutions of one place, and the area that they all call local."""

    name = models.CharField(max_length=200)
    place_code = models.CharField(max_length=40)
    wider_place_code = models.CharField(max_length=40, blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="networks_led")
    founded_at = models.DateTimeField()
    founded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["name", "founded_at"]

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats in networks in the words of those who ask."""

    def taken(self) -> "SeatQuerySet":
        """Seats of organisations that belong to the network now."""
        return self.filter(state=Seat.State.TAKEN)

    def offered_to(self, organisation: Organisation) -> "SeatQuerySet":
        """Seats that wait for an answer of this organisation, which is known by its name.

        Nobody has checked the name of one that registered itself: it is offered nothing.
        """
        if organisation.registered_itself:
            return self.none()
        offered = self.filter(state=Seat.State.OFFERED)
        return offered.alias(called=Lower("offered_to_name")).filter(
            called=organisation.name.lower()
        )


class Seat(Record):
    """A place in a network: offered to a name, taken by the organisation of that name.

    Whether an organisation of that name is here is not looked up when the seat is offered, so
    that nobody learns who else uses the installation.
    """

    class State(models.TextChoices):
        """How far it is."""

        OFFERED = "offered", "Invited"
        TAKEN = "taken", "Member"
        REFUSED = "refused", "Declined"
        LEFT = "left", "Left"

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="seats")
    offered_to_name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="network_seats"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=200)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    left_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=200, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["network", "offered_to_name", "offered_at"]
        constraints = [
            models.UniqueConstraint(
                "network",
                Lower("offered_to_name"),
                condition=Q(state__in=["offered", "taken"]),
                name="seat_is_offered_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "refused"]) | Q(organisation__isnull=False),
                name="seat_taken_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offered_to_name} in {self.network}"


class ShareQuerySet(models.QuerySet["Share"]):
    """What members share in the words of those who ask."""

    def standing(self) -> "ShareQuerySet":
        """What was not withdrawn."""
        return self.filter(withdrawn_at=None)


class Share(Record):
    """The sums of one period that a member shares with its network, as they were that day."""

    class Level(models.TextChoices):
        """How much is shared; each holds what stands above it."""

        TOTALS = "totals", "Totals by place"
        CATEGORIES = "categories", "Totals and categories"
        SUPPLIERS = "suppliers", "Totals, categories and suppliers"

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="shares")
    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="shares")
    level = models.CharField(max_length=12, choices=Level)
    start = models.DateField()
    end = models.DateField()
    figures = models.JSONField(help_text="only what is shared; networks/sharing.py")
    shared_at = models.DateTimeField()
    shared_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["seat", "-start", "-shared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "start", "end"],
                condition=Q(withdrawn_at=None),
                name="period_is_shared_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="share_withdrawn_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}, {self.start} to {self.end}"


class MemberSupplier(Record):
    """Which of an organisation's suppliers another member is, as somebody there has said.

    Without a supplier: none of them, it is paid nothing.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="members_as_suppliers")
    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Supplier, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["seat", "member"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "member"], name="member_is_one_supplier_of_each_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, as {self.supplier or 'nobody'} of {self.seat.organisation}"
