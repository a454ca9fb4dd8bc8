"""Shares that others have published, with this analysis on the same scale: never as a target."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from socialvalue.calculations.rounding import shown, shown_short
from socialvalue.calculations.spend.published import (
    Point,
    Series,
    Study,
    mean_percent,
    pooled_percent,
)
from socialvalue.core import charts
from socialvalue.spend import figures
from socialvalue.spend.figures import Figures
from socialvalue.spend.models import Analysis
from socialvalue.spend.published import published

from .choices import Asked, Choice, answers, links, query_of
from .frame import address_of, framed

EXTENTS = {
    "place": "In the place itself",
    "wider": "In the wider area",
    "sme": "With small and medium suppliers",
}
CAUTION = (
    "These are references, not targets. Each study counted other payments, in another area, by "
    "another address or only the largest suppliers: read what stands beside it before you compare."
)


def published_page(analysis: Analysis, asked: Asked) -> dict[str, Any]:
    """Return what the page of published studies shows."""
    found = figures.figures_of(analysis)
    choice = Choice("extent", "Show", list(EXTENTS.items()))
    chosen = answers([choice], asked)
    here = address_of(analysis, "analysis_published")
    link = here + query_of([choice], chosen)
    extent = chosen["extent"]
    return framed(
        analysis,
        "analysis_published",
        links=links([choice], chosen, address=here),
        chart=_chart(analysis, found, extent, address=f"{link}#published"),
        studies=[_study(study) for study in _with(extent)],
        as_at=f"{dt.date.fromisoformat(published().as_at):%-d %B %Y}",
        published_caution=CAUTION,
    )


def _with(extent: str) -> list[Study]:
    """Return the studies that have a share of this extent."""
    return [
        study
        for study in published().studies
        if any(series.extent == extent for series in study.series)
    ]


def own_percent(found: Figures, extent: str) -> Fraction | None:
    """Return this analysis' own share, in percent; None where it has none."""
    if extent == "sme":
        spend = found["sme"]
        share = figures.share(figures.pence(spend), figures.total_pence(found)) if spend else None
    else:
        area = found["areas"][0 if extent == "place" else -1]
        share = figures.area_share(found, area["code"])
    return None if share is None else 100 * share


def _chart(analysis: Analysis, found: Figures, extent: str, *, address: str) -> Any:
    own = own_percent(found, extent)
    rows = [row for study in _with(extent) for row in _ranges(study, extent)]
    if own is not None:
        rows.insert(
            0,
            charts.Range(
                label="This analysis", last=own, shown=f"{shown(own, places=1)}%", leading=True
            ),
        )
    return charts.range_chart(
        name="published",
        title=f"{EXTENTS[extent]}: this analysis, and what others have published",
        words="The hollow mark is the first year that was published, the full one the last. The "
        "dotted line is this analysis.",
        ranges=rows,
        table=charts.Table(
            columns=[charts.Column(text=text) for text in ("Study", "Share", "Period")]
            + [charts.Column(text="Published", numeric=True), charts.Column(text="Note")],
            rows=[row for study in _with(extent) for row in _rows(study, extent)],
        ),
        scale_to=100,
        address=address,
    )


def _ranges(study: Study, extent: str) -> Iterable[charts.Range]:
    """Yield a row for each share; of bodies that can be pooled, the pooled share and the mean."""
    pooled = pooled_percent(study)
    if pooled is not None:
        count = len(study.series)
        for said, value in (("pooled", pooled), (f"mean of the {count}", mean_percent(study))):
            shown_value = f"{shown(value, places=1)}%"
            yield charts.Range(label=f"{study.title}: {said}", last=value, shown=shown_value)
        return
    for series in _of(study, extent):
        yield charts.Range(
            label=f"{study.title}: {series.label}",
            first=series.first.percent if len(series.points) > 1 else None,
            last=series.last.percent,
            shown=_way(series),
        )


def _of(study: Study, extent: str) -> list[Series]:
    return [series for series in study.series if series.extent == extent]


def _way(series: Series) -> str:
    last = f"{shown_short(series.last.percent)}%"
    if len(series.points) == 1:
        return last
    return f"{shown_short(series.first.percent)}% to {last}"


def _rows(study: Study, extent: str) -> Iterable[list[str]]:
    for series in _of(study, extent):
        for point in series.points:
            yield [
                study.title,
                series.label,
                point.period,
                f"{shown_short(point.percent)}%",
                note_of(point),
            ]


def note_of(point: Point) -> str:
    """Return what is said of a published share; one that could not be confirmed says so."""
    said = point.note
    if point.part is not None and point.total is not None:
        said = f"£{point.part:,} of £{point.total:,}"
    return said if point.is_confirmed else f"Not confirmed [NC]. {said}".strip()


def _study(study: Study) -> dict[str, Any]:
    """Return a study with its caveats; one of several bodies also pooled and as a mean."""
    caveats = list(study.caveats)
    pooled = pooled_percent(study)
    if pooled is not None:
        caveats.insert(
            0,
            f"Pooled, all the money together: {shown(pooled, places=1)}%. Mean of the "
            f"{len(study.series)} bodies: {shown(mean_percent(study), places=1)}%.",
        )
    return {
        "title": study.title,
        "about": study.about,
        "source": study.source,
        "caveats": caveats,
    }
