"""What each rule has to say of one tender: whether it applies, what is broken, what it advises.

The steps are those of `method` in weight_rules.json; each function carries its own sentence.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from . import words
from .applying import (
    below_threshold,
    outside_scope,
    value_basis_in_doubt,
    value_outside,
)
from .facts import Facts, facts_from
from .rules import Band, Basis, Requirement, Rule, Status, Threshold


class Standing(StrEnum):
    """Where a rule stands towards one tender."""

    BINDS = "binds"
    ADVISES = "advises"
    OPTION = "option_available"
    CASE_BY_CASE = "case_by_case"
    NOT_IN_FORCE = "proposal_not_in_force"
    VALUE_IN_DOUBT = "value_basis_unconfirmed"
    DOES_NOT_APPLY = "does_not_apply"


ADVISORY_ALONE = (
    Standing.OPTION,
    Standing.CASE_BY_CASE,
    Standing.NOT_IN_FORCE,
    Standing.VALUE_IN_DOUBT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """One thing a rule requires and the tender does not do, both in words."""

    requirement: str
    required: str
    proposed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says of one tender. `unchecked` names what the tender has not decided yet."""

    rule: Rule
    standing: Standing
    reasons: tuple[str, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    unchecked: tuple[str, ...] = ()
    advisories: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


def judge(
    facts: Facts, *, rules: Sequence[Rule], thresholds: Sequence[Threshold]
) -> tuple[Finding, ...]:
    """Return what every rule says of a tender, in the order of the rules.

    Raises ThresholdUnknown if a rule leans on a threshold of a day for which none is recorded.
    """
    return tuple(_finding(rule, facts, thresholds) for rule in rules)


def which_apply(
    tender: Mapping[str, Any], *, rules: Sequence[Rule], thresholds: Sequence[Threshold]
) -> tuple[Finding, ...]:
    """Return what the rules that bind or advise say of a tender; the others are left out.

    Raises FactMissing, FactNotUnderstood, ThresholdUnknown.
    """
    findings = judge(facts_from(tender), rules=rules, thresholds=thresholds)
    return tuple(finding for finding in findings if finding.standing is not Standing.DOES_NOT_APPLY)


def _finding(rule: Rule, facts: Facts, thresholds: Sequence[Threshold]) -> Finding:
    """Return what one rule says of a tender."""
    standing, reasons = standing_of(rule, facts, thresholds)
    if standing is Standing.BINDS:
        return _binding(rule, facts)
    if standing is Standing.ADVISES:
        return Finding(rule=rule, standing=standing, advisories=_advice(rule, facts))
    return Finding(
        rule=rule,
        standing=standing,
        reasons=reasons,
        advisories=(str(standing),) if standing in ADVISORY_ALONE else (),
    )


def standing_of(
    rule: Rule, facts: Facts, thresholds: Sequence[Threshold]
) -> tuple[Standing, tuple[str, ...]]:
    """Return whether a rule binds, advises or neither, and the reasons where it does not apply."""
    reasons = outside_scope(rule, facts)
    if reasons:
        return Standing.DOES_NOT_APPLY, reasons
    why = below_threshold(rule, facts, thresholds)
    if why:
        return Standing.DOES_NOT_APPLY, (why,)
    why = value_outside(rule, facts)
    if why:
        if value_basis_in_doubt(rule, facts):
            return Standing.VALUE_IN_DOUBT, (why, IN_DOUBT)
        return Standing.DOES_NOT_APPLY, (why,)
    return _standing_where_it_applies(rule, facts)


IN_DOUBT = (
    "Including VAT the value would be in its range, and its source does not say which value "
    "counts: ask its owner."
)
NOT_IN_FORCE = "It is not in force, so it does not bind."
CASE_BY_CASE = (
    "It leaves contracts of this category to be decided case by case: record what you decide."
)


def _standing_where_it_applies(rule: Rule, facts: Facts) -> tuple[Standing, tuple[str, ...]]:
    """A rule that applies may still be disabled, a proposal, case by case, or optional as yet."""
    if not rule.enabled or rule.status is Status.PROPOSAL:
        return Standing.NOT_IN_FORCE, (NOT_IN_FORCE,)
    if facts.categories.intersection(rule.case_by_case_categories):
        return Standing.CASE_BY_CASE, (CASE_BY_CASE,)
    if rule.mandatory_from is not None and facts.commenced_on < rule.mandatory_from:
        day = words.spoken_day(rule.mandatory_from)
        why = f"It may be used, and becomes mandatory for procurements commenced from {day}."
        return Standing.OPTION, (why,)
    return Standing.BINDS if rule.can_bind else Standing.ADVISES, ()


def _binding(rule: Rule, facts: Facts) -> Finding:
    """A weight below a minimum, or a requirement not met, is a breach."""
    answers = [_weight_kept(rule, facts)]
    answers += [_requirement_kept(asked, facts) for asked in rule.requirements]
    answers.append(_maximum_kept(rule, facts))
    return Finding(
        rule=rule,
        standing=Standing.BINDS,
        shortfalls=tuple(answer for answer in answers if isinstance(answer, Shortfall)),
        unchecked=tuple(answer for answer in answers if isinstance(answer, str)),
        advisories=_advice(rule, facts),
        attachments=_attachments(rule, facts),
    )


# What a check answers: None if it is kept, a shortfall if it is not, the name of the check if the
# tender has not decided yet. Unknown is neither kept nor broken.
Checked = Shortfall | str | None


def _weight_kept(rule: Rule, facts: Facts) -> Checked:
    """The minimum is compared with the social value section weight."""
    if rule.minimum_percent is None:
        return None
    if facts.social_value_weight is None:
        return "minimum_percent"
    if facts.social_value_weight >= rule.minimum_percent:
        return None
    return _shortfall("minimum_percent", rule.minimum_percent, facts.social_value_weight)


def _maximum_kept(rule: Rule, facts: Facts) -> Checked:
    """A weight above a maximum is a breach too (no published rule has one yet)."""
    if rule.maximum_percent is None:
        return None
    if facts.social_value_weight is None:
        return "maximum_percent"
    if facts.social_value_weight <= rule.maximum_percent:
        return None
    return _shortfall("maximum_percent", rule.maximum_percent, facts.social_value_weight)


def _shortfall(requirement: str, required: Decimal, proposed: Decimal) -> Shortfall:
    return Shortfall(requirement=requirement, required=f"{required:f}", proposed=f"{proposed:f}")


def _climate_theme(asked: Requirement, facts: Facts) -> Checked:
    """The climate theme is in the specification, in a social value criterion, or in both."""
    if facts.climate_theme_in is None:
        return asked.code
    if facts.climate_theme_in & {"specification", "social_value_criterion"}:
        return None
    return Shortfall(
        requirement=asked.code,
        required="specification or social value criterion",
        proposed=", ".join(sorted(facts.climate_theme_in)) or "none",
    )


def _split(asked: Requirement, facts: Facts) -> Checked:
    """The quantitative and qualitative halves have exactly the split that is asked."""
    if facts.split is None:
        return asked.code
    required = str(asked.value)
    if facts.split.replace(" ", "") == required.replace(" ", ""):
        return None
    return Shortfall(requirement=asked.code, required=required, proposed=facts.split)


def _maximum_measures(asked: Requirement, facts: Facts) -> Checked:
    """There are no more measures than the maximum."""
    if facts.measures is None:
        return asked.code
    if facts.measures <= int(str(asked.value)):
        return None
    return Shortfall(
        requirement=asked.code, required=str(asked.value), proposed=str(facts.measures)
    )


def _employment_and_skills(asked: Requirement, facts: Facts) -> Checked:
    """At least so many measures are on employment and skills."""
    count = facts.employment_and_skills_measures
    if count is None:
        return asked.code
    if count >= int(str(asked.value)):
        return None
    return Shortfall(requirement=asked.code, required=str(asked.value), proposed=str(count))


def _social_value_scored(asked: Requirement, facts: Facts) -> Checked:
    """Social value is scored: it has a weight above nought and at least one measure."""
    if facts.social_value_weight == 0 or facts.measures == 0:
        return Shortfall(requirement=asked.code, required="scored", proposed="not scored")
    if facts.social_value_weight is None or facts.measures is None:
        return asked.code
    return None


CHECKS: Mapping[str, Callable[[Requirement, Facts], Checked]] = {
    "climate_theme": _climate_theme,
    "split": _split,
    "maximum_measures": _maximum_measures,
    "minimum_employment_and_skills_measures": _employment_and_skills,
    "social_value_scored": _social_value_scored,
    "attachment": lambda asked, facts: None,
}


def _requirement_kept(asked: Requirement, facts: Facts) -> Checked:
    """Where a requirement has a band of values, it is asked only within it."""
    return CHECKS[asked.code](asked, facts) if _asked_here(asked.band, facts) else None


def _asked_here(band: Band | None, facts: Facts) -> bool:
    """Return whether a requirement is asked at the value of this tender."""
    if band is None:
        return True
    including = band.basis is Basis.INCLUDING_VAT
    return band.holds(facts.including_vat if including else facts.excluding_vat)


def _attachments(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """Return what must be attached to a tender of this value."""
    return tuple(
        str(asked.value)
        for asked in rule.requirements
        if asked.code == "attachment" and _asked_here(asked.band, facts)
    )


def _advice(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """A recommendation or target never binds: a lower weight gives an advisory."""
    asked = rule.recommended_percent
    if asked is None and not rule.can_bind:
        asked = rule.minimum_percent
    weight = facts.social_value_weight
    if asked is None or weight is None or weight >= asked:
        return ()
    is_target = rule.status is Status.TARGET
    return ("below_portfolio_target" if is_target else "below_recommendation",)
