"""Payment files, as uploaded and as read; the lines lie in a columnar store (store.py)."""

import datetime as dt
from collections.abc import Sequence

from django.db import models
from django.db.models import F, Max, Min, Q, Sum

from socialvalue.accounts.models import Organisation, User
from socialvalue.core.models import Record
from socialvalue.jobs.models import Job, State
from socialvalue.spend.models.anchors import Anchor
from socialvalue.spend.models.zips import PaymentZip


class FileState(models.TextChoices):
    """What was last asked of a payments file, or came of it."""

    UPLOADED = "uploaded", "Columns to confirm"
    READING = "reading", "Being read"
    IMPORTED = "imported", "Read"
    UNDONE = "undone", "Taken back"


class Stage(models.TextChoices):
    """How far a payments file is for the person who looks."""

    TO_CONFIRM = "to_confirm", "To confirm"
    READING = "reading", "Being read"
    NOT_READ = "not_read", "Could not be read"
    IMPORTED = "imported", "Read"
    UNDONE = "undone", "Taken back"


COLOURS = {
    Stage.TO_CONFIRM: "blue",
    Stage.READING: "yellow",
    Stage.NOT_READ: "red",
    Stage.IMPORTED: "green",
    Stage.UNDONE: "grey",
}


class PaymentFileQuerySet(models.QuerySet["PaymentFile"]):
    """Payment files in the words of those who ask."""

    def standing(self) -> "PaymentFileQuerySet":
        """Files that were not taken back."""
        return self.exclude(state=FileState.UNDONE)

    def to_confirm(self) -> "PaymentFileQuerySet":
        """Files whose columns nobody has confirmed yet."""
        return self.filter(state=FileState.UPLOADED)

    def with_headings(self, headings: Sequence[str]) -> "PaymentFileQuerySet":
        """Files with exactly these headings, in this order."""
        return self.filter(seen__headings=list(headings))

    def imported(self) -> "PaymentFileQuerySet":
        """Files whose lines can be analysed."""
        return self.filter(state=FileState.IMPORTED)

    def bytes_kept(self) -> int:
        """Bytes of them all as they were uploaded, those that were taken back included."""
        return self.aggregate(bytes=Sum("size"))["bytes"] or 0

    def anchors(self) -> models.QuerySet[Anchor]:
        """Those who paid what is in them, in the order of anchors."""
        return Anchor.objects.filter(pk__in=self.values("anchor"))

    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last payment day of them all, or None if there is no payment."""
        found = self.aggregate(first=Min("first_day"), last=Max("last_day"))
        return (found["first"], found["last"]) if found["first"] else None

    def with_months(self) -> set[str]:
        """The months with payments in any of them, as "2024-04"."""
        return {month for months in self.values_list("months", flat=True) for month in months}

    def with_payments_between(self, start: dt.date, end: dt.date) -> "PaymentFileQuerySet":
        """Imported files with a payment day in the period; both days belong to it."""
        return self.imported().filter(first_day__lte=end, last_day__gte=start)


READER = 3
"""How files are read now: raise it when a file would be read differently. A file keeps its own."""


def reader_of_today() -> int:
    """Return how files are read now."""
    return READER


class PaymentFile(Record):
    """One published payments file, as uploaded, and how it was read."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="payment_files"
    )
    anchor = models.ForeignKey(
        Anchor, on_delete=models.PROTECT, related_name="payment_files", help_text="who paid"
    )
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    content = models.FileField(upload_to="payments/%Y/%m/", max_length=300)
    state = models.CharField(max_length=20, choices=FileState, default=FileState.UPLOADED)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seen = models.JSONField(default=dict, help_text="headings, first rows, and what they may mean")
    columns = models.JSONField(default=dict, help_text="heading of each field, as confirmed")
    amounts = models.CharField(max_length=20, blank=True, help_text="net, or gross_and_vat")
    type_heading = models.CharField(
        max_length=255, blank=True, help_text="of the column that says what each supplier is"
    )
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = models.TextField(blank=True)

    # How it was read.
    reader = models.PositiveSmallIntegerField(
        default=reader_of_today, help_text="which reader read it (READER)"
    )
    how = models.JSONField(default=dict, help_text="kind, encoding, delimiter, dates, money")
    rows_in = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_set_aside = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_not_listed = models.PositiveIntegerField(
        default=0, help_text="set aside, not read or remarked on, and too many to keep one by one"
    )
    total_pence = models.BigIntegerField(default=0)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    months = models.JSONField(default=list, help_text="months with payments, as 2024-04, in order")

    # The zip that it lay in, if it did; its name then has the folders within the zip.
    in_zip = models.ForeignKey(
        PaymentZip, null=True, on_delete=models.PROTECT, related_name="files"
    )

    # Rows of another file that a person corrected; see models/corrections.py.
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )

    objects = PaymentFileQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=~Q(state="undone"),
                name="payment_file_is_loaded_once",
            ),
            models.CheckConstraint(
                condition=Q(rows_in=F("rows_read") + F("rows_set_aside") + F("rows_refused")),
                name="payment_file_accounts_for_every_row",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="payment_file_taken_back_says_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stage(self) -> Stage:
        """How far it is: a reading that failed or was called off is not one that goes on."""
        if self.state == FileState.READING and not self.job.is_undone:
            return Stage.NOT_READ if self.job.state == State.FAILED else Stage.TO_CONFIRM
        return Stage.TO_CONFIRM if self.state == FileState.UPLOADED else Stage(self.state)

    @property
    def can_be_confirmed(self) -> bool:
        """Whether somebody may say which column is which, for the first time or again."""
        return self.stage in {Stage.TO_CONFIRM, Stage.NOT_READ}

    @property
    def tag_colour(self) -> str:
        """The colour of the stage's tag."""
        return COLOURS[self.stage]


class Row(models.Model):
    """A row that is not a payment line, or was read with a remark: which, and why."""

    class Kind(models.TextChoices):
        """What became of the row."""

        REFUSED = "refused", "Not read"
        SET_ASIDE = "set_aside", "Set aside"
        REMARK = "remark", "Read, with a remark"

    file = models.ForeignKey(PaymentFile, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=10, choices=Kind)
    sheet = models.CharField(max_length=255, blank=True)
    number = models.PositiveIntegerField(help_text="as a spreadsheet shows it; 0: the whole file")
    heading = models.CharField(max_length=255, blank=True)
    cell = models.TextField(blank=True)
    texts = models.JSONField(
        default=dict, help_text="of a row that was not read: its cells by field, where known"
    )
    problem = models.TextField()
    remedy = models.TextField(blank=True)

    class Meta:
        ordering = ["file", "sheet", "number", "id"]

    def __str__(self) -> str:
        return f"{self.file}, row {self.number}: {self.problem}"
