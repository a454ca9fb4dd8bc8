"""The codes of the format in plain words, for sentences that people read.

Source of the codes: tests/golden/tender/FORMAT.md, section 2.1.
"""

from datetime import date
from decimal import Decimal

from .rules import Band

NATIONS = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern_ireland": "Northern Ireland",
    "uk": "the whole of the UK",
}

BUYER_KINDS = {
    "central_government": "a central government body",
    "nhs_trust": "an NHS trust",
    "integrated_care_board": "an integrated care board",
    "council": "a council",
    "combined_authority": "a combined authority",
    "police": "a police body",
    "fire": "a fire service",
    "university": "a university",
    "college": "a college",
    "school_trust": "a school or academy trust",
    "housing_association": "a housing association",
    "utility": "a utility",
    "other": "another kind of buyer",
}

REGIMES = {
    "procurement_act_2023": "the Procurement Act 2023",
    "provider_selection_regime": "the Provider Selection Regime",
    "public_contracts_regulations_2015": "the Public Contracts Regulations 2015",
    "below_threshold": "the rules for contracts below the threshold",
}

MAIN_CATEGORIES = {"goods": "goods", "services": "services", "works": "works"}


def listed(codes: tuple[str, ...], names: dict[str, str]) -> str:
    """Return names in a row: "an NHS trust or an integrated care board"."""
    words = [names.get(code, code) for code in codes]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def spoken_day(day: date) -> str:
    """Return a day as people write it: 1 April 2022."""
    return f"{day.day} {day:%B %Y}"


def pounds(amount: Decimal) -> str:
    """Return an amount of pounds: £100,000, or £135,017.99 where there are pence."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def percent(weight: Decimal) -> str:
    """Return a percentage with the places it was given: 9.99%."""
    return f"{weight:f}%"


def limits(band: Band) -> str:
    """Return the limits of a band of values: from £100,000, below £250,000."""
    given = (("from", band.at_least), ("above", band.above), ("below", band.below))
    return ", ".join(f"{word} {pounds(limit)}" for word, limit in given if limit is not None)
