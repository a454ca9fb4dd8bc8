"""Pages about zips of payment files: what is in one, what came of each file, take back."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import FormView, TemplateView

from socialvalue.core.access import Allowed
from socialvalue.core.uploads import TakesBack
from socialvalue.spend import actions, forms, presenters, queries
from socialvalue.spend.models import PaymentZip
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


class TakeZipBack(OfZip, TakesBack, FormView):
    """Undo a zip with all its files, with the reason."""

    may_use = OFFICERS
    form_class = forms.TakeZipBackForm
    template_name = "socialvalue/spend/take_zip_back.html"
    refusals = (actions.CannotTakeBack,)
    done_page = "spend:home"
    says = "{name} and its files are taken back"

    @property
    def thing(self) -> PaymentZip:
        """The zip."""
        return self.zip

    def take_back(self, **why: Any) -> object:
        """Take it back."""
        return actions.take_zip_back(found=self.zip, **why)
