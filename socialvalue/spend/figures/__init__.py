"""What an analysis found, in the words and numbers that its pages, its files and its report share.

Everything here reads the figures as they are stored: whole pence as text.
"""

from .bands import (
    BASES,
    DELIVERY,
    REGISTERED,
    BandFigure,
    area_share,
    band_codes,
    band_words,
    bands_of,
    has_delivery,
    headline,
    mean_of_anchors,
    nothing_placed,
    share_if_known,
)
from .flows import FlowFigure, flows_of
from .groups import (
    NO_CATEGORY,
    NO_SUPPLIER,
    GroupFigure,
    authorities,
    categories,
    groups_of,
    largest,
    suppliers,
    together,
)
from .known import WHAT_COUNTS, WHAT_TO_DO, WHY_NOT_KNOWN, known_pence
from .sentences import (
    ADDRESSES,
    AS_PUBLISHED,
    LAWFUL,
    NO_PAYMENTS,
    is_provisional,
    located_share,
    minimum_located,
    outside_period,
    provisional_words,
    repaired,
)
from .stored import (
    NOTHING,
    TOP,
    Figures,
    Spend,
    figures_of,
    is_empty,
    is_older,
    pence,
    plus,
    share,
    total_pence,
)

__all__ = [
    "ADDRESSES", "AS_PUBLISHED", "BASES", "DELIVERY", "LAWFUL", "NOTHING", "NO_CATEGORY",
    "NO_PAYMENTS", "NO_SUPPLIER", "REGISTERED", "TOP", "WHAT_COUNTS", "WHAT_TO_DO",
    "WHY_NOT_KNOWN",
    "BandFigure", "Figures", "FlowFigure", "GroupFigure", "Spend", "area_share", "authorities",
    "band_codes", "band_words", "bands_of", "categories", "figures_of", "flows_of", "groups_of",
    "has_delivery", "headline", "is_empty", "is_older", "is_provisional", "known_pence", "largest",
    "located_share",
    "mean_of_anchors", "minimum_located", "nothing_placed", "outside_period", "pence", "plus",
    "provisional_words",
    "repaired", "share", "share_if_known", "suppliers", "together", "total_pence",
]  # fmt: skip
