"""What the first cells of a table say against its headings, or where its headings say nothing.

Headings come first, and a person's word before them. But a column of numbers holds no names, one
without a single date no dates; and a column that nobody named may show by its cells what it is.
Whatever is decided here is told as a finding.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.headings import (
    Amounts,
    means_nothing,
    others_for,
    vat_position,
)
from socialvalue.calculations.spend.layout import NEEDED, Layout, is_unnamed
from socialvalue.calculations.spend.money import NotMoney, money_from_text
from socialvalue.calculations.spend.unheaded import (
    has_pence,
    is_date,
    is_money,
    named_like_firms,
)

MOST_OF = 9, 10  # nine cells in ten
FEWEST = 2
"""One cell alone says nothing of its column."""

_VAT_BESIDE = frozenset([5, 20])
_VAT_WITHIN = frozenset([6, 21])
"""How many times the VAT an amount is, at 20% and at 5%: without it, and with it."""


@dataclass(frozen=True)
class Evidence:
    """What the cells say: columns to take, by heading; whether VAT is in the amounts; what to tell.

    `amounts` is None where the cells say nothing of VAT.
    """

    columns: Mapping[str, str]
    amounts: Amounts | None
    findings: Sequence[Finding]


def evidence_of(
    layout: Layout, rows: Sequence[Sequence[str]], *, settled: Mapping[str, object]
) -> Evidence:
    """Return what the first rows below a table's headings say; `settled` fields are not asked."""
    table = _Table(layout, rows)
    moved = {
        field: position
        for field in NEEDED
        if field not in settled and (position := table.better_for(field)) is not None
    }
    columns = {field: layout.headings[position] for field, position in moved.items()}
    findings = [table.told_of(field, position) for field, position in moved.items()]
    within = "amount" not in settled and "vat" not in settled and table.vat_is_within()
    if within:
        findings.append(table.told_of_vat())
    return Evidence(columns, Amounts.GROSS_AND_VAT if within else None, findings)


class _Table:
    """The first rows of a table by column."""

    def __init__(self, layout: Layout, rows: Sequence[Sequence[str]]) -> None:
        self._layout = layout
        self._rows = [
            [cell.strip() for cell in row]
            for row in rows
            if len([cell for cell in row if cell.strip()]) >= len(NEEDED)
        ]

    def _cells(self, position: int) -> list[str]:
        return [row[position] for row in self._rows if position < len(row) and row[position]]

    def better_for(self, field: str) -> int | None:
        """Return the column that a needed field is in, if it is not where headings say."""
        position = self._layout.positions.get(field)
        if position is None:
            return self._unnamed_for(field)
        if len(self._rows) < FEWEST or any(map(FITS[field], self._cells(position))):
            return None
        return next(
            (
                other
                for other in others_for(
                    field,
                    self._layout.headings,
                    self._layout.positions,
                    amounts=self._layout.amounts,
                )
                if self._mostly(other, FITS[field])
            ),
            None,
        )

    def _mostly(self, position: int, fits: Callable[[str], bool]) -> bool:
        cells = self._cells(position)
        fitting = sum(map(fits, cells))
        return len(cells) >= FEWEST and fitting * MOST_OF[1] >= len(cells) * MOST_OF[0]

    def _unnamed_for(self, field: str) -> int | None:
        """Return the one column without a known heading whose cells show that it is the field's."""
        if field == "supplier":
            return named_like_firms(
                {at: self._cells(at) for at in self._free() if means_nothing(self._heading(at))}
            )
        likely = [
            at
            for at in self._free()
            if is_unnamed(self._heading(at), at + 1) and self._mostly(at, FITS[field])
        ]
        if field == "amount":
            likely = [at for at in likely if any(map(has_pence, self._cells(at)))]
        return likely[0] if len(likely) == 1 else None

    def _free(self) -> Iterator[int]:
        taken = set(self._layout.positions.values())
        return (at for at in range(self._layout.width) if at not in taken)

    def _heading(self, position: int) -> str:
        return self._layout.headings[position]

    def told_of(self, field: str, position: int) -> Finding:
        """Return the finding of a field that is in another column than its headings say."""
        said = self._layout.columns.get(field)
        problem = (
            f"No heading says which column has the {field}: by what stands in it, this one has"
            if said is None
            else f'By what stands in them, this column has the {field} and not "{said}"'
        )
        return self._finding(position, problem, "Check that this is so, or choose the columns")

    def vat_is_within(self) -> bool:
        """Say whether the VAT in another column is in the amounts, which no heading tells."""
        if self._layout.amounts is Amounts.GROSS_AND_VAT or "amount" not in self._layout.positions:
            return False
        vat = vat_position(self._layout.headings, self._layout.positions)
        if vat is None:
            return False
        amount = self._layout.positions["amount"]
        times = [_times(row[amount], row[vat]) for row in self._rows if max(amount, vat) < len(row)]
        within = sum(each in _VAT_WITHIN for each in times)
        return within >= FEWEST and not any(each in _VAT_BESIDE for each in times)

    def told_of_vat(self) -> Finding:
        """Return the finding of amounts that have the VAT in them."""
        return self._finding(
            self._layout.positions["amount"],
            "The VAT in another column is a sixth of these amounts: they have it in them",
            "It was taken off: check that this is right",
        )

    def _finding(self, position: int, problem: str, remedy: str) -> Finding:
        row = self._layout.header_row or 0
        return Finding(
            self._layout.sheet, row, self._heading(position), "", problem, remedy, refused=False
        )


def _times(amount: str, vat: str) -> int:
    """Return how many times the VAT the amount is, to the penny of VAT; 0 if it is no such."""
    try:
        whole, part = money_from_text(amount).pence, money_from_text(vat).pence
    except NotMoney:
        return 0
    return next(
        (
            times
            for times in sorted(_VAT_BESIDE | _VAT_WITHIN)
            if part and abs(whole - times * part) <= times
        ),
        0,
    )


def _is_name(text: str) -> bool:
    """Say whether a text can be a name: there is a letter in it."""
    return any(letter.isalpha() for letter in text)


FITS: Mapping[str, Callable[[str], bool]] = {
    "supplier": _is_name,
    "date": is_date,
    "amount": is_money,
}
