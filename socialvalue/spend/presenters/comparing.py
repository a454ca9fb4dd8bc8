"""Two or more analyses side by side: pooled first, the mean beside it, and what changed."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from socialvalue.calculations.deflator import YearNotHeld
from socialvalue.calculations.rounding import half_up, shown_short
from socialvalue.core import charts
from socialvalue.places.queries import deflator_in_use
from socialvalue.spend import figures, words
from socialvalue.spend.caution import FOR_PAGES
from socialvalue.spend.figures import Figures
from socialvalue.spend.models import Analysis, Measure
from socialvalue.spend.published import published

from .targets import spent_on

LETTERS = "abcdefgh"
MOST = len(LETTERS)
NEWCOMERS = 20
NOT_YEARS = "Amounts are deflated only between financial years, from 1 April to 31 March."
NO_DEFLATOR = "No deflator is loaded, so these are pounds of their own years."
MEASURES = (
    ("place", "Share in the place", Measure.PLACE),
    ("wider", "Share in the wider area", Measure.WIDER),
    ("sme", "Share with small and medium suppliers", Measure.SME),
    ("vcse", "Share with voluntary, community and social enterprises", Measure.VCSE),
)
DECIDE_WHAT_COUNTS = ("order", "markers", "categories", "repeats")
"""The terms of an analysis that decide which payments count."""

REFERENCES = (("preston", "place"), ("preston", "wider"))


def comparison_page(
    chosen: Sequence[Analysis], every: Sequence[Analysis], *, with_published: bool = False
) -> dict[str, Any]:
    """Return what the page of a comparison shows: what to choose from, and what was chosen."""
    shown: dict[str, Any] = {
        "choices": [
            {
                "pk": str(one.pk),
                "title": one.title,
                "asked": f"{timezone.localtime(one.asked_at):%-d %B %Y, %H:%M}",
                "is_chosen": one in chosen,
            }
            for one in every
        ],
        "caution": FOR_PAGES,
        "is_compared": len(chosen) > 1,
    }
    if len(chosen) < 2:
        return shown
    found = [figures.figures_of(one) for one in chosen]
    labels = labels_of(chosen, found)
    return shown | {
        "warnings": warnings_of(chosen, found),
        "chart": _chart(chosen, found, labels, with_published=with_published),
        "references_url": _address(chosen, published="" if with_published else "yes"),
        "with_published": with_published,
        "shares": _shares(found, labels),
        "amounts": _amounts(found, labels),
        "deflated": _deflated(chosen, found, labels),
        "bands": _stacks(found, labels),
        "newcomers": _movers(found[0], found[-1], labels=(labels[0], labels[-1])),
    }


def _address(chosen: Sequence[Analysis], *, published: str) -> str:
    asked = [(letter, str(one.pk)) for letter, one in zip(LETTERS, chosen, strict=False)]
    if published:
        asked.append(("published", published))
    return f"{reverse('spend:compare')}?{urlencode(asked)}#shares"


def labels_of(chosen: Sequence[Analysis], found: Sequence[Figures]) -> list[str]:
    """Return what each analysis is called: by what tells them apart, else by letter too."""
    names = []
    for one, figure in zip(chosen, found, strict=True):
        when = financial_year(one).replace("-", "/") or f"{one.start:%b %Y} to {one.end:%b %Y}"
        names.append((when, figure["areas"][0]["name"], _who(figure)))
    telling = [place for place in range(3) if len({name[place] for name in names}) > 1]
    labels = [", ".join(name[place] for place in telling) for name in names]
    if len(set(labels)) == len(labels):
        return labels
    return [
        f"{letter.upper()}: {label or names[place][0]}"
        for place, (letter, label) in enumerate(zip(LETTERS, labels, strict=False))
    ]


def _who(found: Figures) -> str:
    names = [anchor["name"] for anchor in found["anchors"]]
    return names[0] if len(names) == 1 else words.counted(len(names), "anchor")


def warnings_of(chosen: Sequence[Analysis], found: Sequence[Figures]) -> list[str]:
    """Return what speaks against comparing (spend rule 20)."""
    said = []
    if len({frozenset(anchor["code"] for anchor in one["anchors"]) for one in found}) > 1:
        said.append(
            "Not the same anchors stand behind these analyses: a change in pounds may come from "
            "who is counted. Compare shares, or analyse the same anchors."
        )
    if len({_counting_rules(one) for one in chosen}) > 1:
        said.append(
            "They were worked out by different rules, so that some payments are counted in one "
            "and not in the other."
        )
    if len({tuple(area["code"] for area in one["areas"]) for one in found}) > 1:
        said.append("They are about different places: each share is of its own place.")
    if len({(one.end - one.start).days // 7 for one in chosen}) > 1:
        said.append("Their periods are not equally long: do not compare pounds.")
    if any(map(figures.is_provisional, found)):
        said.append("At least one is provisional: the place of too little of its money is known.")
    return said


def _counting_rules(analysis: Analysis) -> tuple[str, ...]:
    """Return what decides whether a payment counts: answers to surveys, say, do not."""
    rules = (analysis.worked_from.get("rules"), *map(analysis.terms.get, DECIDE_WHAT_COUNTS))
    return tuple(map(repr, rules))


def _share(found: Figures, measure: Measure) -> Fraction | None:
    spent, total = spent_on(found, measure), figures.total_pence(found)
    return None if spent is None else figures.share(spent, total)


def _chart(
    chosen: Sequence[Analysis], found: Sequence[Figures], labels: list[str], *, with_published: bool
) -> Any:
    lines = [
        charts.Line(
            band=charts.Band(words=text, colour=f"series-{number}"),
            values=[
                None if (share := _share(one, measure)) is None else 100 * share for one in found
            ],
        )
        for number, (_, text, measure) in enumerate(MEASURES, start=1)
    ]
    return charts.line_chart(
        name="shares",
        title="Shares of all the money, pooled",
        words="All the money of the anchors of each analysis together.",
        period_heading="Analysis",
        periods=labels,
        lines=[line for line in lines if any(value is not None for value in line.values)],
        show=lambda value: f"{shown_short(half_up(value, places=1))}%",
        references=_references() if with_published else [],
        address=_address(chosen, published="yes" if with_published else ""),
    )


def _references() -> list[charts.Reference]:
    return [
        charts.Reference(
            words=f"{study.title}, {words.lower(series.label)}, {point.period}",
            value=point.percent,
        )
        for study in published().studies
        for series in study.series
        if (study.code, series.extent) in REFERENCES
        for point in series.points
    ]


def _shares(found: Sequence[Figures], labels: list[str]) -> dict[str, Any]:
    """Return the shares of each, the mean of anchors beside the pooled share, and the change."""
    rows = []
    for key, text, measure in MEASURES:
        shares = [_share(one, measure) for one in found]
        if all(share is None for share in shares):
            continue
        rows.append([text, *map(words.share, shares), points(shares[0], shares[-1])])
        if key in ("place", "wider"):
            means = [_mean(one, 0 if key == "place" else -1) for one in found]
            if any(mean is not None for mean in means):
                said = [words.share(mean) if mean is not None else "one anchor" for mean in means]
                rows.append([f"{text}: mean of the anchors", *said, points(means[0], means[-1])])
    return {"columns": _columns("Share, pooled unless it says otherwise", labels), "rows": rows}


def _mean(found: Figures, place: int) -> Fraction | None:
    if len(found["anchors"]) < 2:
        return None
    return figures.mean_of_anchors(found, found["areas"][place]["code"])


def points(first: Fraction | None, last: Fraction | None) -> str:
    """Return the change between two shares in percentage points, rounded once: "+4.2 points"."""
    if first is None or last is None:
        return "not known"
    return f"{half_up(100 * (last - first), places=1):+f} points"


def _amounts(found: Sequence[Figures], labels: list[str]) -> dict[str, Any]:
    rows = [_amount_row(text, amounts) for text, amounts in _every_amount(found)]
    return {"columns": _columns("Pounds, cash", labels), "rows": rows}


def _deflated(
    chosen: Sequence[Analysis], found: Sequence[Figures], labels: list[str]
) -> dict[str, Any]:
    """Return the amounts in the prices of the last year; `why_not` says why there are none."""
    series = deflator_in_use()
    years = [financial_year(one) for one in chosen]
    if series is None:
        return {"why_not": NO_DEFLATOR}
    if not all(years):
        return {"why_not": NOT_YEARS}
    rows = []
    try:
        for text, amounts in _every_amount(found):
            real = [
                None
                if amount is None
                else series.deflate(amount, from_year=year, to_year=years[-1])
                for amount, year in zip(amounts, years, strict=True)
            ]
            rows.append(_amount_row(text, real))
    except YearNotHeld as absent:
        return {"why_not": str(absent)}
    columns = _columns(f"Pounds in the prices of {years[-1]}", labels)
    return {"columns": columns, "rows": rows, "source": f"{series}. {series.marked()}".strip()}


def financial_year(analysis: Analysis) -> str:
    """Return the financial year that a period is, such as "2024-25"; empty if it is none."""
    start, end = analysis.start, analysis.end
    is_one = (start.month, start.day) == (4, 1) and (end.month, end.day) == (3, 31)
    if not is_one or end.year != start.year + 1:
        return ""
    return f"{start.year}-{end.year % 100:02}"


def _every_amount(found: Sequence[Figures]) -> Iterator[tuple[str, list[int | None]]]:
    """Yield each amount that any of the analyses has, by its words."""
    yield "All in scope", [figures.total_pence(one) for one in found]
    for _, text, measure in MEASURES:
        spent = [spent_on(one, measure) for one in found]
        if any(amount is not None for amount in spent):
            yield text.replace("Share", "Paid"), spent


def _amount_row(text: str, amounts: Sequence[int | Fraction | None]) -> list[str]:
    shown = ["not known" if amount is None else words.pounds(amount) for amount in amounts]
    first, last = amounts[0], amounts[-1]
    change = "not known" if first is None or last is None else signed(last - first)
    return [text, *shown, change]


def signed(pence: int | Fraction) -> str:
    """Return an amount with its sign: "+£1,200.00"."""
    return f"+{words.pounds(pence)}" if pence > 0 else words.pounds(pence)


def _columns(first: str, labels: list[str]) -> list[dict[str, Any]]:
    return [
        {"text": first},
        *({"text": text, "numeric": True} for text in (*labels, "Change, first to last")),
    ]


def _stacks(found: Sequence[Figures], labels: list[str]) -> Any:
    """Return how near the money of each went; None where their bands are not alike."""
    codes = {tuple(figures.band_codes(one)) for one in found}
    if len(codes) > 1:
        return None
    bands = figures.bands_of(found[0])
    each = [figures.bands_of(one) for one in found]
    return charts.stacked_chart(
        name="bands",
        title="How near it went",
        words="Shares of each analysis, by registered address.",
        bands=[charts.Band(words=band.words, colour=band.colour) for band in bands],
        stacks=[
            charts.Stack(
                label=label,
                values=[band.pence for band in these],
                shown_values=[f"{words.pounds(band.pence)} ({band.share})" for band in these],
                shown=words.pounds_short(figures.total_pence(one)),
            )
            for label, these, one in zip(labels, each, found, strict=True)
        ],
        label_heading="Analysis",
        total_heading="All",
        as_shares=True,
    )


def _movers(first: Figures, last: Figures, *, labels: tuple[str, str]) -> dict[str, Any] | None:
    """Return suppliers paid in only one of two analyses; None where not all are kept.

    Analyses keep their largest suppliers: one that is not among them may have been paid little, so
    nobody is called new or lost unless both analyses kept all.
    """
    kept_all = all(len(one["suppliers"]) == one["supplier_count"] for one in (first, last))
    before = {group.key: group for group in figures.suppliers(first)}
    after = {group.key: group for group in figures.suppliers(last)}
    return {
        "is_whole": kept_all,
        "new": _listed([group for key, group in after.items() if key not in before]),
        "lost": _listed([group for key, group in before.items() if key not in after]),
        "new_title": f"Paid in {labels[1]} and not in {labels[0]}",
        "lost_title": f"Paid in {labels[0]} and not in {labels[1]}",
        "columns": [{"text": "Supplier"}, {"text": "Paid", "numeric": True}],
    }


def _listed(groups: list[figures.GroupFigure]) -> dict[str, Any]:
    total = sum(group.pence for group in groups)
    return {
        "words": f"{words.counted(len(groups), 'supplier')}, {words.pounds(total)}",
        "rows": [[group.name, words.pounds(group.pence)] for group in groups[:NEWCOMERS]],
        "more": max(0, len(groups) - NEWCOMERS),
    }
