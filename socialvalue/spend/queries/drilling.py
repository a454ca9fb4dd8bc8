"""The payments behind a figure of an analysis, exactly as the analysis counted them.

Everything is read from the groups file that was kept with the analysis: look-ups and decisions may
have been brought up to date since, and the lines always add up to the figure.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from socialvalue.calculations.spend import bands
from socialvalue.calculations.spend.columns import PaymentLine
from socialvalue.calculations.spend.facts import month_of
from socialvalue.calculations.spend.fast.exact_sums import whole
from socialvalue.calculations.spend.parts import keys_of
from socialvalue.calculations.spend.sums import whole_and_parts
from socialvalue.spend import facts_store, groups_store, store
from socialvalue.spend.models import Analysis, PaymentFile
from socialvalue.spend.queries.counting import files_of
from socialvalue.spend.queries.lines import kept_path

IN_SCOPE = "in_scope"
ANY_REASON = "any"
"""Asks for the lines that were left out, whatever the reason."""


@dataclass(frozen=True)
class CountedLine:
    """A payment line that an analysis counts or leaves out, and what it made of it.

    `reason` is why it was left out, empty if it counts; `supplier` and `category` are the keys
    under which it counts.
    """

    file: PaymentFile
    line: PaymentLine
    place: bands.Place
    band: str
    reason: str
    supplier: str
    category: str


class UnknownChoice(ValueError):
    """Lines cannot be chosen in this way. The message names it."""


class _Meanings:
    """What the numbers in the groups file of an analysis mean; read when first asked for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._places: dict[str, list[Any]] = {}

    def places(self, column: str) -> list[Any]:
        """Return one column of what is known of each place. Raises UnknownChoice."""
        if column not in self._places:
            try:
                found = groups_store.meaning_of(self.name, "places", [column])
            except ValueError as missing:
                raise UnknownChoice(column) from missing
            self._places |= found
        return self._places[column]

    @cached_property
    def zones(self) -> dict[str, list[Any]]:
        return groups_store.meaning_of(self.name, "zones")

    @cached_property
    def suppliers(self) -> list[str]:
        return groups_store.meaning_of(self.name, "suppliers", ["key"])["key"]

    @cached_property
    def categories(self) -> dict[str, list[Any]]:
        return groups_store.meaning_of(self.name, "categories", ["key", "influenceable"])

    @cached_property
    def words(self) -> dict[str, list[str]]:
        rows = groups_store.meaning_of(self.name, "words")
        found: dict[str, list[str]] = {}
        for of, word in zip(rows["of"], rows["word"], strict=True):
            found.setdefault(of, []).append(word)
        return found

    def band(self, place: int) -> str:
        return str(self.zones["band"][self.places("zone")[place]])

    def places_where(self, column: str, value: object) -> np.ndarray:
        return np.array([each == value for each in self.places(column)], dtype=bool)

    def places_of_zones(self, holds: Callable[[int], bool]) -> np.ndarray:
        zones = [holds(number) for number in range(len(self.zones["band"]))]
        return np.array([zones[zone] for zone in self.places("zone")], dtype=bool)


Wanted = tuple[str, np.ndarray]
"""A column of the groups file, and for each number in it whether that is wanted."""


def _of_band(column: str) -> Callable[[_Meanings, str], Wanted]:
    def wanted(of: _Meanings, band: str) -> Wanted:
        return column, of.places_of_zones(lambda zone: of.zones["band"][zone] == band)

    return wanted


def _of_area(column: str) -> Callable[[_Meanings, str], Wanted]:
    def wanted(of: _Meanings, area: str) -> Wanted:
        return column, of.places_of_zones(lambda zone: area in of.zones["areas"][zone])

    return wanted


def _of_place(column: str) -> Callable[[_Meanings, str], Wanted]:
    return lambda of, value: ("registered", of.places_where(column, value))


def _of_word(column: str) -> Callable[[_Meanings, str], Wanted]:
    return lambda of, word: (column, np.array([each == word for each in of.words[column]]))


def _of_supplier(of: _Meanings, key: str) -> Wanted:
    return "supplier", np.array([each == key for each in of.suppliers], dtype=bool)


def _of_category(of: _Meanings, key: str) -> Wanted:
    return "category", np.array([each == key for each in of.categories["key"]], dtype=bool)


