"""The steps after the decision, on the page of a tender."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from procurement.calculations.life import State
from procurement.evaluation import permissions
from procurement.evaluation.actions.letters import TELLS_THE_RESULT
from procurement.tenders import steps
from procurement.tenders.models import Tender
from procurement.tenders.steps import Group, Status, Step

DECIDED = frozenset({State.RANKED, State.APPROVED, State.AWARDED, State.ARCHIVED})


@steps.register(order=800)
def after_the_decision(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Yield letters, the standstill, and the file, for those who may read them."""
    who = {"user": request.user, "roles": request.roles}
    if tender.stands_in not in DECIDED:
        if permissions.may_write_letters(tender, **who):
            yield _letters(tender, hint="To suppliers whose tender takes no further part")
        return
    if not permissions.may_read_letters(tender, **who):
        return
    yield _letters(tender, hint="What each supplier is told, and why")
    yield Step(
        group=Group.AFTER,
        title="Standstill and award",
        hint="The calendar day by day, objections, and what holds the award back",
        status=_standstill_status(tender),
        url=reverse("evaluation:standstill", args=[tender.pk]),
    )
    yield Step(
        group=Group.AFTER,
        title="Evaluation report and sealed bundle",
        hint="Everything that made the decision, for the file",
        url=reverse("evaluation:report", args=[tender.pk]),
    )


def _letters(tender: Tender, *, hint: str) -> Step:
    """Return the step to the letters."""
    return Step(
        group=Group.AFTER,
        title="Letters",
        hint=hint,
        status=_letters_status(tender),
        url=reverse("evaluation:letters", args=[tender.pk]),
    )


def _letters_status(tender: Tender) -> Status:
    """Return how far the letters are."""
    if tender.state not in TELLS_THE_RESULT:
        return Status.NONE
    packs = tender.letter_packs.exclude(bundle_sha256="")
    if packs.issued().exists():
        return Status.DONE
    return Status.IN_PROGRESS if packs.exists() else Status.TO_DO


def _standstill_status(tender: Tender) -> Status:
    """Return how far the standstill is."""
    if tender.state in {State.AWARDED, State.ARCHIVED}:
        return Status.DONE
    if tender.state != State.APPROVED:
        return Status.CANNOT_START
    is_published = tender.standstills.filter(is_published=True).exists()
    return Status.IN_PROGRESS if is_published else Status.TO_DO
