"""The room's name for Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Scores, price, ranking."""

    name = "procurement.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Add this room's steps, its words for the record, and what is purged of it."""
        from procurement.evaluation import purging  # noqa: F401, PLC0415 -- app ready
        from procurement.evaluation.presenters import (  # noqa: F401, PLC0415 -- app ready
            after_steps,
            decision_steps,
            panel_steps,
            record_words,
        )
