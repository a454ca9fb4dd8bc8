"""Which payments are no local spend, and why: reasons tested in the study's own order.

Each rule's docstring is what people read. Refunds are never excluded for being refunds.
Source: FORMAT of the local spend study, 4.2; docs/sums.md, exclusions.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from socialvalue.calculations.spend.suppliers import Kind

IN_SCOPE = "in_scope"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the rules look at in one payment line."""

    day: dt.date
    name: str
    kind: Kind
    category: str
    repeats_an_earlier_line: bool


@dataclass(frozen=True)
class Terms:
    """What a study says about exclusions.

    `categories` has the excluded categories of each reason. `markers` are compared without regard
    to capitals. `exclude_duplicates` is false where repeated lines are only listed.
    """

    start: dt.date
    end: dt.date
    markers: Sequence[str]
    categories: Mapping[str, frozenset[str]]
    exclude_duplicates: bool
    order: Sequence[str]

    @cached_property
    def marked(self) -> re.Pattern[str]:
        """Return what finds a marker in a case-folded name."""
        found = "|".join(re.escape(marker.casefold()) for marker in self.markers)
        return re.compile(found if self.markers else "(?!)")


def out_of_period(line: Candidate, terms: Terms) -> bool:
    """The payment day is outside the period."""
    return not terms.start <= line.day <= terms.end


def duplicate(line: Candidate, terms: Terms) -> bool:
    """An earlier line is the same in everything that the study compares."""
    return line.repeats_an_earlier_line and terms.exclude_duplicates


def redacted(line: Candidate, terms: Terms) -> bool:
    """The supplier's name was taken out before publication."""
    return bool(terms.marked.search(line.name.casefold()))


def tax_payroll_pension(line: Candidate, terms: Terms) -> bool:
    """Tax, pay or pensions: by the supplier's kind, or by category."""
    return line.kind is Kind.TAX_PAYROLL_PENSION


def financing(line: Candidate, terms: Terms) -> bool:
    """Loans and other financing: by the supplier's kind, or by category."""
    return line.kind is Kind.FINANCING


def grant(line: Candidate, terms: Terms) -> bool:
    """A grant: by category."""
    return False


def inter_anchor(line: Candidate, terms: Terms) -> bool:
    """The supplier is an anchor itself: money between anchors would count twice."""
    return line.kind is Kind.ANCHOR


def public_body(line: Candidate, terms: Terms) -> bool:
    """The supplier is a public body."""
    return line.kind is Kind.PUBLIC_BODY


RULES: Mapping[str, Callable[[Candidate, Terms], bool]] = {
    rule.__name__: rule
    for rule in (
        out_of_period,
        duplicate,
        redacted,
        tax_payroll_pension,
        financing,
        grant,
        inter_anchor,
        public_body,
    )
}


def reasons_of_suppliers(suppliers: Iterable[tuple[str, Kind]], *, terms: Terms) -> list[int]:
    """Return the reasons that hold for whatever is paid to each supplier, as bits.

    Suppliers are told by name, as written, and kind. The first reason of the study's order is
    bit 0. Every rule looks at one thing in a line alone (its day, its supplier, its category, or
    whether it repeats), so that the reasons of a line are those of its parts together. Names differ
    only in whether they were taken out: rules are asked once of those that do not differ.
    """
    known: dict[tuple[bool, Kind], int] = {}
    found = []
    for name, kind in suppliers:
        alike = (terms.marked.search(name.casefold()) is not None, kind)
        if alike not in known:
            line = Candidate(terms.start, name, kind, "", repeats_an_earlier_line=False)
            known[alike] = _bits(line, terms)
        found.append(known[alike])
    return found


def reasons_of_category(category: str, *, terms: Terms) -> int:
    """Return the reasons under which the study lists a category, as bits."""
    return sum(
        1 << place
        for place, reason in enumerate(terms.order)
        if category in terms.categories.get(reason, frozenset())
    )


def reasons_outside_period(terms: Terms) -> int:
    """Return the reasons that hold for a line for its day, where that is not in the period."""
    day = terms.end if terms.end == dt.date.max else terms.end + dt.timedelta(days=1)
    return _bits(Candidate(day, "", Kind.PRIVATE, "", repeats_an_earlier_line=False), terms)


def reasons_of_repeats(terms: Terms) -> int:
    """Return the reasons that hold for a line because it repeats an earlier one."""
    return _bits(Candidate(terms.start, "", Kind.PRIVATE, "", repeats_an_earlier_line=True), terms)


def _bits(line: Candidate, terms: Terms) -> int:
    return sum(
        1 << place
        for place, reason in enumerate(terms.order)
        if reason in RULES and RULES[reason](line, terms)
    )


def disposition(line: Candidate, *, terms: Terms) -> str:
    """Return the first reason, in the study's order, that holds for the line, else in_scope.

    A reason also holds where the study lists the line's category under it; one that is not in
    RULES holds for its categories alone.
    """
    return next((reason for reason in terms.order if _holds(reason, line, terms)), IN_SCOPE)


def _holds(reason: str, line: Candidate, terms: Terms) -> bool:
    if line.category in terms.categories.get(reason, frozenset()):
        return True
    return reason in RULES and RULES[reason](line, terms)
