"""What somebody else has proposed and waits for a decision, across tenders."""

from collections.abc import Collection
from typing import Any

from procurement.calculations import life
from procurement.tenders.models import Proposal, WeightDeparture
from socialvalue.accounts.models import Organisation


def proposals_to_decide(
    organisation: Organisation, *, user: Any, moves: Collection[str]
) -> list[Proposal]:
    """Return the open proposals of these moves that others made, the oldest first.

    Only where the tender still stands where the move leads on. One question of the database.
    """
    proposals = Proposal.objects.open().filter(tender__organisation=organisation, move__in=moves)
    others = proposals.exclude(proposer=user.pk).select_related("tender").order_by("proposed_at")
    return [each for each in others if each.move in life.possible(each.tender.state)]


def departures_to_decide(organisation: Organisation, *, user: Any) -> list[WeightDeparture]:
    """Return the departures from binding rules, recorded by others, that wait for an approver.

    Of several from one rule only the last counts. One question of the database.
    """
    drafts = WeightDeparture.objects.filter(
        methodology__tender__organisation=organisation, methodology__published_at=None
    )
    ordered = drafts.select_related("methodology__tender").order_by("recorded_at")
    latest = {(each.methodology_id, each.rule_code): each for each in ordered}
    return [
        each
        for each in latest.values()
        if each.is_confirmed is None
        and each.recorder_id != user.pk
        and life.Move.TERMINATE in life.possible(each.methodology.tender.state)
    ]
