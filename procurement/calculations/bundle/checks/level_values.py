"""The pounds that a quality-to-price methodology publishes for the levels that bids reached."""

from collections.abc import Iterable
from fractions import Fraction

from procurement.calculations.bundle.checks.bids import CheckedBid
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import number, plain

PublishedLevels = dict[object, set[Fraction | None]]
"""The points that have a published value, by the code of the criterion."""


def check_level_values(lots: Place, *, bids: Iterable[CheckedBid]) -> None:
    """Note `parameter_missing` where a bid reached a level that has no published value.

    Only criteria that have published values are looked at; the others carry no pounds. What was
    never published cannot be taken for nought. Where the values themselves are faulty that is said
    first: a mistyped level would be found missing as well, and one slip is one error.
    """
    for lot in lots.entries():
        price = lot.member("price")
        if price.member("formula").value == "QUALITY_TO_PRICE":
            compared = [
                bid for bid in bids if bid.lot == lot.member("code").value and not bid.is_recorded
            ]
            values = price.member("parameters").member("values")
            if not values.is_faulty:
                _check_levels(values, compared)


def _check_levels(values: Place, bids: Iterable[CheckedBid]) -> None:
    published = _published(values)
    unpublished = {
        (criterion, points)
        for bid in bids
        for criterion, points in bid.points.items()
        if criterion in published and points not in published[criterion]
    }
    for criterion, points in sorted(unpublished):
        values.note(
            FaultCode.PARAMETER_MISSING,
            f"Publish the value in pounds of {plain(points)} points on {criterion}: a bid has it.",
        )


def _published(values: Place) -> PublishedLevels:
    """Return the levels with a value, of values that have no fault."""
    published: PublishedLevels = {}
    for entry in values.entries():
        levels = published.setdefault(entry.member("criterion").value, set())
        levels.add(number(entry.member("points").quietly()))
    return published
