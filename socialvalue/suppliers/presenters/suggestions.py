"""Suggestions, one by one and in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from socialvalue.suppliers import words
from socialvalue.suppliers.models import KINDS, SIZES, RegisterEntry, Suggestion, Supplier

Kind = Suggestion.Kind
TABS = [
    (Kind.SAME.value, "Likely the same"),
    (Kind.KIND.value, "Kinds"),
    (Kind.SIZE.value, "Sizes"),
    (Kind.INDIVIDUAL.value, "Individuals"),
    (Kind.COMPANY.value, "Companies"),
    (Kind.CHARITY.value, "Charities"),
    (Kind.SCOTTISH_CHARITY.value, "Scottish charities"),
]
IN_BULK = (Kind.KIND, Kind.SIZE, Kind.INDIVIDUAL)
KIND_NAMES, SIZE_NAMES = dict(KINDS), dict(SIZES)


def suggestion_tabs(counts: Mapping[str, int], *, chosen: str) -> list[dict[str, Any]]:
    """Return the kinds of suggestion with how many wait, those without any left out."""
    return [
        {
            "text": f"{text} ({counts.get(kind, 0):,})",
            "url": f"{reverse('suppliers:suggestions')}?kind={kind}",
            "is_chosen": kind == chosen,
        }
        for kind, text in TABS
        if counts.get(kind) or kind == chosen
    ]


def bulk_page(suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
    """Return a row for each suggestion: what it says, why, and how much money it is about."""
    return [
        {
            "suggestion": each,
            "says": says(each),
            "paid": words.pounds(each.supplier.paid_pence),
            "likeness": f"{each.likeness / 10:.0f}%" if each.likeness else "",
        }
        for each in suggestions
    ]


def says(suggestion: Suggestion) -> str:
    """Return what a suggestion says of its supplier."""
    if suggestion.kind == Kind.SAME:
        return f"The same as {suggestion.other.name}"
    if suggestion.kind == Kind.KIND:
        return KIND_NAMES[suggestion.value]
    if suggestion.kind == Kind.SIZE:
        return SIZE_NAMES[suggestion.value]
    if suggestion.kind == Kind.INDIVIDUAL:
        return "An individual"
    return f"Number {suggestion.value}"


def pair_page(
    suggestion: Suggestion, *, entry: RegisterEntry | None, names: Sequence[Sequence[str]]
) -> dict[str, Any]:
    """Return what the page of one suggestion shows: the supplier and the other, side by side."""
    left, right = suggestion.supplier, suggestion.other
    columns = [{"text": "Fact"}, {"text": left.name}]
    if right is not None:
        columns.append({"text": right.name})
        rows = _side_by_side(left, right, names)
    elif entry is not None:
        columns.append({"text": f"{entry.name} ({entry.number})"})
        rows = _beside_entry(left, entry, names)
    else:
        rows = [[text, value] for text, value in _facts(left, names[0])]
    return {
        "columns": columns,
        "rows": rows,
        "says": says(suggestion),
        "likeness": f"{suggestion.likeness / 10:.1f}%" if suggestion.likeness else "",
    }


def _side_by_side(
    left: Supplier, right: Supplier, names: Sequence[Sequence[str]]
) -> list[list[str]]:
    pairs = zip(_facts(left, names[0]), _facts(right, names[1]), strict=True)
    return [[text, one, other] for (text, one), (_, other) in pairs]


def _facts(supplier: Supplier, names: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("Paid", words.pounds(supplier.paid_pence)),
        ("Payments", f"{supplier.lines:,}"),
        ("Names", "; ".join(names)),
        ("Number", supplier.code if "code" in supplier.sources else "None of your own"),
        ("Kind", supplier.get_kind_display()),
        ("Size", supplier.get_size_display()),
        ("Registered postcode", supplier.registered_postcode or "Not known"),
        ("Company number", supplier.company_number or "Not known"),
    ]


def _beside_entry(
    supplier: Supplier, entry: RegisterEntry, names: Sequence[Sequence[str]]
) -> list[list[str]]:
    return [
        ["Names", "; ".join(names[0]), "; ".join([entry.name, *entry.other_names])],
        ["Registered postcode", supplier.registered_postcode or "Not known", entry.postcode],
        ["Sector (SIC 2007)", supplier.sic or "Not known", entry.sic],
        ["What it is", supplier.get_kind_display(), entry.category],
        ["State", "", entry.status],
    ]
