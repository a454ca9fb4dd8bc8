"""Names on a map, none over another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from socialvalue.calculations.maps.projection import Box, Point

# The width of a letter, as a part of its height, of the widest common text in our typeface (bold).
_LETTER = 0.6
_LINE = 1.2


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that should stand by a mark, or with radius nought upon an area.

    Its lines, and the middle and radius of the mark.
    """

    lines: tuple[str, ...]
    at: Point
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its place: `x` of its `anchor` (start, middle, end), each line's baseline."""

    x: float
    anchor: str
    lines: tuple[tuple[float, str], ...]
    box: Box


def without_overlap(
    wishes: Sequence[Wish], *, size: float, width: float, height: float, most: int
) -> list[Label]:
    """Return the labels that find a free place, in the order of the wishes, at most that many.

    Each is tried right of its mark, left, below, above, then upon it; one for an area is tried upon
    it first. It takes the first place that lies wholly in the drawing and touches no label before
    it, nor the mark of another wish. A label without a place is left out.

    Units: drawing units; `size` is the height of the letters.
    """
    placed: list[Label] = []
    for wish in wishes:
        if len(placed) == most:
            break
        marks = [_mark(other) for other in wishes if other is not wish and other.radius]
        taken = [*(label.box for label in placed), *marks]
        for label in _tries(wish, size=size):
            if _lies_within(label.box, width, height) and not _touches(label.box, taken):
                placed.append(label)
                break
    return placed


def _mark(wish: Wish) -> Box:
    (x, y), reach = wish.at, wish.radius * 0.8
    return Box(x - reach, y - reach, x + reach, y + reach)


def _lies_within(box: Box, width: float, height: float) -> bool:
    return box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height


def _touches(box: Box, others: Iterable[Box]) -> bool:
    return any(box.meets(other) for other in others)


def _tries(wish: Wish, *, size: float) -> Iterator[Label]:
    (x, y), gap = wish.at, wish.radius + size * 0.3
    tall = size * _LINE * len(wish.lines)
    upon = _label(wish, size=size, x=x, top=y - tall / 2, anchor="middle")
    if not wish.radius:
        yield upon
    yield _label(wish, size=size, x=x + gap, top=y - tall / 2, anchor="start")
    yield _label(wish, size=size, x=x - gap, top=y - tall / 2, anchor="end")
    yield _label(wish, size=size, x=x, top=y + gap, anchor="middle")
    yield _label(wish, size=size, x=x, top=y - gap - tall, anchor="middle")
    if wish.radius:
        yield upon


def _label(wish: Wish, *, size: float, x: float, top: float, anchor: str) -> Label:
    width = max(len(line) for line in wish.lines) * size * _LETTER
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    baselines = tuple(
        (top + size * (_LINE * number + 0.95), line) for number, line in enumerate(wish.lines)
    )
    box = Box(left, top, left + width, top + size * _LINE * len(wish.lines))
    return Label(x, anchor, baselines, box)
