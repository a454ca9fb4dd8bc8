"""Lists of suppliers: upload, check, load, take back; and the registers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.core import exports, responses
from socialvalue.core.access import Allowed
from socialvalue.core.uploads import Confirms, TakesBack, Uploads
from socialvalue.suppliers import actions, forms, presenters, queries
from socialvalue.suppliers.models import SupplierList
from socialvalue.suppliers.views.audiences import OFFICERS, READERS, OfList, may_change

FINDING_HEADINGS = ["Row", "Column", "Cell", "What is wrong", "What to do"]


class Lists(Allowed, TemplateView):
    """The lists that were uploaded."""

    may_use = READERS
    template_name = "socialvalue/suppliers/lists.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them."""
        return super().get_context_data(
            rows=presenters.list_rows(self.request.organisation.supplier_lists.all()),
            may_change=may_change(self.request),
            **kwargs,
        )


class UploadList(Allowed, Uploads, FormView):
    """Upload a list; nothing of it counts before it is confirmed."""

    may_use = OFFICERS
    form_class = forms.UploadListForm
    template_name = "socialvalue/suppliers/upload_list.html"
    refusals = (actions.LoadedAlready, FileRefused)
    preview = "suppliers:list_page"

    def keep(self, **upload: Any) -> SupplierList:
        """Keep it, and what it would do."""
        return actions.upload_list(**upload)


class ListPage(OfList, Confirms, TemplateView):
    """What a list would do or did, or what is wrong with it; confirm it."""

    may_change = OFFICERS
    template_name = "socialvalue/suppliers/list_page.html"
    refusals = (actions.NotToLoad,)
    preview = "suppliers:list_page"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what it does."""
        state = SupplierList.State
        is_open = self.list.state == state.TO_CONFIRM or (
            self.list.state == state.LOADING and not self.list.job.is_undone
        )
        return super().get_context_data(
            shown=presenters.list_facts(self.list),
            can_confirm=is_open,
            can_take_back=self.list.state in (state.TO_CONFIRM, state.LOADED),
            is_loading=self.list.state == state.LOADING and self.list.job.is_undone,
            **kwargs,
        )

    def confirm(self, **who: Any) -> HttpResponse:
        """Load it, or watch it being loaded."""
        found = actions.confirm_list(supplier_list=self.list, **who)
        if found.state == SupplierList.State.LOADING:
            return redirect("jobs:job", found.job_id)
        messages.success(self.request, f"{found.name} is loaded")
        return redirect("suppliers:list_page", found.pk)


class FindingsCsv(OfList, View):
    """What is wrong with a list, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        rows = [
            [each["row"], each["column"], each["cell"], each["problem"], each["remedy"]]
            for each in self.list.findings
        ]
        return responses.download(
            exports.csv_bytes(FINDING_HEADINGS, rows),
            name=exports.file_name(f"errors of {self.list.name}", ending="csv"),
            content_type=responses.CSV,
        )


class TakeListBack(OfList, TakesBack, FormView):
    """Undo a list, with the reason."""

    may_use = OFFICERS
    form_class = forms.ReasonForm
    template_name = "socialvalue/suppliers/take_list_back.html"
    refusals = (actions.NotToTakeBack,)
    done_page = "suppliers:lists"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask why."""
        return super().get_form_kwargs() | {
            "question": "Why do you take this list back?",
            "submit": "Take the list back",
        }

    def take_back(self, *, reason: str, **who: Any) -> object:
        """Take it back."""
        return actions.take_list_back(supplier_list=self.list, because=reason, **who)


class Registers(Allowed, TemplateView):
    """What is loaded of the official registers; match the suppliers with them."""

    may_use = READERS
    may_change = OFFICERS
    template_name = "socialvalue/suppliers/registers.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the loads."""
        loads = queries.newest_loads()
        return super().get_context_data(
            table=presenters.register_rows(loads),
            can_match=bool(loads) and may_change(self.request),
            is_empty=not loads,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Ask for the matching, and watch."""
        job = actions.ask_matching(
            organisation=request.organisation, by=request.user, at=timezone.now()
        )
        return redirect("jobs:job", job.pk)
