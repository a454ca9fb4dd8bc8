"""How prices are scored."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from procurement.tenders import actions, presenters
from procurement.tenders.forms import (
    PriceForm,
)
from procurement.tenders.views.method import MethodPage


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
