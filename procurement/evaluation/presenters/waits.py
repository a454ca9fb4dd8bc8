"""What waits for those who judge: declarations, scores, moderation, and steps to confirm."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from procurement.calculations.life import Move
from procurement.evaluation.queries import waiting
from procurement.evaluation.queries.waiting import Waiting
from procurement.tenders.presenters.waits import proposed
from procurement.tenders.queries.proposed import proposals_to_decide
from procurement.tenders.waiting import Wait, register
from socialvalue.accounts.models import Role

STEPS = {
    Move.LOCK_QUALITY: ("Confirm or refuse that quality is locked", "evaluation:lock_quality"),
    Move.OPEN_PRICES: ("Confirm or refuse that prices are opened", "evaluation:open_prices"),
    Move.APPROVE: ("Confirm or refuse the result", "evaluation:approve"),
}
PANEL_ROLES = frozenset({Role.EVALUATOR, Role.MODERATOR})


@register(order=300)
def steps_to_confirm(request: HttpRequest) -> Iterator[Wait]:
    """Steps of scoring, prices and decision, and corrections, that others proposed."""
    if {Role.PROCUREMENT_OFFICER, Role.APPROVER}.isdisjoint(request.roles):
        return
    user, organisation = request.user, request.organisation
    proposals = proposals_to_decide(organisation, user=user, moves=list(STEPS))
    approves = Role.APPROVER in request.roles
    corrections = waiting.corrections_to_decide(organisation, user=user) if approves else []
    if not proposals and not corrections:
        return
    opens_nothing, confirms_nothing = waiting.seats_in_the_way(user, organisation)
    for proposal in proposals:
        opens = proposal.move == Move.OPEN_PRICES
        in_the_way = opens_nothing if opens else confirms_nothing
        is_for_them = approves or opens
        if is_for_them and proposal.tender_id not in in_the_way:
            what, page = STEPS[Move(proposal.move)]
            yield proposed(proposal, what=what, page=page)
    for correction in corrections:
        tender = correction.score.bid.tender
        if tender.pk not in confirms_nothing:
            yield Wait(
                tender=tender,
                what="Confirm or refuse a correction of a score",
                why=f"Proposed by {correction.proposed_by}",
                url=reverse("evaluation:corrections", args=[tender.pk]),
                since=correction.proposed_at,
            )


@register(order=400)
def panel_work(request: HttpRequest) -> Iterator[Wait]:
    """What somebody has to do on the panels that they sit on."""
    if PANEL_ROLES.isdisjoint(request.roles):
        return
    for seat in waiting.waiting_for(request.user, request.organisation):
        if seat.member.role in request.roles:
            yield from _at(seat)


def _at(seat: Waiting) -> Iterator[Wait]:
    """Yield what waits at one seat."""
    left = seat.total - seat.done
    if seat.declares:
        yield _wait(seat, "Declare your interests", "Nobody scores before", page="declare")
    if seat.scores and left:
        what = f"Submit your scores: {left} of {seat.total} to do"
        yield _wait(seat, what, "You score on your own first", page="my_scores")
    if seat.unexplained:
        plural = "s" if seat.unexplained > 1 else ""
        what = f"Say why {seat.unexplained} of your scores move{'' if plural else 's'}"
        yield _wait(seat, what, "The agreed score is another than yours", page="my_moves")
    if seat.agrees:
        why = "Then propose that quality is locked"
        yield _wait(seat, "Agree the scores with the panel", why, page="moderation")


def _wait(seat: Waiting, what: str, why: str, *, page: str) -> Wait:
    """Return one thing to do at a seat."""
    tender = seat.member.tender
    url = reverse(f"evaluation:{page}", args=[tender.pk])
    return Wait(tender=tender, what=what, why=why, url=url)
