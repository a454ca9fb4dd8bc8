"""The steps of a tender's life, as its page lists them. Each room adds its own.

A room above registers a function in its `apps.ready()`, so that this room needs to know none of
them. The function is asked with the tender and the request, and gives the steps that this person
may see; it asks the database as little as it can, for it is asked whenever the page is shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from procurement.tenders.models import Proposal, Tender


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

    YOURS = "Waits for you"
    DONE = "Done"
    TO_DO = "To do"
    IN_PROGRESS = "In progress"
    WAITING = "Waiting for another person"
    CANNOT_START = "Cannot start yet"
    OPEN = "Open"
    OPTIONAL = "Optional"
    NONE = ""


COLOURS = {
    Status.YOURS: "orange",
    Status.DONE: "",
    Status.TO_DO: "blue",
    Status.IN_PROGRESS: "yellow",
    Status.WAITING: "purple",
    Status.CANNOT_START: "grey",
    Status.OPEN: "green",
    Status.OPTIONAL: "",
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
    """Return the step that this person takes next, or None.

    What somebody else has proposed and waits for this person comes before their own work.
    """
    reachable = [step for _, steps in groups for step in steps if step.url]
    for wanted in ({Status.YOURS}, {Status.TO_DO, Status.IN_PROGRESS}):
        for step in reachable:
            if step.status in wanted:
                return step
    return None


def part_in(
    proposal: Proposal | None,
    *,
    user: Any,
    may_propose: bool,
    may_confirm: bool,
    unproposed: Status = Status.TO_DO,
) -> tuple[Status, str]:
    """Return how far a step of two people is for this person, and what to say of it.

    `unproposed` is its status for whoever may propose it, as long as nobody has. The words are
    empty where nothing is proposed and this person may do it.
    """
    if proposal is None:
        if may_propose:
            return unproposed, ""
        return Status.WAITING, "Nobody has proposed it yet"
    if proposal.proposer_id == user.pk:
        return Status.WAITING, "You proposed it; another person decides"
    said = f"Proposed by {proposal.proposed_by}"
    if may_confirm:
        return Status.YOURS, f"{said}; you can confirm or refuse it"
    return Status.WAITING, f"{said}; another person decides"
