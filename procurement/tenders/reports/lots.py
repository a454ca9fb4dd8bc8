"""Lots: what each is, whom it is reserved for, and how many one bidder may win."""

from procurement.tenders.models import ReservedFor
from procurement.tenders.reports.method import Method, pounds
from socialvalue.core.pdf import Column, Document


def add(document: Document, method: Method) -> None:
    """Add the lots, if there are several or one is reserved."""
    reserved = [each.lot for each in method.lot_methods if each.lot.reserved_for]
    if not method.has_lots and not reserved:
        return
    document.heading("Lots")
    document.table(
        caption="Lots and their estimated value",
        columns=[
            Column(title="Lot"),
            Column(title="Title"),
            Column(title="Without VAT", align="right"),
            Column(title="With VAT", align="right"),
        ],
        rows=[
            [
                each.lot.code,
                each.lot.title,
                pounds(each.lot.value_excluding_vat_pence),
                pounds(each.lot.value_including_vat_pence),
            ]
            for each in method.lot_methods
        ],
    )
    for lot in reserved:
        whom = ReservedFor(lot.reserved_for).label.lower()
        where = f" ({lot.reserved_area})" if lot.reserved_area else ""
        document.inset(f"Lot {lot.code} is reserved for {whom}{where}. {lot.reserved_because}")
    _add_limits(document, method)


def _add_limits(document: Document, method: Method) -> None:
    """Say how many lots one bidder may win, and by what order that is decided."""
    if not method.has_lots:
        return
    most = method.methodology.maximum_lots_per_supplier
    if most is None:
        document.paragraph("One bidder may win any number of lots.")
        return
    order = ", then lot ".join(method.methodology.award_order)
    document.paragraph(
        f"One bidder may win at most {most} lot{'s' if most > 1 else ''}. The lots are gone "
        f"through in this order: lot {order}. In each, the best-ranked bid wins whose bidder has "
        "not won that many before. Ranks do not change."
    )
