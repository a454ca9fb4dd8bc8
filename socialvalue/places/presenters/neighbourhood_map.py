"""One authority close up: its small areas, tinted by deprivation or by amounts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from socialvalue.calculations.maps import classes
from socialvalue.calculations.maps.projection import Window, box_of_boxes, fitted
from socialvalue.calculations.small_areas import KIND_WORDS, SmallKind
from socialvalue.places import queries
from socialvalue.places.models import Area, BoundarySet, DeprivationIndex, Outline
from socialvalue.places.presenters.shades import OfAmounts, OfDeciles, Shades
from socialvalue.places.presenters.sheet import number
from socialvalue.places.presenters.tinted import key_of, on_the_plane

_WIDTH = 640.0
_HEIGHTS = (0.6, 1.3)
_MARGIN = 0.04
_LEAST_KM = 2
_UNIT_KM = 0.02
# Above so many characters in all, outlines are drawn with less detail.
_MOST_DETAIL = 80_000
_SAID_ALOUD = 5
_MOST_DEPRIVED = (1, 2)

LSOA_KINDS = {2011: SmallKind.LSOA11, 2021: SmallKind.LSOA21}


def deprivation_map(
    authority: Area, *, index: DeprivationIndex, name: str = "map"
) -> dict[str, Any]:
    """Return what templates/socialvalue/places/neighbourhood_map.html needs: deciles on a map.

    The small areas are of the census that the index joins. Without their boundaries there is no
    map, and `missing` says why.
    """
    kind = LSOA_KINDS[index.lsoa_vintage]
    boundaries, outlines = queries.outlines_within(authority.code, kind=kind)
    codes = [outline.code for outline in outlines]
    deciles = queries.deciles_of(index.code, codes, vintage=index.lsoa_vintage)
    close_up = CloseUp(authority, kind, boundaries, outlines, OfDeciles(deciles), name)
    order = sorted(outlines, key=lambda outline: (deciles[outline.code] or 11, outline.name))
    return {
        **close_up.drawn(),
        "title": f"Deprivation in {authority.name}, by small area ({index.name})",
        "description": _of_deciles(deciles),
        "beyond": "",
        "rows": [[close_up.called(o.code), o.code, deciles[o.code] or "Not known"] for o in order],
        "columns": ["Small area", "Code", "Decile"],
        "counts": _counted(deciles),
        "count_columns": [{"text": "Decile"}, {"text": "Small areas", "numeric": True}],
    }


def neighbourhood_map(
    values: Mapping[str, int | None],
    *,
    authority: Area,
    kind: SmallKind = SmallKind.LSOA21,
    title: str = "Payments by small area",
    name: str = "map",
) -> dict[str, Any]:
    """Return what templates/socialvalue/places/neighbourhood_map.html needs: amounts on a map.

    `values`: whole pence by the code of a small area or ward of that kind; None where the amount is
    not known. One that is absent had no payments. Codes beyond the authority are told in `beyond`.
    Without boundaries there is no map, and `missing` says why: the table is there all the same.
    """
    boundaries, outlines = queries.outlines_within(authority.code, kind=kind)
    drawn = {outline.code for outline in outlines}
    within = {code: pence for code, pence in values.items() if code in drawn or not drawn}
    shades, listed = OfAmounts(within), frozenset(within)
    close_up = CloseUp(authority, kind, boundaries, outlines, shades, name, listed)
    order = sorted(within, key=lambda code: (within[code] is None, -(within[code] or 0), code))
    return {
        **close_up.drawn(),
        "title": title,
        "description": _of_amounts(close_up, [code for code in order if (within[code] or 0) > 0]),
        "beyond": _beyond(values, within),
        "rows": [
            [close_up.called(code), code, _first_large(close_up.shades.said(code))]
            for code in order
        ],
        "columns": ["Area", "Code", "Amount"],
        "counts": [],
    }


@dataclass(frozen=True)
class CloseUp:
    """The small areas of one authority, and how they are shaded. `listed`: codes in the table."""

    authority: Area
    kind: SmallKind
    boundaries: BoundarySet | None
    outlines: list[Outline]
    shades: Shades
    name: str
    listed: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the areas: of the boundaries, or else of the list of names."""
        named = {outline.code: outline.name for outline in self.outlines if outline.name}
        wanted = {outline.code for outline in self.outlines} | self.listed
        return queries.small_area_names(self.kind, wanted) | named

    def called(self, code: str) -> str:
        """Return the name of a small area; its code, if the name is not known."""
        return self.names[code]

    @cached_property
    def window(self) -> Window:
        """The part of the plane to show: the whole authority."""
        return fitted(
            box_of_boxes(outline.box for outline in self.outlines),
            width=_WIDTH,
            margin=_MARGIN,
            least_km=_LEAST_KM,
            heights=_HEIGHTS,
        )

    def drawn(self) -> dict[str, Any]:
        """Return the drawing and the words around it that do not depend on what is shown."""
        if not self.outlines:
            return {"kind": "", "name": self.name, "missing": self._why_not()}
        is_light = sum(len(outline.near) for outline in self.outlines) <= _MOST_DETAIL
        return {
            "kind": "areas",
            "name": self.name,
            "missing": "",
            "focus": self.authority.name,
            "source": f"{self.boundaries}",
            "width": number(self.window.width),
            "height": number(self.window.height),
            "inside": [
                self._shape(outline, outline.near if is_light else outline.far)
                for outline in self.outlines
            ],
            "outside": [],
            "labels": {},
            "key": key_of(self.shades, [o.code for o in self.outlines], name=self.name),
            **on_the_plane(self.window, unit_km=_UNIT_KM),
        }

    def _shape(self, outline: Outline, path: str) -> dict[str, str]:
        return {
            "path": path,
            "fill": f"{self.name}-{self.shades.tint_of(outline.code)}",
            "title": f"{self.called(outline.code)}: {self.shades.said(outline.code)}",
        }

    def _why_not(self) -> str:
        if self.boundaries is None:
            return f"There is no map: no boundaries are loaded of {KIND_WORDS[self.kind]}."
        return f"There is no map: the boundaries loaded have nothing in {self.authority.name}."


def _of_deciles(deciles: Mapping[str, int | None]) -> str:
    most = sum(decile in _MOST_DEPRIVED for decile in deciles.values())
    unknown = sum(decile is None for decile in deciles.values())
    said = f"Of {len(deciles)} small areas, {most} are in the most deprived fifth of England."
    return said + (f" Of {unknown} the decile is not known." if unknown else "")


def _counted(deciles: Mapping[str, int | None]) -> list[list[object]]:
    """Return how many small areas are in each decile, and of how many it is not known."""
    found = Counter(deciles.values())
    rows: list[list[object]] = [[f"{decile}", found[decile]] for decile in range(1, 11)]
    return [*rows, ["Not known", found[None]]] if found[None] else rows


def _of_amounts(close_up: CloseUp, paid: list[str]) -> str:
    if not paid:
        return "No payments in the small areas of this authority."
    said = (f"{close_up.called(code)}: {close_up.shades.said(code)}" for code in paid[:_SAID_ALOUD])
    return f"The largest amounts. {'; '.join(said)}."


def _beyond(values: Mapping[str, int | None], within: Mapping[str, int | None]) -> str:
    hidden = [pence for code, pence in values.items() if code not in within and pence]
    if not hidden:
        return ""
    areas = "1 other area" if len(hidden) == 1 else f"{len(hidden)} other areas"
    return f"Not on this map: {classes.exact_pounds(sum(hidden))} in {areas}."


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]
