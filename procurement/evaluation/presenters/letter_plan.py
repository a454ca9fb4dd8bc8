"""What has to be done about letters, in the order in which it has to be done."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from procurement.evaluation.models import Standstill
from procurement.evaluation.queries.standstill import is_asked_for
from procurement.tenders.models import State, Tender
from procurement.tenders.steps import COLOURS, Status
from socialvalue.core.forms.dates import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One thing to do about letters, and how far it is."""

    title: str
    hint: str
    status: Status
    url: str = ""

    @property
    def colour(self) -> str:
        """The colour of the status's tag."""
        return COLOURS[self.status]


def plan_of(
    tender: Tender, *, standstill: Standstill | None, lacking: int, is_made: bool, is_issued: bool
) -> list[PlanStep]:
    """Return what an officer does about letters once the tender is ranked, first things first.

    `lacking` is how many things the letters lack; `is_made` and `is_issued` are of the letters
    that tell the result.
    """
    return [
        *_standstill(tender, standstill),
        PlanStep(
            title="Settle what is missing",
            hint=f"Missing: {lacking}" if lacking else "Nothing is missing",
            status=Status.TO_DO if lacking else Status.DONE,
            url="#missing" if lacking else "",
        ),
        PlanStep(
            title="Make all letters and read them",
            hint="The approver can read them before approving",
            status=_then(is_made, now=not lacking),
            url="" if is_made or lacking else "#to-write",
        ),
        PlanStep(
            title="Have the result approved",
            hint="By a second person",
            status=Status.TO_DO if tender.state == State.RANKED else Status.DONE,
            url=(
                reverse("evaluation:approve", args=[tender.pk])
                if tender.state == State.RANKED
                else ""
            ),
        ),
        PlanStep(
            title="Issue the letters",
            hint="You send them; the tool sends no e-mail. Then publish the notice",
            status=_then(is_issued, now=is_made and tender.state != State.RANKED),
        ),
    ]


def _standstill(tender: Tender, standstill: Standstill | None) -> Iterator[PlanStep]:
    """Yield the planning of the notice, where the law asks for a standstill."""
    if not is_asked_for(tender):
        return
    if standstill is None:
        hint = "First of all: the letters print the day on which the standstill ends"
    else:
        said = "published on" if standstill.is_published else "planned for"
        hint = (
            f"Notice {said} {in_words(standstill.notice_on)}; the standstill ends at the end of "
            f"{in_words(standstill.ends_on)}"
        )
    is_open = tender.state in {State.RANKED, State.APPROVED}
    page = "record_notice" if standstill is None else "standstill"
    yield PlanStep(
        title="Plan the standstill notice",
        hint=hint,
        status=_then(standstill is not None, now=is_open),
        url=reverse(f"evaluation:{page}", args=[tender.pk]) if is_open else "",
    )


def _then(is_done: bool, *, now: bool) -> Status:
    """Return how far a step is that may be taken now or later."""
    if is_done:
        return Status.DONE
    return Status.TO_DO if now else Status.CANNOT_START
