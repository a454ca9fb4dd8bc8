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


class Quantities(models.TextChoices):
    """How the sizes of commitments count. Never against the highest bid unless somebody says so."""

    PLAN_ONLY = "plan_only", "The plan is judged; how much is promised earns nothing by itself"
    CAPPED = "capped", "More earns more, up to a published cap for each measure"
    RELATIVE = "relative", "More earns more, compared with the highest bid"


class AbnormallyLowReference(models.TextChoices):
    """What a price is held against, to ask whether it is abnormally low."""

    MEAN_OF_OTHERS = "mean_of_others", "The mean of the other bids"
    SHOULD_COST = "should_cost", "The should-cost estimate"


class Methodology(Record):
    """One version of a tender's method. A published version never changes.

    Weights are in percent of the tender, null while nobody has decided. `tie_break` is the ordered
    list of FORMAT.md 3.5. `award_order` holds codes of lots. `framework` is the framework's code;
    its version is null where nothing was chosen from it yet. `policy_outcomes` are keys of the
    crosswalk that the tender must cover, such as "ppn-002:4". `climate_theme_in` is where
    the officer said that the climate theme is (FORMAT.md 5): any of CLIMATE_PLACES, null while
    nobody has said. `because` is why a version after the first was made. `fingerprint` is the
    SHA-256 of what was published.
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
    quantities = models.CharField(max_length=20, choices=Quantities, default=Quantities.PLAN_ONLY)
    policy_outcomes = models.JSONField(default=list)
    climate_theme_in = models.JSONField(null=True, blank=True)
    because = models.TextField(blank=True)
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
