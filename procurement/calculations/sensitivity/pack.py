"""The sensitivity of a result: everything that is looked at for one lot, in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.calculations.sensitivity.dropping import Dropped, drop_one
from procurement.calculations.sensitivity.field import Field, fields_of
from procurement.calculations.sensitivity.many_weights import ManyWeights, many_weights
from procurement.calculations.sensitivity.scores import OneLevel, one_level
from procurement.calculations.sensitivity.weights import (
    GridPlace,
    moves_of_questions,
    moves_of_sections,
    weight_grid,
)
from procurement.calculations.weight_moves import WeightMove


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How much the result of a lot hangs on single scores, weights and bids.

    It is no part of the decision. `many` is None where weights do not decide.
    """

    field: Field
    one_level: OneLevel
    grid: tuple[GridPlace, ...]
    sections: tuple[WeightMove, ...]
    questions: tuple[WeightMove, ...]
    dropped: tuple[Dropped, ...]
    many: ManyWeights | None


def sensitivity(bundle: Mapping[str, Any]) -> tuple[Sensitivity, ...]:
    """Return the sensitivity of each lot of a bundle without faults, in its order.

    Exact throughout; `many` is a simulation whose every winner is exact. Source: docs/sums.md 12.
    """
    return tuple(sensitivity_of(field) for field in fields_of(bundle))


def sensitivity_of(field: Field) -> Sensitivity:
    """Return the sensitivity of one lot."""
    return Sensitivity(
        field=field,
        one_level=one_level(field),
        grid=weight_grid(field),
        sections=moves_of_sections(field),
        questions=moves_of_questions(field),
        dropped=drop_one(field),
        many=many_weights(field),
    )
