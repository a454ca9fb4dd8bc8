"""Who people are, which organisations they act for, and in which roles."""

import datetime as dt
import hashlib

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from socialvalue.core.models import Record


class OrganisationKind(models.TextChoices):
    """Kinds of organisation; the codes of buyers are those of the evaluation bundle (2.1)."""

    NHS_TRUST = "nhs_trust", "NHS trust or foundation trust"
    INTEGRATED_CARE_BOARD = "integrated_care_board", "Integrated care board"
    COUNCIL = "council", "Council"
    COMBINED_AUTHORITY = "combined_authority", "Combined authority"
    POLICE = "police", "Police"
    FIRE = "fire", "Fire and rescue"
    CENTRAL_GOVERNMENT = "central_government", "Central government"
    UNIVERSITY = "university", "University"
    COLLEGE = "college", "College"
    SCHOOL_TRUST = "school_trust", "School trust"
    HOUSING_ASSOCIATION = "housing_association", "Housing association"
    VCSE = "vcse", "Voluntary, community or social enterprise"
    BUSINESS = "business", "Business"


class Nation(models.TextChoices):
    """The nations, with the codes of the evaluation bundle."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"
    UK = "uk", "The whole United Kingdom"


class Role(models.TextChoices):
    """What a person may do for an organisation. docs/decisions/0006-roles.md has the table."""

    PROCUREMENT_OFFICER = "procurement_officer", "Procurement officer"
    EVALUATOR = "evaluator", "Evaluator"
    MODERATOR = "moderator", "Moderator"
    APPROVER = "approver", "Approver"
    DATA_OFFICER = "data_officer", "Data officer"
    AWARD_MANAGER = "award_manager", "Award manager"
    AWARD_ASSESSOR = "award_assessor", "Award assessor"
    APPLICANT = "applicant", "Award applicant"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


ROLES_OF_APPLICANTS = frozenset({Role.APPLICANT, Role.AUDITOR, Role.ADMINISTRATOR})
"""The roles in an organisation that registered itself."""


class Organisation(Record):
    """A body that buys, pays, or applies: everything else in the product belongs to one.

    `place_code` and `wider_place_code` are codes of areas of the `places` room: what the
    organisation calls local, and the wider area around it.
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    nation = models.CharField(max_length=20, choices=Nation, default=Nation.ENGLAND)
    official_code = models.CharField(
        max_length=20, blank=True, help_text="official geography code of the authority itself"
    )
    place_code = models.CharField(max_length=40, blank=True)
    wider_place_code = models.CharField(max_length=40, blank=True)
    is_demonstration = models.BooleanField(default=False)
    registered_itself = models.BooleanField(
        default=False, help_text="its name is what a stranger typed; nobody has checked it"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="organisation_name_is_used_once"),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def open_roles(self) -> list[Role]:
        """The roles that its people may hold.

        Whoever registered their organisation themselves came to apply for an award: they cannot
        make themselves a buyer or an assessor on an installation that others run.
        """
        return [role for role in Role if not self.registered_itself or role in ROLES_OF_APPLICANTS]


class UserManager(BaseUserManager):
    """Makes users, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Make a user; the address is kept in lower case."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Make a system administrator, who sees no score, price or payment by that alone."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        """Find a user by e-mail address, in any case."""
        return self.get(email=email.lower())


class User(Record, AbstractBaseUser, PermissionsMixin):
    """A person."""

    email = models.EmailField(unique=True)
    name = models.CharField("full name", max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["email"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name, or the address of someone who gave none."""
        return str(self)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in the words of those who ask."""

    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended."""
        return self.filter(ended_at=None)

    def held_since(self, at: object) -> "MembershipQuerySet":
        """Memberships held at any time since a moment, or since that of an outer query."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gte=at))


class Membership(Record):
    """One role that a person holds in an organisation. Ended, never deleted."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user", "role"],
                condition=Q(ended_at=None),
                name="role_is_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="membership_end_says_by_whom",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()} of {self.organisation}"


def hash_of(secret: str) -> str:
    """Return what the database keeps of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations in the words of those who ask."""

    def usable(self, at: dt.datetime) -> "InvitationQuerySet":
        """Invitations that may still be accepted at the given moment."""
        return self.filter(accepted_at=None, withdrawn_at=None, valid_until__gt=at)


class Invitation(Record):
    """A letter by e-mail that lets a person join an organisation in given roles, once."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField()
    roles = models.JSONField()
    # Not the secret itself: who reads the database cannot join.
    secret_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    valid_until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="invitations_withdrawn"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.email} to {self.organisation}"
