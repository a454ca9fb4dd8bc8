"""Everything that changes payment files and analyses."""

from .analysing import NothingInPeriod, analyse, ask_analysis
from .anchors import AnchorTaken, add_anchor, add_another_anchor, own_anchor
from .categories import DecidedMeanwhile, NothingChosen, decide_categories, note_gap
from .contracts import (
    CannotImport,
    CannotTakeRegisterBack,
    RegisterLoadedAlready,
    import_register,
    take_register_back,
    upload_register,
)
from .correcting import (
    NoSuchRow,
    RowsNotCorrected,
    Verdict,
    decide_rows,
    take_back,
    undo_row_decision,
)
from .reading import read_file
from .repeats import NoReason, NotARepeat, decide_repeats, find_repeats
from .setting_aside import set_rows_aside, undo_set_aside
from .targets import AlreadyWithdrawn, set_target, withdraw_target
from .uploading import (
    CannotTakeBack,
    LoadedAlready,
    NotToConfirm,
    confirm_columns,
    upload_file,
)
from .zips import ZipLoadedAlready, take_zip_back, unpack_zip, upload_zip

__all__ = [
    "AlreadyWithdrawn",
    "AnchorTaken",
    "CannotImport",
    "CannotTakeBack",
    "CannotTakeRegisterBack",
    "DecidedMeanwhile",
    "LoadedAlready",
    "NoReason",
    "NoSuchRow",
    "NotARepeat",
    "NotToConfirm",
    "NothingChosen",
    "NothingInPeriod",
    "RegisterLoadedAlready",
    "RowsNotCorrected",
    "Verdict",
    "ZipLoadedAlready",
    "add_anchor",
    "add_another_anchor",
    "analyse",
    "ask_analysis",
    "confirm_columns",
    "decide_categories",
    "decide_repeats",
    "decide_rows",
    "find_repeats",
    "import_register",
    "note_gap",
    "own_anchor",
    "read_file",
    "set_rows_aside",
    "set_target",
    "take_back",
    "take_register_back",
    "take_zip_back",
    "undo_row_decision",
    "undo_set_aside",
    "unpack_zip",
    "upload_file",
    "upload_register",
    "upload_zip",
    "withdraw_target",
]
