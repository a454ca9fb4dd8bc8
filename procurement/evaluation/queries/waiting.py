"""What waits for one person on the panels of an organisation, and which steps they may confirm.

Everything here asks the database the same number of questions however many tenders there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from procurement.bids.models import Bid
from procurement.calculations.life import Move
from procurement.evaluation import permissions
from procurement.evaluation.models import (
    Disqualification,
    IndividualScore,
    PanelMember,
    PanelRole,
    Recusal,
    ReopenedScore,
    Score,
    ScoreCorrection,
    ScoreMove,
)
from procurement.evaluation.queries.conflicts import is_declared
from procurement.evaluation.queries.scores import criteria_for
from procurement.tenders.models import Criterion, Methodology, Proposal, State
from socialvalue.accounts.models import Organisation, User

ENDED = (State.TERMINATED, State.ARCHIVED)
NOT_YET_READ = frozenset({State.DRAFT, State.PUBLISHED, State.CLOSED})
"""States in which nobody on the panel has anything to score."""

Key = tuple[Any, Any]
"""The keys of a bid and of a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One seat of a person: what they have to do there. Counts are of their own work alone.

    `unexplained` is how many of their scores move without their reason; `agrees` whether they lead
    the panel to agreed scores now.
    """

    member: PanelMember
    declares: bool
    done: int
    total: int
    unexplained: int
    agrees: bool

    @property
    def scores(self) -> bool:
        """Whether there is something to score now."""
        return self.member.tender.state in {State.SCORING, State.CONSENSUS} and not self.declares


def waiting_for(user: User, organisation: Organisation) -> list[Waiting]:
    """Return the seats that somebody has in an organisation's tenders, newest tender first."""
    seats = PanelMember.objects.serving().filter(user=user.pk, tender__organisation=organisation)
    standing = Prefetch("recusals", Recusal.objects.standing(), to_attr="standing")
    members = list(
        seats.exclude(tender__state__in=ENDED)
        .select_related("tender", "user")
        .prefetch_related("lots", "declarations", standing)
        .order_by("-tender__created_at")
    )
    return _Work(members).waiting()


class _Work:
    """What the seats of one person have to do, read at once."""

    def __init__(self, members: list[PanelMember]) -> None:
        self.members = members
        opened = [each.tender_id for each in members if each.tender.shows_bids]
        moderated = [each.tender_id for each in members if each.tender.state == State.CONSENSUS]
        self.bids = _bids_by_tender(opened)
        self.criteria = _criteria_by_tender(opened)
        self.given = _latest_by_member(members)
        self.agreed = _agreed_in(moderated)
        self.explained = _explained_by(members)
        proposals = Proposal.objects.open().filter(tender__in=moderated, move=Move.LOCK_QUALITY)
        self.lock_is_proposed = set(proposals.values_list("tender_id", flat=True))

    def waiting(self) -> list[Waiting]:
        """Return what waits at each seat."""
        return [self._at(member) for member in self.members]

    def _at(self, member: PanelMember) -> Waiting:
        """Return what waits at one seat."""
        tender = member.tender
        if tender.shows_bids:
            bidders = [bid.bidder for bid in self.bids[tender.pk]]
            declares = not is_declared(member, bidders=bidders)
        else:
            declares = not member.declarations.all()
        reads = tender.shows_bids and tender.state not in NOT_YET_READ and not declares
        expected = self._expected(member) if reads else []
        given = self.given[member.pk]
        return Waiting(
            member=member,
            declares=declares,
            done=sum(key in given and not given[key].is_reopened for key in expected),
            total=len(expected),
            unexplained=sum(self._is_unexplained(given.get(key), key) for key in expected),
            agrees=(
                tender.state == State.CONSENSUS
                and member.role == PanelRole.MODERATOR
                and not declares
                and tender.pk not in self.lock_is_proposed
            ),
        )

    def _expected(self, member: PanelMember) -> list[Key]:
        """Return the bids and questions that an evaluator scores."""
        if member.role != PanelRole.EVALUATOR:
            return []
        away = {recusal.bidder_id for recusal in member.standing}
        return [
            (bid.pk, criterion.pk)
            for bid in self.bids[member.tender_id]
            if not bid.is_set_aside and bid.bidder_id not in away and member.scores_lot(bid.lot_id)
            for criterion in criteria_for(bid, self.criteria[member.tender_id])
            if member.scores_section(criterion.section)
        ]

    def _is_unexplained(self, given: IndividualScore | None, key: Key) -> bool:
        """Whether a score moves to the agreed one and its evaluator has not said why."""
        points = self.agreed.get(key)
        if given is None or given.points is None or points in {None, given.points}:
            return False
        return (given.pk, points) not in self.explained


