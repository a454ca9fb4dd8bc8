"""How a decision came about, for the file: panel, declarations, scores and moves, steps, enquiries.

Plain values in the words of the report. The number of queries does not grow with the bids.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from procurement.evaluation.models import (
    Draw,
    IndividualScore,
    PriceEnquiry,
    Score,
    ScoreCorrection,
    ScoreMove,
)
from procurement.tenders.models import Tender
from procurement.tenders.queries import methodology_of
from socialvalue.audit.queries import events_of
from socialvalue.core.forms.dates import in_words

Row = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of a tender's record: how many events, and the fingerprint of the last."""

    length: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """How a decision came about. Panel members are named by their codes."""

    panel: list[Row]
    declarations: list[Row]
    recusals: list[Row]
    moderation: list[tuple[str, list[Row]]]
    corrections: list[str]
    enquiries: list[Row]
    draws: list[str]
    steps: list[Row]
    approvals: list[Row]
    letters: list[Row]
    method_fingerprint: str
    head: Head


def file_record_of(tender: Tender) -> FileRecord:
    """Return how the decision on a tender came about. Ask first who may read it."""
    return FileRecord(
        panel=_panel(tender),
        declarations=_declarations(tender),
        recusals=_recusals(tender),
        moderation=_moderation(tender),
        corrections=_corrections(tender),
        enquiries=_enquiries(tender),
        draws=_draws(tender),
        steps=_steps(tender),
        approvals=_approvals(tender),
        letters=_letters(tender),
        method_fingerprint=methodology_of(tender).fingerprint or "not recorded",
        head=head_of(tender),
    )


def head_of(tender: Tender) -> Head:
    """Return the end of a tender's record."""
    last = events_of(tender).last()
    return Head(length=last.sequence, hash=last.hash) if last else Head(length=0, hash="")


def _panel(tender: Tender) -> list[Row]:
    """Return who sat on the panel, by code: role, part of the method, lots, from when to when."""
    members = tender.panel.prefetch_related("lots").order_by("position")
    return [
        [
            member.code,
            member.get_role_display(),
            ", ".join(part.replace("_", " ") for part in member.sections) or "all sections",
            ", ".join(f"lot {lot.code}" for lot in member.lots.all()) or "all lots",
            in_words(member.added_at),
            f"{in_words(member.left_at)}: {member.left_because}" if member.left_at else "",
        ]
        for member in members
    ]


def _declarations(tender: Tender) -> list[Row]:
    """Return what each panel member declared, and what was decided about it."""
    rows = []
    for member in tender.panel.prefetch_related("declarations__mitigations").order_by("position"):
        for declaration in member.declarations.all():
            decided = [
                f"{each.get_outcome_display()}. {each.reason} ({each.decided_by})"
                for each in declaration.mitigations.all()
            ]
            rows.append(
                [
                    member.code,
                    declaration.get_stage_display(),
                    in_words(declaration.declared_at),
                    declaration.statement if declaration.has_interest else "no interest",
                    "\n".join(decided),
                ]
            )
    return rows


def _recusals(tender: Tender) -> list[Row]:
    """Return who kept away from which bidder, and why."""
    rows = []
    for member in tender.panel.prefetch_related("recusals__bidder").order_by("position"):
        for recusal in member.recusals.all():
            lifted = f"Lifted: {recusal.lifted_because}" if recusal.lifted_at else ""
            rows.append([member.code, recusal.bidder.name, recusal.reason, lifted])
    return rows


def _moderation(tender: Tender) -> list[tuple[str, list[Row]]]:
    """Return for each bid and question what each gave, what was agreed, and why points moved."""
    given = _given(tender)
    moves = _moves(tender)
    agreed = Score.objects.filter(bid__tender=tender, superseded_by=None)
    bids: dict[Any, tuple[str, list[Row]]] = {}
    for score in agreed.select_related("bid__bidder", "criterion").order_by(
        "bid__position", "position"
    ):
        key = (score.bid_id, score.criterion_id)
        title = f"{score.bid.bidder.name} ({score.bid.code})"
        _, rows = bids.setdefault(score.bid_id, (title, []))
        rows.append(
            [
                f"{score.criterion.code} {score.criterion.title}",
                "\n".join(given[key]) or "none recorded",
                f"{score.points:f}",
                "\n".join(moves[key]) or "nobody moved",
            ]
        )
    return list(bids.values())


