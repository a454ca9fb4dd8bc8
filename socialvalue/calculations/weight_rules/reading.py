"""Rules and thresholds read from a document of the format `sv-weight-rules/1.0`, and checked."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text

from . import words
from .rules import REQUIREMENTS, Band, Basis, Requirement, Rule, Status, Threshold

T = TypeVar("T")

HUNDRED = Decimal(100)
CONFIDENCE = ("high", "medium", "low")


class RuleDataWrong(ValueError):
    """Something in the data is absent or malformed. `at` is a JSON Pointer to it."""

    def __init__(self, *, at: str, detail: str) -> None:
        super().__init__(f"{at}: {detail}")
        self.at = at
        self.detail = detail


def rules_from(document: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a document, in its order. Members it does not know are ignored.

    Raises RuleDataWrong, which names the place, at the first thing that is wrong.
    """
    rules = tuple(_rule(part) for part in _Part(document, "").parts("rules"))
    _refuse_repeats(rules)
    return rules


def thresholds_from(document: Mapping[str, Any]) -> tuple[Threshold, ...]:
    """Return the procurement thresholds of a document, in its order.

    Raises RuleDataWrong, which names the place, at the first thing that is wrong.
    """
    return tuple(_threshold(part) for part in _Part(document, "").parts("thresholds"))


class _Part:
    """One object of the document and the JSON Pointer to it, so that every error can say where."""

    def __init__(self, members: Mapping[str, Any], at: str) -> None:
        self.members = members
        self.at = at

    def wrong(self, name: str, detail: str) -> RuleDataWrong:
        return RuleDataWrong(at=f"{self.at}/{name}", detail=detail)

    def needed(self, name: str) -> Any:
        if name not in self.members:
            raise self.wrong(name, "is missing")
        return self.members[name]

    def parts(self, name: str) -> Iterator["_Part"]:
        given = self.needed(name)
        if not isinstance(given, list):
            raise self.wrong(name, "is not a list")
        for number, members in enumerate(given):
            if not isinstance(members, Mapping):
                raise self.wrong(f"{name}/{number}", "is not an object")
            yield _Part(members, f"{self.at}/{name}/{number}")

    def text(self, name: str) -> str:
        given = self.needed(name)
        if not isinstance(given, str) or not given.strip():
            raise self.wrong(name, f"is {given!r}, not words")
        return given

    def truth(self, name: str) -> bool:
        given = self.needed(name)
        if not isinstance(given, bool):
            raise self.wrong(name, f"is {given!r}, not true or false")
        return given

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        given = self.needed(name)
        if given not in known:
            raise self.wrong(name, f"is {given!r}, not one of: {', '.join(known)}")
        return str(given)

    def day(self, name: str) -> date:
        given = self.needed(name)
        try:
            return date.fromisoformat(given)
        except (TypeError, ValueError):
            raise self.wrong(name, f"is {given!r}, not a day such as 2026-06-01") from None

    def amount(self, name: str) -> Decimal:
        try:
            amount = decimal_from_text(self.needed(name))
        except NotADecimalString as wrong:
            raise self.wrong(name, str(wrong)) from None
        if amount < 0:
            raise self.wrong(name, f"is {amount}, below nought")
        return amount

    def percentage(self, name: str) -> Decimal:
        weight = self.amount(name)
        if weight > HUNDRED:
            raise self.wrong(name, f"is {weight}, more than 100 percent")
        return weight

    def codes(self, name: str, known: Mapping[str, str] | None = None) -> tuple[str, ...]:
        given = self.needed(name)
        if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
            raise self.wrong(name, f"is {given!r}, not a list of codes")
        for code in given:
            if known is not None and code not in known:
                raise self.wrong(name, f"names {code!r}, not one of: {', '.join(known)}")
        return tuple(given)

    def or_null(self, name: str, read: Callable[[str], T]) -> T | None:
        """Read a member that must be there and may be null."""
        return None if self.needed(name) is None else read(name)

    def optional(self, name: str, read: Callable[[str], T]) -> T | None:
        """Read a member that may be left out or null."""
        return None if self.members.get(name) is None else read(name)


def _rule(part: _Part) -> Rule:
    """Return one rule, or raise RuleDataWrong."""
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


def _band(part: _Part, *, category: bool = True) -> Band:
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


def _requirement(part: _Part) -> Requirement:
    """Return a requirement. One that depends on the value has a basis and limits of its own."""
    code = part.one_of("code", REQUIREMENTS)
    value = part.members.get("value")
    if code in ("maximum_measures", "minimum_employment_and_skills_measures"):
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise part.wrong("value", f"is {value!r}, not a whole number")
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


def _refuse_unless_split(part: _Part) -> None:
    """A split is quantitative/qualitative, such as 50/50, and adds up to 100."""
    text = part.text("value")
    try:
        quantitative, qualitative = (decimal_from_text(half.strip()) for half in text.split("/"))
    except ValueError:
        raise part.wrong("value", f"is {text!r}, not a split such as 50/50") from None
    if quantitative + qualitative != HUNDRED:
        raise part.wrong("value", f"is {text!r}, which does not add up to 100")


def _threshold(part: _Part) -> Threshold:
    """Return one threshold, or raise RuleDataWrong."""
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
            raise RuleDataWrong(at=f"/rules/{number}/code", detail=f"{rule.code!r} is used twice")
        seen.add(rule.code)
