"""The panel, its declarations and conflicts in the words of the officer's pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from procurement.bids.models import Bidder
from procurement.evaluation.models import (
    Declaration,
    DeclarationStage,
    Mitigation,
    PanelMember,
    PanelRole,
)
from procurement.evaluation.queries.conflicts import (
    WANTED_EVALUATORS,
    last_declaration,
    undeclared,
)
from procurement.evaluation.queries.panel import Cover
from procurement.tenders.models import Section

ALL = "All"


def sections_words(member: PanelMember) -> str:
    """Return the sections that somebody scores."""
    if member.role == PanelRole.MODERATOR or not member.sections:
        return ALL
    return ", ".join(Section(section).label for section in member.sections)


def lots_words(member: PanelMember) -> str:
    """Return the lots that somebody scores; `lots` must have been fetched."""
    lots = list(member.lots.all())
    return ", ".join(lot.code for lot in lots) if lots else ALL


def member_row(member: PanelMember, *, bidders: Sequence[Bidder]) -> dict[str, Any]:
    """Return one member as the panel's page shows them."""
    standing = [each for each in member.recusals.all() if each.lifted_at is None]
    return {
        "member": member,
        "name": str(member.user),
        "email": member.user.email,
        "role": member.get_role_display(),
        "sections": sections_words(member),
        "lots": lots_words(member),
        "declared": declared_words(member, bidders=bidders),
        "kept_from": [each.bidder.name for each in standing],
    }


def declared_words(member: PanelMember, *, bidders: Sequence[Bidder]) -> dict[str, Any]:
    """Return whether a member has declared what the stage asks for, in words and a colour."""
    if not member.tender.shows_bids:
        before = last_declaration(member, DeclarationStage.BEFORE_OPENING)
        return _missing("Has not declared yet") if before is None else _made(before)
    after = last_declaration(member, DeclarationStage.AFTER_OPENING)
    if after is None:
        return _missing("Has not declared against the bidders")
    if new := undeclared(member, bidders=bidders):
        return _missing(f"Has not declared against {', '.join(bidder.name for bidder in new)}")
    return _made(after)


def _missing(words: str) -> dict[str, Any]:
    """Return that a declaration is missing."""
    return {"tag": "Missing", "text": words, "colour": "red", "is_open": True}


def _made(declaration: Declaration) -> dict[str, Any]:
    """Return that a declaration was made."""
    if declaration.has_interest:
        return {"tag": "Interest declared", "text": "", "colour": "orange", "is_open": False}
    return {"tag": "No interest", "text": "", "colour": "green", "is_open": False}


def cover_rows(cover: Iterable[Cover], *, several_lots: bool) -> list[dict[str, Any]]:
    """Return how many evaluators each section has, and whether that is enough."""
    rows = []
    for each in cover:
        lot = f"Lot {each.lot.code}, " if several_lots else ""
        section = Section(each.section).label
        bid = f": {each.bid.bidder.name}" if each.bid else ""
        enough = each.evaluators >= WANTED_EVALUATORS
        text, colour = ("Nobody", "red") if not each.evaluators else ("Only one", "orange")
        rows.append(
            {
                "what": f"{lot}{section.lower() if lot else section}{bid}",
                "evaluators": each.evaluators,
                "text": "Enough" if enough else text,
                "colour": "green" if enough else colour,
            }
        )
    return rows


def conflict_rows(members: Iterable[PanelMember]) -> list[dict[str, Any]]:
    """Return what each member has declared, the newest first, with what was decided on it."""
    return [
        {
            "member": member,
            "name": str(member.user),
            "role": member.get_role_display(),
            "left": member.left_at,
            "declarations": [_declared(each) for each in _newest_first(member)],
            "recusals": list(member.recusals.all()),
        }
        for member in members
    ]


def _newest_first(member: PanelMember) -> list[Declaration]:
    """Return the declarations of a member."""
    return sorted(member.declarations.all(), key=lambda each: -each.number)


def _declared(declaration: Declaration) -> dict[str, Any]:
    """Return one declaration, and the decision that counts."""
    decisions = sorted(declaration.mitigations.all(), key=lambda each: each.number)
    return {
        "declaration": declaration,
        "stage": declaration.get_stage_display(),
        "against": len(declaration.bidders),
        "decision": decisions[-1] if decisions else None,
        "earlier": decisions[:-1],
        "is_undecided": declaration.has_interest and not decisions,
    }


def assessment_rows(members: Iterable[PanelMember]) -> list[dict[str, str]]:
    """Return the table of the conflicts assessment: every interest, and every step about it."""
    rows = []
    for member in members:
        who = f"{member.user} ({member.code}, {member.get_role_display().lower()})"
        for declaration in sorted(member.declarations.all(), key=lambda each: each.number):
            if not declaration.has_interest:
                continue
            steps = [_step(each) for each in declaration.mitigations.all()]
            steps += [
                f"Keeps away from {each.bidder.name}."
                for each in member.recusals.all()
                if each.declaration_id == declaration.pk and each.lifted_at is None
            ]
            rows.append(
                {
                    "who": who,
                    "when": declaration,
                    "interest": declaration.statement,
                    "steps": steps,
                }
            )
        rows += [
            {
                "who": who,
                "when": None,
                "interest": recusal.reason,
                "steps": [f"Kept away from {recusal.bidder.name} by {recusal.recused_by}."],
            }
            for recusal in member.recusals.all()
            if recusal.declaration_id is None and recusal.lifted_at is None
        ]
    return rows


def _step(mitigation: Mitigation) -> str:
    """Return a decision as a sentence."""
    return f"{mitigation.get_outcome_display()}: {mitigation.reason} ({mitigation.decided_by})"


def open_points(members: Iterable[PanelMember], *, bidders: Sequence[Bidder]) -> list[str]:
    """Return what is still missing from the conflicts assessment."""
    found = []
    for member in members:
        if member.left_at is None:
            state = declared_words(member, bidders=bidders)
            if state["is_open"]:
                found.append(
                    f"{member.user} ({member.code}): {state['text'][0].lower()}{state['text'][1:]}."
                )
        found += [
            f"{member.user} ({member.code}) declared an interest on which nothing is decided yet."
            for declaration in member.declarations.all()
            if declaration.has_interest and not declaration.mitigations.all()
        ]
    return found
