"""Who judges, what they score, what is decided, and what came of it."""

from procurement.evaluation.models.corrections import ScoreCorrection
from procurement.evaluation.models.decisions import (
    Disqualification,
    DisqualificationRule,
    Draw,
    DrawnBid,
    PriceEnquiry,
    RankedResult,
)
from procurement.evaluation.models.letters import (
    Audience,
    Letter,
    LetterPack,
    LetterTemplate,
    Representation,
    Standstill,
    SupplierContact,
    WithheldReason,
)
from procurement.evaluation.models.panel import (
    ConflictsReview,
    Declaration,
    DeclarationStage,
    Mitigation,
    PanelMember,
    PanelRole,
    Recusal,
)
from procurement.evaluation.models.scores import (
    IndividualDraft,
    IndividualScore,
    ReopenedScore,
    Score,
    ScoreDraft,
    ScoreMove,
)

__all__ = [
    "Audience",
    "ConflictsReview",
    "Declaration",
    "DeclarationStage",
    "Disqualification",
    "DisqualificationRule",
    "Draw",
    "DrawnBid",
    "IndividualDraft",
    "IndividualScore",
    "Letter",
    "LetterPack",
    "LetterTemplate",
    "Mitigation",
    "PanelMember",
    "PanelRole",
    "PriceEnquiry",
    "RankedResult",
    "Recusal",
    "ReopenedScore",
    "Representation",
    "Score",
    "ScoreCorrection",
    "ScoreDraft",
    "ScoreMove",
    "Standstill",
    "SupplierContact",
    "WithheldReason",
]
