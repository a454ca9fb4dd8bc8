"""A method in plain values, as the numbered rules of linting look at it."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of a scale."""

    points: Decimal
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a commitment is counted in. `cap` and `plausible` are None where nothing is said."""

    measure: str
    unit: str
    cap: Decimal | None = None
    plausible: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One scored criterion. `areas` are codes of areas for action; `lots` is empty for every lot.

    `disqualifies` says what follows below the pass mark: True it is out, False it is noted, None
    nobody has said.
    """

    code: str
    title: str
    section: str
    text: str
    levels: tuple[Level, ...]
    areas: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    asks_method_statement: bool = False
    pass_mark: Decimal | None = None
    disqualifies: bool | None = None
    key: str = ""

    @property
    def words(self) -> str:
        """Everything of it that bidders read as the question."""
        return f"{self.title}. {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMark:
    """The least percent of a section's marks, and whether a bid below it is out."""

    section: str
    percent: Decimal
    disqualifies: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotTold:
    """One lot: its price weight in percent (None: not decided), formula (empty: not chosen)."""

    code: str
    price_weight: Decimal | None
    formula: str
    reserved_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method, and what the regime and the size of the contract mean for it.

    `most_questions` is how many social value questions suit the value, `longest_question` in
    words; None where no guidance applies. `key_criteria` are code and title of those that the law
    asks to consider; `terms_are_delicate` where the buyer is a council in the sense of the Local
    Government Act 1988.
    """

    regime: str
    questions: tuple[Question, ...]
    lots: tuple[LotTold, ...]
    section_marks: tuple[SectionMark, ...] = ()
    quantities: str = "plan_only"
    most_questions: int | None = None
    longest_question: int | None = None
    key_criteria: tuple[tuple[str, str], ...] = field(default=())
    terms_are_delicate: bool = False

    @property
    def is_below_threshold(self) -> bool:
        """Whether it is run as a procurement below the threshold."""
        return self.regime == "below_threshold"

    @property
    def social_value_questions(self) -> tuple[Question, ...]:
        """The questions of the social value section."""
        return tuple(each for each in self.questions if each.section == "social_value")
