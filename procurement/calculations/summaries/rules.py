"""What an assessment summary must hold. Each rule has a number, a sentence and its source."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from procurement.calculations.summaries.content import Assessment, Mark, Summary

SHORTEST_REASON = 20
"""Letters of a reason below which it cannot refer to anything in a tender."""

SHORTEST_NAME = 4
"""Letters of a supplier's name below which it cannot be told from common words."""

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that a summary lacks: by which rule, for which bid, and in words where."""

    rule: str
    bid: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: its number, its sentence, where it is from, and what finds what is missing."""

    number: str
    sentence: str
    source: str
    missing: Callable[[Summary], Iterator[str]]


def r31_1(summary: Summary) -> Iterator[str]:
    """The summary names the supplier."""
    if not summary.supplier.name.strip():
        yield "The supplier has no name."


def r31_2(summary: Summary) -> Iterator[str]:
    """The summary gives a contact postal address and an email address for the supplier."""
    if not summary.supplier.postal_address.strip():
        yield f"No postal address of {summary.supplier.name} is recorded."
    if not summary.supplier.email.strip():
        yield f"No email address of {summary.supplier.name} is recorded."


def r31_3(summary: Summary) -> Iterator[str]:
    """The summary gives the unique identifier of the supplier."""
    if not summary.supplier.identifier.strip():
        yield f"No unique identifier of {summary.supplier.name} is recorded."


def r31_4(summary: Summary) -> Iterator[str]:
    """Every award criterion and sub-criterion has its title."""
    for section in summary.criteria:
        for criterion in section.criteria:
            if not criterion.title.strip():
                yield f"Criterion {criterion.code} has no title."


def r31_5(summary: Summary) -> Iterator[str]:
    """Every award criterion and sub-criterion has its relative importance, and so has price."""
    if not summary.price_weight:
        yield "The weight of price is missing."
    for section in summary.criteria:
        if not section.weight:
            yield f"{section.title} has no weight."
        for criterion in section.criteria:
            if not criterion.weight:
                yield f"Criterion {criterion.code} has no weight."


def r31_6(summary: Summary) -> Iterator[str]:
    """The summary says how each criterion was to be assessed by scores, and which there were."""
    scales = {scale.code: scale for scale in summary.scales}
    for section in summary.criteria:
        for criterion in section.criteria:
            scale = scales.get(criterion.scale)
            if scale is None or not scale.levels:
                yield f"The scale of criterion {criterion.code} is missing."
            elif any(not definition.strip() for _, _, definition in scale.levels):
                yield f"A level of the scale of criterion {criterion.code} has no definition."


def r31_7(summary: Summary) -> Iterator[str]:
    """The summary says where the full version of the award criteria can be found."""
    if not summary.full_version.strip():
        yield "Nobody has said where the full version of the award criteria can be found."


def r31_8(summary: Summary) -> Iterator[str]:
    """Every criterion of a tender that was assessed in full has its score."""
    yield from _without_score(summary, summary.own, whose="")


def r31_9(summary: Summary) -> Iterator[str]:
    """Every score is explained by reference to relevant information in the tender."""
    definitions = {
        _plain(definition)
        for scale in summary.scales
        for _, label, definition in scale.levels
        for definition in (definition, f"{label}: {definition}", label)
    }
    for mark in _marks(summary.own):
        if not mark.reason.strip():
            yield f"The score for {mark.code} has no reason."
        elif len(mark.reason.strip()) < SHORTEST_REASON:
            yield f"The reason for {mark.code} is too short to refer to the tender."
        elif _plain(mark.reason) in definitions:
            yield f"The reason for {mark.code} only repeats the scale."


def r31_10(summary: Summary) -> Iterator[str]:
    """Where a criterion has sub-criteria, each of them is explained."""
    told = {mark.code: mark for mark in _marks(summary.own)}
    for section in summary.criteria:
        for criterion in section.criteria:
            mark = told.get(criterion.code)
            if criterion.parent and mark is not None and not mark.reason.strip():
                yield f"Sub-criterion {criterion.code} of {criterion.parent.code} has no reason."


def r31_11(summary: Summary) -> Iterator[str]:
    """The summary gives the total score, and the sub-total of each section."""
    if not summary.own.total and not summary.is_disqualified:
        yield "The total score is missing."
    for section in summary.own.sections:
        if not section.weighted_score:
            yield f"The sub-total of {section.title.lower()} is missing."


