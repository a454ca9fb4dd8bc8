"""What must be said beside every list that could be taken for a list of whom to choose.

Source: rule A1.6 of the method (spend analysis is about spend, not award); Procurement Act 2023,
sections 16 to 18 (market engagement, lots), and section 84 (below the thresholds).
"""

CAUTION = (
    "A supplier's location is not a lawful award criterion above the procurement threshold, and "
    "nothing on this page is a reason to choose a bidder."
)
ABOVE = (
    "What you may do above it: talk to the market early, cut a contract into lots, ask no more "
    "turnover or insurance than the contract needs, and tell local firms and social enterprises "
    "what is coming."
)
BELOW = (
    "Below it, a contract may be reserved for suppliers of an area, or for small firms and social "
    "enterprises, where the law lets your kind of body do so. Ask your procurement team first."
)

FOR_PAGES = {"words": CAUTION, "may": [ABOVE, BELOW]}
