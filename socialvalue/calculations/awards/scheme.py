"""A scheme as data: what is asked, how it is judged, and which judgements come to which level.

A scheme is one document (`format: social-value-scheme/1.0`), versioned, dated and sourced. It is
read strictly: a name that is not known is a fault, so that a slip of the pen in a rule is never a
rule that always holds. Source: docs/sums_awards.md, levels of an award.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

FORMAT = "social-value-scheme/1.0"
APPEAL_WORKING_DAYS = 20
"""Working days in which to appeal, where a scheme does not say: our own rule, four weeks."""
RENEWAL_MONTHS = 6
"""Months before its end in which an award can be renewed, where a scheme does not say: our own
rule, half a year, so that what is shown for the next award is not years old when it begins."""


class SchemeKind(StrEnum):
    """What a holder gets."""

    AWARD = "award"
    CHARTER = "charter"
    STANDING = "standing"
    SELF_ASSESSMENT = "self_assessment"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Mark:
    """A judgement that can be given, the lowest first. `points` count where a rule asks."""

    code: str
    title: str
    definition: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is asked and judged. `weight` is its share of the points of its theme.

    `held` names the kinds of evidence that the product may hold already and offers here;
    `equivalent` says which other evidence counts as much, where an accreditation is asked for.
    """

    code: str
    theme: str
    title: str
    question: str
    prompts: tuple[str, ...] = ()
    needs_evidence: bool = True
    weight: Decimal = Decimal(1)
    held: tuple[str, ...] = ()
    equivalent: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A part of a scheme."""

    code: str
    title: str
    words: str = ""


class Quantifier(StrEnum):
    """How the parts of a rule join."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of the criteria have at least this mark.

    `criteria` are codes; `count` None is every one of them.
    """

    criteria: tuple[str, ...]
    mark: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """The criteria reach this share, in percent, of the most points that they can have.

    Points are those of the marks, each times the weight of its criterion.
    """

    criteria: tuple[str, ...]
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Holds:
    """The applicant holds an award of this scheme, at this level or a higher one if it says so."""

    scheme: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """Rules that hold together, or any of which is enough."""

    quantifier: Quantifier
    rules: tuple["Rule", ...]


Rule = AtLeast | Points | Holds | Together


@dataclass(frozen=True, slots=True)
class Level:
    """A level that can be reached, the lowest first. A higher one asks for the lower ones too."""

    code: str
    title: str
    rule: Rule
    words: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a scheme's facts come from. What is not confirmed is said on every page of it."""

    title: str
    url: str
    as_of: dt.date
    confirmed: bool


@dataclass(frozen=True)
class Scheme:
    """A scheme as one of its versions has it.

    `validity_months` None: it does not end by itself. `decision_working_days` None: there is no
    service level. `appeal_working_days` are those after a decision on which it can be appealed.
    A renewal opens `renewal_months_before` an award ends, or with the first reminder if that comes
    sooner. `letters` are the wordings by kind. `unconfirmed` is for whoever runs the scheme;
    `for_applicants` says what of it matters to those who apply.
    """

    code: str
    title: str
    kind: SchemeKind
    version: str
    owner: str
    words: str
    sources: tuple[Source, ...]
    marks: tuple[Mark, ...]
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]
    levels: tuple[Level, ...]
    unconfirmed: tuple[str, ...] = ()
    for_applicants: tuple[str, ...] = ()
    applicants: frozenset[str] = frozenset()
    statements: tuple[str, ...] = ()
    validity_months: int | None = None
    decision_working_days: int | None = None
    appeal_working_days: int = APPEAL_WORKING_DAYS
    fee_pence: int = 0
    remind_months_before: int = 6
    renewal_months_before: int = RENEWAL_MONTHS
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def renewal_opens_months(self) -> int:
        """How many months before its end an award can be renewed: whoever is reminded can do it."""
        return max(self.renewal_months_before, self.remind_months_before)

    def criteria_of(self, theme: str) -> tuple[Criterion, ...]:
        """Return the criteria of a theme, in their order."""
        return tuple(each for each in self.criteria if each.theme == theme)

    def rank_of(self, mark: str) -> int:
        """Return how high a mark is, 0 for the lowest. Raises KeyError if there is none."""
        return {each.code: rank for rank, each in enumerate(self.marks)}[mark]

    @property
    def counts_points(self) -> bool:
        """Whether any level asks for a share of the points."""
        rules = (rule for level in self.levels for rule in parts_of(level.rule))
        return any(isinstance(rule, Points) for rule in rules)

    def mark(self, code: str) -> Mark:
        """Return the mark with this code. Raises KeyError if there is none."""
        return {each.code: each for each in self.marks}[code]

    def level(self, code: str) -> Level:
        """Return the level with this code. Raises KeyError if there is none."""
        return {each.code: each for each in self.levels}[code]


def parts_of(rule: Rule) -> Iterator[Rule]:
    """Yield a rule and every rule inside it."""
    yield rule
    if isinstance(rule, Together):
        for part in rule.rules:
            yield from parts_of(part)


Document = Mapping[str, Any]
"""A scheme as YAML or JSON has it; scheme_reading.py says what it holds."""


def canonical(document: Document) -> str:
    """Return the document as the one JSON text that says the same, whatever the order of names."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(document: Document) -> str:
    """Return the SHA-256 of the document's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()
