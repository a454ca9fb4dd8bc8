"""Suppliers of an organisation, and the names they go by."""

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.suppliers import Kind, Size
from socialvalue.core.models import Record

KINDS = [
    (Kind.PRIVATE.value, "Business"),
    (Kind.VCSE.value, "Voluntary, community or social enterprise"),
    (Kind.ANCHOR.value, "Anchor institution"),
    (Kind.PUBLIC_BODY.value, "Public body"),
    (Kind.TAX_PAYROLL_PENSION.value, "Tax, payroll or pension"),
    (Kind.FINANCING.value, "Financing"),
]
SIZES = [
    (Size.MICRO.value, "Micro: fewer than 10 staff"),
    (Size.SMALL.value, "Small: 10 to 49 staff"),
    (Size.MEDIUM.value, "Medium: 50 to 249 staff"),
    (Size.LARGE.value, "Large: 250 staff or more"),
    (Size.UNKNOWN.value, "Not known"),
]


class SupplierQuerySet(models.QuerySet["Supplier"]):
    """Suppliers in the words of those who ask."""

    def standing(self) -> "SupplierQuerySet":
        """Suppliers that were not merged into another."""
        return self.filter(merged_into=None)


class Supplier(Record):
    """Who is paid by an organisation's anchors, with what is known and who says so.

    `code` is the number that the organisation's own list gives it, or one that we gave. `sources`
    has, for each field that a register or a list filled in, where it came from and of which day.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="suppliers"
    )
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=500)
    kind = models.CharField(max_length=30, choices=KINDS, default=Kind.PRIVATE.value)
    size = models.CharField(max_length=10, choices=SIZES, default=Size.UNKNOWN.value)
    sic = models.CharField("SIC 2007 class", max_length=5, blank=True)
    country = models.CharField(max_length=2, default="GB", help_text="ISO 3166")
    registered_postcode = models.CharField(max_length=20, blank=True)
    delivery_postcode = models.CharField(max_length=20, blank=True)
    company_number = models.CharField(max_length=8, blank=True)
    charity_number = models.CharField(max_length=10, blank=True)
    is_individual = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    sources = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], name="supplier_code_names_one"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _ in KINDS]), name="supplier_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(size__in=[size for size, _ in SIZES]), name="supplier_size_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SupplierName(Record):
    """A name that a supplier goes by in payments. Each normal form belongs to one supplier."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="supplier_names"
    )
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=500)
    form = models.CharField(max_length=500, help_text="calculations.spend.suppliers.normal_form")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["supplier", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "form"], name="supplier_name_belongs_to_one"
            ),
        ]

    def __str__(self) -> str:
        return self.name
