"""Which suppliers a member names to the others: never individuals, and none that gives one away."""

from collections.abc import Mapping
from typing import Any

from socialvalue.calculations.spend import small_cells
from socialvalue.calculations.spend.bands import Spend
from socialvalue.calculations.spend.small_cells import Group
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.networks.models import Share
from socialvalue.spend import queries as spend
from socialvalue.spend.models import Analysis

Local = tuple[str, Group]
"""The key of a category, and a supplier of the place with what it was paid for that."""


def named_suppliers(analysis: Analysis) -> dict[str, Any]:
    """Return the suppliers by name, and those of the place by category; whole pence as text.

    Suppliers with fewer than five payments are left out: they may be persons whom the register
    does not know as such. So are as many others as it takes for what is left of a band, of a
    category in the place and of a supplier not to stand for one to four payments.
    """
    found = spend.as_known_now(analysis.figures, analysis)
    groups = [_group(each) for each in found["suppliers"]]
    nameless = {each["key"] for each in found["suppliers"] if each["individual"]}
    shown = small_cells.named(
        (group for group in groups if group.name and group.key not in nameless),
        of=_spends(found["bands"]),
    )
    return {
        "suppliers": [
            {"name": group.name, "pence": str(group.total.pence), "lines": group.total.lines}
            for group in shown
        ],
        "local": [
            {"key": key, "supplier": group.name, "pence": str(group.total.pence)}
            for key, group in _local(analysis, groups, kept={group.key for group in shown})
        ],
    }


def named_in(share: Share) -> dict[str, list[dict[str, Any]]]:
    """Return the suppliers that a share names, without those who are known to be persons by now."""
    persons = spend.individual_forms(share.seat.organisation)
    return {
        which: [
            each for each in share.figures.get(which, []) if normal_form(each[by]) not in persons
        ]
        for which, by in (("suppliers", "name"), ("local", "supplier"))
    }


def _group(kept: Mapping[str, Any]) -> Group:
    return Group(kept["key"], kept["name"], _spends(kept["bands"]))


def _spends(kept: Mapping[str, Any]) -> dict[str, Spend]:
    return {band: Spend(spend["lines"], int(spend["pence"])) for band, spend in kept.items()}


def _local(analysis: Analysis, groups: list[Group], *, kept: set[str]) -> list[Local]:
    """Return the suppliers of the place by category; none that is listed and may not be named."""
    place = analysis.figures["areas"][0]["code"]
    unnamed = {group.name for group in groups if group.key not in kept}
    of_category = {
        spend.category_key(each["name"]): _spends(each["bands"])[place]
        for each in analysis.figures["categories"]
    }
    local = [
        (key, group)
        for key, suppliers in sorted(spend.local_suppliers(analysis).items())
        for group in small_cells.named(
            (
                Group(each.name, each.name, {place: Spend(each.lines, each.pence)})
                for each in suppliers
                if each.name not in unnamed
            ),
            of={place: of_category[key]},
        )
    ]
    return _without_telling(local, groups, place)


def _without_telling(local: list[Local], groups: list[Group], place: str) -> list[Local]:
    """Return them without the smallest of each supplier of which else a few payments were left.

    Left of what it was paid in the place, and of what it was paid in all, which is told too.
    """
    by_name: dict[str, list[Local]] = {}
    for key, group in local:
        by_name.setdefault(group.name, []).append((key, group))
    telling = set()
    for whole in groups:
        own = by_name.get(whole.name, [])
        told = sum(group.total.lines for _, group in own)
        left = (whole.bands[place].lines - told, whole.total.lines - told)
        if own and any(0 < lines < small_cells.FEWEST for lines in left):
            key, _ = min(own, key=lambda pair: (pair[1].total.lines, pair[0]))
            telling.add((key, whole.name))
    return [(key, group) for key, group in local if (key, group.name) not in telling]
