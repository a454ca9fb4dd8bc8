"""Who judges an application: seats, declarations of interest, and leaving."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.awards.actions.locking import NotYours, SayWhy, locked, move, note
from socialvalue.awards.models import Application, Seat, State
from socialvalue.awards.permissions import (
    SITS_AS,
    TAKES_ASSESSORS,
    TAKES_PANEL,
    standing_of,
    stands,
)
from socialvalue.awards.queries.judging import (
    all_are_in,
    could_read_judgements,
    takes_assessors,
)

LETTERS = {Seat.Role.ASSESSOR: "A", Seat.Role.PANEL: "P", Seat.Role.NONE: "N"}
DECLARED = "An interest was declared."
ENDED = (State.DECIDED, State.WITHDRAWN)


class CannotBeSeated(ValueError):
    """This person cannot judge this application. The words say why."""


@transaction.atomic
def allocate(
    *, application: Application, users: Sequence[User], role: str, by: User, at: dt.datetime
) -> list[Seat]:
    """Give people seats as assessors or on the panel, all or none, and return the seats.

    Who has declared for one seat need not declare for another. An assessor who takes the place of
    one who was lost at the panel brings the application back to assessment: nobody sees others'
    judgements again until theirs is in, and nobody is seated who could read them before. Raises
    NotYours, CannotBeSeated.
    """
    current = locked(application)
    if not standing_of(current, user=by).may_allocate:
        raise NotYours
    if role == Seat.Role.ASSESSOR and takes_assessors(current):
        _refuse_readers(current, users)
    if role == Seat.Role.ASSESSOR and current.state == State.PANEL and takes_assessors(current):
        move(current, "assess_again")
        note(current, by=by, at=at, did="application.assessment_again")
    return [_seat(current, user=user, role=role, by=by, at=at) for user in users]


def _seat(application: Application, *, user: User, role: str, by: User, at: dt.datetime) -> Seat:
    """Give one person a seat. Raises CannotBeSeated."""
    _refuse_seat(application, user=user, role=role)
    before = application.seats.filter(user=user, ended_at=None, has_interest=False).first()
    seat = Seat.objects.create(
        application=application,
        user=user,
        role=role,
        code=_next_code(application, role),
        allocated_at=at,
        allocated_by=str(by),
        has_interest=before.has_interest if before else None,
        declared_at=before.declared_at if before else None,
        declared_by=before.declared_by if before else "",
    )
    after = {"seat": seat.code, "name": str(user)}
    note(application, by=by, at=at, did="application.allocated", after=after)
    return seat


def _next_code(application: Application, role: str) -> str:
    """Return the code of the next seat of its kind."""
    return f"{LETTERS[Seat.Role(role)]}{application.seats.filter(role=role).count() + 1}"


def _refuse_readers(application: Application, users: Sequence[User]) -> None:
    """Raise CannotBeSeated for somebody who can or could read the judgements of the others."""
    for user in users:
        if could_read_judgements(application, user=user):
            raise CannotBeSeated(
                f"{user} could read the other judgements already, and would not be blind."
            )


def _refuse_seat(application: Application, *, user: User, role: str) -> None:
    """Raise CannotBeSeated for somebody who may not have this seat."""
    standing = standing_of(application, user=user)
    if standing.is_of_applicant:
        raise CannotBeSeated(f"{user} belongs to {application.organisation}, which applies.")
    if standing.keeps_away:
        raise CannotBeSeated(f"{user} has declared an interest in this application.")
    if SITS_AS[Seat.Role(role)].isdisjoint(standing.roles):
        raise CannotBeSeated(f"{user} does not hold the role that this seat needs.")
    if any(stands(seat) and seat.role == role for seat in standing.own_seats):
        raise CannotBeSeated(f"{user} has this seat already.")
    on_panel = any(stands(seat) and seat.role == Seat.Role.PANEL for seat in standing.own_seats)
    if role == Seat.Role.ASSESSOR and on_panel:
        raise CannotBeSeated(f"{user} sits on the panel of this application.")
    allowed = TAKES_ASSESSORS if role == Seat.Role.ASSESSOR else TAKES_PANEL
    if application.state not in allowed:
        raise CannotBeSeated(
            "All judgements are in: assessors cannot be added any more, as they would not be blind."
        )


@transaction.atomic
def declare_interest(
    *, seat: Seat, has_interest: bool, interest: str = "", by: User, at: dt.datetime
) -> Seat:
    """Keep what the holder of a seat declares, and return the seat.

    An interest ends every seat of the person on this application, and keeps them away from it for
    good. It may come up late, so who declared none may still declare one; after the decision only
    who never declared does, and what they judged before stands. The first assessor who declares
    none begins the assessment: from then on the applicant cannot amend.
    Raises NotYours, SayWhy.
    """
    application = locked(seat.application)
    held = list(application.seats.select_for_update().filter(user=by, ended_at=None))
    if application.state in ENDED:
        held = [each for each in held if each.declared_at is None]
    if seat.pk not in {each.pk for each in held}:
        raise NotYours("Only who holds the seat declares, and before the decision.")
    if has_interest and not interest.strip():
        raise SayWhy("Enter what the interest is.")
    if has_interest:
        for each in held:
            _end(each, because=DECLARED, by=by, at=at, interest=interest)
    else:
        application.seats.filter(pk__in=[each.pk for each in held], declared_at=None).update(
            has_interest=False, declared_at=at, declared_by=str(by)
        )
    did = "application.interest_declared" if has_interest else "application.no_interest_declared"
    codes = [each.code for each in held]
    note(application, by=by, at=at, did=did, after={"seats": codes})
    assesses = any(each.role == Seat.Role.ASSESSOR for each in held)
    if not has_interest and assesses and application.state == State.SUBMITTED:
        move(application, "start_assessing")
        note(application, by=by, at=at, did="application.assessment_began")
    panel_if_all_are_in(application, by=by, at=at)
    seat.refresh_from_db()
    return seat


@transaction.atomic
def declare_own_interest(
    *, application: Application, interest: str, by: User, at: dt.datetime
) -> Seat:
    """Keep an interest of somebody who runs the scheme, approves or audits, whether or not they
    have a seat: they are kept away from the application, and from the award that came of it.

    Seats that they hold end, unless the application is decided: what they judged then stands.
    Returns the row that keeps it. Raises NotYours, SayWhy.
    """
    current = locked(application)
    if not standing_of(current, user=by).may_declare_interest:
        raise NotYours
    if not interest.strip():
        raise SayWhy("Enter what the interest is.")
    if current.state not in ENDED:
        for each in current.seats.select_for_update().filter(user=by, ended_at=None):
            _end(each, because=DECLARED, by=by, at=at, interest=interest)
    seat = Seat(
        application=current,
        user=by,
        role=Seat.Role.NONE,
        code=_next_code(current, Seat.Role.NONE),
        allocated_at=at,
        allocated_by=str(by),
    )
    _end(seat, because=DECLARED, by=by, at=at, interest=interest)
    note(current, by=by, at=at, did="application.interest_declared", after={"seats": [seat.code]})
    panel_if_all_are_in(current, by=by, at=at)
    return seat


def _end(seat: Seat, *, because: str, by: User, at: dt.datetime, interest: str = "") -> None:
    """End a seat; with an interest, keep that it was declared and what it is."""
    seat.ended_at, seat.ended_by, seat.ended_because = at, str(by), because
    if interest:
        seat.has_interest, seat.interest = True, interest.strip()
        seat.declared_at, seat.declared_by = at, str(by)
    seat.save()


@transaction.atomic
def end_seat(*, seat: Seat, because: str, by: User, at: dt.datetime) -> Seat:
    """Let somebody go from their seat, with the reason, and return it.

    Once all judgements are in, an assessor's stands. Raises NotYours, SayWhy.
    """
    application = locked(seat.application)
    current = application.seats.get(pk=seat.pk)
    is_late = current.role == Seat.Role.ASSESSOR and application.state == State.PANEL
    if not standing_of(application, user=by).may_allocate or is_late or not stands(current):
        raise NotYours
    if not because.strip():
        raise SayWhy("Enter why they leave.")
    _end(current, because=because.strip(), by=by, at=at)
    note(
        application, by=by, at=at, did="application.seat_ended", reason=because.strip(),
        after={"seat": current.code},
    )  # fmt: skip
    panel_if_all_are_in(application, by=by, at=at)
    return current


def panel_if_all_are_in(application: Application, *, by: User, at: dt.datetime) -> None:
    """Open the judgements to the panel once every assessor, two or more, has handed in."""
    if application.state == State.ASSESSING and all_are_in(application):
        move(application, "start_panel")
        note(application, by=by, at=at, did="application.panel_began")
