"""The rules about how answers and prices become scores, L15 to L23."""

from decimal import Decimal

from procurement.calculations.formulas import FORMULAS
from procurement.calculations.linting.findings import Found, Severity, at, rule
from procurement.calculations.linting.method import Method

NEEDS_A_LEAST_QUALITY = {"PQP", "WEIGHTED_VFM"}
"""Formulas under which a cheap bid of poor quality can win."""


@rule(
    severity=Severity.ADVICE,
    source="Bid Evaluation Guidance Note, May 2021, section 7.2; Stilger and others, 2017",
    is_confirmed=False,
)
def l15(method: Method) -> Found:
    """A price score does not depend on what others bid: a published floor and ceiling is safer."""
    for lot in method.lots:
        formula = FORMULAS.get(lot.formula)
        if formula is not None and formula.depends_on_other_bids:
            yield at(
                lot.code,
                f"In lot {lot.code} the price score depends on the other bids "
                f"({formula.title.lower()}): a bid that cannot win can decide who does.",
            )


@rule(
    severity=Severity.MUST,
    source="journal.theaou.org on inflated totals; the worked example of relative quantities",
)
def l16(method: Method) -> Found:
    """The size of commitments is never scored against the highest bid."""
    if method.quantities == "relative":
        yield at(
            "",
            "Commitments are compared with the highest bid: one inflated promise shrinks the "
            "difference between all others. Use published caps.",
        )


@rule(severity=Severity.MUST, source="The evaluation bundle, section 3.3: price_weight_zero")
def l17(method: Method) -> Found:
    """A formula that scores prices has a price weight above 0; one that ranks has exactly 0."""
    for lot in method.lots:
        formula = FORMULAS.get(lot.formula)
        if formula is None or lot.price_weight is None:
            continue
        if formula.gives_price_score != (lot.price_weight > 0):
            yield at(
                lot.code,
                f"In lot {lot.code} price weighs {lot.price_weight:f}%, which does not fit the "
                f"formula “{formula.title}”.",
            )


@rule(
    severity=Severity.ADVICE,
    source="Bid Evaluation Guidance Note, May 2021, appendix II",
    is_confirmed=False,
)
def l18(method: Method) -> Found:
    """Where price is divided by quality there is a least quality, or a poor cheap bid can win."""
    marks = any(question.disqualifies for question in method.questions)
    sections = any(mark.disqualifies for mark in method.section_marks)
    if marks or sections:
        return
    for lot in method.lots:
        if lot.formula in NEEDS_A_LEAST_QUALITY:
            yield at(
                lot.code,
                f"Lot {lot.code} divides price by quality and has no pass mark: a cheap bid of "
                "poor quality can win.",
            )


@rule(severity=Severity.MUST, source="Procurement Act 2023, section 23(3)(b)")
def l19(method: Method) -> Found:
    """A pass mark says what follows below it: out, or noted."""
    for question in method.questions:
        if question.pass_mark is not None and question.disqualifies is None:
            yield at(
                question.code, f"{question.code} has a pass mark and does not say what follows."
            )
    for mark in method.section_marks:
        if mark.disqualifies is None:
            yield at(
                mark.section,
                f"The pass mark of {mark.section.replace('_', ' ')} does not say what follows.",
            )


@rule(severity=Severity.MUST, source="Procurement Act 2023, section 23(2)(b)")
def l20(method: Method) -> Found:
    """A pass mark can be missed and can be reached: it lies within its scale."""
    for question in method.questions:
        points = [level.points for level in question.levels]
        if question.pass_mark is None or not points:
            continue
        if question.pass_mark > max(points):
            yield at(
                question.code, f"No score on its scale reaches the pass mark of {question.code}."
            )
        elif question.pass_mark <= min(points):
            yield at(
                question.code,
                f"Every score on its scale reaches the pass mark of {question.code}.",
            )
    for mark in method.section_marks:
        if mark.percent == Decimal(0):
            yield at(
                mark.section,
                f"Every bid reaches a pass mark of 0% of {mark.section.replace('_', ' ')}.",
            )


@rule(
    severity=Severity.MUST,
    source="SI 2026/94 and PPN 005: reservation is for procurements below the threshold",
    is_confirmed=False,
)
def l21(method: Method) -> Found:
    """A lot is reserved, by place or for VCSEs, only below the threshold."""
    if method.is_below_threshold:
        return
    for lot in method.lots:
        if lot.reserved_for:
            yield at(
                lot.code,
                f"Lot {lot.code} is reserved, and this is not a procurement below the threshold. "
                "Name the power that you use.",
            )


@rule(
    severity=Severity.MUST,
    source="Health Care Services (Provider Selection Regime) Regulations 2023, regulation 5",
    is_confirmed=False,
)
def l22(method: Method) -> Found:
    """Under the Provider Selection Regime every key criterion is considered, with its weight."""
    covered = {question.key for question in method.questions if question.key}
    for code, title in method.key_criteria:
        if code not in covered:
            yield at(code, f"No question belongs to the key criterion “{title}”.")


@rule(
    severity=Severity.ADVICE,
    source="journal.socialvalueexchange.org, quoting Social Value UK: a race in quantities",
)
def l23(method: Method) -> Found:
    """Where more earns more, each measure has a published cap and a bound of what is plausible."""
    if method.quantities != "capped":
        return
    for question in method.social_value_questions:
        for each in question.measures:
            if each.cap is None:
                yield at(
                    question.code,
                    f"{question.code} counts “{each.measure}” without a published cap.",
                )
            elif each.plausible is not None and each.plausible < each.cap:
                yield at(
                    question.code,
                    f"In {question.code} the cap of “{each.measure}” is above what is plausible.",
                )
