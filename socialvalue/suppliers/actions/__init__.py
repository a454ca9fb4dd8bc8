"""Everything that writes about suppliers."""

from .answers import AnswersRefused, load_answers
from .facts import NameTaken, NothingChanged, edit_supplier
from .lists import (
    LoadedAlready,
    NotToLoad,
    NotToTakeBack,
    confirm_list,
    load_list,
    take_list_back,
    upload_list,
)
from .merging import CannotMerge, UndoneAlready, merge, undo_merge
from .names import forget_names, note_names
from .registers import ask_matching, load_registers, match_registers
from .suggesting import (
    DecidedAlready,
    NoLongerThere,
    NotDecided,
    ask_suggestions,
    confirm,
    decide_many,
    look_for_suggestions,
    reject,
    undo_decision,
)
from .surveys import (
    LinkNotUsable,
    SurveyClosed,
    answer_by_link,
    ask_letters,
    close_survey,
    invitation_with,
    invite,
    letters_due,
    open_survey,
    record_answer,
    send_letters,
)

__all__ = [
    "AnswersRefused",
    "CannotMerge",
    "DecidedAlready",
    "LinkNotUsable",
    "LoadedAlready",
    "NameTaken",
    "NoLongerThere",
    "NotDecided",
    "NotToLoad",
    "NotToTakeBack",
    "NothingChanged",
    "SurveyClosed",
    "UndoneAlready",
    "answer_by_link",
    "ask_letters",
    "ask_matching",
    "ask_suggestions",
    "close_survey",
    "confirm",
    "confirm_list",
    "decide_many",
    "edit_supplier",
    "forget_names",
    "invitation_with",
    "invite",
    "letters_due",
    "load_answers",
    "load_list",
    "load_registers",
    "look_for_suggestions",
    "match_registers",
    "merge",
    "note_names",
    "open_survey",
    "record_answer",
    "reject",
    "send_letters",
    "take_list_back",
    "undo_decision",
    "undo_merge",
    "upload_list",
]
