"""What happens when Django starts."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What three or more rooms share."""

    name = "socialvalue.core"

    def ready(self) -> None:
        """Bind shared tasks to our Celery app, and register the checks."""
        # Imported here and not in socialvalue/__init__.py: a pure sum must not load Django.
        from socialvalue import celery  # noqa: F401, PLC0415 -- app ready
        from socialvalue.core import checks  # noqa: F401, PLC0415 -- app ready
