"""Reads of prices: the deflator in use."""

from socialvalue.places.models import DeflatorSeries


def deflator_in_use() -> DeflatorSeries | None:
    """Return the GDP deflator that is loaded; None if none is: then amounts are shown as paid."""
    return DeflatorSeries.objects.order_by("loaded_at").last()
