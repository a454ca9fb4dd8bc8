"""Everything that changes frameworks and weighting rules."""

from .areas import (
    AreaWords,
    MeasureWords,
    NoWordsGiven,
    add_area,
    bring_back_area,
    retire_area,
    reword_area,
    words_of,
)
from .loading import Loaded, load_framework, load_weight_rules
from .versions import (
    EmphasisWrong,
    NothingToPublish,
    VersionIsDraft,
    VersionIsPublished,
    make_own_version,
    publish_version,
    set_emphasis,
    start_next_version,
)
from .weight_rules import RuleEnded, add_weight_rule, end_weight_rule

__all__ = [
    "AreaWords",
    "EmphasisWrong",
    "Loaded",
    "MeasureWords",
    "NoWordsGiven",
    "NothingToPublish",
    "RuleEnded",
    "VersionIsDraft",
    "VersionIsPublished",
    "add_area",
    "add_weight_rule",
    "bring_back_area",
    "end_weight_rule",
    "load_framework",
    "load_weight_rules",
    "make_own_version",
    "publish_version",
    "retire_area",
    "reword_area",
    "set_emphasis",
    "start_next_version",
    "words_of",
]
