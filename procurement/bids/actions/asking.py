"""After opening: decide on late bids, and ask bidders about what they offered."""

import datetime as dt

from django.db import models, transaction

from procurement.bids import permissions, queries
from procurement.bids.actions.receiving import locked
from procurement.bids.models import Bid, Clarification, Commitment, LateDecision
from procurement.tenders.models import Criterion, Tender
from socialvalue.audit import actions as audit


class NothingToDecide(ValueError):
    """The bid is not late, was decided on already, or scoring has started."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to decide about this bid: it came in time, somebody has decided on "
            "it already, or scoring has started."
        )


class CannotBeAsked(ValueError):
    """Bidders are asked after bids are opened and before quality is locked."""

    def __init__(self) -> None:
        super().__init__(
            "Bidders can be asked about their bids after they are opened and before quality is "
            "locked."
        )


class AnsweredAlready(ValueError):
    """Somebody has recorded an answer, or closed the question."""

    def __init__(self) -> None:
        super().__init__("Somebody has answered or closed this question already.")


@transaction.atomic
def decide_late(
    *, bid: Bid, is_admitted: bool, reason: str, by: models.Model | str, at: dt.datetime
) -> LateDecision:
    """Store what people decided about a late bid, and return it. It stands; the bid is kept.

    Raises NothingToDecide.
    """
    locked(bid.tender)
    bid = Bid.objects.select_related("tender", "late_decision").get(pk=bid.pk)
    if not permissions.may_decide_late(bid):
        raise NothingToDecide
    decision = LateDecision.objects.create(
        bid=bid, is_admitted=is_admitted, reason=reason, decided_at=at, decided_by=str(by)
    )
    did = "bid.late_admitted" if is_admitted else "bid.late_refused"
    audit.record_about(bid.tender, did=did, by=by, at=at, reason=reason, after={"bid": bid.code})
    return decision


@transaction.atomic
def ask(
    *,
    bid: Bid,
    question: str,
    by: models.Model | str,
    at: dt.datetime,
    criterion: Criterion | None = None,
    commitment: Commitment | None = None,
) -> Clarification:
    """Store a question to a bidder, and return it. It waits for an answer.

    Raises CannotBeAsked, also for a withdrawn bid.
    """
    tender = locked(bid.tender)
    if not permissions.may_ask(tender) or bid.withdrawn_at is not None:
        raise CannotBeAsked
    clarification = Clarification.objects.create(
        bid=bid,
        criterion=commitment.criterion if commitment else criterion,
        commitment=commitment,
        question=question,
        asked_at=at,
        asked_by=str(by),
    )
    _record(clarification, did="clarification.asked", by=by, at=at)
    return clarification


@transaction.atomic
def ask_about_unmeasurable(
    *, tender: Tender, by: models.Model, at: dt.datetime
) -> list[Clarification]:
    """Ask about every commitment that cannot be measured and that nobody has asked about yet.

    Not about those of a bidder that this person keeps away from. Raises CannotBeAsked.
    """
    if not permissions.may_ask(locked(tender)):
        raise CannotBeAsked
    return [
        ask(
            bid=commitment.bid,
            commitment=commitment,
            question=queries.question_for(commitment, tender=tender),
            by=by,
            at=at,
        )
        for commitment in queries.unmeasurable_unasked(by, tender=tender)
    ]


@transaction.atomic
def record_answer(
    *, clarification: Clarification, answer: str, by: models.Model | str, at: dt.datetime
) -> Clarification:
    """Store the bidder's answer, in its words, and return the clarification.

    What the bid said stays as it was. Raises AnsweredAlready, CannotBeAsked.
    """
    waiting = _waiting(clarification)
    waiting.answer = answer
    return _ended(waiting, did="clarification.answered", by=by, at=at)


@transaction.atomic
def close_question(
    *, clarification: Clarification, because: str, by: models.Model | str, at: dt.datetime
) -> Clarification:
    """Close a question without an answer, with the reason, and return the clarification.

    Raises AnsweredAlready, CannotBeAsked.
    """
    waiting = _waiting(clarification)
    waiting.closed_because = because
    return _ended(waiting, did="clarification.closed", by=by, at=at, reason=because)


def _waiting(clarification: Clarification) -> Clarification:
    """Return the clarification as it stands, if it waits."""
    if not permissions.may_ask(locked(clarification.bid.tender)):
        raise CannotBeAsked
    questions = Clarification.objects.select_related("bid__tender__organisation", "criterion")
    current = questions.get(pk=clarification.pk)
    if current.answered_at is not None:
        raise AnsweredAlready
    return current


def _ended(
    clarification: Clarification,
    *,
    did: str,
    by: models.Model | str,
    at: dt.datetime,
    reason: str = "",
) -> Clarification:
    """Store that a question waits no more."""
    clarification.answered_at, clarification.answered_by = at, str(by)
    clarification.save()
    _record(clarification, did=did, by=by, at=at, reason=reason)
    return clarification


def _record(
    clarification: Clarification,
    *,
    did: str,
    by: models.Model | str,
    at: dt.datetime,
    reason: str = "",
) -> None:
    """Add the event to the tender's record: about which bid and question, not what was said."""
    criterion = clarification.criterion
    after = {"bid": clarification.bid.code, "criterion": criterion.code if criterion else ""}
    audit.record_about(clarification.bid.tender, did=did, by=by, at=at, reason=reason, after=after)
