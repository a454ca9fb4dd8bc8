"""What an uploaded file seems to be, before anybody has confirmed anything.

A file is looked at once, when it is uploaded; what was seen is kept with it. So the page on which
columns are confirmed opens at once, however large the file is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files import File

from socialvalue.calculations.spend.headings import FIELDS, Amounts
from socialvalue.calculations.spend.reading import Reading, read_payments
from socialvalue.calculations.spend.workbooks import is_workbook
from socialvalue.calculations.suppliers.types import type_heading
from socialvalue.spend.models import PaymentFile, PaymentFileQuerySet

# As much of a text file as is looked at to find its headings: far more than a hundred rows.
HEAD = 256 * 1024
# And of each sheet of a spreadsheet.
FIRST_ROWS = 500
LONGEST_SAMPLE_CELL = 80


@dataclass(frozen=True)
class Proposal:
    """How a file would be read: columns by field, and what they are taken from.

    `confirmed_for` names the file with the same headings that a person confirmed last; where there
    is one, its columns are proposed and not those that the headings seem to mean. `type_heading` is
    the column that says what each supplier is, empty where there is none. `told` is what a person
    should know of the table and its columns before confirming them, in sentences.
    """

    headings: Sequence[str]
    sample: Sequence[tuple[int, Sequence[str]]]
    columns: Mapping[str, str]
    amounts: Amounts
    missing: Sequence[str]
    confirmed_for: str = ""
    type_heading: str = ""
    told: Sequence[str] = ()


def look(content: File, *, name: str) -> dict[str, Any]:
    """Return what is seen of an uploaded file, for `PaymentFile.seen`. Raises FileRefused."""
    reading = read_payments(_to_look_at(content), name=name, first_rows=FIRST_ROWS)
    return {
        "headings": list(reading.headings),
        "sample": [
            [number, [cell[:LONGEST_SAMPLE_CELL] for cell in cells]]
            for number, cells in reading.sample
        ],
        "columns": dict(reading.columns),
        "amounts": reading.amounts.value,
        "missing": list(reading.missing),
        "told": list(_told(reading)),
    }


def _told(reading: Reading) -> Iterator[str]:
    """Yield what is told of the table as a whole: of its rows more is known when all are read."""
    for found in reading.findings:
        if not found.refused and (reading.missing or found.row in (0, reading.header_row)):
            column = f"{found.heading}: " if found.heading else ""
            yield f"{column}{found.problem}. {found.remedy}."


def _to_look_at(content: File) -> bytes:
    """Return the head of a text, up to the end of a line; of anything else, all of it."""
    content.seek(0)
    head: bytes = content.read(HEAD)
    # In UTF-16 a line's end is not one byte, and a spreadsheet cannot be cut at all.
    if len(head) < HEAD or b"\0" in head or is_workbook(head):
        return head + content.read()
    return head[: head.rfind(b"\n") + 1] or head


def proposal(file: PaymentFile) -> Proposal:
    """Return how the file would be read: as the last one with its headings, or as it seems."""
    seen = file.seen
    before = _confirmed_before(file)
    return Proposal(
        headings=seen["headings"],
        sample=[(number, cells) for number, cells in seen["sample"]],
        columns=_of_fields(before.columns) if before else seen["columns"],
        amounts=Amounts(before.amounts if before else seen["amounts"]),
        missing=() if before else seen["missing"],
        told=seen.get("told", ()),
        confirmed_for=before.name if before else "",
        type_heading=before.type_heading if before else type_heading(seen["headings"]),
    )


def _confirmed_before(file: PaymentFile) -> PaymentFile | None:
    alike = file.organisation.payment_files.with_headings(file.seen["headings"])
    return alike.exclude(columns={}).order_by("-uploaded_at").first()


def _of_fields(columns: Mapping[str, str]) -> dict[str, str]:
    return {field: columns[field] for field in FIELDS if columns.get(field)}


def alike(file: PaymentFile) -> PaymentFileQuerySet:
    """Return the organisation's other files with the same headings that wait to be confirmed."""
    waiting = file.organisation.payment_files.to_confirm().exclude(pk=file.pk)
    return waiting.with_headings(file.seen["headings"])
