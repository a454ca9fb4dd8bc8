"""Facts: the payment lines of a file as groups of lines that nothing asked here tells apart.

Lines of the same month with the same supplier, category and postcode, as written, are one group,
with their number and their exact sum. Facts depend on no look-up, rule or decision, so they are
worked out once, when a file is read; a question then goes through groups and not through lines.
Facts of parts of the lines can be merged in any order and are the facts of the whole.
"""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from socialvalue.calculations.spend.columns import PaymentLines
from socialvalue.calculations.spend.money import Pence
from socialvalue.calculations.spend.sums import PARTS, Codes, Ints, parts_of, summed

Whole = TypeVar("Whole", bound=np.integer)

KEYS = ("supplier", "category", "postcode")
"""The texts that tell groups apart, beside the month."""

_ORDINAL_OF_1970 = dt.date(1970, 1, 1).toordinal()
_MONTHS_BEFORE_1970 = 1970 * 12
_MOST = 1 << 62


class Counted(NamedTuple):
    """Distinct texts, an Arrow array of strings, and how many lines have each of them."""

    texts: Any
    lines: Ints


@dataclass(frozen=True, eq=False)
class Facts:
    """Groups of lines, in the order of month, supplier, category and postcode.

    `texts` has the distinct texts of each of KEYS, in order, as an Arrow array of strings; `codes`
    says for each group which of them it has. A month is its number since the year 0 (see
    `month_of`). `pence` are whole pence, rounded down; `parts` are the parts of a penny of the few
    groups that have any (sums.PARTS).
    """

    texts: Mapping[str, Any]
    months: Codes
    codes: Mapping[str, Codes]
    lines: Ints
    pence: Ints
    parts: Mapping[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.months)

    def counted(self) -> dict[str, Counted]:
        """Return how many lines have each distinct text, by key and in the order of `texts`."""
        return {key: Counted(texts, self.lines_of_texts(key)) for key, texts in self.texts.items()}

    def lines_of_texts(self, key: str) -> Ints:
        """Return how many lines have each of the texts of a key."""
        return summed(self.lines, cells=self.codes[key], size=len(self.texts[key]))


def month_of(day: dt.date) -> int:
    """Return a month as one number: months since the year 0."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """Return a month's number as people write it, "2024-04"."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def months_of(days: NDArray[np.integer]) -> Codes:
    """Return the month of each day; days are ordinals (date.toordinal)."""
    if not len(days):
        return np.empty(0, dtype=np.int32)
    # Lines are many and days are few: each day from the first to the last is worked out once.
    first, last = int(days.min()), int(days.max())
    every = np.arange(first, last + 1, dtype=np.int64) - _ORDINAL_OF_1970
    months = every.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    found: Codes = (months + _MONTHS_BEFORE_1970).astype(np.int32)[days - first]
    return found


def is_whole_months(start: dt.date, end: dt.date) -> bool:
    """Say whether a period begins with the first day of a month and ends with the last of one."""
    return start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]


def facts_of(lines: PaymentLines) -> tuple[Facts, Codes]:
    """Return the facts of these lines, and for each line the group that it is in.

    Raises sums.NotCountable, sums.TooMuchMoney.
    """
    from socialvalue.calculations.spend.texts import array_of  # noqa: PLC0415 -- it loads Arrow

    return facts_of_columns(
        columns={
            name: (array_of(getattr(lines, name).values), _array(lines, name)) for name in KEYS
        },
        days=np.asarray(lines.days, dtype=np.int32),
        pence=np.asarray(lines.pence, dtype=np.int64),
        exact=lines.exact,
    )


def _array(lines: PaymentLines, name: str) -> Codes:
    return np.asarray(getattr(lines, name).codes, dtype=np.int32)


def facts_of_columns(
    *,
    columns: Mapping[str, tuple[Any, Codes]],
    days: NDArray[np.integer],
    pence: Ints,
    exact: Mapping[int, tuple[Pence, Pence]],
) -> tuple[Facts, Codes]:
    """Return facts from columns of lines: for each of KEYS an Arrow array of texts, and codes.

    `days` are ordinals, `pence` the rounded net amounts, `exact` the exact net amount and VAT of
    the lines that have parts of a penny. Also returns the group of each line.
    """
    from socialvalue.calculations.spend.texts import those_used  # noqa: PLC0415 -- it loads Arrow

    whole, parts = whole_and_parts_of(pence, exact)
    texts, codes = {}, {}
    for name, (values, of_lines) in columns.items():
        texts[name], codes[name] = those_used(values, of_lines)
    ones = np.ones(len(days), dtype=np.int64)
    return _grouped(texts, months_of(days), codes, lines=ones, pence=whole, parts=parts)


