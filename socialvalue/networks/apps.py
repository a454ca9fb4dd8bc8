"""The room's name for Django."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """Anchor networks: bodies of a place that share sums of their spend, never lines."""

    name = "socialvalue.networks"
    label = "networks"
