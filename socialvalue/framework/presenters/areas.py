"""One area for action as a page, and the areas beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from socialvalue.framework.models import Area, FrameworkVersion, Measure
from socialvalue.framework.presenters.addresses import area_url, colour_class, version_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another area of the same objective."""

    code: str
    title: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """Everything on the page of an area for action."""

    code: str
    title: str
    objective: str
    objective_meaning: str
    colour: str
    meaning: str
    good: Sequence[str]
    questions: Sequence[str]
    cautions: Sequence[str]
    measures: Sequence[Measure]
    is_retired: bool
    neighbours: Sequence[Neighbour]
    matrix_url: str
    title_note: str
    guidance_note: str


def area_page(area: Area, *, version: FrameworkVersion) -> AreaPage:
    """Return the page of an area of a version."""
    objective = area.objective
    beside = [
        other for other in objective.areas.all() if not other.is_retired or other.pk == area.pk
    ]
    return AreaPage(
        code=area.code,
        title=area.title,
        objective=objective.title,
        objective_meaning=objective.meaning,
        colour=colour_class(objective.order),
        meaning=area.meaning,
        good=area.good,
        questions=area.questions,
        cautions=area.cautions,
        measures=list(area.measures.all()),
        is_retired=area.is_retired,
        neighbours=[
            Neighbour(
                code=other.code,
                title=other.title,
                url=area_url(version, other),
                is_current=other.pk == area.pk,
            )
            for other in beside
        ],
        matrix_url=version_url(version),
        title_note="" if version.is_own else f"Title as published: {version.source}.",
        guidance_note=version.guidance_note,
    )
