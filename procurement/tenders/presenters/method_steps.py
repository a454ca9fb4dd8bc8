"""The steps of making a method, and how far each is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from procurement.tenders.access import OFFICERS, READERS
from procurement.tenders.models import Methodology, Section, Tender
from procurement.tenders.presenters.plain import percent
from procurement.tenders.presenters.publishing_steps import publishing
from procurement.tenders.queries import Missing, what_is_missing
from procurement.tenders.queries.published import draft_of
from procurement.tenders.steps import Group, Status, Step, register

PLACES = ["tenders:change", "tenders:duty", "tenders:lots"]
"""Pages of the tender itself: once the first version is published they are fixed."""


@register(order=195)
def making_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Each part of the method in the making, for officers; then its publication."""
    if not READERS.admits(request):
        return
    draft = draft_of(tender)
    if draft is None:
        return
    missing: list[Missing] = []
    if OFFICERS.admits(request):
        missing = what_is_missing(draft)
        yield from method_steps(draft, missing=missing)
    yield publishing(tender, request, version=draft.version, is_ready=not missing)


def address_of(missing: Missing, tender: Tender) -> str:
    """Return the address at which something that is missing is settled."""
    page = reverse(missing.page, args=[tender.pk])
    return f"{page}#{missing.anchor}" if missing.anchor else page


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a method: its pages, the first of which it is begun on; how it stands.

    `settled` is its status where nothing is missing any more.
    """

    title: str
    hint: str
    pages: tuple[str, ...]
    is_begun: bool
    settled: Status


def method_steps(methodology: Methodology, *, missing: list[Missing]) -> list[Step]:
    """Return the steps of making a method, with how far each is and what it still needs."""
    parts = [*_of_tender(methodology), *_of_sections(methodology), *_of_marking(methodology)]
    if missing:
        parts[-1] = _findings(Status.NONE, "Nothing to answer so far")
    is_first = methodology.tender.is_draft
    return [
        _step(part, methodology, lacking=[each for each in missing if each.page in part.pages])
        for part in parts
        if is_first or part.pages[0] not in PLACES
    ]


def _step(part: Part, methodology: Methodology, *, lacking: list[Missing]) -> Step:
    """Return the step of a part. What it lacks first is its hint."""
    if not lacking:
        status, hint = part.settled, part.hint
    else:
        status = Status.IN_PROGRESS if part.is_begun else Status.TO_DO
        more = f" And {len(lacking) - 1} more." if len(lacking) > 1 else ""
        hint = f"{lacking[0].sentence}{more}"
    return Step(
        group=Group.METHOD,
        title=part.title,
        hint=hint,
        status=status,
        url=reverse(part.pages[0], args=[methodology.tender.pk]),
    )


def _of_tender(methodology: Methodology) -> Iterator[Part]:
    """Yield what is said of the tender itself."""
    lots = methodology.lot_methods.count()
    yield Part(
        title="About the tender",
        hint="What you buy, the law, value and dates",
        pages=("tenders:change",),
        is_begun=True,
        settled=Status.DONE,
    )
    yield Part(
        title="What it could improve",
        hint="What the Social Value Act asks to consider first",
        pages=("tenders:duty",),
        is_begun=False,
        settled=Status.DONE,
    )
    yield Part(
        title="Lots",
        hint=f"{lots} lots" if lots > 1 else "One lot. Smaller lots let smaller firms bid",
        pages=("tenders:lots",),
        is_begun=True,
        settled=Status.DONE if lots > 1 else Status.OPTIONAL,
    )


def _of_sections(methodology: Methodology) -> Iterator[Part]:
    """Yield the weights, and the questions of each section."""
    weighed = methodology.social_value_weight is not None
    counts = Counter(criterion.section for criterion in methodology.criteria.all())
    yield Part(
        title="Weights",
        hint=weights_words(methodology) if weighed else "Quality, price and social value",
        pages=("tenders:weights",),
        is_begun=weighed,
        settled=Status.DONE,
    )
    for section, pages, otherwise in [
        (
            Section.SOCIAL_VALUE,
            ("tenders:social_value", "tenders:areas"),
            "Chosen from the matrix",
        ),
        (
            Section.QUALITY,
            ("tenders:quality",),
            "In your own words, with sub-criteria if you like",
        ),
    ]:
        count = counts[section]
        yield Part(
            title=f"{section.label} questions",
            hint=_questions(count, otherwise),
            # Before there is a question the last of the pages is where one starts.
            pages=pages if count else pages[::-1],
            is_begun=bool(count),
            settled=_settled(count, methodology.weight_of(section)),
        )


def _settled(count: int, weight: Any) -> Status:
    """Return how a section's questions stand where nothing is missing of them."""
    if count:
        return Status.DONE
    return Status.TO_DO if weight is None else Status.OPTIONAL


def _of_marking(methodology: Methodology) -> Iterator[Part]:
    """Yield how answers and prices are marked; the findings come last."""
    criteria = methodology.criteria.all()
    has_marks = methodology.section_pass_marks.exists() or any(
        criterion.pass_mark_points is not None for criterion in criteria
    )
    yield Part(
        title="Scales",
        hint="What each score means",
        pages=("tenders:scales",),
        is_begun=bool(criteria),
        settled=Status.DONE if criteria else Status.OPTIONAL,
    )
    yield Part(
        title="Pass marks",
        hint="The least a bid must reach" if has_marks else "None is set: no score rules a bid out",
        pages=("tenders:pass_marks",),
        is_begun=has_marks,
        settled=Status.DONE if has_marks else Status.OPTIONAL,
    )
    yield Part(
        title="Price",
        hint="How prices are scored, ties, abnormally low prices",
        pages=("tenders:price",),
        is_begun=False,
        settled=Status.DONE,
    )
    yield _findings(Status.DONE, "What the rules find about the method, and your answers")


def _findings(settled: Status, hint: str) -> Part:
    """Return the part of findings: as long as anything is missing, none to answer is no end."""
    return Part(
        title="Findings",
        hint=hint,
        pages=("tenders:findings",),
        is_begun=True,
        settled=settled,
    )


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
