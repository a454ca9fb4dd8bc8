"""Where a table of payments stands in a sheet: its row of headings, and which column is which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from socialvalue.calculations.spend.headings import (
    Amounts,
    column_positions,
    credit_position,
    currency_position,
    found_of_needed,
    position_of,
    sign_position,
)

NEEDED = ("supplier", "date", "amount")
"""Without these a row is no payment. VAT is needed too where amounts are gross."""

COUNTED = (*NEEDED, "vat", "category")
"""What figures come from. The other fields may be left out where a row ends early."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of payments in a sheet.

    `header_row` is None where no row of headings was found. `headings` has a name for every column
    of the table, each different: a second "Expense Area" is "Expense Area (2)", and a column
    without a heading goes by its letter, "Column K". `columns` gives the heading of each field.
    """

    sheet: str
    header_row: int | None
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    positions: Mapping[str, int]
    amounts: Amounts
    credit: int | None = None
    """The position of the credits, where amounts stand in two columns, debit and credit."""
    sign: int | None = None
    """The position of what says of each amount that it is a debit or a credit, DR or CR."""
    is_turned: bool = False
    """Whether these marks are those of the suppliers' accounts, where an invoice is a credit."""
    currency: int | None = None
    """The position of what says in which money each amount is."""
    has_comma_pence: bool = False
    """Whether pence stand behind a comma, as abroad: 99,00 is 99.00."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the fields that are needed and have no column."""
        needed = (*NEEDED, "vat") if self.amounts is Amounts.GROSS_AND_VAT else NEEDED
        return tuple(field for field in needed if field not in self.columns)

    @property
    def width(self) -> int:
        """Return how many columns the row of headings has, unnamed ones included."""
        return len(self.headings)

    @property
    def named_width(self) -> int:
        """Return how many columns there are up to the last one with a heading of its own."""
        named = [at for at, name in enumerate(self.headings, start=1) if not is_unnamed(name, at)]
        return max(named, default=0)

    @property
    def needed_width(self) -> int:
        """Return how many columns a row must have: up to the last that its figures come from.

        Spreadsheets leave out empty cells at the end of a row. A row without who was paid, when,
        how much or for what is not such a one: its cells may have moved.
        """
        counted = [self.positions[field] for field in COUNTED if field in self.positions]
        beside = [at for at in (self.credit, self.sign, self.currency) if at is not None]
        return 1 + max([*counted, *beside])

    @property
    def has_signs_apart(self) -> bool:
        """Whether amounts are not to be read as they stand, by themselves.

        Another column says which of them came back or are not in pounds, or a comma is their point.
        """
        apart = any(at is not None for at in (self.credit, self.sign, self.currency))
        return apart or self.has_comma_pence


def is_unnamed(name: str, number: int) -> bool:
    """Say whether a column goes by its letter; columns are counted from 1."""
    return name == f"Column {column_letters(number)}"


def column_letters(number: int) -> str:
    """Return the letters of a column as a spreadsheet shows them: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def names_of(row: Sequence[str]) -> tuple[str, ...]:
    """Return a name for every column of a row of headings, each different."""
    names = []
    seen: Counter[str] = Counter()
    for number, cell in enumerate(row, start=1):
        name = " ".join(cell.split()) or f"Column {column_letters(number)}"
        seen[name] += 1
        names.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return tuple(names)


def layout_of(
    row: Sequence[str],
    *,
    sheet: str,
    header_row: int | None,
    confirmed: Mapping[str, str],
    amounts: Amounts | None,
    is_turned: bool = False,
    has_comma_pence: bool = False,
) -> Layout:
    """Return the layout that a row of headings gives; the last two as in Layout."""
    names = names_of(row)
    positions, kind = column_positions(names, confirmed=confirmed, amounts=amounts)
    columns = {field: names[position] for field, position in positions.items()}
    credit = credit_position(names, positions)
    sign = sign_position(names, positions) if credit is None else None
    currency = currency_position(names, positions)
    return Layout(
        sheet=sheet,
        header_row=header_row,
        headings=names,
        columns=columns,
        positions=positions,
        amounts=kind,
        credit=credit,
        sign=sign,
        is_turned=is_turned,
        currency=currency,
        has_comma_pence=has_comma_pence,
    )


def header_at(
    rows: Sequence[Sequence[str]], *, confirmed: Mapping[str, str], amounts: Amounts | None
) -> int | None:
    """Return the index of the row of headings, or None.

    The first row that names a supplier, a date and an amount and has every confirmed heading;
    failing that, the first that names the three; failing that, the row that names the most of them,
    if that is at least two.
    """
    wanted = [heading for heading in confirmed.values() if heading]
    counts = []
    for index, row in enumerate(rows):
        named = names_of(row)
        counts.append(found_of_needed(named, confirmed=confirmed, amounts=amounts))
        if counts[-1] == len(NEEDED) and all(
            position_of(heading, named) is not None for heading in wanted
        ):
            return index
    most = max(counts, default=0)
    return counts.index(most) if most >= 2 else None
