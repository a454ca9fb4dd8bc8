"""States of applications and the time for a decision, in words and colours."""

from typing import Any

from socialvalue.awards.models import Application, State
from socialvalue.calculations.awards.clock import Clock
from socialvalue.core.forms.dates import in_words

NOTHING = "–"
SOON = 2
"""Working days left at which a decision is said to be due soon."""

STATES = {
    State.SUBMITTED: ("Submitted", "blue"),
    State.ASSESSING: ("Being assessed", "purple"),
    State.PANEL: ("With the panel", "yellow"),
    State.PROPOSED: ("To be approved", "orange"),
    State.DECIDED: ("Decided", "green"),
    State.WITHDRAWN: ("Withdrawn", "grey"),
}


def state_tag(application: Application) -> dict[str, str]:
    """Return where an application stands: the words and the colour of its tag."""
    text, colour = STATES[State(application.state)]
    return {"text": text, "colour": colour}


def days(number: int) -> str:
    """Return so many working days in words."""
    return f"{number} working day{'' if number == 1 else 's'}"


def short(number: int) -> str:
    """Return how many working days are left, for a tag."""
    return f"{days(number)} left"


def clock_told(clock: Clock | None, application: Application) -> dict[str, Any]:
    """Return the time for a decision: a word for a tag, its colour, a sentence, the day it is due.

    `due` is empty where none is.
    """
    tag, colour, sentence = _told(clock, application)
    due = in_words(clock.due_on) if clock and clock.due_on and _runs(application) else ""
    return {"tag": tag, "colour": colour, "sentence": sentence, "due": due}


def _runs(application: Application) -> bool:
    """Whether a decision is still to come."""
    return application.state not in {State.DECIDED, State.WITHDRAWN}


def _told(clock: Clock | None, application: Application) -> tuple[str, str, str]:
    """Return the words of the tag, its colour, and the sentence."""
    if clock is None:
        return "No time limit", "grey", "This scheme promises no time for a decision."
    if not _runs(application):
        return _ended(clock, application)
    told = f"Day {clock.used} of {days(clock.allowed)}. {_due(clock)}"
    if clock.is_overdue:
        return "Overdue", "red", f"Overdue by {days(-clock.left)}. {told}"
    if clock.due_on is None:
        return "Clock stopped", "grey", told
    if clock.left <= SOON:
        return "Due today" if clock.left == 0 else short(clock.left), "orange", told
    return short(clock.left), "teal", told


def _due(clock: Clock) -> str:
    """Return by when a decision is due, or that the clock stands still."""
    if clock.due_on is None:
        return "The clock stands still until the applicant answers your question."
    return f"A decision {'was' if clock.is_overdue else 'is'} due by {in_words(clock.due_on)}."


def _ended(clock: Clock, application: Application) -> tuple[str, str, str]:
    """Return how long it took."""
    if application.state == State.WITHDRAWN:
        return NOTHING, "grey", "The applicant withdrew, so no decision is due."
    sentence = f"Decided after {days(clock.used)} of {clock.allowed}"
    if clock.is_overdue:
        return "Decided late", "red", f"{sentence}, {days(-clock.left)} late."
    return "Decided in time", "green", f"{sentence}, in time."
