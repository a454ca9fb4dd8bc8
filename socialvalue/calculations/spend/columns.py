"""Payment lines as columns: small in memory, quick to group, each distinct text kept once.

A text column is **dictionary-coded**: `values` holds each distinct text once, in the order of
first appearance, and `codes` (32-bit) says for each line which of them it is. Whatever is worked
out from a text (a supplier, a place, a category's class) is worked out once for each of `values`.
The codes and the whole numbers lie in plain buffers, as in an Arrow dictionary array, so a larger
engine can take them over without copying.
"""

import datetime as dt
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple, TypeVar, overload

from socialvalue.calculations.spend.money import Pence

Worth = TypeVar("Worth")


@dataclass(frozen=True, slots=True)
class CodedColumn(Sequence[str]):
    """A column of text, dictionary-coded."""

    values: tuple[str, ...]
    codes: "array[int]"

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self.values[code] for code in self.codes[at]]
        return self.values[self.codes[at]]

    def __iter__(self) -> Iterator[str]:
        return (self.values[code] for code in self.codes)

    def mapped(self, of: Callable[[str], Worth]) -> list[Worth]:
        """Return what `of` makes of each line's text, asking it once for each distinct text."""
        worth = [of(value) for value in self.values]
        return [worth[code] for code in self.codes]

    def kept(self, keep: Sequence[int]) -> "CodedColumn":
        """Return the column of the lines for which `keep` is not 0; the values stay as they are."""
        return CodedColumn(self.values, array("i", compress(self.codes, keep)))


class Coder:
    """Builds a coded column, text by text."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._column = array("i")

    def add(self, text: str) -> None:
        """Append one line's text."""
        self._column.append(self._codes.setdefault(text, len(self._codes)))

    def column(self) -> CodedColumn:
        """Return what has been added so far."""
        return CodedColumn(tuple(self._codes), self._column)


class PaymentLine(NamedTuple):
    """One payment line, as a row. Amounts are whole pence; empty text is an empty cell."""

    sheet: str
    row: int
    supplier: str
    day: dt.date
    pence: int
    vat_pence: int
    category: str
    transaction_number: str
    description: str
    postcode: str


@dataclass(frozen=True, slots=True)
class PaymentLines:
    """Payment lines as columns, all equally long, in the order of the file.

    `row` is the row as a spreadsheet shows it; `days` are proleptic ordinals (date.toordinal);
    `pence` is the net amount in whole pence, negative for a refund; `vat_pence` is what was taken
    off a gross amount, else 0. Both are rounded line by line, for pages. `exact` has the net
    amount and the VAT, in pence, of the few lines where one of them has a part of a penny.
    """

    sheet: CodedColumn
    row: "array[int]"
    supplier: CodedColumn
    days: "array[int]"
    pence: "array[int]"
    vat_pence: "array[int]"
    category: CodedColumn
    transaction_number: CodedColumn
    description: CodedColumn
    postcode: CodedColumn
    exact: Mapping[int, tuple[Pence, Pence]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.pence)

    def __iter__(self) -> Iterator[PaymentLine]:
        return (self.at(index) for index in range(len(self)))

    def exact_at(self, index: int) -> tuple[Pence, Pence]:
        """Return the exact net amount and VAT of one line, in pence."""
        return self.exact.get(index) or (self.pence[index], self.vat_pence[index])

    def at(self, index: int) -> PaymentLine:
        """Return one line as a row."""
        return PaymentLine(
            sheet=self.sheet[index],
            row=self.row[index],
            supplier=self.supplier[index],
            day=dt.date.fromordinal(self.days[index]),
            pence=self.pence[index],
            vat_pence=self.vat_pence[index],
            category=self.category[index],
            transaction_number=self.transaction_number[index],
            description=self.description[index],
            postcode=self.postcode[index],
        )
