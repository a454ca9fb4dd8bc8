"""Money, weights, days and moments, as people write them."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from procurement.tenders.models import (
    PriceBasis,
    Tender,
)

BASES = {
    PriceBasis.EXCLUDING_VAT: "without VAT",
    PriceBasis.INCLUDING_VAT: "with VAT",
}


def money(pence: int) -> str:
    """Return pence as people write pounds: £1,040,000, with pence only where there are any."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"


def percent(weight: Decimal | None) -> str:
    """Return a weight in percent, or that nobody has decided it."""
    return "Not decided" if weight is None else f"{weight:f}%"


def moment(when: dt.datetime | None, tender: Tender) -> str:
    """Return a moment in the tender's time zone, as people write it."""
    if when is None:
        return "Not decided"
    local = when.astimezone(ZoneInfo(tender.time_zone))
    return f"{local.day} {local:%B %Y at %H:%M} ({tender.get_time_zone_display()})"


def day(when: dt.date) -> str:
    """Return a day as people write it."""
    return f"{when.day} {when:%B %Y}"
