"""Doors from the notice to the contract: standstill, objections, award, archive."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.calculations.life import Move, MoveNotAllowed, State, possible
from procurement.calculations.standstill import HolidaysNotKnown
from procurement.evaluation import permissions
from procurement.evaluation.actions import standstill as actions
from procurement.evaluation.forms.letters import (
    DecideRepresentationForm,
    NoticeForm,
    RepresentationForm,
)
from procurement.evaluation.presenters import letters as presenters
from procurement.evaluation.queries import standstill as waiting
from procurement.tenders import standstill_rules
from procurement.tenders.access import OFFICERS, PRICE_READERS, TenderPage
from procurement.tenders.actions import life
from procurement.tenders.models import Regime

SHOWN_IN = frozenset({State.RANKED, State.APPROVED, State.AWARDED, State.ARCHIVED})
"""States in which there is something to say about a standstill."""


class StandstillPage(TenderPage):
    """A page about the time between the decision and the contract."""

    may_use = PRICE_READERS

    def is_allowed(self) -> bool:
        """Whoever may read letters."""
        return permissions.may_read_letters(
            self.tender, user=self.request.user, roles=self.request.roles
        )

    @property
    def may_write(self) -> bool:
        """Whether this person may record notices and decisions."""
        return permissions.may_write_letters(
            self.tender, user=self.request.user, roles=self.request.roles
        )

    @property
    def standstill_url(self) -> str:
        """The address of the standstill."""
        return reverse("evaluation:standstill", args=[self.tender.pk])


class Standstill(StandstillPage, TemplateView):
    """When the standstill ends, day by day, and what holds the award back."""

    template_name = "procurement/evaluation/letters/standstill.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the calendar, the objections and what holds the award back."""
        tender = self.tender
        standstill = waiting.standstill_of(tender)
        is_waiting = tender.state == State.APPROVED
        return super().get_context_data(
            standstill=standstill,
            rows=presenters.standstill_rows(standstill) if standstill else [],
            calendar=presenters.calendar_table(standstill) if standstill else None,
            holding_back=waiting.holding_back(tender, now=life.database_now(tender))
            if is_waiting
            else [],
            is_waiting=is_waiting,
            is_asked_for=waiting.is_asked_for(tender),
            was_told_late=waiting.was_told_late(tender),
            notice=waiting.NOTICES[Regime(tender.regime)],
            earlier=tender.standstills.order_by("-number")[1:],
            representations=presenters.representation_rows(tender.representations.all()),
            not_confirmed=standstill_rules.rules().not_confirmed,
            may_write=self.may_write,
            may_plan=tender.state in actions.PLANNED_IN,
            may_archive=Move.ARCHIVE in possible(tender.state),
            **kwargs,
        )


class StandstillWriting(StandstillPage):
    """A page that changes something about the time between decision and contract."""

    may_use = OFFICERS

    def is_allowed(self) -> bool:
        """An officer who does not evaluate this tender."""
        return self.may_write

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.standstill_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(
            back_url=self.standstill_url, back_text="Back to standstill", **kwargs
        )

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """Say why nothing was saved."""
        form.add_error(None, str(refusal))
        return self.form_invalid(form)


class RecordNotice(StandstillWriting, FormView):
    """Plan the notice that starts the standstill period, or record that it is published."""

    form_class = NoticeForm
    template_name = "procurement/evaluation/letters/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whether a published notice would be corrected."""
        again = self.tender.standstills.filter(is_published=True).exists()
        return super().get_form_kwargs() | {"again": again}

    def get_initial(self) -> dict[str, Any]:
        """The calendar that is the safer choice, or the one chosen before."""
        before = waiting.standstill_of(self.tender)
        if before is None:
            return {"calendar": standstill_rules.rules().default_calendar}
        return {"calendar": before.calendar, "notice_on": before.notice_on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        notice = waiting.NOTICES[Regime(self.tender.regime)]
        return super().get_context_data(
            heading="Notice and standstill",
            words=f"The standstill period is counted from the {notice}. Plan it to print its end "
            "in the letters; once the notice is out, record its publication.",
            **kwargs,
        )

    def form_valid(self, form: NoticeForm) -> HttpResponse:
        """Keep it, with its calendar."""
        said = form.cleaned_data
        try:
            actions.record_notice(
                tender=self.tender,
                notice_on=said["notice_on"],
                calendar=said["calendar"],
                is_published=said["is_published"] == "yes",
                notice_reference=said["notice_reference"],
                because=said.get("because", ""),
                by=self.request.user,
                at=timezone.now(),
            )
        except (
            actions.NotNow,
            actions.NoticeInFuture,
            actions.WhyCorrected,
            standstill_rules.NoStandstill,
            HolidaysNotKnown,
        ) as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, "Saved")
        return redirect(self.standstill_url)


class ReceiveRepresentation(StandstillWriting, FormView):
    """Record what a supplier has put forward against the decision."""

    form_class = RepresentationForm
    template_name = "procurement/evaluation/letters/form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading="Objection of a supplier",
            words="A representation, a complaint or a claim. The award is held back until a "
            "decision on it is recorded.",
            **kwargs,
        )

    def form_valid(self, form: RepresentationForm) -> HttpResponse:
        """Keep it."""
        try:
            actions.receive_representation(
                tender=self.tender, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotNow as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, "Objection recorded. The award is held back.")
        return redirect(self.standstill_url)


class DecideRepresentation(StandstillWriting, FormView):
    """Record what was decided on an objection."""

    form_class = DecideRepresentationForm
    template_name = "procurement/evaluation/letters/form.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the objection among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.representation = get_object_or_404(
            self.tender.representations, pk=kwargs["representation_pk"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=f"Decide on the objection of {self.representation.supplier}",
            words=self.representation.words,
            **kwargs,
        )

    def form_valid(self, form: DecideRepresentationForm) -> HttpResponse:
        """Keep it."""
        try:
            actions.decide_representation(
                representation=self.representation,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except (actions.DecidedAlready, HolidaysNotKnown) as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, "Decision recorded")
        return redirect(self.standstill_url)


class LastStep(ABC, StandstillPage, TemplateView):
    """A step of one person, after asking whether it is meant."""

    may_use = OFFICERS
    template_name = "procurement/evaluation/letters/last_step.html"
    heading: str
    words: str
    button: str
    done: str

    def is_allowed(self) -> bool:
        """An officer who does not evaluate this tender."""
        return self.may_write

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=self.heading,
            words=self.words,
            button=self.button,
            back_url=self.standstill_url,
            back_text="Back to standstill",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step."""
        try:
            self.take()
        except (actions.HeldBack, MoveNotAllowed) as refusal:
            messages.error(request, str(refusal))
            return redirect(self.standstill_url)
        messages.success(request, self.done)
        return redirect(self.tender_url)

    @abstractmethod
    def take(self) -> None:
        """Take the step. Raises HeldBack, MoveNotAllowed."""


class Award(LastStep):
    """Award the contract."""

    heading = "Award the contract"
    words = (
        "This records that the contract may be entered into. It can be done only once the "
        "standstill period has run, by the clock of the database, and no objection is open."
    )
    button = "Award the contract"
    done = "Contract awarded"

    def take(self) -> None:
        """Award it."""
        actions.award(tender=self.tender, by=self.request.user, at=timezone.now())


class Archive(LastStep):
    """Put the tender away."""

    heading = "Archive the tender"
    words = "An archived tender can be read and checked, and nothing in it changes any more."
    button = "Archive"
    done = "Tender archived"

    def take(self) -> None:
        """Put it away."""
        actions.archive(tender=self.tender, by=self.request.user, at=timezone.now())
