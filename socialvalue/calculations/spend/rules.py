"""The twenty rules of local spend, numbered as they are published, and what keeps each of them.

Source: rule set "spend-1"; docs/sums.md says where each comes from.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in the words that people read, and the functions of this package that keep it.

    `beyond` says what of the rule these sums leave to the room that keeps files and runs.
    """

    words: str
    kept_by: tuple[str, ...]
    beyond: str = ""


RULES: dict[int, Rule] = {
    1: Rule(
        "A payment belongs to the period that holds its payment day; others are left out, counted.",
        ("exclusions.out_of_period",),
    ),
    2: Rule(
        "Amounts are net of VAT that can be recovered; a file of gross amounts says so.",
        ("parsing.parse", "reading.read_payments"),
    ),
    3: Rule(
        "Refunds stay in as negative amounts, and totals below nought are shown.",
        ("money.money_from_text", "breakdowns.negative_totals"),
    ),
    4: Rule(
        "Lines are duplicates only if everything that the study compares is equal; one number on "
        "lines that differ is a split invoice.",
        ("exclusions.duplicate", "repeats.repeats_in"),
    ),
    5: Rule(
        "The first reason that holds leaves a line out, and every reason is counted and valued.",
        ("exclusions.disposition", "classified.classified"),
    ),
    6: Rule(
        "Money between anchors would count twice and is left out; so are public bodies, apart.",
        ("exclusions.inter_anchor", "exclusions.public_body"),
    ),
    7: Rule("Grants are counted beside what was bought, not in it.", ("exclusions.grant",)),
    8: Rule(
        "Names are the same supplier if their normal forms are equal, or the master says so.",
        ("suppliers.normal_form", "suppliers.Register"),
        "A person's merges, with who and when.",
    ),
    9: Rule(
        "Place has two bases, the registered address and where the work is done, never mixed.",
        ("places.location_of",),
    ),
    10: Rule(
        "Postcodes are mended only where a digit must stand; ended ones still place a supplier.",
        ("places.lookup_form",),
    ),
    11: Rule(
        "Areas are lists of official codes; nested ones lie wholly within the next.",
        ("bands.NestedAreas",),
    ),
    12: Rule(
        "What cannot be placed is a column of its own; under the study's floor a result is "
        "provisional.",
        ("bands.NestedAreas", "result.is_provisional"),
    ),
    13: Rule(
        "A percentage of several anchors is sum over sum; their mean only stands beside it.",
        ("shares.percent", "shares.mean"),
    ),
    14: Rule(
        "A list of the largest suppliers says how many and what share of spend they are.",
        ("breakdowns.top_suppliers",),
    ),
    15: Rule(
        "Small and medium suppliers have fewer than 250 staff; unknown size is kept apart.",
        ("breakdowns.size",),
    ),
    16: Rule(
        "Deprivation names its index and vintage, and is of spend that is located in England.",
        ("breakdowns.deprivation",),
    ),
    17: Rule(
        "Leakage is ranked by category, for all spend and for what can be influenced.",
        ("breakdowns.leakage", "breakdowns.influenceable"),
        "Who decided that a category cannot be influenced, and when.",
    ),
    18: Rule(
        "Every figure can be followed to its lines, and every excluded line has its reason.",
        ("studying.studied",),
        "Runs that never change, with the versions they used.",
    ),
    19: Rule(
        "Before publishing, small cells and personal names are looked at.",
        (),
        "The whole rule: it is about what leaves the organisation, not about a sum.",
    ),
    20: Rule(
        "Years are compared only with the same anchors and rules, also in percent.",
        ("comparing.why_not_comparable", "comparing.compared"),
    ),
}
