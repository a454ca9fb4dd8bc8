"""Awards that are held: certificates, conditions, and what changed about them."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models.applications import Application
from socialvalue.core.models import Record


class AwardQuerySet(models.QuerySet["Award"]):
    """Awards in the words of those who ask."""

    def in_force(self, on: dt.date) -> "AwardQuerySet":
        """Awards that are held on that day and neither suspended nor withdrawn."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=on), state=Award.State.HELD, valid_from__lte=on
        )

    def on_register(self) -> "AwardQuerySet":
        """Awards that anybody may see: their holders agreed, and the scheme has a register."""
        return self.filter(is_public=True, application__running__has_public_register=True)


class Award(Record):
    """An award that an organisation holds. `certificate` is printed on it and can be verified.

    `level_title` and `scheme_title` stand as they were on the day of the decision.
    """

    class State(models.TextChoices):
        """Whether it counts; that it has run out is told by its dates."""

        HELD = "held", "Held"
        SUSPENDED = "suspended", "Suspended"
        WITHDRAWN = "withdrawn", "Withdrawn"

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="award")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="awards")
    certificate = models.CharField(max_length=20, unique=True)
    scheme_code = models.SlugField(max_length=60)
    scheme_title = models.CharField(max_length=200)
    level = models.CharField(max_length=40)
    level_title = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    is_public = models.BooleanField(default=False)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=200)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "organisation"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="award_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_title} of {self.organisation}"


class Condition(Record):
    """What a holder must still do, by when; met once somebody says so."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="conditions")
    text = models.TextField()
    due_on = models.DateField()
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=200, blank=True)
    how = models.TextField(blank=True)

    class Meta:
        ordering = ["award", "due_on"]

    def __str__(self) -> str:
        return self.text


class AwardChange(Record):
    """A change of an award: suspended, restored, withdrawn, or circumstances that were told."""

    class Kind(models.TextChoices):
        """What changed."""

        SUSPENDED = "suspended", "Suspended"
        RESTORED = "restored", "Restored"
        WITHDRAWN = "withdrawn", "Withdrawn"
        CIRCUMSTANCES = "circumstances", "Change of circumstances"
        DECIDED_ANEW = "decided_anew", "Decided anew"
        REGISTER = "register", "Consent to the register"

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=15, choices=Kind)
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["award", "made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="change_of_an_award_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.get_kind_display()}"


class AwardProposal(Record):
    """What one person proposes to do to an award, and what a second says: it takes two.

    Nothing changes until it is approved; then an AwardChange says what was done, and why.
    """

    class Kind(models.TextChoices):
        """What is proposed."""

        SUSPEND = "suspend", "Suspend"
        RESTORE = "restore", "Restore"
        WITHDRAW = "withdraw", "Withdraw"

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField()
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    is_approved = models.BooleanField(null=True)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    because = models.TextField(blank=True, help_text="why it was not approved")

    class Meta:
        ordering = ["award", "proposed_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="award_proposal_says_why"),
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(is_approved=None),
                name="award_has_one_open_proposal",
            ),
            models.CheckConstraint(
                condition=Q(decider=None) | ~Q(decider=F("proposer")),
                name="award_proposal_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(is_approved=None, decider=None, decided_at=None, decided_by="")
                | (
                    Q(is_approved__isnull=False, decider__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="award_proposal_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.award}"
