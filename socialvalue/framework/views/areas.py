"""The areas for action of an organisation's own version: reading, adding, wording, retiring."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.framework import actions, presenters, queries
from socialvalue.framework.forms import AreaForm, MeasureFormSet, RetireForm, measures_from
from socialvalue.framework.presenters import area_url, version_url
from socialvalue.framework.views.own import ChangesOwn, Own


class OwnAreaFound:
    """A page of one area of the version that was found. Put it before the version's class."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the area in the version."""
        super().setup(request, *args, **kwargs)
        self.area = queries.area_of(self.version, pk=kwargs["area_pk"])
        if self.area is None:
            raise Http404


class OwnArea(OwnAreaFound, Own, TemplateView):
    """An area for action of an own version."""

    template_name = "socialvalue/framework/area.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the page."""
        return super().get_context_data(
            page=presenters.area_page(self.area, version=self.version), area=self.area, **kwargs
        )


class WritesArea(FormView):
    """A form for the words of an area with a formset for its measures."""

    form_class = AreaForm
    template_name = "socialvalue/framework/area_form.html"

    def words_now(self) -> actions.AreaWords | None:
        """Return what the area says now; None for a new one."""
        return None

    def get_initial(self) -> dict[str, Any]:
        """Start from what the area says."""
        words = self.words_now()
        names = ("title", "meaning", "good", "questions", "cautions")
        return {} if words is None else {name: getattr(words, name) for name in names}

    def get_context_data(self, **kwargs: Any) -> dict[str, object]:
        """Add the formset."""
        kwargs.setdefault("formset", self.measures())
        return super().get_context_data(**kwargs)

    def measures(self) -> MeasureFormSet:
        """Return the formset, with what was sent or else what the area says."""
        words = self.words_now()
        said = [] if words is None else words.measures
        initial = [
            {"name": m.name, "unit": m.unit, "kind": m.kind, "evidence": m.evidence} for m in said
        ]
        return MeasureFormSet(self.request.POST or None, prefix="measures", initial=initial)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Store both, or show what is wrong with either."""
        form, formset = self.get_form(), self.measures()
        if not (form.is_valid() & formset.is_valid()):
            return self.render_to_response(self.get_context_data(form=form, formset=formset))
        area = self.write(form.words(measures_from(formset)))
        messages.success(request, f"{area} saved")
        return redirect(area_url(self.version, area))


class AddArea(ChangesOwn, WritesArea):
    """Add an area to an objective."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the objective in the version."""
        super().setup(request, *args, **kwargs)
        self.objective = self.version.objectives.filter(pk=kwargs["objective_pk"]).first()
        if self.objective is None:
            raise Http404
        self.extra_context = {"objective": self.objective, "heading": "Add an area for action"}

    def write(self, words: actions.AreaWords) -> Any:
        """Store it."""
        return actions.add_area(
            objective=self.objective, words=words, by=self.request.user, at=timezone.now()
        )


class RewordArea(OwnAreaFound, ChangesOwn, WritesArea):
    """Change the words of an area."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Say which objective it is under."""
        super().setup(request, *args, **kwargs)
        self.extra_context = {"objective": self.area.objective, "heading": f"Change {self.area}"}

    def words_now(self) -> actions.AreaWords:
        """Return what the area says now."""
        return actions.words_of(self.area)

    def write(self, words: actions.AreaWords) -> Any:
        """Store it."""
        return actions.reword_area(
            area=self.area, words=words, by=self.request.user, at=timezone.now()
        )


class RetireArea(OwnAreaFound, ChangesOwn, FormView):
    """Take an area out of use, with the reason."""

    form_class = RetireForm
    template_name = "socialvalue/framework/retire_area.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the area."""
        return super().get_context_data(area=self.area, **kwargs)

    def form_valid(self, form: RetireForm) -> HttpResponse:
        """Retire it."""
        actions.retire_area(
            area=self.area, by=self.request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(self.request, f"{self.area} is retired")
        return redirect(version_url(self.version))


class BringBackArea(OwnAreaFound, ChangesOwn, View):
    """Put a retired area back in use."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Bring it back."""
        actions.bring_back_area(area=self.area, by=request.user, at=timezone.now())
        messages.success(request, f"{self.area} is in use again")
        return redirect(version_url(self.version))
