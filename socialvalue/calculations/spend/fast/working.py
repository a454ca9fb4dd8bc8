"""From blocks of texts to payment lines, as `parsing` does it for a whole file at once.

What depends on the rows before (the sums that totals are compared with) is carried from block to
block; the order of dates is taken as given, and what the dates say of it is kept (`Dates`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from socialvalue.calculations.spend.fast.days import Dates
from socialvalue.calculations.spend.fast.exact_sums import exact, whole
from socialvalue.calculations.spend.fast.noting import Notes
from socialvalue.calculations.spend.fast.partition import table_of
from socialvalue.calculations.spend.fast.pounds import AmountReader, Amounts, attempt
from socialvalue.calculations.spend.fast.rows import BlockOfRows
from socialvalue.calculations.spend.fast.summaries import Placed
from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.gathering import Aside, SetAside
from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.calculations.spend.headings import Amounts as Kind
from socialvalue.calculations.spend.money import Money, Pence, money_from_text, vat_from_text
from socialvalue.calculations.spend.parsing import (
    NAMELESS,
    NO_SUPPLIER,
    REMEDY,
    is_sum,
    wrong_total,
)


class ControlTotalsDiffer(AssertionError):
    """Rows or pence were lost on the way: a fault of the reader, never of the file."""


class Works:
    """Works out the lines of block after block."""

    def __init__(self, dates: Dates, *, kind: Kind, notes: Notes) -> None:
        """Begin at the first row below the headings; `kind` says what the amounts are."""
        self._dates = dates
        self._read_amounts = AmountReader(money_from_text)
        self._read_vat = AmountReader(vat_from_text) if kind is Kind.GROSS_AND_VAT else None
        self._notes = notes
        self._sum: Pence = 0
        self._sum_at_total: Pence = 0
        self._rows = 0
        self.style: frozenset[str] = frozenset()
        self.placed = Placed()

    def lines(self, block: BlockOfRows) -> Any:
        """Return the payment lines of a block as an Arrow table (`partition`), the amounts net.

        Raises ControlTotalsDiffer if what comes out is not what went in.
        """
        amounts = self._read_amounts.amounts(_plain(block.texts["amount"]), sure=block.sure)
        vat = None
        if self._read_vat is not None:
            vat = self._read_vat.amounts(_plain(block.texts["vat"]), sure=None)
        room = {refused: self._notes.room(refused=refused) for refused in (True, False)}
        work = _Block(block, self._dates, amounts, vat, before=self._sum, room=room)
        self.style |= amounts.style
        for line in work.interesting():
            if (line or self._rows) and work.is_nameless_total(line):
                work.set_aside_total(line)
            else:
                work.say(line)
        self._compare_totals(work)
        lines = work.lines()
        _check(work, lines)
        self.placed = self.placed.plus(work.placed(lines))
        self._sum = work.sum_until(len(block.numbers))
        self._rows += len(block.numbers)
        self._notes.find([*block.others.findings, *work.findings])
        self._notes.count(work.more)
        self._notes.aside(block.others.set_aside)
        self._notes.rows_refused += len(block.others.refused_rows)
        return lines

    def _compare_totals(self, work: "_Block") -> None:
        for total in work.block.others.totals:
            above = work.sum_until(int(np.searchsorted(work.block.numbers, total.row)))
            stated = attempt(total.amount, money_from_text)
            possible = (above, above - self._sum_at_total)
            if isinstance(stated, Money) and not any(is_sum(stated, of=sum_) for sum_ in possible):
                work.findings.append(wrong_total(total))
            self._sum_at_total = above


class _Block:
    """The rows of one block, on their way from texts to lines."""

    def __init__(
        self,
        block: BlockOfRows,
        dates: Dates,
        amounts: Amounts,
        vat: Amounts | None,
        *,
        before: Pence,
        room: Mapping[bool, int | None],
    ) -> None:
        self.block = block
        self._room = dict(room)
        self.more: Counter[tuple[str, bool]] = Counter()
        """Findings for which there is no room: in a hostile file every row is refused."""
        self.days = dates.days(block.texts["date"])
        self.amounts = amounts
        self.vat = vat
        self.before = before
        self.findings: list[Finding] = []
        self.keep = np.ones(len(block.numbers), dtype=bool)
        self.no_supplier = _is_empty(block.texts["supplier"])
        self.vat_pence = vat.pence if vat else np.zeros(len(self.keep), dtype=np.int64)
        self.pence = amounts.pence - self.vat_pence

    def interesting(self) -> list[int]:
        """Return the lines of which there may be something to say, in their order."""
        marked = self.no_supplier | self.days.is_said
        for amounts in (self.amounts, self.vat):
            if amounts is not None:
                marked[list(amounts.said)] = True
        lines: list[int] = np.flatnonzero(marked).tolist()
        return lines

    def is_nameless_total(self, line: int) -> bool:
        """Say whether a row without supplier and date has the sum of those above as its amount."""
        if not self.no_supplier[line] or self._text("date", line):
            return False
        said = self.amounts.said.get(line)
        if isinstance(said, str):
            return False
        amount: Pence = self.amounts.exact.get(line, int(self.amounts.pence[line]))
        stated = Money(int(self.amounts.pence[line]), amount)
        return is_sum(stated, of=self.sum_until(line))

    def sum_until(self, line: int) -> Pence:
        """Return the sum of the amounts as written of all rows of the file before a line."""
        return self.before + exact(self.amounts.pence, self.amounts.exact, until=line)

    def set_aside_total(self, line: int) -> None:
        """Set a line aside as a total."""
        self.keep[line] = False
        text = self._text("amount", line)
        self.block.others.set_aside.append(SetAside("", self._row(line), Aside.TOTAL, text))

    def say(self, line: int) -> None:
        """Find what cannot be read in a line, and what was read with a little licence."""
        if self.no_supplier[line]:
            self._note(line, "supplier", NO_SUPPLIER, NAMELESS)
        for name, said in self._said(line):
            if isinstance(said, str):
                self.keep[line] = False
                self._find(line, name, said, REMEDY[name], refused=True)
                self.block.others.refused_rows.add(("", self._row(line)))
            else:
                self._note(line, name, *said)

    def _said(self, line: int) -> Iterator[tuple[str, str | tuple[str, str]]]:
        if self.days.is_said[line]:
            yield "date", self.days.said(line)
        for name, amounts in (("amount", self.amounts), ("vat", self.vat)):
            said = amounts and amounts.said.get(line)
            if isinstance(said, str):
                yield name, said
            elif said and said.licence:
                yield name, said.licence

    def _note(self, line: int, name: str, problem: str, remedy: str) -> None:
        self._find(line, name, problem, remedy, refused=False)

    def _find(self, line: int, name: str, problem: str, remedy: str, *, refused: bool) -> None:
        room = self._room[refused]
        if room is not None and room <= 0:
            self.more[problem, refused] += 1
            return
        self._room[refused] = None if room is None else room - 1
        heading = self.block.others.headings_of(line).get(name, name)
        text = self._text(name, line)
        texts = {field: self._text(field, line) for field in FIELDS} if refused else {}
        self.findings.append(
            Finding("", self._row(line), heading, text, problem, remedy, refused, texts)
        )

    def _text(self, name: str, line: int) -> str:
        text: str = self.block.texts[name][line].as_py()
        return text

    def _row(self, line: int) -> int:
        return int(self.block.numbers[line])

    def lines(self) -> Any:
        """Return the lines that were kept."""
        return table_of(
            numbers=self.block.numbers,
            texts=self.block.texts,
            days=self.days.ordinals,
            pence=self.pence,
            vat_pence=self.vat_pence,
            exact=self._exact(),
            keep=self.keep,
        )

    def placed(self, lines: Any) -> Placed:
        """Return the sums of the lines that were kept."""
        days = lines.column("days").to_numpy()
        pence = whole(lines.column("pence").to_numpy())
        parts = sum(
            (
                Fraction(net) - int(self.pence[line])
                for line, (net, _) in self._exact().items()
                if self.keep[line]
            ),
            start=Fraction(0),
        )
        return Placed(len(days), pence, pence + parts, frozenset(np.unique(days).tolist()))

    def _exact(self) -> dict[int, tuple[Pence, Pence]]:
        """Return the exact net amount and VAT of the lines where either has a part of a penny."""
        vat = self.vat.exact if self.vat else {}
        exact_amounts = {}
        for line in sorted({*self.amounts.exact, *vat}):
            off: Pence = vat.get(line, int(self.vat_pence[line]))
            of: Pence = self.amounts.exact.get(line, int(self.amounts.pence[line]))
            exact_amounts[line] = (of - off, off)
        return exact_amounts


def _check(work: _Block, lines: Any) -> None:
    """Hold what was placed and what was left out against what came in: rows and pence."""
    placed = whole(lines.column("pence").to_numpy()) + whole(lines.column("vat_pence").to_numpy())
    left_out = work.amounts.pence[~work.keep]
    rows_agree = lines.num_rows + len(left_out) == len(work.block.numbers)
    if not rows_agree or placed + whole(left_out) != whole(work.amounts.pence):
        raise ControlTotalsDiffer("rows or pence in are not those placed, set aside and refused")


def _is_empty(column: Any) -> NDArray[np.bool_]:
    empty = pc.equal(column.dictionary, "").to_numpy(zero_copy_only=False)
    if not empty.any():
        return np.zeros(len(column), dtype=bool)
    answer: NDArray[np.bool_] = empty[column.indices.to_numpy()]
    return answer


def _plain(texts: Any) -> Any:
    return texts.dictionary_decode() if isinstance(texts, pa.DictionaryArray) else texts
