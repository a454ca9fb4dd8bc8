"""The Celery app. Redis is only a doorbell (docs/decisions/0004-jobs.md)."""

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
