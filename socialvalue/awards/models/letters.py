"""Letters about applications and awards: the words as they were sent."""

from django.db import models
from django.db.models import Q

from socialvalue.awards.models.applications import Application
from socialvalue.core.models import Record


class LetterKind(models.TextChoices):
    """What a letter is about. A scheme's own wordings have these codes."""

    RECEIVED = "received", "We have your application"
    MORE_INFORMATION = "more_information", "More information"
    AWARDED = "awarded", "Award"
    REFUSED = "refused", "Refusal"
    APPEAL = "appeal", "Outcome of an appeal"
    SUSPENDED = "suspended", "Suspension"
    RESTORED = "restored", "Restoration"
    WITHDRAWN = "withdrawn", "Withdrawal"
    RENEWAL = "renewal", "Reminder to renew"
    CONDITION_DUE = "condition_due", "Reminder of a condition"


class Letter(Record):
    """A letter to an applicant, as it was sent. It never changes: the database sees to that.

    `number` counts within the application. `pieces` are its parts in order, each a mapping of the
    name of its kind to its words (letter_writing). `sha256` is that of subject and pieces as
    canonical JSON. `key` names what a reminder reminds of, so that none is sent twice.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=LetterKind)
    is_scheme_wording = models.BooleanField()
    subject = models.CharField(max_length=300)
    pieces = models.JSONField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=100, blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="award_letter_has_one_place"
            ),
            models.UniqueConstraint(
                fields=["application", "key"],
                condition=~Q(key=""),
                name="award_reminder_is_sent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.number} of {self.application}: {self.get_kind_display()}"


class LetterNotice(Record):
    """An e-mail that says that there is a letter to read; it tells nothing of what it says."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="notices")
    email = models.EmailField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["letter", "email"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "email"], name="award_letter_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.email} about {self.letter}"
