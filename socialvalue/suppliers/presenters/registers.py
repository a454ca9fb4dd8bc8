"""What is loaded of the official registers."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from socialvalue.suppliers.models import REGISTERS, RegisterLoad


def register_rows(loads: Mapping[str, RegisterLoad]) -> dict[str, Any]:
    """Return a row for each register that is known, loaded or not."""
    columns = [
        {"text": "Register"}, {"text": "Of"}, {"text": "Loaded"},
        {"text": "Bodies read", "numeric": True}, {"text": "Kept", "numeric": True},
    ]  # fmt: skip
    rows = [_row(name, loads.get(register)) for register, name in REGISTERS]
    return {"columns": columns, "rows": rows}


def _row(name: str, load: RegisterLoad | None) -> list[str]:
    if load is None:
        return [name, "", "Not loaded", "", ""]
    loaded = f"{timezone.localtime(load.loaded_at):%-d %B %Y}, by {load.loaded_by}"
    of = f"{load.of_day:%-d %B %Y}" if load.of_day else "Not said"
    return [name, of, loaded, f"{load.read:,}", f"{load.kept:,}"]
