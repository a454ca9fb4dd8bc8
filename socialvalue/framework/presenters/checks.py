"""What the rules ask of one tender, for people: the floor, what is not kept, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from socialvalue.calculations.weight_rules import Answer, Explanation, Standing
from socialvalue.calculations.weight_rules import words as said
from socialvalue.framework.models import WeightRule
from socialvalue.framework.presenters.rules import STATUSES, rule_url

GROUPS = (
    ("Binds this tender", (Standing.BINDS,)),
    ("Worth knowing, and does not bind", (
        Standing.ADVISES,
        Standing.OPTION,
        Standing.CASE_BY_CASE,
        Standing.NOT_IN_FORCE,
        Standing.VALUE_IN_DOUBT,
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule and what it means here."""

    title: str
    url: str
    status: str
    status_colour: str
    sets_floor: bool
    tag: str
    tag_colour: str
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What the rules ask of a tender."""

    headline: str
    detail: str
    is_kept: bool
    groups: Sequence[tuple[str, Sequence[RuleResult]]]
    others: Sequence[RuleResult]


def check_result(
    answer: Answer,
    *,
    explanations: Sequence[Explanation],
    stored: Sequence[WeightRule],
    names: Mapping[str, str],
) -> CheckResult:
    """Return the result of a check. `stored` has the row of each explained rule, in order."""
    results = [
        (explanation.standing, _result(explanation, row, names))
        for explanation, row in zip(explanations, stored, strict=True)
    ]
    grouped = [
        (title, [result for standing, result in results if standing in standings])
        for title, standings in GROUPS
    ]
    return CheckResult(
        headline=_headline(answer),
        detail=_detail(answer, explanations),
        is_kept=not answer.breaches,
        groups=[(title, found) for title, found in grouped if found],
        others=[r for standing, r in results if standing is Standing.DOES_NOT_APPLY],
    )


def _headline(answer: Answer) -> str:
    """Return the floor in a sentence."""
    if answer.binding_floor_percent is None:
        return "No rule sets a lowest weight for this tender"
    return f"Social value must weigh at least {said.percent(answer.binding_floor_percent)}"


def _detail(answer: Answer, explanations: Sequence[Explanation]) -> str:
    """Return which rule sets the floor, and whether everything is kept."""
    sentences = [f"Set by {one.rule.title}." for one in explanations if one.sets_floor]
    if answer.breaches:
        sentences.append(
            "What you propose does not meet every rule: a departure would need approval."
        )
    elif answer.unchecked:
        sentences.append("Not everything could be checked: see below.")
    elif answer.binding_rule is not None:
        sentences.append("What you propose meets every rule that binds.")
    return " ".join(sentences)


def _result(explanation: Explanation, stored: WeightRule, names: Mapping[str, str]) -> RuleResult:
    """Return one rule and what it means here; official codes are given their names."""
    status, colour = STATUSES[explanation.rule.status]
    tag, tag_colour = _tag(explanation)
    return RuleResult(
        title=explanation.rule.title,
        url=rule_url(stored),
        status=status,
        status_colour=colour,
        sets_floor=explanation.sets_floor,
        tag=tag,
        tag_colour=tag_colour,
        sentences=[_named(sentence, names) for sentence in explanation.sentences],
    )


def _tag(explanation: Explanation) -> tuple[str, str]:
    """Return whether a rule that binds is met, in a word or two, and the colour of its tag."""
    if explanation.standing is not Standing.BINDS:
        return "", ""
    return ("Met", "green") if explanation.kept else ("Not met", "red")


def _named(sentence: str, names: Mapping[str, str]) -> str:
    """Return a sentence with the names of official codes in place of the codes."""
    for code, name in names.items():
        sentence = sentence.replace(f"({code})", f"({name})")
    return sentence
