"""The steps of a tender's life, and the steps that one person proposes and another confirms."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from procurement.calculations import life
from procurement.tenders.models.tender import State, Tender
from socialvalue.core.models import Record

MOVES = [(move.value, move.value.replace("_", " ").capitalize()) for move in life.Move]


def in_states(states: Iterable[str], *, tender: str = "") -> Q:
    """Return the condition that a tender stands in one of the states, or was terminated in one.

    `tender` is the way to it, such as `bid__tender`; empty for tenders themselves.
    """
    way = f"{tender}__" if tender else ""
    wanted = sorted(states)
    return Q(**{f"{way}terminated_in": "", f"{way}state__in": wanted}) | Q(
        **{f"{way}terminated_in__in": wanted}
    )


class StateChange(Record):
    """A step of a tender's life: what moved it, where to, when and by whom. Never changed."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="state_changes")
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=20, choices=MOVES)
    state = models.CharField(max_length=20, choices=State)
    reason = models.TextField(blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="state_change_has_one_place"),
        ]

    def __str__(self) -> str:
        return f"{self.tender.reference}: {self.get_state_display()}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals in the words of those who ask."""

    def open(self) -> "ProposalQuerySet":
        """Proposals that nobody has confirmed or refused."""
        return self.filter(is_confirmed=None)


class Proposal(Record):
    """A step that one person proposes, and that another confirms or refuses.

    `fingerprint` is the SHA-256 of exactly what is proposed: if it is another by the time somebody
    wants to confirm, the proposal no longer stands for what is there. `is_confirmed` is null
    while nobody has decided.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="proposals")
    move = models.CharField(max_length=20, choices=MOVES)
    fingerprint = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals_made"
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    is_confirmed = models.BooleanField(null=True)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="proposals_decided",
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    refused_because = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["tender", "proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "move"],
                condition=Q(is_confirmed=None),
                name="step_is_proposed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decider=None) | ~Q(decider=F("proposer")),
                name="step_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(
                    is_confirmed=None,
                    decider=None,
                    decided_at=None,
                    decided_by="",
                    refused_because="",
                )
                | (
                    Q(is_confirmed__isnull=False, decider__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="decision_on_a_step_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(is_confirmed=False) | ~Q(refused_because=""),
                name="refused_step_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()} of {self.tender.reference}"
