"""The room's name for Django."""

from django.apps import AppConfig


class BidsConfig(AppConfig):
    """Suppliers' bids."""

    name = "procurement.bids"
    label = "bids"
