"""The kinds of letter, and the wording that comes with the tool: dated, sourced data."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from procurement.evaluation.models import Audience
from procurement.tenders.models import Regime
from socialvalue.calculations import letter_text
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

KINDS_FILE = Path(__file__).resolve().parent / "data" / "letters.yaml"

WORDS = {
    "supplier": "The supplier's name",
    "reference": "Your reference of the tender",
    "title": "The title of the tender",
    "buyer": "Your organisation's name",
    "lot": "The lot, such as “lot 1, Cleaning”, or “the whole contract”",
    "winner": "The winning supplier's name",
    "total": "The total score of the supplier's own tender",
    "today": "The day on which the letter is made",
    "notice_on": "The day on which the notice is, or will be, published",
    "standstill_ends": "The last day of the standstill period",
    "earliest": "The first day on which the contract may be entered into",
}
"""Placeholders that stand for a few words."""

BLOCKS = {
    "supplier_details": "Name, address, e-mail and identifier of the supplier",
    "award_criteria": "Every criterion with its weight and scale, and where they stand in full",
    "own_scores": "Each score of the supplier's own tender with its reason, sub-totals and total",
    "why_not": "Why the contract is not awarded to this supplier",
    "winning_scores": "The winner's name, scores and reasons",
    "relative_advantages": "For each criterion both scores, with the reason of the winner's",
    "standstill_calendar": "The standstill period, day by day; left out while no day is set",
}
"""Placeholders that stand for a part, on a line of their own."""

TOLD_BY_STANDSTILL = frozenset({"notice_on", "standstill_ends", "earliest"})
"""Words that there are only once the day of the notice is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of letter: the wording that comes with the tool, and what any wording must hold."""

    regime: str
    audience: str
    source: str
    needs_standstill: bool
    needed: tuple[str, ...]
    subject: str
    text: str

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{Regime(self.regime).label}: {Audience(self.audience).label.lower()}"


class KindUnknown(LookupError):
    """There is no such kind of letter."""


@cache
def kinds() -> tuple[Kind, ...]:
    """Return all kinds. Raises DataFileWrong, which names the file and line."""
    return kinds_from(KINDS_FILE)


def kinds_from(path: Path) -> tuple[Kind, ...]:
    """Return the kinds that a file describes. Raises DataFileWrong."""
    return File(path).read(_kinds)


def kind_of(*, regime: str, audience: str) -> Kind:
    """Return one kind. Raises KindUnknown."""
    for kind in kinds():
        if (kind.regime, kind.audience) == (regime, audience):
            return kind
    raise KindUnknown(f"There is no letter of {regime} for {audience}.")


def check(*, subject: str, text: str, kind: Kind) -> None:
    """Raise letter_text.TextWrong unless this wording can be used for a kind of letter."""
    if not subject.strip():
        raise letter_text.TextWrong("Enter the subject of the letter.")
    letter_text.check(subject, words=WORDS, blocks=(), needed=())
    letter_text.check(text, words=WORDS, blocks=BLOCKS, needed=kind.needed)


def _kinds(part: Part) -> tuple[Kind, ...]:
    part.one_of("format", ("sv-letters/1.0",))
    part.day("as_at")
    return tuple(_kind(each) for each in part.parts("kinds"))


def _kind(part: Part) -> Kind:
    known = dict.fromkeys([*WORDS, *BLOCKS], "")
    kind = Kind(
        regime=part.one_of("regime", tuple(Regime.values)),
        audience=part.one_of("audience", tuple(Audience.values)),
        source=part.text("source"),
        needs_standstill=part.truth("needs_standstill"),
        needed=part.codes("needed", known),
        subject=part.text("subject"),
        text=part.text("text"),
    )
    try:
        check(subject=kind.subject, text=kind.text, kind=kind)
    except letter_text.TextWrong as wrong:
        raise part.wrong("text", str(wrong)) from None
    return kind
