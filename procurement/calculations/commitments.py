"""Commitments in bids, and what one needs so that delivery can be held against it.

A commitment can be measured if it says how much of what, in which unit, and by when. Where and for
whom make it fair to compare and are asked for too, but nobody needs them to count.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One commitment as a bidder gave it. A part that was not given is None or empty, never 0.

    `criterion` is the code of the question it answers. `quantity` is in `unit`.
    """

    criterion: str
    measure: str
    quantity: Decimal | None = None
    unit: str = ""
    due_on: dt.date | None = None
    where: str = ""
    for_whom: str = ""
    explanation: str = ""


class Lack(StrEnum):
    """What a commitment may lack."""

    MEASURE = "measure"
    QUANTITY = "quantity"
    NOTHING_PROMISED = "nothing_promised"
    UNIT = "unit"
    DUE_ON = "due_on"
    ALREADY_PAST = "already_past"
    WHERE = "where"
    FOR_WHOM = "for_whom"


CANNOT_BE_MEASURED_WITHOUT = frozenset(
    {
        Lack.MEASURE,
        Lack.QUANTITY,
        Lack.NOTHING_PROMISED,
        Lack.UNIT,
        Lack.DUE_ON,
        Lack.ALREADY_PAST,
    }
)
"""Without these nobody can say later whether the commitment was kept."""

WORDS = {
    Lack.MEASURE: "what is measured",
    Lack.QUANTITY: "how much",
    Lack.NOTHING_PROMISED: "how much (it promises nought)",
    Lack.UNIT: "the unit that is counted",
    Lack.DUE_ON: "by when",
    Lack.ALREADY_PAST: "a day that is still to come",
    Lack.WHERE: "where",
    Lack.FOR_WHOM: "for whom",
}

QUESTIONS = {
    Lack.MEASURE: "What will be measured?",
    Lack.QUANTITY: "How much or how many will you deliver?",
    Lack.NOTHING_PROMISED: "The quantity given is nought. How much or how many will you deliver?",
    Lack.UNIT: "In which unit is the quantity counted?",
    Lack.DUE_ON: "By which day will it be delivered?",
    Lack.ALREADY_PAST: "The day given is past. By which day will it be delivered?",
    Lack.WHERE: "Where will it be delivered?",
    Lack.FOR_WHOM: "Whom is it for?",
}


def lacks_of(promise: Promise, *, on: dt.date) -> list[Lack]:
    """Return what a commitment lacks, in the order in which it is asked for.

    `on` is the day from which delivery can start at the earliest, such as that of the deadline: a
    day before it has passed already. A quantity of nought or less promises nothing.
    """
    quantity, due = promise.quantity, promise.due_on
    found = {
        Lack.MEASURE: not promise.measure.strip(),
        Lack.QUANTITY: quantity is None,
        Lack.NOTHING_PROMISED: quantity is not None and quantity <= 0,
        Lack.UNIT: not promise.unit.strip(),
        Lack.DUE_ON: due is None,
        Lack.ALREADY_PAST: due is not None and due < on,
        Lack.WHERE: not promise.where.strip(),
        Lack.FOR_WHOM: not promise.for_whom.strip(),
    }
    return [lack for lack, is_so in found.items() if is_so]


def is_measurable(promise: Promise, *, on: dt.date) -> bool:
    """Whether somebody can say later if the commitment was kept; `on` as in `lacks_of`."""
    return CANNOT_BE_MEASURED_WITHOUT.isdisjoint(lacks_of(promise, on=on))


def advice_on(promise: Promise, *, on: dt.date) -> str:
    """Return one sentence on what a commitment lacks, empty if it lacks nothing."""
    lacks = lacks_of(promise, on=on)
    if not lacks:
        return ""
    named = _listed([WORDS[lack] for lack in lacks])
    if CANNOT_BE_MEASURED_WITHOUT.isdisjoint(lacks):
        return f"It can be measured, but does not say {named}."
    return f"It cannot be measured: it does not say {named}."


def surprise_of(promise: Promise, *, plausible: Decimal | None) -> str:
    """Return one sentence on a quantity beyond what is plausible that nothing explains, or none.

    `plausible` is the published bound in the unit of the measure; None where there is none.
    """
    if plausible is None or promise.quantity is None or promise.explanation.strip():
        return ""
    if promise.quantity <= plausible:
        return ""
    return f"More than {plausible:f} {promise.unit} has to be explained, and it is not.".replace(
        "  ", " "
    )


def question_about(promise: Promise, *, on: dt.date) -> str:
    """Return the question that goes back to the bidder, empty if the commitment lacks nothing."""
    lacks = lacks_of(promise, on=on)
    if not lacks:
        return ""
    about = promise.measure.strip() or "without a measure"
    asked = " ".join(QUESTIONS[lack] for lack in lacks)
    return f"Your commitment “{about}” under {promise.criterion}: {asked}"


def _listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence."""
    *before, last = words
    return f"{', '.join(before)} or {last}" if before else last
