"""Rows that could not be read: corrected or set aside by a person, one or many at once.

The corrected rows of a file are payments of a small file of their own, `corrects` says of which.
It is made anew whenever a correction changes: the one before is taken back, as any file would be,
and stays for the analyses that counted it.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.correcting import (
    Corrected,
    NotCorrected,
    corrected,
    lines_of,
)
from socialvalue.calculations.spend.dates import DateOrder
from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.money import MOST_IN_A_FILE
from socialvalue.spend import queries
from socialvalue.spend.actions.repeats import keep_decisions, note_repeats
from socialvalue.spend.actions.uploading import locked, record
from socialvalue.spend.actions.uploading import take_back as take_one_back
from socialvalue.spend.models import Anchor, FileState, PaymentFile, RowDecision
from socialvalue.suppliers import actions as suppliers

TOO_MUCH = "With this amount the corrected rows come to more than ten trillion pounds"
REPLACED = "Its corrections were changed"


class NoSuchRow(ValueError):
    """The file has no row like this that was not read, or it is told twice, or counts no more."""


class RowsNotCorrected(ValueError):
    """Some cells still cannot be read; nothing was changed. `problems`: row, field, words."""

    def __init__(self, problems: Sequence[tuple[queries.Place, str, str]]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(words for _, _, words in problems))


@dataclass(frozen=True)
class Verdict:
    """What is decided of one row: its cells as corrected, or why it is set aside."""

    place: queries.Place
    texts: dict[str, str] | None
    because: str = ""


@transaction.atomic
def decide_rows(
    *, file: PaymentFile, verdicts: Sequence[Verdict], by: User, at: dt.datetime
) -> None:
    """Correct rows or set them aside: all of them, or none.

    What was decided of a row before is undone. Raises NoSuchRow; RowsNotCorrected.
    """
    file = locked_with_rows(file)
    rows = queries.unread_rows(file)
    places = Counter(verdict.place for verdict in verdicts)
    if twice := [place for place, times in places.items() if times > 1]:
        raise NoSuchRow(f"Row {twice[0][1]} of {file.name} is there twice. Keep one of the two.")
    if unknown := [verdict.place for verdict in verdicts if verdict.place not in rows]:
        raise NoSuchRow(f"Row {unknown[0][1]} is not a row of {file.name} that was not read.")
    _refuse_unreadable(file, verdicts)
    for verdict in verdicts:
        row = rows[verdict.place]
        if row.decision:
            _undo(row.decision, by=by, at=at)
        _decide(file, verdict, before=row.texts_before, by=by, at=at)
    _make_corrections(file, by=by, at=at)


@transaction.atomic
def undo_row_decision(*, decision: RowDecision, by: User, at: dt.datetime) -> None:
    """Take back what was decided of a row: it is one that was not read again."""
    file = locked_with_rows(decision.file)
    for standing in file.row_decisions.standing().filter(pk=decision.pk):
        _undo(standing, by=by, at=at)
        _make_corrections(file, by=by, at=at)


@transaction.atomic
def take_back(*, file: PaymentFile, reason: str, by: User, at: dt.datetime) -> PaymentFile:
    """Undo an upload or an import, and its corrections with it. Raises CannotTakeBack."""
    taken = take_one_back(file=file, reason=reason, by=by, at=at)
    if corrections := queries.standing_corrections(file):
        take_one_back(file=corrections, reason=reason, by=by, at=at)
    return taken


def locked_with_rows(file: PaymentFile) -> PaymentFile:
    """Return a file as it stands, locked, if its rows can be decided. Raises NoSuchRow."""
    file = locked(file)
    if file.state != FileState.IMPORTED:
        raise NoSuchRow(f"{file.name} counts no more, or is not read yet.")
    return file


def payment_of(file: PaymentFile, place: queries.Place, texts: dict[str, str]) -> Corrected:
    """Return the payment that corrected cells make, read as the file was. Raises NotCorrected."""
    return corrected(
        texts,
        sheet=place[0],
        row=place[1],
        amounts=Amounts(file.amounts),
        order=DateOrder(file.how.get("date_order", DateOrder.DAY_FIRST)),
    )


def _refuse_unreadable(file: PaymentFile, verdicts: Sequence[Verdict]) -> None:
    problems: list[tuple[queries.Place, str, str]] = []
    for verdict in verdicts:
        try:
            if verdict.texts is not None:
                payment_of(file, verdict.place, verdict.texts)
        except NotCorrected as wrong:
            problems += [(verdict.place, name, said) for name, said in wrong.problems.items()]
    if problems:
        raise RowsNotCorrected(problems)


def _decide(
    file: PaymentFile, verdict: Verdict, *, before: dict[str, str], by: User, at: dt.datetime
) -> None:
    kinds = RowDecision.Kind
    decision = RowDecision.objects.create(
        file=file,
        sheet=verdict.place[0],
        row=verdict.place[1],
        kind=kinds.SET_ASIDE if verdict.texts is None else kinds.CORRECTED,
        texts=verdict.texts or {},
        texts_before=before,
        because=verdict.because,
        decided_at=at,
        decided_by=str(by),
    )
    _record(decision, f"row.{decision.kind}", by=by, at=at, reason=verdict.because,
            before=before, after=decision.texts)  # fmt: skip


def _undo(decision: RowDecision, *, by: User, at: dt.datetime) -> None:
    decision.undone_at, decision.undone_by = at, str(by)
    decision.save(update_fields=["undone_at", "undone_by"])
    _record(decision, "row.undone", by=by, at=at, before=decision.texts)


def _record(decision: RowDecision, did: str, **details: Any) -> None:
    organisation = decision.file.organisation
    audit.record(did=did, subject=decision, organisation=organisation, **details)


def _make_corrections(file: PaymentFile, *, by: User, at: dt.datetime) -> None:
    """Make the file of a file's corrections anew, if they have changed."""
    rows = [
        {"sheet": decision.sheet, "row": decision.row, "texts": decision.texts}
        for decision in file.row_decisions.standing().corrected()
    ]
    kept = {
        "corrects": str(file.pk),
        "amounts": file.amounts,
        "date_order": file.how.get("date_order", str(DateOrder.DAY_FIRST)),
        "rows": rows,
    }
    content = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    former = queries.standing_corrections(file)
    if former and former.sha256 == sha256:
        return
    if former:
        take_one_back(file=former, reason=REPLACED, by=by, at=at)
    if rows:
        made = _keep(file, content, sha256, rows, by=by, at=at)
        _note_as_of_any_file(made, former, by=by, at=at)


