"""Reads: what a member would share, what a network knows together, and who is whose supplier."""

from .knowing import (
    BY_NAME,
    NOT_FOUND,
    SAID,
    TOO_FEW,
    Unnamed,
    candidates,
    members_known,
    other_members,
    said_of,
    unnamed,
)
from .naming import named_in
from .pooled import PooledCategory, band_codes, pool_of, pooled_categories
from .sharing import (
    Period,
    Recommended,
    TooFewToShare,
    analyses_to_share,
    area_names,
    not_netted,
    offers_to,
    paid_by_others,
    periods_of,
    shared_figures,
    standing_shares,
)

__all__ = [
    "BY_NAME",
    "NOT_FOUND",
    "SAID",
    "TOO_FEW",
    "Period",
    "PooledCategory",
    "Recommended",
    "TooFewToShare",
    "Unnamed",
    "analyses_to_share",
    "area_names",
    "band_codes",
    "candidates",
    "members_known",
    "named_in",
    "not_netted",
    "offers_to",
    "other_members",
    "paid_by_others",
    "periods_of",
    "pool_of",
    "pooled_categories",
    "said_of",
    "shared_figures",
    "standing_shares",
    "unnamed",
]
