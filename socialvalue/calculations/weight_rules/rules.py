"""What a weighting rule says, and the procurement thresholds it may lean on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """What kind of rule it is, strongest first: the first three bind, the others advise."""

    LAW = "law"
    NATIONAL_POLICY = "national_policy"
    LOCAL_POLICY = "local_policy"
    TARGET = "target"
    RECOMMENDATION = "recommendation"
    PROPOSAL = "proposal"


BINDING = (Status.LAW, Status.NATIONAL_POLICY, Status.LOCAL_POLICY)


class Basis(StrEnum):
    """Which of the two estimated values a band speaks of."""

    EXCLUDING_VAT = "excluding_vat"
    INCLUDING_VAT = "including_vat"


REQUIREMENTS = (
    "climate_theme",
    "split",
    "maximum_measures",
    "minimum_employment_and_skills_measures",
    "social_value_scored",
    "attachment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Values in pounds that a rule is for. Limits that are not given are None."""

    main_category: str | None = None
    at_least: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    basis: Basis = Basis.EXCLUDING_VAT
    basis_confirmed: bool = True

    def holds(self, value: Decimal) -> bool:
        """Return whether a value in pounds is at least, above and below the limits given."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something a rule asks besides a weight. `value` is in the words of the source."""

    code: str
    about: str
    value: str | None = None
    band: Band | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One dated, sourced rule. Percentages are of the whole tender; None matches or leaves open."""

    code: str
    title: str
    status: Status
    enabled: bool
    nations: tuple[str, ...] | None
    area_code: str | None
    buyer_code: str | None
    buyer_kinds: tuple[str, ...] | None
    regimes: tuple[str, ...] | None
    only_above_threshold: bool
    values: tuple[Band, ...]
    case_by_case_categories: tuple[str, ...]
    effective_from: date | None
    mandatory_from: date | None
    effective_to: date | None
    dates_confirmed: bool
    minimum_percent: Decimal | None
    recommended_percent: Decimal | None
    maximum_percent: Decimal | None
    base: str
    requirements: tuple[Requirement, ...]
    departure_approver: str | None
    source: str
    clause: str
    confidence: str
    note: str

    @property
    def can_bind(self) -> bool:
        """Return whether it is law or policy, in use, and so not merely advice."""
        return self.enabled and self.status in BINDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The value including VAT, in pounds, from which the full procurement regime applies."""

    buyer_group: str
    category: str
    amount_including_vat: Decimal
    effective_from: date | None
    effective_to: date | None


def in_force(day: date, *, since: date | None, until: date | None) -> bool:
    """Return whether a day is within two days, both included; None leaves that end open."""
    return (since is None or day >= since) and (until is None or day <= until)
