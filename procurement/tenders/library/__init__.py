"""Reference data of this room: dated and sourced files, never constants in code."""

from procurement.tenders.library.crosswalk import (
    CrossLink,
    Crosswalk,
    Outcome,
    OutcomeModel,
    crosswalk,
    crosswalk_from,
)
from procurement.tenders.library.duty import DutyText, duty, duty_from
from procurement.tenders.library.proportion import (
    Band,
    ProportionText,
    Suits,
    proportion,
    proportion_from,
)
from procurement.tenders.library.regimes import (
    Guidance,
    KeyCriterion,
    RegimeText,
    regimes,
    regimes_from,
)
from procurement.tenders.library.reservations import (
    ReservationText,
    reservations,
    reservations_from,
)
from procurement.tenders.library.scales import (
    LevelText,
    ScaleText,
    ScaleUnknown,
    scale_of,
    scales,
    scales_from,
)

__all__ = [
    "Band",
    "CrossLink",
    "Crosswalk",
    "DutyText",
    "Guidance",
    "KeyCriterion",
    "LevelText",
    "Outcome",
    "OutcomeModel",
    "ProportionText",
    "RegimeText",
    "ReservationText",
    "ScaleText",
    "ScaleUnknown",
    "Suits",
    "crosswalk",
    "crosswalk_from",
    "duty",
    "duty_from",
    "proportion",
    "proportion_from",
    "regimes",
    "regimes_from",
    "reservations",
    "reservations_from",
    "scale_of",
    "scales",
    "scales_from",
]
