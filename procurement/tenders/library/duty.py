"""Where the Social Value Act 2012 asks a buyer to consider before it begins: sourced data."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from procurement.tenders.models import MainCategory
from socialvalue.accounts.models import Nation
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

DUTY_FILE = Path(__file__).resolve().parents[1] / "data" / "duty.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """Where the Act does not reach, and what is there in its place."""

    nations: tuple[str, ...]
    categories: tuple[str, ...]
    text: str
    source: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyText:
    """What the Act asks, and of whom."""

    title: str
    source: str
    is_confirmed: bool
    asks: tuple[str, ...]
    nations: tuple[str, ...]
    categories: tuple[str, ...]
    beyond: tuple[Beyond, ...]

    def reaches(self, *, nation: str, category: str) -> bool:
        """Whether the Act asks it of a procurement of that nation and main category."""
        return nation in self.nations and category in self.categories

    def why_not(self, *, nation: str, category: str) -> Beyond | None:
        """Return why it does not reach a procurement, or None where it does."""
        for each in self.beyond:
            if nation in each.nations or category in each.categories:
                return each
        return None


@cache
def duty() -> DutyText:
    """Return what the Act asks. Raises DataFileWrong, which names the file and the line."""
    return duty_from(DUTY_FILE)


def duty_from(path: Path) -> DutyText:
    """Return the duty that a file describes. Raises DataFileWrong."""
    return File(path).read(_duty)


def _duty(part: Part) -> DutyText:
    """Return the duty of a document."""
    part.one_of("format", ("sv-duty/1.0",))
    part.day("as_at")
    return DutyText(
        title=part.text("title"),
        source=part.text("source"),
        is_confirmed=part.truth("is_confirmed"),
        asks=part.texts("asks"),
        nations=part.codes("nations", dict(Nation.choices)),
        categories=part.codes("categories", dict(MainCategory.choices)),
        beyond=tuple(_beyond(each) for each in part.parts("beyond")),
    )


def _beyond(part: Part) -> Beyond:
    """Return one place where the Act does not reach."""
    when = part.part("when")
    return Beyond(
        nations=when.optional("nations", when.codes) or (),
        categories=when.optional("categories", when.codes) or (),
        text=part.text("text"),
        source=part.text("source"),
        is_confirmed=part.truth("is_confirmed"),
    )
