"""Rows that are wrong in the same way: set aside all at once with one reason, and taken back so."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.spend import queries
from socialvalue.spend.actions.correcting import NoSuchRow, locked_with_rows
from socialvalue.spend.actions.uploading import record
from socialvalue.spend.models import PaymentFile, RowDecision

AT_ONCE = 500


@transaction.atomic
def set_rows_aside(
    *,
    file: PaymentFile,
    places: Collection[queries.Place],
    because: str,
    by: User,
    at: dt.datetime,
) -> int:
    """Set rows aside of which nothing is decided, all or none; return how many.

    Each has its own decision, which can be undone alone. Raises NoSuchRow.
    """
    file = locked_with_rows(file)
    rows = queries.unread_rows(file)
    for place in places:
        if place not in rows or rows[place].decision:
            raise NoSuchRow(f"Row {place[1]} of {file.name} was decided meanwhile. Look again.")
    decisions = [
        RowDecision(
            file=file,
            sheet=place[0],
            row=place[1],
            kind=RowDecision.Kind.SET_ASIDE,
            texts_before=rows[place].texts_before,
            because=because,
            decided_at=at,
            decided_by=str(by),
        )
        for place in places
    ]
    RowDecision.objects.bulk_create(decisions, batch_size=AT_ONCE)
    record(
        file, did="payments.rows_set_aside", by=by, at=at, reason=because,
        after={"rows": _places(places)},
    )  # fmt: skip
    return len(decisions)


@transaction.atomic
def undo_set_aside(
    *, file: PaymentFile, places: Collection[queries.Place], by: User, at: dt.datetime
) -> int:
    """Take back that rows were set aside: they are to look at again; return how many.

    Those that were decided otherwise meanwhile are passed over. Raises NoSuchRow.
    """
    file = locked_with_rows(file)
    wanted = set(places)
    aside = file.row_decisions.standing().filter(kind=RowDecision.Kind.SET_ASIDE)
    undone = [decision for decision in aside if (decision.sheet, decision.row) in wanted]
    for decision in undone:
        decision.undone_at, decision.undone_by = at, str(by)
    RowDecision.objects.bulk_update(undone, ["undone_at", "undone_by"], batch_size=AT_ONCE)
    before = {"rows": _places((decision.sheet, decision.row) for decision in undone)}
    record(file, did="payments.rows_looked_at_again", by=by, at=at, before=before)
    return len(undone)


def _places(places: Iterable[queries.Place]) -> list[str]:
    return [f"{sheet}:{row}" if sheet else str(row) for sheet, row in places]
