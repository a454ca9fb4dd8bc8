"""The steps of making a method, and how far each is."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from procurement.tenders.models import (
    Methodology,
    Section,
    Tender,
)
from procurement.tenders.presenters.plain import percent
from procurement.tenders.queries import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One step of a tender's task list. Without a url it cannot be started yet."""

    title: str
    hint: str
    status: str
    colour: str
    url: str


def task(title: str, *, hint: str, status: str, url: str = "") -> Task:
    """Return one step; its status says how far it is."""
    colours = {"Done": "", "Not started": "blue", "Cannot start yet": "grey"}
    return Task(
        title=title, hint=hint, status=status, colour=colours.get(status, "yellow"), url=url
    )


def address_of(missing: Missing, tender: Tender) -> str:
    """Return the address at which something that is missing is settled."""
    page = reverse(missing.page, args=[tender.pk])
    return f"{page}#{missing.anchor}" if missing.anchor else page


Row = tuple[str, str, list[str], bool]
"""Title, hint, pages, and whether it is begun, of one step."""

ENDING: list[Row] = [
    ("Scales", "What each score means", ["tenders:scales"], True),
    ("Pass marks", "The least a bid must reach", ["tenders:pass_marks"], True),
    ("Price", "How prices are scored, ties, abnormally low prices", ["tenders:price"], False),
    (
        "Findings",
        "What the rules find about the method, and your answers",
        ["tenders:findings"],
        True,
    ),
]
"""The steps whose words never change."""


def _beginning(methodology: Methodology) -> list[Row]:
    """Return the steps whose words say how far they are."""
    weighed = methodology.social_value_weight is not None
    counts = Counter(criterion.section for criterion in methodology.criteria.all())
    social_value, quality = counts[Section.SOCIAL_VALUE], counts[Section.QUALITY]
    lots = methodology.lot_methods.count()
    return [
        (
            "What it could improve",
            "What the Social Value Act asks to consider first",
            ["tenders:duty"],
            False,
        ),
        ("About the tender", "What you buy, the law, value and dates", ["tenders:change"], True),
        (
            "Lots",
            f"{lots} lots" if lots > 1 else "One lot. Smaller lots let smaller firms bid",
            ["tenders:lots"],
            True,
        ),
        (
            "Weights",
            weights_words(methodology) if weighed else "Quality, price and social value",
            ["tenders:weights"],
            weighed,
        ),
        (
            "Social value questions",
            _questions(social_value, "Chosen from the matrix"),
            ["tenders:social_value", "tenders:areas"],
            bool(social_value),
        ),
        (
            "Quality questions",
            _questions(quality, "In your own words, with sub-criteria if you like"),
            ["tenders:quality"],
            bool(quality),
        ),
    ]


def method_tasks(methodology: Methodology, *, missing: list[Missing]) -> list[Task]:
    """Return the steps of making a method, with how far each is."""
    steps = [*_beginning(methodology), *ENDING]
    unsettled = {entry.page for entry in missing}
    return [
        task(
            title,
            hint=hint,
            status=_status(unsettled.intersection(pages), started=started),
            # Before there is a question the last of the pages is where one starts.
            url=reverse(pages[0 if started else -1], args=[methodology.tender.pk]),
        )
        for title, hint, pages, started in steps
    ]


def _status(unsettled: set[str], *, started: bool) -> str:
    """Return how far a step is."""
    if not unsettled:
        return "Done"
    return "In progress" if started else "Not started"


def _questions(count: int, otherwise: str) -> str:
    """Return how many questions there are, or what they will be."""
    if not count:
        return otherwise
    return f"{count} question{'s' if count > 1 else ''}"


def weights_words(methodology: Methodology) -> str:
    """Return the three weights in a row."""
    return ", ".join(
        f"{section.label.lower()} {percent(methodology.weight_of(section))}" for section in Section
    ).capitalize()
