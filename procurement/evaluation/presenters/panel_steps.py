"""The steps of panel and scoring on a tender's page. They tell of nobody's scores but one's own."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from procurement.calculations.life import State
from procurement.evaluation import permissions
from procurement.evaluation.models import PanelMember, PanelRole
from procurement.evaluation.queries import individual
from procurement.tenders import steps
from procurement.tenders.models import Tender
from procurement.tenders.steps import Group, Status, Step


@steps.register(order=300)
def panel_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """The panel and the start of scoring, for those who run or read the procurement."""
    who = {"user": request.user, "roles": request.roles}
    if not permissions.may_read_panel(tender, **who):
        return
    seats = list(tender.panel.serving().values_list("role", flat=True))
    has_both = PanelRole.EVALUATOR in seats and PanelRole.MODERATOR in seats
    is_over = tender.state not in permissions.PANEL_IS_SET_IN
    yield Step(
        group=Group.SCORING,
        title="Panel and conflicts of interest",
        hint=f"{len(seats)} on the panel" if seats else "Who scores, who moderates",
        status=Status.DONE if has_both or is_over else Status.TO_DO,
        url=reverse("evaluation:panel", args=[tender.pk]),
    )
    if not permissions.runs(tender, **who):
        return
    if tender.state == State.CLOSED:
        status, url = Status.TO_DO, reverse("evaluation:start_scoring", args=[tender.pk])
    else:
        begun = permissions.bids_are_read(tender)
        status, url = Status.DONE if begun else Status.CANNOT_START, ""
    yield Step(
        group=Group.SCORING,
        title="Start scoring",
        hint="Once everybody on the panel has declared against the bidders",
        status=status,
        url=url,
    )


@steps.register(order=310)
def own_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """What somebody who sits on the panel has to do."""
    member = individual.seat_of(tender, request.user)
    if member is None or member.role not in request.roles:
        return
    declares = individual.needs_to_declare(member)
    yield Step(
        group=Group.SCORING,
        title="Declare your interests",
        hint="Against the list of bidders" if tender.shows_bids else "Before bids are opened",
        status=Status.TO_DO if declares else Status.DONE,
        url=reverse("evaluation:declare", args=[tender.pk]),
    )
    if member.role == PanelRole.EVALUATOR:
        yield _own_scores(tender, member, declares=declares)


def _own_scores(tender: Tender, member: PanelMember, *, declares: bool) -> Step:
    """Return the step of one's own scores."""
    status, hint, url = Status.CANNOT_START, "Once scoring has begun", ""
    if permissions.bids_are_read(tender) and not declares:
        cells = individual.own_cells(member)
        done = sum(cell.is_done for cell in cells)
        begun = done or any(cell.draft for cell in cells)
        open_now = Status.IN_PROGRESS if begun else Status.TO_DO
        status = Status.DONE if done == len(cells) else open_now
        hint = f"{done} of {len(cells)} submitted"
        url = reverse("evaluation:my_scores", args=[tender.pk])
    return Step(group=Group.SCORING, title="My scores", hint=hint, status=status, url=url)
