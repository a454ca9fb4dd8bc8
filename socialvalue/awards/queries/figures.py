"""Figures for those who run a scheme: workload, time taken, and how alike assessors judge."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from socialvalue.awards.models import Application, Judgement, Seat, State
from socialvalue.awards.queries.clocks import clock_of, day_of, holidays_of
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.agreement import EvaluatorFigures, Marks, agreement, figures
from socialvalue.calculations.awards.clock import clock
from socialvalue.calculations.awards.consistency import Timeliness, comparable, timeliness
from socialvalue.calculations.awards.life import SEES_OTHERS_JUDGEMENTS


@dataclass(frozen=True, kw_only=True)
class AssessorFigures:
    """One assessor. `open` are applications to judge now, `done` those that are handed in.

    `taken` is how long these took, in working days from the day of the seat. `alike` compares
    with others who judged the same, None where nothing of theirs is open to comparison yet.
    """

    name: str
    open: int
    done: int
    taken: Timeliness
    alike: EvaluatorFigures | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What is known of the work on a set of applications. `agreement` is None with no pair."""

    assessors: list[AssessorFigures]
    agreement: object
    decisions: Timeliness
    overdue: int
    under_way: int


def figures_of(applications: QuerySet[Application]) -> Figures:
    """Return the figures of these applications, which `with_all_that_clocks_need` fetched.

    A judgement counts only once every assessor of its application has handed in.
    """
    found = list(applications)
    compared = list(_compared(found))
    alike = {each.evaluator: each for each in figures(compared)}
    clocks = [(each, clock_of(each)) for each in found]
    decided = [each for app, each in clocks if each and app.state == State.DECIDED]
    running = [each for app, each in clocks if app.state not in {State.DECIDED, State.WITHDRAWN}]
    return Figures(
        assessors=_assessors(found, alike),
        agreement=agreement(compared),
        decisions=timeliness(decided),
        overdue=sum(each is not None and each.is_overdue for each in running),
        under_way=len(running),
    )


def _compared(applications: list[Application]) -> list[Marks]:
    """Return what assessors gave, by application and criterion, as points by key of the person."""
    open_ones = {each.pk: each for each in applications if each.state in SEES_OTHERS_JUDGEMENTS}
    rows = (
        Judgement.objects.filter(
            seat__application__in=open_ones,
            seat__role=Seat.Role.ASSESSOR,
            seat__ended_at=None,
            seat__submitted_at__isnull=False,
        )
        .latest()
        .order_by("seat__application__number", "criterion", "seat__code")
        .values_list("seat__application", "criterion", "seat__user", "mark")
    )
    given: dict[tuple[object, str], dict[str, str]] = defaultdict(dict)
    for application, criterion, user, mark in rows:
        given[application, criterion][str(user)] = mark
    return [
        comparable(scheme_of(open_ones[application].running.version), marks)
        for (application, _), marks in given.items()
    ]


def _assessors(
    applications: list[Application], alike: dict[str, EvaluatorFigures]
) -> list[AssessorFigures]:
    """Return each assessor's figures, by name."""
    seats: dict[object, list[Seat]] = defaultdict(list)
    for application in applications:
        for seat in application.seats.all():
            if seat.role == Seat.Role.ASSESSOR and seat.ended_at is None:
                seat.application = application
                seats[seat.user].append(seat)
    return sorted(
        (_assessor(user, held, alike.get(str(user.pk))) for user, held in seats.items()),
        key=lambda each: each.name,
    )


def _assessor(user: object, held: list[Seat], alike: EvaluatorFigures | None) -> AssessorFigures:
    """Return one assessor's figures."""
    done = [seat for seat in held if seat.submitted_at is not None]
    judged = {State.SUBMITTED, State.ASSESSING}
    return AssessorFigures(
        name=str(user),
        open=sum(s.submitted_at is None and s.application.state in judged for s in held),
        done=len(done),
        taken=timeliness(
            [
                clock(
                    submitted_on=day_of(seat.allocated_at),
                    today=day_of(seat.submitted_at),
                    allowed=scheme_of(seat.application.running.version).decision_working_days or 0,
                    holidays=holidays_of(seat.application.running.organisation.nation),
                )
                for seat in done
            ]
        ),
        alike=alike,
    )
