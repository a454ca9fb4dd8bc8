"""Frameworks in versions, and weighting rules in editions. What is published is never edited."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.weight_rules import Threshold as ThresholdTerms
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class Framework(Record):
    """A matrix under one code through all its versions. Without an organisation: for everyone."""

    code = models.CharField(max_length=60)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="frameworks"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(organisation=None),
                name="framework_for_everyone_has_its_own_code",
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"], name="framework_code_is_used_once_by_its_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    """Versions in the words of those who ask."""

    def published(self) -> "FrameworkVersionQuerySet":
        """Versions that are frozen, and may be used in a tender."""
        return self.filter(published_at__isnull=False)

    def for_everyone(self) -> "FrameworkVersionQuerySet":
        """Versions that belong to no organisation."""
        return self.filter(framework__organisation=None)

    def of(self, organisation: Organisation) -> "FrameworkVersionQuerySet":
        """An organisation's own versions."""
        return self.filter(framework__organisation=organisation)

    def latest(self) -> "FrameworkVersionQuerySet":
        """Of each framework among these, only the version with the highest number."""
        newer = self.filter(
            framework=models.OuterRef("framework"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))


class FrameworkVersion(Record):
    """One version of a framework: a draft of an organisation's own, or published and frozen.

    `based_on` is the version it was copied from. `fingerprint` is that of the data file it was
    loaded from; an organisation's own version has none.
    """

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    published_on = models.CharField("date of the source", max_length=20, blank=True)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    guidance_note = models.TextField(blank=True)
    cautions = models.JSONField(default=list)
    based_on = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="versions_made_from_it"
    )
    fingerprint = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        ordering = ["framework__code", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"], name="framework_version_has_its_own_number"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by="")
                | (Q(published_at__isnull=False) & ~Q(published_by="")),
                name="framework_version_says_by_whom_it_was_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"

    @property
    def is_published(self) -> bool:
        """Whether it is frozen."""
        return self.published_at is not None

    @property
    def is_own(self) -> bool:
        """Whether it belongs to an organisation."""
        return self.framework.organisation_id is not None


class Objective(Record):
    """An objective of a version. `emphasis` is in percent of the social value marks, or None."""

    version = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="objectives"
    )
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=100)
    meaning = models.TextField(blank=True)
    no_areas = models.TextField(blank=True)
    emphasis = ExactDecimalField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="objective_has_its_own_code"),
            models.UniqueConstraint(fields=["version", "order"], name="objective_has_its_place"),
        ]

    def __str__(self) -> str:
        return self.title


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas for action in the words of those who ask."""

    def in_use(self) -> "AreaQuerySet":
        """Areas that have not been retired."""
        return self.filter(is_retired=False)

    def of(self, version: FrameworkVersion) -> "AreaQuerySet":
        """The areas of a version, in the order of the matrix, each with its objective."""
        areas = self.filter(objective__version=version).select_related("objective")
        return areas.order_by("objective__order", "order")


class Area(Record):
    """An area for action. Retired ones stay, so that codes are never used again."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="areas")
    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    meaning = models.TextField()
    good = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    cautions = models.JSONField(default=list)
    is_retired = models.BooleanField(default=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["objective__order", "order"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "code"], name="area_has_its_own_code"),
            models.UniqueConstraint(fields=["objective", "order"], name="area_has_its_place"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class MeasureKind(models.TextChoices):
    """What kind of number a measure is."""

    QUANTITY = "quantity", "Quantity"
    PERCENTAGE = "percentage", "Percentage"


class Measure(Record):
    """Something that can be counted to show what an area for action has done."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="measures")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=MeasureKind)
    evidence = models.TextField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["area", "order"], name="measure_has_its_place"),
            models.CheckConstraint(
                condition=Q(kind__in=MeasureKind.values), name="measure_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})"


class WeightRulesEdition(Record):
    """The published weighting rules and thresholds as one data file gave them."""

    number = models.PositiveIntegerField(unique=True)
    as_of = models.DateField()
    method = models.JSONField()
    thresholds_source = models.TextField()
    fingerprint = models.CharField(max_length=64, unique=True)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Edition {self.number}, as at {self.as_of}"


class WeightRule(Record):
    """A weighting rule: of a published edition, or an organisation's own local policy.

    `terms` is the rule in the format sv-weight-rules/1.0, numbers as text, checked by
    calculations.weight_rules before it is stored. Whether it applies on a day is in its dates.
    """

    edition = models.ForeignKey(
        WeightRulesEdition, null=True, on_delete=models.PROTECT, related_name="rules"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="weight_rules"
    )
    code = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    terms = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="weight_rule_has_its_own_code_in_an_edition"
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"], name="weight_rule_code_is_used_once_by_its_owner"
            ),
            models.CheckConstraint(
                condition=Q(edition=None, organisation__isnull=False)
                | Q(edition__isnull=False, organisation=None),
                name="weight_rule_is_published_or_somebodys_own",
            ),
        ]

    def __str__(self) -> str:
        return str(self.terms["title"])


class Threshold(Record):
    """A procurement threshold of a published edition. Whole pence, including VAT."""

    edition = models.ForeignKey(
        WeightRulesEdition, on_delete=models.PROTECT, related_name="thresholds"
    )
    order = models.PositiveSmallIntegerField()
    buyer_group = models.CharField(max_length=20)
    category = models.CharField(max_length=20)
    amount_including_vat_pence = models.BigIntegerField()
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="threshold_has_its_place"),
        ]

    def __str__(self) -> str:
        return f"{self.buyer_group} {self.category} {self.amount_including_vat_pence}p"

    def terms(self) -> ThresholdTerms:
        """Return it as the sums take it: pounds."""
        return ThresholdTerms(
            buyer_group=self.buyer_group,
            category=self.category,
            amount_including_vat=Decimal(self.amount_including_vat_pence).scaleb(-2),
            effective_from=self.effective_from,
            effective_to=self.effective_to,
        )
