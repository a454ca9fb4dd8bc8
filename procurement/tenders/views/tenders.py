"""The list, making one, what it says about itself, and its record."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.tenders import actions, library, presenters, queries, record, secrecy
from procurement.tenders.access import (
    OFFICERS,
    READERS,
    TenderPage,
)
from procurement.tenders.assessments import assessments_of
from procurement.tenders.forms import TenderForm, tender_answers
from procurement.tenders.models import Section
from procurement.tenders.presenters.stages import COLOURS, stages
from procurement.tenders.steps import Group, next_of, steps_of
from procurement.tenders.waiting import waits_of
from socialvalue.accounts.models import Organisation
from socialvalue.audit.queries import events_of
from socialvalue.awards.presenters.work import in_short
from socialvalue.awards.queries.work import waiting_for
from socialvalue.awards.views.audiences import DECIDERS
from socialvalue.core.access import Allowed


class TenderList(Allowed, TemplateView):
    """What waits for this person, and the organisation's tenders, newest first."""

    may_use = READERS
    template_name = "procurement/tenders/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what waits, and a row for each tender."""
        tenders = queries.list_of(self.request.organisation)
        return super().get_context_data(
            rows=[presenters.tender_row(tender) for tender in tenders],
            may_edit=OFFICERS.admits(self.request),
            waits=waits_of(self.request),
            award_waits=self.award_waits(),
            **kwargs,
        )

    def award_waits(self) -> list[str]:
        """Return how much waits in awards for who decides there: this page is where they land."""
        if not DECIDERS.admits(self.request):
            return []
        waiting = waiting_for(
            self.request.user, self.request.organisation, today=timezone.localdate()
        )
        return in_short(waiting)


class CreateTender(Allowed, FormView):
    """Make a tender."""

    may_use = OFFICERS
    form_class = TenderForm
    template_name = "procurement/tenders/about.html"

    def get_initial(self) -> dict[str, Any]:
        """The nation is the organisation's own."""
        return {"nation": self.request.organisation.nation}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The thresholds of today, to hold the value against."""
        today = timezone.localdate()
        told = thresholds(self.request.organisation, on=today)
        return super().get_form_kwargs() | {"thresholds": told}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading="New tender",
            caption=self.request.organisation.name,
            back_url=reverse("tenders:list"),
            back_text="Back to tenders",
            **kwargs,
        )

    def form_valid(self, form: TenderForm) -> HttpResponse:
        """Make it, and go on to what the Social Value Act asks, or to the weights."""
        try:
            tender = actions.create_tender(
                organisation=self.request.organisation,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.ReferenceTaken as refusal:
            form.add_error("reference", str(refusal))
            return self.form_invalid(form)
        place = {"nation": tender.nation, "category": tender.main_category}
        asks = library.duty().reaches(**place)
        return redirect("tenders:duty" if asks else "tenders:weights", tender.pk)


def thresholds(organisation: Organisation, *, on: dt.date) -> str:
    """Return the thresholds of a day for this buyer in words."""
    found = queries.thresholds_on(organisation, on=on)
    return presenters.thresholds_sentence(found, on=on)


class ChangeTender(TenderPage, FormView):
    """Change what a draft says about itself."""

    may_use = OFFICERS
    form_class = TenderForm
    template_name = "procurement/tenders/about.html"

    def instead(self) -> HttpResponse | None:
        """Once it is published, what a tender says about itself is fixed."""
        if self.tender.is_draft:
            return None
        messages.error(self.request, str(actions.MethodIsFixed()))
        return redirect(self.tender_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The thresholds of the tender's day, to hold the value against."""
        day, buyer = self.tender.commenced_on, self.tender.organisation
        return super().get_form_kwargs() | {"thresholds": thresholds(buyer, on=day)}

    def get_initial(self) -> dict[str, Any]:
        """What the tender says now."""
        return tender_answers(self.tender)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading="About the tender", caption=self.tender.title, **kwargs
        )

    def form_valid(self, form: TenderForm) -> HttpResponse:
        """Change it, and go back to it."""
        try:
            actions.change_tender(
                tender=self.tender, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.ReferenceTaken as refusal:
            form.add_error("reference", str(refusal))
            return self.form_invalid(form)
        except actions.MethodIsFixed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Saved")
        return redirect(self.tender_url)


class ShowTender(TenderPage, TemplateView):
    """One tender: what is done, what comes next, and the method by which bids are judged."""

    may_use = READERS
    template_name = "procurement/tenders/tender.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the facts, the steps and the method."""
        methodology = queries.methodology_of(self.tender)
        asked = {
            section: list(queries.criteria_of(methodology, section))
            for section in (Section.QUALITY, Section.SOCIAL_VALUE)
        }
        sections = [
            (section, [presenters.criterion_row(each, methodology) for each in criteria])
            for section, criteria in asked.items()
            if criteria
        ]
        lot_methods = list(methodology.lot_methods.select_related("lot"))
        groups = steps_of(self.tender, self.request)
        return super().get_context_data(
            stages=stages(self.tender),
            state_colour=COLOURS[self.tender.state],
            groups=groups,
            next=next_of(groups),
            methodology=methodology,
            is_made=bool(groups) and groups[0][0] == Group.METHOD,
            about=presenters.about_rows(self.tender),
            weights=presenters.weight_bars(methodology),
            sections=sections,
            scales=presenters.scale_sentences([each for part in asked.values() for each in part]),
            price=presenters.price_rows(methodology, lot_methods),
            departures=methodology.departures.all(),
            **assessments_of(self.tender, self.request),
            may_read_record=secrecy.may_read_record(
                self.tender, user=self.request.user, roles=self.request.roles
            ),
            back_url=reverse("tenders:list"),
            back_text="Back to tenders",
            **kwargs,
        )


class RecordOfTender(TenderPage, TemplateView):
    """Who did what to the tender, when and why. Some read only what they did themselves."""

    may_use = READERS
    template_name = "procurement/tenders/record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add every event that this person may read, newest first, and the end of the record."""
        events = list(events_of(self.tender))
        who = {"user": self.request.user, "roles": self.request.roles}
        told = list(record.entries(events, tender=self.tender, **who))
        return super().get_context_data(
            events=told[::-1],
            reads_all=secrecy.may_read_record(self.tender, **who),
            last=events[-1] if events else None,
            **kwargs,
        )
