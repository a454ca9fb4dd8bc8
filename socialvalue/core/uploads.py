"""Files that are uploaded, looked at, confirmed and taken back: one shape for every kind of them.

Nothing of an upload counts before somebody has seen what it would do and confirmed it; what was
loaded can be taken back, with the reason. Mixed in before Django's FormView or TemplateView.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from socialvalue.core.upload_length import why_refused

Refusals = tuple[type[Exception], ...]


class TellsLength:
    """Says beside a form's field `content` that its files were too long to be read."""

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form, with that in place of what it says of a missing file."""
        form = super().get_form(form_class)
        if said := why_refused(self.request):
            form.errors.pop("content", None)
            form.add_error("content", said)
        return form


class Uploads(TellsLength):
    """Keeps the file of a form and shows what it would do. Set `refusals` and `preview`.

    The form's file is in its field `content`. Write `keep`: it calls the action with organisation,
    name, content, by and at, and returns what is kept. A refusal is in words for the person.
    """

    refusals: ClassVar[Refusals]
    preview: ClassVar[str]
    keep: Callable[..., Any]

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, or say why it is not taken."""
        content = form.cleaned_data["content"]
        try:
            kept = self.keep(
                organisation=self.request.organisation,
                name=content.name,
                content=content,
                by=self.request.user,
                at=timezone.now(),
            )
        except self.refusals as refusal:
            form.add_error("content", str(refusal))
            return self.form_invalid(form)
        return redirect(self.preview, kept.pk)


class Confirms:
    """Confirms what a preview shows. Set `refusals` and `preview`; `thing` is what it shows.

    Write `confirm`: it calls the action with by and at, says what came of it, and leads on.
    """

    refusals: ClassVar[Refusals]
    preview: ClassVar[str]

    thing: Any
    confirm: Callable[..., HttpResponse]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Confirm it, or say why that cannot be done."""
        try:
            return self.confirm(by=request.user, at=timezone.now())
        except self.refusals as refusal:
            messages.error(request, str(refusal))
            return redirect(self.preview, self.thing.pk)


class TakesBack:
    """Takes something back with the reason that the form asks for. Set `refusals` and `done_page`.

    `thing` is what is taken back; `says` is what is said when it is done, of its name. Write
    `take_back`: it calls the action with reason, by and at.
    """

    refusals: ClassVar[Refusals]
    done_page: ClassVar[str]
    says: ClassVar[str] = "{name} is taken back"

    thing: Any
    take_back: Callable[..., object]

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it back, or say why that cannot be done."""
        try:
            self.take_back(
                reason=form.cleaned_data["reason"], by=self.request.user, at=timezone.now()
            )
        except self.refusals as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.says.format(name=self.thing.name))
        return redirect(self.done_page)
