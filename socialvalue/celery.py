"""The Celery app. Redis is only a doorbell (docs/decisions/0004-jobs.md)."""

import gc
import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")

app = Celery("socialvalue")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.celeryd_init.connect
def mend_the_worker(**_sender: object) -> None:
    """Before a worker starts, mend what would let it go deaf."""
    from socialvalue.jobs import prefetched  # noqa: PLC0415 -- slow import, for workers only

    prefetched.install()


@signals.worker_process_init.connect
def leave_what_stays(**_sender: object) -> None:
    """Let a process of a worker never look again for what could be thrown away of its beginning.

    An analysis makes some hundred thousand things; looking through all that Django has loaded each
    time took a fifth of it.
    """
    gc.freeze()
