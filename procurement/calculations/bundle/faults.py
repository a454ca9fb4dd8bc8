"""What can be wrong with a bundle: the documented codes, and one fault at one place."""

from dataclasses import dataclass
from enum import StrEnum


class FaultCode(StrEnum):
    """The bundle errors of the format, FORMAT.md 3.8. There are no others."""

    UNKNOWN_FORMAT = "unknown_format"
    NUMBER_NOT_STRING = "number_not_string"
    DUPLICATE_CODE = "duplicate_code"
    UNKNOWN_CODE = "unknown_code"
    SCALE_INVALID = "scale_invalid"
    WEIGHT_NEGATIVE = "weight_negative"
    UNKNOWN_AREA_FOR_ACTION = "unknown_area_for_action"
    AREA_FOR_ACTION_MISSING = "area_for_action_missing"
    SECTION_WEIGHTS_NOT_100 = "section_weights_not_100"
    CRITERION_WEIGHTS_NOT_100 = "criterion_weights_not_100"
    POINTS_NOT_ON_SCALE = "points_not_on_scale"
    SCORE_MISSING = "score_missing"
    REASON_MISSING = "reason_missing"
    PRICE_MISSING = "price_missing"
    PRICE_NEGATIVE = "price_negative"
    PARAMETER_MISSING = "parameter_missing"
    PARAMETER_INVALID = "parameter_invalid"
    PRICE_WEIGHT_NOT_ZERO = "price_weight_not_zero"
    PRICE_WEIGHT_ZERO = "price_weight_zero"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its documented code, a JSON Pointer, and what to do about it."""

    code: FaultCode
    at: str
    detail: str
