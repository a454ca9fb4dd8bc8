"""What there is to say about one lot, in words: the page, the report and the files read this."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class PriceQuery:
    """How far the question is whether a bid can be delivered at its price: a tag, and a note."""

    words: str
    colour: str
    note: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class BidLine:
    """One bid of a lot: figures as they are shown, and everything there is to say about it.

    `price_figure` and `ranked_by_figure` are what is shown as numbers, for files; money in pounds.
    """

    code: str
    key: Any
    name: str
    rank: int | None
    price: str
    price_figure: Decimal | None
    quality: str
    social_value: str
    price_score: str
    total: str
    ranked_by: str
    ranked_by_figure: Decimal | None
    is_preferred: bool
    tie: str
    flags: list[str]
    query: PriceQuery | None
    disqualifications: list[str]
    missed: list[str]

    @property
    def query_note(self) -> str:
        """What to remember before this bid is awarded to, where its price is or was in question."""
        return self.query.note if self.query else ""


@dataclass(frozen=True, kw_only=True)
class LotView:
    """Everything the page says about one lot. `key` is the lot's own, for addresses."""

    code: str
    key: Any
    title: str
    status: str
    formula: str
    formula_told: str
    formula_symbols: str
    formula_caution: str
    parameters: list[str]
    measure: str
    gives_price_score: bool
    weights: dict[str, str]
    lines: list[BidLine]
    out: list[BidLine]
    preferred: BidLine | None
    passed_over: list[str]
    refusals: list[str]
    why: list[str]
    rounding_note: str
    statistics: list[dict[str, str]]
    totals_chart: object | None
    social_value_chart: object | None
    criteria: list[dict[str, Any]]
    columns: list[BidLine]

    @property
    def has_remarks(self) -> bool:
        """Whether there is anything to say about a bid that stands."""
        return any(line.tie or line.flags or line.missed for line in self.lines)
