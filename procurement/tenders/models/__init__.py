"""What a tender is: who buys what, and the method by which its bids are judged."""

from procurement.tenders.models.criteria import (
    Criterion,
    CriterionArea,
    CriterionLot,
    ParentCriterion,
    Scale,
    ScaleLevel,
)
from procurement.tenders.models.designing import LintAnswer, SocialValueDuty, WeightDeparture
from procurement.tenders.models.life import Proposal, StateChange, in_states
from procurement.tenders.models.lots import Formula, Lot, LotMethod, ReservedFor
from procurement.tenders.models.methodology import (
    CLIMATE_PLACES,
    SCORED_SECTIONS,
    AbnormallyLowReference,
    Methodology,
    Quantities,
    Section,
    SectionPassMark,
)
from procurement.tenders.models.notices import Notice
from procurement.tenders.models.retention import KeptFrom, LegalHold, Purge
from procurement.tenders.models.stress import StressAcknowledgement, StressBid
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
    "SCORED_SECTIONS",
    "AbnormallyLowReference",
    "BuyerKind",
    "Criterion",
    "CriterionArea",
    "CriterionLot",
    "Currency",
    "Formula",
    "KeptFrom",
    "LegalHold",
    "LintAnswer",
    "Lot",
    "LotMethod",
    "MainCategory",
    "Methodology",
    "Notice",
    "ParentCriterion",
    "PriceBasis",
    "Proposal",
    "Purge",
    "Quantities",
    "Regime",
    "ReservedFor",
    "Scale",
    "ScaleLevel",
    "Section",
    "SectionPassMark",
    "SocialValueDuty",
    "State",
    "StateChange",
    "StressAcknowledgement",
    "StressBid",
    "Tender",
    "TimeZone",
    "WeightDeparture",
    "in_states",
]
