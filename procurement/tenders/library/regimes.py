"""What each law asks of a method: dated, sourced data."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from procurement.tenders.models import Regime, Section
from socialvalue.accounts.models import Nation
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

REGIMES_FILE = Path(__file__).resolve().parents[1] / "data" / "regimes.yaml"
NATIONS = dict(Nation.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """One thing the law says of criteria, with its source."""

    text: str
    source: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCriterion:
    """A criterion that the law names, and the section of a method where it belongs."""

    code: str
    title: str
    section: str
    nations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeText:
    """One law. Open ends of its dates are None."""

    code: str
    title: str
    commenced_from: dt.date | None
    commenced_to: dt.date | None
    nations: tuple[str, ...]
    source: str
    is_confirmed: bool
    standstill: str
    letters: str
    guidance: tuple[Guidance, ...]
    key_criteria: tuple[KeyCriterion, ...]
    key_criteria_source: str
    key_criteria_confirmed: bool

    def covers(self, day: dt.date) -> bool:
        """Whether a procurement that commenced that day may be run under it."""
        starts = self.commenced_from is None or self.commenced_from <= day
        return starts and (self.commenced_to is None or day <= self.commenced_to)

    def key_criteria_in(self, nation: str) -> tuple[KeyCriterion, ...]:
        """Return the criteria that it names in a nation."""
        return tuple(each for each in self.key_criteria if nation in each.nations)


@cache
def regimes() -> dict[str, RegimeText]:
    """Return every law by its code. Raises DataFileWrong, which names the file and the line."""
    return regimes_from(REGIMES_FILE)


def regimes_from(path: Path) -> dict[str, RegimeText]:
    """Return the laws that a file describes. Raises DataFileWrong."""
    return File(path).read(_regimes)


def _regimes(part: Part) -> dict[str, RegimeText]:
    """Return the laws of a document: exactly those that a tender may be run under."""
    part.one_of("format", ("sv-regimes/1.0",))
    part.day("as_at")
    found = {regime.code: regime for regime in map(_regime, part.parts("regimes"))}
    if missing := set(Regime.values) - found.keys():
        raise part.wrong("regimes", f"leaves out {', '.join(sorted(missing))}")
    return found


def _regime(part: Part) -> RegimeText:
    """Return one law."""
    return RegimeText(
        code=part.one_of("code", tuple(Regime.values)),
        title=part.text("title"),
        commenced_from=part.or_null("commenced_from", part.day),
        commenced_to=part.or_null("commenced_to", part.day),
        nations=part.codes("nations", NATIONS),
        source=part.text("source"),
        is_confirmed=part.truth("is_confirmed"),
        standstill=part.text("standstill"),
        letters=part.text("letters"),
        guidance=tuple(
            Guidance(
                text=each.text("text"),
                source=each.text("source"),
                is_confirmed=each.truth("is_confirmed"),
            )
            for each in part.parts("guidance")
        ),
        key_criteria=tuple(
            KeyCriterion(
                code=each.text("code"),
                title=each.text("title"),
                section=each.one_of("section", tuple(Section.values)),
                nations=each.codes("nations", NATIONS),
            )
            for each in part.parts("key_criteria")
        ),
        key_criteria_source=part.optional("key_criteria_source", part.text) or "",
        key_criteria_confirmed=part.optional("key_criteria_confirmed", part.truth) or False,
    )
