"""What waits for somebody among applications, in words and with addresses."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from socialvalue.awards.presenters.clocks import clock_told
from socialvalue.awards.queries.work import ToDo, Waiting

WORDS = {
    ToDo.DECLARE: ("Declare your interests", "Nothing of the application is shown before"),
    ToDo.JUDGE: ("Judge the application", "{done} of {total} criteria complete"),
    ToDo.AGREE: ("Agree marks on the panel", "{done} of {total} criteria agreed"),
    ToDo.ALLOCATE: ("Allocate assessors", "It takes two or more, who judge without each other"),
    ToDo.SEAT_PANEL: ("Seat a panel", "All judgements are in"),
    ToDo.PANEL: ("Hold the panel", "{done} of {total} criteria agreed"),
    ToDo.PROPOSE: ("Propose the decision", "All {total} criteria are agreed"),
    ToDo.APPROVE: ("Approve or return the decision", "Somebody else proposed it"),
    ToDo.APPEAL: ("Decide the appeal", "You took no part in the decision"),
    ToDo.CHANGE: ("{kind} the award?", "Somebody else proposed it"),
    ToDo.OVERDUE: ("See who is still to act", "Others have to go on"),
}
WITHOUT_LIMIT = frozenset({ToDo.APPEAL, ToDo.CHANGE})
"""What no time is promised for."""

PAGES = {
    ToDo.DECLARE: "declare",
    ToDo.JUDGE: "my_judgements",
    ToDo.AGREE: "panel",
    ToDo.ALLOCATE: "people",
    ToDo.SEAT_PANEL: "people",
    ToDo.PANEL: "panel",
    ToDo.PROPOSE: "propose",
    ToDo.APPROVE: "decide",
    ToDo.OVERDUE: "people",
}
GROUPS = (
    ("Overdue, and waiting for others", (ToDo.OVERDUE,)),
    ("Applications to allocate", (ToDo.ALLOCATE, ToDo.SEAT_PANEL)),
    ("Declarations to make", (ToDo.DECLARE,)),
    ("Applications to judge", (ToDo.JUDGE,)),
    ("Panels", (ToDo.AGREE, ToDo.PANEL)),
    ("Decisions to propose", (ToDo.PROPOSE,)),
    ("Decisions to approve", (ToDo.APPROVE,)),
    ("Appeals", (ToDo.APPEAL,)),
    ("Changes of awards to decide", (ToDo.CHANGE,)),
)


def groups(found: Sequence[Waiting]) -> list[dict[str, Any]]:
    """Return what waits by kind of work, without kinds of which there is none."""
    sorted_out = [
        {"heading": heading, "rows": [row(each) for each in found if each.to_do in kinds]}
        for heading, kinds in GROUPS
    ]
    return [group for group in sorted_out if group["rows"]]


def row(waiting: Waiting) -> dict[str, Any]:
    """Return one thing to do."""
    what, why = WORDS[waiting.to_do]
    application = waiting.application
    return {
        "what": what.format(kind=_kind(waiting)),
        "why": why.format(done=waiting.done, total=waiting.total),
        "applicant": application.organisation.name,
        "scheme": application.running.version.title,
        "number": application.number,
        "url": _url(waiting),
        "clock": None if waiting.to_do in WITHOUT_LIMIT else clock_told(waiting.clock, application),
    }


def _kind(waiting: Waiting) -> str:
    """Return what is proposed to do to an award, empty where nothing is."""
    return waiting.proposal.get_kind_display() if waiting.proposal else ""


def _url(waiting: Waiting) -> str:
    """Return where the work is done."""
    key = waiting.application.pk
    if waiting.appeal is not None:
        return reverse("awards:decide_appeal", args=[key, waiting.appeal.pk])
    if waiting.proposal is not None:
        keys = [waiting.proposal.award_id, waiting.proposal.pk]
        return reverse("awards:decide_change", args=keys)
    return reverse(f"awards:{PAGES[waiting.to_do]}", args=[key])


def overdue(found: Sequence[Waiting]) -> int:
    """Return how many applications, each counted once, are overdue; an appeal has no time limit."""
    late = [each for each in found if each.clock and each.clock.is_overdue]
    return len({each.application.pk for each in late if each.to_do not in WITHOUT_LIMIT})


def in_short(found: Sequence[Waiting]) -> list[str]:
    """Return how much waits of each kind, for a page that leads to the list."""
    counts = [(heading, sum(each.to_do in kinds for each in found)) for heading, kinds in GROUPS]
    return [f"{heading}: {count}" for heading, count in counts if count]
