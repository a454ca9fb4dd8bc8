"""What waits for a second person before bids are opened."""

from collections.abc import Iterator

from django.http import HttpRequest

from procurement.bids.permissions import OPENERS
from procurement.calculations.life import Move
from procurement.tenders import secrecy
from procurement.tenders.presenters.waits import proposed
from procurement.tenders.queries.proposed import proposals_to_decide
from procurement.tenders.waiting import Wait, register


@register(order=200)
def openings_to_confirm(request: HttpRequest) -> Iterator[Wait]:
    """Tenders of which somebody else proposed to open the bids."""
    if OPENERS.isdisjoint(request.roles):
        return
    who, organisation = request.user, request.organisation
    proposals = proposals_to_decide(organisation, user=who, moves=[Move.OPEN_BIDS])
    judged = secrecy.took_part_in(organisation, user=who) if proposals else set()
    for proposal in proposals:
        if proposal.tender_id not in judged:
            what = "Confirm or refuse that the bids are opened"
            yield proposed(proposal, what=what, page="bids:opening")
