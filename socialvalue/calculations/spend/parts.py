"""The parts that a question is put to: one for each file, and its groups as the question cuts them.

Facts tell months apart, and not days; nor do they know which lines repeat others. Where a period
begins or ends within a month, or lines are left out as repeats, the groups concerned are worked
out from their lines. All others are taken as they are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from socialvalue.calculations.spend.columns import PaymentLines
from socialvalue.calculations.spend.facts import (
    KEYS,
    Counted,
    Facts,
    facts_of,
    groups_of,
    is_whole_months,
    month_of,
    whole_and_parts_of,
)
from socialvalue.calculations.spend.question import Question
from socialvalue.calculations.spend.sums import Codes, Ints, Yes, summed


@dataclass(frozen=True)
class Lines:
    """Columns of the lines of a part: the group of each, its day, and what it comes to.

    Days are ordinals; `pence` and `parts` as in Facts, for each line.
    """

    groups: Codes
    days: Codes
    pence: Ints
    parts: Mapping[int, int]


@dataclass(frozen=True)
class Part:
    """The lines of one file: which it is, who paid, and how to get its facts and its lines.

    `texts` gives for each of facts.KEYS the texts of its facts, counted; `facts` need not have
    them. These and `lines` are asked for when needed and then let go. `repeats` are the positions
    of the lines that repeat an earlier one and are to be known for that.
    """

    key: str
    anchor: str
    texts: Callable[[], Mapping[str, Counted]]
    facts: Callable[[], Facts]
    lines: Callable[[], Lines]
    repeats: Sequence[int] = ()


@dataclass(frozen=True)
class Groups:
    """Groups of lines of one part, finer than its facts where the question cuts through them.

    `group` is the group of the facts; it comes more than once if some of its lines are outside the
    period, or repeat earlier ones, and others do not.
    """

    group: Codes
    inside: Yes
    repeated: Yes
    months: Codes
    codes: Mapping[str, Codes]
    lines: Ints
    pence: Ints
    parts: Mapping[int, int]

    def __len__(self) -> int:
        return len(self.group)

    def of_lines(self, part: Part, *, question: Question) -> Ints:
        """Return, for each line of the part, the one of these groups that it is in."""
        lines = part.lines()
        repeated = np.zeros(len(lines.groups), dtype=np.bool_)
        repeated[list(part.repeats)] = True
        inside = is_inside(lines.days, question=question)
        keys = keys_of(self.group, self.inside, self.repeated)
        at = np.empty(4 * (int(self.group.max(initial=-1)) + 1), dtype=np.int64)
        at[keys] = np.arange(len(self))
        found: Ints = at[keys_of(lines.groups, inside, repeated)]
        return found


def keys_of(group: Codes, inside: Yes, repeated: Yes) -> Ints:
    """Return one number for each group of the facts, in the period or not, repeated or not."""
    return group.astype(np.int64) * 4 + inside * 2 + repeated


def part_of(key: str, anchor: str, lines: PaymentLines, *, repeats: Sequence[int] = ()) -> Part:
    """Return the part of lines that are all in memory."""
    facts, groups = facts_of(lines)
    pence, parts = whole_and_parts_of(np.asarray(lines.pence, dtype=np.int64), lines.exact)
    days = np.asarray(lines.days, dtype=np.int32)
    return Part(
        key=key,
        anchor=anchor,
        texts=facts.counted,
        facts=lambda: facts,
        lines=lambda: Lines(groups, days, pence, parts),
        repeats=repeats,
    )


@dataclass(frozen=True)
class Texts:
    """The texts of all parts, by key of facts.KEYS.

    `lines` has how many lines have each distinct text, in order. `numbers` has for each part, and
    each of the texts of its facts, the place of that text in this order.
    """

    lines: Mapping[str, Mapping[str, int]]
    numbers: Sequence[Mapping[str, Codes]]


def texts_of(parts: Iterable[Part]) -> Texts:
    """Return the texts of all parts."""
    from socialvalue.calculations.spend.texts import Union  # noqa: PLC0415 -- it loads Arrow

    unions = {key: Union() for key in KEYS}
    counts: dict[str, list[Codes]] = {key: [] for key in KEYS}
    for part in parts:
        for key, (texts, many) in part.texts().items():
            unions[key].add(texts)
            counts[key].append(many.astype(np.int32))
    lines: dict[str, dict[str, int]] = {}
    numbers: dict[str, list[Codes]] = {}
    for key in KEYS:
        found, numbers[key] = unions[key].finished()
        whole = np.zeros(len(found), dtype=np.int64)
        for counted, of in zip(counts[key], numbers[key], strict=True):
            whole[of] += counted
        lines[key] = dict(zip(found.to_pylist(), whole.tolist(), strict=True))
    each = zip(*(numbers[key] for key in KEYS), strict=True)
    return Texts(lines, [dict(zip(KEYS, of, strict=True)) for of in each])


def groups_as_asked(part: Part, facts: Facts, *, question: Question) -> Groups:
    """Return the groups of a part, each wholly in the period or out of it, and repeated or not."""
    first, last = month_of(question.start), month_of(question.end)
    inside = (facts.months >= first) & (facts.months <= last)
    cut = np.zeros(len(facts), dtype=np.bool_)
    if not is_whole_months(question.start, question.end):
        cut |= (facts.months == first) | (facts.months == last)
    if not cut.any() and not part.repeats:
        return Groups(
            group=np.arange(len(facts), dtype=np.int32),
            inside=inside,
            repeated=np.zeros(len(facts), dtype=np.bool_),
            months=facts.months,
            codes=facts.codes,
            lines=facts.lines,
            pence=facts.pence,
            parts=facts.parts,
        )
    lines = part.lines()
    cut[lines.groups[list(part.repeats)]] = True
    return _joined(facts, inside, cut, _cut_through(lines, cut, part.repeats, question=question))


@dataclass(frozen=True)
class _Cut:
    group: Codes
    inside: Yes
    repeated: Yes
    lines: Ints
    pence: Ints
    parts: Mapping[int, int]


def is_inside(days: Codes, *, question: Question) -> Yes:
    """Return for each day, an ordinal, whether it is in the period."""
    found: Yes = (days >= question.start.toordinal()) & (days <= question.end.toordinal())
    return found


def _cut_through(lines: Lines, cut: Yes, repeats: Sequence[int], *, question: Question) -> _Cut:
    """Return the groups that are cut, from their lines."""
    repeated = np.zeros(len(lines.groups), dtype=np.bool_)
    repeated[list(repeats)] = True
    some = np.flatnonzero(cut[lines.groups])
    group, again = lines.groups[some], repeated[some]
    inside = is_inside(lines.days[some], question=question)
    first, cells = groups_of([group, inside.astype(np.int32), again.astype(np.int32)])
    size = len(first)
    parts: Counter[int] = Counter()
    cell_of = dict(zip(some.tolist(), cells.tolist(), strict=True)) if lines.parts else {}
    for line, beyond in lines.parts.items():
        if line in cell_of:
            parts[cell_of[line]] += beyond
    return _Cut(
        group=group[first],
        inside=inside[first],
        repeated=again[first],
        lines=summed(np.ones(len(some), dtype=np.int64), cells=cells, size=size),
        pence=summed(lines.pence[some], cells=cells, size=size),
        parts=parts,
    )


def _joined(facts: Facts, inside: Yes, cut: Yes, finer: _Cut) -> Groups:
    """Return the groups that are not cut, and after them the finer ones in place of the others."""
    whole = np.flatnonzero(~cut).astype(np.int32)
    place_of = {int(group): at for at, group in enumerate(whole)} if facts.parts else {}
    parts = {place_of[group]: part for group, part in facts.parts.items() if group in place_of}
    group = np.concatenate([whole, finer.group])
    return Groups(
        group=group,
        inside=np.concatenate([inside[whole], finer.inside]),
        repeated=np.concatenate([np.zeros(len(whole), dtype=np.bool_), finer.repeated]),
        months=facts.months[group],
        codes={key: codes[group] for key, codes in facts.codes.items()},
        lines=np.concatenate([facts.lines[whole], finer.lines]),
        pence=np.concatenate([facts.pence[whole], finer.pence]),
        parts=parts | {len(whole) + at: part for at, part in finer.parts.items()},
    )
