"""Why a contract is not awarded to a supplier, in sentences that tell nothing of a third one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Members = Mapping[str, Any]

SECTIONS = {"quality": "Quality", "social_value": "Social value"}
DECISIONS = {
    "condition_of_participation": "A condition of participation was not met",
    "exclusion_ground": "An exclusion ground applies",
    "late_tender": "The tender came too late",
    "procedural_requirement": "A procedural requirement was not met",
    "abnormally_low_price": (
        "The price was found abnormally low, after you were told and could show that you are able "
        "to perform the contract for it"
    ),
    "other": "The tender was disregarded",
}
TIE_BREAKS = {
    "quality": "the higher quality score",
    "social_value": "the higher social value score",
    "price": "the lower price",
    "drawn_lot": "lots drawn before a witness",
}
MEASURES = {
    "price_per_quality_point": "price per quality point",
    "value_index": "value index",
    "adjusted_price": "adjusted price",
    "price": "price",
    "quality": "total for quality and social value",
}

OVER_THE_LIMIT = (
    "Your tender was ranked above the winning one for this lot. It is not awarded to you because "
    "of the published limit on lots for one supplier, applied in the published order."
)


def pounds(text: str) -> str:
    """Return a decimal string of pounds as people write it; pence only where there are any."""
    amount = Decimal(text)
    places = 0 if amount == amount.to_integral_value() else 2
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.{places}f}"


def why_not(bid: Members, *, lot: Members, winner: Members | None) -> tuple[str, ...]:
    """Return why the contract is not awarded to the supplier of this bid, which has not won."""
    if bid["disqualifications"]:
        return tuple(disqualified_words(entry) for entry in bid["disqualifications"])
    if winner is None:
        return ("No contract is awarded for this lot.",)
    if any(entry["bid"] == bid["bid"] for entry in lot["passed_over"]):
        return (OVER_THE_LIMIT,)
    if winner["bid"] in bid["tied_with"]:
        return (_tie_words(winner),)
    return (_ranked_lower(bid, winner),)


def _ranked_lower(bid: Members, winner: Members) -> str:
    """Return that the winner's total or measure was better, without telling its price."""
    ranking = bid["ranking"]
    if ranking["measure"] == "total":
        return (
            f"Your tender's total score is {bid['total']} of 100. The most advantageous tender's "
            f"total score is {winner['total']}."
        )
    return (
        f"Tenders were ranked by {MEASURES[ranking['measure']]}, and the {ranking['best']} wins. "
        "Yours was not the best by that measure."
    )


def _tie_words(winner: Members) -> str:
    """Return how a tie was broken."""
    used = [_tie_break(entry) for entry in winner["tie_breaks_used"]]
    return (
        "Your tender and the winning one came out exactly equal. As published, the tie was broken "
        f"by {', then '.join(used)}."
    )


def _tie_break(entry: str) -> str:
    """Return an entry of the published order in words."""
    if entry.startswith("criterion:"):
        return f"the higher score for {entry.removeprefix('criterion:')}"
    return TIE_BREAKS[entry]


def disqualified_words(entry: Members) -> str:
    """Return one disqualification: the rule, and the reason that was recorded."""
    rule = _rule_words(entry)
    reason = str(entry.get("reason") or "")
    return f"Your tender was disqualified. {rule}. {reason}".strip()


def _rule_words(entry: Members) -> str:
    """Return the rule by which a tender was disqualified."""
    achieved, mark = entry.get("achieved"), entry.get("pass_mark")
    match entry["rule"]:
        case "criterion_pass_mark":
            return f"{entry['criterion']} earned {achieved} points, below the pass mark of {mark}"
        case "section_pass_mark":
            section = SECTIONS[entry["section"]]
            return f"{section} earned {achieved}% of its marks, below the pass mark of {mark}%"
        case "minimum_quality":
            return (
                f"Quality and social value earned {achieved} of 100, below the published minimum "
                f"of {mark}"
            )
        case decided:
            return DECISIONS[decided]


def missed_words(entry: Members) -> str:
    """Return a pass mark that was missed without disqualifying."""
    follows = "As published, this does not disqualify."
    if entry.get("criterion"):
        return (
            f"{entry['criterion']}: {entry['achieved']} points, below the pass mark of "
            f"{entry['pass_mark']}. {follows}"
        )
    return (
        f"{SECTIONS[entry['section']]}: {entry['achieved']}% of its marks, below the pass mark of "
        f"{entry['pass_mark']}%. {follows}"
    )
