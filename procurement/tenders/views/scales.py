"""The library of scales, and scales of one's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import TemplateView

from procurement.tenders import actions, library, presenters, queries
from procurement.tenders.access import OFFICERS, READERS, TenderPage
from procurement.tenders.forms import LevelFormSet, ScaleForm
from procurement.tenders.views.method import MethodPage, count_sent

LEVELS_AT_FIRST = 3


class Scales(TenderPage, TemplateView):
    """The scales that questions may be marked on, with what each level means."""

    may_use = READERS
    may_change = OFFICERS
    template_name = "procurement/tenders/scales.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the scales of the method, and those of the library that it does not use yet."""
        methodology = queries.latest_of(self.tender)
        own = list(methodology.scales.prefetch_related("levels", "criteria").order_by("position"))
        used = {scale.code for scale in own}
        return super().get_context_data(
            own=[presenters.scale_card(scale) for scale in own],
            others=[
                presenters.library_card(text) for text in library.scales() if text.code not in used
            ],
            edits=methodology.edits,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take an own scale out."""
        methodology = queries.latest_of(self.tender)
        # Looked up here, not asked of the database: what was sent need not be text that it takes.
        own = {scale.code: scale for scale in methodology.scales.filter(is_own=True)}
        scale = own.get(request.POST.get("remove", ""))
        if scale is None:
            messages.error(request, "That scale is not there any more.")
            return redirect(request.path)
        try:
            actions.remove_scale(
                methodology=methodology,
                pk=scale.pk,
                edits=count_sent(request.POST.get("edits", "")),
                by=request.user,
                at=timezone.now(),
            )
        except (actions.ChangedMeanwhile, actions.ScaleInUse) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"The scale {scale.title} is taken out")
        return redirect(request.path)


class EditScale(MethodPage):
    """Write a scale of one's own, starting from nothing, from the library, or from what it is."""

    form_class = ScaleForm
    template_name = "procurement/tenders/scale.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the scale that is changed, if one is."""
        super().setup(request, *args, **kwargs)
        own = self.methodology.scales.filter(is_own=True).prefetch_related("levels")
        self.scale = get_object_or_404(own, pk=kwargs["scale_pk"]) if "scale_pk" in kwargs else None

    def get_initial(self) -> dict[str, Any]:
        """The scale's name."""
        title = self.scale.title if self.scale else ""
        return super().get_initial() | {"title": title}

    def initial_levels(self) -> list[dict[str, Any]]:
        """Return the levels to start from."""
        if self.scale:
            levels: Any = self.scale.levels.order_by("position")
        elif code := self.request.GET.get("from"):
            try:
                levels = library.scale_of(code).levels
            except library.ScaleUnknown:
                raise Http404 from None
        else:
            return [{} for _ in range(LEVELS_AT_FIRST)]
        return [
            {"points": level.points, "label": level.label, "definition": level.definition}
            for level in levels
        ]

    def get_levels(self) -> Any:
        """Return the levels as a formset."""
        if self.request.method == "POST":
            return LevelFormSet(self.request.POST, prefix="level")
        return LevelFormSet(initial=self.initial_levels(), prefix="level")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the levels."""
        kwargs.setdefault("levels", self.get_levels())
        heading = "Change the scale" if self.scale else "A scale of your own"
        return super().get_context_data(heading=heading, formset=kwargs["levels"], **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add a level, or save."""
        form, levels = self.get_form(), self.get_levels()
        if "add" in request.POST:
            typed = [{name: level[name].value() for name in level.fields} for level in levels.forms]
            form.is_bound, form.initial = False, {name: form[name].value() for name in form.fields}
            longer = LevelFormSet(initial=[*typed, {}], prefix="level")
            return self.render_to_response(self.get_context_data(form=form, levels=longer))
        if not (form.is_valid() & levels.is_valid()):
            return self.render_to_response(self.get_context_data(form=form, levels=levels))
        return self.keep(form, levels)

    def keep(self, form: ScaleForm, levels: Any) -> HttpResponse:
        """Save the scale."""
        try:
            actions.save_scale(
                pk=self.scale.pk if self.scale else None,
                title=form.cleaned_data["title"],
                levels=[actions.LevelAnswer(**level.cleaned_data) for level in levels.filled()],
                **self.said(form),
            )
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Scale saved. You can choose it for any question")
        return redirect("tenders:scales", self.tender.pk)
