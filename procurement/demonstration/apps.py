"""The room's name for Django."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Made-up organisations, tenders and payments, and a walk through both main jobs."""

    name = "procurement.demonstration"
