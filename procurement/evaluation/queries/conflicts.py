"""Reads about interests: who has declared what, what was decided, and whether scoring may start."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from procurement.bids.models import Bidder
from procurement.evaluation.models import (
    Declaration,
    DeclarationStage,
    PanelMember,
    PanelRole,
    Recusal,
)
from procurement.evaluation.queries.panel import Cover, bidders_of, cover_of, of_tender
from procurement.evaluation.queries.seats import misplaced
from procurement.tenders.models import Section, Tender

WANTED_EVALUATORS = 2
"""How many evaluators each question of a bid should have: one alone cannot be moderated."""


def with_declarations(members: QuerySet[PanelMember]) -> QuerySet[PanelMember]:
    """Return the members with their declarations, decisions on them, and recusals."""
    declarations = Declaration.objects.order_by("number").prefetch_related("mitigations")
    recusals = Recusal.objects.select_related("bidder")
    return members.prefetch_related(
        Prefetch("declarations", declarations), Prefetch("recusals", recusals)
    )


def conflicts_of(tender: Tender) -> list[PanelMember]:
    """Return everybody who ever sat on the panel, with all they declared and what came of it."""
    members = tender.panel.select_related("user").prefetch_related("lots")
    return of_tender(with_declarations(members).order_by("position"), tender)


def interests_declared(tender: Tender) -> QuerySet[Declaration]:
    """Return the declarations of a tender's panel that declare an interest."""
    declarations = Declaration.objects.filter(member__tender=tender, has_interest=True)
    return declarations.select_related("member__user", "member__tender")


def recusals_that_stand(tender: Tender) -> QuerySet[Recusal]:
    """Return the recusals of a tender's panel that were not lifted."""
    recusals = Recusal.objects.standing().filter(member__tender=tender)
    return recusals.select_related("member__user", "member__tender", "bidder")


def last_declaration(member: PanelMember, stage: str) -> Declaration | None:
    """Return what a member declared last for a stage, from declarations fetched or not."""
    made = [each for each in member.declarations.all() if each.stage == stage]
    return max(made, key=lambda each: each.number, default=None)


def undeclared(member: PanelMember, *, bidders: Iterable[Bidder]) -> list[Bidder]:
    """Return the bidders that a member's last declaration after opening does not cover.

    All of them if there was none.
    """
    last = last_declaration(member, DeclarationStage.AFTER_OPENING)
    covered = set(last.bidders) if last else set()
    return [bidder for bidder in bidders if bidder.code not in covered]


def is_declared(member: PanelMember, *, bidders: Iterable[Bidder]) -> bool:
    """Whether a member has declared after opening against every bidder there is."""
    last = last_declaration(member, DeclarationStage.AFTER_OPENING)
    return last is not None and not undeclared(member, bidders=bidders)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands in the way of scoring, and what should be looked at first."""

    blocks: tuple[str, ...]
    warnings: tuple[str, ...]


def readiness_of(tender: Tender) -> Readiness:
    """Return whether scoring may start: everybody declared, every question has an evaluator."""
    bidders = bidders_of(tender)
    members = of_tender(
        with_declarations(tender.panel.serving().select_related("user")).order_by("position"),
        tender,
    )
    blocks = [] if bidders else ["No bid stands."]
    if not any(member.role == PanelRole.MODERATOR for member in members):
        blocks.append("The panel has no moderator.")
    blocks += [
        f"{member.user} ({member.code}) has not declared their interests in the bidders."
        for member in members
        if not is_declared(member, bidders=bidders)
    ]
    blocks += [
        f"{member.user} ({member.code}) {why_not}."
        for member, why_not in misplaced(tender, members=members)
    ]
    cover = cover_of(tender)
    blocks += [f"Nobody scores {_scope(each)}." for each in cover if each.evaluators == 0]
    warnings = [
        f"Only one evaluator scores {_scope(each)}: there is nobody to check their view against."
        for each in cover
        if 0 < each.evaluators < WANTED_EVALUATORS
    ]
    return Readiness(tuple(blocks), tuple(warnings))


def _scope(cover: Cover) -> str:
    """Return a section of a lot, or of one bid, in words."""
    section = Section(cover.section).label.lower()
    if cover.bid is None:
        return f"{section} in lot {cover.lot.code}"
    return f"{section} of the bid {cover.bid.code} of {cover.bid.bidder.name}"
