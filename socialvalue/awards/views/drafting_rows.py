"""The lists of a scheme's draft: its marks, its sources, and what a level asks for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse

from socialvalue.awards import queries
from socialvalue.awards.forms.drafting import (
    MarkFormSet,
    RevisionForm,
    SourceFormSet,
    marks_from,
    source_initial,
    sources_from,
)
from socialvalue.awards.forms.themes import LevelForm, RuleFormSet, awards_to_hold, rule_initial
from socialvalue.awards.views.drafting import ChangesDraft, ChangesEntry
from socialvalue.calculations.awards import scheme_editing as editing


class ChangesRows(ChangesDraft):
    """A page with a list of rows beside, or instead of, the form."""

    template_name = "socialvalue/awards/schemes/rows.html"
    formset_class: type[BaseFormSet]
    row_title = ""
    row_lead = ""

    def rows(self) -> list[dict[str, Any]]:
        """Return what the rows start from."""
        ...

    def get_formset(self) -> Any:
        """Return the rows, with what was sent if anything was."""
        data = self.request.POST if self.request.method == "POST" else None
        return self.formset_class(
            data,
            initial=self.rows(),
            prefix="rows",
            row_title=self.row_title,
            form_kwargs=self.row_kwargs(),
        )

    def row_kwargs(self) -> dict[str, Any]:
        """Return what each row needs."""
        return {}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the rows."""
        if "formset" not in kwargs:
            kwargs["formset"] = self.get_formset()
        return super().get_context_data(
            row_lead=self.row_lead, back=self.scheme_url, row_title=self.row_title, **kwargs
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Check form and rows together, so that every fault is told at once."""
        form, self.formset = self.get_form(), self.get_formset()
        if form.is_valid() & self.formset.is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show both again."""
        form.data = form.data.copy()
        form.data["revision"] = self.version.revision
        return self.render_to_response(self.get_context_data(form=form, formset=self.formset))


class ChangeMarks(ChangesRows):
    """The marks that can be given."""

    form_class = RevisionForm
    formset_class = MarkFormSet
    heading = "Marks"
    row_title = "Mark"
    row_lead = (
        "The lowest comes first. To take one out, empty it. Levels that ask for a mark which is "
        "taken out must be changed too."
    )

    def rows(self) -> list[dict[str, Any]]:
        """Return the marks."""
        return self.document["marks"]

    def changed(self, form: forms.Form) -> dict[str, Any]:
        """Return the document with these marks."""
        return {**self.document, "marks": marks_from(self.formset)}


class ChangeSources(ChangesRows):
    """Where the scheme's facts come from."""

    form_class = RevisionForm
    formset_class = SourceFormSet
    heading = "Sources"
    row_title = "Source"
    row_lead = (
        "Where the scheme comes from. For one of your own, name the paper or meeting that decided "
        "on it, and the day. A source that does not confirm what the scheme says is shown as not "
        "confirmed."
    )

    def rows(self) -> list[dict[str, Any]]:
        """Return the sources."""
        return source_initial(self.document)

    def changed(self, form: forms.Form) -> dict[str, Any]:
        """Return the document with these sources."""
        return {**self.document, "sources": sources_from(self.formset)}


class ChangeLevel(ChangesRows, ChangesEntry):
    """Add or change a level and what it asks for."""

    form_class = LevelForm
    formset_class = RuleFormSet
    param, words = "level", "level"
    row_title = "Part"
    row_lead = (
        "A level is reached if every part holds, and every lower level is reached too. To take a "
        "part out, untick what it asks for."
    )

    def entries(self) -> list[dict[str, Any]]:
        """Return the levels, the lowest first."""
        return self.document["levels"]

    def with_entries(self, entries: list[Any]) -> dict[str, Any]:
        """Return the document with other levels."""
        return {**self.document, "levels": entries}

    def rows(self) -> list[dict[str, Any]]:
        """Return the parts of the rule; none of a rule that is nested more deeply."""
        rule: Mapping[str, Any] = self.entry.get("rule", {})
        try:
            return rule_initial(editing.rule_rows(rule)) if rule else []
        except editing.TooInvolved:
            return []

    def row_kwargs(self) -> dict[str, Any]:
        """Return what each row needs."""
        return {
            "document": self.document,
            "awards": awards_to_hold(queries.latest_schemes(self.request.organisation)),
        }

    def members(self, form: Any) -> dict[str, Any]:
        """Return the level with what it asks for."""
        rule = editing.rule_from([row.row() for row in self.formset.filled()])
        return {**form.members(), "rule": rule}

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Take the level out, move it up, or check it with its parts."""
        if self.code and ("remove" in request.POST or "up" in request.POST):
            return ChangesEntry.post(self, request, *args, **kwargs)
        return ChangesRows.post(self, request, *args, **kwargs)
