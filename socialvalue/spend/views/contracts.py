"""Pages about the contracts register: upload, look, import, take back, and what ends soon."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.core.access import Allowed
from socialvalue.core.uploads import Confirms, TakesBack, Uploads
from socialvalue.spend import actions, forms, presenters, queries
from socialvalue.spend.models import Register
from socialvalue.spend.views.audiences import OFFICERS, READERS
from socialvalue.spend.views.chosen import OfChosenAnalysis
from socialvalue.spend.views.downloads import csv

MONTHS_AHEAD = {"6": 6, "12": 12, "24": 24}
USUALLY = "12"


class OfRenewals(OfChosenAnalysis):
    """What ends within the months that the address asks for."""

    kept = ("months",)

    @property
    def months(self) -> str:
        """How many months ahead to look: 6, 12 or 24."""
        asked = self.request.GET.get("months", USUALLY)
        return asked if asked in MONTHS_AHEAD else USUALLY

    @cached_property
    def renewals(self) -> list[queries.Renewal]:
        """The contracts that end by then."""
        return queries.renewals(
            self.request.organisation,
            today=timezone.localdate(),
            months=MONTHS_AHEAD[self.months],
            spends=self.spends,
            decisions=self.decisions,
        )

    def persons(self) -> frozenset[str]:
        """Return the names of suppliers that are named in no file."""
        return queries.individual_forms(self.request.organisation)


class Contracts(OfRenewals, TemplateView):
    """What ends soon, by what it could bring home, and the registers that were imported."""

    template_name = "socialvalue/spend/contracts.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add both lists."""
        organisation = self.request.organisation
        return super().get_context_data(
            rows=presenters.renewal_rows(self.renewals),
            months=self.months,
            choices=list(MONTHS_AHEAD),
            registers=list(organisation.registers.select_related("uploaded_by")),
            contracts=organisation.contracts.standing().count(),
            **kwargs,
        )


class RenewalsCsv(OfRenewals, View):
    """What ends soon, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        cells = presenters.renewal_cells(self.renewals, persons=self.persons())
        name = f"contracts that end within {self.months} months"
        return csv(presenters.RENEWAL_HEADINGS, cells, name=name)


class CalendarCsv(OfRenewals, View):
    """The days on which contracts end, as a file that calendars take in."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        cells = presenters.calendar_cells(self.renewals, persons=self.persons())
        name = f"calendar of contracts {self.months} months"
        return csv(presenters.CALENDAR_HEADINGS, cells, name=name)


class UploadRegister(Allowed, Uploads, FormView):
    """Upload a contracts register. Nothing is imported before it was looked at."""

    may_use = OFFICERS
    form_class = forms.RegisterForm
    template_name = "socialvalue/spend/upload_register.html"
    refusals = (actions.RegisterLoadedAlready, FileRefused)
    preview = "spend:register"

    def keep(self, **upload: Any) -> Register:
        """Keep what was seen of it."""
        return actions.upload_register(**upload)


class OfRegister(Allowed):
    """A page about one contracts register of the organisation."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the register."""
        super().setup(request, *args, **kwargs)
        registers = request.organisation.registers.select_related("uploaded_by", "undone_by")
        self.register = get_object_or_404(registers, pk=kwargs["register_pk"])
        self.extra_context = {"register": self.register}

    @property
    def thing(self) -> Register:
        """The register."""
        return self.register


class RegisterPage(OfRegister, Confirms, TemplateView):
    """What was seen of a register; whoever may change things imports it from here."""

    may_change = OFFICERS
    template_name = "socialvalue/spend/register.html"
    refusals = (actions.CannotImport,)
    preview = "spend:register"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add columns, problems and first contracts."""
        return super().get_context_data(
            form=forms.ImportForm(),
            stage=self.register.stage,
            may_change=OFFICERS.admits(self.request),
            **presenters.register_page(self.register),
            **kwargs,
        )

    def confirm(self, **who: Any) -> HttpResponse:
        """Import it whole."""
        actions.import_register(register=self.register, **who)
        messages.success(self.request, f"{self.register.name} is imported")
        return redirect("spend:contracts")


class TakeRegisterBack(OfRegister, TakesBack, FormView):
    """Undo an upload or an import, with the reason."""

    may_use = OFFICERS
    form_class = forms.TakeRegisterBackForm
    template_name = "socialvalue/spend/take_register_back.html"
    refusals = (actions.CannotTakeRegisterBack,)
    done_page = "spend:contracts"

    def take_back(self, **why: Any) -> object:
        """Take it back."""
        return actions.take_register_back(register=self.register, **why)
