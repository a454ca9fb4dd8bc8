"""Who judges an application: seats, declarations of interest, and leaving."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from socialvalue.awards import actions
from socialvalue.awards.forms.judging import (
    YES,
    AllocateForm,
    DeclareInterestForm,
    EndSeatForm,
    InterestForm,
)
from socialvalue.awards.models import Seat, State
from socialvalue.awards.permissions import READS_BY_ROLE, stands
from socialvalue.awards.presenters import received as presenters
from socialvalue.awards.queries import lists
from socialvalue.awards.queries.judging import takes_assessors
from socialvalue.awards.views.judging import Acts, Judging

ROLES = {"assessors": Seat.Role.ASSESSOR, "panel": Seat.Role.PANEL}
"""What the address calls those who are seated."""

KEPT_AWAY = "Your interest is recorded. You are kept away from this application"


class People(Judging, TemplateView):
    """Who assesses and who sits on the panel, and how far each is."""

    template_name = "socialvalue/awards/judging/people.html"

    def may(self) -> bool:
        """Award managers, approvers and auditors."""
        return super().may() and not READS_BY_ROLE.isdisjoint(self.standing.roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the seats that are held, and those that ended."""
        standing, state = self.standing, self.application.state
        seats = list(self.application.seats.select_related("user"))
        may_end = {Seat.Role.PANEL} | (set() if state == State.PANEL else {Seat.Role.ASSESSOR})
        ending = may_end if standing.may_allocate else set()
        return super().get_context_data(
            held=presenters.seat_rows(filter(stands, seats), may_end=ending),
            ended=[seat for seat in seats if not stands(seat)],
            too_few=presenters.too_few(self.application),
            may_add_assessors=standing.may_allocate and takes_assessors(self.application),
            may_add_panel=standing.may_allocate,
            **kwargs,
        )


class Allocate(Acts):
    """Give people seats."""

    form_class = AllocateForm
    template_name = "socialvalue/awards/judging/allocate.html"
    refused = (actions.CannotBeSeated, actions.NotYours)
    beside = "people"
    leads_to = cancels_to = "people"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Know which seats are meant."""
        super().setup(request, *args, **kwargs)
        if kwargs["seats"] not in ROLES:
            raise Http404
        self.role = ROLES[kwargs["seats"]]

    def may(self) -> bool:
        """An award manager, while such seats are given."""
        is_late = self.role == Seat.Role.ASSESSOR and not takes_assessors(self.application)
        return self.standing.may_allocate and not is_late

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who may be chosen."""
        return super().get_form_kwargs() | {
            "people": lists.may_be_seated(self.application, role=self.role),
            "role": self.role,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the seats are for."""
        is_panel = self.role == Seat.Role.PANEL
        return super().get_context_data(
            is_panel=is_panel,
            back_url=self.address("people"),
            back_text="Back to who judges",
            **kwargs,
        )

    def act(self, form: Form, **who_and_when: Any) -> None:
        """Give the seats."""
        actions.allocate(
            application=self.application,
            users=form.cleaned_data["people"],
            role=self.role,
            **who_and_when,
        )

    def told(self, form: Form) -> str:
        """Name whoever has a seat now."""
        names = ", ".join(map(str, form.cleaned_data["people"]))
        return f"Given a seat: {names}. Each declares their interests now"


class EndSeat(Acts):
    """Let somebody go from their seat."""

    form_class = EndSeatForm
    template_name = "socialvalue/awards/judging/end_seat.html"
    leads_to = cancels_to = "people"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the seat among those of this application."""
        super().setup(request, *args, **kwargs)
        seats = self.application.seats.select_related("user")
        self.seat = get_object_or_404(seats, pk=kwargs["seat_pk"])

    def may(self) -> bool:
        """An award manager; of an assessor only until all judgements are in."""
        is_late = self.seat.role == Seat.Role.ASSESSOR and self.application.state == State.PANEL
        return self.standing.may_allocate and stands(self.seat) and not is_late

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whose seat it is."""
        return super().get_context_data(
            seat=self.seat,
            back_url=self.address("people"),
            back_text="Back to who judges",
            **kwargs,
        )

    def act(self, form: Form, **who_and_when: Any) -> None:
        """End it."""
        actions.end_seat(seat=self.seat, **form.cleaned_data, **who_and_when)

    def told(self, form: Form) -> str:
        """Name whoever left."""
        return f"{self.seat.user} has left. What they saved is kept"


class Declare(Acts):
    """Declare whether one has an interest in the applicant."""

    form_class = DeclareInterestForm
    template_name = "socialvalue/awards/judging/declare.html"
    cancels_to = ""

    def is_allowed(self) -> bool:
        """Who holds a seat, until the decision, and afterwards who never declared; a person of the
        applicant has no place here.
        """
        is_late = self.application.state in {State.DECIDED, State.WITHDRAWN}
        held = [seat for seat in self.standing.own_seats if stands(seat)]
        self.seats = [seat for seat in held if not (is_late and seat.declared_at)]
        return bool(self.seats) and not self.standing.is_of_applicant

    def instead(self) -> None:
        """Nobody is led away from here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether a declaration was made already; the way back is to one's own work."""
        return super().get_context_data(
            seats=self.seats,
            is_first=self.standing.undeclared is not None,
            back_url="",
            **kwargs,
        )

    def act(self, form: Form, **who_and_when: Any) -> None:
        """Keep it."""
        has_interest = form.cleaned_data["has_interest"] == YES
        actions.declare_interest(
            seat=self.standing.undeclared or self.seats[0],
            has_interest=has_interest,
            interest=form.cleaned_data["interest"] if has_interest else "",
            **who_and_when,
        )

    def told(self, form: Form) -> str:
        """Say what follows of it."""
        return (
            KEPT_AWAY
            if form.cleaned_data["has_interest"] == YES
            else "Your declaration is recorded"
        )

    def following(self, form: Form) -> str:
        """Go on to the work, or away from it."""
        if form.cleaned_data["has_interest"] == YES:
            return reverse("awards:home")
        is_assessor = any(each.role == Seat.Role.ASSESSOR for each in self.seats)
        return self.address("my_judgements" if is_assessor else "received_application")


class OwnInterest(Acts):
    """Say that one has an interest, with or without a seat: from then on one is kept away."""

    form_class = InterestForm
    template_name = "socialvalue/awards/judging/interest.html"
    done = KEPT_AWAY

    def may(self) -> bool:
        """Award managers, approvers and auditors, at any time."""
        return self.standing.may_declare_interest

    def act(self, form: Form, **who_and_when: Any) -> None:
        """Keep it; nothing of the application can be read from now on."""
        actions.declare_own_interest(
            application=self.application, **form.cleaned_data, **who_and_when
        )

    def following(self, form: Form) -> str:
        """Lead away."""
        return reverse("awards:home")
