"""How the weights of a section are shared, in words."""

from procurement.calculations.splitting import equal_split
from procurement.tenders.models import Criterion
from socialvalue.calculations.rounding import shown_short


def inside_words(criterion: Criterion | None) -> str:
    """Return what a sub-criterion weighs inside its parent and so in the section; else nothing."""
    if criterion is None or criterion.parent is None:
        return ""
    parent = criterion.parent
    return (
        f"Inside {parent.title}: {criterion.weight_in_parent:f}% of its {parent.weight:f}%, which "
        f"is exactly {shown_short(criterion.weight)}% of the section."
    )


def split_words(count: int) -> str:
    """Return what an equal split of the section would be, in words; nothing for no question."""
    if not count:
        return ""
    shares = equal_split(count)
    if len(set(shares)) == 1:
        return f"An equal split gives each {shares[0]:f}%."
    high, low = shares[0], shares[-1]
    more = shares.count(high)
    return (
        f"{count} questions cannot have {low:f}% each: that adds up to {low * count:f}%. "
        f"An equal split gives the first {'one' if more == 1 else more} {high:f}% "
        f"and the others {low:f}%, exactly 100%."
    )
