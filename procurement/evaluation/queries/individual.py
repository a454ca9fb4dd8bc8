"""Reads of one evaluator's own scoring: nothing here tells of anybody else's."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Prefetch

from procurement.bids.models import Answer, Bid, Commitment
from procurement.evaluation.models import (
    IndividualDraft,
    IndividualScore,
    PanelMember,
    Recusal,
)
from procurement.evaluation.queries.conflicts import is_declared
from procurement.evaluation.queries.panel import (
    CellState,
    bidders_of,
    cells_of,
    of_tender,
)
from procurement.tenders.models import Criterion, State, Tender
from procurement.tenders.queries import methodology_of
from socialvalue.accounts.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCell:
    """One bid and question as its evaluator sees it, never one they are recused from."""

    bid: Bid
    criterion: Criterion
    state: CellState
    score: IndividualScore | None
    draft: IndividualDraft | None

    @property
    def is_done(self) -> bool:
        """Whether nothing more is expected."""
        return self.state in {CellState.SUBMITTED, CellState.ABSTAINED}

    @property
    def key(self) -> tuple[Any, Any]:
        """The keys of bid and question."""
        return self.bid.pk, self.criterion.pk


def seat_of(tender: Tender, user: Any) -> PanelMember | None:
    """Return the seat that somebody has on a panel now, with the tender, or None."""
    member = PanelMember.objects.seat_of(user, tender)
    return of_tender([member], tender)[0] if member else None


def savable_draft(
    organisation: Organisation,
    *,
    user: Any,
    points: Decimal | None,
    tender_pk: Any,
    bid_pk: Any,
    criterion_pk: Any,
) -> IndividualDraft | None:
    """Return the draft that somebody has begun, if they may save it as it stands; None otherwise.

    One question of the database: that the tender is scored, the seat was not left, the bidder is
    none to keep away from, and the points are of the scale. There is a draft only because its first
    words were let through, and no submitted score stands beside it, so what cannot have been undone
    since is not asked anew: that the evaluator declared against this bidder, and that the question
    is theirs. A score is submitted only after asking all of it.
    """
    recused = Recusal.objects.filter(
        member__user=user.pk, member__tender=tender_pk, bidder__bids=bid_pk, lifted_at=None
    )
    of_scale = {} if points is None else {"criterion__scale__levels__points": points}
    drafts = IndividualDraft.objects.filter(
        ~Exists(recused),
        bid=bid_pk,
        criterion=criterion_pk,
        member__user=user.pk,
        member__left_at=None,
        member__tender=tender_pk,
        member__tender__organisation=organisation,
        member__tender__state=State.SCORING,
        **of_scale,
    )
    return next(iter(drafts.order_by()), None)


def own_cells(member: PanelMember) -> list[OwnCell]:
    """Return everything that an evaluator scores, by bid and question. Constant queries."""
    drafts = {(each.bid_id, each.criterion_id): each for each in member.drafts.all()}
    return [
        OwnCell(
            bid=cell.bid,
            criterion=cell.criterion,
            state=cell.state,
            score=cell.score,
            draft=drafts.get((cell.bid.pk, cell.criterion.pk)),
        )
        for cell in cells_of(member.tender, members=[member])
        if cell.is_expected
    ]


def question_of(tender: Tender, *, key: object, lot_pk: object) -> Criterion | None:
    """Return a question of the method that counts, with its scale, if the lot is asked it."""
    criteria = methodology_of(tender).criteria.filter(pk=key).select_related("scale")
    lots = Prefetch("lots", to_attr="only_lots")
    found = criteria.prefetch_related("scale__levels", lots).first()
    if found is None or (found.only_lots and lot_pk not in {lot.pk for lot in found.only_lots}):
        return None
    return found


def answer_to(bid: Bid, criterion: Criterion) -> Answer | None:
    """Return what a bidder answers to a question, or None where nothing was given."""
    return bid.answers.filter(criterion=criterion).first()


def commitments_to(bid: Bid, criterion: Criterion) -> list[Commitment]:
    """Return the promises that a bidder makes under a question."""
    return list(bid.commitments.filter(criterion=criterion).order_by("position"))


def own_versions(member: PanelMember, bid: Bid, criterion: Criterion) -> list[IndividualScore]:
    """Return every version of a member's own score, the newest first."""
    return list(member.scores.filter(bid=bid, criterion=criterion).order_by("-version"))


def needs_to_declare(member: PanelMember) -> bool:
    """Whether a member has a declaration to make now, for the stage the tender is in."""
    if member.tender.shows_bids:
        return not is_declared(member, bidders=bidders_of(member.tender))
    return not member.declarations.exists()
