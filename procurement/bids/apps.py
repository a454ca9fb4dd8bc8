"""The room's name for Django."""

from django.apps import AppConfig


class BidsConfig(AppConfig):
    """Suppliers' bids."""

    name = "procurement.bids"
    label = "bids"

    def ready(self) -> None:
        """Add the steps of bids to a tender's page, and say what is purged of them."""
        from procurement.bids import purging  # noqa: F401, PLC0415 -- app ready
        from procurement.bids.presenters import steps, waits  # noqa: F401, PLC0415 -- app ready
