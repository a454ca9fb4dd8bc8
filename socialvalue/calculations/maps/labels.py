"""Names on a map, none over another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from socialvalue.calculations.maps.projection import Box, Point

# The width of a letter, as a part of its height, of the widest common text in our typeface (bold).
_LETTER = 0.6
_LINE = 1.2


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that should stand by a mark: its lines, and the mark's middle and radius."""

    lines: tuple[str, ...]
    at: Point
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its place: `x` of its `anchor` (start, middle or end), a baseline for each line."""

    x: float
    anchor: str
    lines: tuple[tuple[float, str], ...]
    box: Box


def without_overlap(
    wishes: Sequence[Wish], *, size: float, width: float, height: float, most: int
) -> list[Label]:
    """Return the labels that find a free place, in the order of the wishes, at most that many.

    Each is tried right of its mark, left, below and above, then over the mark itself. It takes the
    first place that lies wholly in the drawing and touches no label before it, nor the mark of
    another wish that is large enough to be covered visibly. A label without a place is left out.

    Units: drawing units; `size` is the height of the letters.
    """
    placed: list[Label] = []
    for number, wish in enumerate(wishes):
        if len(placed) == most:
            break
        marks = [_mark(other) for other in wishes[:most] if other is not wishes[number]]
        taken = [label.box for label in placed]
        for label in _tries(wish, size=size):
            inside = (
                label.box.left >= 0
                and label.box.top >= 0
                and label.box.right <= width
                and label.box.bottom <= height
            )
            if inside and not _touches(label.box, [*taken, *marks]):
                placed.append(label)
                break
    return placed


def _mark(wish: Wish) -> Box:
    (x, y), reach = wish.at, wish.radius * 0.8
    return Box(x - reach, y - reach, x + reach, y + reach)


def _touches(box: Box, others: Iterable[Box]) -> bool:
    return any(box.meets(other) for other in others)


def _tries(wish: Wish, *, size: float) -> Iterator[Label]:
    (x, y), gap = wish.at, wish.radius + size * 0.3
    tall = size * _LINE * len(wish.lines)
    yield _label(wish, size=size, x=x + gap, top=y - tall / 2, anchor="start")
    yield _label(wish, size=size, x=x - gap, top=y - tall / 2, anchor="end")
    yield _label(wish, size=size, x=x, top=y + gap, anchor="middle")
    yield _label(wish, size=size, x=x, top=y - gap - tall, anchor="middle")
    yield _label(wish, size=size, x=x, top=y - tall / 2, anchor="middle")


def _label(wish: Wish, *, size: float, x: float, top: float, anchor: str) -> Label:
    width = max(len(line) for line in wish.lines) * size * _LETTER
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    baselines = tuple(
        (top + size * (_LINE * number + 0.95), line) for number, line in enumerate(wish.lines)
    )
    box = Box(left, top, left + width, top + size * _LINE * len(wish.lines))
    return Label(x, anchor, baselines, box)
