"""Schemes as published, and who runs them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.lookups import IsNull

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.awards.scheme import SchemeKind
from socialvalue.core.models import Record

KINDS = [
    (SchemeKind.AWARD.value, "Award"),
    (SchemeKind.CHARTER.value, "Charter"),
    (SchemeKind.STANDING.value, "Anchor institution standing"),
    (SchemeKind.SELF_ASSESSMENT.value, "Self-assessment"),
    (SchemeKind.ASSESSMENT.value, "Assessment"),
]


APPLIED_FOR = (SchemeKind.AWARD.value, SchemeKind.CHARTER.value)
"""The kinds that an organisation runs and others apply to."""


class SchemeVersionQuerySet(models.QuerySet["SchemeVersion"]):
    """Versions of schemes, in the words of those who ask."""

    def published(self) -> "SchemeVersionQuerySet":
        """Versions that are frozen."""
        return self.filter(published_at__isnull=False)

    def shipped(self) -> "SchemeVersionQuerySet":
        """Versions that come with the product."""
        return self.filter(organisation=None)

    def seen_by(self, organisation: Organisation) -> "SchemeVersionQuerySet":
        """Versions that come with the product, and the organisation's own."""
        return self.filter(Q(organisation=None) | Q(organisation=organisation))

    def latest(self) -> "SchemeVersionQuerySet":
        """Of each scheme among these, only the version with the highest number."""
        same_owner = Q(organisation=models.OuterRef("organisation")) | Q(
            IsNull(models.OuterRef("organisation"), True), organisation=None
        )
        newer = self.filter(
            same_owner, code=models.OuterRef("code"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))


class SchemeVersion(Record):
    """One version of a scheme. Published versions never change; `organisation` None is shipped.

    `document` is the scheme as calculations/awards/scheme_reading.py reads it; `fingerprint` the
    SHA-256 of its canonical JSON. Whoever changed a draft is one of its `drafters`, and does not
    publish it. `revision` tells two people who change a draft at once.
    """

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="own_schemes"
    )
    code = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS)
    document = models.JSONField()
    fingerprint = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    drafters = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "number"], name="own_scheme_version_has_one_place"
            ),
            models.UniqueConstraint(
                fields=["code", "number"],
                condition=Q(organisation=None),
                name="shipped_scheme_version_has_one_place",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by="", fingerprint="")
                | (Q(published_at__isnull=False) & ~Q(published_by="") & ~Q(fingerprint="")),
                name="published_scheme_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def is_published(self) -> bool:
        """Whether it is frozen."""
        return self.published_at is not None


class RunningQuerySet(models.QuerySet["Running"]):
    """Schemes that are run, in the words of those who ask."""

    def taking_applications(self) -> "RunningQuerySet":
        """Schemes to which one can apply."""
        return self.filter(closed_at=None)


class Running(Record):
    """An organisation that runs a scheme: takes applications, has them judged, and decides."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="running_schemes"
    )
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="running")
    contact_email = models.EmailField()
    has_public_register = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        ordering = ["version__title", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"],
                condition=Q(closed_at=None),
                name="scheme_version_is_run_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="closed_scheme_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version.title}, run by {self.organisation}"