def _influenceable(of: _Meanings, answer: str) -> Wanted:
    return "category", np.array(
        [each == (answer == "yes") for each in of.categories["influenceable"]]
    )


def _leaking(of: _Meanings, answer: str) -> Wanted:
    return "registered", of.places_of_zones(
        lambda zone: of.zones["leaks"][zone] == (answer == "yes")
    )


def _decile(of: _Meanings, choice: str) -> Wanted:
    """Of "imd2025-1": the places of England in that decile of the index; 0 for not known."""
    index, _, decile = choice.rpartition("-")
    if not decile.isdecimal() or len(decile) > len("10"):
        raise UnknownChoice(f"decile {choice}")
    english = np.array([(place or "").startswith("E") for place in of.places("place")])
    return "registered", english & of.places_where(f"decile_{index}", int(decile))


def _unplaced(of: _Meanings, why: str) -> Wanted:
    nowhere = np.array([place is None for place in of.places("place")], dtype=bool)
    return "registered", nowhere & of.places_where("why_not", why)


CHOICES: Mapping[str, Callable[[_Meanings, str], Wanted]] = {
    "band": _of_band("registered"),
    "band_delivery": _of_band("delivery"),
    "area": _of_area("registered"),
    "area_delivery": _of_area("delivery"),
    "authority": _of_place("place"),
    "ward": _of_place("ward"),
    "lsoa11": _of_place("lsoa11"),
    "lsoa21": _of_place("lsoa21"),
    "postcode": _of_place("postcode"),
    "decile": _decile,
    "unplaced": _unplaced,
    "leaking": _leaking,
    "category": _of_category,
    "influenceable": _influenceable,
    "supplier": _of_supplier,
    "kind": _of_word("kind"),
    "size": _of_word("size"),
    "sector": _of_word("sector"),
}
"""What lines can be chosen by, beside `reason`, `anchor` and `month`. All are of query strings."""

PARAMETERS = (*CHOICES, "reason", "anchor", "month")


@dataclass(frozen=True)
class _Found:
    """The groups of one file that are wanted, as rows of its part, which begins at `start`."""

    file: PaymentFile
    part: int
    start: int
    rows: np.ndarray
    lines: int
    repeats: Sequence[int]


class CountedLines(Sequence[CountedLine]):
    """The lines behind a figure, in the order of the files; they are read when looked at."""

    def __init__(self, analysis: Analysis, found: Sequence[_Found], of: _Meanings) -> None:
        self._analysis = analysis
        self._found = found
        self._of = of

    def __len__(self) -> int:
        return sum(part.lines for part in self._found)

    @property
    def files(self) -> list[PaymentFile]:
        """The files that have such lines."""
        return [part.file for part in self._found if part.lines]

    def pence(self) -> Fraction:
        """Return what they come to, exactly: the same as the figure that led here."""
        (pence,) = groups_store.columns_of(self._of.name, ["pence"]).values()
        wanted = np.zeros(len(pence), dtype=bool)
        for part in self._found:
            wanted[part.start + part.rows] = True
        parts = groups_store.parts_within(self._of.name, wanted)
        return Fraction(whole_and_parts(whole(pence[wanted]), sum(parts.values())))

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            return list(self._between(start, stop))
        return next(self._between(at, at + 1))

    def __iter__(self) -> Iterator[CountedLine]:
        return self._between(0, len(self))

    def _between(self, start: int, stop: int) -> Iterator[CountedLine]:
        for part in self._found:
            if start < part.lines and stop > 0:
                yield from self._lines_of(part, max(start, 0), stop)
            start, stop = start - part.lines, stop - part.lines

    def _lines_of(self, part: _Found, start: int, stop: int) -> Iterator[CountedLine]:
        positions, rows = _positions(self._analysis, part)
        positions, rows = positions[start:stop], rows[start:stop]
        partition, said = kept_path(part.file), self._said(part.part)
        for some in range(0, len(positions), store.ROWS_A_GROUP):
            here = slice(some, some + store.ROWS_A_GROUP)
            lines = store.lines_at(partition, positions[here])
            for line, row in zip(lines, rows[here].tolist(), strict=True):
                yield CountedLine(part.file, line, *said(row))

    def _said(self, part: int) -> Callable[[int], tuple[Any, ...]]:
        """Return what gives place, band, reason, supplier and category of a row of a part."""
        of = self._of
        columns = groups_store.columns_of_part(
            of.name, part, ["registered", "disposition", "supplier", "category"]
        )
        reasons = ["", *of.words["disposition"][1:]]

        def said(row: int) -> tuple[Any, ...]:
            place = int(columns["registered"][row])
            return (
                of.places("place")[place],
                of.band(place),
                reasons[columns["disposition"][row]],
                of.suppliers[columns["supplier"][row]],
                of.categories["key"][columns["category"][row]],
            )

        return said


