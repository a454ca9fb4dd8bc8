"""Pages about rows that could not be read: list, correct, set aside, undo; the same as a file."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, View

from socialvalue.spend import actions, forms, presenters, queries, words
from socialvalue.spend.models import FileState, RowDecision
from socialvalue.spend.views.audiences import OFFICERS, OfFile, may_change
from socialvalue.spend.views.downloads import csv

ROWS_A_PAGE = 50
MOST_PROBLEMS = 20


class OfUnread(OfFile):
    """A page about the rows of a file that were not read."""

    def instead(self) -> HttpResponseBase | None:
        """Go to the file if there are no such rows, or if it counts no more."""
        if self.file.state != FileState.IMPORTED or not self.file.rows_refused:
            return redirect("spend:file", self.file.pk)
        return None


class Unread(OfUnread, FormView):
    """Every row that was not read, and what was decided of it; takes the corrected file."""

    may_change = OFFICERS
    form_class = forms.CorrectedFileForm
    template_name = "socialvalue/spend/unread.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add one page of rows."""
        rows = list(queries.unread_rows(self.file).values())
        alike = queries.alike_rows(rows)
        page = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            rows=presenters.unread_table(page.object_list),
            alike=presenters.alike_rows(self.file, alike),
            sum=presenters.unread_sum(self.file, queries.decided_counts(self.file)),
            corrections=queries.standing_corrections(self.file),
            may_change=may_change(self.request),
            **kwargs,
        )

    def form_valid(self, form: forms.CorrectedFileForm) -> HttpResponse:
        """Take every row of the file that was changed, all or none."""
        verdicts = self.verdicts(form.cleaned_data["content"])
        try:
            actions.decide_rows(
                file=self.file, verdicts=verdicts, by=self.request.user, at=timezone.now()
            )
        except actions.NoSuchRow as refusal:
            form.add_error("content", str(refusal))
            return self.form_invalid(form)
        except actions.RowsNotCorrected as refusal:
            for (_, number), name, said in refusal.problems[:MOST_PROBLEMS]:
                heading = forms.FIELD_WORDS[name][0]
                form.add_error("content", f"Row {number}, {heading}: {said}")
            return self.form_invalid(form)
        messages.success(self.request, f"{words.counted(len(verdicts), 'row')} taken")
        return redirect("spend:unread", self.file.pk)

    def verdicts(self, given: list[dict[str, str]]) -> list[actions.Verdict]:
        """Return what the file decides of rows: those that it leaves as they are are left out."""
        rows = queries.unread_rows(self.file)
        found = []
        for row in given:
            place, because = (row["Sheet"], int(row["Row"])), row["Set aside because"].strip()
            texts = forms.texts_of(row)
            known = rows.get(place)
            before = known.decision.because if known and known.decision else ""
            if known and texts == known.texts and because == before:
                continue
            found.append(actions.Verdict(place, None if because else texts, because))
        return found


