"""An organisation's own version beside the one it was made from."""

from collections.abc import Sequence
from dataclasses import dataclass

from socialvalue.calculations import matrix
from socialvalue.framework.models import Area, FrameworkVersion

PARTS = {
    "title": "title",
    "meaning": "what it means",
    "good": "what good looks like",
    "questions": "example questions",
    "cautions": "cautions",
    "measures": "measures",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """An area in both, worded differently."""

    code: str
    was: str
    now: str
    parts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """What was changed. `emphasis` has the short title and the percentage of each objective."""

    base: str
    added: Sequence[matrix.AreaWords]
    reworded: Sequence[Reworded]
    retired: Sequence[matrix.AreaWords]
    unchanged: int
    emphasis: Sequence[tuple[str, str]]
    is_same: bool


def comparison_page(version: FrameworkVersion) -> ComparisonPage:
    """Return how an organisation's own version differs from the one it was made from."""
    compared = matrix.compare(base=_words(version.based_on), ours=_words(version))
    emphasis = [
        (objective.short_title, f"{objective.emphasis:f}%")
        for objective in version.objectives.all()
        if objective.emphasis is not None
    ]
    return ComparisonPage(
        base=str(version.based_on),
        added=compared.added,
        reworded=[
            Reworded(
                code=change.code,
                was=change.was,
                now=change.now,
                parts=", ".join(PARTS[part] for part in change.parts),
            )
            for change in compared.reworded
        ],
        retired=compared.retired,
        unchanged=len(compared.unchanged),
        emphasis=emphasis,
        is_same=not (compared.added or compared.reworded or compared.retired or emphasis),
    )


def _words(version: FrameworkVersion) -> list[matrix.AreaWords]:
    """Return what every area of a version says, for comparing."""
    areas = Area.objects.of(version).prefetch_related("measures")
    return [
        matrix.AreaWords(
            code=area.code,
            title=area.title,
            is_retired=area.is_retired,
            words={
                "meaning": area.meaning,
                "good": area.good,
                "questions": area.questions,
                "cautions": area.cautions,
                "measures": [(m.name, m.unit, m.kind, m.evidence) for m in area.measures.all()],
            },
        )
        for area in areas
    ]
