"""Weighting rules as a list, and each as a page, in words."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from socialvalue.calculations.weight_rules import Band, Requirement, Rule, Status, Threshold
from socialvalue.calculations.weight_rules import words as said
from socialvalue.framework.models import WeightRule
from socialvalue.framework.queries import RulesInUse

STATUSES = {
    Status.LAW: ("Law", "purple"),
    Status.NATIONAL_POLICY: ("National policy", "blue"),
    Status.LOCAL_POLICY: ("Local policy", "teal"),
    Status.TARGET: ("Target", "grey"),
    Status.RECOMMENDATION: ("Recommendation", "grey"),
    Status.PROPOSAL: ("Proposal", "grey"),
}
EXPLAINED = {
    Status.LAW: "Binds.",
    Status.NATIONAL_POLICY: "Binds.",
    Status.LOCAL_POLICY: "Binds the authority whose policy it is.",
    Status.TARGET: "Advice for the whole of an authority's contracts: does not bind one tender.",
    Status.RECOMMENDATION: "Advice: does not bind.",
    Status.PROPOSAL: "Not in force: shown so that you know of it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule in the list."""

    title: str
    url: str
    figure: str
    figure_words: str
    status: str
    status_colour: str
    warnings: Sequence[str]
    who: str
    when: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRow:
    """One threshold in the list."""

    buyers: str
    contracts: str
    amount: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """Everything on the page of weighting rules."""

    as_of: dt.date
    own: Sequence[RuleRow]
    published: Sequence[RuleRow]
    thresholds: Sequence[ThresholdRow]
    thresholds_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """Everything on the page of one rule."""

    row: RuleRow
    clause: str
    facts: Sequence[dict[str, str]]
    explained: str
    end_url: str


def rules_page(in_use: RulesInUse, *, on: dt.date, names: Mapping[str, str]) -> RulesPage:
    """Return the list of rules as they stand on a day. `names` are those of official codes."""
    rows = [
        _row(rule, stored, on=on, names=names)
        for rule, stored in zip(in_use.rules, in_use.stored, strict=True)
    ]
    return RulesPage(
        as_of=in_use.edition.as_of,
        own=[row for row in rows if row.is_own],
        published=[row for row in rows if not row.is_own],
        thresholds=[_threshold_row(threshold) for threshold in in_use.thresholds],
        thresholds_source=in_use.edition.thresholds_source,
    )


def rule_page(
    rule: Rule, stored: WeightRule, *, on: dt.date, names: Mapping[str, str], may_end: bool
) -> RulePage:
    """Return the page of one rule as it stands on a day."""
    return RulePage(
        row=_row(rule, stored, on=on, names=names),
        clause=rule.clause,
        facts=_facts(rule, names),
        explained=EXPLAINED[rule.status],
        end_url=reverse("framework:end_weight_rule", args=[stored.pk]) if may_end else "",
    )


def rule_url(stored: WeightRule) -> str:
    """Return where a rule is shown."""
    if stored.organisation_id is None:
        return reverse("framework:weight_rule", args=[stored.code])
    return reverse("framework:own_weight_rule", args=[stored.pk])


def _row(rule: Rule, stored: WeightRule, *, on: dt.date, names: Mapping[str, str]) -> RuleRow:
    """Return one rule as a row of the list."""
    figure, figure_words = _figure(rule)
    status, colour = STATUSES[rule.status]
    return RuleRow(
        title=rule.title,
        url=rule_url(stored),
        figure=figure,
        figure_words=figure_words,
        status=status,
        status_colour=colour,
        warnings=_warnings(rule, on),
        who=who(rule, names),
        when=when(rule),
        is_own=stored.organisation_id is not None,
    )


def _figure(rule: Rule) -> tuple[str, str]:
    """Return the percentage that a rule names, and what it is."""
    if rule.minimum_percent is not None:
        words = "at least" if rule.can_bind else "would be the least"
        return said.percent(rule.minimum_percent), words
    if rule.recommended_percent is not None:
        return said.percent(rule.recommended_percent), "recommended"
    if rule.maximum_percent is not None:
        return said.percent(rule.maximum_percent), "at most"
    return "–", "no percentage"


def _warnings(rule: Rule, on: dt.date) -> list[str]:
    """Return what must be seen at once: what is not in force or not confirmed."""
    warnings = []
    if not rule.enabled:
        warnings.append("Not in force")
    if rule.effective_from is not None and on < rule.effective_from:
        warnings.append(f"Starts {said.spoken_day(rule.effective_from)}")
    if rule.effective_to is not None and on > rule.effective_to:
        warnings.append(f"Ended {said.spoken_day(rule.effective_to)}")
    if not rule.dates_confirmed:
        warnings.append("Dates unconfirmed")
    if any(not band.basis_confirmed for band in rule.values):
        warnings.append("VAT basis unconfirmed")
    if rule.confidence != "high":
        warnings.append(f"Confidence {rule.confidence}")
    return warnings


