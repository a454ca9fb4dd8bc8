"""What an assessment summary holds: plain words and figures, each shown as it will be printed.

Nothing here has a place for one evaluator's own points or for anybody's name but the supplier's and
the winner's: what has no place cannot be told by mistake.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """Whom a summary is for. Empty where it was not recorded."""

    name: str
    postal_address: str = ""
    email: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """The criterion that a question is a sub-criterion of, with its weight in its section (%)."""

    code: str
    title: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleTold:
    """A scale: its levels from the lowest, as (points, label, definition)."""

    code: str
    title: str
    levels: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionTold:
    """One criterion as it was published.

    `weight` is in percent of its section, `worth` in percent of the whole tender; `highest` and
    `lowest` are the scores that were available, on the scale of that code.
    """

    code: str
    title: str
    parent: Parent | None
    weight: str
    worth: str
    scale: str
    highest: str
    lowest: str
    pass_mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTold:
    """A section of the method, with its weight in percent of the tender and its criteria."""

    code: str
    title: str
    weight: str
    pass_mark: str
    criteria: tuple[CriterionTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The agreed score for one criterion: points and weighted score as shown, and the reason.

    `is_withheld`: the reason was replaced, because it is sensitive commercial information.
    """

    code: str
    points: str
    label: str
    weighted_score: str
    reason: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMarks:
    """What a tender earned in a section: the sub-total, and each mark."""

    code: str
    title: str
    weight: str
    weighted_score: str
    percent: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceMark:
    """How the price was assessed. `amount` is empty where it is not the reader's own.

    `score` is empty for a formula that gives no price score; `measure` says what the tender was
    then ranked by, empty where that would tell another's price.
    """

    weight: str
    amount: str
    score: str
    measure: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How one tender was assessed, as far as it was. `total` is empty for a disqualified one."""

    sections: tuple[SectionMarks, ...]
    price: PriceMark | None
    total: str
    missed: tuple[str, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the figures, as they are shown, add up to the sub-totals and the total."""
        parts = [Decimal(section.weighted_score) for section in self.sections]
        if self.price is not None and self.price.score:
            parts.append(Decimal(self.price.score))
        totals = [(parts, self.total)] if self.total else []
        totals += [
            ([Decimal(mark.weighted_score) for mark in section.marks], section.weighted_score)
            for section in self.sections
        ]
        return all(sum(shown) == Decimal(total) for shown, total in totals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The assessment summary of one tender for one lot.

    `winner` is the winning supplier's name, empty where nobody has won; `winning` is its
    assessment, None in the winner's own summary. `why_not` says why the contract is not awarded to
    this supplier, empty for the winner. `other_names` are all other bidders of the tender, for the
    rule that none of them is named.
    """

    bid: str
    lot: str
    lot_title: str
    supplier: Supplier
    criteria: tuple[SectionTold, ...]
    price_weight: str
    price_method: str
    scales: tuple[ScaleTold, ...]
    how: str
    full_version: str
    own: Assessment
    is_winner: bool
    is_disqualified: bool
    winner: str
    winning: Assessment | None
    why_not: tuple[str, ...]
    other_names: tuple[str, ...]
