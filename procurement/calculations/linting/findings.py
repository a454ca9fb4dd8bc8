"""What the numbered rules find, and the table of rules."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from procurement.calculations.linting.method import Method


class Severity(StrEnum):
    """Whether a finding must be answered before publishing, or is advice."""

    MUST = "must"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule found. `place` is a code of a criterion or lot, empty for the whole."""

    rule: str
    severity: Severity
    place: str
    sentence: str


Found = Iterable[tuple[str, str]]
"""Place and sentence of each thing that a rule found."""


def at(place: str, sentence: str) -> tuple[str, str]:
    """Return one thing that a rule found: the place, and the sentence that people read."""
    return place, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One numbered rule. `sentence` is what it says; `source` where it is from.

    `is_confirmed` is false where the source was not checked word for word.
    """

    number: str
    sentence: str
    severity: Severity
    source: str
    is_confirmed: bool
    check: Callable[[Method], Found]


RULES: dict[str, Rule] = {}
"""Every rule by its number, in order."""


def rule(
    *, severity: Severity, source: str, is_confirmed: bool = True
) -> Callable[[Callable[[Method], Found]], Callable[[Method], Found]]:
    """Return a decorator that makes a function a rule: its name the number, its words the rule."""

    def add(check: Callable[[Method], Found]) -> Callable[[Method], Found]:
        number = check.__name__.upper()
        RULES[number] = Rule(
            number=number,
            sentence=" ".join((check.__doc__ or "").split()),
            severity=severity,
            source=source,
            is_confirmed=is_confirmed,
            check=check,
        )
        return check

    return add


def findings(method: Method) -> Iterator[Finding]:
    """Yield what the rules find about a method, rule by rule."""
    for each in RULES.values():
        for place, sentence in each.check(method):
            yield Finding(rule=each.number, severity=each.severity, place=place, sentence=sentence)
