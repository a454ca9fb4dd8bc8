"""Pages about payment files: the home of local spend, upload, columns, what was read, take back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.core.access import Allowed
from socialvalue.core.uploads import TakesBack, TellsLength
from socialvalue.spend import actions, forms, presenters, queries
from socialvalue.spend.models import Anchor, PaymentFile, PaymentZip, Row, Stage
from socialvalue.spend.views.audiences import OFFICERS, READERS, OfFile, may_change

ROWS_A_PAGE = 50
FIRST_LINES = 5


class Home(Allowed, TemplateView):
    """The organisation's files and analyses, and what to do next."""

    may_use = READERS
    template_name = "socialvalue/spend/home.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add both lists."""
        organisation = self.request.organisation
        files = list(organisation.payment_files.select_related("job", "anchor"))
        return super().get_context_data(
            files=files,
            several_anchors=len({file.anchor_id for file in files}) > 1,
            zips=presenters.zip_rows(organisation.payment_zips.select_related("job")),
            analyses=presenters.analysis_list(organisation.analyses.for_lists()),
            has_payments=any(file.stage == Stage.IMPORTED for file in files),
            may_change=may_change(self.request),
            **kwargs,
        )


class Upload(Allowed, TellsLength, FormView):
    """Upload payment files. What is no payments file is refused, and the others are kept."""

    may_use = OFFICERS
    form_class = forms.UploadForm
    template_name = "socialvalue/spend/upload.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask whose payments they are, where that can be asked."""
        anchors = [
            (str(anchor.pk), anchor.name) for anchor in self.request.organisation.anchors.all()
        ]
        return {**super().get_form_kwargs(), "anchors": anchors}

    def form_valid(self, form: forms.UploadForm) -> HttpResponse:
        """Keep the files and go on to the columns of the first, or watch a zip being unpacked."""
        kept: list[PaymentFile | PaymentZip] = []
        chosen = form.cleaned_data.get("anchor")
        anchor = self.request.organisation.anchors.get(pk=chosen) if chosen else None
        for content in form.cleaned_data["content"]:
            try:
                kept.append(self.upload(content, anchor))
            except (actions.LoadedAlready, actions.ZipLoadedAlready, FileRefused) as refusal:
                form.add_error("content", f"{content.name}: {refusal}")
        if form.errors:
            links = [{"name": one.name, "url": _next_of(one)} for one in kept]
            return self.render_to_response(self.get_context_data(form=form, kept=links))
        zips = [one for one in kept if isinstance(one, PaymentZip)]
        return redirect(_next_of(zips[0] if zips else kept[0]))

    def upload(self, content: Any, anchor: Anchor | None) -> PaymentFile | PaymentZip:
        """Keep one file or zip; without an anchor it is the organisation's own."""
        keep = actions.upload_zip if forms.is_zip(content) else actions.upload_file
        return keep(
            organisation=self.request.organisation,
            name=content.name,
            content=content,
            anchor=anchor,
            by=self.request.user,
            at=timezone.now(),
        )


def _next_of(kept: PaymentFile | PaymentZip) -> str:
    """Return the address at which to go on with what was uploaded."""
    if isinstance(kept, PaymentZip):
        return reverse("jobs:job", args=[kept.job_id])
    return reverse("spend:columns", args=[kept.pk])


class Columns(OfFile, FormView):
    """Confirm which column is which, beside the first rows of the file."""

    may_use = OFFICERS
    form_class = forms.ColumnsForm
    template_name = "socialvalue/spend/columns.html"

    def instead(self) -> HttpResponseBase | None:
        """Go to the file if there is nothing to confirm."""
        if not self.file.can_be_confirmed:
            return redirect("spend:file", self.file.pk)
        self.proposal = queries.proposal(self.file)
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the file's own headings, and to read the files like it together with it."""
        alike = queries.alike(self.file).count()
        headings = self.proposal.headings
        return {**super().get_form_kwargs(), "headings": headings, "alike": alike}

    def get_initial(self) -> dict[str, Any]:
        """Propose what the headings mean."""
        proposal = self.proposal
        return {
            **proposal.columns,
            "amounts": proposal.amounts.value,
            "type_heading": proposal.type_heading,
            "with_alike": True,
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Show the first rows as they stand."""
        return super().get_context_data(**presenters.columns_page(self.proposal), **kwargs)

    def form_valid(self, form: forms.ColumnsForm) -> HttpResponse:
        """Ask for the file to be read, and watch."""
        try:
            file = actions.confirm_columns(
                file=self.file,
                columns=form.confirmed(),
                type_heading=form.cleaned_data["type_heading"],
                amounts=form.cleaned_data["amounts"],
                with_alike=form.with_alike,
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.NotToConfirm as refusal:
            messages.info(self.request, str(refusal))
            return redirect("spend:file", self.file.pk)
        return redirect("jobs:job", file.job_id)


class FilePage(OfFile, TemplateView):
    """What was read of a file and what was not, row by row."""

    template_name = "socialvalue/spend/file.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what the stage of the file has to show."""
        return super().get_context_data(
            stage=self.file.stage,
            may_change=may_change(self.request),
            **(self.what_was_read() if self.file.how else {}),
            **kwargs,
        )

    def what_was_read(self) -> dict[str, object]:
        """Return counts, first payments, and a page of the rows that were not read as they are."""
        listed = self.file.rows.exclude(kind=Row.Kind.SET_ASIDE)
        page = Paginator(listed, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        first = queries.first_lines(self.file, how_many=FIRST_LINES)
        return {
            "read": presenters.file_page(self.file, first),
            "page": page,
            "rows": presenters.row_table(page.object_list),
        }


class TakeBack(OfFile, TakesBack, FormView):
    """Undo an upload or an import, with the reason."""

    may_use = OFFICERS
    form_class = forms.TakeBackForm
    template_name = "socialvalue/spend/take_back.html"
    refusals = (actions.CannotTakeBack,)
    done_page = "spend:home"

    @property
    def thing(self) -> PaymentFile:
        """The file."""
        return self.file

    def take_back(self, **why: Any) -> object:
        """Take it back."""
        return actions.take_back(file=self.file, **why)
