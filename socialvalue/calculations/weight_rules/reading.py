"""Rules and thresholds read from a document of the format `sv-weight-rules/1.0`, and checked."""

from collections.abc import Mapping
from typing import Any

from socialvalue.calculations.documents import HUNDRED, DataWrong, Part
from socialvalue.calculations.rounding import decimal_from_text

from . import words
from .rules import REQUIREMENTS, Band, Basis, Requirement, Rule, Status, Threshold

CONFIDENCE = ("high", "medium", "low")


def rules_from(document: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a document, in its order. Members it does not know are ignored.

    Raises DataWrong, which names the place, at the first thing that is wrong.
    """
    rules = tuple(_rule(part) for part in Part(document).parts("rules"))
    _refuse_repeats(rules)
    return rules


def thresholds_from(document: Mapping[str, Any]) -> tuple[Threshold, ...]:
    """Return the procurement thresholds of a document, in its order.

    Raises DataWrong, which names the place, at the first thing that is wrong.
    """
    return tuple(_threshold(part) for part in Part(document).parts("thresholds"))


def _rule(part: Part) -> Rule:
    """Return one rule, or raise DataWrong."""
    rule = Rule(
        code=part.text("code"),
        title=part.text("title"),
        status=Status(part.one_of("status", tuple(Status))),
        enabled=part.truth("enabled"),
        nations=part.or_null("nations", lambda name: part.codes(name, words.NATIONS)),
        area_code=part.or_null("area_code", part.text),
        buyer_code=part.or_null("buyer_code", part.text),
        buyer_kinds=part.or_null("buyer_kinds", lambda name: part.codes(name, words.BUYER_KINDS)),
        regimes=part.or_null("regimes", lambda name: part.codes(name, words.REGIMES)),
        only_above_threshold=part.truth("only_above_threshold"),
        values=tuple(_band(band) for band in part.parts("values")),
        case_by_case_categories=part.codes("case_by_case_categories"),
        effective_from=part.or_null("effective_from", part.day),
        mandatory_from=part.or_null("mandatory_from", part.day),
        effective_to=part.or_null("effective_to", part.day),
        dates_confirmed=part.truth("dates_confirmed"),
        minimum_percent=part.or_null("minimum_percent", part.percentage),
        recommended_percent=part.or_null("recommended_percent", part.percentage),
        maximum_percent=part.or_null("maximum_percent", part.percentage),
        base=part.one_of("base", ("total",)),
        requirements=tuple(_requirement(asked) for asked in part.parts("requirements")),
        departure_approver=part.or_null("departure_approver", part.text),
        source=part.text("source"),
        clause=part.text("clause"),
        confidence=part.one_of("confidence", CONFIDENCE),
        note=part.or_null("note", part.text) or "",
    )
    if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
        raise part.wrong("effective_to", "is before effective_from")
    return rule


def _band(part: Part, *, category: bool = True) -> Band:
    """Return a band of values; one without any limit is refused."""
    band = Band(
        main_category=part.or_null(
            "main_category", lambda name: part.one_of(name, tuple(words.MAIN_CATEGORIES))
        )
        if category
        else None,
        at_least=part.optional("at_least", part.amount),
        above=part.optional("above", part.amount),
        below=part.optional("below", part.amount),
        basis=Basis(part.one_of("basis", tuple(Basis))),
        basis_confirmed=part.truth("basis_confirmed") if category else True,
    )
    if band.at_least is band.above is band.below is None:
        raise part.wrong("at_least", "is missing, as are above and below: the band has no limit")
    return band


def _requirement(part: Part) -> Requirement:
    """Return a requirement. One that depends on the value has a basis and limits of its own."""
    code = part.one_of("code", REQUIREMENTS)
    value = part.members.get("value")
    if code in ("maximum_measures", "minimum_employment_and_skills_measures"):
        part.count("value")
    elif code == "split":
        _refuse_unless_split(part)
    elif code == "attachment":
        part.text("value")
    return Requirement(
        code=code,
        about=part.text("about"),
        value=None if value is None else str(value),
        band=_band(part, category=False) if "basis" in part.members else None,
    )


def _refuse_unless_split(part: Part) -> None:
    """A split is quantitative/qualitative, such as 50/50, and adds up to 100."""
    text = part.text("value")
    try:
        quantitative, qualitative = (decimal_from_text(half.strip()) for half in text.split("/"))
    except ValueError:
        raise part.wrong("value", f"is {text!r}, not a split such as 50/50") from None
    if quantitative + qualitative != HUNDRED:
        raise part.wrong("value", f"is {text!r}, which does not add up to 100")


def _threshold(part: Part) -> Threshold:
    """Return one threshold, or raise DataWrong."""
    return Threshold(
        buyer_group=part.one_of("buyer_group", ("central", "sub_central")),
        category=part.one_of("category", ("goods_services", "works")),
        amount_including_vat=part.amount("amount_including_vat"),
        effective_from=part.or_null("effective_from", part.day),
        effective_to=part.or_null("effective_to", part.day),
    )


def _refuse_repeats(rules: tuple[Rule, ...]) -> None:
    """Two rules of one document never share a code."""
    seen: set[str] = set()
    for number, rule in enumerate(rules):
        if rule.code in seen:
            raise DataWrong(at=f"/rules/{number}/code", detail=f"{rule.code!r} is used twice")
        seen.add(rule.code)
