"""The matrix as columns of areas for action, as much of it as a search asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from socialvalue.core.exports import csv_bytes
from socialvalue.framework.models import Area, FrameworkVersion, Objective
from socialvalue.framework.presenters.addresses import area_url, colour_class, version_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One area for action in the matrix."""

    code: str
    title: str
    url: str
    is_retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One objective with its areas. `note` says why there are none, where there are none."""

    number: int
    title: str
    short_title: str
    meaning: str
    colour: str
    emphasis: str
    cells: Sequence[Cell]
    note: str
    add_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A version that can be shown in place of this one."""

    text: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """Everything on the page of a matrix."""

    heading: str
    caption: str
    lead: str
    words: str
    found: str
    is_empty: bool
    columns: Sequence[Column]
    choices: Sequence[Choice]
    facts: Sequence[dict[str, str]]
    cautions: Sequence[str]
    guidance_note: str
    grid: str
    clear_url: str


def matrix_page(
    version: FrameworkVersion,
    *,
    choices: Sequence[FrameworkVersion] = (),
    words: str = "",
    may_change: bool = False,
) -> MatrixPage:
    """Return the page of a version's matrix, of the areas that mention all the words.

    Retired areas are shown only to who may bring them back.
    """
    objectives = list(version.objectives.prefetch_related("areas__measures"))
    shown = {
        objective.pk: [
            area
            for area in objective.areas.all()
            if (may_change or not area.is_retired) and mentions(area, words)
        ]
        for objective in objectives
    }
    in_use = sum(not area.is_retired for o in objectives for area in o.areas.all())
    count = sum(len(areas) for areas in shown.values())
    return MatrixPage(
        heading=version.title if version.is_own else "The Marmot matrix",
        caption=version.publisher,
        lead=_lead(len(objectives), in_use),
        words=words,
        found=_found(count, in_use, words),
        is_empty=count == 0,
        columns=[
            _column(objective, shown[objective.pk], version, words, may_change)
            for objective in objectives
        ],
        choices=[_choice(other, version) for other in choices],
        facts=_facts(version),
        cautions=version.cautions,
        guidance_note=version.guidance_note,
        grid="app-matrix--8" if len(objectives) > 6 else "",
        clear_url=version_url(version) if words else "",
    )


def mentions(area: Area, words: str) -> bool:
    """Return whether what is said about an area has every one of the words in it."""
    measures = [f"{measure.name} {measure.unit}" for measure in area.measures.all()]
    said = [area.code, area.title, area.meaning, *area.good, *area.questions, *measures]
    text = " ".join(said).casefold()
    return all(word in text for word in words.casefold().split())


def matrix_csv(version: FrameworkVersion) -> bytes:
    """Return the areas in use of a version as a CSV file, one row each."""
    areas = Area.objects.of(version).in_use().prefetch_related("measures")
    rows = [
        [
            area.objective.title,
            area.code,
            area.title,
            area.meaning,
            "\n".join(area.good),
            "\n".join(area.questions),
            "\n".join(f"{m.name} ({m.unit}): {m.evidence}" for m in area.measures.all()),
            "\n".join(area.cautions),
        ]
        for area in areas
    ]
    headings = [
        "Objective",
        "Code",
        "Area for action",
        "What it means",
        "What good looks like",
        "Example questions",
        "Measures",
        "Take care",
    ]
    return csv_bytes(headings, rows)


def _lead(objectives: int, areas: int) -> str:
    """Return the size of the matrix in words."""
    aims = "objective" if objectives == 1 else "objectives"
    return (
        f"{in_words(objectives)} {aims} for narrowing the gap in health, and "
        f"{counted(areas, 'area')} for action under them. "
        "Choose the few that a contract can really change."
    )


def _found(count: int, of: int, words: str) -> str:
    """Return what came of a search, or nothing without one."""
    if not words:
        return ""
    return f"{counted(count, 'area')} of {of} {'mentions' if count == 1 else 'mention'} “{words}”"


def in_words(number: int) -> str:
    """Return a small number as the first word of a sentence; a larger one in digits."""
    small = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return small[number] if number < len(small) else str(number)


def counted(number: int, thing: str) -> str:
    """Return a number and what is counted: 1 area, 35 areas."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _column(
    objective: Objective,
    areas: Sequence[Area],
    version: FrameworkVersion,
    words: str,
    may_change: bool,
) -> Column:
    """Return one objective as a column."""
    note = f"Nothing here mentions “{words}”." if words else objective.no_areas
    return Column(
        number=objective.order,
        title=objective.title,
        short_title=objective.short_title,
        meaning=objective.meaning,
        colour=colour_class(objective.order),
        emphasis="" if objective.emphasis is None else f"{objective.emphasis:f}%",
        cells=[
            Cell(
                code=area.code,
                title=area.title,
                url=area_url(version, area),
                is_retired=area.is_retired,
            )
            for area in areas
        ],
        note="" if areas else note or "No areas in use.",
        add_url=reverse("framework:add_area", args=[version.pk, objective.pk])
        if may_change
        else "",
    )


def _choice(other: FrameworkVersion, current: FrameworkVersion) -> Choice:
    """Return a link to another version."""
    text = other.title if other.is_own else SHORT_TITLES.get(other.framework.code, other.title)
    return Choice(text=text, url=version_url(other), is_current=other.pk == current.pk)


SHORT_TITLES = {"marmot-6": "Six objectives (2010)", "marmot-8": "Eight principles (2022)"}


def _facts(version: FrameworkVersion) -> list[dict[str, str]]:
    """Return where a version is from, for a list of facts."""
    facts = [
        ("Made by" if version.is_own else "Published by", version.publisher),
        ("Made from", str(version.based_on) if version.based_on else ""),
        ("Source", version.source),
        ("Confidence", version.confidence.capitalize()),
        ("Note", version.note),
        ("Version", f"{version.number} ({version.framework.code})"),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]
