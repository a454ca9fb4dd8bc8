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

    def paid(self) -> "SupplierQuerySet":
        """Suppliers with payments in the files that were read."""
        return self.filter(lines__gt=0)

    def spoken_of(self) -> "SupplierQuerySet":
        """Suppliers of which a person, a list or a register has said something."""
        return self.exclude(sources={})

    def unmatched(self) -> "SupplierQuerySet":
        """Suppliers of which nothing is known but the name in the payments."""
        return self.filter(sources={})

    def without_place(self) -> "SupplierQuerySet":
        """Suppliers here whose registered postcode is not known."""
        return self.filter(country="GB", registered_postcode="")


class Supplier(Record):
    """Who is paid by an organisation's anchors, with what is known and who says so.

    `code` is the number that the organisation's own list gives it; for one of which only the name
    in the payments is known, that name in normal form, as the study has it. `sources` has, for each
    field that a person, a list or a register filled in, where it came from and of which day.
    `merged_into` is the supplier that stands for it, however many merges lie between (see Merge).
    `lines` and `paid_pence` add up its names and those of suppliers merged into it.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="suppliers"
    )
    code = models.CharField(max_length=520)
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
    lines = models.PositiveBigIntegerField(default=0, help_text="payments in the files read")
    paid_pence = models.BigIntegerField(default=0, help_text="net, refunds taken off")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name", "code"]
        indexes = [
            models.Index(
                fields=["organisation", "-paid_pence"],
                condition=Q(merged_into=None),
                name="supplier_by_what_it_was_paid",
            ),
        ]
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

    @property
    def is_merged(self) -> bool:
        """Whether another supplier stands for it."""
        return self.merged_into_id is not None

    def is_stated(self, field: str) -> bool:
        """Whether a person or the organisation's own list has said it: no register changes that."""
        return self.sources.get(field, {}).get("from") in ("person", "list")


class SupplierName(Record):
    """A name that a supplier goes by in payments. Each normal form belongs to one supplier."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="supplier_names"
    )
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=500)
    form = models.CharField(max_length=500, help_text="calculations.spend.suppliers.normal_form")
    lines = models.PositiveBigIntegerField(default=0)
    paid_pence = models.BigIntegerField(default=0)
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


class PaidFrom(models.Model):
    """What one payments file has for one name, so that a file that is taken back can be taken off.

    `source` is the file's own key: the room of payments lies above this one.
    """

    name = models.ForeignKey(SupplierName, on_delete=models.CASCADE, related_name="paid_from")
    source = models.CharField(max_length=64)
    lines = models.PositiveBigIntegerField()
    paid_pence = models.BigIntegerField()
    said = models.JSONField(
        default=dict, help_text="what the file says that it is: file, and payments by text"
    )

    class Meta:
        ordering = ["name", "source"]
        indexes = [models.Index(fields=["source"], name="paid_from_source")]
        constraints = [
            models.UniqueConstraint(fields=["name", "source"], name="name_is_paid_once_by_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.source}"


class Merge(Record):
    """One supplier was said to be another. Undone, never deleted: then both stand again."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="supplier_merges"
    )
    merged = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="received")
    because = models.TextField()
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-merged_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="supplier_is_merged_once"
            ),
            models.CheckConstraint(
                condition=~Q(merged=models.F("into")), name="supplier_is_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="merge_undone_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} into {self.into}"
