"""Everything that changes payment files and analyses."""

from .analysing import NothingInPeriod, analyse, ask_analysis
from .anchors import AnchorTaken, add_anchor, own_anchor
from .reading import read_file
from .uploading import (
    CannotTakeBack,
    LoadedAlready,
    NotToConfirm,
    confirm_columns,
    take_back,
    upload_file,
)

__all__ = [
    "AnchorTaken",
    "CannotTakeBack",
    "LoadedAlready",
    "NotToConfirm",
    "NothingInPeriod",
    "add_anchor",
    "analyse",
    "ask_analysis",
    "confirm_columns",
    "own_anchor",
    "read_file",
    "take_back",
    "upload_file",
]