def who(rule: Rule, names: Mapping[str, str]) -> str:
    """Return for whom a rule is, in a phrase."""
    parts = []
    if rule.buyer_code is not None:
        parts.append(names[rule.buyer_code])
    elif rule.buyer_kinds is not None:
        parts.append(said.listed(rule.buyer_kinds, said.BUYER_KINDS))
    else:
        parts.append("any buyer")
    if rule.area_code is not None:
        parts.append(f"serving {names[rule.area_code]}")
    elif rule.nations is not None and rule.buyer_code is None:
        parts.append(f"in {said.listed(rule.nations, said.NATIONS)}")
    return " ".join(parts)


def when(rule: Rule) -> str:
    """Return from when to when a rule holds, in a phrase."""
    since = rule.effective_from and f"from {said.spoken_day(rule.effective_from)}"
    until = rule.effective_to and f"until {said.spoken_day(rule.effective_to)}"
    held = " ".join(part for part in (since, until) if part) or "no dates given"
    if rule.mandatory_from is not None and rule.mandatory_from != rule.effective_from:
        held += f", mandatory from {said.spoken_day(rule.mandatory_from)}"
    return held


def _facts(rule: Rule, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a rule says, for a list of facts."""
    facts = [
        ("For", _sentence(who(rule, names))),
        ("Regime", _regimes(rule)),
        ("Contracts", _contracts(rule)),
        ("In force", _sentence(when(rule))),
        ("Lowest weight", _percent(rule.minimum_percent)),
        ("Recommended weight", _percent(rule.recommended_percent)),
        ("Highest weight", _percent(rule.maximum_percent)),
        ("Also asks for", "\n".join(_requirement(asked) for asked in rule.requirements)),
        ("Decided case by case", ", ".join(map(_spaced, rule.case_by_case_categories))),
        ("Who may approve a departure", rule.departure_approver or "Not named by the source"),
        ("Source", rule.source),
        ("Confidence", _sentence(rule.confidence)),
        ("Not confirmed, and notes", rule.note),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


def _regimes(rule: Rule) -> str:
    return "" if rule.regimes is None else _sentence(said.listed(rule.regimes, said.REGIMES))


def _contracts(rule: Rule) -> str:
    """Return for which contracts a rule is."""
    parts = ["At or above the procurement threshold"] if rule.only_above_threshold else []
    parts += [_band(band) for band in rule.values]
    return "\n".join(parts) or "Any value"


def _band(band: Band) -> str:
    """Return a band of values in words."""
    contracts = said.MAIN_CATEGORIES[band.main_category] if band.main_category else "all contracts"
    basis = "excluding VAT" if band.basis == "excluding_vat" else "including VAT"
    doubt = "" if band.basis_confirmed else " (the source does not say which)"
    return _sentence(f"{contracts} {said.limits(band)} {basis}{doubt}")


REQUIREMENTS = {
    "climate_theme": "The climate theme in the specification, a social value criterion, or both",
    "split": "Social value marks split {value}, quantitative and qualitative",
    "maximum_measures": "At most {value} measures",
    "minimum_employment_and_skills_measures": "At least {value} on employment and skills",
    "social_value_scored": "Social value is scored",
    "attachment": "A {value}",
}


def _requirement(asked: Requirement) -> str:
    """Return what a rule requires besides a weight."""
    words = REQUIREMENTS[asked.code].format(value=asked.value)
    return f"{words}, {said.limits(asked.band)}" if asked.band else words


def _threshold_row(threshold: Threshold) -> ThresholdRow:
    """Return one threshold as a row."""
    since = threshold.effective_from and f"from {said.spoken_day(threshold.effective_from)}"
    until = threshold.effective_to and f"until {said.spoken_day(threshold.effective_to)}"
    return ThresholdRow(
        buyers="Central government and NHS trusts"
        if threshold.buyer_group == "central"
        else "Other authorities",
        contracts="Works" if threshold.category == "works" else "Goods and services",
        amount=said.pounds(threshold.amount_including_vat),
        when=_sentence(" ".join(part for part in (since, until) if part)),
    )


def _percent(weight) -> str:
    return "" if weight is None else said.percent(weight)


def _spaced(code: str) -> str:
    return code.replace("_", " ")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
