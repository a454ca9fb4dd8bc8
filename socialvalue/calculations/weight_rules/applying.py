"""Does a rule apply to a tender? One question for each condition, each with its reason."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from . import words
from .facts import Facts
from .rules import Band, Basis, Rule, Threshold, in_force

Why = str | None

# Which authorities the central thresholds are for: central government, with NHS trusts and
# foundation trusts (thresholds_source of weight_rules.json, from lupc.ac.uk).
CENTRAL_BUYER_KINDS = frozenset({"central_government", "nhs_trust"})


class ThresholdUnknown(LookupError):
    """No threshold is recorded for that kind of buyer and contract on that day."""


def nation_differs(rule: Rule, facts: Facts) -> Why:
    """A rule is for the nations it names; a rule that names none is for all."""
    if rule.nations is None or facts.nation in rule.nations:
        return None
    return (
        f"It is for {words.listed(rule.nations, words.NATIONS)}; "
        f"this tender is for {words.NATIONS[facts.nation]}."
    )


def buyer_kind_differs(rule: Rule, facts: Facts) -> Why:
    """A rule is for the kinds of buyer it names; a rule that names none is for all."""
    if rule.buyer_kinds is None or facts.buyer_kind in rule.buyer_kinds:
        return None
    return (
        f"It is for {words.listed(rule.buyer_kinds, words.BUYER_KINDS)}; "
        f"this buyer is {words.BUYER_KINDS[facts.buyer_kind]}."
    )


def buyer_differs(rule: Rule, facts: Facts) -> Why:
    """A rule of one authority is for that authority alone."""
    if rule.buyer_code is None or rule.buyer_code == facts.buyer_code:
        return None
    return f"It is the rule of another authority ({rule.buyer_code})."


def area_differs(rule: Rule, facts: Facts) -> Why:
    """A rule for one area is for buyers that serve that area."""
    if rule.area_code is None or rule.area_code == facts.area_code:
        return None
    return f"It is for buyers that serve another area ({rule.area_code})."


def regime_differs(rule: Rule, facts: Facts) -> Why:
    """A rule is for the regimes it names; a rule that names none is for all."""
    if rule.regimes is None or facts.regime in rule.regimes:
        return None
    return (
        f"It is for procurements under {words.listed(rule.regimes, words.REGIMES)}; "
        f"this one is under {words.REGIMES[facts.regime]}."
    )


def not_in_force(rule: Rule, facts: Facts) -> Why:
    """A rule applies from its first day to its last; an end that is not given is open."""
    day = facts.commenced_on
    if rule.effective_from is not None and day < rule.effective_from:
        starts = words.spoken_day(rule.effective_from)
        return f"It starts on {starts}, after this procurement commenced."
    if rule.effective_to is not None and day > rule.effective_to:
        ended = words.spoken_day(rule.effective_to)
        return f"It ended on {ended}, before this procurement commenced."
    return None


SCOPE: tuple[Callable[[Rule, Facts], Why], ...] = (
    nation_differs,
    buyer_kind_differs,
    buyer_differs,
    area_differs,
    regime_differs,
    not_in_force,
)


def outside_scope(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """Return every reason, other than the value, why a rule is not for this tender."""
    return tuple(why for test in SCOPE if (why := test(rule, facts)) is not None)


def value_in_band(band: Band, facts: Facts) -> bool:
    """Where the VAT basis of a band is not confirmed, the value excluding VAT decides."""
    including = band.basis_confirmed and band.basis is Basis.INCLUDING_VAT
    return band.holds(facts.including_vat if including else facts.excluding_vat)


def bands_for(rule: Rule, facts: Facts) -> tuple[Band, ...]:
    """Return the bands for the main category of the tender: its own, and those for all."""
    return tuple(band for band in rule.values if band.main_category in (None, facts.main_category))


def value_outside(rule: Rule, facts: Facts) -> Why:
    """The value is in the band for the main category; a rule without bands is for every value."""
    bands = bands_for(rule, facts)
    if not rule.values or any(value_in_band(band, facts) for band in bands):
        return None
    if not bands:
        return f"It gives no amount for {words.MAIN_CATEGORIES[facts.main_category]}."
    limits = " or ".join(words.limits(band) for band in bands)
    value = words.pounds(facts.excluding_vat)
    return f"It is for values {limits}; this tender is {value} excluding VAT."


def value_basis_in_doubt(rule: Rule, facts: Facts) -> bool:
    """If the value including VAT would fall in a band of unconfirmed basis, that is said."""
    return any(
        not band.basis_confirmed and band.holds(facts.including_vat)
        for band in bands_for(rule, facts)
    )


def below_threshold(rule: Rule, facts: Facts, thresholds: Sequence[Threshold]) -> Why:
    """Where only_above_threshold, the value including VAT reaches the threshold of that day."""
    if not rule.only_above_threshold:
        return None
    threshold = threshold_for(facts, thresholds)
    if facts.including_vat >= threshold:
        return None
    return (
        f"It is for contracts of {words.pounds(threshold)} or more including VAT, the threshold of "
        f"that day; this one is {words.pounds(facts.including_vat)}."
    )


def threshold_for(facts: Facts, thresholds: Sequence[Threshold]) -> Decimal:
    """Return the threshold including VAT, in pounds, for the buyer and contract on that day.

    Raises ThresholdUnknown if none is recorded: a missing threshold is not nought.
    """
    group = "central" if facts.buyer_kind in CENTRAL_BUYER_KINDS else "sub_central"
    category = "works" if facts.main_category == "works" else "goods_services"
    for threshold in thresholds:
        if (threshold.buyer_group, threshold.category) == (group, category) and in_force(
            facts.commenced_on, since=threshold.effective_from, until=threshold.effective_to
        ):
            return threshold.amount_including_vat
    day = words.spoken_day(facts.commenced_on)
    raise ThresholdUnknown(f"no {group} threshold for {category} is recorded for {day}")
