"""Notices that a tender may start from, as they were brought in."""

from django.db import models
from django.db.models import Q

from procurement.tenders.models.tender import Tender
from socialvalue.core.models import Record


class Notice(Record):
    """One notice in the Open Contracting Data Standard, and what was understood of it.

    `report` is that of `procurement.calculations.ocds.report_of`: facts, what is to be completed,
    what was not understood. `tender` is what was started from it, null while nobody has.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="notices"
    )
    ocid = models.CharField(max_length=200)
    release = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    report = models.JSONField()
    tender = models.OneToOneField(
        Tender, null=True, on_delete=models.SET_NULL, related_name="notice"
    )
    brought_in_at = models.DateTimeField()
    brought_in_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-brought_in_at", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ocid", "release"], name="notice_is_brought_in_once"
            ),
            models.CheckConstraint(condition=~Q(ocid=""), name="notice_has_an_ocid"),
        ]

    def __str__(self) -> str:
        return f"{self.ocid} {self.title}"
