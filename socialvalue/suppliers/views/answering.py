"""The page that a supplier's link opens: a stranger's page, which shows nothing of anybody else."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import FormView

from socialvalue.core import limits
from socialvalue.core.access import EVERYONE, Allowed
from socialvalue.suppliers import actions, forms
from socialvalue.suppliers.views.surveys import asked

NOT_USABLE = "socialvalue/suppliers/link_not_usable.html"


class Answer(Allowed, FormView):
    """Let a supplier answer, as often as it likes while the survey is open: the last counts."""

    may_use = EVERYONE
    form_class = forms.PublicAnswerForm
    template_name = "socialvalue/suppliers/answer.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the invitation; a link that was made up, and one of a closed survey, look alike."""
        super().setup(request, *args, **kwargs)
        try:
            self.invitation = actions.invitation_with(kwargs["secret"])
        except actions.LinkNotUsable:
            self.invitation = None

    def instead(self) -> HttpResponseBase | None:
        """Stop who tries too often, and say that a link cannot be used, with status 404."""
        is_known = self.invitation is not None
        counts = self.request.method == "POST" or not is_known
        what = "suppliers.answer" if is_known else "suppliers.guess"
        if counts and limits.is_too_often(self.request, what=what):
            return self.shut("socialvalue/suppliers/too_often.html", status=429)
        return None if is_known else self.shut(NOT_USABLE, status=404)

    def shut(self, template: str, *, status: int) -> HttpResponse:
        """Return a page that nobody keeps."""
        return kept_by_nobody(render(self.request, template, status=status))

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the question."""
        return kept_by_nobody(super().get(request, *args, **kwargs))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask what the survey asks."""
        return super().get_form_kwargs() | asked(self.invitation.survey)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say who asks, of whom, about what. Not what was answered before."""
        return super().get_context_data(
            survey=self.invitation.survey, supplier=self.invitation.supplier, **kwargs
        )

    def form_valid(self, form: forms.PublicAnswerForm) -> HttpResponse:
        """Take the answer and say thank you."""
        try:
            actions.answer_by_link(
                secret=self.kwargs["secret"],
                respend_share=form.respend_share,
                jobs_held=form.jobs_held,
                at=timezone.now(),
            )
        except (actions.LinkNotUsable, actions.SurveyClosed):
            return self.shut(NOT_USABLE, status=404)
        page = render(
            self.request,
            "socialvalue/suppliers/thank_you.html",
            {"survey": self.invitation.survey},
        )
        return kept_by_nobody(page)


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Return an answer that no cache keeps: its address is a secret."""
    response["Cache-Control"] = "private, no-store"
    return response