def whole_and_parts_of(
    pence: Ints, exact: Mapping[int, tuple[Pence, Pence]]
) -> tuple[Ints, dict[int, int]]:
    """Return whole pence, rounded down, and by line the parts of a penny beyond them.

    `pence` are rounded net amounts; `exact` has the exact net amount and VAT of some lines.
    Raises sums.NotCountable.
    """
    if not exact:
        return pence, {}
    parts: dict[int, int] = {}
    pence = pence.copy()
    for line, (net, _) in exact.items():
        pence[line], beyond = parts_of(net)
        if beyond:
            parts[line] = beyond
    return pence, parts


def merged(facts: Sequence[Facts]) -> Facts:
    """Return the facts of the lines of all of these together. Raises sums.TooMuchMoney."""
    return merged_with_groups(facts)[0]


def merged_with_groups(facts: Sequence[Facts]) -> tuple[Facts, list[Codes]]:
    """Return the facts of all of these together, and for each of them what its groups became.

    Raises sums.TooMuchMoney.
    """
    from socialvalue.calculations.spend.texts import united  # noqa: PLC0415 -- it loads Arrow

    texts, codes = {}, {}
    for name in KEYS:
        texts[name], numbers = united([each.texts[name] for each in facts])
        places = [number[each.codes[name]] for number, each in zip(numbers, facts, strict=True)]
        codes[name] = _joined(places, np.int32)
    parts: dict[int, int] = {}
    before = 0
    for each in facts:
        parts |= {before + group: beyond for group, beyond in each.parts.items()}
        before += len(each)
    whole, groups = _grouped(
        texts,
        _joined([each.months for each in facts], np.int32),
        codes,
        lines=_joined([each.lines for each in facts], np.int64),
        pence=_joined([each.pence for each in facts], np.int64),
        parts=parts,
    )
    ends = np.cumsum([len(each) for each in facts])
    return whole, np.split(groups, ends[:-1]) if facts else []


def _joined(arrays: Sequence[NDArray[Whole]], kind: type[Whole]) -> NDArray[Whole]:
    return np.concatenate([np.empty(0, dtype=kind), *arrays])


def _grouped(
    texts: Mapping[str, Any],
    months: Codes,
    codes: Mapping[str, Codes],
    *,
    lines: Ints,
    pence: Ints,
    parts: Mapping[int, int],
) -> tuple[Facts, Codes]:
    first, groups = groups_of([months, *(codes[name] for name in KEYS)])
    whole = summed(pence, cells=groups, size=len(first))
    beyond: Counter[int] = Counter()
    for row, part in parts.items():
        beyond[int(groups[row])] += part
    for group, part in beyond.items():
        carried, beyond[group] = divmod(part, PARTS)
        whole[group] += carried
    facts = Facts(
        texts=texts,
        months=months[first],
        codes={name: codes[name][first] for name in KEYS},
        lines=summed(lines, cells=groups, size=len(first)),
        pence=whole,
        parts={group: part for group, part in beyond.items() if part},
    )
    return facts, groups


def groups_of(columns: Sequence[NDArray[np.integer]]) -> tuple[Ints, Codes]:
    """Return one row of each group of rows that are equal in all columns, and each row's group.

    Groups are in the order of the first column, then of the second, and so on.
    """
    key = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns:
        least = int(column.min()) if len(column) else 0
        width = (int(column.max()) if len(column) else 0) - least + 1
        if size * width >= _MOST:
            distinct, key = np.unique(key, return_inverse=True)
            size = len(distinct)
        key = key * width + (column.astype(np.int64) - least)
        size *= width
    order = np.argsort(key)
    ordered = key[order]
    is_new = np.ones(len(key), dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    groups = np.empty(len(key), dtype=np.int32)
    groups[order] = np.cumsum(is_new, dtype=np.int32) - 1
    return order[is_new], groups
