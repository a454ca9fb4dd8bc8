"""Turns tenders and their method into the words on the page."""

from procurement.tenders.presenters.designing import (
    example_rows,
    finding_rows,
    library_card,
    lot_card,
    relative_quantities_example,
    scale_card,
)
from procurement.tenders.presenters.law import (
    crosswalk_notes,
    crosswalk_warnings,
    floor_of,
    guidance_for,
    key_criteria_rows,
    threshold_sentence,
    thresholds_sentence,
)
from procurement.tenders.presenters.matrix import matrix_columns
from procurement.tenders.presenters.method import (
    criterion_row,
    measure_words,
    parameter_words,
    price_rows,
    scale_sentences,
    tie_break_words,
    weight_bars,
)
from procurement.tenders.presenters.plain import BASES, day, moment, money, percent
from procurement.tenders.presenters.sharing import inside_words, split_words
from procurement.tenders.presenters.tenders import about_rows, tender_row
from procurement.tenders.presenters.weighting import (
    climate_words,
    rule_rows,
    sum_sentence,
    weights_answer,
)

__all__ = [
    "BASES",
    "about_rows",
    "climate_words",
    "criterion_row",
    "crosswalk_notes",
    "crosswalk_warnings",
    "day",
    "example_rows",
    "finding_rows",
    "floor_of",
    "guidance_for",
    "inside_words",
    "key_criteria_rows",
    "library_card",
    "lot_card",
    "matrix_columns",
    "measure_words",
    "moment",
    "money",
    "parameter_words",
    "percent",
    "price_rows",
    "relative_quantities_example",
    "rule_rows",
    "scale_card",
    "scale_sentences",
    "split_words",
    "sum_sentence",
    "tender_row",
    "threshold_sentence",
    "thresholds_sentence",
    "tie_break_words",
    "weight_bars",
    "weights_answer",
]
