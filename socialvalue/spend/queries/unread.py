"""Rows that could not be read: what is wrong with each, and what somebody decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.spend.models import PaymentFile, Row, RowDecision

Place = tuple[str, int]
"""A sheet, empty for a text file, and a row as a spreadsheet shows it."""


@dataclass
class UnreadRow:
    """One row that was not read, with everything found in it, and the decision that stands."""

    sheet: str
    number: int
    found: list[Row] = field(default_factory=list)
    decision: RowDecision | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Return its cells by field: as somebody corrected them, else as the file has them."""
        if self.decision and self.decision.kind == RowDecision.Kind.CORRECTED:
            return dict(self.decision.texts)
        return self.texts_before

    @property
    def texts_before(self) -> dict[str, str]:
        """Return its cells by field as the file has them, as far as they could be told apart."""
        kept = next((row.texts for row in self.found if row.texts), {})
        return {name: kept.get(name, "") for name in FIELDS}


def unread_rows(file: PaymentFile) -> dict[Place, UnreadRow]:
    """Return the rows of a file that were not read, in its order. Two queries.

    Of a file with very many, those that are listed.
    """
    rows: dict[Place, UnreadRow] = {}
    for found in file.rows.filter(kind=Row.Kind.REFUSED, number__gt=0):
        place = found.sheet, found.number
        rows.setdefault(place, UnreadRow(*place)).found.append(found)
    for decision in file.row_decisions.standing():
        if row := rows.get((decision.sheet, decision.row)):
            row.decision = decision
    return rows


@dataclass(frozen=True)
class AlikeRows:
    """Rows of a file that are wrong in the same way: in which column, and what is wrong."""

    heading: str
    problem: str
    rows: tuple[UnreadRow, ...]

    @property
    def undecided(self) -> list[UnreadRow]:
        """Return those of which nothing is decided."""
        return [row for row in self.rows if row.decision is None]

    @property
    def set_aside(self) -> list[RowDecision]:
        """Return what stands of those that were set aside."""
        aside = RowDecision.Kind.SET_ASIDE
        return [row.decision for row in self.rows if row.decision and row.decision.kind == aside]


def alike_rows(rows: Iterable[UnreadRow]) -> list[AlikeRows]:
    """Return rows that are wrong in the same way, by what was found first; the most first.

    A row that is wrong as no other is decided on its own, and is left out.
    """
    found: dict[tuple[str, str], list[UnreadRow]] = {}
    for row in rows:
        found.setdefault((row.found[0].heading, row.found[0].problem), []).append(row)
    several = [AlikeRows(*way, tuple(alike)) for way, alike in found.items() if len(alike) > 1]
    return sorted(several, key=lambda alike: (-len(alike.rows), alike.heading, alike.problem))


def decided_counts(file: PaymentFile) -> dict[str, int]:
    """Return how many of a file's unread rows were corrected, and how many set aside."""
    counts = file.row_decisions.standing().order_by().values("kind").annotate(rows=Count("pk"))
    found = {each["kind"]: each["rows"] for each in counts}
    return {kind: found.get(kind, 0) for kind in RowDecision.Kind.values}


def standing_corrections(file: PaymentFile) -> PaymentFile | None:
    """Return the corrections of a file that count now, or None."""
    return file.corrections.standing().first()
