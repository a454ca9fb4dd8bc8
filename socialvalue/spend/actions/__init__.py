"""Everything that changes payment files and analyses."""

from .analysing import NothingInPeriod, analyse, ask_analysis
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
    "CannotTakeBack",
    "LoadedAlready",
    "NotToConfirm",
    "NothingInPeriod",
    "analyse",
    "ask_analysis",
    "confirm_columns",
    "read_file",
    "take_back",
    "upload_file",
]
