"""The shapes of answers about frameworks and weighting rules."""

from .areas import AreaForm, MeasureFormSet, RetireForm, measures_from
from .checks import CheckForm
from .rules import EndRuleForm, WeightRuleForm
from .search import SearchForm
from .versions import EmphasisForm, OwnVersionForm

__all__ = [
    "AreaForm",
    "CheckForm",
    "EmphasisForm",
    "EndRuleForm",
    "MeasureFormSet",
    "OwnVersionForm",
    "RetireForm",
    "SearchForm",
    "WeightRuleForm",
    "measures_from",
]
