"""The shapes of answers about a tender and its method."""

from procurement.tenders.forms.about import TenderForm, tender_answers
from procurement.tenders.forms.price import PriceForm, in_pounds
from procurement.tenders.forms.questions import AreasForm, CriterionFormSet, scale_choices
from procurement.tenders.forms.weights import ClimateForm, FixForm, WeightsForm

__all__ = [
    "AreasForm",
    "ClimateForm",
    "CriterionFormSet",
    "FixForm",
    "PriceForm",
    "TenderForm",
    "WeightsForm",
    "in_pounds",
    "scale_choices",
    "tender_answers",
]