def _bids_by_tender(tenders: Collection[Any]) -> dict[Any, list[Bid]]:
    """Return the admitted bids of tenders; each says whether it is set aside."""
    found: dict[Any, list[Bid]] = defaultdict(list)
    aside = Disqualification.objects.filter(bid=OuterRef("pk"))
    bids = Bid.objects.admitted().filter(tender__in=tenders).select_related("bidder")
    for bid in bids.annotate(is_set_aside=Exists(aside)):
        found[bid.tender_id].append(bid)
    return found


def _criteria_by_tender(tenders: Collection[Any]) -> dict[Any, list[Criterion]]:
    """Return the questions of the method that counts, by tender."""
    published = Methodology.objects.filter(tender__in=tenders, published_at__isnull=False)
    counts = {each.tender_id: each.pk for each in published.order_by("number")}
    of_tender = {methodology: tender for tender, methodology in counts.items()}
    found: dict[Any, list[Criterion]] = defaultdict(list)
    criteria = Criterion.objects.filter(methodology__in=of_tender)
    for criterion in criteria.prefetch_related(Prefetch("lots", to_attr="only_lots")):
        found[of_tender[criterion.methodology_id]].append(criterion)
    return found


def _latest_by_member(members: Iterable[PanelMember]) -> dict[Any, dict[Key, IndividualScore]]:
    """Return each member's own scores that count, by the keys of bid and question."""
    found: dict[Any, dict[Key, IndividualScore]] = defaultdict(dict)
    reopened = ReopenedScore.objects.filter(score=OuterRef("pk"))
    scores = IndividualScore.objects.filter(member__in=[each.pk for each in members])
    for score in scores.annotate(is_reopened=Exists(reopened)).order_by("version"):
        found[score.member_id][score.bid_id, score.criterion_id] = score
    return found


def _agreed_in(tenders: Collection[Any]) -> dict[Key, Decimal]:
    """Return the agreed points that count, by the keys of bid and question."""
    scores = Score.objects.filter(bid__tender__in=tenders).order_by("version")
    return {(score.bid_id, score.criterion_id): score.points for score in scores}


def _explained_by(members: Iterable[PanelMember]) -> set[tuple[Any, Decimal]]:
    """Return which own scores were explained, each with the points that it moved to."""
    own = [each.pk for each in members]
    moves = ScoreMove.objects.filter(individual__member__in=own).select_related("score")
    return {(move.individual_id, move.score.points) for move in moves}


# --- Steps of two people --------------------------------------------------------------------------
def seats_in_the_way(user: User, organisation: Organisation) -> tuple[set[Any], set[Any]]:
    """Return the tenders in which somebody opens nothing, and those in which they confirm no score.

    The same people as `permissions.took_part`, and as those whom `permissions.may_confirm_lock`
    keeps out whatever their role.
    """
    took_part = permissions.took_part_in(organisation, user=user)
    away = PanelMember.objects.filter(
        user=user.pk,
        tender__organisation=organisation,
        recusals__isnull=False,
        recusals__lifted_at=None,
    )
    return took_part, took_part | set(away.values_list("tender_id", flat=True))


def corrections_to_decide(organisation: Organisation, *, user: User) -> list[ScoreCorrection]:
    """Return the corrections that others proposed and nobody has decided, the oldest first."""
    corrections = ScoreCorrection.objects.open().filter(
        score__bid__tender__organisation=organisation,
        score__bid__tender__state=State.PRICE_OPENED,
    )
    others = corrections.exclude(proposer=user.pk).select_related("score__bid__tender")
    return list(others.order_by("proposed_at"))
