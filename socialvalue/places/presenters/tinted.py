"""A map of tinted areas: the darker the more. Each tint has a texture of its own besides."""

from collections.abc import Sequence
from typing import Any

from socialvalue.calculations.maps import classes, labels
from socialvalue.places.presenters.sheet import Sheet, number

# With fewer drawing units to a kilometre than this, outlines need no detail.
_NEAR_SCALE = 1.6
# Lines between authorities, and around the place (half of it is covered), in drawing units.
_THIN = 0.7
_BROAD = 6.0
# Which of five tints to use for how many classes.
_TINTS = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
_OTHER_WORDS = {
    "refund": "Nothing, or refunds above payments",
    "none": "No payments",
    "unknown": "Not known",
}


def tinted(sheet: Sheet) -> dict[str, Any]:
    """Return the areas, labels and key of the map."""
    limits = classes.round_limits(pence for pence in sheet.amounts.values() if pence)
    shapes = {code: _shape(sheet, code, limits) for code in sheet.shown}
    box = sheet.window.box
    return {
        "kind": "areas",
        "height": number(sheet.window.height),
        "inside": [shape for code, shape in shapes.items() if code in sheet.inside],
        "outside": [shape for code, shape in shapes.items() if code not in sheet.inside],
        "transform": (
            f"scale({number(sheet.window.scale, places=4)}) "
            f"translate({number(-box.left)} {number(-box.top)})"
        ),
        # Textures and lines keep their size whatever the scale of the map.
        "unit": number(1 / sheet.window.scale, places=4),
        "thin": number(_THIN / sheet.window.scale, places=4),
        "broad": number(_BROAD / sheet.window.scale, places=4),
        "labels": sheet.labelled(
            [
                labels.Wish(sheet.lines(code, pence), sheet.placed(code))
                for code, pence in sheet.named
            ]
        ),
        "key": _key(sheet, limits),
    }


def _shape(sheet: Sheet, code: str, limits: Sequence[int]) -> dict[str, str]:
    outline = sheet.outlines[code]
    return {
        "path": outline.near if sheet.window.scale > _NEAR_SCALE else outline.far,
        "fill": f"{sheet.name}-{_class(sheet, code, limits)}",
        "title": sheet.said(code),
    }


def _class(sheet: Sheet, code: str, limits: Sequence[int]) -> str:
    if code not in sheet.amounts:
        return "none"
    pence = sheet.amounts[code]
    if pence is None:
        return "unknown"
    which = classes.class_of(pence, limits=limits)
    return f"tint-{_TINTS[len(limits) + 1][which - 1]}" if which else "refund"


def _key(sheet: Sheet, limits: Sequence[int]) -> list[dict[str, str]]:
    tints = _TINTS[len(limits) + 1]
    words = {
        f"tint-{tint}": said for tint, said in zip(tints, classes.class_words(limits), strict=True)
    }
    if not any((pence or 0) > 0 for pence in sheet.amounts.values()):
        words = {}
    found = {_class(sheet, code, limits) for code in sheet.shown} | words.keys()
    return [
        {"fill": f"{sheet.name}-{kind}", "words": said}
        for kind, said in (words | _OTHER_WORDS).items()
        if kind in found
    ]
