"""The shapes of answers about a tender and its method."""

from procurement.tenders.forms.about import TenderForm, tender_answers
from procurement.tenders.forms.areas import AreasForm, ChoicesForm
from procurement.tenders.forms.deciding import DepartureForm, FindingForm
from procurement.tenders.forms.duty import DutyForm
from procurement.tenders.forms.lots import LotForm, LotLimitsForm, RemoveLotForm
from procurement.tenders.forms.marks import PassMarksForm
from procurement.tenders.forms.price import ExampleForm, PriceForm, in_pounds
from procurement.tenders.forms.questions import CriterionFormSet, ParentFormSet, scale_choices
from procurement.tenders.forms.scales import LevelFormSet, ScaleForm
from procurement.tenders.forms.weights import ClimateForm, WeightsForm

__all__ = [
    "AreasForm",
    "ChoicesForm",
    "ClimateForm",
    "CriterionFormSet",
    "DepartureForm",
    "DutyForm",
    "ExampleForm",
    "FindingForm",
    "LevelFormSet",
    "LotForm",
    "LotLimitsForm",
    "ParentFormSet",
    "PassMarksForm",
    "PriceForm",
    "RemoveLotForm",
    "ScaleForm",
    "TenderForm",
    "WeightsForm",
    "in_pounds",
    "scale_choices",
    "tender_answers",
]
