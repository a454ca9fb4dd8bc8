"""The steps of a tender's life, as its page lists them. Each room adds its own.

A room above registers a function in its `apps.ready()`, so that this room needs to know none of
them. The function is asked with the tender and the request, and gives the steps that this person
may see; it asks the database as little as it can, for it is asked whenever the page is shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest

from procurement.tenders.models import Tender


class Group(StrEnum):
    """The parts of a tender's life, in their order."""

    METHOD = "Make the method"
    PUBLISH = "Publish"
    BIDS = "Receive bids"
    SCORING = "Score"
    MODERATION = "Moderate"
    DECISION = "Price, ranking and decision"
    AFTER = "Letters, standstill and record"


class Status(StrEnum):
    """How far a step is. The words are those on the page."""

    DONE = "Done"
    TO_DO = "To do"
    IN_PROGRESS = "In progress"
    WAITING = "Waiting for another person"
    CANNOT_START = "Cannot start yet"
    OPEN = "Open"
    NONE = ""


COLOURS = {
    Status.DONE: "",
    Status.TO_DO: "blue",
    Status.IN_PROGRESS: "yellow",
    Status.WAITING: "purple",
    Status.CANNOT_START: "grey",
    Status.OPEN: "green",
    Status.NONE: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a tender. Without a url it cannot be followed (yet, or by this person)."""

    group: Group
    title: str
    hint: str = ""
    status: Status = Status.NONE
    url: str = ""

    @property
    def colour(self) -> str:
        """The colour of the status's tag, empty for plain words."""
        return COLOURS[self.status]


Asked = Callable[[Tender, HttpRequest], Iterable[Step]]
_asked: list[tuple[int, Asked]] = []


def register(*, order: int) -> Callable[[Asked], Asked]:
    """Return a decorator that adds a function's steps; within a group a lower order comes first."""

    def add(ask: Asked) -> Asked:
        _asked.append((order, ask))
        _asked.sort(key=lambda pair: pair[0])
        return ask

    return add


def steps_of(tender: Tender, request: HttpRequest) -> list[tuple[Group, list[Step]]]:
    """Return the steps that this person sees, by group, without groups that have none."""
    found = [step for _, ask in _asked for step in ask(tender, request)]
    groups = [(group, [step for step in found if step.group == group]) for group in Group]
    return [(group, steps) for group, steps in groups if steps]


def next_of(groups: list[tuple[Group, list[Step]]]) -> Step | None:
    """Return the first step that this person can take now, or None."""
    for _, steps in groups:
        for step in steps:
            if step.url and step.status in {Status.TO_DO, Status.IN_PROGRESS}:
                return step
    return None
