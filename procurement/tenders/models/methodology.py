"""The method by which bids are judged: versions, weights, lots, pass marks, departures."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from procurement.tenders.models.tender import Tender
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class Section(models.TextChoices):
    """The parts of a bid that earn marks."""

    QUALITY = "quality", "Quality"
    PRICE = "price", "Price"
    SOCIAL_VALUE = "social_value", "Social value"


CLIMATE_PLACES = {
    "specification": "In the specification",
    "social_value_criterion": "In a social value question",
}
"""Where the climate theme of a tender may be, by the codes of FORMAT.md 5."""

SCORED_SECTIONS = [Section.QUALITY, Section.SOCIAL_VALUE]


class Formula(models.TextChoices):
    """Price and ranking formulas; presenters.py says what each does, in words."""

    BENCHMARK = "BENCHMARK", "Benchmark: between a published floor and ceiling"
    REL_LOWEST = "REL_LOWEST", "Lowest price divided by the bid's price"
    REL_LINEAR = "REL_LINEAR", "Straight line from the lowest price"
    SPREAD = "SPREAD", "Spread from lowest to highest price"
    MEAN = "MEAN", "Distance from the mean price"
    MEDIAN = "MEDIAN", "Distance from the median price"
    PQP = "PQP", "Price for each quality point"
    WEIGHTED_VFM = "WEIGHTED_VFM", "Weighted value for money"
    QUALITY_TO_PRICE = "QUALITY_TO_PRICE", "Quality turned into pounds"
    LOWEST_ABOVE_THRESHOLD = "LOWEST_ABOVE_THRESHOLD", "Lowest price above a quality threshold"
    FIXED_PRICE = "FIXED_PRICE", "Fixed price: quality decides"


class AbnormallyLowReference(models.TextChoices):
    """What a price is held against, to ask whether it is abnormally low."""

    MEAN_OF_OTHERS = "mean_of_others", "The mean of the other bids"
    SHOULD_COST = "should_cost", "The should-cost estimate"


class Methodology(Record):
    """One version of a tender's method. A published version never changes.

    Weights are in percent of the tender, null while nobody has decided. `tie_break` is the ordered
    list of FORMAT.md 3.5. `award_order` holds codes of lots. `framework` is the framework's code;
    its version is null where nothing was chosen from it yet. `climate_theme_in` is where
    the officer said that the climate theme is (FORMAT.md 5): any of CLIMATE_PLACES, null while
    nobody has said. `fingerprint` is the SHA-256 of what was published.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="methodologies")
    number = models.PositiveSmallIntegerField(default=1)
    version = models.CharField(max_length=20, default="1")
    framework = models.CharField(max_length=60, default="marmot-6")
    framework_version = models.ForeignKey(
        "framework.FrameworkVersion", null=True, on_delete=models.PROTECT, related_name="methods"
    )
    quality_weight = ExactDecimalField(null=True)
    price_weight = ExactDecimalField(null=True)
    social_value_weight = ExactDecimalField(null=True)
    tie_break = models.JSONField(default=list)
    abnormally_low_percent = ExactDecimalField(default=Decimal(10))
    abnormally_low_references = models.JSONField(default=list)
    places = models.PositiveSmallIntegerField(default=2)
    maximum_lots_per_supplier = models.PositiveSmallIntegerField(null=True)
    award_order = models.JSONField(null=True)
    climate_theme_in = models.JSONField(null=True, blank=True)
    edits = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "number"], name="methodology_number_used_once"
            ),
            models.UniqueConstraint(
                fields=["tender", "version"], name="methodology_version_used_once"
            ),
            models.UniqueConstraint(
                fields=["tender"],
                condition=Q(published_at=None),
                name="methodology_has_one_draft_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by="")
                | (Q(published_at__isnull=False) & ~Q(published_by="")),
                name="methodology_publication_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(
                    quality_weight__isnull=False,
                    price_weight__isnull=False,
                    social_value_weight__isnull=False,
                ),
                name="methodology_is_published_with_its_weights",
            ),
            models.CheckConstraint(
                condition=Q(maximum_lots_per_supplier=None, award_order=None)
                | Q(maximum_lots_per_supplier__gte=1, award_order__isnull=False),
                name="methodology_lot_limit_has_an_order",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of the method of {self.tender.reference}"

    def weight_of(self, section: str) -> Decimal | None:
        """Return the weight of a section, in percent of the tender, or None if not decided."""
        weights = {
            Section.QUALITY: self.quality_weight,
            Section.PRICE: self.price_weight,
            Section.SOCIAL_VALUE: self.social_value_weight,
        }
        return weights[Section(section)]


class SectionPassMark(Record):
    """The least that a bid must reach in a section, in percent of the section's marks."""

    methodology = models.ForeignKey(
        Methodology, on_delete=models.CASCADE, related_name="section_pass_marks"
    )
    position = models.PositiveIntegerField()
    section = models.CharField(max_length=20, choices=Section)
    percent = ExactDecimalField()
    disqualifies = models.BooleanField()

    class Meta:
        ordering = ["methodology", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["methodology", "position"], name="section_pass_mark_has_one_place"
            ),
            models.CheckConstraint(
                condition=Q(section__in=SCORED_SECTIONS), name="section_pass_mark_section_scored"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: at least {self.percent}%"


class Lot(Record):
    """A part of the tender that bids are made for. A tender without lots has one. Pence."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="lots")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    value_excluding_vat_pence = models.BigIntegerField()
    value_including_vat_pence = models.BigIntegerField()
    should_cost_pence = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["tender", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "code"], name="lot_code_used_once"),
            models.UniqueConstraint(fields=["tender", "position"], name="lot_has_one_place"),
            models.CheckConstraint(
                condition=Q(value_excluding_vat_pence__gte=0, value_including_vat_pence__gte=0),
                name="lot_values_not_below_nought",
            ),
            models.CheckConstraint(
                condition=Q(should_cost_pence=None) | Q(should_cost_pence__gte=0),
                name="lot_should_cost_not_below_nought",
            ),
        ]

    def __str__(self) -> str:
        return f"lot {self.code}: {self.title}"


class LotMethod(Record):
    """How one version of the method prices a lot: its formula, and its own weights if it has any.

    `parameters` are those of FORMAT.md 3.3, numbers as decimal strings. The formula is empty while
    nobody has chosen it.
    """

    methodology = models.ForeignKey(
        Methodology, on_delete=models.CASCADE, related_name="lot_methods"
    )
    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="methods")
    formula = models.CharField(max_length=30, choices=Formula, blank=True)
    parameters = models.JSONField(default=dict)
    quality_weight = ExactDecimalField(null=True)
    price_weight = ExactDecimalField(null=True)
    social_value_weight = ExactDecimalField(null=True)

    class Meta:
        ordering = ["methodology", "lot__position"]
        constraints = [
            models.UniqueConstraint(fields=["methodology", "lot"], name="lot_has_one_method"),
            models.CheckConstraint(
                condition=Q(formula="") | Q(formula__in=Formula.values), name="lot_formula_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    quality_weight__isnull=True,
                    price_weight__isnull=True,
                    social_value_weight__isnull=True,
                )
                | Q(
                    quality_weight__isnull=False,
                    price_weight__isnull=False,
                    social_value_weight__isnull=False,
                ),
                name="lot_replaces_all_weights_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.formula or 'no formula yet'}"


class WeightDeparture(Record):
    """A recorded decision to weigh social value below what a binding rule asks.

    `required` and `proposed` are in the words of the rule's answer. Never changed: a new decision
    is a new row.
    """

    methodology = models.ForeignKey(
        Methodology, on_delete=models.CASCADE, related_name="departures"
    )
    rule_code = models.CharField(max_length=80)
    rule_title = models.CharField(max_length=300)
    requirement = models.CharField(max_length=60)
    required = models.CharField(max_length=200)
    proposed = models.CharField(max_length=200)
    reason = models.TextField()
    approver = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["methodology", "recorded_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="departure_has_a_reason"),
            models.CheckConstraint(condition=~Q(approver=""), name="departure_has_an_approver"),
        ]

    def __str__(self) -> str:
        return f"departure from {self.rule_title}, approved by {self.approver}"
