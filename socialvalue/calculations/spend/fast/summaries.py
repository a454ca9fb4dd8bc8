"""What is told of a file that was read into a partition: everything but its lines."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from socialvalue.calculations.spend.dates import DateOrder
from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.gathering import Aside, SetAside
from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.layout import Layout
from socialvalue.calculations.spend.money import Pence
from socialvalue.calculations.spend.reading import Reading


@dataclass(frozen=True, slots=True)
class Placed:
    """The lines that were written: how many, their sums, and on which days they were paid.

    `pence` adds up the lines as they are shown, each to the whole penny; `exact_pence` adds up the
    amounts themselves. `days` has each day once, as a proleptic ordinal.
    """

    lines: int = 0
    pence: int = 0
    exact_pence: Pence = 0
    days: frozenset[int] = frozenset()

    def plus(self, other: "Placed") -> "Placed":
        """Return these lines and others together."""
        return Placed(
            self.lines + other.lines,
            self.pence + other.pence,
            self.exact_pence + other.exact_pence,
            self.days | other.days,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """What was read of a payments file, without its lines; see `reading.Reading`.

    rows_in is always placed.lines + rows_set_aside + rows_refused. `findings` and `set_aside` have
    the first of each kind; `problems` (by words, and whether the row was refused) and `asides`
    count them all.
    """

    name: str
    kind: str
    encoding: str
    delimiter: str
    layouts: tuple[Layout, ...]
    layout: Layout
    placed: Placed
    date_order: DateOrder
    date_forms: frozenset[str]
    money_style: frozenset[str]
    rows_in: int
    rows_refused: int
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    problems: "Counter[tuple[str, bool]]" = field(default_factory=Counter)
    asides: "Counter[Aside]" = field(default_factory=Counter)
    sample: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, reading: Reading) -> "Summary":
        """Return the summary of a file that was read whole."""
        lines = reading.lines
        whole = Placed(
            len(lines),
            sum(lines.pence),
            sum((lines.exact_at(at)[0] for at in range(len(lines))), start=Fraction(0)),
            frozenset(lines.days),
        )
        return cls(
            name=reading.name,
            kind=reading.kind,
            encoding=reading.encoding,
            delimiter=reading.delimiter,
            layouts=reading.layouts,
            layout=reading.layout,
            placed=whole,
            date_order=reading.date_order,
            date_forms=reading.date_forms,
            money_style=reading.money_style,
            rows_in=reading.rows_in,
            rows_refused=len(reading.refused_rows),
            findings=reading.findings,
            set_aside=reading.set_aside,
            problems=Counter((found.problem, found.refused) for found in reading.findings),
            asides=reading.set_aside_by_reason(),
            sample=reading.sample,
        )

    @property
    def columns(self) -> Mapping[str, str]:
        """Return the heading of each field that was found or confirmed."""
        return self.layout.columns

    @property
    def amounts(self) -> Amounts:
        """Return what the amounts were taken for."""
        return self.layout.amounts

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the needed fields that have no column."""
        return self.layout.missing

    @property
    def rows_set_aside(self) -> int:
        """Return how many rows were set aside."""
        return self.asides.total()
