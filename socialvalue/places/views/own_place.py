"""Doors to places: what an organisation calls its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from socialvalue.accounts import actions as accounts
from socialvalue.accounts.models import Role
from socialvalue.core.access import Allowed, roles
from socialvalue.places import forms


class SetPlace(Allowed, FormView):
    """Say what the organisation calls its place, and the wider area around it."""

    may_use = roles(Role.ADMINISTRATOR)
    form_class = forms.PlaceForm
    template_name = "socialvalue/places/set_place.html"

    def get_initial(self) -> dict[str, str]:
        """Show what is set; for an organisation without a place, offer to suggest."""
        organisation = self.request.organisation
        has_place = bool(organisation.place_code)
        wider = organisation.wider_place_code if has_place else forms.SUGGEST
        return {"place_code": organisation.place_code, "wider_place_code": wider}

    def get_form_kwargs(self) -> dict[str, object]:
        """Lead back to the people of the organisation."""
        return {**super().get_form_kwargs(), "cancel_url": reverse("accounts:people")}

    def form_valid(self, form: forms.PlaceForm) -> HttpResponse:
        """Set it, and say what it is now."""
        accounts.set_place(
            organisation=self.request.organisation, by=self.request.user, **form.cleaned_data
        )
        messages.success(self.request, form.said())
        return redirect("accounts:people")
