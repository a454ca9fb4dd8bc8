"""Lots, and how each is weighed and priced."""

from django.db import models
from django.db.models import Q

from procurement.tenders.models.methodology import Methodology
from procurement.tenders.models.tender import Tender
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class ReservedFor(models.TextChoices):
    """Whom a lot may be reserved for. reservations.yaml says when that is allowed."""

    VCSE = "vcse", "Voluntary, community and social enterprises"
    PLACE = "place", "Suppliers of a place"


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


class Lot(Record):
    """A part of the tender that bids are made for. A tender without lots has one. Pence.

    A reserved lot says whom it is reserved for and why, and the area if it is reserved by place.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="lots")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    value_excluding_vat_pence = models.BigIntegerField()
    value_including_vat_pence = models.BigIntegerField()
    should_cost_pence = models.BigIntegerField(null=True)
    reserved_for = models.CharField(max_length=30, choices=ReservedFor, blank=True)
    reserved_area = models.CharField(max_length=300, blank=True)
    reserved_because = models.TextField(blank=True)

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
            models.CheckConstraint(
                condition=Q(reserved_for="", reserved_area="", reserved_because="")
                | (Q(reserved_for__in=ReservedFor.values) & ~Q(reserved_because="")),
                name="reserved_lot_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(reserved_for=ReservedFor.PLACE) | ~Q(reserved_area=""),
                name="lot_reserved_by_place_names_the_area",
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
