"""The frameworks and weighting rules that come with the product, read from their data files.

No database and no Django, so that a command can ask which areas for action exist without either.
Every fault names the file and the line.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from socialvalue.calculations import weight_rules
from socialvalue.calculations.documents import Part

from .yaml_files import File

DATA = Path(__file__).resolve().parent / "data"
FRAMEWORK_FILES = ("marmot-6.yaml", "marmot-8.yaml")
WEIGHT_RULES_FILE = "weight_rules.yaml"
KINDS = ("quantity", "percentage")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureText:
    """Something that can be counted. `kind` is quantity or percentage."""

    name: str
    unit: str
    kind: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaText:
    """An area for action: its published title, and our words about it."""

    code: str
    title: str
    meaning: str
    good: tuple[str, ...]
    questions: tuple[str, ...]
    measures: tuple[MeasureText, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveText:
    """An objective. `no_areas` says why, where none is published under it."""

    code: str
    order: int
    title: str
    short_title: str
    meaning: str
    no_areas: str
    areas: tuple[AreaText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkText:
    """A published framework. `fingerprint` changes when any of its words do."""

    code: str
    title: str
    publisher: str
    published_on: str
    source: str
    confidence: str
    note: str
    guidance_author: str
    guidance_dated: str
    guidance_note: str
    cautions: tuple[str, ...]
    objectives: tuple[ObjectiveText, ...]

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of everything the framework says."""
        return sha256(repr(self).encode()).hexdigest()

    def area_codes(self) -> frozenset[str]:
        """Return the codes of its areas for action."""
        return frozenset(area.code for objective in self.objectives for area in objective.areas)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRulesText:
    """The published weighting rules and the procurement thresholds.

    `terms` are the rules as the file has them, plain data, in the order of `rules`.
    """

    as_at: str
    method: tuple[str, ...]
    rules: tuple[weight_rules.Rule, ...]
    terms: tuple[dict[str, Any], ...]
    thresholds: tuple[weight_rules.Threshold, ...]
    thresholds_source: str

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of everything the rules say."""
        return sha256(repr(self).encode()).hexdigest()


def areas_for_action() -> dict[str, frozenset[str]]:
    """Return the codes of the areas for action of each published framework, by its code.

    Raises DataFileWrong.
    """
    return {text.code: text.area_codes() for text in published_frameworks()}


@cache
def published_frameworks() -> tuple[FrameworkText, ...]:
    """Return the frameworks that come with the product. Raises DataFileWrong."""
    return tuple(framework_from(DATA / name) for name in FRAMEWORK_FILES)


@cache
def published_weight_rules() -> WeightRulesText:
    """Return the weighting rules that come with the product. Raises DataFileWrong."""
    return weight_rules_from(DATA / WEIGHT_RULES_FILE)


@cache
def framework_from(path: Path) -> FrameworkText:
    """Return the framework that a file describes, with the files that it names.

    A framework that `extends` another has the other's objectives and cautions before its own.

    Raises DataFileWrong, which names the file and line, at the first thing that is wrong.
    """
    return File(path).read(lambda part: _framework(part, path))


def weight_rules_from(path: Path) -> WeightRulesText:
    """Return the weighting rules of a file of the format sv-weight-rules/1.0.

    Raises DataFileWrong, which names the file and line, at the first thing that is wrong.
    """
    return File(path).read(_weight_rules)


def _framework(part: Part, path: Path) -> FrameworkText:
    """Return one framework, or raise DataWrong or DataFileWrong."""
    part.one_of("format", ("sv-framework/1.0",))
    guidance = part.part("guidance")
    extends = part.optional("extends", part.text)
    base = framework_from(path.with_name(f"{extends}.yaml")) if extends else None
    objectives = tuple(_objective(objective, path) for objective in part.parts("objectives"))
    framework = FrameworkText(
        code=part.text("code"),
        title=part.text("title"),
        publisher=part.text("publisher"),
        published_on=part.text("published_on"),
        source=part.text("source"),
        confidence=part.one_of("confidence", ("high", "medium", "low")),
        note=part.text("note"),
        guidance_author=guidance.text("author"),
        guidance_dated=guidance.text("dated"),
        guidance_note=guidance.text("note"),
        cautions=base.cautions if base else part.texts("cautions"),
        objectives=(base.objectives if base else ()) + objectives,
    )
    _refuse_repeats(framework, part)
    return framework


def _objective(part: Part, path: Path) -> ObjectiveText:
    """Return one objective with the areas of the file it names, or with the reason it has none."""
    file = part.optional("areas", part.text)
    return ObjectiveText(
        code=part.text("code"),
        order=part.count("order"),
        title=part.text("title"),
        short_title=part.text("short_title"),
        meaning=part.text("meaning"),
        no_areas="" if file else part.text("no_areas"),
        areas=File(path.parent / file).read(_areas) if file else (),
    )


def _areas(part: Part) -> tuple[AreaText, ...]:
    """Return the areas for action of a file."""
    return tuple(_area(area) for area in part.parts("areas"))


def _area(part: Part) -> AreaText:
    """Return one area for action."""
    return AreaText(
        code=part.text("code"),
        title=part.text("title"),
        meaning=part.text("meaning"),
        good=part.texts("good"),
        questions=part.texts("questions"),
        measures=tuple(_measure(measure) for measure in part.parts("measures")),
        cautions=part.texts("cautions"),
    )


def _measure(part: Part) -> MeasureText:
    """Return one measure."""
    return MeasureText(
        name=part.text("name"),
        unit=part.text("unit"),
        kind=part.one_of("kind", KINDS),
        evidence=part.text("evidence"),
    )


def _refuse_repeats(framework: FrameworkText, part: Part) -> None:
    """Two objectives, or two areas, of one framework never share a code or a place."""
    for name in ("code", "order"):
        values = [getattr(objective, name) for objective in framework.objectives]
        if len(set(values)) != len(values):
            raise part.wrong("objectives", f"two objectives have the same {name}")
    codes = [area.code for objective in framework.objectives for area in objective.areas]
    if len(set(codes)) != len(codes):
        raise part.wrong("objectives", "two areas for action have the same code")


def _weight_rules(part: Part) -> WeightRulesText:
    """Return the rules and thresholds of a document."""
    part.one_of("format", ("sv-weight-rules/1.0",))
    return WeightRulesText(
        as_at=part.day("as_at").isoformat(),
        method=part.texts("method"),
        rules=weight_rules.rules_from(part.members),
        terms=tuple(part.members["rules"]),
        thresholds=weight_rules.thresholds_from(part.members),
        thresholds_source=part.text("thresholds_source"),
    )
