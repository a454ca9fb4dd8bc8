"""How areas for action lie beside the policy outcomes of central government: our proposal."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

CROSSWALK_FILE = Path(__file__).resolve().parents[1] / "data" / "crosswalk.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One policy outcome of a model. `key` is model and code, such as "ppn-002:4"."""

    key: str
    code: str
    title: str
    theme: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeModel:
    """One social value model, with its outcomes and the days it applies."""

    code: str
    title: str
    source: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    outcomes: tuple[Outcome, ...]

    def applies_on(self, day: dt.date) -> bool:
        """Whether a procurement that commenced that day may use it."""
        starts = self.effective_from is None or self.effective_from <= day
        return starts and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossLink:
    """An area for action beside an outcome, how strongly, and why."""

    area: str
    outcome: Outcome
    is_primary: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """The models and the links between them and the areas, both ways. A proposal until approved."""

    status: str
    author: str
    models: tuple[OutcomeModel, ...]
    links: tuple[CrossLink, ...]
    gaps: tuple[str, ...]

    def of_area(self, area: str) -> list[CrossLink]:
        """Return the links of one area, in the order of the file."""
        return [link for link in self.links if link.area == area]

    def outcomes(self) -> dict[str, Outcome]:
        """Return every outcome by its key."""
        return {each.key: each for model in self.models for each in model.outcomes}

    def reached_by(self, areas: Iterable[str]) -> set[str]:
        """Return the keys of the outcomes that at least one of these areas lies beside."""
        chosen = set(areas)
        return {link.outcome.key for link in self.links if link.area in chosen}

    def without_area(self, wanted: Iterable[str], *, areas: Iterable[str]) -> list[Outcome]:
        """Return the wanted outcomes that none of the areas lies beside."""
        reached, known = self.reached_by(areas), self.outcomes()
        return [known[key] for key in wanted if key in known and key not in reached]

    def without_outcome(self, areas: Iterable[str], *, wanted: Iterable[str]) -> list[str]:
        """Return the areas that lie beside none of the wanted outcomes."""
        keys = set(wanted)
        return [
            area
            for area in areas
            if not any(link.outcome.key in keys for link in self.of_area(area))
        ]


@cache
def crosswalk() -> Crosswalk:
    """Return the crosswalk. Raises DataFileWrong, which names the file and the line."""
    return crosswalk_from(CROSSWALK_FILE)


def crosswalk_from(path: Path) -> Crosswalk:
    """Return the crosswalk that a file describes. Raises DataFileWrong."""
    return File(path).read(_crosswalk)


def _crosswalk(part: Part) -> Crosswalk:
    """Return the crosswalk of a document; a link names a model and an outcome that are there."""
    part.one_of("format", ("sv-crosswalk/1.0",))
    part.day("as_at")
    models = tuple(_model(each) for each in part.parts("models"))
    outcomes = {outcome.key: outcome for model in models for outcome in model.outcomes}
    links: list[CrossLink] = []
    for each in part.parts("links"):
        key = f"{each.text('model')}:{each.text('outcome')}"
        if key not in outcomes:
            raise each.wrong("outcome", f"is {key}, which no model has")
        is_primary = each.one_of("strength", ("primary", "secondary")) == "primary"
        links += [
            CrossLink(
                area=area,
                outcome=outcomes[key],
                is_primary=is_primary,
                reason=each.text("reason"),
            )
            for area in each.codes("areas")
        ]
    return Crosswalk(
        status=part.one_of("status", ("proposed", "approved")),
        author=part.text("author"),
        models=models,
        links=tuple(links),
        gaps=part.texts("gaps"),
    )


def _model(part: Part) -> OutcomeModel:
    """Return one social value model."""
    code = part.text("code")
    return OutcomeModel(
        code=code,
        title=part.text("title"),
        source=part.text("source"),
        effective_from=part.or_null("effective_from", part.day),
        effective_to=part.or_null("effective_to", part.day),
        outcomes=tuple(
            Outcome(
                key=f"{code}:{each.text('code')}",
                code=each.text("code"),
                title=each.text("title"),
                theme=each.text("theme"),
                model=part.text("title"),
            )
            for each in part.parts("outcomes")
        ),
    )
