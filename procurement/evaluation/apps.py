"""The room's name for Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Scores, price, ranking."""

    name = "procurement.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Add this room's steps, its words for the record, what is purged, and who sees what."""
        from procurement.evaluation import (  # noqa: PLC0415 -- app ready
            permissions,
            purging,  # noqa: F401 -- app ready
        )
        from procurement.evaluation.presenters import (  # noqa: F401, PLC0415 -- app ready
            after_steps,
            decision_steps,
            panel_steps,
            record_words,
            waits,
        )
        from procurement.tenders import secrecy  # noqa: PLC0415 -- app ready

        secrecy.answered_by(permissions)
