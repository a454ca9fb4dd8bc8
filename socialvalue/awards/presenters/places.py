"""The awards of a place in words, tables and charts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from socialvalue.awards.models import Award
from socialvalue.awards.presenters.register import AWARDS
from socialvalue.calculations.awards.place import FEWEST, Told, Weakness
from socialvalue.calculations.rounding import shown
from socialvalue.core import charts
from socialvalue.core.exports import Cell
from socialvalue.core.forms.dates import in_words

ENDING_COLUMNS = [{"text": each} for each in ("Ends on", "Holder", "Award", "Level")]
CRITERIA_HEADINGS = ["Scheme", "Criterion", "Title", "Applicants judged", "Below the best mark"]
YEARS_HEADINGS = ["Year", "In force at any time of the year", "Begun in the year"]
NOT_TOLD = {
    Told.TOO_FEW: f"Not shown: fewer than {FEWEST} applicants",
    Told.FEW_BELOW: f"Fewer than {FEWEST} of them",
    Told.FEW_ABOVE: f"All but fewer than {FEWEST}",
}


def ending_rows(awards: Iterable[Award]) -> list[list[str]]:
    """Return a row for each award that ends."""
    return [
        [in_words(each.valid_to), each.organisation.name, each.scheme_title, each.level_title]
        for each in awards
        if each.valid_to
    ]


def cards(held: int, ending: int, holders: int) -> list[dict[str, str]]:
    """Return the figures at the top."""
    return [
        {
            "figure": f"{held:,}",
            "words": "award in force" if held == 1 else "awards in force",
            "note": "of holders who agree to be named",
        },
        {
            "figure": f"{holders:,}",
            "words": "organisation holds an award" if holders == 1 else "organisations hold awards",
        },
        {
            "figure": f"{ending:,}",
            "words": "award ends within a year" if ending == 1 else "awards end within a year",
        },
    ]


def criteria_table(
    found: Sequence[Weakness], *, titles: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """Return what is told of each criterion, for the table."""
    return {
        "columns": [
            {"text": "Criterion"},
            {"text": "Scheme"},
            {"text": "Applicants", "numeric": True},
            {"text": "Below the best mark", "numeric": True},
        ],
        "rows": [
            [
                titles[each.scheme][each.criterion],
                each.scheme,
                each.applicants or "–",
                below_words(each),
            ]
            for each in found
        ],
    }


def below_words(weakness: Weakness) -> str:
    """Return the share of those below the best mark, or why it is not told."""
    if weakness.share is None:
        return NOT_TOLD[weakness.told]
    return f"about {shown(weakness.share * 100, places=0)}%"


def criteria_chart(
    found: Sequence[Weakness], *, titles: Mapping[str, Mapping[str, str]], csv_address: str
) -> charts.BarChart | None:
    """Return the shares that are told as bars; None where none is."""
    told = [each for each in found if each.share is not None]
    if not told:
        return None
    return charts.bar_chart(
        name="weakest",
        title="Where applicants of this place fall short",
        words="Share of applicants that the panel judged below the best mark, weakest first.",
        bars=[
            charts.Bar(
                label=f"{titles[each.scheme][each.criterion]} ({each.scheme})",
                value=each.share * 100 if each.share is not None else None,
                shown=below_words(each),
            )
            for each in told
        ],
        label_heading="Criterion",
        value_heading="Below the best mark",
        scale_to=100,
        csv_address=csv_address,
    )


def criteria_csv(
    found: Iterable[Weakness], *, titles: Mapping[str, Mapping[str, str]]
) -> list[list[Cell]]:
    """Return a row for each criterion, for a file: what is not told is said so there too."""
    return [
        [each.scheme, each.criterion, titles[each.scheme][each.criterion],
         each.applicants, below_words(each)]
        for each in found
    ]  # fmt: skip


def years_chart(years: Mapping[int, tuple[int, int]], *, csv_address: str) -> charts.LineChart:
    """Return how many awards were in force, and how many began, by year."""
    return charts.line_chart(
        name="years",
        title="Awards by year",
        words="In force at any time of the year, and begun in it.",
        period_heading="Year",
        periods=[str(year) for year in years],
        lines=[
            charts.Line(
                band=charts.Band(words="In force", colour="series-1"),
                values=[held for held, _ in years.values()],
            ),
            charts.Line(
                band=charts.Band(words="Begun", colour="series-2"),
                values=[begun for _, begun in years.values()],
            ),
        ],
        show=lambda number: AWARDS.short(int(number)),
        csv_address=csv_address,
    )


def years_csv(years: Mapping[int, tuple[int, int]]) -> list[list[Cell]]:
    """Return a row for each year, for a file."""
    return [[year, held, begun] for year, (held, begun) in years.items()]
