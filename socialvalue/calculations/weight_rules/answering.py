"""The answer for one tender: the floor that binds, the breaches, the advice, the approvers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .facts import facts_from
from .judging import Finding, Standing, judge
from .rules import BINDING, Rule, Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that binds and is not kept: what it requires and what is proposed, in words."""

    rule: str
    requirement: str
    required: str
    proposed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisory:
    """Something worth knowing that does not bind."""

    rule: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that a rule asks to be attached to the tender."""

    rule: str
    attachment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Who may approve a departure, in the source's words; None: the authority must name one."""

    rule: str
    approver: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """Something a binding rule asks about which the tender has not decided yet."""

    rule: str
    requirement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the weighting rules ask of one tender. The floor is in percent of the whole tender."""

    binding_floor_percent: Decimal | None
    binding_rule: str | None
    breaches: tuple[Breach, ...]
    advisories: tuple[Advisory, ...]
    attachments: tuple[Attachment, ...]
    departure_needs_approver: bool
    approvers: tuple[Approver, ...]
    unchecked: tuple[Unchecked, ...] = ()

    def documented(self) -> dict[str, Any]:
        """Return the answer in the documented format: FORMAT.md, section 5, last paragraph."""
        floor = self.binding_floor_percent
        return {
            "binding_floor_percent": None if floor is None else f"{floor:f}",
            "binding_rule": self.binding_rule,
            "breaches": [_members(breach) for breach in self.breaches],
            "advisories": [_members(advisory) for advisory in self.advisories],
            "attachments": [_members(attachment) for attachment in self.attachments],
            "departure_needs_approver": self.departure_needs_approver,
            "approvers": [_members(approver) for approver in self.approvers],
        }


def answer(
    tender: Mapping[str, Any], *, rules: Sequence[Rule], thresholds: Sequence[Threshold]
) -> Answer:
    """Return what the weighting rules ask of one tender.

    `tender` is in the format of FORMAT.md, sections 2.1 and 5 (see weight_rules_cases.json): buyer,
    nation, regime, main_category, categories, commenced_on, estimated_value, section_weights and
    social_value. Weights are in percent of the tender, values in pounds, both decimal strings or
    Decimals. What is not decided yet may be left out of section_weights and social_value; it is
    then listed in `unchecked`.

    Raises FactMissing, FactNotUnderstood, ThresholdUnknown.
    """
    return answer_of(judge(facts_from(tender), rules=rules, thresholds=thresholds))


def answer_of(findings: Sequence[Finding]) -> Answer:
    """Return the answer that follows from what every rule says, in the order of the rules."""
    floor = binding_finding(findings)
    return Answer(
        binding_floor_percent=floor.rule.minimum_percent if floor else None,
        binding_rule=floor.rule.code if floor else None,
        breaches=_breaches(findings),
        advisories=tuple(
            Advisory(rule=finding.rule.code, code=code)
            for finding in findings
            for code in finding.advisories
        ),
        attachments=tuple(
            Attachment(rule=finding.rule.code, attachment=attachment)
            for finding in findings
            for attachment in finding.attachments
        ),
        departure_needs_approver=any(finding.shortfalls for finding in findings),
        approvers=_approvers(findings),
        unchecked=tuple(
            Unchecked(rule=finding.rule.code, requirement=requirement)
            for finding in findings
            for requirement in finding.unchecked
        ),
    )


def binding_finding(findings: Sequence[Finding]) -> Finding | None:
    """The binding floor is the highest minimum; equal minimums: law, national, then local policy.

    Where even that is equal, the rule that comes first. None if no rule that applies has a minimum.
    """
    floors = [
        (finding.rule.minimum_percent, -BINDING.index(finding.rule.status), -place, finding)
        for place, finding in enumerate(findings)
        if finding.standing is Standing.BINDS and finding.rule.minimum_percent is not None
    ]
    return max(floors, key=lambda floor: floor[:3])[3] if floors else None


def _breaches(findings: Sequence[Finding]) -> tuple[Breach, ...]:
    """Return every breach, in the order of the rules."""
    return tuple(
        Breach(
            rule=finding.rule.code,
            requirement=shortfall.requirement,
            required=shortfall.required,
            proposed=shortfall.proposed,
        )
        for finding in findings
        for shortfall in finding.shortfalls
    )


def _approvers(findings: Sequence[Finding]) -> tuple[Approver, ...]:
    """Every breached rule needs a departure approved by its own approver."""
    return tuple(
        Approver(rule=finding.rule.code, approver=finding.rule.departure_approver)
        for finding in findings
        if finding.shortfalls
    )


def _members(part: Breach | Advisory | Attachment | Approver) -> dict[str, Any]:
    """Return the members of a part of the answer by name."""
    return {name: getattr(part, name) for name in part.__slots__}
