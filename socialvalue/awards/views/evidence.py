"""The evidence that an organisation keeps."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.accounts.models import Role
from socialvalue.awards import actions, queries
from socialvalue.awards.files import evidence_download
from socialvalue.awards.forms.evidence import EvidenceForm, FactsForm
from socialvalue.awards.presenters import applying as presenters
from socialvalue.awards.presenters.evidence import offered_facts, room_left
from socialvalue.awards.views.audiences import APPLICANTS
from socialvalue.awards.views.uploads import TakesEvidence
from socialvalue.calculations.evidence import EvidenceRefused
from socialvalue.core.access import Allowed, roles

WRITERS = roles(Role.APPLICANT)


class Library(Allowed, TemplateView):
    """Every file and fact that the organisation keeps as evidence."""

    may_use = APPLICANTS
    template_name = "socialvalue/awards/evidence/library.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them, and how much room is left."""
        kept = queries.library_of(self.request.organisation)
        return super().get_context_data(
            rows=[presenters.evidence_row(each) for each in kept],
            room=room_left(kept.bytes_kept()),
            may_change=WRITERS.admits(self.request),
            **kwargs,
        )


class AddEvidence(TakesEvidence, Allowed, FormView):
    """Add a file."""

    may_use = WRITERS
    form_class = EvidenceForm
    template_name = "socialvalue/awards/evidence/add.html"

    def form_valid(self, form: EvidenceForm) -> HttpResponse:
        """Keep it, or say why it is not taken."""
        try:
            kept = actions.add_evidence(
                organisation=self.request.organisation,
                upload=self.upload_of(form),
                by=self.request.user,
                at=timezone.now(),
            )
        except EvidenceRefused as refusal:
            form.add_error("content", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{kept.name} is kept as evidence")
        return redirect("awards:evidence")


class KeepFacts(Allowed, FormView):
    """Take over facts that the product holds already."""

    may_use = WRITERS
    form_class = FactsForm
    template_name = "socialvalue/awards/evidence/facts.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the facts that are not kept as they are today."""
        super().setup(request, *args, **kwargs)
        organisation = request.organisation
        held = queries.held_facts(organisation, on=timezone.localdate())
        kept = queries.kept_facts(organisation)
        self.facts = {fact.code: fact for fact in held if fact.code not in kept}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer them."""
        return {**super().get_form_kwargs(), "offered": offered_facts(self.facts.values())}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say whether there are any."""
        return super().get_context_data(has_facts=bool(self.facts), **kwargs)

    def form_valid(self, form: FactsForm) -> HttpResponse:
        """Keep those that were chosen."""
        kept = actions.keep_facts(
            organisation=self.request.organisation,
            facts=[self.facts[code] for code in form.cleaned_data["facts"]],
            by=self.request.user,
            at=timezone.now(),
        )
        messages.success(self.request, f"Kept as evidence: {', '.join(each.name for each in kept)}")
        return redirect("awards:evidence")


class OfEvidence(Allowed):
    """A page about evidence that the organisation keeps."""

    may_use = APPLICANTS
    may_change = WRITERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find it among the organisation's own."""
        super().setup(request, *args, **kwargs)
        kept = queries.library_of(request.organisation)
        self.evidence = get_object_or_404(kept, pk=kwargs["own_evidence_pk"])
        self.extra_context = {"evidence": self.evidence}


class EvidenceFile(OfEvidence, View):
    """The file itself, always to be saved and never shown."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it; a fact has no file."""
        if not self.evidence.is_file:
            raise Http404
        return evidence_download(self.evidence)


class RemoveEvidence(OfEvidence, TemplateView):
    """Ask, then remove evidence that no application names."""

    may_use = WRITERS
    template_name = "socialvalue/awards/evidence/remove.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say which applications name it."""
        uses = self.evidence.uses.select_related("application__running__version")
        return super().get_context_data(uses=uses, **kwargs)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Remove it, or say why it stays."""
        try:
            actions.remove_evidence(evidence=self.evidence, by=request.user, at=timezone.now())
        except actions.StillNamed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{self.evidence.name} is removed")
        return redirect("awards:evidence")
