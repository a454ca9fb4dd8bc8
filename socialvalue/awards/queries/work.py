"""What waits for somebody among the applications that their organisation decides."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch, Q, QuerySet

from socialvalue.accounts.models import Organisation, User
from socialvalue.awards.models import (
    Appeal,
    Application,
    AwardProposal,
    Decision,
    PanelMark,
    Question,
    Seat,
    State,
)
from socialvalue.awards.permissions import (
    ASSESSORS_NEEDED,
    Standing,
    decides_change,
    memberships_of,
    standing_from,
)
from socialvalue.awards.permissions.standing import Belonged
from socialvalue.awards.queries.clocks import clock_of
from socialvalue.awards.queries.judging import (
    assessing_seats,
    is_short_of_assessors,
    lacks,
    panel_seats,
)
from socialvalue.awards.queries.received import received_by
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.awards.clock import Clock

JUDGED = (State.SUBMITTED, State.ASSESSING, State.PANEL, State.PROPOSED)


class ToDo(StrEnum):
    """What somebody can do next about an application."""

    DECLARE = "declare"
    JUDGE = "judge"
    AGREE = "agree"
    ALLOCATE = "allocate"
    SEAT_PANEL = "seat_panel"
    PANEL = "panel"
    PROPOSE = "propose"
    APPROVE = "approve"
    APPEAL = "appeal"
    CHANGE = "change"
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that one person has to do about one application, or the award that came of it.

    `done` of `total` is done.
    """

    to_do: ToDo
    application: Application
    clock: Clock | None
    done: int = 0
    total: int = 0
    appeal: Appeal | None = None
    proposal: AwardProposal | None = None


def with_all_that_clocks_need(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Return the applications with what lists of them read, in a fixed number of queries.

    Applications to one scheme share its document, which is read once.
    """
    return applications.select_related("organisation").prefetch_related(
        "running__organisation",
        "running__version",
        Prefetch("questions", Question.objects.order_by("asked_at")),
        Prefetch("appeals", Appeal.objects.order_by("lodged_at")),
        Prefetch("seats", Seat.objects.select_related("user").order_by("code")),
        Prefetch("decisions", Decision.objects.order_by("number")),
    )


def waiting_for(user: User, organisation: Organisation, *, today: dt.date) -> list[Waiting]:
    """Return what waits for somebody, what is due first before what is due later.

    The database is asked the same number of questions however many applications there are.
    """
    memberships = memberships_of(user)
    open_ones = received_by(organisation).filter(
        Q(state__in=JUDGED)
        | Q(state=State.DECIDED, appeals__decided_at=None) & Q(appeals__isnull=False)
    )
    applications = with_all_that_clocks_need(open_ones.distinct())
    marks = PanelMark.objects.filter(application__in=open_ones)
    agreed: dict[object, set[str]] = {}
    for key, criterion in marks.values_list("application_id", "criterion"):
        agreed.setdefault(key, set()).add(criterion)
    own = _own_progress(user, applications)
    found = []
    for application in applications:
        standing = standing_from(memberships, application=application, user=user)
        clock = clock_of(application, today=today)
        done = agreed.get(application.pk, set())
        to_do = _of(standing, agreed=len(done), judged=own.get(application.pk, 0))
        if not to_do and standing.is_manager and clock and clock.is_overdue and _runs(application):
            to_do = [{"to_do": ToDo.OVERDUE}]
        found += [Waiting(application=application, clock=clock, **each) for each in to_do]
    found += _changes_to_decide(memberships, user=user, organisation=organisation)
    return sorted(found, key=_urgency)


def _changes_to_decide(
    memberships: Collection[Belonged], *, user: User, organisation: Organisation
) -> list[Waiting]:
    """Return the proposals to suspend, restore or withdraw an award that the person decides."""
    waiting = AwardProposal.objects.filter(is_approved=None)
    decided = received_by(organisation).filter(award__proposals__in=waiting)
    applications = with_all_that_clocks_need(decided.distinct()).prefetch_related(
        Prefetch("award__proposals", waiting)
    )
    return [
        Waiting(to_do=ToDo.CHANGE, application=each, clock=None, proposal=proposal)
        for each in applications
        for proposal in each.award.proposals.all()
        if decides_change(standing_from(memberships, application=each, user=user), proposal)
    ]


def _runs(application: Application) -> bool:
    """Whether a decision is still to come: an overdue one is the award manager's to press for."""
    return application.state in JUDGED


def _of(standing: Standing, *, agreed: int, judged: int) -> list[dict]:
    """Return what one person has to do about one application."""
    application = standing.application
    total = len(scheme_of(application.running.version).criteria)
    counted = {"done": agreed, "total": total}
    if standing.undeclared:
        return [{"to_do": ToDo.DECLARE}]
    found: list[dict] = []
    if standing.may_judge:
        found.append({"to_do": ToDo.JUDGE, "done": judged, "total": total})
    if standing.may_agree and agreed < total:
        found.append({"to_do": ToDo.AGREE, **counted})
    if standing.is_manager:
        found += _managing(application, counted)
    found += [
        {"to_do": ToDo.APPROVE}
        for each in application.decisions.all()
        if standing.may_approve(each)
    ]
    found += [
        {"to_do": ToDo.APPEAL, "appeal": each}
        for each in application.appeals.all()
        if standing.may_decide_appeal(each)
    ]
    return found


def _managing(application: Application, counted: dict[str, int]) -> list[dict]:
    """Return what an award manager has to do about an application."""
    if application.state in {State.SUBMITTED, State.ASSESSING}:
        few = len(assessing_seats(application)) < ASSESSORS_NEEDED
        return [{"to_do": ToDo.ALLOCATE}] if few else []
    if application.state != State.PANEL:
        return []
    if is_short_of_assessors(application):
        return [{"to_do": ToDo.ALLOCATE}]
    if not panel_seats(application):
        return [{"to_do": ToDo.SEAT_PANEL}]
    is_agreed = counted["done"] == counted["total"]
    return [{"to_do": ToDo.PROPOSE if is_agreed else ToDo.PANEL, **counted}]


def _own_progress(user: User, applications: QuerySet[Application]) -> dict[object, int]:
    """Return how many judgements of the person's own lack nothing, by application."""
    held = Seat.objects.filter(
        user=user, role=Seat.Role.ASSESSOR, ended_at=None, has_interest=False, submitted_at=None,
        application__in=applications.values("pk"),
    )  # fmt: skip
    named = {
        (key, criterion)
        for key, criterion in Application.objects.filter(seats__in=held).values_list(
            "pk", "evidence_uses__criterion"
        )
    }
    progress: dict[object, int] = {}
    for seat in held.prefetch_related("judgements"):
        latest = {each.criterion: each for each in seat.judgements.all()}
        progress[seat.application_id] = sum(
            not lacks(each, has_evidence=(seat.application_id, code) in named)
            for code, each in latest.items()
        )
    return progress


def _urgency(waiting: Waiting) -> tuple[bool, dt.date, dt.datetime]:
    """Order by the day on which a decision is due; what has none comes last."""
    due = waiting.clock.due_on if waiting.clock else None
    return due is None, due or dt.date.max, waiting.application.submitted_at
