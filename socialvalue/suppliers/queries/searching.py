"""Suppliers that somebody looks for."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from socialvalue.accounts.models import Organisation
from socialvalue.suppliers.models import Supplier, SupplierName, SupplierQuerySet

SHOW = {
    "unmatched": lambda suppliers: suppliers.unmatched(),
    "no_size": lambda suppliers: suppliers.filter(size="unknown"),
    "no_place": lambda suppliers: suppliers.without_place(),
    "individuals": lambda suppliers: suppliers.filter(is_individual=True),
}


def suppliers_like(
    organisation: Organisation, *, words: str = "", show: str = "", kind: str = ""
) -> SupplierQuerySet:
    """Return the suppliers that stand, the one paid most first.

    `words`: part of any name that they or those merged into them go by, or a whole number. `show`
    is a key of SHOW, `kind` a kind; empty is all.
    """
    suppliers = Supplier.objects.filter(organisation=organisation).standing()
    if words:
        named = SupplierName.objects.filter(name__icontains=words).filter(
            Q(supplier=OuterRef("pk")) | Q(supplier__merged_into=OuterRef("pk"))
        )
        suppliers = suppliers.filter(
            Q(name__icontains=words)
            | Q(code__iexact=words)
            | Q(company_number__iexact=words)
            | Q(charity_number__iexact=words)
            | Exists(named)
        )
    if show:
        suppliers = SHOW[show](suppliers)
    if kind:
        suppliers = suppliers.filter(kind=kind)
    return suppliers.order_by("-paid_pence", "name", "pk")


def names_standing_for(supplier: Supplier) -> QuerySet[SupplierName]:
    """Return the names of a supplier and of those merged into it, the one paid most first."""
    return supplier.organisation.supplier_names.filter(
        Q(supplier=supplier) | Q(supplier__merged_into=supplier)
    ).order_by("-paid_pence", "name")
