"""The room's name for Django."""

from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    """The Marmot matrix and its sisters, and the weighting rules."""

    name = "socialvalue.framework"
    label = "framework"
