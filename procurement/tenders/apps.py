"""The room's name for Django."""

from django.apps import AppConfig


class TendersConfig(AppConfig):
    """Tenders: lots, methodology, timetable."""

    name = "procurement.tenders"
    label = "tenders"
