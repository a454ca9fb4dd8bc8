"""A map of circles at the centres of authorities: the larger the more. It needs no boundaries."""

from collections.abc import Sequence
from typing import Any

from socialvalue.calculations.maps import circles, labels
from socialvalue.places.presenters.sheet import LARGEST_RADIUS, LETTERS, Sheet, number

_KEY_HEIGHT = 92.0


def circled(sheet: Sheet) -> dict[str, Any]:
    """Return the circles, labels and key of the map."""
    sizes = {code: abs(sheet.amounts.get(code) or 0) for code in sheet.shown}
    largest = max(sizes.values(), default=0)
    marks = [_mark(sheet, code, largest) for code in sorted(sizes, key=lambda code: -sizes[code])]
    return {
        "kind": "circles",
        "height": number(sheet.window.height + (_KEY_HEIGHT if largest else 0)),
        "ground": [mark for mark in marks if mark["kind"] == "none"],
        "marks": [mark for mark in marks if mark["kind"] != "none"],
        "labels": sheet.labelled(
            [
                labels.Wish(sheet.lines(code, pence), sheet.placed(code), _radius(pence, largest))
                for code, pence in sheet.named
            ]
        ),
        "sizes": {
            page: _sizes(sheet, largest, letter=letter) for page, (letter, _) in LETTERS.items()
        },
        "key": _key(sheet, marks),
    }


def _mark(sheet: Sheet, code: str, largest: int) -> dict[str, str]:
    x, y = sheet.placed(code)
    return {
        "x": number(x),
        "y": number(y),
        "radius": number(_radius(sheet.amounts.get(code) or 0, largest)),
        "kind": _kind(sheet, code),
        "title": sheet.said(code),
    }


def _kind(sheet: Sheet, code: str) -> str:
    if code not in sheet.amounts:
        return "none"
    pence = sheet.amounts[code]
    if pence is None:
        return "unknown"
    if pence <= 0:
        return "refund"
    return "inside" if code in sheet.inside else "outside"


def _radius(pence: int, largest: int) -> float:
    return circles.radius(pence, largest_pence=largest, largest_radius=LARGEST_RADIUS)


def _sizes(sheet: Sheet, largest: int, *, letter: float) -> list[dict[str, str]]:
    middle = sheet.window.height + _KEY_HEIGHT / 2
    key = circles.size_key(
        largest_pence=largest,
        largest_radius=LARGEST_RADIUS,
        letter=letter * 0.55,
        gap=letter * 0.5,
        width=sheet.window.width,
        measure=sheet.measure,
    )
    return [
        {
            "x": number(circle.x),
            "y": number(middle),
            "radius": number(circle.radius),
            "words": circle.words,
            "words_x": number(circle.words_x),
            "words_y": number(middle + letter * 0.35),
        }
        for circle in key
    ]


def _key(sheet: Sheet, marks: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    words = {
        "inside": f"Inside {sheet.focus}",
        "outside": "Elsewhere" if sheet.focus else sheet.measure.called,
        "refund": sheet.measure.below,
        "none": sheet.measure.none,
        "unknown": "Not known",
    }
    found = {mark["kind"] for mark in marks}
    return [{"kind": kind, "words": said} for kind, said in words.items() if kind in found]