class CorrectRow(OfUnread, FormView):
    """Correct the cells of one row, or set it aside."""

    may_use = OFFICERS
    form_class = forms.RowForm
    template_name = "socialvalue/spend/correct_row.html"

    def instead(self) -> HttpResponseBase | None:
        """Go to the list if the file has no such row."""
        sheet = self.request.GET.get("sheet", "")
        number = self.request.GET.get("row", "")
        place = sheet, int(number) if number.isdecimal() and len(number) < 10 else 0
        self.row = queries.unread_rows(self.file).get(place)
        if elsewhere := super().instead():
            return elsewhere
        return None if self.row else redirect("spend:unread", self.file.pk)

    def get_initial(self) -> dict[str, Any]:
        """Show the cells as they stand, and what was decided."""
        decision = self.row.decision
        said = {"verdict": forms.CORRECT} if self.row.texts_before["date"] else {}
        if decision:
            is_aside = decision.kind == RowDecision.Kind.SET_ASIDE
            said = {"verdict": forms.SET_ASIDE if is_aside else forms.CORRECT}
            said["because"] = decision.because
        return {**self.row.texts, **said}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say what is wrong with the row."""
        (shown,) = presenters.unread_table([self.row])
        return super().get_context_data(row=shown, **kwargs)

    def form_valid(self, form: forms.RowForm) -> HttpResponse:
        """Keep it, or say which cell still cannot be read."""
        place = self.row.sheet, self.row.number
        because = form.cleaned_data["because"] if form.texts is None else ""
        try:
            actions.decide_rows(
                file=self.file,
                verdicts=[actions.Verdict(place, form.texts, because)],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.RowsNotCorrected as refusal:
            for _, name, said in refusal.problems:
                form.add_error(name, said)
            return self.form_invalid(form)
        messages.success(self.request, f"Row {self.row.number} is kept as you said")
        return redirect("spend:unread", self.file.pk)


class UndoRow(OfFile, View):
    """Take back what was decided of a row."""

    may_use = OFFICERS
    http_method_names = ["post"]

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the decision among those that stand."""
        super().setup(request, *args, **kwargs)
        standing = self.file.row_decisions.standing().select_related("file__organisation")
        self.decision = get_object_or_404(standing, pk=kwargs["decision_pk"])

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Take it back."""
        try:
            actions.undo_row_decision(decision=self.decision, by=request.user, at=timezone.now())
        except actions.NoSuchRow as refusal:
            messages.info(request, str(refusal))
            return redirect("spend:file", self.file.pk)
        messages.success(request, f"Row {self.decision.row} is to look at again")
        return redirect("spend:unread", self.file.pk)


class OfAlike(OfUnread):
    """Rows of a file that are wrong in the same way, which the address says."""

    may_use = OFFICERS

    def instead(self) -> HttpResponseBase | None:
        """Go to the list if no rows are wrong in this way."""
        if elsewhere := super().instead():
            return elsewhere
        asked = self.request.GET.get("heading", ""), self.request.GET.get("problem", "")
        alike = queries.alike_rows(queries.unread_rows(self.file).values())
        found = [one for one in alike if (one.heading, one.problem) == asked]
        if not found:
            return redirect("spend:unread", self.file.pk)
        (self.alike,) = found
        return None


class SetAlikeAside(OfAlike, FormView):
    """Set rows aside that are wrong in the same way, with one reason."""

    form_class = forms.SetAsideForm
    template_name = "socialvalue/spend/alike.html"

    def instead(self) -> HttpResponseBase | None:
        """Go to the list if something is decided of each of them."""
        if elsewhere := super().instead():
            return elsewhere
        return None if self.alike.undecided else redirect("spend:unread", self.file.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say how many rows it is about."""
        return {**super().get_form_kwargs(), "rows": len(self.alike.undecided)}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Show some of them."""
        return super().get_context_data(**presenters.alike_page(self.alike), **kwargs)

    def form_valid(self, form: forms.SetAsideForm) -> HttpResponse:
        """Set them aside, or say that one was decided meanwhile."""
        try:
            rows = actions.set_rows_aside(
                file=self.file,
                places=[(row.sheet, row.number) for row in self.alike.undecided],
                because=form.cleaned_data["because"],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.NoSuchRow as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{words.counted(rows, 'row')} set aside")
        return redirect("spend:unread", self.file.pk)


class UndoAlike(OfAlike, View):
    """Take back that rows which are wrong in the same way were set aside."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Take it back."""
        aside = self.alike.set_aside
        rows = actions.undo_set_aside(
            file=self.file,
            places=[(decision.sheet, decision.row) for decision in aside],
            by=request.user,
            at=timezone.now(),
        )
        said = f"{words.counted(rows, 'row')} to look at again"
        messages.success(request, said)
        return redirect("spend:unread", self.file.pk)


class UnreadCsv(OfUnread, View):
    """The rows that were not read, to be corrected in a spreadsheet and given back."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send them."""
        cells = presenters.unread_cells(queries.unread_rows(self.file).values())
        return csv(words.UNREAD_HEADINGS, cells, name=f"rows not read of {self.file.name}")
