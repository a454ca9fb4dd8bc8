"""What may be shown to others: no figure that stands for fewer than five payments.

A figure that is left out must not come back by taking the others from the whole. So groups of few
payments are shown as one, and where a group cannot be split by place, as many others are shown
unsplit as it takes for what is left over to stand for five payments or for none.
Source: rule 19 of local spend; docs/sums_spend.md, small cells.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from socialvalue.calculations.spend.bands import Spend

FEWEST = 5
"""The fewest payments that a figure may stand for."""

OTHERS = "others"


@dataclass(frozen=True)
class Group:
    """A group of payments, such as a category, and its spend in each band."""

    key: str
    name: str
    bands: Mapping[str, Spend] = field(default_factory=dict)

    @property
    def total(self) -> Spend:
        """Return the spend in all bands together."""
        return _sum(self.bands.values())


@dataclass(frozen=True)
class Shown:
    """A group as others may see it; `bands` is None where the split is left out."""

    key: str
    name: str
    total: Spend
    bands: Mapping[str, Spend] | None


def is_small(spend: Spend) -> bool:
    """Say whether a figure stands for so few payments that it says what single ones were."""
    return 0 < spend.lines < FEWEST


def may_split(bands: Mapping[str, Spend]) -> bool:
    """Say whether spend may be shown band by band."""
    return not any(map(is_small, bands.values()))


def shown(groups: Iterable[Group]) -> list[Shown]:
    """Return groups as others may see them, the largest first and what was joined last.

    Groups of fewer than five payments become one, `OTHERS`, with as many of the next smallest as
    it takes to reach five. Where all together do not reach five, nothing is shown.
    """
    joined = _joined(list(groups))
    unsplit = _unsplit(joined)
    return [
        Shown(group.key, group.name, group.total, None if group.key in unsplit else group.bands)
        for group in joined
    ]


def named(groups: Iterable[Group], *, of: Mapping[str, Spend]) -> list[Group]:
    """Return the groups that may be named one by one, in their order; `of` is the whole by band.

    Each has five payments or more. As many of those with the fewest stay unnamed as it takes for
    what is left of the whole, and of each band, to stand for five payments or for none.
    """
    kept = [group for group in groups if group.total.lines >= FEWEST]
    while telling := _telling(kept, of):
        kept.remove(min(telling, key=lambda group: (group.total.lines, group.key)))
    return kept


def _telling(kept: Sequence[Group], of: Mapping[str, Spend]) -> list[Group]:
    """Return groups one of which must stay unnamed; none if what is left tells nothing."""
    for band, whole in of.items():
        here = [group for group in kept if group.bands.get(band, Spend()).lines]
        if here and _leaves_few(whole, (group.bands[band] for group in here)):
            return here
    return list(kept) if _leaves_few(_sum(of.values()), (one.total for one in kept)) else []


def _leaves_few(whole: Spend, parts: Iterable[Spend]) -> bool:
    return 0 < whole.lines - _sum(parts).lines < FEWEST


def _joined(groups: Sequence[Group]) -> list[Group]:
    small = [group for group in groups if is_small(group.total)]
    rest = sorted(
        (group for group in groups if not is_small(group.total)),
        key=lambda group: (group.total.lines, group.key),
    )
    while small and is_small(_sum(group.total for group in small)) and rest:
        small.append(rest.pop(0))
    kept = sorted(rest, key=lambda group: (-group.total.pence, group.key))
    if not small:
        return kept
    others = Group(OTHERS, f"Others ({len(small)} together)", _bands_of(small))
    return kept if is_small(others.total) else [*kept, others]


def _unsplit(groups: Sequence[Group]) -> set[str]:
    """Return the keys of the groups whose split is left out."""
    unsplit = [group for group in groups if not may_split(group.bands)]
    others = sorted(
        (group for group in groups if may_split(group.bands)),
        key=lambda group: (group.total.lines, group.key),
    )
    while unsplit and others and not may_split(_bands_of(unsplit)):
        unsplit.append(others.pop(0))
    return {group.key for group in unsplit}


def _bands_of(groups: Iterable[Group]) -> dict[str, Spend]:
    bands: dict[str, Spend] = {}
    for group in groups:
        for band, spend in group.bands.items():
            bands[band] = bands.get(band, Spend()).plus(spend)
    return bands


def _sum(spends: Iterable[Spend]) -> Spend:
    total = Spend()
    for spend in spends:
        total = total.plus(spend)
    return total
