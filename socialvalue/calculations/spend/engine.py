"""The engine: going once through the groups of lines of a question, and adding up exactly.

Each part is gone through by itself, so that memory is bounded by the largest of them, and what is
added up is the same in whatever order they come.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from socialvalue.calculations.spend.classified import (
    KINDS,
    ON_THE_LINE,
    SECTIONS,
    SIZES,
    Classified,
    Locate,
    classified,
)
from socialvalue.calculations.spend.facts import KEYS, month_of
from socialvalue.calculations.spend.parts import Groups, Part, groups_as_asked, texts_of
from socialvalue.calculations.spend.question import Question
from socialvalue.calculations.spend.sums import Amounts, Codes, Ints, Sums
from socialvalue.calculations.spend.suppliers import Register

IN_SCOPE = 0
"""The disposition of what counts as spend; a reason has its number in the order, from 1."""


@dataclass(frozen=True)
class Placed:
    """Groups of one part with everything that the question works out of them.

    Each is a number for each group: the disposition, and places in the lists of `Classified` and
    of classified.py.
    """

    groups: Groups
    disposition: Codes
    supplier: Codes
    category: Codes
    kind: Codes
    size: Codes
    sector: Codes
    registered: Codes
    delivery: Codes


@dataclass(frozen=True)
class Added:
    """Everything that results are made of, added up over all parts.

    All but `dispositions` (anchor by disposition) are of what is in scope; they are by zone of the
    registered address unless they say otherwise, and `places` is by registered place alone.
    `months` has what is dated within the period. `flows` is from each anchor by category (a row is
    the anchor's number times the number of categories, and that of the category) to each band.
    """

    question: Question
    found: Classified
    anchors: Sequence[str]
    first_month: int
    dispositions: Sums
    anchor_zones: Sums
    anchor_delivery_zones: Sums
    places: Sums
    suppliers: Sums
    categories: Sums
    kinds: Sums
    sizes: Sums
    sectors: Sums
    months: Sums
    flows: Sums


Keep = Callable[[Part, Placed], object]


def keep_nothing(part: Part, placed: Placed) -> None:
    """Let the groups of a part go."""


def added_up(
    question: Question,
    parts: Sequence[Part],
    *,
    register: Register,
    locate: Locate,
    keep: Keep = keep_nothing,
) -> Added:
    """Return what all parts come to. `keep` is handed the groups of each part as it is done.

    Raises sums.TooMuchMoney.
    """
    texts = texts_of(parts)
    found = classified(question, texts=texts.lines, register=register, locate=locate)
    added = _nothing(question, found)
    for part, numbers in zip(parts, texts.numbers, strict=True):
        groups = groups_as_asked(part, part.facts(), question=question)
        codes = {key: numbers[key][groups.codes[key]] for key in KEYS}
        placed = _placed(found, groups, codes)
        _add(added, added.anchors.index(part.anchor), placed)
        keep(part, placed)
    return added


def _nothing(question: Question, found: Classified) -> Added:
    zones, anchors = len(found.zones), tuple(question.anchors)
    first = month_of(question.start)
    return Added(
        question=question,
        found=found,
        anchors=anchors,
        first_month=first,
        dispositions=Sums((len(anchors), len(question.exclusion_order) + 1)),
        anchor_zones=Sums((len(anchors), zones)),
        anchor_delivery_zones=Sums((len(anchors), zones)),
        places=Sums((len(found.places),)),
        suppliers=Sums((len(found.suppliers), zones)),
        categories=Sums((len(found.categories), zones)),
        kinds=Sums((len(KINDS), zones)),
        sizes=Sums((len(SIZES), zones)),
        sectors=Sums((len(SECTIONS), zones)),
        months=Sums((month_of(question.end) - first + 1, zones)),
        flows=Sums((len(anchors) * len(found.categories), len(question.nested.bands))),
    )


def _placed(found: Classified, groups: Groups, codes: Mapping[str, Codes]) -> Placed:
    """Return what the classes of its texts make of each group. `codes` are of all texts."""
    of, supplier, category = found.of_supplier, codes["supplier"], codes["category"]
    on_the_line = found.postcodes[codes["postcode"]]
    reasons = of.reasons[supplier] | found.of_category.reasons[category]
    reasons |= np.where(groups.inside, 0, found.outside_period)
    reasons |= np.where(groups.repeated, found.repeated, 0)
    return Placed(
        groups=groups,
        disposition=_first_of(reasons),
        supplier=of.who[supplier],
        category=found.of_category.which[category],
        kind=of.kind[supplier],
        size=of.size[supplier],
        sector=of.sector[supplier],
        registered=_place(of.registered[supplier], on_the_line),
        delivery=_place(of.delivery[supplier], on_the_line),
    )


def _place(own: Codes, on_the_line: Codes) -> Codes:
    return np.where(own == ON_THE_LINE, on_the_line, own)


def _first_of(reasons: Ints) -> Codes:
    """Return the number of the first reason that holds, from 1, and IN_SCOPE where none does."""
    found = np.full(len(reasons), IN_SCOPE, dtype=np.int32)
    every = int(np.bitwise_or.reduce(reasons, initial=0))
    for place in reversed(range(every.bit_length())):
        found[(reasons >> place & 1).astype(np.bool_)] = place + 1
    return found


def _add(added: Added, anchor: int, placed: Placed) -> None:
    """Add the groups of one part of an anchor to everything."""
    width = added.dispositions.shape[1]
    every = Amounts.of(placed.groups.lines, placed.groups.pence, placed.groups.parts)
    added.dispositions.add(anchor * width + placed.disposition, every)
    rows = np.flatnonzero(placed.disposition == IN_SCOPE)
    scope = every.rows(rows)
    zones = len(added.found.zones)
    registered, category = placed.registered[rows], placed.category[rows]
    zone = added.found.zone_of_place[registered]
    bands = added.question.nested.bands
    band = np.array([bands.index(each.band) for each in added.found.zones], dtype=np.int32)[zone]
    flow = anchor * len(added.found.categories) + category
    for sums, cells in (
        (added.anchor_zones, anchor * zones + zone),
        (
            added.anchor_delivery_zones,
            anchor * zones + added.found.zone_of_place[placed.delivery[rows]],
        ),
        (added.places, registered),
        (added.suppliers, _cells(placed.supplier[rows], zone, zones)),
        (added.categories, _cells(category, zone, zones)),
        (added.kinds, _cells(placed.kind[rows], zone, zones)),
        (added.sizes, _cells(placed.size[rows], zone, zones)),
        (added.sectors, _cells(placed.sector[rows], zone, zones)),
        (added.flows, _cells(flow, band, len(bands))),
    ):
        sums.add(cells, scope)
    dated = np.flatnonzero(placed.groups.inside[rows])
    month = placed.groups.months[rows[dated]] - added.first_month
    added.months.add(_cells(month, zone[dated], zones), scope.rows(dated))


def _cells(rows: Codes, zone: Codes, zones: int) -> Ints:
    return rows.astype(np.int64) * zones + zone
