"""Reads about moderation: every cell of bid and question, and what stands between it and the lock.

`moderation_of` asks the database the same number of questions however many bids, questions and
evaluators there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef

from procurement.bids import queries as bids
from procurement.bids.models import Bid
from procurement.calculations import canonical
from procurement.evaluation.models import (
    IndividualScore,
    ReopenedScore,
    Score,
    ScoreDraft,
    ScoreMove,
)
from procurement.evaluation.queries.bundle import bundle_of
from procurement.evaluation.queries.panel import bids_to_score, recusals_of
from procurement.evaluation.queries.scores import criteria_for, criteria_to_score
from procurement.tenders.models import Criterion, Tender
from procurement.tenders.queries.published import alterations
from socialvalue.calculations.agreement import Marks

Key = tuple[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One evaluator's own score in a cell: the version that counts, and what came of it.

    `counts` is false for somebody who keeps away from the bidder or has left the panel: the score
    stays in the record, and nothing more is asked of them.
    """

    score: IndividualScore
    counts: bool
    is_reopened: bool
    move: ScoreMove | None

    @property
    def evaluator(self) -> str:
        """The code of the evaluator."""
        return self.score.evaluator

    def differs_from(self, points: Decimal) -> bool:
        """Whether other points were given than these; never for an abstention."""
        return self.score.points is not None and self.score.points != points


@dataclass(slots=True, kw_only=True)
class ModeratedCell:
    """One bid and one question: what everybody gave, and what was agreed."""

    bid: Bid
    criterion: Criterion
    given: list[Given] = field(default_factory=list)
    score: Score | None = None
    draft: ScoreDraft | None = None

    @property
    def differing(self) -> list[Given]:
        """Those whose own score is another than the agreed one."""
        if self.score is None:
            return []
        return [each for each in self.given if each.differs_from(self.score.points)]

    @property
    def unexplained(self) -> list[Given]:
        """Those whose score moves, and who have not said why."""
        return [each for each in self.differing if each.counts and each.move is None]

    @property
    def reopened(self) -> list[Given]:
        """Those whose score is reopened and not given anew."""
        return [each for each in self.given if each.counts and each.is_reopened]

    @property
    def is_done(self) -> bool:
        """Whether nothing more is asked here."""
        return self.score is not None and not self.unexplained and not self.reopened

    @property
    def marks(self) -> Marks:
        """The points that count, for the figures of agreement."""
        return Marks(
            points={
                each.evaluator: each.score.points
                for each in self.given
                if each.counts and each.score.points is not None
            },
            highest=max(level.points for level in self.criterion.scale.levels.all()),
        )


@dataclass(frozen=True, kw_only=True)
class Moderation:
    """Every bid to be moderated by every question of its lot."""

    bids: list[Bid]
    criteria: list[Criterion]
    cells: dict[Key, ModeratedCell]

    def cell(self, bid: Bid, criterion: Criterion) -> ModeratedCell | None:
        """Return a cell, None where the question is not asked in the bid's lot."""
        return self.cells.get((bid.pk, criterion.pk))

    @cached_property
    def in_order(self) -> list[ModeratedCell]:
        """The cells by bid and question."""
        return list(self.cells.values())

    @property
    def done(self) -> int:
        """How many cells need nothing more."""
        return sum(cell.is_done for cell in self.in_order)


def moderation_of(tender: Tender, *, without_bidders: Iterable[Any] = ()) -> Moderation:
    """Return every cell of a tender, of the bids that are admitted and not set aside.

    `without_bidders` are the keys of bidders that whoever asks keeps away from: their bids are
    left out whole.
    """
    kept_from = set(without_bidders)
    found = [bid for bid in bids_to_score(tender) if bid.bidder_id not in kept_from]
    for bid in found:
        bid.tender = tender
    criteria = criteria_to_score(tender)
    cells = {
        (bid.pk, criterion.pk): ModeratedCell(bid=bid, criterion=criterion)
        for bid in found
        for criterion in criteria_for(bid, criteria)
    }
    _add_agreed(cells, tender)
    _add_given(cells, tender)
    return Moderation(bids=found, criteria=criteria, cells=cells)


def _add_agreed(cells: dict[Key, ModeratedCell], tender: Tender) -> None:
    """Add the agreed scores that count, and the drafts."""
    for score in Score.objects.filter(bid__tender=tender).order_by("version"):
        if cell := cells.get((score.bid_id, score.criterion_id)):
            score.bid, score.criterion = cell.bid, cell.criterion
            cell.score = score
    for draft in ScoreDraft.objects.filter(bid__tender=tender):
        if cell := cells.get((draft.bid_id, draft.criterion_id)):
            cell.draft = draft


