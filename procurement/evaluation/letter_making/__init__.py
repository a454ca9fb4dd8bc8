"""Letters from plain values: what each says, part by part. No database."""

from procurement.evaluation.letter_making.writing import (
    Facts,
    StandstillTold,
    ToWrite,
    subject_of,
    written,
)

__all__ = ["Facts", "StandstillTold", "ToWrite", "subject_of", "written"]
