"""Reads about a panel: who scores what, what is in and what is missing.

`cells_of` asks the database the same number of questions however many people, bids and questions
there are.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from procurement.bids.models import Bid, Bidder
from procurement.evaluation.models import (
    IndividualScore,
    PanelMember,
    PanelRole,
    Recusal,
    ReopenedScore,
)
from procurement.evaluation.queries.scores import criteria_for, criteria_to_score
from procurement.tenders.models import Criterion, Lot, Section, Tender
from procurement.tenders.queries import NoMethod


class CellState(StrEnum):
    """How far one evaluator is with one question of one bid."""

    MISSING = "missing"
    SUBMITTED = "submitted"
    ABSTAINED = "abstained"
    REOPENED = "reopened"
    RECUSED = "recused"


ENDED = frozenset({CellState.SUBMITTED, CellState.ABSTAINED, CellState.RECUSED})
"""States in which nothing more is expected of the evaluator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One evaluator, one bid, one question. `score` is the version that counts, if there is one.

    A score that somebody gave before they were recused stays in the record and counts for nothing.
    """

    member: PanelMember
    bid: Bid
    criterion: Criterion
    state: CellState
    score: IndividualScore | None = None

    @property
    def is_expected(self) -> bool:
        """Whether the evaluator is to score it at all."""
        return self.state != CellState.RECUSED

    @property
    def is_missing(self) -> bool:
        """Whether something is still expected: never submitted, or reopened and not given anew."""
        return self.state not in ENDED


def panel_of(tender: Tender) -> list[PanelMember]:
    """Return everybody who sits on a panel now, in order, with the person and the lots."""
    members = tender.panel.serving().select_related("user").prefetch_related("lots")
    return of_tender(members.order_by("position"), tender)


def everybody_of(tender: Tender) -> list[PanelMember]:
    """Return everybody who ever sat on a panel, those who left too."""
    return of_tender(tender.panel.select_related("user").prefetch_related("lots"), tender)


def bids_to_score(tender: Tender) -> QuerySet[Bid]:
    """Return the bids that are scored: admitted, not withdrawn, not disqualified. No prices."""
    bids = tender.bids.admitted().filter(disqualifications=None)
    return bids.select_related("bidder", "lot").order_by("position")


def bidders_of(tender: Tender) -> list[Bidder]:
    """Return the bidders whose bids stand, against whom interests are declared."""
    return list(tender.bidders.filter(bids__in=tender.bids.admitted()).distinct())


def recusals_of(tender: Tender) -> list[Recusal]:
    """Return the recusals that stand, with the member and the bidder."""
    recusals = Recusal.objects.standing().filter(member__tender=tender)
    return list(recusals.select_related("member__user", "bidder"))


def cells_of(tender: Tender, *, members: Iterable[PanelMember] | None = None) -> list[Cell]:
    """Return every cell of evaluator, bid and question, by member, bid and question.

    `members` are the evaluators asked about; without them all who serve.
    """
    who = panel_of(tender) if members is None else members
    evaluators = [each for each in who if each.role == PanelRole.EVALUATOR]
    bids, criteria = list(bids_to_score(tender)), criteria_to_score(tender)
    recused = {(each.member_id, each.bidder_id) for each in recusals_of(tender)}
    scores = latest_individual_scores(tender)
    return [
        _cell(member, bid, criterion, recused=recused, scores=scores)
        for member in evaluators
        for bid in bids
        if member.scores_lot(bid.lot_id)
        for criterion in criteria_for(bid, criteria)
        if member.scores_section(criterion.section)
    ]


def latest_individual_scores(tender: Tender) -> dict[tuple[Any, Any, Any], IndividualScore]:
    """Return each member's score that counts, by member, bid and question keys.

    `is_reopened` says whether the moderator has reopened it since. Scores of a loaded bundle have
    no member and are not here.
    """
    reopened = ReopenedScore.objects.filter(score=OuterRef("pk"))
    scores = IndividualScore.objects.filter(bid__tender=tender, member__isnull=False)
    ordered = scores.annotate(is_reopened=Exists(reopened)).order_by("version")
    return {(score.member_id, score.bid_id, score.criterion_id): score for score in ordered}


def _cell(
    member: PanelMember,
    bid: Bid,
    criterion: Criterion,
    *,
    recused: set[tuple[Any, Any]],
    scores: dict[tuple[Any, Any, Any], IndividualScore],
) -> Cell:
    """Return one cell."""
    score = scores.get((member.pk, bid.pk, criterion.pk))
    if (member.pk, bid.bidder_id) in recused:
        state = CellState.RECUSED
    elif score is None:
        state = CellState.MISSING
    elif score.is_reopened:
        state = CellState.REOPENED
    else:
        state = CellState.ABSTAINED if score.is_abstention else CellState.SUBMITTED
    return Cell(member=member, bid=bid, criterion=criterion, state=state, score=score)


def missing_by_member(tender: Tender) -> list[tuple[PanelMember, int]]:
    """Return who has still to score how much, in the order of the panel. Empty: all is in.

    This is the guard of the step from scoring to moderation.
    """
    missing = [cell for cell in cells_of(tender) if cell.is_missing]
    counts = Counter(cell.member.pk for cell in missing)
    members = {cell.member.pk: cell.member for cell in missing}
    return [(members[key], count) for key, count in counts.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How many evaluators score a section of a lot: of each bid once bids are opened."""

    lot: Lot
    section: Section
    bid: Bid | None
    evaluators: int


def cover_of(tender: Tender) -> list[Cover]:
    """Return how many evaluators each section of each lot has, and of each bid once opened."""
    try:
        criteria = criteria_to_score(tender)
    except NoMethod:
        return []
    members = [each for each in panel_of(tender) if each.role == PanelRole.EVALUATOR]
    recused = {(each.member_id, each.bidder_id) for each in recusals_of(tender)}
    bids = list(bids_to_score(tender)) if tender.shows_bids else []
    return [
        Cover(
            lot=lot,
            section=section,
            bid=bid,
            evaluators=sum(
                member.judges(lot_pk=lot.pk, section=section)
                and (bid is None or (member.pk, bid.bidder_id) not in recused)
                for member in members
            ),
        )
        for lot in tender.lots.order_by("position")
        for section in (Section.QUALITY, Section.SOCIAL_VALUE)
        if any(asks(criterion, lot) for criterion in criteria if criterion.section == section)
        for bid in [each for each in bids if each.lot_id == lot.pk] or [None]
    ]


def asks(criterion: Criterion, lot: Lot) -> bool:
    """Whether a question is asked in a lot."""
    return not criterion.only_lots or lot.pk in {each.pk for each in criterion.only_lots}


def of_tender(members: Iterable[PanelMember], tender: Tender) -> list[PanelMember]:
    """Return the members, each knowing the tender without asking for it."""
    found = list(members)
    for member in found:
        member.tender = tender
    return found
