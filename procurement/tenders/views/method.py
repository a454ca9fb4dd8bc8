"""Making a method: weights, areas for action, questions, price, and fixing it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from procurement.calculations.splitting import equal_split
from procurement.tenders import actions, presenters, queries
from procurement.tenders.access import OFFICERS, TenderPage
from procurement.tenders.forms import (
    AreasForm,
    CriterionFormSet,
    FixForm,
    PriceForm,
    WeightsForm,
    scale_choices,
)
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


class Weights(MethodPage):
    """How much quality, price and social value weigh, and what the rules ask of that."""

    form_class = WeightsForm
    template_name = "procurement/tenders/weights.html"

    def get_initial(self) -> dict[str, Any]:
        """The weights as they are."""
        weights = {section.value: self.methodology.weight_of(section) for section in Section}
        return super().get_initial() | weights

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the rules ask of the weights in the form."""
        context = super().get_context_data(**kwargs)
        return context | {"answer": answer_to(context["form"], self.methodology)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check without saving, or save."""
        if "check" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        answer = answer_to(form, self.methodology)
        form.is_bound = form.is_bound and not form.is_valid()
        form.initial |= dict(request.POST.items())
        return self.render_to_response(self.get_context_data(form=form) | {"answer": answer})

    def form_valid(self, form: WeightsForm) -> HttpResponse:
        """Save, with a departure if one is needed."""
        answers = form.cleaned_data
        departure = None
        if answers["departure_reason"] and answers["departure_approver"]:
            departure = actions.Departure(
                reason=answers["departure_reason"], approver=answers["departure_approver"]
            )
        try:
            actions.set_weights(weights=form.weights_given, departure=departure, **self.said(form))
        except actions.WeightsDoNotAddUp as refusal:
            form.add_error("quality", str(refusal))
            return self.form_invalid(form)
        except actions.DepartureNeeded as refusal:
            return self.departure_missing(form, refusal)
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Weights saved")
        return redirect("tenders:areas", self.tender.pk)

    def departure_missing(self, form: WeightsForm, refusal: Exception) -> HttpResponse:
        """Ask for what a departure needs."""
        if not form.cleaned_data["departure_reason"]:
            form.add_error("departure_reason", f"{refusal}. Enter the reason")
        if not form.cleaned_data["departure_approver"]:
            form.add_error("departure_approver", "Enter who approved the departure")
        return self.form_invalid(form)


class CheckWeights(TenderPage, View):
    """What the rules ask of weights that are still being typed: a piece of the weights page."""

    may_use = OFFICERS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the piece; nothing is saved."""
        form = WeightsForm(request.POST)
        answer = answer_to(form, queries.methodology_of(self.tender))
        form.is_valid()
        form.errors.clear()
        return render(
            request,
            "procurement/tenders/weights_answer.html",
            {"answer": answer, "form": form},
        )


def answer_to(form: WeightsForm, methodology: Any) -> dict[str, Any]:
    """Return what the page says about the weights in a form, so far as they can be read."""
    if form.is_bound:
        form.is_valid()
    weights = form.weights_given
    asked = queries.weighting(
        methodology.tender, weights=weights, areas=queries.areas_chosen(methodology)
    )
    return presenters.weights_answer(weights=weights, asked=asked)


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
        ] or [{"scale": actions.SCALE_AT_FIRST[self.section]}]

    def answers_sent(self) -> Any:
        """Return what was sent, with another question or equal weights if a button asked so."""
        sent = self.request.POST.copy()
        count = (
            int(sent.get("form-TOTAL_FORMS") or 0)
            if sent.get("form-TOTAL_FORMS", "").isdigit()
            else 0
        )
        if "add" in sent and count < 100:
            sent["form-TOTAL_FORMS"] = str(count + 1)
            sent[f"form-{count}-scale"] = actions.SCALE_AT_FIRST[self.section]
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
        edits = self.request.POST.get("edits", "")
        kept = [form for form in formset if not form.cleaned_data.get("remove")]
        try:
            actions.set_criteria(
                methodology=self.methodology,
                section=self.section,
                answers=[answer_of(form) for form in kept],
                edits=int(edits) if edits.isdigit() else -1,
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.CriteriaDoNotAddUp as refusal:
            formset.forms[0].add_error("weight", str(refusal))
            return self.form_invalid(formset)
        except actions.ChangedMeanwhile as refusal:
            formset.forms[0].add_error("title", str(refusal))
            edits = queries.methodology_of(self.tender).edits
            return self.render_to_response(self.get_context_data(form=formset, edits=edits))
        messages.success(self.request, f"{self.section.label} questions saved")
        return redirect(self.next_page, self.tender.pk)


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


class Price(MethodPage):
    """How prices are scored."""

    form_class = PriceForm
    template_name = "procurement/tenders/price.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only formulas that fit the weight of price are offered."""
        return super().get_form_kwargs() | {"price_weight": self.methodology.price_weight}

    def get_initial(self) -> dict[str, Any]:
        """What is decided so far."""
        method = self.methodology.lot_methods.select_related("lot").first()
        parameters = method.parameters
        return super().get_initial() | {
            "formula": method.formula or None,
            "floor": _pence(parameters.get("floor")),
            "ceiling": _pence(parameters.get("ceiling")),
            "exponent": parameters.get("exponent"),
            "minimum_quality": parameters.get("minimum_quality"),
            "fixed_price": _pence(parameters.get("price")),
            "full_score_when_undefined": parameters.get("when_undefined") == "full_score",
            "should_cost": method.lot.should_cost_pence,
            "tie_break": " ".join(self.methodology.tie_break),
            "percent_below": self.methodology.abnormally_low_percent,
            "references": self.methodology.abnormally_low_references,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the weight of price."""
        weight = presenters.percent(self.methodology.price_weight)
        basis = presenters.BASES[self.tender.price_basis]
        return super().get_context_data(weight=weight, basis=basis, **kwargs)

    def form_valid(self, form: PriceForm) -> HttpResponse:
        """Save it."""
        answers = form.cleaned_data
        pricing = actions.Pricing(
            formula=answers["formula"],
            parameters=form.parameters(),
            should_cost_pence=answers["should_cost"],
            tie_break=answers["tie_break"].split(),
            percent_below=answers["percent_below"],
            references=answers["references"],
        )
        try:
            actions.set_price(pricing=pricing, **self.said(form))
        except actions.FormulaDoesNotFit as refusal:
            form.add_error("formula", str(refusal))
            return self.form_invalid(form)
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Price saved")
        return redirect(self.tender_url)


def _pence(pounds: str | None) -> int | None:
    """Return a published amount as the money field shows it."""
    return None if pounds is None else int(Decimal(pounds) * 100)


class FixMethod(MethodPage):
    """The last look, and fixing the method."""

    form_class = FixForm
    template_name = "procurement/tenders/fix.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Not yet" leads."""
        return super().get_form_kwargs() | {"back": self.tender_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is missing, or else the method as it will be used."""
        sections = [
            (
                section,
                [
                    presenters.criterion_row(each, self.methodology)
                    for each in queries.criteria_of(self.methodology, section)
                ],
            )
            for section in (Section.QUALITY, Section.SOCIAL_VALUE)
        ]
        return super().get_context_data(
            missing=[
                (entry.sentence, reverse(entry.page, args=[self.tender.pk]))
                for entry in queries.what_is_missing(self.methodology)
            ],
            weights=presenters.weight_bars(self.methodology),
            sections=sections,
            price=presenters.price_rows(
                self.methodology, list(self.methodology.lot_methods.select_related("lot"))
            ),
            **kwargs,
        )

    def form_valid(self, form: FixForm) -> HttpResponse:
        """Fix it."""
        try:
            actions.fix_method(**self.said(form))
        except (actions.NotReady, actions.ChangedMeanwhile) as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "The method is fixed. You can record bids now")
        return redirect(self.tender_url)
