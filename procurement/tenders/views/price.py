"""How prices are scored, with a worked example."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from procurement.calculations.bundle.reading import parameters_of
from procurement.calculations.price_example import worked_example
from procurement.tenders import actions, presenters
from procurement.tenders.forms import ExampleForm, PriceForm
from procurement.tenders.models import LotMethod
from procurement.tenders.views.method import MethodPage

EXAMPLE_PRICES = {"A": Decimal("0.80"), "B": Decimal("0.95"), "C": Decimal("1.10")}
EXAMPLE_MARKS = {"A": Decimal(55), "B": Decimal(70), "C": Decimal(85)}
"""The made-up bids to begin with: prices as shares of the estimated value, marks in percent."""


class Price(MethodPage):
    """How prices are scored: of the only lot with the rules for all, or of one lot of several."""

    form_class = PriceForm
    template_name = "procurement/tenders/price.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the lot that is priced; none on the page of a tender with several."""
        super().setup(request, *args, **kwargs)
        methods = self.methodology.lot_methods.select_related("lot").order_by("lot__position")
        self.methods = list(methods)
        self.is_of_one_lot = "lot_pk" in kwargs
        if self.is_of_one_lot:
            self.priced: LotMethod | None = get_object_or_404(methods, lot=kwargs["lot_pk"])
        else:
            self.priced = self.methods[0] if len(self.methods) == 1 else None

    @property
    def price_weight(self) -> Decimal | None:
        """The weight of price in the lot, None while nobody has decided."""
        own = self.priced.price_weight if self.priced else None
        return self.methodology.price_weight if own is None else own

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only formulas that fit the weight of price are offered."""
        criteria = self.methodology.criteria.order_by("position").values_list("code", "title")
        return super().get_form_kwargs() | {
            "price_weight": self.price_weight,
            "criteria": [
                (f"criterion:{code}", f"The higher score for {code} {title}")
                for code, title in criteria
            ],
            "asks_formula": self.priced is not None,
            "asks_rules": not self.is_of_one_lot,
        }

    def get_initial(self) -> dict[str, Any]:
        """What is decided so far."""
        initial = super().get_initial()
        order = [entry for entry in self.methodology.tie_break if entry != "drawn_lot"]
        initial |= dict(zip(PriceForm.TIES, order, strict=False))
        initial |= {
            "percent_below": self.methodology.abnormally_low_percent,
            "references": self.methodology.abnormally_low_references,
        }
        return initial if self.priced is None else initial | _initial_formula(self.priced)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the weight of price, the lots, and the example."""
        context = super().get_context_data(**kwargs)
        if self.priced is not None:
            kept = kwargs.get("example_form")
            context |= self.example(context["form"], kept or self.get_example_form())
        return context | {
            "weight": presenters.percent(self.price_weight),
            "basis": presenters.BASES[self.tender.price_basis],
            "lot": self.priced.lot if self.is_of_one_lot else None,
            "lots": []
            if self.priced
            else [presenters.lot_card(method, self.methodology) for method in self.methods],
            "example_url": self.request.path + "example/",
        }

    def get_example_form(self) -> ExampleForm:
        """Return the made-up bids as they were sent, or those to begin with."""
        if self.request.method == "POST" and "price_A" in self.request.POST:
            return ExampleForm(self.request.POST)
        value = self.priced.lot.value_excluding_vat_pence if self.priced else 0
        prices = {f"price_{name}": int(value * share) for name, share in EXAMPLE_PRICES.items()}
        marks = {f"marks_{name}": percent for name, percent in EXAMPLE_MARKS.items()}
        return ExampleForm(initial=prices | marks)

    def example(self, form: PriceForm, bids: ExampleForm) -> dict[str, Any]:
        """Return what the formula in the form makes of the made-up bids."""
        typed = bids if bids.is_bound else ExampleForm(_as_data(bids))
        formula = form.chosen() if form.is_bound else _stored(self.priced)
        worked = None
        if formula and typed.is_valid() and self.price_weight is not None:
            key, parameters = formula
            worked = worked_example(
                typed.bids(),
                formula=key,
                price_weight=Fraction(self.price_weight),
                parameters=parameters_of(parameters, formula=key),
            )
        return {"example_form": typed, "example": presenters.example_rows(worked)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Work out the example without saving, or save."""
        if "example" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        context = self.get_context_data(form=form)
        form.is_valid()
        form.errors.clear()
        return self.render_to_response(context)

    def form_valid(self, form: PriceForm) -> HttpResponse:
        """Save it."""
        try:
            actions.set_price(
                pricing=pricing_of(form) if self.priced else None,
                rules=None if self.is_of_one_lot else rules_of(form),
                lot=self.priced.lot if self.is_of_one_lot else None,
                **self.said(form),
            )
        except actions.FormulaDoesNotFit as refusal:
            form.add_error("formula", str(refusal))
            return self.form_invalid(form)
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Price saved")
        if self.is_of_one_lot:
            return redirect(reverse("tenders:price", args=[self.tender.pk]))
        return redirect(self.tender_url)


class PriceExample(Price):
    """The worked example of a price formula that is still being chosen: a piece of the page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the piece; nothing is saved."""
        if self.priced is None:
            return redirect(self.tender_url)
        answer = self.example(self.get_form(), self.get_example_form())
        return render(request, "procurement/tenders/price_example.html", answer)


def pricing_of(form: PriceForm) -> actions.Pricing:
    """Return the officer's answer for one lot."""
    return actions.Pricing(
        formula=form.cleaned_data["formula"],
        parameters=form.parameters(),
        should_cost_pence=form.cleaned_data["should_cost"],
    )


def rules_of(form: PriceForm) -> actions.PriceRules:
    """Return the officer's answer for what holds in every lot."""
    return actions.PriceRules(
        tie_break=form.tie_break(),
        percent_below=form.cleaned_data["percent_below"],
        references=form.cleaned_data["references"],
    )


def _stored(method: LotMethod | None) -> tuple[str, dict[str, Any]] | None:
    """Return the formula and parameters that a lot has, None while nobody has chosen."""
    return (method.formula, method.parameters) if method and method.formula else None


def _as_data(form: ExampleForm) -> dict[str, Any]:
    """Return the made-up bids to begin with as if somebody had typed them."""
    return {name: form[name].value() for name in form.fields}


def _initial_formula(method: LotMethod) -> dict[str, Any]:
    """Return how a lot is priced, for the form."""
    parameters = method.parameters
    return {
        "formula": method.formula or None,
        "floor": _pence(parameters.get("floor")),
        "ceiling": _pence(parameters.get("ceiling")),
        "exponent": parameters.get("exponent"),
        "minimum_quality": parameters.get("minimum_quality"),
        "fixed_price": _pence(parameters.get("price")),
        "full_score_when_undefined": parameters.get("when_undefined") == "full_score",
        "should_cost": method.lot.should_cost_pence,
    }


def _pence(pounds: str | None) -> int | None:
    """Return a published amount as the money field shows it."""
    return None if pounds is None else int(Decimal(pounds) * 100)
