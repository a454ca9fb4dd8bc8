"""For whom a lot may be reserved, where and from when: dated, sourced data."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from procurement.tenders.models import BuyerKind, Regime, ReservedFor, Tender
from socialvalue.accounts.models import Nation
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

RESERVATIONS_FILE = Path(__file__).resolve().parents[1] / "data" / "reservations.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationText:
    """One way to reserve a lot. `buyer_kinds` None is all; `names_area`: it needs an area."""

    code: str
    title: str
    regimes: tuple[str, ...]
    nations: tuple[str, ...]
    buyer_kinds: tuple[str, ...] | None
    effective_from: dt.date | None
    names_area: bool
    source: str
    is_confirmed: bool
    advice: str

    def why_not(self, tender: Tender) -> str:
        """Return in words why it is not open to a tender; empty where it is."""
        if tender.regime not in self.regimes:
            laws = ", ".join(Regime(code).label for code in self.regimes)
            return f"Only for procurements under: {laws}. {self.source}"
        if tender.nation not in self.nations:
            nations = ", ".join(Nation(code).label for code in self.nations)
            return f"Only in: {nations}. {self.source}"
        if self.buyer_kinds is not None and tender.buyer_kind not in self.buyer_kinds:
            kinds = ", ".join(BuyerKind(code).label for code in self.buyer_kinds)
            return f"Only for: {kinds}. {self.source}"
        if self.effective_from is not None and tender.commenced_on < self.effective_from:
            return f"Only for procurements that commence from {self.effective_from:%-d %B %Y}."
        return ""


@cache
def reservations() -> dict[str, ReservationText]:
    """Return every way by its code. Raises DataFileWrong, which names the file and the line."""
    return reservations_from(RESERVATIONS_FILE)


def reservations_from(path: Path) -> dict[str, ReservationText]:
    """Return the ways that a file describes. Raises DataFileWrong."""
    return File(path).read(_reservations)


def _reservations(part: Part) -> dict[str, ReservationText]:
    """Return the ways of a document."""
    part.one_of("format", ("sv-reservations/1.0",))
    part.day("as_at")
    return {each.code: each for each in map(_reservation, part.parts("reservations"))}


def _reservation(part: Part) -> ReservationText:
    """Return one way to reserve a lot."""
    kinds = part.needed("buyer_kinds")
    return ReservationText(
        code=part.one_of("code", tuple(ReservedFor.values)),
        title=part.text("title"),
        regimes=part.codes("regimes", dict(Regime.choices)),
        nations=part.codes("nations", dict(Nation.choices)),
        buyer_kinds=None if kinds is None else part.codes("buyer_kinds", dict(BuyerKind.choices)),
        effective_from=part.or_null("effective_from", part.day),
        names_area=part.truth("names_area"),
        source=part.text("source"),
        is_confirmed=part.truth("is_confirmed"),
        advice=part.text("advice").strip(),
    )
