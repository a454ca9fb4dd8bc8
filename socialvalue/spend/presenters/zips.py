"""Zips of payment files: what is in one, by headings, and what came of each file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from socialvalue.calculations.spend.findings import shortened
from socialvalue.spend import words
from socialvalue.spend.models import PaymentFile, PaymentZip, Stage

State = PaymentZip.State
HEADINGS_SHOWN = 12


def zip_page(found: PaymentZip, files: Sequence[PaymentFile]) -> dict[str, Any]:
    """Return what the page of a zip shows."""
    label, colour = zip_stage(found)
    return {
        "stage": label,
        "colour": colour,
        "sum": _sum(found, files),
        "waiting": _waiting(files),
        "file_columns": [
            {"text": "File"},
            {"text": "Payments", "numeric": True},
            {"text": "Rows not read", "numeric": True},
            {"text": "Paid", "numeric": True},
            {"text": "State"},
        ],
        "files": [_row(file) for file in files],
        "left_out_columns": [{"text": "File"}, {"text": "Why"}],
        "left_out": [[each["name"], each["why"]] for each in found.left_out],
        "can_take_back": found.state != State.UNDONE and not found.is_unpacking,
    }


def zip_rows(zips: Iterable[PaymentZip]) -> list[dict[str, Any]]:
    """Return a row for each zip of a list."""
    rows = []
    for found in zips:
        label, colour = zip_stage(found)
        rows.append({"zip": found, "label": label, "colour": colour})
    return rows


def zip_stage(found: PaymentZip) -> tuple[str, str]:
    """Return how far a zip is, and the colour of its tag."""
    if found.why_not:
        return "Could not be unpacked", "red"
    colours = {State.UNPACKING: "yellow", State.UNPACKED: "green", State.UNDONE: "grey"}
    return found.get_state_display(), colours[State(found.state)]


def _sum(found: PaymentZip, files: Sequence[PaymentFile]) -> str:
    if found.state == State.UNPACKING:
        return ""
    left_out = len(found.left_out)
    held = words.counted(len(files) + left_out, "file")
    read = sum(file.stage == Stage.IMPORTED for file in files)
    waiting = sum(file.can_be_confirmed for file in files)
    undone = sum(file.stage == Stage.UNDONE for file in files)
    return (
        f"{held} in the zip: {read:,} read, {waiting:,} to confirm, "
        f"{len(files) - read - waiting - undone:,} being read, {undone:,} taken back, "
        f"{left_out:,} left out."
    )


def _waiting(files: Iterable[PaymentFile]) -> list[dict[str, Any]]:
    """Return the files to confirm by their headings, the most files first."""
    alike: dict[tuple[str, ...], list[PaymentFile]] = {}
    for file in files:
        if file.can_be_confirmed:
            alike.setdefault(tuple(file.seen["headings"]), []).append(file)
    return [
        {
            "words": f"{words.counted(len(some), 'file')} with the headings {_listed(headings)}"
            if headings
            else f"{words.counted(len(some), 'file')} without headings",
            "url": reverse("spend:columns", args=[some[0].pk]),
            "first": some[0].name,
        }
        for headings, some in sorted(alike.items(), key=lambda pair: -len(pair[1]))
    ]


def _listed(headings: Sequence[str]) -> str:
    named = ", ".join(shortened(heading) for heading in headings[:HEADINGS_SHOWN])
    more = len(headings) - HEADINGS_SHOWN
    return f"{named} and {more} more" if more > 0 else named


def _row(file: PaymentFile) -> list[Any]:
    is_read = bool(file.how)
    return [
        {"text": file.name, "url": reverse("spend:file", args=[file.pk])},
        f"{file.rows_read:,}" if is_read else "",
        f"{file.rows_refused:,}" if is_read else "",
        words.pounds(file.total_pence) if is_read else "",
        file.stage.label,
    ]