def r31_12(summary: Summary) -> Iterator[str]:
    """A supplier that has not won is told why, with the ground where it was disqualified."""
    if not summary.is_winner and not summary.why_not:
        yield "It is not said why the contract is not awarded to this supplier."


def r31_13(summary: Summary) -> Iterator[str]:
    """A supplier that has not won is told who has, with the winner's scores and their reasons."""
    if summary.is_winner or not summary.winner:
        return
    if summary.winning is None:
        yield "The scores of the winning tender are missing."
        return
    yield from _without_score(summary, summary.winning, whose=" of the winning tender")
    for mark in _marks(summary.winning):
        if not mark.reason.strip():
            yield f"The score of the winning tender for {mark.code} has no reason."


def r31_14(summary: Summary) -> Iterator[str]:
    """No other supplier is named: in its own reasons not the winner either."""
    in_own = [*summary.other_names, "" if summary.is_winner else summary.winner]
    yield from _named(summary.own, in_own, where="The reason")
    if summary.winning:
        in_winning = [*summary.other_names, summary.supplier.name]
        yield from _named(summary.winning, in_winning, where="The reason of the winning tender")


def _marks(assessment: Assessment) -> Iterator[Mark]:
    """Yield every mark of an assessment."""
    for section in assessment.sections:
        yield from section.marks


def _without_score(summary: Summary, assessment: Assessment, *, whose: str) -> Iterator[str]:
    """Yield each criterion without a score, of a tender that was not taken out before scoring."""
    if summary.is_disqualified and not whose:
        return
    scored = {mark.code for mark in _marks(assessment) if mark.points}
    for section in summary.criteria:
        for criterion in section.criteria:
            if criterion.code not in scored:
                yield f"The score{whose} for {criterion.code} is missing."
    has_price = assessment.price is not None and (
        bool(assessment.price.score) or summary.price_weight == "0"
    )
    if not has_price:
        yield f"The price score{whose} is missing."


def _named(assessment: Assessment, names: list[str], *, where: str) -> Iterator[str]:
    """Yield each reason that names one of these suppliers."""
    looked_for = [name for name in names if len(name.strip()) >= SHORTEST_NAME]
    for mark in _marks(assessment):
        said = _plain(mark.reason)
        for name in looked_for:
            if _plain(name) in said:
                yield f"{where} for {mark.code} names another supplier, {name}."


def _plain(text: str) -> str:
    """Return words in small letters without a full stop at the end, spaces alike."""
    return _SPACES.sub(" ", text).strip().rstrip(".").casefold()


REGULATION = "Procurement Regulations 2024 (SI 2024/692), regulation 31"
_SOURCES = {
    "R31.1": (r31_1, f"{REGULATION}(2)(a)"),
    "R31.2": (r31_2, f"{REGULATION}(2)(b)"),
    "R31.3": (r31_3, f"{REGULATION}(2)(c)"),
    "R31.4": (r31_4, f"{REGULATION}(2)(d)(i)(aa)"),
    "R31.5": (r31_5, f"{REGULATION}(2)(d)(i)(bb)"),
    "R31.6": (r31_6, f"{REGULATION}(2)(d)(i)(cc)"),
    "R31.7": (r31_7, f"{REGULATION}(2)(d)(ii)"),
    "R31.8": (r31_8, f"{REGULATION}(2)(e)(i)"),
    "R31.9": (r31_9, f"{REGULATION}(2)(e)(i)(aa)"),
    "R31.10": (r31_10, f"{REGULATION}(2)(e)(i)(bb)"),
    "R31.11": (r31_11, f"{REGULATION}(2)(e)(ii)"),
    "R31.12": (r31_12, f"{REGULATION}(3)(c)"),
    "R31.13": (r31_13, f"{REGULATION}(3)"),
    "R31.14": (r31_14, "Procurement Act 2023, section 94: our own rule, to keep others' content"),
}
RULES = {
    number: Rule(number=number, sentence=find.__doc__ or "", source=source, missing=find)
    for number, (find, source) in _SOURCES.items()
}


def gaps_of(summary: Summary) -> list[Gap]:
    """Return everything that a summary lacks, in the order of the rules; empty where nothing."""
    return [
        Gap(rule=rule.number, bid=summary.bid, words=words)
        for rule in RULES.values()
        for words in rule.missing(summary)
    ]
