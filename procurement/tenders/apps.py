"""The room's name for Django."""

from django.apps import AppConfig


class TendersConfig(AppConfig):
    """Tenders: lots, methodology, timetable."""

    name = "procurement.tenders"
    label = "tenders"

    def ready(self) -> None:
        """Add the steps of this room to a tender's page."""
        from procurement.tenders.presenters import (  # noqa: F401, PLC0415 -- app ready
            method_steps,
            publishing_steps,
            retention_step,
            stress_step,
            waits,
        )
