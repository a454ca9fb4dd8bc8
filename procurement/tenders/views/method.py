"""What the pages that make a method have in common, and fixing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from procurement.tenders import actions, presenters, queries
from procurement.tenders.access import OFFICERS, TenderPage
from procurement.tenders.forms import ClimateForm, FixForm
from procurement.tenders.models import Section


class MethodPage(TenderPage, FormView):
    """A page that changes the draft method. Once the method is fixed it leads to the tender."""

    may_use = OFFICERS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the method."""
        super().setup(request, *args, **kwargs)
        self.methodology = queries.methodology_of(self.tender)

    def instead(self) -> HttpResponse | None:
        """Send anyone who may be here, but too late, to the tender."""
        if self.tender.is_draft:
            return None
        messages.error(self.request, "The method is fixed. It cannot be changed any more.")
        return redirect(self.tender_url)

    def get_initial(self) -> dict[str, Any]:
        """How many changes the method has had: a later one by someone else is then noticed."""
        return {"edits": self.methodology.edits}

    def changed_meanwhile(self, form: Any, refusal: Exception) -> HttpResponse:
        """Show the answers again, so that saving a second time is a decision."""
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data["edits"] = queries.methodology_of(self.tender).edits
        return self.form_invalid(form)

    def said(self, form: Any) -> dict[str, Any]:
        """Return what every action needs."""
        return {
            "methodology": self.methodology,
            "edits": form.cleaned_data["edits"],
            "by": self.request.user,
            "at": timezone.now(),
        }


class FixMethod(MethodPage):
    """The last look, and fixing the method."""

    form_class = FixForm
    template_name = "procurement/tenders/fix.html"

    @cached_property
    def asked(self) -> queries.Weighting:
        """What the weighting rules ask of the method."""
        return queries.weighting_of(self.methodology)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Not yet" leads, and whether a rule is left open."""
        return super().get_form_kwargs() | {
            "back": self.tender_url,
            "asks_about_rules": bool(queries.open_rules(self.methodology, self.asked)),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is missing, or else the method as it will be used."""
        criteria = {
            section: list(queries.criteria_of(self.methodology, section))
            for section in (Section.QUALITY, Section.SOCIAL_VALUE)
        }
        sections = [
            (section, [presenters.criterion_row(each, self.methodology) for each in asked])
            for section, asked in criteria.items()
        ]
        departures = list(self.methodology.departures.all())
        return super().get_context_data(
            missing=[
                (entry.sentence, presenters.address_of(entry, self.tender))
                for entry in queries.what_is_missing(self.methodology)
            ],
            rules=presenters.rule_rows(self.asked, departures),
            rules_problem=self.asked.problem,
            asks_about_climate=self.asked.asks_about_climate,
            climate_said=presenters.climate_words(self.methodology.climate_theme_in),
            is_late=self.tender.deadline is not None and timezone.now() > self.tender.deadline,
            deadline=presenters.moment(self.tender.deadline, self.tender),
            departures=departures,
            scales=presenters.scale_sentences(
                [each for asked in criteria.values() for each in asked]
            ),
            weights=presenters.weight_bars(self.methodology),
            sections=sections,
            price=presenters.price_rows(
                self.methodology, list(self.methodology.lot_methods.select_related("lot"))
            ),
            **kwargs,
        )

    def form_valid(self, form: FixForm) -> HttpResponse:
        """Fix it."""
        accepted = form.cleaned_data.get("rules_accepted", False)
        try:
            actions.fix_method(rules_accepted=accepted, **self.said(form))
        except (actions.NotReady, actions.RulesOpen, actions.ChangedMeanwhile) as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "The method is fixed. You can record bids now")
        return redirect(self.tender_url)


class Climate(MethodPage):
    """Where the climate theme of the tender is, for the rules that ask it."""

    form_class = ClimateForm
    template_name = "procurement/tenders/climate.html"

    @property
    def fix_url(self) -> str:
        """The address of the last look, where the answer is used."""
        return reverse("tenders:fix", args=[self.tender.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Cancel" leads."""
        return super().get_form_kwargs() | {"back": self.fix_url}

    def get_initial(self) -> dict[str, Any]:
        """What was said so far."""
        said = self.methodology.climate_theme_in
        return super().get_initial() | {"places": ["nowhere"] if said == [] else said}

    def form_valid(self, form: ClimateForm) -> HttpResponse:
        """Save it."""
        try:
            actions.set_climate_theme(places=form.cleaned_data["places"], **self.said(form))
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        return redirect(self.fix_url)
