"""Everything that writes tenders and their method."""

from procurement.tenders.actions.answering import FindingGone, answer_finding
from procurement.tenders.actions.asking import (
    AskedAlready,
    CriteriaDoNotAddUp,
    CriterionAnswer,
    NoKeyCriteria,
    ParentAnswer,
    set_criteria,
    start_from_key_criteria,
)
from procurement.tenders.actions.changing import ChangedMeanwhile, MethodIsFixed
from procurement.tenders.actions.choosing import choose_areas, set_social_value_choices
from procurement.tenders.actions.climate import set_climate_theme
from procurement.tenders.actions.considering import Considered, record_duty
from procurement.tenders.actions.departing import (
    DepartureDecided,
    NotYours,
    RefusalNeedsReason,
    decide_departure,
)
from procurement.tenders.actions.lotting import (
    LimitsDoNotFit,
    LotAnswer,
    LotCodeTaken,
    LotNeeded,
    NotReservable,
    remove_lot,
    save_lot,
    set_lot_limits,
)
from procurement.tenders.actions.making import (
    ReferenceTaken,
    change_tender,
    create_tender,
)
from procurement.tenders.actions.marking import SectionMarkAnswer, set_section_pass_marks
from procurement.tenders.actions.notices import (
    StartedAlready,
    bring_in_notices,
    put_notice_away,
    start_tender,
)
from procurement.tenders.actions.pricing import FormulaDoesNotFit, PriceRules, Pricing, set_price
from procurement.tenders.actions.scaling import LevelAnswer, ScaleInUse, remove_scale, save_scale
from procurement.tenders.actions.weighing import (
    Departure,
    DepartureNeeded,
    WeightsDoNotAddUp,
    set_weights,
)

__all__ = [
    "AskedAlready",
    "ChangedMeanwhile",
    "Considered",
    "CriteriaDoNotAddUp",
    "CriterionAnswer",
    "Departure",
    "DepartureDecided",
    "DepartureNeeded",
    "FindingGone",
    "FormulaDoesNotFit",
    "LevelAnswer",
    "LimitsDoNotFit",
    "LotAnswer",
    "LotCodeTaken",
    "LotNeeded",
    "MethodIsFixed",
    "NoKeyCriteria",
    "NotReservable",
    "NotYours",
    "ParentAnswer",
    "PriceRules",
    "Pricing",
    "ReferenceTaken",
    "RefusalNeedsReason",
    "ScaleInUse",
    "SectionMarkAnswer",
    "StartedAlready",
    "WeightsDoNotAddUp",
    "answer_finding",
    "bring_in_notices",
    "change_tender",
    "choose_areas",
    "create_tender",
    "decide_departure",
    "put_notice_away",
    "record_duty",
    "remove_lot",
    "remove_scale",
    "save_lot",
    "save_scale",
    "set_climate_theme",
    "set_criteria",
    "set_lot_limits",
    "set_price",
    "set_section_pass_marks",
    "set_social_value_choices",
    "set_weights",
    "start_from_key_criteria",
    "start_tender",
]
