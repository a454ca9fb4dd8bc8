"""Pages of networks: who belongs, what each shares, and what they know together."""

from .joining import Answer, Found, Home, Leave, Offer
from .pooled import LocalSuppliers, NetworkPage, NetworkReport, PooledCsv
from .sharing import Members, SharePage, ShareSums, Withdraw

__all__ = [
    "Answer",
    "Found",
    "Home",
    "Leave",
    "LocalSuppliers",
    "Members",
    "NetworkPage",
    "NetworkReport",
    "Offer",
    "PooledCsv",
    "SharePage",
    "ShareSums",
    "Withdraw",
]
