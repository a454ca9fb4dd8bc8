"""What became of every payment line of a study: in scope or why not, whose, and where it went.

Source: FORMAT of the local spend study, 3.5 and 4.1 to 4.3.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from socialvalue.calculations.spend.bands import NestedAreas
from socialvalue.calculations.spend.columns import PaymentLine
from socialvalue.calculations.spend.exclusions import IN_SCOPE, Candidate, Terms, disposition
from socialvalue.calculations.spend.money import Pence
from socialvalue.calculations.spend.places import Basis, Location, location_of
from socialvalue.calculations.spend.shares import pounds
from socialvalue.calculations.spend.study import AnchorSpend, Study
from socialvalue.calculations.spend.study_config import Config
from socialvalue.calculations.spend.suppliers import Kind, Size, Supplier, normal_form

COLUMNS = (
    "anchor",
    "supplier",
    "date",
    "transaction_number",
    "net_amount",
    "category",
    "supplier_id",
    "disposition",
    "band_registered",
    "band_delivery",
)


@dataclass(frozen=True, slots=True)
class DisposedLine:
    """One payment line with everything that a study works out for it. Amounts in exact pence.

    `supplier_id` is the master's code, empty if the supplier is not in it; `known_by` is that code,
    else the normal form of the name. `repeats` says that an earlier line is the same.
    """

    anchor: str
    sheet: str
    row: int
    supplier: str
    day: dt.date
    transaction_number: str
    pence: Pence
    category: str
    description: str
    supplier_id: str
    known_by: str
    size: Size
    kind: Kind
    repeats: bool
    disposition: str
    registered: Location
    delivery: Location

    @property
    def in_scope(self) -> bool:
        """Say whether the line counts as spend."""
        return self.disposition == IN_SCOPE

    def location(self, basis: Basis) -> Location:
        """Return where the payment went on the given basis."""
        return self.registered if basis is Basis.REGISTERED else self.delivery


def disposed_lines(study: Study) -> list[DisposedLine]:
    """Return every line that was read, anchor by anchor, row by row, with what became of it."""
    config = study.config
    terms = Terms(
        start=config.start,
        end=config.end,
        markers=config.redaction_markers,
        categories=config.exclude_categories,
        exclude_duplicates=config.exclude_duplicates,
        order=config.exclusion_order,
    )
    return list(_disposed(study, terms))


def _disposed(study: Study, terms: Terms) -> Iterator[DisposedLine]:
    seen: set[tuple[object, ...]] = set()
    for anchor in study.anchors:
        lines = anchor.reading.lines
        found = {name: study.register.find(name) for name in lines.supplier.values}
        for at, line in enumerate(lines):
            amounts = lines.exact_at(at)
            key = _duplicate_key(line, amounts, anchor, study.config)
            supplier = found[line.supplier]
            yield _disposed_line(
                line, amounts[0], anchor, supplier, study, terms, repeats=key in seen
            )
            seen.add(key)


def _duplicate_key(
    line: PaymentLine, amounts: tuple[Pence, Pence], anchor: AnchorSpend, config: Config
) -> tuple[object, ...]:
    """Return the fields of a line that must all be equal for it to be a duplicate.

    Texts are compared as they stand in the file, trimmed; `amounts` are the net one and the VAT,
    exact.
    """
    fields: dict[str, object] = {
        "anchor": anchor.config.code,
        "supplier": line.supplier,
        "date": line.day,
        "transaction_number": line.transaction_number,
        "amount": amounts[0],
        "vat": amounts[1],
        "category": line.category,
        "description": line.description,
        "postcode": line.postcode,
    }
    return tuple(fields[name] for name in config.duplicate_key)


def _disposed_line(
    line: PaymentLine,
    pence: Pence,
    anchor: AnchorSpend,
    supplier: Supplier | None,
    study: Study,
    terms: Terms,
    *,
    repeats: bool,
) -> DisposedLine:
    kind = supplier.kind if supplier else Kind.PRIVATE
    candidate = Candidate(line.day, line.supplier, kind, line.category, repeats)
    registered, delivery = (
        location_of(
            supplier=supplier,
            line_postcode=line.postcode,
            basis=basis,
            postcodes=study.postcodes,
        )
        for basis in (Basis.REGISTERED, Basis.DELIVERY)
    )
    return DisposedLine(
        anchor=anchor.config.code,
        sheet=line.sheet,
        row=line.row,
        supplier=line.supplier,
        day=line.day,
        transaction_number=line.transaction_number,
        pence=pence,
        category=line.category,
        description=line.description,
        supplier_id=supplier.code if supplier else "",
        known_by=supplier.code if supplier else normal_form(line.supplier),
        size=supplier.size if supplier else Size.UNKNOWN,
        kind=kind,
        repeats=repeats,
        disposition=disposition(candidate, terms=terms),
        registered=registered,
        delivery=delivery,
    )


def flagged_duplicates(lines: Iterable[DisposedLine], *, config: Config) -> list[DisposedLine]:
    """Return the lines that repeat an earlier one and were kept, for a person to look at."""
    if config.exclude_duplicates:
        return []
    return [line for line in lines if line.repeats and line.in_scope]


def lines_csv(lines: Sequence[DisposedLine], *, nested: NestedAreas) -> str:
    """Return the lines as the CSV of FORMAT 3.5, with the bands of those in scope."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        bands = [
            nested.band_of(line.location(basis).place) if line.in_scope else "" for basis in Basis
        ]
        writer.writerow(
            [
                line.anchor,
                line.supplier,
                line.day.isoformat(),
                line.transaction_number,
                pounds(line.pence),
                line.category,
                line.supplier_id,
                line.disposition,
                *bands,
            ]
        )
    return out.getvalue()
