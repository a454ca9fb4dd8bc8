"""A version of a method, read once for its documents, and its numbers in exact words."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Prefetch

from procurement.tenders.models import (
    Criterion,
    CriterionArea,
    CriterionLot,
    Lot,
    LotMethod,
    Methodology,
    ScaleLevel,
    Section,
    SectionPassMark,
)
from procurement.tenders.queries.published import number
from socialvalue.calculations.rounding import shown_short

PARTS = (Section.QUALITY, Section.SOCIAL_VALUE, Section.PRICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A version with everything that its documents say, in order."""

    methodology: Methodology
    criteria: tuple[Criterion, ...]
    lot_methods: tuple[LotMethod, ...]
    section_marks: tuple[SectionPassMark, ...]

    @property
    def has_lots(self) -> bool:
        """Whether there is more than one lot."""
        return len(self.lot_methods) > 1

    def weights_in(self, method: LotMethod, section: str) -> Decimal | None:
        """Return the weight of a section in a lot, in percent of the bid."""
        holder = self.methodology if method.quality_weight is None else method
        return getattr(holder, f"{section}_weight")

    def weight_rows(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the weights of each lot, or once where no lot has weights of its own."""
        if all(method.quality_weight is None for method in self.lot_methods):
            title = "All lots" if self.has_lots else "Whole contract"
            yield title, [percent(self.methodology.weight_of(part)) for part in PARTS]
            return
        for method in self.lot_methods:
            weights = [percent(self.weights_in(method, part)) for part in PARTS]
            yield lot_name(method.lot), weights

    def of_section(self, section: str) -> list[Criterion]:
        """Return the questions of a section in their order."""
        return [criterion for criterion in self.criteria if criterion.section == section]

    def worth(self, criterion: Criterion) -> str:
        """Return what a question is worth in percent of the whole bid, exactly, lot by lot."""
        applies = {link.lot_id for link in criterion.lot_links.all()}
        worths = {
            method.lot.code: self.weights_in(method, criterion.section)
            for method in self.lot_methods
            if not applies or method.lot_id in applies
        }
        shares = {
            code: percent(None if weight is None else weight * criterion.weight / 100)
            for code, weight in worths.items()
        }
        if len(set(shares.values())) <= 1:
            return next(iter(shares.values()), "Not decided")
        return "; ".join(f"lot {code}: {share}" for code, share in shares.items())

    def lots_of(self, criterion: Criterion) -> str:
        """Return the lots that a question is asked in."""
        codes = [link.lot.code for link in criterion.lot_links.all()]
        return f"Lot {', '.join(codes)}" if codes else "All lots"


def read(methodology: Methodology) -> Method:
    """Read a version. The number of queries is the same however much there is in it."""
    levels = Prefetch("scale__levels", ScaleLevel.objects.order_by("-position"))
    links = Prefetch("lot_links", CriterionLot.objects.select_related("lot").order_by("position"))
    areas = Prefetch("areas", CriterionArea.objects.order_by("position"))
    criteria = methodology.criteria.select_related("scale", "parent").order_by("position")
    methods = methodology.lot_methods.select_related("lot").order_by("lot__position")
    return Method(
        methodology=methodology,
        criteria=tuple(criteria.prefetch_related(levels, links, areas)),
        lot_methods=tuple(methods),
        section_marks=tuple(methodology.section_pass_marks.order_by("position")),
    )


def percent(value: Decimal | None) -> str:
    """Return a percentage exactly, without trailing noughts."""
    if value is None:
        return "Not decided"
    text = number(value) or ""
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def share(part: Decimal, whole: Decimal) -> str:
    """Return a share in percent, rounded once to two places; "none" of a scale of nought."""
    if not whole:
        return "none"
    return f"{shown_short(Fraction(part) * 100 / Fraction(whole), places=2)}%"


def pounds(value: str | int) -> str:
    """Return pence, or a decimal string of pounds, as people write pounds."""
    amount = Decimal(value) / 100 if isinstance(value, int) else Decimal(value)
    text = f"£{amount:,.2f}"
    return text.removesuffix(".00")


def lot_name(lot: Lot) -> str:
    """Return what a lot is called."""
    return f"Lot {lot.code}: {lot.title}"
