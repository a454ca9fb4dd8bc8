"""What the official registers say, as far as this installation has loaded them."""

from typing import Any

from socialvalue.calculations.spend.suppliers import Kind, Size
from socialvalue.calculations.suppliers.registers import Entry, Index, Register, index_of
from socialvalue.suppliers.models import RegisterEntry, RegisterLoad


def index_of_register(register: Register) -> Index:
    """Return the loaded entries of a register, to be found by number and by name. One query."""
    rows = RegisterEntry.objects.filter(register=register)
    return index_of(row.entry for row in rows.iterator())


def newest_loads() -> dict[str, RegisterLoad]:
    """Return the newest load of each register that was ever loaded, by register."""
    return {load.register: load for load in RegisterLoad.objects.order_by("loaded_at")}


def facts_of(entry: Entry) -> dict[str, Any]:
    """Return the fields of a supplier that an entry fills in; nothing that it does not say.

    The size is a proxy by the kind of accounts, and is to be marked as one.
    """
    facts: dict[str, Any] = {"registered_postcode": entry.postcode}
    if entry.register is Register.COMPANIES:
        facts |= {"company_number": entry.number, "sic": entry.sic}
    else:
        facts |= {"charity_number": entry.number, "company_number": entry.company_number}
    if entry.size is not Size.UNKNOWN:
        facts["size"] = entry.size.value
    if entry.is_vcse:
        facts["kind"] = Kind.VCSE.value
    return {field: value for field, value in facts.items() if value}
