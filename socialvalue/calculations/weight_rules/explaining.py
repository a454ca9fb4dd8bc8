"""Which rule binds a tender, and why the others do not, in sentences for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import words
from .answering import binding_finding
from .facts import Facts, facts_from
from .judging import Finding, Shortfall, Standing, judge
from .rules import Rule, Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What one rule means for one tender. `sets_floor`: it sets the lowest weight allowed."""

    rule: Rule
    standing: Standing
    sets_floor: bool
    kept: bool
    sentences: tuple[str, ...]


def explain(
    tender: Mapping[str, Any], *, rules: Sequence[Rule], thresholds: Sequence[Threshold]
) -> tuple[Explanation, ...]:
    """Return, for every rule in its order, what it means for a tender and why.

    Raises FactMissing, FactNotUnderstood, ThresholdUnknown.
    """
    facts = facts_from(tender)
    findings = judge(facts, rules=rules, thresholds=thresholds)
    floor = binding_finding(findings)
    return tuple(
        Explanation(
            rule=finding.rule,
            standing=finding.standing,
            sets_floor=finding is floor,
            kept=not finding.shortfalls,
            sentences=_sentences(finding, floor=floor, facts=facts),
        )
        for finding in findings
    )


def _sentences(finding: Finding, *, floor: Finding | None, facts: Facts) -> tuple[str, ...]:
    """Return the sentences for one rule."""
    if finding.standing is Standing.BINDS:
        return _binding_sentences(finding, floor=floor)
    if finding.standing is Standing.ADVISES:
        return _advice_sentences(finding, facts=facts)
    return finding.reasons


def _binding_sentences(finding: Finding, *, floor: Finding | None) -> tuple[str, ...]:
    """Return what a rule that binds asks, what is not kept, and who may approve a departure."""
    sentences = [*_minimum_sentences(finding, floor=floor)]
    sentences += [_shortfall_sentence(shortfall) for shortfall in finding.shortfalls]
    sentences += [f"Not checked yet: {REQUIRED[name]}." for name in finding.unchecked]
    sentences += [
        f"It asks for a {attachment} with the tender." for attachment in finding.attachments
    ]
    if finding.advisories:
        sentences.append(_recommends(finding.rule))
    if finding.shortfalls:
        sentences.append(_departure(finding.rule))
    return tuple(sentences) or ("It applies, and what it asks is met.",)


def _minimum_sentences(finding: Finding, *, floor: Finding | None) -> tuple[str, ...]:
    """Return how a rule's minimum stands to the highest one."""
    minimum = finding.rule.minimum_percent
    if minimum is None:
        return ()
    asks = f"Social value must weigh at least {words.percent(minimum)} of the tender."
    if floor is None or finding is floor:
        return (asks, "No rule that applies asks for more, so this one sets the floor.")
    highest = floor.rule.minimum_percent
    if highest == minimum:
        return (asks, f"{floor.rule.title} asks for the same and comes first.")
    return (asks, f"{floor.rule.title} asks for more, so that one sets the floor.")


REQUIRED = {
    "minimum_percent": "the lowest social value weight",
    "maximum_percent": "the highest social value weight",
    "climate_theme": "where the climate theme is",
    "split": "the split between quantitative and qualitative marks",
    "maximum_measures": "the number of measures",
    "minimum_employment_and_skills_measures": "the number of measures on employment and skills",
    "social_value_scored": "that social value is scored",
}


def _shortfall_sentence(shortfall: Shortfall) -> str:
    """Return what is required and what is proposed."""
    sign = "%" if shortfall.requirement.endswith("_percent") else ""
    return (
        f"Not met: {REQUIRED[shortfall.requirement]}. "
        f"Required: {shortfall.required}{sign}. Proposed: {shortfall.proposed}{sign}."
    )


def _departure(rule: Rule) -> str:
    """Return who may approve a departure; where the source names nobody, the authority must."""
    if rule.departure_approver is None:
        return "A departure must be approved. The source names nobody, so your authority must."
    return f"A departure must be approved by: {rule.departure_approver}."


def _advice_sentences(finding: Finding, *, facts: Facts) -> tuple[str, ...]:
    """Return what a recommendation or target asks, and how the proposed weight stands to it."""
    asks = _recommends(finding.rule)
    if finding.advisories:
        return (asks, "The proposed weight is below that. It is advice: it does not bind.")
    if facts.social_value_weight is None:
        return (asks, "It is advice: it does not bind.")
    return (asks, "The proposed weight is not below that.")


def _recommends(rule: Rule) -> str:
    """Return the weight that a rule recommends, in words."""
    weight = rule.recommended_percent
    if weight is None:
        weight = rule.minimum_percent
    if weight is None:
        return "It recommends no particular weight."
    return f"It recommends a social value weight of at least {words.percent(weight)}."
