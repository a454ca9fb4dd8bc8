"""The organisation's suppliers as the calculations have them."""

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend import suppliers
from socialvalue.suppliers.models import Supplier


def register_of(organisation: Organisation) -> suppliers.Register:
    """Return the organisation's suppliers, found by any name they go by.

    A supplier that was merged into another is found as that other. One of which nothing is known
    but its name in the payments is left out: the study knows such a supplier by the normal form of
    that name, which is its code here too. Two queries, however many.
    """
    known = Supplier.objects.filter(organisation=organisation).standing().spoken_of()
    aliases: dict[str, list[str]] = {}
    names = organisation.supplier_names.values_list("supplier", "supplier__merged_into", "name")
    for supplier, merged_into, name in names:
        aliases.setdefault(str(merged_into or supplier), []).append(name)
    return suppliers.Register(
        {
            supplier.code: suppliers.Supplier(
                code=supplier.code,
                name=supplier.name,
                aliases=tuple(aliases.get(str(supplier.pk), ())),
                registered_postcode=supplier.registered_postcode,
                delivery_postcode=supplier.delivery_postcode,
                size=suppliers.Size(supplier.size),
                kind=suppliers.Kind(supplier.kind),
                country=supplier.country,
                sic=supplier.sic,
                is_individual=supplier.is_individual,
                kind_is_said=supplier.kind != suppliers.Kind.PRIVATE or "kind" in supplier.sources,
            )
            for supplier in known
        }
    )
