"""Finding the work that nobody has in hand, and ringing again."""

import datetime as dt

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from socialvalue.jobs import tasks
from socialvalue.jobs.models import Job

# Only the oldest are rung for, so that a long queue is not rung for over and over.
MOST_AT_ONCE = 100


def reap(*, at: dt.datetime | None = None) -> int:
    """Ring again for the oldest jobs that no worker has in hand, and return for how many.

    They are those whose bell was never heard (no broker, or it lost its messages) and those whose
    worker died. A bell too many does no harm: whoever comes second finds nothing to do.
    """
    at = at or timezone.now()
    patience = at - dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)
    oldest = Job.objects.unattended(at=at).order_by("asked_at", "pk")[:MOST_AT_ONCE]
    quiet = Job.objects.filter(Q(rung=None) | Q(rung__lt=patience), pk__in=[j.pk for j in oldest])
    called = 0
    for job_id in quiet.order_by("asked_at", "pk").values_list("pk", flat=True):
        Job.objects.filter(pk=job_id).update(rung=at)
        if not tasks.ring(job_id=job_id):
            break
        called += 1
    return called
