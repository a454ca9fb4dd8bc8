"""The room's name for Django."""

from django.apps import AppConfig


class SpendConfig(AppConfig):
    """An anchor institution's payments: upload, clean, place, aggregate, report."""

    name = "socialvalue.spend"
    label = "spend"