def _keep(
    file: PaymentFile,
    content: bytes,
    sha256: str,
    rows: Sequence[dict[str, Any]],
    *,
    by: User,
    at: dt.datetime,
) -> PaymentFile:
    payments = [payment_of(file, (row["sheet"], row["row"]), row["texts"]) for row in rows]
    if sum(abs(payment.net) for payment in payments) > MOST_IN_A_FILE:
        most = max(payments, key=lambda payment: abs(payment.net))
        raise RowsNotCorrected([((most.sheet, most.row), "amount", TOO_MUCH)])
    lines = lines_of(payments)
    corrections = PaymentFile(
        organisation=file.organisation,
        anchor_id=file.anchor_id,
        corrects=file,
        name=f"Corrections of {file.name}"[:255],
        sha256=sha256,
        size=len(content),
        state=FileState.IMPORTED,
        uploaded_at=at,
        uploaded_by=by,
        amounts=file.amounts,
        seen={"headings": [], "sample": []},
        how={"kind": "corrections", "dates": [], "money": [], "set_aside": {}},
        rows_in=len(lines),
        rows_read=len(lines),
        total_pence=sum(lines.pence),
        first_day=min(payment.day for payment in payments),
        last_day=max(payment.day for payment in payments),
        months=sorted({f"{payment.day:%Y-%m}" for payment in payments}),
    )
    corrections.content.save(f"{corrections.pk}.data", ContentFile(content), save=False)
    corrections.save(force_insert=True)
    queries.write_corrections(corrections)
    after = {"rows": len(rows), "pence": str(corrections.total_pence), "of": str(file.pk)}
    record(corrections, did="payments.corrected", by=by, at=at, after=after)
    return corrections


def _note_as_of_any_file(
    made: PaymentFile, former: PaymentFile | None, *, by: User, at: dt.datetime
) -> None:
    """Note who was paid, and which of the corrected rows repeat a payment that is there already."""
    Anchor.objects.select_for_update().get(pk=made.anchor_id)
    repeats = queries.repeats_of(made, earlier=queries.read_before(made, is_new=True))
    made.how["repeats"] = len(repeats)
    made.save(update_fields=["how"])
    note_repeats(made, repeats)
    if former:
        keep_decisions(of=made, former=former)
    suppliers.note_names(
        organisation=made.organisation,
        source=str(made.pk),
        names=queries.names_in(made),
        by=by,
        at=at,
    )
