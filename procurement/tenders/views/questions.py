"""The criteria of a section: questions, sub-criteria, their weights, scales and measures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from procurement.calculations.splitting import equal_split
from procurement.tenders import actions, presenters, queries
from procurement.tenders.forms import CriterionFormSet, ParentFormSet, scale_choices
from procurement.tenders.forms.measures import add_row
from procurement.tenders.models import Section
from procurement.tenders.views.method import MethodPage, count_sent

MOST_QUESTIONS = 100
FOLLOWS = {"out": True, "noted": False}


class Questions(MethodPage):
    """The questions of a section, with criteria that are the sum of sub-criteria."""

    section: Section
    next_page: str
    template_name = "procurement/tenders/questions.html"
    may_remove = True
    asks_commitments = False
    parent_letters: str

    def get_form(self, form_class: Any = None) -> Any:
        """Return the questions as a formset; a button pressed without saving changes it."""
        if self.request.method == "POST":
            return CriterionFormSet(self.answers_sent(), **self.question_options())
        return CriterionFormSet(initial=self.initial_questions(), **self.question_options())

    def question_options(self) -> dict[str, Any]:
        """Return what every question may choose from."""
        lots = self.tender.lots.order_by("position").values_list("code", "title")
        return {
            "form_kwargs": {
                "scales": scale_choices(self.methodology),
                "may_remove": self.may_remove,
                "parents": self.parent_choices(),
                "lots": [(code, f"Lot {code} {title}") for code, title in lots],
                "asks_commitments": self.asks_commitments,
            }
        }

    def get_parents(self) -> Any:
        """Return the criteria with sub-criteria, as they were sent or as they are."""
        if self.request.method == "POST":
            return ParentFormSet(self.parents_sent(), prefix="parent")
        parents = self.methodology.parent_criteria.filter(section=self.section)
        initial = [
            {"code": parent.code, "title": parent.title, "weight": parent.weight}
            for parent in parents.order_by("position")
        ]
        return ParentFormSet(initial=initial, prefix="parent")

    def parent_choices(self) -> list[tuple[str, str]]:
        """Return the criteria that a question may be part of, by code."""
        return [
            (str(form["code"].value()), str(form["title"].value() or "the new criterion"))
            for form in self.get_parents()
            if not form["remove"].value()
        ]

    def parents_sent(self) -> Any:
        """Return the criteria that were sent, with another one if a button asked so."""
        sent = self.request.POST.copy()
        count = max(0, count_sent(sent.get("parent-TOTAL_FORMS", "")))
        if "add_parent" in sent and count < 30:
            used = {sent.get(f"parent-{place}-code") for place in range(count)}
            number = next(n for n in range(1, count + 2) if f"{self.parent_letters}{n}" not in used)
            sent["parent-TOTAL_FORMS"] = str(count + 1)
            sent[f"parent-{count}-code"] = f"{self.parent_letters}{number}"
        sent.setdefault("parent-TOTAL_FORMS", "0")
        sent.setdefault("parent-INITIAL_FORMS", "0")
        return sent

    def initial_questions(self) -> list[dict[str, Any]]:
        """Return the questions as they are, or an empty one to begin with."""
        every_lot = list(self.tender.lots.values_list("code", flat=True))
        return [
            {
                "pk": criterion.pk,
                "title": criterion.title,
                "question": criterion.question,
                "asks_method_statement": criterion.asks_method_statement,
                "measures": criterion.measures,
                "relevance": criterion.relevance,
                "parent": criterion.parent.code if criterion.parent else "",
                "weight": criterion.weight
                if criterion.parent is None
                else criterion.weight_in_parent,
                "scale": criterion.scale.code,
                "lots": [lot.code for lot in criterion.lots.all()] or every_lot,
                "pass_mark_points": criterion.pass_mark_points,
                "pass_mark_follows": {True: "out", False: "noted", None: ""}[
                    criterion.pass_mark_disqualifies
                ],
            }
            for criterion in queries.criteria_of(self.methodology, self.section)
        ] or [{"lots": every_lot}]

    def answers_sent(self) -> Any:
        """Return what was sent, with another question, measure or equal weights if asked so."""
        sent = self.request.POST.copy()
        count = max(0, count_sent(sent.get("form-TOTAL_FORMS", "")))
        if "add" in sent and count < MOST_QUESTIONS:
            sent["form-TOTAL_FORMS"] = str(count + 1)
            sent[f"form-{count}-scale"] = sent.get(f"form-{count - 1}-scale", "")
            sent.setlist(
                f"form-{count}-lots", list(self.tender.lots.values_list("code", flat=True))
            )
        asks = sent.get("add_measure", "")
        if asks in {f"form-{place}" for place in range(min(count, MOST_QUESTIONS))}:
            add_row(sent, prefix=asks)
        if "split" in sent:
            split_weights(sent, count=min(count, MOST_QUESTIONS))
        return sent

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page is about."""
        context = super().get_context_data(**kwargs)
        criteria = {each.pk: each for each in queries.criteria_of(self.methodology, self.section)}
        formset = context["form"]
        asked = [criteria.get(_uuid(form["pk"].value())) for form in formset]
        rows = list(zip(formset, asked, map(presenters.inside_words, asked), strict=True))
        keys = queries.key_criteria_of(self.tender, self.section)
        parents = kwargs.get("parents") or self.get_parents()
        return context | {
            "formset": formset,
            "parents": parents,
            "form": parents,
            "rows": rows,
            "section": self.section,
            "edits": context.get("edits", self.methodology.edits),
            "weight": presenters.percent(self.methodology.weight_of(self.section)),
            "split": presenters.split_words(len(rows)),
            "guidance": presenters.guidance_for(self.tender),
            "key_criteria": [key.title for key in keys],
            "may_start_from_keys": self.section == Section.QUALITY and keys and not criteria,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add a question or criterion, split the weights, start from the law's, or save."""
        if "keys" in request.POST:
            return self.start_from_keys()
        formset, parents = self.get_form(), self.get_parents()
        if {"add", "add_measure", "split", "add_parent"} & set(request.POST):
            return self.render_to_response(
                self.get_context_data(
                    form=CriterionFormSet(initial=as_initial(formset), **self.question_options()),
                    parents=ParentFormSet(initial=as_initial(parents), prefix="parent"),
                    edits=request.POST.get("edits", "0"),
                )
            )
        if formset.is_valid() & parents.is_valid():
            return self.keep(formset, parents)
        return self.render_to_response(self.get_context_data(form=formset, parents=parents))

    def start_from_keys(self) -> HttpResponse:
        """Make the quality section be the key criteria of the law."""
        try:
            actions.start_from_key_criteria(
                methodology=self.methodology,
                edits=count_sent(self.request.POST.get("edits", "")),
                by=self.request.user,
                at=timezone.now(),
            )
        except (actions.AskedAlready, actions.NoKeyCriteria, actions.ChangedMeanwhile) as refusal:
            messages.error(self.request, str(refusal))
        return redirect(self.request.path)

    def keep(self, formset: Any, parents: Any) -> HttpResponse:
        """Save the questions, or show them again with what is wrong."""
        kept = [form for form in formset if not form.cleaned_data.get("remove")]
        heads = [form for form in parents if not form.cleaned_data.get("remove")]
        try:
            actions.set_criteria(
                methodology=self.methodology,
                section=self.section,
                answers=[answer_of(form) for form in kept],
                parents=[parent_of(form) for form in heads],
                edits=count_sent(self.request.POST.get("edits", "")),
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.CriteriaDoNotAddUp as refusal:
            for fault in refusal.faults:
                (kept or heads)[0].add_error("weight", fault)
            return self.render_to_response(self.get_context_data(form=formset, parents=parents))
        except actions.ChangedMeanwhile as refusal:
            return self.show_again(formset, parents, refusal)
        messages.success(self.request, f"{self.section.label} questions saved")
        return redirect(self.next_page, self.tender.pk)

    def show_again(self, formset: Any, parents: Any, refusal: Exception) -> HttpResponse:
        """Show the answers after somebody else's change, so that saving again is a decision."""
        if not formset.forms:  # nothing of theirs is lost: show what stands now
            messages.error(self.request, str(refusal))
            return redirect(self.request.path)
        formset.forms[0].add_error("title", str(refusal))
        edits = queries.latest_of(self.tender).edits
        return self.render_to_response(
            self.get_context_data(form=formset, parents=parents, edits=edits)
        )


def split_weights(sent: Any, *, count: int) -> None:
    """Give the questions that stay equal weights: inside each parent, and outside any."""
    places: dict[str, list[int]] = {}
    for place in range(count):
        if f"form-{place}-remove" not in sent:
            places.setdefault(sent.get(f"form-{place}-parent", ""), []).append(place)
    for together in places.values():
        for place, weight in zip(together, equal_split(len(together)), strict=True):
            sent[f"form-{place}-weight"] = f"{weight:f}"


def _uuid(value: object) -> Any:
    """Return a key as the database knows it, from a form that may hold it as text."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def as_initial(formset: Any) -> list[dict[str, Any]]:
    """Return what was typed into a formset, so that it can be shown again without complaint."""
    return [{name: form[name].value() for name in form.fields} for form in formset]


def parent_of(form: Any) -> actions.ParentAnswer:
    """Return the officer's answer for one criterion with sub-criteria."""
    answers = form.cleaned_data
    return actions.ParentAnswer(
        code=answers["code"], title=answers["title"], weight=answers["weight"]
    )


def answer_of(form: Any) -> actions.CriterionAnswer:
    """Return the officer's answer for one question."""
    answers = form.cleaned_data
    mark = answers["pass_mark_points"]
    return actions.CriterionAnswer(
        pk=answers["pk"],
        title=answers["title"],
        question=answers["question"],
        asks_method_statement=answers["asks_method_statement"],
        measures=answers["measures"],
        relevance=answers.get("relevance", ""),
        parent=answers.get("parent", ""),
        weight=answers["weight"],
        scale=answers["scale"],
        lots=answers.get("lots", ()),
        pass_mark_points=mark,
        pass_mark_disqualifies=None if mark is None else FOLLOWS[answers["pass_mark_follows"]],
    )


class SocialValueQuestions(Questions):
    """The social value questions, one or more for each area chosen."""

    section = Section.SOCIAL_VALUE
    next_page = "tenders:quality"
    may_remove = False
    asks_commitments = True
    parent_letters = "SP"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send to the matrix where nothing is chosen yet."""
        if not queries.areas_chosen(self.methodology):
            return redirect("tenders:areas", self.tender.pk)
        return super().get(request, *args, **kwargs)


class QualityQuestions(Questions):
    """The quality questions, in the buyer's own words."""

    section = Section.QUALITY
    next_page = "tenders:pass_marks"
    parent_letters = "QP"
