"""Publishing a scheme, following it by the next version, running it, and closing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.accounts.models import Role
from socialvalue.awards import actions, queries
from socialvalue.awards.forms.schemes import RunForm
from socialvalue.awards.models.schemes import APPLIED_FOR
from socialvalue.awards.permissions import schemes as permissions
from socialvalue.awards.presenters import schemes as presenters
from socialvalue.awards.views.audiences import MANAGERS, OfRunning
from socialvalue.awards.views.drafting import OfOwnScheme
from socialvalue.awards.views.schemes import OfScheme
from socialvalue.calculations.awards.document_reader import SchemeRefused
from socialvalue.core.access import roles

CHANGED = "Somebody changed this scheme while you had it open"


class PublishScheme(OfOwnScheme, TemplateView):
    """Ask an approver, then freeze a draft that somebody else wrote."""

    may_use = roles(Role.APPROVER)
    template_name = "socialvalue/awards/schemes/publish.html"

    def is_allowed(self) -> bool:
        """An approver who did not change the draft."""
        return permissions.may_publish_scheme(
            self.version,
            user=self.request.user,
            roles=self.request.roles,
            organisation=self.request.organisation,
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what is asked, so that it is read before it is frozen."""
        faults = queries.faults_of(self.version)
        titles = queries.titles_of_schemes(self.request.organisation)
        page = None
        if not faults:
            page = presenters.scheme_page(self.version, queries.scheme_of(self.version), titles)
        return super().get_context_data(page=page, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Publish what was read, or say why not."""
        revision = self.version.revision
        if request.POST.get("revision") != str(revision):
            messages.error(request, f"{CHANGED}. Read it as it is now")
            return redirect(request.path)
        try:
            actions.publish_scheme(
                version=self.version, revision=revision, by=request.user, at=timezone.now()
            )
        except SchemeRefused:
            messages.error(request, "The draft is not whole yet: what is missing is listed there")
        except (actions.ChangedMeanwhile, actions.SchemeIsPublished) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Published: it can be opened for applications now")
        return redirect(self.scheme_url)


class StartNextScheme(OfOwnScheme, View):
    """Start a draft of the next version."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Start it and go there, or say why not."""
        try:
            draft = actions.start_next_scheme_version(
                version=self.version, by=request.user, at=timezone.now()
            )
        except (actions.DraftExists, actions.SchemeNotPublished) as refusal:
            messages.error(request, str(refusal))
            return redirect("awards:schemes")
        return redirect("awards:scheme", draft.pk)


class RunScheme(OfScheme, FormView):
    """Open a published scheme for applications."""

    may_use = MANAGERS
    form_class = RunForm
    template_name = "socialvalue/awards/schemes/run.html"

    def is_allowed(self) -> bool:
        """Only what is published and applied for can be opened."""
        return self.version.is_published and self.version.kind in APPLIED_FOR

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add where Cancel leads."""
        back = reverse("awards:scheme", args=[self.version.pk])
        return super().get_form_kwargs() | {"back": back}

    def get_initial(self) -> dict[str, Any]:
        """Suggest the person's own address."""
        return {"contact_email": self.request.user.email}

    def form_valid(self, form: RunForm) -> HttpResponse:
        """Open it, or say why not."""
        try:
            running = actions.run_scheme(
                version=self.version,
                organisation=self.request.organisation,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.RunAlready as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The scheme is open for applications")
        return redirect("awards:running", running.pk)


class RunningScheme(OfRunning, TemplateView):
    """A scheme that the organisation runs: who it answers to, and how many applied."""

    template_name = "socialvalue/awards/schemes/running.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the facts and the counts."""
        running = self.running
        return super().get_context_data(
            facts=presenters.running_facts(running),
            received=queries.received_by(self.request.organisation).filter(running=running).count(),
            may_close=permissions.may_make_schemes(self.request.roles) and not running.closed_at,
            **kwargs,
        )


class CloseRunning(OfRunning, TemplateView):
    """Ask, then take no new applications."""

    may_use = MANAGERS
    template_name = "socialvalue/awards/schemes/close.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Close it, or say that it is closed."""
        try:
            actions.close_running(running=self.running, by=request.user, at=timezone.now())
        except actions.ClosedAlready as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Closed: no new applications can be begun")
        return redirect("awards:running", self.running.pk)
