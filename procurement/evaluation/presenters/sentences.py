"""What a result says, in sentences."""

from decimal import Decimal
from typing import Any

from procurement.calculations.formulas import FORMULAS

Members = dict[str, Any]

TIE_BREAK_WORDS = {
    "quality": "the higher quality score",
    "social_value": "the higher social value score",
    "price": "the lower price",
    "drawn_lot": "lots drawn before a witness",
}
REFERENCES = {
    "mean_of_others": "the mean of the other bids",
    "should_cost": "the should-cost estimate",
}
SECTIONS = {"quality": "Quality", "social_value": "Social value"}
DECISIONS = {
    "condition_of_participation": "Decided by people: a condition of participation is not met",
    "exclusion_ground": "Decided by people: an exclusion ground applies",
    "late_tender": "Decided by people: the bid came too late",
    "procedural_requirement": "Decided by people: a procedural requirement is not met",
    "abnormally_low_price": "Decided by people, after hearing the bidder: the price is too low",
    "other": "Decided by people",
}
CAUSES = {
    "single_bid": "there is only one bid, and the formula compares bids",
    "equal_prices": "all prices are equal, and the formula divides by their difference",
    "lowest_price_zero": "the lowest price is £0, and the formula divides by it",
    "average_price_zero": "the average price is £0, and the formula divides by it",
    "zero_quality": "a bid has no quality and social value score, and the formula divides by it",
    "zero_price": "a bid has a price of £0",
}
MEASURES = {
    "total": "Total",
    "price_per_quality_point": "Price per quality point",
    "value_index": "Value index",
    "adjusted_price": "Adjusted price",
    "price": "Price",
    "quality": "Quality and social value",
}
MONEY_MEASURES = frozenset({"price_per_quality_point", "adjusted_price", "price"})


def pounds(text: str | None) -> str:
    """Return a decimal string of pounds as people write it; pence only where there are any."""
    if text is None:
        return "not opened"
    amount = Decimal(text)
    whole = amount == amount.to_integral_value()
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.0f}" if whole else f"{sign}£{abs(amount):,.2f}"


def measure(ranking: Members | None) -> str:
    """Return what a bid is ranked by, as it is shown."""
    if ranking is None:
        return "–"
    value = str(ranking["value"])
    return pounds(value) if ranking["measure"] in MONEY_MEASURES else value


def tie(bid: Members, *, names: dict[str, str], is_broken: bool) -> str:
    """Return how a bid that is exactly equal to others got its rank; empty for no tie."""
    if not bid["tied_with"]:
        return ""
    others = listed([names[code] for code in bid["tied_with"]])
    equal = f"Exactly equal to {others}"
    if not is_broken:
        return f"{equal}. Nothing in the published order separates them."
    used = listed([tie_break(entry) for entry in bid["tie_breaks_used"]], joint="then")
    return f"{equal}. Placed by {used}, as published."


def tie_break(entry: str) -> str:
    """Return an entry of the tie-break order in words."""
    if entry.startswith("criterion:"):
        return f"the higher score for {entry.removeprefix('criterion:')}"
    return TIE_BREAK_WORDS[entry]


def listed(words: list[str], *, joint: str = "and") -> str:
    """Return words in a row: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"


def disqualification(entry: Members) -> str:
    """Return why a bid is out, with the reason that was recorded."""
    match entry["rule"]:
        case "criterion_pass_mark":
            rule = (
                f"{entry['criterion']}: {entry['achieved']} points, below the pass mark of "
                f"{entry['pass_mark']}"
            )
        case "section_pass_mark":
            rule = (
                f"{SECTIONS[entry['section']]}: {entry['achieved']}% of its marks, below the pass "
                f"mark of {entry['pass_mark']}%"
            )
        case "minimum_quality":
            rule = (
                f"Quality and social value: {entry['achieved']} of 100, below the published "
                f"minimum of {entry['pass_mark']}"
            )
        case decided:
            rule = DECISIONS[decided]
    reason = str(entry.get("reason") or "")
    return f"{rule}. {reason}" if reason else f"{rule}."


def missed(entry: Members) -> str:
    """Return a pass mark that was missed without disqualifying."""
    if entry.get("criterion"):
        return (
            f"{entry['criterion']}: {entry['achieved']} points, below the pass mark of "
            f"{entry['pass_mark']}. As published, this does not disqualify."
        )
    return (
        f"{SECTIONS[entry['section']]}: {entry['achieved']}% of its marks, below the pass mark of "
        f"{entry['pass_mark']}%. As published, this does not disqualify."
    )


def low_price_tests(bid: Members) -> list[str]:
    """Return each test of an abnormally low price that flags the bid, in words."""
    return [
        f"{pounds(bid['price'])} is {test['percent_below']}% below {REFERENCES[test['reference']]} "
        f"({pounds(test['amount'])}). A price below {pounds(test['threshold'])} is flagged."
        for test in (bid["abnormally_low"] or {"tests": []})["tests"]
        if test["flag"]
    ]


def low_price_duty(regime: str) -> list[str]:
    """Return what must happen, in order, before a bid with a flagged price is disregarded."""
    shows = "Decide: if the bidder shows that it can, its bid may not be disregarded"
    decide = (
        f"{shows} (Procurement Act 2023, section 19(4) and (5))."
        if regime == "procurement_act_2023"
        else f"{shows} for its price."
    )
    return [
        "Notify: tell the bidder that its price looks abnormally low.",
        "Hear: give it a fair chance to show that it can deliver at this price.",
        f"{decide} If it does not, you may set the bid aside, with your reason.",
    ]


LOW_PRICE_NOTE = (
    "The flag changes no score and no rank. What the bidder was told and answered, and what was "
    "decided, is recorded under “Prices and ranking”."
)


def refusal(error: Members) -> str:
    """Return why a lot cannot be ranked."""
    if error["code"] == "formula_undefined":
        title = FORMULAS[error["formula"]].title
        return f"The formula “{title}” cannot be used: {CAUSES[error['cause']]}."
    return "A bid is not at the fixed price that was published."


def passed_over(entry: Members, *, names: dict[str, str]) -> str:
    """Return why a bid that ranks higher is not the preferred one."""
    return (
        f"{names[entry['bid']]} ranks higher, but has been preferred for as many lots as one "
        "supplier may have. Its rank does not change."
    )


def missing(errors: list[Members], *, scores: int) -> list[str]:
    """Return what stands between a tender and its result; missing scores are counted."""
    said = []
    if scores:
        said.append("1 score is still missing." if scores == 1 else f"{scores} scores are missing.")
    return said + [error["detail"] for error in errors if error["code"] != "score_missing"]


def missing_scores(bundle: Members) -> int:
    """Return how many scores are missing of bids that no decision has taken out."""
    out = {decision["bid"] for decision in bundle["disqualifications"]}
    return sum(
        1
        for bid in bundle["bids"]
        for criterion in bundle["methodology"]["criteria"]
        if bid["code"] not in out
        and bid["lot"] in criterion.get("lots", [bid["lot"]])
        and criterion["code"] not in {score["criterion"] for score in bid["scores"]}
    )
