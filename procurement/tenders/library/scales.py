"""The library of scales: dated, sourced data. A tender gets its own copy of what it uses."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

SCALES_FILE = Path(__file__).resolve().parents[1] / "data" / "scales.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelText:
    """One step of a scale."""

    points: Decimal
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleText:
    """A scale. `is_confirmed`: points and labels were checked against the source."""

    code: str
    title: str
    source: str
    is_confirmed: bool
    levels: tuple[LevelText, ...]


class ScaleUnknown(LookupError):
    """The library has no scale of that code."""


@cache
def scales() -> tuple[ScaleText, ...]:
    """Return the scales of the library. Raises DataFileWrong, which names the file and line."""
    return scales_from(SCALES_FILE)


def scale_of(code: str) -> ScaleText:
    """Return one scale of the library. Raises ScaleUnknown."""
    for scale in scales():
        if scale.code == code:
            return scale
    raise ScaleUnknown(f"There is no scale {code} in the library.")


def scales_from(path: Path) -> tuple[ScaleText, ...]:
    """Return the scales that a file describes. Raises DataFileWrong."""
    return File(path).read(_scales)


def _scales(part: Part) -> tuple[ScaleText, ...]:
    """Return the scales of a document."""
    part.one_of("format", ("sv-scales/1.0",))
    part.day("as_at")
    return tuple(_scale(scale) for scale in part.parts("scales"))


def _scale(part: Part) -> ScaleText:
    """Return one scale; its levels have different points, and the highest is above nought."""
    levels = tuple(
        LevelText(
            points=level.amount("points"),
            label=level.text("label"),
            definition=level.text("definition"),
        )
        for level in part.parts("levels")
    )
    points = [level.points for level in levels]
    if len(set(points)) != len(points) or max(points, default=Decimal(0)) <= 0:
        raise part.wrong("levels", "needs different points, the highest above 0")
    return ScaleText(
        code=part.text("code"),
        title=part.text("title"),
        source=part.text("source"),
        is_confirmed=part.truth("is_confirmed"),
        levels=levels,
    )
