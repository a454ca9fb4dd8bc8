"""Everything that changes payment files and analyses."""

from .analysing import NothingInPeriod, analyse, ask_analysis
from .anchors import AnchorTaken, add_anchor, add_another_anchor, own_anchor
from .categories import NothingChosen, decide_categories, note_gap
from .contracts import (
    CannotImport,
    CannotTakeRegisterBack,
    RegisterLoadedAlready,
    import_register,
    take_register_back,
    upload_register,
)
from .reading import read_file
from .repeats import NoReason, NotARepeat, decide_repeats, find_repeats
from .targets import AlreadyWithdrawn, set_target, withdraw_target
from .uploading import (
    CannotTakeBack,
    LoadedAlready,
    NotToConfirm,
    confirm_columns,
    take_back,
    upload_file,
)

__all__ = [
    "AlreadyWithdrawn",
    "AnchorTaken",
    "CannotImport",
    "CannotTakeBack",
    "CannotTakeRegisterBack",
    "LoadedAlready",
    "NoReason",
    "NotARepeat",
    "NotToConfirm",
    "NothingChosen",
    "NothingInPeriod",
    "RegisterLoadedAlready",
    "add_anchor",
    "add_another_anchor",
    "analyse",
    "ask_analysis",
    "confirm_columns",
    "decide_categories",
    "decide_repeats",
    "find_repeats",
    "import_register",
    "note_gap",
    "own_anchor",
    "read_file",
    "set_target",
    "take_back",
    "take_register_back",
    "upload_file",
    "upload_register",
    "withdraw_target",
]
