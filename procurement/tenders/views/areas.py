"""Areas for action, policy outcomes, and how sizes of commitments count."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from procurement.tenders import actions, library, presenters, queries
from procurement.tenders.forms import AreasForm, ChoicesForm
from procurement.tenders.views.method import MethodPage


class Areas(MethodPage):
    """Pick areas for action from a matrix; each becomes a social value question."""

    form_class = AreasForm
    template_name = "procurement/tenders/areas.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the matrix: the one asked for, or the one in use, or the first."""
        super().setup(request, *args, **kwargs)
        self.versions = queries.framework_versions_for(self.tender.organisation)
        wanted = request.GET.get("matrix") or str(self.methodology.framework_version_id)
        chosen = [version for version in self.versions if str(version.pk) == wanted]
        in_use = [
            each for each in self.versions if each.framework.code == self.methodology.framework
        ]
        self.version = next(iter(chosen + in_use + self.versions), None)
        self.areas = queries.areas_of(self.version) if self.version else []

    def get_form_kwargs(self) -> dict[str, Any]:
        """The areas that there are."""
        return super().get_form_kwargs() | {"codes": [area.code for area in self.areas]}

    def get_initial(self) -> dict[str, Any]:
        """The areas chosen so far."""
        return super().get_initial() | {"areas": sorted(queries.areas_chosen(self.methodology))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the matrix, with what is ticked, what suits the contract, and policy outcomes."""
        context = super().get_context_data(**kwargs)
        ticked = set(context["form"]["areas"].value() or [])
        guidance = presenters.guidance_for(self.tender)
        return context | {
            "version": self.version,
            "versions": self.versions,
            "columns": presenters.matrix_columns(
                self.areas, version=self.version, ticked=ticked, suits=guidance["suits"]
            ),
            "guidance": guidance,
            "crosswalk": presenters.crosswalk_notes(
                self.methodology,
                areas=sorted(queries.areas_chosen(self.methodology)),
                titles={area.code: area.title for area in self.areas},
            ),
        }

    def form_valid(self, form: AreasForm) -> HttpResponse:
        """Make the questions."""
        areas = [area for area in self.areas if area.code in form.cleaned_data["areas"]]
        try:
            actions.choose_areas(version=self.version, areas=areas, **self.said(form))
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        return redirect("tenders:social_value", self.tender.pk)


class Choices(MethodPage):
    """Which policy outcomes the tender must cover, and how sizes of commitments count."""

    form_class = ChoicesForm
    template_name = "procurement/tenders/choices.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The outcomes of the models that apply on the day, and where "Cancel" leads."""
        models = [
            model
            for model in library.crosswalk().models
            if model.applies_on(self.tender.commenced_on)
        ]
        outcomes = [
            (outcome.key, f"{model.title}, outcome {outcome.code}: {outcome.title}")
            for model in models
            for outcome in model.outcomes
        ]
        back = reverse("tenders:social_value", args=[self.tender.pk])
        return super().get_form_kwargs() | {"outcomes": outcomes, "back": back}

    def get_initial(self) -> dict[str, Any]:
        """What is chosen so far."""
        return super().get_initial() | {
            "outcomes": self.methodology.policy_outcomes,
            "quantities": self.methodology.quantities,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add why quantities are not compared with the highest bid."""
        example = presenters.relative_quantities_example()
        return super().get_context_data(example=example, **kwargs)

    def form_valid(self, form: ChoicesForm) -> HttpResponse:
        """Save them."""
        answers = form.cleaned_data
        try:
            actions.set_social_value_choices(
                outcomes=answers["outcomes"], quantities=answers["quantities"], **self.said(form)
            )
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Saved")
        return redirect("tenders:social_value", self.tender.pk)
