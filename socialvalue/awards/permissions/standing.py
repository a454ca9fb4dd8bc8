"""How a person stands to one application that their organisation decides, and what follows.

Every question that a page or an action asks is answered here, from the seats, the decisions and
the memberships, so that pages, lists and files cannot differ. A person of the applicant keeps away
from all of it, and so does whoever declared an interest, whatever roles they hold. Whoever left the
applicant after the application was begun had a part in it, and keeps away as well.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from socialvalue.accounts.models import Role, User
from socialvalue.awards.models import Appeal, Application, Decision, Seat, State
from socialvalue.calculations.awards.life import CLOCK_RUNS, SEES_OTHERS_JUDGEMENTS

Belonged = tuple[UUID, str, dt.datetime | None]
"""An organisation, a role in it, and when it ended."""

ASSESSORS_NEEDED = 2
READS_BY_ROLE = frozenset({Role.AWARD_MANAGER, Role.APPROVER, Role.AUDITOR})
DECIDES_APPEALS = frozenset({Role.AWARD_MANAGER, Role.APPROVER})
SITS_AS = {
    Seat.Role.ASSESSOR: frozenset({Role.AWARD_ASSESSOR}),
    Seat.Role.PANEL: frozenset({Role.AWARD_ASSESSOR, Role.AWARD_MANAGER}),
}
"""The roles that somebody needs for a seat, one of which is enough."""

TAKES_ASSESSORS = frozenset({State.SUBMITTED, State.ASSESSING})
TAKES_PANEL = TAKES_ASSESSORS | {State.PANEL}


@dataclass(kw_only=True)
class Standing:
    """One person and one application. `organisations` are those that the person has belonged to at
    any time since the application was begun.

    Reads the application's seats and decisions, which a list fetches beforehand.
    """

    application: Application
    user: User
    roles: Collection[str]
    organisations: Collection[UUID]

    @cached_property
    def own_seats(self) -> list[Seat]:
        """Every seat that the person has or had."""
        return [seat for seat in self.application.seats.all() if seat.user_id == self.user.pk]

    @property
    def is_of_applicant(self) -> bool:
        """Whether the person belongs to the organisation that applies."""
        return self.application.organisation_id in self.organisations

    @property
    def keeps_away(self) -> bool:
        """Whether the person may have nothing to do with it."""
        return self.is_of_applicant or any(seat.has_interest for seat in self.own_seats)

    @property
    def undeclared(self) -> Seat | None:
        """A seat whose holder has still to declare; nothing of the application is shown before."""
        left = (seat for seat in self.own_seats if stands(seat) and seat.declared_at is None)
        return None if self.keeps_away else next(left, None)

    def _seat(self, role: str) -> Seat | None:
        """Return the seat that the person holds, has declared for, and still has the role for."""
        if self.keeps_away or self.undeclared or SITS_AS[role].isdisjoint(self.roles):
            return None
        held = (seat for seat in self.own_seats if seat.role == role and stands(seat))
        return next(held, None)

    @property
    def assessor(self) -> Seat | None:
        """The seat from which the person assesses."""
        return self._seat(Seat.Role.ASSESSOR)

    @property
    def panellist(self) -> Seat | None:
        """The seat from which the person sits on the panel."""
        return self._seat(Seat.Role.PANEL)

    @property
    def is_manager(self) -> bool:
        """An award manager whom nothing keeps away."""
        return Role.AWARD_MANAGER in self.roles and not self.keeps_away and not self.undeclared

    @property
    def may_read(self) -> bool:
        """Whether the person may read what the applicant sent."""
        if self.keeps_away or self.undeclared:
            return False
        by_role = not READS_BY_ROLE.isdisjoint(self.roles)
        return by_role or self.assessor is not None or self.panellist is not None

    @property
    def may_declare_interest(self) -> bool:
        """Whether the person, who has a part in it by role, can say that an interest came up."""
        return not READS_BY_ROLE.isdisjoint(self.roles) and not self.keeps_away

    @property
    def may_find_interest(self) -> bool:
        """Whether the person, who has a seat and declared none, can say that one came up."""
        has_seat = self.assessor is not None or self.panellist is not None
        return has_seat and self.application.state in CLOCK_RUNS

    @property
    def may_see_judgements(self) -> bool:
        """Whether the person may read everybody's judgements: nobody does before all are in."""
        return self.may_read and self.application.state in SEES_OTHERS_JUDGEMENTS

    @property
    def may_judge(self) -> bool:
        """Whether the person writes judgements now."""
        seat = self.assessor
        is_open = self.application.state == State.ASSESSING
        return is_open and seat is not None and seat.submitted_at is None

    @property
    def may_agree(self) -> bool:
        """Whether the person writes down what the panel agrees."""
        return self.panellist is not None and self.application.state == State.PANEL

    @property
    def may_allocate(self) -> bool:
        """Whether the person says who assesses and who sits on the panel."""
        return self.is_manager and self.application.state in TAKES_PANEL

    @property
    def may_ask(self) -> bool:
        """Whether the person may ask the applicant for more; one question is open at a time."""
        is_open = any(each.answered_at is None for each in self.application.questions.all())
        return self.is_manager and self.application.state in CLOCK_RUNS and not is_open

    @property
    def may_propose(self) -> bool:
        """Whether the person proposes the decision."""
        return self.is_manager and self.application.state == State.PANEL

    def may_approve(self, decision: Decision) -> bool:
        """Whether the person approves or returns: no proposer, and nobody who ever had a seat."""
        return (
            Role.APPROVER in self.roles
            and self.application.state == State.PROPOSED
            and decision.is_approved is None
            and decision.proposer_id != self.user.pk
            and not self.own_seats
            and not self.is_of_applicant
        )

    def may_decide_appeal(self, appeal: Appeal) -> bool:
        """Whether the person decides an appeal: nobody who assessed, proposed or approved."""
        decisions = self.application.decisions.all()
        took_part = {each.proposer_id for each in decisions} | {
            each.decider_id for each in decisions
        }
        return (
            not DECIDES_APPEALS.isdisjoint(self.roles)
            and self.application.state == State.DECIDED
            and appeal.decided_at is None
            and self.user.pk not in took_part
            and not self.own_seats
            and not self.is_of_applicant
        )


def stands(seat: Seat) -> bool:
    """Whether a seat is still held."""
    return seat.ended_at is None


def standing_of(application: Application, *, user: User) -> Standing:
    """Return how a person stands to an application now, in the organisation that decides it."""
    return standing_from(memberships_of(user), application=application, user=user)


def memberships_of(user: User) -> list[Belonged]:
    """Return every membership that a person has or had."""
    return list(user.memberships.values_list("organisation_id", "role", "ended_at"))


def standing_from(
    memberships: Collection[Belonged], *, application: Application, user: User
) -> Standing:
    """Return how a person with these memberships stands to an application now."""
    deciding, begun = application.running.organisation_id, application.begun_at
    return Standing(
        application=application,
        user=user,
        roles={role for where, role, ended in memberships if where == deciding and ended is None},
        organisations={where for where, _, ended in memberships if ended is None or ended >= begun},
    )