def counted_lines(analysis: Analysis, **chosen: str | None) -> CountedLines:
    """Return the lines of an analysis that fit everything chosen; by default all that count.

    What can be chosen by is in PARAMETERS; None is any, and so is "" of a band. `reason` asks for
    lines that were left out: for one reason, or "any". `anchor` is the code of one, `month` such as
    "2024-04", `decile` such as "imd2025-1", `leaking` and `influenceable` "yes" or "no".

    Raises UnknownChoice.
    """
    asked = {
        name: value
        for name, value in chosen.items()
        if value is not None and (value or name in {"category", "supplier", "sector", "ward"})
    }
    if strange := asked.keys() - set(PARAMETERS):
        raise UnknownChoice(", ".join(sorted(strange)))
    of = _Meanings(analysis.worked_from["groups"])
    month = asked.get("month")
    wanted = [CHOICES[name](of, value) for name, value in asked.items() if name in CHOICES]
    columns = groups_store.columns_of(
        of.name,
        [*(column for column, _ in wanted), *(["month"] if month else []), "disposition", "lines"],
    )
    fits = _of_reason(of, columns["disposition"], asked.get("reason"))
    for column, numbers in wanted:
        fits &= numbers[columns[column]]
    if month:
        fits &= _of_month(columns["month"], month)
    return CountedLines(analysis, _found(analysis, of, fits, columns["lines"], asked), of)


def _of_reason(of: _Meanings, dispositions: np.ndarray, reason: str | None) -> np.ndarray:
    if reason == ANY_REASON:
        return dispositions > 0
    words = of.words["disposition"]
    wanted = np.array([word == (reason or IN_SCOPE) for word in words], dtype=bool)
    fits: np.ndarray = wanted[dispositions]
    return fits


def _of_month(months: np.ndarray, wanted: str) -> np.ndarray:
    try:
        number = month_of(dt.date.fromisoformat(f"{wanted}-01"))
    except ValueError:
        raise UnknownChoice(f"month {wanted}") from None
    fits: np.ndarray = months == number
    return fits


def _found(
    analysis: Analysis,
    of: _Meanings,
    fits: np.ndarray,
    lines: np.ndarray,
    asked: Mapping[str, str],
) -> list[_Found]:
    files = {str(file.pk): file for file in files_of(analysis)}
    repeats = analysis.terms["repeats"]
    found, start = [], 0
    for number, part in enumerate(groups_store.parts_of(of.name)):
        end = start + part["groups"]
        if asked.get("anchor") in (None, part["anchor"]):
            rows, key = np.flatnonzero(fits[start:end]), part["key"]
            counted = int(lines[start:end][rows].sum())
            found.append(_Found(files[key], number, start, rows, counted, repeats.get(key, ())))
        start = end
    return found


def _positions(analysis: Analysis, part: _Found) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions in its file of a part's lines, which rise, and the row of each."""
    partition = kept_path(part.file)
    columns = groups_store.columns_of_part(
        analysis.worked_from["groups"], part.part, ["group", "inside", "repeated"]
    )
    group, inside, repeated = (columns[name][part.rows] for name in ("group", "inside", "repeated"))
    of_lines = facts_store.groups_of_lines(facts_store.kept(partition))
    days = store.numbers_of(partition, "days")
    is_inside = (days >= analysis.start.toordinal()) & (days <= analysis.end.toordinal())
    is_repeated = np.zeros(len(of_lines), dtype=bool)
    is_repeated[list(part.repeats)] = True
    row_of = np.full(4 * (int(of_lines.max(initial=-1)) + 1), -1, dtype=np.int64)
    row_of[keys_of(group, inside, repeated)] = part.rows
    rows = row_of[keys_of(of_lines, is_inside, is_repeated)]
    positions = np.flatnonzero(rows >= 0)
    return positions, rows[positions]
