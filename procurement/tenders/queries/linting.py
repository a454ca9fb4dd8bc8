"""What the numbered rules find about a method, and how each finding was answered."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from procurement.calculations import linting
from procurement.tenders import library
from procurement.tenders.models import (
    BuyerKind,
    Criterion,
    LintAnswer,
    Methodology,
    Section,
)

COUNCILS = {BuyerKind.COUNCIL, BuyerKind.COMBINED_AUTHORITY, BuyerKind.POLICE, BuyerKind.FIRE}
"""Buyers whose contracts fall under section 17 of the Local Government Act 1988."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedFinding:
    """One finding, its rule, and the latest answer to exactly these words, None if there is none.

    `number` is its place among the findings of the method, from 1, and moves as the method does.
    """

    number: int
    finding: linting.Finding
    rule: linting.Rule
    answer: LintAnswer | None

    @property
    def is_open(self) -> bool:
        """Whether it must be answered before publishing, and is not."""
        return self.finding.severity is linting.Severity.MUST and self.answer is None


def findings_of(methodology: Methodology) -> list[JudgedFinding]:
    """Return what the rules find about a method as it stands: what must be answered comes first."""
    answers = {
        (answer.rule, answer.place, answer.sentence): answer
        for answer in methodology.lint_answers.order_by("answered_at")
    }
    found = sorted(
        linting.findings(described(methodology)),
        key=lambda finding: finding.severity is linting.Severity.ADVICE,
    )
    return [
        JudgedFinding(
            number=number,
            finding=finding,
            rule=linting.RULES[finding.rule],
            answer=answers.get((finding.rule, finding.place, finding.sentence)),
        )
        for number, finding in enumerate(found, start=1)
    ]


def described(methodology: Methodology) -> linting.Method:
    """Return a method in plain values, as the rules look at it."""
    tender = methodology.tender
    regime = library.regimes()[tender.regime]
    band = library.proportion().band_of(tender.value_excluding_vat_pence)
    keys = [each for each in regime.key_criteria_in(tender.nation) if each.section != Section.PRICE]
    sv_key = next((key.code for key in keys if key.section == Section.SOCIAL_VALUE), "")
    criteria = (
        methodology.criteria.select_related("scale", "parent")
        .prefetch_related("areas", "scale__levels", "lots")
        .order_by("position")
    )
    return linting.Method(
        regime=tender.regime,
        questions=tuple(_question(each, sv_key=sv_key) for each in criteria),
        lots=tuple(
            linting.LotTold(
                code=method.lot.code,
                price_weight=methodology.price_weight
                if method.price_weight is None
                else method.price_weight,
                formula=method.formula,
                reserved_for=method.lot.reserved_for,
            )
            for method in methodology.lot_methods.select_related("lot").order_by("lot__position")
        ),
        section_marks=tuple(
            linting.SectionMark(
                section=mark.section, percent=mark.percent, disqualifies=mark.disqualifies
            )
            for mark in methodology.section_pass_marks.order_by("position")
        ),
        quantities=methodology.quantities,
        most_questions=band.questions,
        longest_question=band.words,
        key_criteria=tuple((key.code, key.title) for key in keys),
        terms_are_delicate=tender.buyer_kind in COUNCILS,
    )


def _question(criterion: Criterion, *, sv_key: str) -> linting.Question:
    """Return one criterion in plain values."""
    is_social_value = criterion.section == Section.SOCIAL_VALUE
    return linting.Question(
        code=criterion.code,
        title=criterion.title,
        section=criterion.section,
        text=criterion.question,
        levels=tuple(
            linting.Level(points=level.points, label=level.label, definition=level.definition)
            for level in criterion.scale.levels.all()
        ),
        areas=tuple(link.area for link in criterion.areas.all()),
        lots=tuple(lot.code for lot in criterion.lots.all()),
        measures=tuple(_measure(each) for each in criterion.measures),
        asks_method_statement=criterion.asks_method_statement,
        pass_mark=criterion.pass_mark_points,
        disqualifies=criterion.pass_mark_disqualifies,
        key=sv_key if is_social_value else criterion.parent.key if criterion.parent else "",
    )


def _measure(stored: dict[str, Any]) -> linting.Measure:
    """Return a measure as the rules look at it."""
    cap, plausible = stored.get("cap"), stored.get("plausible")
    return linting.Measure(
        measure=stored["measure"],
        unit=stored["unit"],
        cap=None if cap is None else Decimal(cap),
        plausible=None if plausible is None else Decimal(plausible),
    )
