"""The panel of a tender: who sits on it, and starting to score."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.calculations.life import MoveNotAllowed
from procurement.evaluation import permissions
from procurement.evaluation.actions import panel as actions
from procurement.evaluation.forms.panel import AddMemberForm, BecauseForm, ScopeForm
from procurement.evaluation.presenters import panel as presenters
from procurement.evaluation.queries import conflicts, panel, seats
from procurement.tenders.access import OFFICERS, TenderPage
from socialvalue.accounts.models import Role
from socialvalue.core.access import roles

PANEL_READERS = roles(Role.PROCUREMENT_OFFICER, Role.MODERATOR, Role.APPROVER, Role.AUDITOR)


class PanelPage(TenderPage):
    """A page about the panel of a tender."""

    may_use = PANEL_READERS

    def is_allowed(self) -> bool:
        """Nobody who evaluates this tender reads what others declared."""
        return permissions.may_read_panel(self.tender, **self.who)

    @property
    def who(self) -> dict[str, Any]:
        """The person who asks, and their roles."""
        return {"user": self.request.user, "roles": self.request.roles}

    @property
    def may_set(self) -> bool:
        """Whether this person may change the panel now."""
        return permissions.may_set_panel(self.tender, **self.who)

    @property
    def panel_url(self) -> str:
        """The address of the panel."""
        return reverse("evaluation:panel", args=[self.tender.pk])

    @property
    def bidders(self) -> list[Any]:
        """The bidders, once their names may be known."""
        return panel.bidders_of(self.tender) if self.tender.shows_bids else []


class Panel(PanelPage, TemplateView):
    """Who sits on the panel, what they score, who has declared, and what is not covered."""

    template_name = "procurement/evaluation/panel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the members, the cover, and whether scoring may start."""
        bidders = self.bidders
        everybody = conflicts.conflicts_of(self.tender)
        rows = [presenters.member_row(each, bidders=bidders) for each in everybody]
        cover = presenters.cover_rows(
            panel.cover_of(self.tender), several_lots=self.tender.lots.count() > 1
        )
        may_start = permissions.may_start_scoring(self.tender, **self.who)
        return super().get_context_data(
            serving=[row for row in rows if row["member"].left_at is None],
            gone=[row for row in rows if row["member"].left_at is not None],
            cover=cover,
            may_set=self.may_set,
            may_start=may_start,
            readiness=conflicts.readiness_of(self.tender) if may_start else None,
            may_read_conflicts=permissions.may_read_conflicts(self.tender, **self.who),
            **kwargs,
        )


class ChangesPanel(PanelPage, FormView):
    """A page that changes the panel."""

    may_use = OFFICERS
    template_name = "procurement/evaluation/panel_change.html"

    def is_allowed(self) -> bool:
        """An officer who does not evaluate the tender, until quality is locked."""
        return self.may_set

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.panel_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the panel."""
        return super().get_context_data(
            back_url=self.panel_url, back_text="Back to the panel", **kwargs
        )

    def scope(self) -> dict[str, Any]:
        """What a form about sections and lots needs."""
        return {
            "lots": list(self.tender.lots.order_by("position")),
            "asks_why": self.tender.state in permissions.SCORED_IN,
        }

    def done(self, form: Any, act: Any, words: str, **said: Any) -> HttpResponse:
        """Call the action, and go back to the panel; or say why nothing was saved."""
        try:
            act(by=self.request.user, at=timezone.now(), **said)
        except (actions.PanelIsSettled, actions.CannotSit, actions.ReasonMissing) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, words)
        return redirect(self.panel_url)


class AddMember(ChangesPanel):
    """Put somebody on the panel. Who cannot sit there is named, with the reason."""

    form_class = AddMemberForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find who could sit on the panel."""
        super().setup(request, *args, **kwargs)
        self.candidates = seats.candidates_of(self.tender)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Those who may sit there."""
        able = [each for each in self.candidates if not each.why_not]
        return super().get_form_kwargs() | self.scope() | {"candidates": able}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who cannot sit there."""
        return super().get_context_data(
            heading="Add somebody to the panel",
            words="People who hold the role of evaluator or moderator in your organisation. Two "
            "evaluators or more for each section are wise: one view alone cannot be checked.",
            nobody=all(each.why_not for each in self.candidates),
            unable=[each for each in self.candidates if each.why_not],
            **kwargs,
        )

    def form_valid(self, form: AddMemberForm) -> HttpResponse:
        """Give them a seat."""
        chosen = form.chosen()
        said = {"tender": self.tender, "user": chosen.user, "role": chosen.role}
        words = f"{chosen.user} is on the panel. They must declare their interests before scoring"
        return self.done(form, actions.add_member, words, **said, **form.scope())


class OneMember(ChangesPanel):
    """A page that changes one member's seat."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the member among those who sit on the tender's panel."""
        super().setup(request, *args, **kwargs)
        members = panel.panel_of(self.tender)
        found = [each for each in members if each.pk == kwargs["member_pk"]]
        if not found:
            raise Http404
        self.member = found[0]


class ChangeMember(OneMember):
    """Change which sections and lots somebody scores."""

    form_class = ScopeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The lots to choose from."""
        return super().get_form_kwargs() | self.scope()

    def get_initial(self) -> dict[str, Any]:
        """What they score now."""
        return {
            "sections": self.member.sections,
            "lots": [str(lot.pk) for lot in self.member.lots.all()],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=f"What {self.member.user} scores",
            words="What they have submitted already stays in the record.",
            **kwargs,
        )

    def form_valid(self, form: ScopeForm) -> HttpResponse:
        """Change it."""
        said = {"member": self.member} | form.scope()
        return self.done(form, actions.change_member, "Panel changed", **said)


class LetGo(OneMember):
    """Let somebody leave the panel, with a reason."""

    form_class = BecauseForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The words of the form."""
        return super().get_form_kwargs() | {
            "button": "Let them leave the panel",
            "hint": "The tender's record keeps this",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=f"{self.member.user} leaves the panel",
            words="They can score no more. What they have submitted stays in the record, and is "
            "shown in moderation.",
            **kwargs,
        )

    def form_valid(self, form: BecauseForm) -> HttpResponse:
        """Let them go."""
        said = {"member": self.member, "because": form.cleaned_data["because"]}
        return self.done(form, actions.let_go, f"{self.member.user} has left the panel", **said)


class StartScoring(PanelPage, TemplateView):
    """Let the panel score, once nothing stands in the way."""

    may_use = OFFICERS
    template_name = "procurement/evaluation/start_scoring.html"

    def is_allowed(self) -> bool:
        """An officer who does not evaluate the tender."""
        return permissions.runs(self.tender, **self.who)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands in the way."""
        kwargs.setdefault("readiness", conflicts.readiness_of(self.tender))
        return super().get_context_data(
            is_time=permissions.may_start_scoring(self.tender, **self.who),
            back_url=self.panel_url,
            back_text="Back to the panel",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Start, or say what stands in the way."""
        try:
            actions.start_scoring(tender=self.tender, by=request.user, at=timezone.now())
        except (actions.NotReady, MoveNotAllowed) as refusal:
            return self.render_to_response(self.get_context_data(refusal=refusal), status=409)
        messages.success(request, "Scoring has begun. The panel can see the bids and score them")
        return redirect(self.panel_url)
