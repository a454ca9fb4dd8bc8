"""What became of a notice, as plain JSON values: loaded or refused, understood, to be completed."""

import datetime as dt
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from procurement.calculations.ocds.model import Draft, Refusal

APART = ("because", "to_complete", "not_understood", "left_aside")


def report_of(outcome: Draft | Refusal) -> dict[str, Any]:
    """Return the report of one notice. Amounts are in pence, weights are decimal strings."""
    told = [as_plain(each) for each in outcome.not_understood]
    if isinstance(outcome, Refusal):
        return {
            "outcome": "refused",
            "ocid": outcome.ocid,
            "release": outcome.release,
            "title": outcome.title,
            "reason": as_plain(outcome.because),
            "not_understood": told,
        }
    names = [field.name for field in fields(outcome) if field.name not in APART]
    return {
        "outcome": "loaded",
        "ocid": outcome.ocid,
        "release": outcome.release,
        "title": outcome.title,
        "understood": {name: as_plain(getattr(outcome, name)) for name in names},
        "because": as_plain(outcome.because),
        "to_complete": as_plain(outcome.to_complete),
        "not_understood": told,
        "left_aside": list(outcome.left_aside),
    }


def as_plain(value: Any) -> Any:
    """Return a value of a draft as JSON has it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: as_plain(each) for name, each in value.items()}
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    return value
