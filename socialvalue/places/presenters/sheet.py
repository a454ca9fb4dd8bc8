"""What one map has to draw, before it is known how it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from socialvalue.calculations.maps import labels
from socialvalue.calculations.maps.measures import POUNDS, Measure
from socialvalue.calculations.maps.projection import (
    Box,
    Point,
    Window,
    box_around,
    box_of_boxes,
    fitted,
)
from socialvalue.places.models import Area, Outline
from socialvalue.places.presenters.shades import OfAmounts

_WIDTH = 640.0
# The shortest and the longest drawing, as multiples of its width.
_HEIGHTS = (0.8, 1.3)
_LEAST_KM = 50
_MARGIN_OF_PLACE = 0.25
_MARGIN_OF_COUNTRY = 0.06
# Height of letters, and how many labels: on a wide page, and on a phone, where the drawing is
# half as large.
LETTERS = {"wide": (14.0, 12), "narrow": (28.0, 5)}
LARGEST_RADIUS = 40.0
_MOST_LABELS = max(most for _, most in LETTERS.values())


@dataclass(frozen=True)
class Sheet:
    """Amounts (pence, None for not known) of today's authorities, and the place to show."""

    authorities: Mapping[str, Area]
    outlines: Mapping[str, Outline]
    amounts: Mapping[str, int | None]
    focus: Area | None
    name: str
    measure: Measure = POUNDS

    @cached_property
    def inside(self) -> frozenset[str]:
        """The authorities of the place; none without one."""
        return self.focus.lad_codes & self.authorities.keys() if self.focus else frozenset()

    @cached_property
    def centres(self) -> dict[str, Point]:
        """The centre of each authority, in kilometres of the plane."""
        return {code: area.centre for code, area in self.authorities.items()}

    @cached_property
    def window(self) -> Window:
        """The part of the plane to show: the place and what lies around it, or the country."""
        return fitted(
            box_of_boxes(self._box(code) for code in self.inside or self.authorities),
            width=_WIDTH,
            margin=_MARGIN_OF_PLACE if self.inside else _MARGIN_OF_COUNTRY,
            least_km=_LEAST_KM,
            heights=_HEIGHTS,
        )

    @cached_property
    def shown(self) -> list[str]:
        """The authorities that the map draws: by a part of their outline, or by their circle.

        Around a place, a circle so near the edge that it might be cut is not drawn.
        """
        if self.outlines:
            return [code for code in self.authorities if self._outline_shown(code)]
        inset = LARGEST_RADIUS if self.inside else 0.0
        return [
            code
            for code, centre in self.centres.items()
            if code in self.inside or self.window.shows(centre, inset=inset)
        ]

    @cached_property
    def largest(self) -> list[tuple[str, int]]:
        """The authorities that the map shows and their amounts above nought, largest first."""
        paid = [(code, pence) for code in self.shown if (pence := self.amounts.get(code) or 0) > 0]
        return sorted(paid, key=lambda pair: (-pair[1], pair[0]))

    @cached_property
    def named(self) -> list[tuple[str, int]]:
        """Those to name on the map: the largest of the place first, then the largest around it."""
        wanted = [(code, pence) for code, pence in self.largest if self._middle_shown(code)]
        wanted.sort(key=lambda pair: pair[0] not in self.inside)
        return wanted[:_MOST_LABELS]

    def _box(self, code: str) -> Box:
        return (
            self.outlines[code].box if code in self.outlines else box_around([self.centres[code]])
        )

    def _outline_shown(self, code: str) -> bool:
        return code in self.outlines and self.outlines[code].box.meets(self.window.box)

    def _middle_shown(self, code: str) -> bool:
        return self.window.shows(self.centres[code])

    def placed(self, code: str) -> Point:
        """Return where the centre of an authority lies in the drawing."""
        return self.window.placed(self.centres[code])

    def said(self, code: str) -> str:
        """Return the exact amount of an authority in words: "Preston: £1,234.56"."""
        return f"{self.authorities[code].name}: {OfAmounts(self.amounts, self.measure).said(code)}"

    def lines(self, code: str, pence: int) -> tuple[str, str]:
        """Return the two lines of an authority's label."""
        return self.authorities[code].name, self.measure.short(pence)

    def labelled(self, wishes: list[labels.Wish]) -> dict[str, list[dict[str, Any]]]:
        """Return the labels that find room, for a wide page and for a narrow one."""
        return {page: self._found(wishes, *letters) for page, letters in LETTERS.items()}

    def _found(self, wishes: list[labels.Wish], size: float, most: int) -> list[dict[str, Any]]:
        found = labels.without_overlap(
            wishes, size=size, width=self.window.width, height=self.window.height, most=most
        )
        return [
            {
                "x": number(label.x),
                "anchor": label.anchor,
                "lines": [{"y": number(y), "words": words} for y, words in label.lines],
            }
            for label in found
        ]


def number(value: float, *, places: int = 1) -> str:
    """Return a coordinate with few places, written alike whatever the reader's language."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".")
