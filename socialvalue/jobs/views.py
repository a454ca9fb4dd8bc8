"""Doors to the ledger: what was asked, how far it is, what came of it."""

import shutil

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import ListView, TemplateView, View

from socialvalue.core.access import EVERYONE, MEMBERS, Allowed
from socialvalue.jobs import actions, permissions, presenters, queries
from socialvalue.jobs.models import Job, State

# Beyond these the installation needs somebody's attention.
LONGEST_WAIT = 600  # seconds
LEAST_SPACE = 200_000_000  # bytes


class TellsOfJobs(Allowed):
    """A page about jobs, which tells each person what they may read of them."""

    may_use = MEMBERS

    def told(self, job: Job) -> Job:
        """Return the job, without the words that this person may not read."""
        may_read = permissions.may_read(self.request.user, self.request.roles, job)
        return job if may_read else presenters.untold(job)


class JobList(TellsOfJobs, ListView):
    """The jobs of the organisation that somebody may see, the latest first."""

    template_name = "socialvalue/jobs/list.html"
    paginate_by = 25

    def get_queryset(self) -> queries.JobQuerySet:
        """Only one's own organisation's, and of these only what this person may see."""
        asks = self.request
        return queries.jobs_seen_by(asks.user, roles=asks.roles, organisation=asks.organisation)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add a line for each job of this page of the list."""
        context = super().get_context_data(**kwargs)
        lines = [presenters.list_line(self.told(job)) for job in context["page_obj"]]
        return context | {"lines": lines, "worker_hint": worker_hint()}


def worker_hint() -> str:
    """Return that nothing seems to work on jobs; empty while all is well."""
    now = timezone.now()
    wait = queries.idle_wait(at=now)
    seen = queries.last_sign_of_work() if wait is not None else None
    return presenters.worker_hint(wait=wait, last_sign=seen, at=now)


class OfOneJob(TellsOfJobs):
    """What the pages of one job share: finding it, who sees it, and who may steer it."""

    job: Job

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Find the organisation's own job."""
        super().setup(request, *args, **kwargs)
        self.job = get_object_or_404(queries.jobs_of(request.organisation), pk=kwargs["job_pk"])
        self.job = self.told(self.job)

    def is_allowed(self) -> bool:
        """Only for those who may see it."""
        return permissions.may_see(self.request.user, self.request.roles, self.job)

    @property
    def may_steer(self) -> bool:
        """Whether this person may cancel it or ask again."""
        return permissions.may_steer(self.request.user, self.request.roles, self.job)


class JobPage(OfOneJob, TemplateView):
    """One job. The part that changes is asked for again and again while there is more to come."""

    template_name = "socialvalue/jobs/job.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the job in words."""
        progress = presenters.progress(self.job, may_steer=self.may_steer)
        return super().get_context_data(
            facts=presenters.facts(self.job),
            worker_hint=worker_hint() if self.job.state == State.WAITING else "",
            **progress,
            **kwargs,
        )


class JobProgress(OfOneJob, TemplateView):
    """The part of the job's page that changes."""

    template_name = "socialvalue/jobs/progress.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the job in words, and whether they are news to the page that asks."""
        last_seen = self.request.GET.get("seen", "")
        progress = presenters.progress(self.job, may_steer=self.may_steer, last_seen=last_seen)
        hint = worker_hint() if self.job.state == State.WAITING else ""
        return super().get_context_data(worker_hint=hint, **progress, **kwargs)


class CancelJob(OfOneJob, TemplateView):
    """Call a job off, after asking whether that is meant."""

    template_name = "socialvalue/jobs/cancel.html"

    def is_allowed(self) -> bool:
        """Only for those who may steer it."""
        return self.may_steer

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Ask; a job that has ended has nothing to ask about."""
        if not self.job.is_undone:
            return redirect("jobs:job", self.job.pk)
        return super().get(request, *args, job=self.job, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Call it off."""
        try:
            actions.cancel(job_id=self.job.pk, by=request.user)
        except actions.AlreadyEnded as ended:
            messages.info(request, str(ended))
        else:
            messages.success(request, "Job cancelled")
        return redirect("jobs:job", self.job.pk)


class TryJobAgain(OfOneJob, View):
    """Put a job that failed or was cancelled back among the waiting."""

    http_method_names = ["post"]

    def is_allowed(self) -> bool:
        """Only for those who may steer it."""
        return self.may_steer

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Ask again, and show the job that answers: another may have been asked meanwhile."""
        job = self.job
        try:
            job = actions.try_again(job_id=job.pk, by=request.user)
        except actions.NotEnded as stands:
            messages.info(request, str(stands))
        return redirect("jobs:job", job.pk)


class Health(Allowed, View):
    """Whether the installation works, for whatever watches it: 200 or 503, and three figures."""

    may_use = EVERYONE

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer without a word about anybody."""
        free = shutil.disk_usage(settings.DATA_DIR).free
        try:
            wait = queries.oldest_wait(at=timezone.now())
        except DatabaseError:
            return JsonResponse({"database": False, "free_bytes": free}, status=503)
        seconds = None if wait is None else int(wait.total_seconds())
        well = free >= LEAST_SPACE and (seconds is None or seconds <= LONGEST_WAIT)
        return JsonResponse(
            {"database": True, "free_bytes": free, "oldest_waiting_job_seconds": seconds},
            status=200 if well else 503,
        )
