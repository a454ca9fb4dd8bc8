"""The room's name for Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Scores, price, ranking."""

    name = "procurement.evaluation"
    label = "evaluation"
