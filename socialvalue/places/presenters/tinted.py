"""A map of tinted areas: the darker the more. Each tint has a texture of its own besides."""

from typing import Any

from socialvalue.calculations.maps import labels
from socialvalue.calculations.maps.projection import Window
from socialvalue.places.presenters.shades import OfAmounts, Shades
from socialvalue.places.presenters.sheet import Sheet, number

# With fewer drawing units to a kilometre than this, outlines need no detail.
_NEAR_SCALE = 1.6
# Lines between areas, and around the place (half of it is covered), in drawing units.
_THIN = 0.7
_BROAD = 6.0


def tinted(sheet: Sheet) -> dict[str, Any]:
    """Return the areas, labels and key of the map."""
    shades = OfAmounts(sheet.amounts, sheet.measure)
    shapes = {code: _shape(sheet, code, shades) for code in sheet.shown}
    return {
        "kind": "areas",
        "height": number(sheet.window.height),
        "inside": [shape for code, shape in shapes.items() if code in sheet.inside],
        "outside": [shape for code, shape in shapes.items() if code not in sheet.inside],
        **on_the_plane(sheet.window),
        "labels": sheet.labelled(
            [
                labels.Wish(sheet.lines(code, pence), sheet.placed(code))
                for code, pence in sheet.named
            ]
        ),
        "key": key_of(shades, sheet.shown, name=sheet.name),
    }


def on_the_plane(window: Window, *, unit_km: float = 1) -> dict[str, str]:
    """Return how paths in units of so many kilometres come to lie in the drawing.

    Textures and lines keep their size whatever the scale of the map.
    """
    scale = window.scale * unit_km
    left, top = -window.box.left / unit_km, -window.box.top / unit_km
    return {
        "transform": f"scale({number(scale, places=6)}) translate({number(left)} {number(top)})",
        "unit": number(1 / scale, places=4),
        "thin": number(_THIN / scale, places=4),
        "broad": number(_BROAD / scale, places=4),
    }


def key_of(shades: Shades, codes: list[str], *, name: str) -> list[dict[str, str]]:
    """Return the key of a map that shows these areas."""
    found = {shades.tint_of(code) for code in codes}
    return [{"fill": f"{name}-{kind}", "words": words} for kind, words in shades.key(found).items()]


def _shape(sheet: Sheet, code: str, shades: Shades) -> dict[str, str]:
    outline = sheet.outlines[code]
    return {
        "path": outline.near if sheet.window.scale > _NEAR_SCALE else outline.far,
        "fill": f"{sheet.name}-{shades.tint_of(code)}",
        "title": sheet.said(code),
    }
