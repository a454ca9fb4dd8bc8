"""The ledger: one row for each piece of work that is done behind the pages."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from socialvalue.accounts.models import Organisation
from socialvalue.core.models import Record


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


# A job in one of these answers for its key: the same question asked again is the same job.
STANDING = (State.WAITING, State.RUNNING, State.DONE)
UNDONE = (State.WAITING, State.RUNNING)
ENDED = (State.DONE, State.FAILED, State.CANCELLED)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs in the words of those who ask."""

    def standing(self) -> "JobQuerySet":
        """Jobs that are waiting, running or done: asking for the same again gives one of these."""
        return self.filter(state__in=STANDING)

    def unattended(self, *, at: dt.datetime) -> "JobQuerySet":
        """Undone jobs that no worker has in hand: waiting, or left behind by a worker that died."""
        return self.filter(Q(state=State.WAITING) | Q(state=State.RUNNING, lease_until__lt=at))

    def in_hand(self, *, at: dt.datetime) -> "JobQuerySet":
        """Jobs that a worker is doing now, as far as is known."""
        return self.filter(state=State.RUNNING, lease_until__gte=at)


class Job(Record):
    """What was asked, how far it is, and what came of it. Redis only rings the bell.

    `claim` names the worker run that has the job in hand, until `lease_until` unless renewed. Only
    the holder of the present claim may write progress or a result: a worker that was given up for
    dead and comes back finds that its claim no longer counts.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=60, help_text="as registered, such as spend.analyse")
    title = models.CharField(max_length=200, help_text="what it does, in the asker's words")
    payload = models.JSONField(help_text="ids and plain choices, never data")
    key = models.CharField(max_length=200, help_text="the same inputs have the same key")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="jobs_asked"
    )
    asked_by_name = models.CharField(max_length=200)

    progress_done = models.PositiveBigIntegerField(default=0)
    progress_total = models.PositiveBigIntegerField(null=True)
    progress_words = models.CharField(max_length=200, blank=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    rung = models.DateTimeField(null=True, help_text="when a worker was last called; none: never")

    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, help_text="why it failed, in plain words")
    result = models.JSONField(default=dict, help_text="what came of it, or where that is stored")
    result_page = models.CharField(max_length=100, blank=True, help_text="name of the URL")
    result_page_args = models.JSONField(default=list)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(state__in=UNDONE), name="job_undone_by_age"
            ),
            models.Index(fields=["organisation", "-asked_at"], name="job_of_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "key"],
                condition=Q(state__in=STANDING),
                name="job_is_asked_once",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, claim__isnull=False, lease_until__isnull=False)
                | (~Q(state=State.RUNNING) & Q(claim=None, lease_until=None)),
                name="job_is_in_hand_only_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, finished__isnull=False)
                | Q(state__in=UNDONE, finished=None),
                name="job_is_finished_when_ended",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.FAILED) & ~Q(failure=""))
                | (~Q(state=State.FAILED) & Q(failure="")),
                name="job_failure_says_why",
            ),
            models.CheckConstraint(
                condition=Q(progress_total=None) | Q(progress_done__lte=F("progress_total")),
                name="job_progress_is_within_its_total",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_undone(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in UNDONE

    @property
    def may_run_again(self) -> bool:
        """Whether it ended without a result."""
        return self.state in (State.FAILED, State.CANCELLED)

    @property
    def percentage(self) -> int | None:
        """How far it is in whole percent, rounded down; None where the end is not known."""
        if not self.progress_total:
            return None
        return 100 * self.progress_done // self.progress_total