def _given(tender: Tender) -> defaultdict[Any, list[str]]:
    """Return what each evaluator gave by bid and question, every version of it."""
    found: defaultdict[Any, list[str]] = defaultdict(list)
    scores = IndividualScore.objects.filter(bid__tender=tender)
    for score in scores.order_by("position", "version"):
        points = "abstained" if score.is_abstention else f"{score.points:f}"
        anew = f" (scored anew: {score.reopened_because})" if score.reopened_because else ""
        comment = f". {score.comment}" if score.comment else ""
        said = f"{score.evaluator}: {points}{anew}{comment}"
        found[score.bid_id, score.criterion_id].append(said)
    return found


def _moves(tender: Tender) -> defaultdict[Any, list[str]]:
    """Return why evaluators' points moved to the agreed ones, by bid and question."""
    found: defaultdict[Any, list[str]] = defaultdict(list)
    moves = ScoreMove.objects.filter(score__bid__tender=tender).select_related(
        "score", "individual"
    )
    for move in moves.order_by("said_at"):
        found[move.score.bid_id, move.score.criterion_id].append(
            f"{move.individual.evaluator}: {move.individual.points:f} to {move.score.points:f}. "
            f"{move.reason} ({move.get_way_display().lower()})"
        )
    return found


def _corrections(tender: Tender) -> list[str]:
    """Return the corrections that were made with prices known, each by two people."""
    found = ScoreCorrection.objects.filter(score__bid__tender=tender, is_confirmed=True)
    return [
        f"{each.score.bid.bidder.name}, {each.score.criterion.code}: {each.score.points:f} points "
        f"became {each.points:f}, with prices known. {each.change_reason} (proposed by "
        f"{each.proposed_by}, confirmed by {each.decided_by} on {in_words(each.decided_at)})"
        for each in found.select_related("score__bid__bidder", "score__criterion")
    ]


def _enquiries(tender: Tender) -> list[Row]:
    """Return what bidders were asked about abnormally low prices, and what was decided."""
    found = PriceEnquiry.objects.filter(bid__tender=tender).select_related("bid__bidder")
    return [
        [
            each.bid.bidder.name,
            f"{each.notice} ({in_words(each.notified_at)})",
            each.answer or "no answer",
            f"{each.get_outcome_display()}. {each.reason} ({each.concluded_by})"
            if each.outcome
            else "not concluded",
        ]
        for each in found.order_by("bid__position")
    ]


def _draws(tender: Tender) -> list[str]:
    """Return the draws: which lot, when, before whom, and the order."""
    draws = Draw.objects.filter(lot__tender=tender).select_related("lot")
    return [
        f"Lot {draw.lot.code}, {in_words(draw.drawn_at)}, before {draw.witnessed_by}: "
        + ", ".join(place.bid.code for place in draw.places.all())
        for draw in draws.prefetch_related("places__bid").order_by("position")
    ]


def _steps(tender: Tender) -> list[Row]:
    """Return every step of the tender's life."""
    return [
        [in_words(step.moved_at), step.get_move_display(), step.moved_by, step.reason]
        for step in tender.state_changes.order_by("number")
    ]


def _approvals(tender: Tender) -> list[Row]:
    """Return every step that took two people: who proposed it, who decided, and how."""
    return [
        [
            proposal.get_move_display(),
            f"{proposal.proposed_by}, {in_words(proposal.proposed_at)}",
            _decision(proposal),
            proposal.refused_because or proposal.note,
        ]
        for proposal in tender.proposals.order_by("proposed_at")
    ]


def _decision(proposal: Any) -> str:
    """Return who confirmed or refused a proposal, and when."""
    if proposal.is_confirmed is None:
        return "waits"
    did = "confirmed" if proposal.is_confirmed else "refused"
    return f"{did} by {proposal.decided_by}, {in_words(proposal.decided_at)}"


def _letters(tender: Tender) -> list[Row]:
    """Return the packs of letters that were issued."""
    packs: Iterable[Any] = tender.letter_packs.issued().order_by("number")
    return [
        [
            f"Pack {pack.number}",
            f"{in_words(pack.issued_at)}, {pack.issued_by}",
            pack.because,
            pack.sha256,
        ]
        for pack in packs
    ]
