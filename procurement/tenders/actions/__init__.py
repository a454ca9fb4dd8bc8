"""Everything that writes tenders and their method."""

from procurement.tenders.actions.asking import (
    CriteriaDoNotAddUp,
    CriterionAnswer,
    choose_areas,
    set_criteria,
)
from procurement.tenders.actions.changing import ChangedMeanwhile, MethodIsFixed
from procurement.tenders.actions.considering import Considered, record_duty
from procurement.tenders.actions.fixing import NotReady, RulesOpen, fix_method, set_climate_theme
from procurement.tenders.actions.making import (
    ReferenceTaken,
    change_tender,
    create_tender,
)
from procurement.tenders.actions.pricing import FormulaDoesNotFit, Pricing, set_price
from procurement.tenders.actions.weighing import (
    Departure,
    DepartureNeeded,
    WeightsDoNotAddUp,
    set_weights,
)

__all__ = [
    "ChangedMeanwhile",
    "Considered",
    "CriteriaDoNotAddUp",
    "CriterionAnswer",
    "Departure",
    "DepartureNeeded",
    "FormulaDoesNotFit",
    "MethodIsFixed",
    "NotReady",
    "Pricing",
    "ReferenceTaken",
    "RulesOpen",
    "WeightsDoNotAddUp",
    "change_tender",
    "choose_areas",
    "create_tender",
    "fix_method",
    "record_duty",
    "set_climate_theme",
    "set_criteria",
    "set_price",
    "set_weights",
]
