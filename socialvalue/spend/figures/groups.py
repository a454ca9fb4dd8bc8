"""Groups of payments: categories, suppliers, sectors, sizes, kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from socialvalue.suppliers.models import KINDS, SIZES

from .bands import band_codes
from .stored import NOTHING, Figures, pence

NO_CATEGORY = "No category given"
NO_SUPPLIER = "No name given"
NAMELESS = {
    "categories": NO_CATEGORY,
    "suppliers": NO_SUPPLIER,
    "sectors": "Sector not known",
    "sizes": "Size not known",
    "kinds": "Kind not known",
}


# What codes are called.
WORDS = {"sizes": dict(SIZES), "kinds": dict(KINDS)}


@dataclass(frozen=True)
class GroupFigure:
    """One category or supplier: its key, name, how much, and how much in each band.

    `several` counts the groups that one made of many stands for. `leak_pence` is what went outside
    the wider area.
    """

    key: str
    name: str
    pence: int
    lines: int
    band_pence: tuple[int, ...]
    band_lines: tuple[int, ...] = ()
    leak_pence: int = 0
    is_influenceable: bool = True
    is_individual: bool = False
    rank: int = 0
    several: int = 0

    @property
    def is_several(self) -> bool:
        """Whether it stands for the smaller groups together."""
        return self.several > 0


def groups_of(found: Figures, kind: str) -> list[GroupFigure]:
    """Return the groups of a kind ("categories", "suppliers" ...), the largest first."""
    codes = band_codes(found)
    return [_group(codes, kind, place, group) for place, group in enumerate(found[kind], start=1)]


def _group(codes: Sequence[str], kind: str, place: int, group: Mapping) -> GroupFigure:
    spends = [group["bands"].get(code, NOTHING) for code in codes]
    return GroupFigure(
        key=group["key"],
        name=WORDS.get(kind, {}).get(group["key"]) or group["name"] or NAMELESS[kind],
        pence=pence(group["total"]),
        lines=group["total"]["lines"],
        band_pence=tuple(pence(spend) for spend in spends),
        band_lines=tuple(spend["lines"] for spend in spends),
        leak_pence=pence(group.get("leak", group["bands"]["outside"])),
        is_influenceable=group.get("influenceable", True),
        is_individual=group.get("individual", False),
        rank=group.get("rank", place),
    )


def categories(found: Figures) -> list[GroupFigure]:
    """Return every category, the largest first."""
    return groups_of(found, "categories")


def suppliers(found: Figures) -> list[GroupFigure]:
    """Return the suppliers that were paid most, the largest first."""
    return groups_of(found, "suppliers")


def together(groups: list[GroupFigure], *, name: str) -> GroupFigure:
    """Return several groups as one of that name."""
    return GroupFigure(
        key="",
        name=name,
        pence=sum(group.pence for group in groups),
        lines=sum(group.lines for group in groups),
        band_pence=tuple(map(sum, zip(*(group.band_pence for group in groups), strict=True))),
        band_lines=tuple(map(sum, zip(*(group.band_lines for group in groups), strict=True))),
        leak_pence=sum(group.leak_pence for group in groups),
        is_influenceable=all(group.is_influenceable for group in groups),
        several=sum(group.several or 1 for group in groups),
    )


def largest(groups: list[GroupFigure], how_many: int, *, noun: str) -> list[GroupFigure]:
    """Return the largest groups, and the others as one (a single other one as itself)."""
    if len(groups) <= how_many + 1:
        return list(groups)
    others = groups[how_many:]
    return [*groups[:how_many], together(others, name=f"{len(others):,} other {noun}")]


def authorities(found: Figures, names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Return name, code and pence of each local authority, the largest first."""
    paid = sorted(found["authorities"].items(), key=lambda pair: (-int(pair[1]), pair[0]))
    return [(names.get(code, code), code, int(amount)) for code, amount in paid]
