"""The steps from moderation to the approved result, as a tender's page lists them."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from procurement.calculations.life import Move
from procurement.evaluation import permissions
from procurement.evaluation.models import ScoreCorrection
from procurement.tenders.models import State, Tender
from procurement.tenders.steps import Group, Status, Step, part_in, register

AFTER_LOCK = frozenset(
    {
        State.QUALITY_LOCKED,
        State.PRICE_OPENED,
        State.RANKED,
        State.APPROVED,
        State.AWARDED,
        State.ARCHIVED,
    }
)


@register(order=400)
def moderation_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Start moderation; agree scores; say why one's own moved."""
    who = {"user": request.user, "roles": request.roles}
    if permissions.may_start_moderation(tender, **who):
        yield _step(
            Group.MODERATION,
            "Start moderation",
            "When every individual score is in",
            page="start_moderation",
            tender=tender,
            status=Status.TO_DO,
        )
    if permissions.may_see_consensus(tender, **who):
        moderates = permissions.may_moderate(tender, user=request.user)
        yield _step(
            Group.MODERATION,
            "Moderation",
            "One agreed score, with its reason, for each bid and question",
            page="moderation",
            tender=tender,
            status=_moderation_status(tender, moderates=moderates),
        )
        if tender.state == State.CONSENSUS and permissions.evaluates(tender, user=request.user):
            yield _step(
                Group.MODERATION,
                "Where your scores move",
                "Your reason where the agreed score is another than yours",
                page="my_moves",
                tender=tender,
                status=Status.OPEN,
            )


@register(order=410)
def lock_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Lock quality, or unlock it again."""
    who = {"user": request.user, "roles": request.roles}
    yield from _two_people(
        tender,
        Move.LOCK_QUALITY,
        user=request.user,
        title="Lock quality",
        hint="The moderator proposes, an approver confirms",
        page="lock_quality",
        group=Group.MODERATION,
        may_propose=permissions.may_propose_lock(tender, user=request.user),
        unproposed=Status.OPEN,
        may_confirm=tender.state == State.CONSENSUS and permissions.may_confirm_lock(tender, **who),
    )
    if permissions.may_unlock(tender, **who):
        yield _step(
            Group.MODERATION,
            "Unlock quality",
            "Back to moderation, with a reason, before prices are opened",
            page="unlock_quality",
            tender=tender,
            status=Status.NONE,
        )


@register(order=500)
def decision_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Open prices, rank, compare, approve; or send the ranking back."""
    who = {"user": request.user, "roles": request.roles}
    yield from _two_people(
        tender,
        Move.OPEN_PRICES,
        user=request.user,
        title="Open prices",
        hint="An officer proposes, an approver or another officer who took no part confirms",
        page="open_prices",
        group=Group.DECISION,
        may_propose=permissions.may_propose_opening_prices(tender, **who),
        may_confirm=tender.state == State.QUALITY_LOCKED
        and permissions.may_confirm_opening_prices(tender, **who),
    )
    if permissions.may_rank(tender, **who):
        yield _decision(tender, "Prices and ranking", "Enquiries, ties, ranking", "rank")
    elif permissions.may_confirm_correction(tender, **who):
        yield _corrections(tender, user=request.user)
    if permissions.may_read_result(tender, **who):
        done = Status.NONE if tender.stands_in == State.PRICE_OPENED else Status.DONE
        yield _decision(tender, "Result", "Ranking and files", "result", status=done)
        yield _decision(
            tender, "Compare bids", "Question by question", "compare", status=Status.NONE
        )
    yield from _two_people(
        tender,
        Move.APPROVE,
        user=request.user,
        title="Approve the result",
        hint="An officer proposes, an approver who took no part confirms",
        page="approve",
        group=Group.DECISION,
        may_propose=permissions.may_propose_approval(tender, **who),
        may_confirm=permissions.may_confirm_approval(tender, **who),
    )
    if permissions.may_return_ranking(tender, **who):
        yield _decision(
            tender,
            "Send the ranking back",
            "With a reason; what was stored stays",
            "return_ranking",
            status=Status.NONE,
        )


def _moderation_status(tender: Tender, *, moderates: bool) -> Status:
    """Return how far moderation is, for this person."""
    if tender.stands_in in AFTER_LOCK:
        return Status.DONE
    return Status.TO_DO if moderates else Status.IN_PROGRESS


def _two_people(
    tender: Tender,
    move: str,
    *,
    user: Any,
    title: str,
    hint: str,
    page: str,
    group: Group,
    may_propose: bool,
    may_confirm: bool,
    unproposed: Status = Status.TO_DO,
) -> Iterator[Step]:
    """Return a step of two people for whoever may take a part in it now.

    `unproposed` is its status for whoever may propose it.
    """
    if not (may_propose or may_confirm):
        return
    status, said = part_in(
        tender.proposals.open().filter(move=move).first(),
        user=user,
        may_propose=may_propose,
        may_confirm=may_confirm,
        unproposed=unproposed,
    )
    yield _step(group, title, said or hint, page=page, tender=tender, status=status)


def _corrections(tender: Tender, *, user: Any) -> Step:
    """Return the step of corrections for whoever may confirm one."""
    corrections = ScoreCorrection.objects.open().filter(score__bid__tender=tender)
    waiting = corrections.exclude(proposer=user.pk).count()
    return _decision(
        tender,
        "Corrections",
        f"Waiting for you: {waiting}" if waiting else "None waits for you",
        "corrections",
        status=Status.YOURS if waiting else Status.NONE,
    )


def _decision(
    tender: Tender, title: str, hint: str, page: str, *, status: Status = Status.TO_DO
) -> Step:
    """Return a step of the decision."""
    return _step(Group.DECISION, title, hint, page=page, tender=tender, status=status)


def _step(
    group: Group, title: str, hint: str, *, page: str, tender: Tender, status: Status
) -> Step:
    """Return a step with its address."""
    url = reverse(f"evaluation:{page}", args=[tender.pk])
    return Step(group=group, title=title, hint=hint, status=status, url=url)
