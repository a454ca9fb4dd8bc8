"""What the pages of judging share: who is asked, how a person stands, and where things lead."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from socialvalue.awards.actions import NotYours
from socialvalue.awards.permissions import standing_of
from socialvalue.awards.presenters import clocks
from socialvalue.awards.queries import clock_of, scheme_of
from socialvalue.awards.views.audiences import OfApplication
from socialvalue.core.access import READING


class Judging(OfApplication):
    """A page about an application that is decided. Nobody reads on before they declare."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the application, and how this person stands to it."""
        super().setup(request, *args, **kwargs)
        self.scheme = scheme_of(self.application.running.version)
        self.standing = standing_of(self.application, user=request.user)

    def may(self) -> bool:
        """Whether this person, who has nothing left to declare, may use the page."""
        return self.standing.may_read

    def is_allowed(self) -> bool:
        """Who has still to declare is led there, and may send nothing."""
        if self.standing.undeclared:
            return self.request.method in READING
        return self.may()

    def instead(self) -> HttpResponse | None:
        """Nothing of an application is shown before the declaration."""
        if self.standing.undeclared:
            return redirect("awards:declare", self.application.pk)
        return None

    def address(self, name: str, *more: object) -> str:
        """Return the address of a page about this application."""
        return reverse(f"awards:{name}", args=[self.application.pk, *more])

    @property
    def clock(self) -> dict[str, Any]:
        """The time for a decision, in words."""
        return clocks.clock_told(clock_of(self.application), self.application)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what every page of an application has."""
        kwargs.setdefault("back_url", self.address("received_application"))
        kwargs.setdefault("back_text", "Back to the application")
        return super().get_context_data(
            standing=self.standing,
            applicant=self.application.organisation.name,
            scheme=self.scheme,
            clock=self.clock,
            state=clocks.state_tag(self.application),
            **kwargs,
        )


class Acts(Judging, FormView):
    """A form on which one action is called: what it refuses is told there, and nothing is lost.

    Write `act(form, by=, at=)`. `refused` are the errors whose words are shown, at the field
    `beside` or at the top; `done` is said afterwards; `leads_to` names the page that follows, and
    `cancels_to` the one behind Cancel, "" where the form has no such link.
    """

    refused: tuple[type[Exception], ...] = (NotYours,)
    beside: str | None = None
    done = ""
    leads_to = cancels_to = "received_application"
    act: Callable[..., None]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where to go back to."""
        back = {"back": self.address(self.cancels_to)} if self.cancels_to else {}
        return super().get_form_kwargs() | back

    def told(self, form: Form) -> str:
        """Return what is said afterwards."""
        return self.done

    def following(self, form: Form) -> str:
        """Return the address of what follows."""
        return self.address(self.leads_to)

    def form_valid(self, form: Form) -> HttpResponse:
        """Act, or say why not."""
        try:
            self.act(form, by=self.request.user, at=timezone.now())
        except self.refused as refusal:
            form.add_error(self.beside, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.told(form))
        return redirect(self.following(form))
