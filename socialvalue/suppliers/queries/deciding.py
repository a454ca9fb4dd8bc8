"""What somebody needs to see to decide a suggestion."""

from socialvalue.suppliers.models import RegisterEntry, Suggestion, SupplierName

NAMES_SHOWN = 20


def entry_of(suggestion: Suggestion) -> RegisterEntry | None:
    """Return the body of a register that a suggestion is about, if it is about one."""
    rows = RegisterEntry.objects.filter(register=suggestion.kind, number=suggestion.value)
    return rows.first()


def names_of(suggestion: Suggestion) -> tuple[list[str], list[str]]:
    """Return the names that the supplier and the other go by, the first ones of each. One query."""
    pair = [suggestion.supplier_id, suggestion.other_id]
    names = SupplierName.objects.filter(supplier__in=[pk for pk in pair if pk])
    by_supplier: dict[object, list[str]] = {pk: [] for pk in pair}
    for supplier, name in names.order_by("-paid_pence", "name").values_list("supplier", "name"):
        by_supplier[supplier].append(name)
    return (
        by_supplier[suggestion.supplier_id][:NAMES_SHOWN],
        by_supplier[suggestion.other_id][:NAMES_SHOWN],
    )
