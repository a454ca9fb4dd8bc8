"""Analyses of where the money of a period went."""

from django.db import models
from django.db.models import F, Q

from socialvalue.accounts.models import Organisation
from socialvalue.core.models import Record
from socialvalue.jobs.models import Job
from socialvalue.spend.models.anchors import Anchor
from socialvalue.spend.models.files import PaymentFile


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    """Analyses in the words of those who ask."""

    def for_lists(self) -> "AnalysisQuerySet":
        """Analyses without what was found: their jobs tell it in short."""
        return self.defer("figures", "result", "worked_from").select_related("job")

    def for_pages(self) -> "AnalysisQuerySet":
        """Analyses without the documented result, which may be long and few pages need."""
        return self.defer("result").select_related("job", "organisation")


class Analysis(Record):
    """Where an organisation's money of a period went. Immutable: a new question is a new one."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="analyses"
    )
    title = models.CharField(max_length=200)
    start = models.DateField()
    end = models.DateField(help_text="the last day; it belongs to the period")
    place_code = models.CharField(max_length=40)
    wider_place_code = models.CharField(max_length=40, blank=True)
    other_area_codes = models.JSONField(
        default=list, help_text="areas shown beside the nested ones, which need not nest"
    )
    anchors = models.ManyToManyField(Anchor, related_name="analyses")
    terms = models.JSONField(
        default=dict, help_text="what is left out, and other choices; calculations/spend/terms.py"
    )
    files = models.ManyToManyField(PaymentFile, related_name="analyses")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    # What it was worked out with, so that any figure can be worked out again.
    worked_from = models.JSONField(default=dict, help_text="file hashes, look-ups, rule set")
    figures = models.JSONField(default=dict, help_text="whole pence as text; see calculations")
    result = models.JSONField(default=dict, help_text="in the format local-spend-result/1.0")

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="analysis_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        """Whether there are figures to show."""
        return bool(self.figures)
