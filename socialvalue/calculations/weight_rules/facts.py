"""What the rules need to know of one tender."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text

from . import words


class FactMissing(ValueError):
    """The tender does not say something that the rules cannot do without."""


class FactNotUnderstood(ValueError):
    """The tender says something that is not a known code, a day or an exact number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One tender, as far as the rules ask. Values in pounds, the weight in percent of the tender.

    The social value weight and what follows it are None where they are not decided yet: a rule
    that asks about them is then neither kept nor broken.
    """

    nation: str
    buyer_kind: str
    buyer_code: str | None
    area_code: str | None
    regime: str
    main_category: str
    categories: frozenset[str]
    commenced_on: date
    excluding_vat: Decimal
    including_vat: Decimal
    social_value_weight: Decimal | None
    measures: int | None
    employment_and_skills_measures: int | None
    split: str | None
    climate_theme_in: frozenset[str] | None


def facts_from(tender: Mapping[str, Any]) -> Facts:
    """Return the facts of a tender written in the format of FORMAT.md sections 2.1 and 5.

    Raises FactMissing if the buyer's kind, nation, regime, main category, commencement day or
    either estimated value is absent; FactNotUnderstood if a code, day or number is not one.
    """
    buyer = _needed(tender, "buyer")
    value = _needed(tender, "estimated_value")
    social_value = tender.get("social_value") or {}
    theme = social_value.get("climate_theme_in")
    return Facts(
        nation=_code(tender, "nation", words.NATIONS),
        buyer_kind=_code(buyer, "kind", words.BUYER_KINDS),
        buyer_code=buyer.get("code"),
        area_code=buyer.get("area_code"),
        regime=_code(tender, "regime", words.REGIMES),
        main_category=_code(tender, "main_category", words.MAIN_CATEGORIES),
        categories=frozenset(tender.get("categories") or ()),
        commenced_on=_day(_needed(tender, "commenced_on")),
        excluding_vat=_number(_needed(value, "excluding_vat"), "excluding_vat"),
        including_vat=_number(_needed(value, "including_vat"), "including_vat"),
        social_value_weight=_weight(tender.get("section_weights") or {}),
        measures=_count(social_value, "measures"),
        employment_and_skills_measures=_count(social_value, "employment_and_skills_measures"),
        split=social_value.get("split"),
        climate_theme_in=None if theme is None else frozenset(theme),
    )


def _needed(part: Mapping[str, Any], name: str) -> Any:
    """Return a member that must be there, or raise FactMissing."""
    if part.get(name) is None:
        raise FactMissing(f"the tender does not say its {name}")
    return part[name]


def _code(part: Mapping[str, Any], name: str, known: Mapping[str, str]) -> str:
    """Return one of the known codes, or raise FactNotUnderstood."""
    code = _needed(part, name)
    if code not in known:
        raise FactNotUnderstood(f"{name} is {code!r}, not one of: {', '.join(known)}")
    return str(code)


def _day(given: object) -> date:
    """Return a day written 2026-06-01, or raise FactNotUnderstood."""
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise FactNotUnderstood(
            f"commenced_on is {given!r}, not a day such as 2026-06-01"
        ) from None


def _number(given: object, name: str) -> Decimal:
    """Return an exact number given as a decimal string or a Decimal, or raise FactNotUnderstood."""
    if isinstance(given, Decimal) and given.is_finite():
        return given
    try:
        return decimal_from_text(given)
    except NotADecimalString as wrong:
        raise FactNotUnderstood(f"{name}: {wrong}") from None


def _weight(section_weights: Mapping[str, Any]) -> Decimal | None:
    """Return the social value weight, or None where it is not decided."""
    given = section_weights.get("social_value")
    return None if given is None else _number(given, "social_value weight")


def _count(social_value: Mapping[str, Any], name: str) -> int | None:
    """Return a count, None where it is not decided, or raise FactNotUnderstood."""
    given = social_value.get(name)
    if given is None:
        return None
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise FactNotUnderstood(f"{name} is {given!r}, not a whole number of measures")
    return given
