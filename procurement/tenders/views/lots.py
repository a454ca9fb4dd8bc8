"""Lots: which there are, their own weights, reservations, and limits."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from procurement.tenders import actions, library, presenters
from procurement.tenders.forms import LotForm, LotLimitsForm, RemoveLotForm
from procurement.tenders.models import Section
from procurement.tenders.views.method import MethodPage


class Lots(MethodPage):
    """The lots of the tender, and how many one supplier may win."""

    is_of_the_tender = True
    form_class = LotLimitsForm
    template_name = "procurement/tenders/lots.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the lots."""
        super().setup(request, *args, **kwargs)
        methods = self.methodology.lot_methods.select_related("lot").order_by("lot__position")
        self.methods = list(methods)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The lots, to be put in order."""
        return super().get_form_kwargs() | {"lots": [method.lot for method in self.methods]}

    def get_initial(self) -> dict[str, Any]:
        """The limit and the order as they are; without one the order of the lots."""
        codes = [method.lot.code for method in self.methods]
        order = self.methodology.award_order or codes
        places = {
            f"place_{method.lot.pk}": order.index(method.lot.code) + 1 for method in self.methods
        }
        return super().get_initial() | {"most": self.methodology.maximum_lots_per_supplier} | places

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a card for each lot."""
        return super().get_context_data(
            lots=[presenters.lot_card(method, self.methodology) for method in self.methods],
            **kwargs,
        )

    def form_valid(self, form: LotLimitsForm) -> HttpResponse:
        """Save the limit."""
        try:
            actions.set_lot_limits(
                most=form.cleaned_data["most"], award_order=form.award_order(), **self.said(form)
            )
        except actions.LimitsDoNotFit as refusal:
            form.add_error("most", str(refusal))
            return self.form_invalid(form)
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Limits saved")
        return redirect(self.request.path)


class LotPage(MethodPage):
    """A page about one lot of the tender; without a key in the address about a new one."""

    is_of_the_tender = True
    template_name = "procurement/tenders/lot.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the lot."""
        super().setup(request, *args, **kwargs)
        lots = self.tender.lots.all()
        self.lot = get_object_or_404(lots, pk=kwargs["lot_pk"]) if "lot_pk" in kwargs else None
        self.lots_url = reverse("tenders:lots", args=[self.tender.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the lots."""
        return super().get_context_data(
            lot=self.lot, back_url=self.lots_url, back_text="Back to lots", **kwargs
        )


class EditLot(LotPage):
    """Add a lot, or change one."""

    form_class = LotForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """What each reservation means, and where "Cancel" leads."""
        hints = {
            code: text.why_not(self.tender) or f"{text.advice} {text.source}"
            for code, text in library.reservations().items()
        }
        return super().get_form_kwargs() | {
            "hints": hints,
            "back": self.lots_url,
            "may_code": self.lot is None,
        }

    def get_initial(self) -> dict[str, Any]:
        """The lot as it is, or the next free code."""
        if self.lot is None:
            return super().get_initial() | {"code": str(self.tender.lots.count() + 1)}
        method = self.methodology.lot_methods.get(lot=self.lot)
        own = {section.value: getattr(method, f"{section}_weight") for section in Section}
        facts = {
            name: getattr(self.lot, name) for name in LotForm.base_fields if hasattr(self.lot, name)
        }
        return (
            super().get_initial() | facts | own | {"own_weights": method.price_weight is not None}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        heading = f"Lot {self.lot.code}" if self.lot else "Add a lot"
        return super().get_context_data(heading=heading, **kwargs)

    def form_valid(self, form: LotForm) -> HttpResponse:
        """Save it."""
        try:
            actions.save_lot(lot=self.lot, answer=lot_answer(form), **self.said(form))
        except actions.LotCodeTaken as refusal:
            form.add_error("code", str(refusal))
            return self.form_invalid(form)
        except actions.WeightsDoNotAddUp as refusal:
            form.add_error("quality", str(refusal))
            return self.form_invalid(form)
        except actions.NotReservable as refusal:
            form.add_error("reserved_for", str(refusal))
            return self.form_invalid(form)
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Lot saved")
        return redirect(self.lots_url)


def lot_answer(form: LotForm) -> actions.LotAnswer:
    """Return the officer's answer for one lot. What belongs to no reservation is not kept."""
    answers = form.cleaned_data
    reserved = answers["reserved_for"]
    return actions.LotAnswer(
        code=answers["code"],
        title=answers["title"],
        value_excluding_vat_pence=answers["value_excluding_vat_pence"],
        value_including_vat_pence=answers["value_including_vat_pence"],
        weights={section.value: answers[section.value] for section in Section}
        if answers["own_weights"]
        else None,
        reserved_for=reserved,
        reserved_area=answers["reserved_area"] if reserved == "place" else "",
        reserved_because=answers["reserved_because"] if reserved else "",
    )


class RemoveLot(LotPage):
    """Take a lot out, after asking once more."""

    form_class = RemoveLotForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Cancel" leads."""
        return super().get_form_kwargs() | {"back": self.lots_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        heading = f"Take out lot {self.lot.code} {self.lot.title}?"
        return super().get_context_data(heading=heading, **kwargs)

    def form_valid(self, form: RemoveLotForm) -> HttpResponse:
        """Take it out."""
        try:
            actions.remove_lot(lot=self.lot, **self.said(form))
        except actions.LotNeeded as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "The lot is taken out")
        return redirect(self.lots_url)
