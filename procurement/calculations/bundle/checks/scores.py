"""The scores of a bid: one consensus, with points on the scale and a reason, for each criterion."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from procurement.calculations.bundle.checks.criteria import CheckedCriterion
from procurement.calculations.bundle.checks.sound_scores import sound_scores
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.numbers import is_number
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import known_code, number

CriteriaByCode = Mapping[str, CheckedCriterion]

Points = Mapping[str, Fraction]
"""The consensus points of a bid by the code of the criterion, where they could be read."""


def check_scores(
    scores: Place, *, lot: str | None, criteria: CriteriaByCode, is_recorded: bool
) -> Points:
    """Check that each criterion of the lot has one consensus score, and nothing else has one.

    A bid with a recorded disqualification (`is_recorded`) may lack scores and reasons. A score
    under a wrong code is not reported again as a missing score of the criterion that was meant.
    """
    if scores.is_given and not isinstance(scores.value, list):
        scores.note(FaultCode.SCORE_MISSING, f"Give a list of scores, not {scores.words}.")
        return {}
    allowed = {code: one for code, one in criteria.items() if _may_be_scored(one, lot)}
    expected = _criteria_of(lot, criteria)
    sound = sound_scores(scores.value, allowed=allowed, expected=expected)
    if sound is not None:
        return sound
    scored = _check_codes(scores.entries(), allowed=allowed)
    if not is_recorded:
        _check_complete(scores, scored, expected=expected)
    points = {
        code: _check_consensus(score, criterion=criteria[code], is_recorded=is_recorded)
        for code, score in zip(scored, scores.entries(), strict=True)
        if code is not None
    }
    return {code: value for code, value in points.items() if value is not None}


def _may_be_scored(criterion: CheckedCriterion, lot: str | None) -> bool:
    """Whether a bid for the lot may answer the criterion, as far as can be told."""
    return lot is None or criterion.lots is None or lot in criterion.lots


def _criteria_of(lot: str | None, criteria: CriteriaByCode) -> list[str]:
    """Return the criteria that a bid for the lot must answer, as far as can be told."""
    return [code for code, one in criteria.items() if one.lots and lot in one.lots]


def _check_codes(scores: Iterable[Place], *, allowed: Collection[str]) -> list[str | None]:
    """Return the criterion of each score: None where this lot has no such criterion."""
    scored: list[str | None] = []
    for score in scores:
        place = score.member("criterion")
        code = known_code(place, what="criterion in this bid's lot called", among=allowed)
        if code is not None and code in scored:
            place.note(FaultCode.DUPLICATE_CODE, f"Score criterion {code} once only for this bid.")
        scored.append(code)
    return scored


def _check_complete(scores: Place, scored: list[str | None], *, expected: list[str]) -> None:
    """Note the criteria without a score, unless as many scores stand under a wrong code."""
    missing = [code for code in expected if code not in scored]
    misplaced = len(scored) - len(set(scored) - {None})
    if len(missing) > misplaced:
        scores.note(
            FaultCode.SCORE_MISSING,
            f"Give the agreed score of every criterion of the lot: {', '.join(missing)} has none.",
        )


def _check_consensus(
    score: Place, *, criterion: CheckedCriterion, is_recorded: bool
) -> Fraction | None:
    """Check one score and return its consensus points, None if there are none to read."""
    _check_individual(score.member("individual"))
    consensus = score.member("consensus")
    if consensus.is_given and not isinstance(consensus.value, dict):
        consensus.note(FaultCode.SCORE_MISSING, f"Give the agreed score, not {consensus.words}.")
        return None
    if not consensus.member("points").is_given:
        if not is_recorded:
            consensus.note(FaultCode.SCORE_MISSING, "Give the points that the evaluators agreed.")
        return None
    if not is_recorded:
        _check_reason(consensus.member("reason"))
    return _check_points(consensus.member("points"), criterion)


def _check_individual(individual: Place) -> None:
    """Check each evaluator's own points. There are many, so a place is made only of odd ones."""
    if isinstance(individual.value, list):
        for at, one in enumerate(individual.value):
            points = one.get("points") if isinstance(one, dict) else None
            if points is not None and not is_number(points):
                number(Place(points, (*individual.path, at, "points"), individual.noted))


def _check_points(points: Place, criterion: CheckedCriterion) -> Fraction | None:
    value = number(points)
    if value is not None and criterion.levels is not None and value not in criterion.levels:
        points.note(
            FaultCode.POINTS_NOT_ON_SCALE,
            f"Give points that are a level of the criterion's scale: {points.words} is not one.",
        )
        return None
    return value


def _check_reason(reason: Place) -> None:
    if not isinstance(reason.value, str) or not reason.value.strip():
        reason.note(FaultCode.REASON_MISSING, "Write the reason for these points.")
