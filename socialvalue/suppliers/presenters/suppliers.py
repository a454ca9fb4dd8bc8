"""The list of suppliers, and one supplier."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from socialvalue.calculations.suppliers.sectors import section_of
from socialvalue.core.exports import Cell
from socialvalue.suppliers import words
from socialvalue.suppliers.models import Merge, Supplier, SupplierName
from socialvalue.suppliers.queries import Said

COLUMNS = [
    {"text": "Supplier"},
    {"text": "Kind"},
    {"text": "Size"},
    {"text": "Postcode"},
    {"text": "Payments", "numeric": True},
    {"text": "Paid", "numeric": True},
]
CSV_HEADINGS = [
    "supplier_id", "canonical_name", "registered_postcode", "delivery_postcode", "size", "kind",
    "sic2007", "country", "company_number", "charity_number", "payments", "paid",
]  # fmt: skip
SHORT_SIZES = {
    "micro": "Micro", "small": "Small", "medium": "Medium", "large": "Large", "unknown": "Not known"
}  # fmt: skip
SHORT_KINDS = {"vcse": "VCSE", "tax_payroll_pension": "Tax, payroll, pension"}


def supplier_table(suppliers: Iterable[Supplier]) -> dict[str, Any]:
    """Return the list for a table."""
    return {"columns": COLUMNS, "rows": [_row(supplier) for supplier in suppliers]}


def _row(supplier: Supplier) -> list[object]:
    name = f"{supplier.name} (an individual)" if supplier.is_individual else supplier.name
    return [
        {"text": name, "url": reverse("suppliers:supplier", args=[supplier.pk])},
        SHORT_KINDS.get(supplier.kind, supplier.get_kind_display()),
        SHORT_SIZES[supplier.size],
        supplier.registered_postcode or ("Not known" if supplier.country == "GB" else "Abroad"),
        f"{supplier.lines:,}",
        words.pounds(supplier.paid_pence),
    ]


def csv_row(supplier: Supplier) -> list[Cell]:
    """Return a supplier's row of the file; an individual is not named there."""
    is_person = supplier.is_individual
    return [
        "" if is_person else supplier.code,
        words.shown_name(supplier.name, is_person),
        "" if is_person else supplier.registered_postcode,
        "" if is_person else supplier.delivery_postcode,
        supplier.size,
        supplier.kind,
        supplier.sic,
        supplier.country,
        supplier.company_number,
        supplier.charity_number,
        supplier.lines,
        words.as_pounds(supplier.paid_pence),
    ]


def supplier_page(
    supplier: Supplier,
    names: Iterable[SupplierName],
    merges: Iterable[Merge],
    said: Iterable[Said],
) -> dict[str, Any]:
    """Return what the page of a supplier shows: facts with their sources, names, merges."""
    return {
        "cards": [
            {"figure": words.pounds(supplier.paid_pence), "words": "paid, refunds taken off"},
            {"figure": f"{supplier.lines:,}", "words": "payments in the files that were read"},
        ],
        "fact_columns": [{"text": "Fact"}, {"text": "What is known"}, {"text": "Who says so"}],
        "facts": _facts(supplier),
        "said_columns": [
            {"text": "What it is, in the file's words"},
            {"text": "File"},
            {"text": "Payments", "numeric": True},
        ],
        "said": [[each.text, each.file, f"{each.lines:,}"] for each in said],
        "name_columns": [
            {"text": "Name"}, {"text": "Known since"},
            {"text": "Payments", "numeric": True}, {"text": "Paid", "numeric": True},
        ],
        "names": [
            [
                name.name,
                f"{_day(name.added_at)}, by {name.added_by}",
                f"{name.lines:,}",
                words.pounds(name.paid_pence),
            ]
            for name in names
        ],
        "merges": [
            {
                "merge": merge,
                "words": f"{merge.merged.name}, since {_day(merge.merged_at)}, "
                f"by {merge.merged_by}: {merge.because}",
            }
            for merge in merges
        ],
    }  # fmt: skip


def _day(at: dt.datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y}"


def _facts(supplier: Supplier) -> list[list[str]]:
    """Return each fact with who says so, and of which day."""
    section = section_of(supplier.sic)
    rows = [
        ("Number", "code", supplier.code if "code" in supplier.sources else "None of your own"),
        ("Kind", "kind", supplier.get_kind_display()),
        ("Individual", "is_individual", "Yes" if supplier.is_individual else "No"),
        ("Size", "size", supplier.get_size_display()),
        ("Sector (SIC 2007)", "sic", f"{supplier.sic}: {section[1]}" if section else supplier.sic),
        ("Registered postcode", "registered_postcode", supplier.registered_postcode),
        ("Delivery postcode", "delivery_postcode", supplier.delivery_postcode),
        ("Country", "country", supplier.country),
        ("Company number", "company_number", supplier.company_number),
        ("Charity number", "charity_number", supplier.charity_number),
    ]
    return [
        [key, value or "Not known", _source(supplier.sources.get(field))]
        for key, field, value in rows
    ]


def _source(said: dict[str, Any] | None) -> str:
    """Return who says a fact; a size out of a register is a proxy, and says so."""
    if not said:
        return ""
    proxy = ". A proxy: taken from the kind of accounts it filed" if said.get("proxy") else ""
    if said["from"] != "person":
        return said["words"] + proxy
    day = dt.date.fromisoformat(said["day"])
    return f"{said['by']}, {day:%-d %B %Y}: {said['words']}{proxy}"
