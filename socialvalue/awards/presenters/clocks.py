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


def clock_told(clock: Clock | None, application: Application) -> dict[str, Any]:
    """Return the time for a decision: a word for a tag, its colour, and a sentence."""
    if clock is None:
        return _told("No time limit", "grey", "This scheme promises no time for a decision.")
    if application.state in {State.DECIDED, State.WITHDRAWN}:
        return _ended(clock, application)
    told = f"Day {clock.used} of {clock.allowed}."
    if clock.is_overdue:
        late = days(-clock.left)
        return _told(f"Overdue by {late}", "red", f"{told} {_due(clock)}", is_overdue=True)
    if clock.due_on is None:
        return _told("Clock stopped", "grey", f"{told} {_due(clock)}")
    if clock.left <= SOON:
        left = "Due today" if clock.left == 0 else f"{days(clock.left)} left"
        return _told(left, "orange", f"{told} {_due(clock)}", is_soon=True)
    return _told(f"{days(clock.left)} left", "teal", f"{told} {_due(clock)}")


def _due(clock: Clock) -> str:
    """Return by when a decision is due, or that the clock stands still."""
    if clock.due_on is None:
        return "The clock stands still until the applicant answers your question."
    return f"A decision {'was' if clock.is_overdue else 'is'} due by {in_words(clock.due_on)}."


def _ended(clock: Clock, application: Application) -> dict[str, Any]:
    """Return how long it took."""
    if application.state == State.WITHDRAWN:
        return _told(NOTHING, "grey", "The applicant withdrew, so no decision is due.")
    late = f"{days(-clock.left)} late" if clock.is_overdue else "in time"
    sentence = f"Decided after {days(clock.used)} of {clock.allowed}, {late}."
    colour = "red" if clock.is_overdue else "green"
    return _told(f"Decided {late}", colour, sentence)


def _told(
    tag: str, colour: str, sentence: str, *, is_overdue: bool = False, is_soon: bool = False
) -> dict[str, Any]:
    return {
        "tag": tag,
        "colour": colour,
        "sentence": sentence,
        "is_overdue": is_overdue,
        "is_soon": is_soon,
    }
