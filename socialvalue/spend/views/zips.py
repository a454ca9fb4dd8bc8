"""Pages about zips of payment files: what is in one, what came of each file, take back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.core.access import Allowed
from socialvalue.spend import actions, forms, presenters, queries
from socialvalue.spend.views.audiences import OFFICERS, READERS, may_change


class OfZip(Allowed):
    """A page about one zip of the organisation."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the zip."""
        super().setup(request, *args, **kwargs)
        zips = request.organisation.payment_zips.select_related(
            "job", "uploaded_by", "undone_by", "organisation"
        )
        self.zip = get_object_or_404(zips, pk=kwargs["zip_pk"])
        self.extra_context = {"zip": self.zip}


class ZipPage(OfZip, TemplateView):
    """What a zip holds: files of the same headings together, and what came of each."""

    template_name = "socialvalue/spend/zip.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the files, and what was left out."""
        return super().get_context_data(
            shown=presenters.zip_page(self.zip, queries.files_of_zip(self.zip)),
            may_change=may_change(self.request),
            **kwargs,
        )


class TakeZipBack(OfZip, FormView):
    """Undo a zip with all its files, with the reason."""

    may_use = OFFICERS
    form_class = forms.TakeZipBackForm
    template_name = "socialvalue/spend/take_zip_back.html"

    def form_valid(self, form: forms.TakeZipBackForm) -> HttpResponse:
        """Take it back, or say why that cannot be done."""
        try:
            actions.take_zip_back(
                found=self.zip, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotTakeBack as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.zip.name} and its files are taken back")
        return redirect("spend:home")
