"""What payment files say that an organisation's suppliers are, in a column of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.suppliers.types import Stated, stated_by
from socialvalue.suppliers.models import PaidFrom, Suggestion, Supplier
from socialvalue.suppliers.queries.searching import names_standing_for

KINDS = {
    "kind": Suggestion.Kind.KIND,
    "size": Suggestion.Kind.SIZE,
    "is_individual": Suggestion.Kind.INDIVIDUAL,
}


@dataclass(frozen=True)
class Said:
    """What one file says of a supplier, in its own words, and of how many payments."""

    text: str
    lines: int
    file: str


def said_of(supplier: Supplier) -> list[Said]:
    """Return what payment files say that a supplier is, and those merged into it. One query."""
    noted = PaidFrom.objects.filter(name__in=names_standing_for(supplier)).exclude(said={})
    return [
        Said(text, lines, paid.said["file"])
        for paid in noted.order_by("source", "pk")
        for text, lines in sorted(paid.said["types"].items())
    ]


def stated_of(organisation: Organisation, *, source: str | None = None) -> Iterator[Suggestion]:
    """Yield what is to be proposed of what files say, one file's or all; nothing is saved.

    Nothing is proposed that is so already, or that a person or a list has said.
    """
    noted = PaidFrom.objects.filter(name__organisation=organisation).exclude(said={})
    if source is not None:
        noted = noted.filter(source=source)
    for paid in noted.select_related("name__supplier__merged_into").order_by("source", "pk"):
        supplier = paid.name.supplier.merged_into or paid.name.supplier
        for text, lines in sorted(paid.said["types"].items()):
            stated = stated_by(text)
            if stated and _is_open(supplier, stated):
                counted = f"{lines:,} payment{'' if lines == 1 else 's'}"
                yield Suggestion(
                    kind=KINDS[stated.fact],
                    supplier=supplier,
                    value="" if stated.fact == "is_individual" else stated.value,
                    because=f"{paid.said['file']} says “{text}” of it, in {counted}",
                    source=paid.source,
                )


def _is_open(supplier: Supplier, stated: Stated) -> bool:
    known = getattr(supplier, stated.fact)
    value = True if stated.fact == "is_individual" else stated.value
    return known != value and not supplier.is_stated(stated.fact)
