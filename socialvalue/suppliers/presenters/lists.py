"""Lists of suppliers that were uploaded."""

from collections.abc import Iterable
from typing import Any

from socialvalue.suppliers import words
from socialvalue.suppliers.models import SupplierList

State = SupplierList.State
COLOURS = {
    State.REFUSED: "red",
    State.TO_CONFIRM: "blue",
    State.LOADING: "yellow",
    State.LOADED: "green",
    State.UNDONE: "grey",
}
FIELDS = {
    "code": "Number", "name": "Name", "aliases": "Other names",
    "registered_postcode": "Registered postcode", "delivery_postcode": "Delivery postcode",
    "size": "Size", "kind": "Kind", "sic": "SIC 2007", "country": "Country",
    "company_number": "Company number", "charity_number": "Charity number",
}  # fmt: skip


def list_rows(lists: Iterable[SupplierList]) -> list[dict[str, Any]]:
    """Return a row for each list."""
    return [{"list": each, "colour": COLOURS[State(each.state)]} for each in lists]


def list_facts(found: SupplierList) -> dict[str, Any]:
    """Return what the page of a list shows: what it does, its columns, and what is wrong."""
    effect = found.effect
    return {
        "colour": COLOURS[State(found.state)],
        "effect": [
            words.counted(effect["rows"], "supplier") + " in the list",
            words.counted(effect["known"], "supplier") + " known already by number or name",
            words.counted(effect["new"], "supplier") + " not known yet",
            f"{effect['said_before']:,} of which something was said before, which the list changes",
            words.counted(effect["merged"], "name")
            + " of suppliers known only by name become names of a listed one",
        ],
        "columns": [
            {"key": FIELDS[field], "value": heading} for field, heading in found.columns.items()
        ],
        "finding_columns": [
            {"text": text} for text in ("Row", "Column", "Cell", "What is wrong, and what to do")
        ],
        "findings": [
            [each["row"], each["column"], each["cell"], f"{each['problem']}. {each['remedy']}."]
            for each in found.findings
        ],
        "more": max(0, effect.get("findings", 0) - len(found.findings)),
    }
