"""Doors for those who hold awards."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.accounts.models import Role
from socialvalue.awards import actions, reports
from socialvalue.awards.forms import holding as forms
from socialvalue.awards.presenters import holding as presenters
from socialvalue.awards.queries import holding as queries
from socialvalue.awards.queries import renewal_opens_later
from socialvalue.awards.views.audiences import APPLICANTS
from socialvalue.core import exports, qr, responses
from socialvalue.core.access import Allowed, roles

CHANGES = roles(Role.APPLICANT, Role.ADMINISTRATOR)


class Held(Allowed, TemplateView):
    """The awards that the organisation holds or held."""

    may_use = APPLICANTS
    template_name = "socialvalue/awards/held.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the list."""
        awards = queries.held_by_organisation(self.request.organisation)
        return super().get_context_data(
            columns=presenters.OWN_COLUMNS,
            rows=presenters.own_rows(awards, on=timezone.localdate()),
            **kwargs,
        )


class OfOwnAward(Allowed):
    """A page about an award of the organisation's own."""

    may_use = APPLICANTS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find it among the organisation's own."""
        super().setup(request, *args, **kwargs)
        own = queries.held_by_organisation(request.organisation)
        self.award = get_object_or_404(own, pk=kwargs["own_award_pk"])
        self.extra_context = {"award": self.award}

    @property
    def address(self) -> str:
        """The address at which anybody can check the certificate."""
        page = reverse("awards:verified", args=[self.award.certificate])
        return self.request.build_absolute_uri(page)


class OwnAward(OfOwnAward, TemplateView):
    """One award: what it is, its conditions, letters and certificate."""

    template_name = "socialvalue/awards/own_award.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add all that is known of it to its holder."""
        award, today = self.award, timezone.localdate()
        return super().get_context_data(
            status=presenters.status_of(award, on=today),
            facts=presenters.facts_of(award),
            conditions=presenters.conditions_of(award.conditions.all(), on=today),
            history=presenters.history_of(award, award.changes.order_by("-made_at")),
            letter_columns=presenters.LETTER_COLUMNS,
            letters=presenters.letter_rows(
                queries.letters_about(award.application), page="awards:own_letter"
            ),
            renewal=queries.renewal_of(award),
            can_renew=queries.can_be_renewed(award),
            renewal_opens=renewal_opens_later(award, on=today),
            renew_url=reverse("awards:begin", args=[award.application.running_id]),
            tell_url=reverse("awards:circumstances", args=[award.application_id]),
            may_change=CHANGES.admits(self.request),
            **kwargs,
        )


class Certificate(OfOwnAward, TemplateView):
    """The certificate as a page."""

    template_name = "socialvalue/awards/certificate.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what it says, and the code that leads to its check."""
        modules = qr.modules_of(self.address)
        facts = reports.certificate_facts(self.award)
        return super().get_context_data(
            rows=[{"key": key, "value": value} for key, value in facts],
            address=self.address,
            code=qr.path_of(modules),
            side=len(modules) + 2 * qr.QUIET,
            **kwargs,
        )


class CertificateFile(OfOwnAward, View):
    """The certificate as a tagged PDF."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send it."""
        document = reports.certificate_document(
            self.award, address=self.address, made_at=timezone.now()
        )
        name = exports.file_name(f"certificate {self.award.certificate}", ending="pdf")
        return responses.download(document.render(), name=name, content_type=responses.PDF)


class ChooseRegister(OfOwnAward, FormView):
    """Agree, or agree no more, that the award is on the public register."""

    may_use = CHANGES
    form_class = forms.RegisterConsentForm
    template_name = "socialvalue/awards/choose_register_of_award.html"

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was chosen."""
        return {"is_public": self.award.is_public}

    def form_valid(self, form: forms.RegisterConsentForm) -> HttpResponse:
        """Keep it."""
        agreed = form.cleaned_data["is_public"]
        actions.agree_to_register(
            award=self.award, is_public=agreed, by=self.request.user, at=timezone.now()
        )
        said = "can be seen" if agreed else "is not shown"
        messages.success(self.request, f"Saved: the award {said} on the register")
        return redirect("awards:own_award", self.award.pk)
