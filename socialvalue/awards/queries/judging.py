"""Judgements as those may read them who judge: one's own, and everybody's once all are in."""

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import Q

from socialvalue.accounts.models import User
from socialvalue.audit.queries import events_of
from socialvalue.awards.models import (
    Application,
    Evidence,
    Judgement,
    PanelMark,
    Seat,
    State,
)
from socialvalue.awards.permissions import (
    ASSESSORS_NEEDED,
    READS_BY_ROLE,
    TAKES_ASSESSORS,
    standing_of,
    stands,
)
from socialvalue.awards.queries.assessing import held_by, titles_of_schemes
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.awards.life import SEES_OTHERS_JUDGEMENTS
from socialvalue.calculations.awards.outcome import Outcome, outcome

SHORTEST_REASON = 20
ANSWER = "answer"
"""What a judgement names as evidence that rests on the answer alone."""


@dataclass(frozen=True, kw_only=True)
class OwnCell:
    """One criterion as one assessor has it: the latest version, and what it lacks."""

    criterion: str
    judgement: Judgement | None
    lacks: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


def own_judgements(seat: Seat) -> dict[str, Judgement]:
    """Return the latest version of each of an assessor's own judgements, by criterion."""
    return {each.criterion: each for each in seat.judgements.latest()}


def own_cells(seat: Seat) -> list[OwnCell]:
    """Return every criterion of the scheme as the assessor has it, in the scheme's order."""
    own, scheme = own_judgements(seat), scheme_of(seat.application.running.version)
    evidence = evidence_by_criterion(seat.application)
    return [
        OwnCell(
            criterion=each.code,
            judgement=own.get(each.code),
            lacks=lacks(own.get(each.code), has_evidence=bool(evidence.get(each.code))),
        )
        for each in scheme.criteria
    ]


def lacks(judgement: Judgement | None, *, has_evidence: bool) -> tuple[str, ...]:
    """Return what a judgement still lacks before it can be handed in, in words."""
    if judgement is None:
        return ("nothing yet",)
    found = []
    if not judgement.mark:
        found.append("no mark")
    if len(judgement.reason.strip()) < SHORTEST_REASON:
        found.append("the reason is missing or too short")
    if has_evidence and not judgement.evidence:
        found.append("not said what it rests on")
    return tuple(found)


def counting_seats(application: Application) -> list[Seat]:
    """Return the assessors whose judgements count: they hold their seat, and have handed in."""
    return [each for each in assessing_seats(application) if each.submitted_at is not None]


def is_short_of_assessors(application: Application) -> bool:
    """Whether fewer judgements count than a decision takes: of some an interest was declared."""
    return len(counting_seats(application)) < ASSESSORS_NEEDED


def takes_assessors(application: Application) -> bool:
    """Whether assessors can be added: until all are in, or at the panel where one was lost."""
    if application.state == State.PANEL:
        return is_short_of_assessors(application)
    return application.state in TAKES_ASSESSORS


def assessing_seats(application: Application) -> list[Seat]:
    """Return the seats of assessors that are held, by code."""
    held = (seat for seat in application.seats.all() if stands(seat))
    return sorted((s for s in held if s.role == Seat.Role.ASSESSOR), key=lambda seat: seat.code)


def panel_seats(application: Application) -> list[Seat]:
    """Return the seats of the panel that are held, by code."""
    held = (seat for seat in application.seats.all() if stands(seat))
    return sorted((s for s in held if s.role == Seat.Role.PANEL), key=lambda seat: seat.code)


def all_are_in(application: Application) -> bool:
    """Whether every assessor has handed in, and there are enough of them."""
    seats = assessing_seats(application)
    return len(seats) >= ASSESSORS_NEEDED and all(seat.submitted_at for seat in seats)


OPENED, SHUT = "application.panel_began", "application.assessment_again"


def could_read_judgements(application: Application, *, user: User) -> bool:
    """Whether somebody can read everybody's judgements, or could at any time before.

    They could by a role, or from a seat that they had declared for, while the panel had them: also
    if the role or the seat has ended since, or the application went back to assessment.
    """
    if standing_of(application, user=user).may_see_judgements:
        return True
    seats = application.seats.filter(user=user, has_interest=False)
    roles = user.memberships.filter(
        organisation=application.running.organisation_id, role__in=READS_BY_ROLE
    )
    return any(
        seats.filter(_held_within("declared_at", since, until)).exists()
        or roles.filter(_held_within("given_at", since, until)).exists()
        for since, until in _times_open(application)
    )


def _times_open(application: Application) -> list[tuple[dt.datetime, dt.datetime | None]]:
    """Return from when until when judgements could be read; None for until today."""
    moves = events_of(application).filter(did__in=[OPENED, SHUT]).values_list("did", "at")
    shut = [at for did, at in moves if did == SHUT]
    opened = [at for did, at in moves if did == OPENED]
    return list(zip_longest(opened, shut))


def _held_within(begins: str, since: dt.datetime, until: dt.datetime | None) -> Q:
    """What began before the time was over, and had not ended when it began."""
    held = Q(ended_at=None) | Q(ended_at__gt=since)
    return (
        held & Q(**{f"{begins}__lt": until}) if until else held & Q(**{f"{begins}__isnull": False})
    )


def judgements_seen_by(seat: Seat) -> dict[Seat, dict[str, Judgement]]:
    """Return the judgements that somebody in a seat may read: their own, others' once all are in.

    Of an assessor only; a member of the panel reads nothing before the panel meets.
    """
    if seat.application.state in SEES_OTHERS_JUDGEMENTS:
        return all_judgements(seat.application)
    return {seat: own_judgements(seat)} if seat.role == Seat.Role.ASSESSOR else {}


def all_judgements(application: Application) -> dict[Seat, dict[str, Judgement]]:
    """Return every judgement that counts, by assessor and criterion.

    Empty until all are in, whoever asks: so no page, file or figure can show one too early.
    """
    if application.state not in SEES_OTHERS_JUDGEMENTS:
        return {}
    seats = {seat.pk: seat for seat in counting_seats(application)}
    found: dict[Seat, dict[str, Judgement]] = {seat: {} for seat in seats.values()}
    for each in Judgement.objects.filter(seat__in=seats).latest():
        found[seats[each.seat_id]][each.criterion] = each
    return found


def panel_marks(application: Application) -> dict[str, PanelMark]:
    """Return what the panel agreed, the latest version by criterion."""
    return {each.criterion: each for each in application.panel_marks.latest()}


def evidence_by_criterion(application: Application) -> dict[str, list[Evidence]]:
    """Return the evidence that the applicant named, by criterion."""
    found: dict[str, list[Evidence]] = {}
    for use in application.evidence_uses.select_related("evidence"):
        found.setdefault(use.criterion, []).append(use.evidence)
    return found


def outcome_of(application: Application, *, on: dt.date) -> Outcome:
    """Return what the panel's marks come to on a day."""
    decider = application.running.organisation
    return outcome(
        scheme_of(application.running.version),
        marks={code: each.mark for code, each in panel_marks(application).items()},
        held=held_by(application.organisation, on=on, seen_by=decider),
        schemes=titles_of_schemes(decider),
    )