def _add_given(cells: dict[Key, ModeratedCell], tender: Tender) -> None:
    """Add each evaluator's own score that counts, in the order of the panel."""
    recused = {(each.member_id, each.bidder_id) for each in recusals_of(tender)}
    moves = _moves_of(tender)
    latest: dict[tuple[Any, Any, str], IndividualScore] = {}
    reopened = ReopenedScore.objects.filter(score=OuterRef("pk"))
    scores = IndividualScore.objects.filter(bid__tender=tender).select_related("member__user")
    for score in scores.annotate(is_reopened=Exists(reopened)).order_by("position", "version"):
        latest[score.bid_id, score.criterion_id, score.evaluator] = score
    for (bid, criterion, _), score in latest.items():
        cell = cells.get((bid, criterion))
        if cell is None:
            continue
        score.bid, score.criterion = cell.bid, cell.criterion
        member = score.member
        is_away = member is not None and (
            member.left_at is not None or (member.pk, cell.bid.bidder_id) in recused
        )
        points = None if cell.score is None else cell.score.points
        cell.given.append(
            Given(
                score=score,
                counts=not is_away,
                is_reopened=score.is_reopened,
                move=moves[score.pk].get(points),
            )
        )
    for cell in cells.values():
        cell.given.sort(key=_place)


def _place(given: Given) -> tuple[int, str]:
    """Return where an evaluator stands among the others: as on the panel."""
    member = given.score.member
    return (given.score.position if member is None else member.position, given.evaluator)


def _moves_of(tender: Tender) -> dict[Any, dict[Decimal, ScoreMove]]:
    """Return why scores move, by the key of the evaluator's score and the points moved to."""
    moves: dict[Any, dict[Decimal, ScoreMove]] = defaultdict(dict)
    rows = ScoreMove.objects.filter(score__bid__tender=tender).select_related("score")
    for move in rows.order_by("score__version"):
        moves[move.individual_id][move.score.points] = move
    return moves


def consensus_of(tender: Tender) -> dict[str, Any]:
    """Return what a quality lock locks: the method, and the agreed scores with their reasons."""
    bundle = bundle_of(tender)
    return {
        "reference": bundle["tender"]["reference"],
        "methodology": bundle["methodology"],
        "bids": [
            {name: bid[name] for name in ("code", "bidder", "lot", "scores")}
            for bid in bundle["bids"]
        ],
    }


def consensus_fingerprint(tender: Tender) -> str:
    """Return the SHA-256 of the canonical consensus: what is proposed when quality is locked."""
    return canonical.sha256(consensus_of(tender))


AWAY = "A bid of a bidder that you keep away from is not ready. Others see what it lacks."


def lock_blocks(
    tender: Tender, *, moderation: Moderation | None = None, away: Collection[Any] = ()
) -> list[str]:
    """Return what stands between a tender and its quality lock, in sentences. Empty: nothing.

    `away` are the keys of bidders that whoever reads them keeps away from: of their bids is said
    only that one is not ready.
    """
    found = (moderation or moderation_of(tender)).in_order
    cells = [cell for cell in found if cell.bid.bidder_id not in away]
    blocks = alterations(tender)
    blocks += [] if found else ["There is no bid to moderate."]
    blocks += [AWAY] if not all(cell.is_done for cell in found if cell not in cells) else []
    blocks += [f"{_named(cell)}: no score is agreed yet." for cell in cells if cell.score is None]
    blocks += [
        f"{_named(cell)}: {_codes(cell.unexplained)} scored differently and the reason for the "
        "move is missing."
        for cell in cells
        if cell.unexplained
    ]
    blocks += [
        f"{_named(cell)}: the score of {_codes(cell.reopened)} is reopened and not given anew."
        for cell in cells
        if cell.reopened
    ]
    blocks += [
        f"A clarification question to {each.bid.bidder.name} is not answered."
        for each in bids.open_clarifications(tender).select_related("bid__bidder")
    ]
    blocks += [
        f"The late bid {bid.code} of {bid.bidder.name} waits for a decision."
        for bid in bids.undecided_late_bids(tender)
    ]
    return blocks + [
        f"The late bid {bid.code} of {bid.bidder.name} was not admitted: record that it is set "
        "aside."
        for bid in bids.refused_late_bids(tender)
        if not bid.disqualifications.exists()
    ]


def _named(cell: ModeratedCell) -> str:
    """Return which cell it is."""
    return f"{cell.bid.bidder.name} ({cell.bid.code}), {cell.criterion.code}"


def _codes(given: Iterable[Given]) -> str:
    """Return the codes of evaluators in a row."""
    return ", ".join(each.evaluator for each in given)
