"""The re-spend survey: what suppliers spend again in an area of what the anchors pay them."""

import datetime as dt
import hashlib

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.crypto import salted_hmac

from socialvalue.accounts.models import Organisation
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record
from socialvalue.suppliers.models.suppliers import Supplier


def hash_of(secret: str) -> str:
    """Return what the database keeps of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Survey(Record):
    """A question to suppliers about one area and one period; both days belong to it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="supplier_surveys"
    )
    title = models.CharField(max_length=200)
    area_code = models.CharField(max_length=60)
    area_name = models.CharField(max_length=200)
    start = models.DateField()
    end = models.DateField()
    wording = models.TextField(blank=True, help_text="what the organisation says to suppliers")
    answer_by = models.DateField(null=True)
    asks_jobs = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-created_at", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="survey_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="survey_closed_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.closed_at is None

    def is_past(self, day: dt.date) -> bool:
        """Whether the day by which answers were asked for is over."""
        return self.answer_by is not None and day > self.answer_by


class SurveyInvitation(Record):
    """One supplier is asked, by a link of its own. Its secret is kept nowhere, only its hash."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(blank=True, help_text="empty: asked on paper, or by the link")
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["survey", "-supplier__paid_pence", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "supplier"], name="supplier_is_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}, {self.survey}"

    @property
    def secret(self) -> str:
        """The secret of the link, made from the installation's key: whoever has only the database
        cannot answer for anybody."""
        return salted_hmac("suppliers.survey", str(self.pk), algorithm="sha256").hexdigest()


class SurveyLetter(Record):
    """A letter that went out: the invitation (number 0) or a reminder (1, 2, ...)."""

    invitation = models.ForeignKey(
        SurveyInvitation, on_delete=models.CASCADE, related_name="letters"
    )
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["invitation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "number"], name="letter_goes_out_once"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation}, letter {self.number}"


class SurveyAnswerQuerySet(models.QuerySet["SurveyAnswer"]):
    """Answers in the words of those who ask."""

    def standing(self) -> "SurveyAnswerQuerySet":
        """The newest answer of each supplier to each survey."""
        newest = SurveyAnswer.objects.filter(
            survey=OuterRef("survey"), supplier=OuterRef("supplier")
        ).order_by("-number")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))


class SurveyAnswer(Record):
    """What a supplier said; the newest counts, the older ones stay.

    `respend_share` is the share, 0 to 1, of its income from the anchors that it spends again in
    the area, on local suppliers and local staff.
    """

    class How(models.TextChoices):
        """How the answer came."""

        LINK = "link", "By the supplier, through its link"
        PAPER = "paper", "On paper or by telephone"
        FILE = "file", "In a file"

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    respend_share = ExactDecimalField()
    jobs = models.PositiveIntegerField(null=True, help_text="held by people who live in the area")
    how = models.CharField(max_length=10, choices=How)
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "supplier", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "supplier", "number"], name="answer_has_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}, {self.survey}"
