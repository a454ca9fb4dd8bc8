"""Pass marks: of sections here, of questions with the questions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from procurement.tenders import actions, presenters
from procurement.tenders.forms import PassMarksForm
from procurement.tenders.models import SCORED_SECTIONS
from procurement.tenders.views.method import MethodPage


class PassMarks(MethodPage):
    """The least that a bid must reach in a section, and what follows below it."""

    form_class = PassMarksForm
    template_name = "procurement/tenders/pass_marks.html"

    def get_initial(self) -> dict[str, Any]:
        """The pass marks as they are."""
        initial = super().get_initial()
        for mark in self.methodology.section_pass_marks.all():
            initial[mark.section] = mark.percent
            initial[f"{mark.section}_follows"] = "out" if mark.disqualifies else "noted"
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pass marks of questions."""
        criteria = (
            self.methodology.criteria.exclude(pass_mark_points=None)
            .select_related("scale", "parent")
            .prefetch_related("areas", "lots")
        )
        rows = [presenters.criterion_row(each, self.methodology) for each in criteria]
        return super().get_context_data(rows=rows, **kwargs)

    def form_valid(self, form: PassMarksForm) -> HttpResponse:
        """Save them."""
        answers = form.cleaned_data
        marks = [
            actions.SectionMarkAnswer(
                section=section.value,
                percent=answers[section.value],
                disqualifies=answers[f"{section}_follows"] == "out",
            )
            for section in SCORED_SECTIONS
            if answers[section.value] is not None
        ]
        try:
            actions.set_section_pass_marks(marks=marks, **self.said(form))
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Pass marks saved")
        return redirect("tenders:price", self.tender.pk)
