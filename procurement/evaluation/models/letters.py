"""What suppliers are told, and when the contract may be entered: letters and the standstill."""

from django.db import models
from django.db.models import Q

from procurement.bids.models import Bid, Bidder
from procurement.tenders.models import Criterion, Regime, Tender
from socialvalue.accounts.models import Organisation
from socialvalue.core.models import Record
from socialvalue.jobs.models import Job


class Audience(models.TextChoices):
    """Whom a letter is for."""

    WINNER = "winner", "The winning supplier"
    UNSUCCESSFUL = "unsuccessful", "A supplier whose tender was assessed and has not won"
    EARLY = "early", "A supplier whose tender was not assessed"


class SupplierContact(Record):
    """Where a bidder is written to, and its unique identifier: a summary must give them."""

    bidder = models.OneToOneField(Bidder, on_delete=models.CASCADE, related_name="contact")
    postal_address = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    identifier = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["bidder"]

    def __str__(self) -> str:
        return f"contact of {self.bidder.name}"


class WithheldReason(Record):
    """Words that other suppliers read in place of a winner's reason, and why they do.

    Procurement Act 2023 section 94: sensitive commercial information may be held back. The reason
    itself stays in the record, and in the winner's own letter.
    """

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="withheld_reasons")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="withheld")
    instead = models.TextField()
    because = models.TextField()
    withheld_at = models.DateTimeField()
    withheld_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["bid", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "criterion"], name="reason_withheld_once"),
            models.CheckConstraint(
                condition=~Q(instead="") & ~Q(because=""), name="withholding_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code} {self.criterion.code}, withheld"


class LetterTemplate(Record):
    """An organisation's own wording of a kind of letter. The highest version counts."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="letter_templates"
    )
    regime = models.CharField(max_length=40, choices=Regime)
    audience = models.CharField(max_length=20, choices=Audience)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["organisation", "regime", "audience", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "regime", "audience", "version"],
                name="letter_template_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_regime_display()}, {self.audience}, version {self.version}"


class LetterPackQuerySet(models.QuerySet["LetterPack"]):
    """Packs in the words of those who ask."""

    def issued(self) -> "LetterPackQuerySet":
        """Packs that were issued."""
        return self.exclude(issued_at=None)


class LetterPack(Record):
    """All letters of a tender, made by one job. Frozen once issued; a later one says why it is.

    `file` is a ZIP of every letter in three forms; `sha256` is that of the file. `bundle_sha256`
    names the result that the letters tell; it is empty for early letters, which tell of decisions
    that were taken before there was a result.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="letter_packs")
    number = models.PositiveIntegerField()
    because = models.TextField(blank=True)
    bundle_sha256 = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(upload_to="letters", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=200, blank=True)

    objects = LetterPackQuerySet.as_manager()

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="letter_pack_has_one_place"),
            models.CheckConstraint(
                condition=Q(issued_at=None, issued_by="")
                | (Q(issued_at__isnull=False) & ~Q(issued_by="") & ~Q(sha256="")),
                name="issued_letters_say_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"letters {self.number} of {self.tender.reference}"

    def read(self) -> bytes:
        """Return the ZIP of all letters."""
        with self.file.open("rb") as file:
            return file.read()

    @property
    def is_early(self) -> bool:
        """Whether it tells of decisions taken before there was a result."""
        return not self.bundle_sha256

    @property
    def is_made(self) -> bool:
        """Whether the letters are there."""
        return bool(self.sha256)

    @property
    def is_issued(self) -> bool:
        """Whether they went out."""
        return self.issued_at is not None


class Letter(Record):
    """One letter of a pack. `template_version` is 0 for the wording that comes with the tool.

    `stem` is its name in the pack's ZIP, without the ending; the fingerprints are those of its
    three forms.
    """

    pack = models.ForeignKey(LetterPack, on_delete=models.CASCADE, related_name="letters")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="letters")
    position = models.PositiveIntegerField()
    audience = models.CharField(max_length=20, choices=Audience)
    template_version = models.PositiveIntegerField(default=0)
    subject = models.CharField(max_length=300)
    stem = models.CharField(max_length=120)
    pdf_sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    html_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pack", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "bid"], name="bid_has_one_letter_in_a_pack"),
            models.UniqueConstraint(fields=["pack", "stem"], name="letter_has_its_own_name"),
        ]

    def __str__(self) -> str:
        return f"letter to {self.bid.bidder.name}"


class Standstill(Record):
    """The standstill period, planned or running. The highest number counts; none is changed.

    `days` is the calendar as it was printed: for each day its number in the count, or why it has
    none. `rule` says how it was counted, in words with the source.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="standstills")
    number = models.PositiveIntegerField()
    is_published = models.BooleanField()
    notice_on = models.DateField()
    notice_reference = models.CharField(max_length=300, blank=True)
    calendar = models.CharField(max_length=30)
    rule = models.TextField()
    days = models.JSONField()
    ends_on = models.DateField()
    later_ends_on = models.DateField(null=True)
    later_words = models.TextField(blank=True)
    because = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="standstill_has_one_place"),
            models.CheckConstraint(
                condition=Q(is_published=False) | ~Q(notice_reference=""),
                name="published_notice_has_a_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"standstill {self.number} of {self.tender.reference}, to {self.ends_on}"


class Representation(Record):
    """A supplier's objection during the standstill, and what came of it. It holds the award back.

    `until` is the day to whose end the standstill goes on after the decision, null while undecided.
    """

    class Decision(models.TextChoices):
        """What the authority decided after hearing the supplier."""

        GO_ON = "go_on", "Go on with the award as intended"
        GO_BACK = "go_back", "Go back to an earlier step"
        ABANDON = "abandon", "Abandon the procurement"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="representations")
    supplier = models.CharField(max_length=200)
    received_on = models.DateField()
    words = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.TextField(blank=True)
    told_on = models.DateField(null=True)
    until = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["tender", "recorded_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="representation_says_something"),
            models.CheckConstraint(
                condition=Q(decision="", reason="", decided_at=None, decided_by="", until=None)
                | (
                    ~Q(decision="")
                    & ~Q(reason="")
                    & ~Q(decided_by="")
                    & Q(decided_at__isnull=False, until__isnull=False)
                ),
                name="decided_representation_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"representation of {self.supplier}"
