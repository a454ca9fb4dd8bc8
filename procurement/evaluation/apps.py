"""The room's name for Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Scores, price, ranking."""

    name = "procurement.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Add the steps of this room to a tender's page."""
        from procurement.evaluation.presenters import (  # noqa: F401, PLC0415 -- app ready
            after_steps,
            decision_steps,
            panel_steps,
            record_words,
        )
