"""What is said and judged in the walk of each scheme, and what must come of it, by hand.

A scheme without a plan is walked too: everything is given the highest mark, which must come to
the highest level.
"""

from dataclasses import dataclass

from socialvalue.calculations.awards.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Marks by criterion, in the order of the scheme, and what they come to.

    `first` and `second` are what the assessors give, `agreed` what the panel agrees on; `left_out`
    are criteria without an answer, `paid` those shown by what the organisation recorded of its pay.
    Who assesses itself gives `agreed`; `before` is what it gave a time earlier, and `holds` the
    code of the award that it came to hold in between. `missing` is what the pages must say is
    missing for the next level.
    """

    agreed: tuple[str, ...]
    level: str
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    paid: frozenset[str] = frozenset()
    before: "Plan | None" = None
    holds: str = ""


def plan_of(scheme: Scheme) -> Plan:
    """Return the plan of a scheme: its own, or the highest marks for everything."""
    if scheme.code in PLANS:
        return PLANS[scheme.code]
    best = (scheme.marks[-1].code,) * len(scheme.criteria)
    return Plan(agreed=best, first=best, second=best, level=scheme.levels[-1].title)


# Shown in two themes of four, Social and Economic, and two are asked for: the award is held. The
# highest level is reached, so nothing is missing.
AWARD = Plan(
    first=("shown", "shown", "partly_shown", "not_shown"),
    second=("shown", "partly_shown", "partly_shown", "not_shown"),
    agreed=("shown", "shown", "partly_shown", "not_shown"),
    left_out=frozenset({"innovation"}),
    level="Award holder",
)

# A commitment under each of the four parts, and all four are asked for.
CHARTER = Plan(
    first=("committed",) * 4,
    second=("committed", "committed", "not_yet", "committed"),
    agreed=("committed",) * 4,
    level="Signatory",
)

# Nothing is below "Working towards it", so Aspiring is reached. For Accredited both of Fair are met
# (pay, hours), one of Healthy (safe) and one of Inclusive (equality); of Just neither is.
FAIR_EMPLOYMENT = Plan(
    first=(
        "met", "met", "met", "met", "met", "working_towards", "met", "working_towards",
    ),
    second=(
        "met", "not_yet", "met", "met", "working_towards", "working_towards", "not_yet",
        "working_towards",
    ),
    agreed=(
        "met", "working_towards", "met", "met", "met", "working_towards", "working_towards",
        "working_towards",
    ),
    paid=frozenset({"pay"}),
    level="Aspiring",
    missing=(
        (
            "One of two criteria must be judged “Met”, and none is. "
            "Below it: “Voice” and “Young people”."
        ),
    ),
)  # fmt: skip

# First everything has begun and no award is held: Working towards. For Anchor institution the award
# is missing, and four parts are not in place: the pledge, both of fair policies, the green plan.
# Then the award is held and those four are in place, and nothing is missing any more.
ANCHOR = Plan(
    before=Plan(
        agreed=("begun",) * 11,
        level="Working towards",
        missing=(
            "“Cheshire and Merseyside Social Value Award” is not held.",
            "“All 14 commitments” must be judged “In place”.",
            "“Fair work” and “Equity” must be judged “In place”.",
            "“Green plan” must be judged “In place”.",
        ),
    ),
    agreed=("in_place", *("begun",) * 7, *("in_place",) * 3),
    level="Anchor institution",
    holds="cheshire-merseyside-award",
)

# Four are done and four begun: 4 * 2 + 4 * 1 = 12 of 8 * 3 = 24 points, and half is enough for
# Building back fairer. For Leading four of the eight are not done, and none leads.
BUILD_BACK_FAIRER = Plan(
    agreed=("done", "begun") * 4,
    level="Building back fairer",
    missing=(
        (
            "“2 Secure hours and contracts”, “4 Chances for those who have fewer”, "
            "“6 Investment that helps health” and “8 A good neighbour” must be judged “Done” or "
            "better."
        ),
        "Two of eight criteria must be judged “Leading”, and none is.",
    ),
)

# The step itself is acted on in each of the four, and the public was considered in each.
HEALTH_INEQUALITIES = Plan(agreed=("acted_on", "considered") * 4, level="Acted on")

PLANS = {
    "anchor-institution": ANCHOR,
    "build-back-fairer": BUILD_BACK_FAIRER,
    "cheshire-merseyside-award": AWARD,
    "cheshire-merseyside-charter": CHARTER,
    "fair-employment-charter": FAIR_EMPLOYMENT,
    "health-inequalities-assessment": HEALTH_INEQUALITIES,
}
