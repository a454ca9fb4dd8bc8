"""The page of an analysis: cards, charts, map and tables."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from socialvalue.core import charts
from socialvalue.places.models import Area
from socialvalue.places.presenters import authority_map
from socialvalue.places.queries import authority_names
from socialvalue.spend import figures, words
from socialvalue.spend.figures import TOP, BandFigure, GroupFigure
from socialvalue.spend.models import Analysis
from socialvalue.spend.presenters.payments import lines_url

CATEGORIES_DRAWN = 7


def analysis_page(analysis: Analysis) -> dict[str, Any]:
    """Return what the page of an analysis shows."""
    found = analysis.figures
    return {
        "is_empty": figures.is_empty(found),
        "cards": figures.headline(found),
        "provisional": figures.provisional_words(found) if figures.is_provisional(found) else "",
        "taken_back": _taken_back(analysis),
        "bands": bands_chart(analysis),
        "categories": category_chart(analysis),
        "category_table": category_table(analysis),
        "map": _map(analysis),
        "authorities": _authority_table(found),
        "suppliers": _supplier_table(found),
        "how": _how(analysis),
    }


def bands_chart(analysis: Analysis) -> Any:
    """Return the chart of where the money went."""
    bands = figures.bands_of(analysis.figures)
    return charts.bar_chart(
        name="bands",
        title="How near it went",
        words="What was paid in your place, in the wider area around it, outside, and where the "
        "place is not known.",
        label_heading="Where",
        value_heading="Paid",
        bars=[_bar(analysis, band) for band in bands],
        table=charts.Table(
            columns=[charts.Column(text="Where"), *_numbers("Payments", "Paid", "Share")],
            rows=[
                [band.words, f"{band.lines:,}", words.pounds(band.pence), band.share]
                for band in bands
            ],
            total=[
                "All",
                f"{analysis.figures['total']['lines']:,}",
                words.pounds(figures.total_pence(analysis.figures)),
                "",
            ],
        ),
        csv_address=reverse("spend:bands_csv", args=[analysis.pk]),
    )


def _bar(analysis: Analysis, band: BandFigure) -> charts.Bar:
    return charts.Bar(
        label=band.words,
        value=band.pence,
        shown=f"{words.pounds_short(band.pence)} ({band.share})",
        leading=band.colour == "place",
        address=lines_url(analysis, band=band.code),
    )


def category_chart(analysis: Analysis) -> Any:
    """Return the flow from the largest categories to where the money went; the rest together."""
    found = analysis.figures
    bands = figures.bands_of(found)
    groups = largest(figures.categories(found), CATEGORIES_DRAWN)
    return charts.flow_chart(
        name="categories",
        title="Where the money goes",
        words=_flow_words(len(figures.categories(found))),
        source_heading="Category",
        sources=[group.name for group in groups],
        bands=[charts.Band(words=band.words, colour=band.colour) for band in bands],
        flows={
            (group.name, band.words): pence
            for group in groups
            for band, pence in zip(bands, group.band_pence, strict=True)
        },
        show=words.pounds_short,
        csv_address=reverse("spend:categories_csv", args=[analysis.pk]),
    )


def largest(groups: Sequence[GroupFigure], how_many: int) -> list[GroupFigure]:
    """Return the largest categories, and the others as one (a single other one as itself)."""
    if len(groups) <= how_many + 1:
        return list(groups)
    others = groups[how_many:]
    together = GroupFigure(
        key="",
        name=f"{len(others)} other categories",
        pence=sum(group.pence for group in others),
        lines=sum(group.lines for group in others),
        share="",
        band_pence=tuple(map(sum, zip(*(group.band_pence for group in others), strict=True))),
        is_several=True,
    )
    return [*groups[:how_many], together]


def _flow_words(how_many: int) -> str:
    said = "What the money was for, on the left, and where it went, on the right."
    if how_many <= CATEGORIES_DRAWN + 1:
        return said
    return f"{said} The {CATEGORIES_DRAWN} largest of {how_many} categories, and the others as one."


def category_table(analysis: Analysis) -> dict[str, Any]:
    """Return what went where of each category, whose name leads to its payments.

    `rows` has the largest, and the others as one; `every` has all, where `rows` has not.
    """
    found = analysis.figures
    groups = figures.categories(found)
    bands = figures.bands_of(found)
    total = [*(band.pence for band in bands), figures.total_pence(found)]
    return {
        "columns": _heads("Category", *(band.words for band in bands), "Total"),
        "rows": [_category_row(analysis, group) for group in largest(groups, TOP)],
        "every": [_category_row(analysis, group) for group in groups[TOP + 1 :] and groups],
        "total": ["All", *map(words.pounds, total)],
    }


def _category_row(analysis: Analysis, group: GroupFigure) -> list[Any]:
    name = {"text": group.name, "url": lines_url(analysis, category=group.key)}
    return [
        group.name if group.is_several else name,
        *map(words.pounds, (*group.band_pence, group.pence)),
    ]


def _map(analysis: Analysis) -> dict[str, Any]:
    """Return the map of payments by local authority, around the wider area."""
    paid = {code: int(pence) for code, pence in analysis.figures["authorities"].items()}
    focus = Area.objects.filter(pk=analysis.wider_place_code or analysis.place_code).first()
    return authority_map(paid, focus=focus)


def _authority_table(found: figures.Figures) -> dict[str, Any]:
    rows = figures.authorities(found, authority_names(found["authorities"]))
    return {
        "caption": f"The {TOP} largest of {len(rows)}" if len(rows) > TOP else "All of them",
        "columns": _heads("Local authority", "Paid"),
        "rows": [[name, words.pounds(pence)] for name, _, pence in rows[:TOP]],
    }


def _supplier_table(found: figures.Figures) -> dict[str, Any]:
    paid = figures.suppliers(found)[:TOP]
    top = words.percent(sum(group.pence for group in paid), figures.total_pence(found))
    return {
        "words": f"They received {top} of the money." if len(paid) == TOP else "",
        "columns": _heads("Supplier", "Payments", "Paid", "Share of all"),
        "rows": [
            [group.name, f"{group.lines:,}", words.pounds(group.pence), group.share]
            for group in paid
        ],
    }


def _how(analysis: Analysis) -> dict[str, Any]:
    """Return how the figures were worked out, and from what."""
    found, basis = analysis.figures, analysis.worked_from
    return {
        "period": f"Payments dated {words.period(analysis.start, analysis.end)}, both days "
        f"included. {figures.outside_period(found)} {figures.AS_PUBLISHED}",
        "located": f"The place is known of {figures.located_share(found)} of the money.",
        "addresses": figures.ADDRESSES,
        "lawful": figures.LAWFUL,
        "postcodes": f"{basis['postcodes']['source']}, {basis['postcodes']['vintage']}",
        "unplaced_columns": _heads("Why", "Payments", "Paid"),
        "unplaced": [
            [entry["name"], f"{entry['lines']:,}", words.pounds(int(entry["pence"]))]
            for entry in found["unplaced"]
        ],
        "repaired": figures.repaired(found),
        "repair_columns": _heads("As written", "Payments", "Paid", text=["Read as"]),
        "repairs": [
            [
                entry["name"],
                entry["read"],
                f"{entry['lines']:,}",
                words.pounds(int(entry["pence"])),
            ]
            for entry in found["repairs"]
        ],
        "files": [{"pk": pk, **file} for pk, file in basis["files"].items()],
        "rules": basis["rules"],
    }


def _taken_back(analysis: Analysis) -> str:
    """Return in words which files were taken back since the figures were worked out."""
    names = [file.name for file in analysis.files.all() if file.undone_at is not None]
    if not names:
        return ""
    said = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"Taken back since: {said}. Analyse the period again for figures without."


def _numbers(*titles: str) -> list[charts.Column]:
    return [charts.Column(text=title, numeric=True) for title in titles]


def _heads(first: str, *numbers: str, text: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the heads of a table: of its first column, of further words, and of numbers."""
    return [
        {"text": first},
        *({"text": words} for words in text),
        *({"text": title, "numeric": True} for title in numbers),
    ]
