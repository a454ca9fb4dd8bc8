"""Areas for action, and the questions of a section."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from procurement.calculations.splitting import equal_split
from procurement.tenders import actions, presenters, queries
from procurement.tenders.forms import (
    AreasForm,
    CriterionFormSet,
    scale_choices,
)
from procurement.tenders.models import Section
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
        """Add the matrix, with what is ticked."""
        context = super().get_context_data(**kwargs)
        ticked = set(context["form"]["areas"].value() or [])
        return context | {
            "version": self.version,
            "versions": self.versions,
            "columns": presenters.matrix_columns(self.areas, version=self.version, ticked=ticked),
        }

    def form_valid(self, form: AreasForm) -> HttpResponse:
        """Make the questions."""
        areas = [area for area in self.areas if area.code in form.cleaned_data["areas"]]
        try:
            actions.choose_areas(version=self.version, areas=areas, **self.said(form))
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        return redirect("tenders:social_value", self.tender.pk)


class Questions(MethodPage):
    """The questions of a section, with their weights and scales."""

    section: Section
    next_page: str
    template_name = "procurement/tenders/questions.html"
    may_remove = True

    def get_form(self, form_class: Any = None) -> Any:
        """Return the questions as a formset; a button pressed without saving changes it."""
        common = {
            "form_kwargs": {
                "scales": scale_choices(self.methodology),
                "may_remove": self.may_remove,
            }
        }
        if self.request.method == "POST":
            return CriterionFormSet(self.answers_sent(), **common)
        return CriterionFormSet(initial=self.initial_questions(), **common)

    def initial_questions(self) -> list[dict[str, Any]]:
        """Return the questions as they are, or an empty one to begin with."""
        criteria = queries.criteria_of(self.methodology, self.section)
        return [
            {
                "pk": criterion.pk,
                "title": criterion.title,
                "question": criterion.question,
                "weight": criterion.weight,
                "scale": criterion.scale.code,
                "pass_mark_points": criterion.pass_mark_points,
                "pass_mark_disqualifies": criterion.pass_mark_disqualifies,
            }
            for criterion in criteria
        ] or [{}]

    def answers_sent(self) -> Any:
        """Return what was sent, with another question or equal weights if a button asked so."""
        sent = self.request.POST.copy()
        count = _count(sent.get("form-TOTAL_FORMS", ""), otherwise=0)
        if "add" in sent and count < 100:
            sent["form-TOTAL_FORMS"] = str(count + 1)
            sent[f"form-{count}-scale"] = sent.get(f"form-{count - 1}-scale", "")
        if "split" in sent:
            kept = [place for place in range(min(count, 100)) if f"form-{place}-remove" not in sent]
            for place, weight in zip(kept, equal_split(len(kept)) if kept else (), strict=True):
                sent[f"form-{place}-weight"] = f"{weight:f}"
        return sent

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page is about."""
        context = super().get_context_data(**kwargs)
        criteria = {each.pk: each for each in queries.criteria_of(self.methodology, self.section)}
        formset = context["form"]
        rows = [(form, criteria.get(_uuid(form["pk"].value()))) for form in formset]
        return context | {
            "formset": formset,
            "form": None,
            "rows": rows,
            "section": self.section,
            "edits": context.get("edits", self.methodology.edits),
            "weight": presenters.percent(self.methodology.weight_of(self.section)),
            "split": split_words(len(rows)),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add a question, split the weights, or save."""
        formset = self.get_form()
        if "add" in request.POST or "split" in request.POST:
            unchecked = CriterionFormSet(
                initial=as_initial(formset), form_kwargs=formset.form_kwargs
            )
            return self.render_to_response(
                self.get_context_data(form=unchecked, edits=request.POST.get("edits", "0"))
            )
        return self.form_valid(formset) if formset.is_valid() else self.form_invalid(formset)

    def form_valid(self, formset: Any) -> HttpResponse:
        """Save the questions."""
        edits = _count(self.request.POST.get("edits", ""), otherwise=-1)
        kept = [form for form in formset if not form.cleaned_data.get("remove")]
        try:
            actions.set_criteria(
                methodology=self.methodology,
                section=self.section,
                answers=[answer_of(form) for form in kept],
                edits=edits,
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.CriteriaDoNotAddUp as refusal:
            formset.forms[0].add_error("weight", str(refusal))
            return self.form_invalid(formset)
        except actions.ChangedMeanwhile as refusal:
            if not formset.forms:  # nothing of theirs is lost: show what stands now
                messages.error(self.request, str(refusal))
                return redirect(self.request.path)
            formset.forms[0].add_error("title", str(refusal))
            edits = queries.methodology_of(self.tender).edits
            return self.render_to_response(self.get_context_data(form=formset, edits=edits))
        messages.success(self.request, f"{self.section.label} questions saved")
        return redirect(self.next_page, self.tender.pk)


def _count(text: str, *, otherwise: int) -> int:
    """Return the number that a hidden field holds, or something else where it was meddled with."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else otherwise


def _uuid(value: object) -> Any:
    """Return a key as the database knows it, from a form that may hold it as text."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def as_initial(formset: Any) -> list[dict[str, Any]]:
    """Return what was typed into a formset, so that it can be shown again without complaint."""
    return [{name: form[name].value() for name in form.fields} for form in formset]


def answer_of(form: Any) -> actions.CriterionAnswer:
    """Return the officer's answer for one question."""
    answers = form.cleaned_data
    mark = answers["pass_mark_points"]
    return actions.CriterionAnswer(
        pk=answers["pk"],
        title=answers["title"],
        question=answers["question"],
        weight=answers["weight"],
        scale=answers["scale"],
        pass_mark_points=mark,
        pass_mark_disqualifies=None if mark is None else answers["pass_mark_disqualifies"],
    )


def split_words(count: int) -> str:
    """Return what an equal split of the section would be, in words; nothing for no question."""
    if not count:
        return ""
    shares = equal_split(count)
    if len(set(shares)) == 1:
        return f"An equal split gives each {shares[0]:f}%."
    high, low = shares[0], shares[-1]
    more = shares.count(high)
    return (
        f"{count} questions cannot have {low:f}% each: that adds up to {low * count:f}%. "
        f"An equal split gives the first {'one' if more == 1 else more} {high:f}% "
        f"and the others {low:f}%, exactly 100%."
    )


class SocialValueQuestions(Questions):
    """The social value questions, one or more for each area chosen."""

    section = Section.SOCIAL_VALUE
    next_page = "tenders:quality"
    may_remove = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send to the matrix where nothing is chosen yet."""
        if not queries.areas_chosen(self.methodology):
            return redirect("tenders:areas", self.tender.pk)
        return super().get(request, *args, **kwargs)


class QualityQuestions(Questions):
    """The quality questions, in the buyer's own words."""

    section = Section.QUALITY
    next_page = "tenders:price"
