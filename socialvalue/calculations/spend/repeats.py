"""Lines that repeat an earlier one: equal in everything that a study compares.

One transaction number on lines that differ otherwise is a split invoice, and no repeat. Texts are
compared as they stand in the file, trimmed; amounts are the net one and the VAT, exact.
Source: rule 4 of local spend; FORMAT of the local spend study, 4.2.
"""

from collections.abc import Iterable, Sequence

from socialvalue.calculations.spend.columns import PaymentLines

WORTH_COMPARING = (
    "anchor",
    "supplier",
    "date",
    "transaction_number",
    "amount",
    "category",
    "description",
)
"""What rule 4 compares, where a study says nothing else."""


def repeats_in(parts: Iterable[tuple[str, PaymentLines]], *, key: Sequence[str]) -> list[list[int]]:
    """Return, for each part (an anchor's code and its lines), the positions of its repeats.

    A line is a repeat if an earlier line, of this part or one before it, has the same `key`.
    """
    seen: set[tuple[object, ...]] = set()
    found: list[list[int]] = []
    for anchor, lines in parts:
        found.append([])
        for position in range(len(lines)):
            fields = key_of(lines, position, anchor=anchor, key=key)
            if fields in seen:
                found[-1].append(position)
            seen.add(fields)
    return found


def key_of(
    lines: PaymentLines, position: int, *, anchor: str, key: Sequence[str]
) -> tuple[object, ...]:
    """Return the fields of a line that must all be equal for it to be a repeat."""
    line, (net, vat) = lines.at(position), lines.exact_at(position)
    fields: dict[str, object] = {
        "anchor": anchor,
        "supplier": line.supplier,
        "date": line.day,
        "transaction_number": line.transaction_number,
        "amount": net,
        "vat": vat,
        "category": line.category,
        "description": line.description,
        "postcode": line.postcode,
    }
    return tuple(fields[name] for name in key)
