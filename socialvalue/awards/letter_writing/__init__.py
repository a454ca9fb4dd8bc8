"""Letters from plain values: what each says, piece by piece. No database."""

from .facts import AppealTold, AwardTold, ConditionTold, Facts, ReasonTold
from .kinds import Wording, check, wording_of
from .writing import Piece, pieces_of, subject_of

__all__ = [
    "AppealTold",
    "AwardTold",
    "ConditionTold",
    "Facts",
    "Piece",
    "ReasonTold",
    "Wording",
    "check",
    "pieces_of",
    "subject_of",
    "wording_of",
]
