"""What the organisation pays and offers, day by day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.awards import actions
from socialvalue.awards.data_files import good_employer_standards
from socialvalue.awards.forms.employers import EmployerFactsForm
from socialvalue.awards.presenters import employers as presenters
from socialvalue.awards.views.audiences import ASSESSES_ITSELF, READS_ASSESSMENTS
from socialvalue.calculations.awards.good_employer import FactsDoNotFit
from socialvalue.core.access import Allowed
from socialvalue.core.exports import csv_bytes, file_name
from socialvalue.core.responses import CSV, download


class EmployerFactsList(Allowed, TemplateView):
    """The facts that were recorded, and the rates that they are held against."""

    may_use = READS_ASSESSMENTS
    template_name = "socialvalue/awards/employers/list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them."""
        standards = good_employer_standards()
        facts = self.request.organisation.employer_facts.all()
        return super().get_context_data(
            parts=presenters.facts_parts(facts, standards),
            rate_columns=presenters.RATE_COLUMNS,
            rate_rows=presenters.rate_rows(standards.rates),
            standards=standards,
            may_record=ASSESSES_ITSELF.admits(self.request),
            **kwargs,
        )


class RecordEmployerFacts(Allowed, FormView):
    """Record the facts of a day."""

    may_use = ASSESSES_ITSELF
    form_class = EmployerFactsForm
    template_name = "socialvalue/awards/employers/record.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add today, after which nothing is known, and where Cancel leads."""
        return super().get_form_kwargs() | {
            "today": timezone.localdate(),
            "back": reverse("awards:employer_facts"),
        }

    def form_valid(self, form: EmployerFactsForm) -> HttpResponse:
        """Keep them, or say which of them cannot both be true."""
        try:
            actions.record_employer_facts(
                organisation=self.request.organisation,
                facts=form.facts(),
                includes_contractors=form.includes(),
                by=self.request.user,
                at=timezone.now(),
            )
        except FactsDoNotFit as unfit:
            form.add_error(None, str(unfit))
            return self.form_invalid(form)
        messages.success(self.request, "Kept: the facts can be named as evidence now")
        return redirect("awards:employer_facts")


class EmployerFactsFile(Allowed, View):
    """The facts as a file."""

    may_use = READS_ASSESSMENTS

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer with a CSV file."""
        rows = presenters.csv_rows(request.organisation.employer_facts.all())
        name = file_name("pay and hours", ending="csv")
        return download(csv_bytes(presenters.HEADINGS, rows), name=name, content_type=CSV)
