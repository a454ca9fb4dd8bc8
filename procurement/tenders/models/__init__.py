"""What a tender is: who buys what, and the method by which its bids are judged."""

from procurement.tenders.models.criteria import (
    Criterion,
    CriterionArea,
    CriterionLot,
    Scale,
    ScaleLevel,
)
from procurement.tenders.models.life import Proposal, StateChange, in_states
from procurement.tenders.models.methodology import (
    CLIMATE_PLACES,
    AbnormallyLowReference,
    Formula,
    Lot,
    LotMethod,
    Methodology,
    Section,
    SectionPassMark,
    WeightDeparture,
)
from procurement.tenders.models.tender import (
    BuyerKind,
    Currency,
    MainCategory,
    PriceBasis,
    Regime,
    State,
    Tender,
    TimeZone,
)

__all__ = [
    "CLIMATE_PLACES",
    "AbnormallyLowReference",
    "BuyerKind",
    "Criterion",
    "CriterionArea",
    "CriterionLot",
    "Currency",
    "Formula",
    "Lot",
    "LotMethod",
    "MainCategory",
    "Methodology",
    "PriceBasis",
    "Proposal",
    "Regime",
    "Scale",
    "ScaleLevel",
    "Section",
    "SectionPassMark",
    "State",
    "StateChange",
    "Tender",
    "TimeZone",
    "WeightDeparture",
    "in_states",
]
