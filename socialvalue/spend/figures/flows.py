"""What flows from each anchor through categories to where it goes."""

from dataclasses import dataclass

from .bands import band_codes
from .groups import NO_CATEGORY, categories
from .stored import NOTHING, Figures, pence

OTHERS = "Other categories"


@dataclass(frozen=True)
class FlowFigure:
    """What one anchor paid for one category, by band; `category` is empty for others together."""

    anchor: str
    anchor_name: str
    category: str | None
    category_name: str
    lines: int
    band_pence: tuple[int, ...]

    @property
    def pence(self) -> int:
        """All bands together."""
        return sum(self.band_pence)


def flows_of(found: Figures) -> list[FlowFigure]:
    """Return the flows, by anchor and then the largest category first; older figures have none."""
    anchors = {anchor["code"]: anchor["name"] for anchor in found["anchors"]}
    names = {group.key: group.name for group in categories(found)}
    codes = band_codes(found)
    return [
        FlowFigure(
            anchor=flow["anchor"],
            anchor_name=anchors[flow["anchor"]],
            category=flow["category"],
            category_name=OTHERS
            if flow["category"] is None
            else names.get(flow["category"], NO_CATEGORY),
            lines=sum(flow["bands"].get(code, NOTHING)["lines"] for code in codes),
            band_pence=tuple(pence(flow["bands"].get(code, NOTHING)) for code in codes),
        )
        for flow in found["flows"]
    ]
