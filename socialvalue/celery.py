"""The Celery app. Redis is only a doorbell (docs/decisions/0004-jobs.md)."""

import gc
import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")

MADE_BETWEEN_LOOKS = 50_000
"""A process of a worker makes so many things before it looks which of them it can throw away."""

app = Celery("socialvalue")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.celeryd_init.connect
def mend_the_worker(**_sender: object) -> None:
    """Before a worker starts, mend what would let it go deaf."""
    from socialvalue.jobs import prefetched  # noqa: PLC0415 -- slow import, for workers only

    prefetched.install()


@signals.worker_process_init.connect
def look_less_for_rubbish(**_sender: object) -> None:
    """Let a process of a worker look seldom for what it could throw away, and not at its start.

    An analysis makes some hundred thousand things that stay; looking through them every seven
    hundred, and through all that Django has loaded each time, took a third of it.
    """
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_LOOKS)
