"""What a bid states, in one canonical form, so that it can be checked at any later time."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from procurement.calculations.canonical import canonical_json
from procurement.calculations.commitments import Promise

FORMAT = "sv-received-bid/1.0"


def new_nonce() -> str:
    """Return 64 hexadecimal digits that nobody can guess."""
    return secrets.token_hex(32)


def statement(
    *,
    tender: str,
    lot: str,
    bidder: str,
    answers: Mapping[str, str],
    commitments: Sequence[Promise],
    price_pence: int | None,
    nonce: str,
) -> bytes:
    """Return what a bid states as canonical JSON (RFC 8785).

    `tender` is the reference, `lot` the code, `answers` are by the code of the question. Numbers
    are text, and a part that was not given is null or empty. The nonce keeps the price from being
    found out by trying every one against the fingerprint.
    """
    return canonical_json(
        {
            "format": FORMAT,
            "tender": tender,
            "lot": lot,
            "bidder": bidder,
            "answers": dict(answers),
            "commitments": [_members(promise) for promise in commitments],
            "price_pence": None if price_pence is None else str(price_pence),
            "nonce": nonce,
        }
    )


def _members(promise: Promise) -> dict[str, Any]:
    """Return a commitment as plain values."""
    return {
        "criterion": promise.criterion,
        "measure": promise.measure,
        "quantity": None if promise.quantity is None else f"{promise.quantity:f}",
        "unit": promise.unit,
        "due_on": None if promise.due_on is None else promise.due_on.isoformat(),
        "where": promise.where,
        "for_whom": promise.for_whom,
        "explanation": promise.explanation,
    }
