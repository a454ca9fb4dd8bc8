"""Pages about belonging to a network: start one, invite, answer, leave."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.core.access import Allowed
from socialvalue.networks import actions, forms, queries
from socialvalue.networks.views.audiences import OFFICERS, READERS, OfNetwork


class Home(Allowed, TemplateView):
    """The networks of the organisation, and invitations that wait for its answer."""

    may_use = READERS
    template_name = "socialvalue/networks/home.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add both lists."""
        organisation = self.request.organisation
        return super().get_context_data(
            seats=organisation.network_seats.taken().select_related("network__lead"),
            offers=queries.offers_to(organisation),
            may_change=OFFICERS.admits(self.request),
            **kwargs,
        )


class Found(Allowed, FormView):
    """Start a network."""

    may_use = OFFICERS
    form_class = forms.NetworkForm
    template_name = "socialvalue/networks/found.html"

    def get_initial(self) -> dict[str, object]:
        """Propose what the organisation calls its place."""
        organisation = self.request.organisation
        return {
            "place_code": organisation.place_code,
            "wider_place_code": organisation.wider_place_code,
        }

    def form_valid(self, form: forms.NetworkForm) -> HttpResponse:
        """Start it, and show it."""
        network = actions.found_network(
            organisation=self.request.organisation,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return redirect("networks:network", network.pk)


class Answer(Allowed, FormView):
    """Join a network, or decline."""

    may_use = OFFICERS
    form_class = forms.AnswerForm
    template_name = "socialvalue/networks/answer.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the invitation among those to this organisation."""
        super().setup(request, *args, **kwargs)
        offers = queries.offers_to(request.organisation)
        self.seat = get_object_or_404(offers, pk=kwargs["offer_pk"])
        self.extra_context = {"seat": self.seat}

    def form_valid(self, form: forms.AnswerForm) -> HttpResponse:
        """Keep the answer."""
        accept = form.cleaned_data["accept"] == forms.YES
        try:
            actions.answer_offer(
                seat=self.seat,
                organisation=self.request.organisation,
                accept=accept,
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.NothingOffered as refusal:
            messages.info(self.request, str(refusal))
            return redirect("networks:home")
        name = self.seat.network.name
        if not accept:
            messages.success(self.request, f"You have declined to join {name}")
            return redirect("networks:home")
        messages.success(self.request, f"Your organisation belongs to {name}. It shares nothing.")
        return redirect("networks:network", self.seat.network_id)


class Offer(OfNetwork, FormView):
    """Invite an organisation, by its name."""

    may_use = OFFICERS
    form_class = forms.OfferForm
    template_name = "socialvalue/networks/offer.html"

    def is_allowed(self) -> bool:
        """Only the lead invites."""
        return self.is_lead

    def form_valid(self, form: forms.OfferForm) -> HttpResponse:
        """Invite it, whether it is here or not."""
        try:
            actions.offer_seat(
                network=self.network, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.SeatOfferedAlready as refusal:
            form.add_error("name", str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request,
            "The invitation waits. If an organisation of this name uses this installation, its "
            "administrators and data officers see it.",
        )
        return redirect("networks:network", self.network.pk)


class Leave(OfNetwork, FormView):
    """Leave a network."""

    may_use = OFFICERS
    form_class = forms.LeaveForm
    template_name = "socialvalue/networks/leave.html"

    def form_valid(self, form: forms.LeaveForm) -> HttpResponse:
        """Leave it; what was shared is withdrawn."""
        actions.leave(seat=self.seat, by=self.request.user, at=timezone.now())
        messages.success(self.request, f"Your organisation has left {self.network.name}")
        return redirect("networks:home")
