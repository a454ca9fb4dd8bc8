"""The room's name for Django."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Awards and charters: schemes, applications, judgements, certificates and the register."""

    name = "socialvalue.awards"
    label = "awards"
