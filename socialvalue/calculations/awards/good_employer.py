"""What an employer pays and offers on a day, held against the rate of that day.

Money is in whole pence for an hour; hours in hours a week. What is not known is None, never nought.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from socialvalue.calculations.documents import Part


class Place(StrEnum):
    """Where people work: the rate of London is higher."""

    UK = "uk"
    LONDON = "london"


@dataclass(frozen=True, slots=True)
class Rate:
    """The real living wage of a year: announced on a day, to be paid from `pay_by`."""

    year: str
    announced: dt.date
    pay_by: dt.date
    pence: Mapping[Place, int]
    url: str
    confirmed: bool
    pay_by_confirmed: bool


@dataclass(frozen=True, slots=True)
class HoursStandard:
    """The least hours a week that a worker can rely on, and weeks of notice of shifts."""

    least_hours: int
    notice_weeks: int
    title: str
    url: str
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class Standards:
    """All that employers are held against."""

    rates: tuple[Rate, ...]
    hours: HoursStandard
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an employer says about one day. `staff` are all who work for it then."""

    as_of: dt.date
    place: Place
    lowest_pence: int
    staff: int
    below_rate: int | None = None
    least_hours: Decimal | None = None
    zero_hours: int | None = None
    trained: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What comes of the facts.

    `rate` None: no rate is known for the day, so nothing is said about pay. `short_pence` is what
    the lowest pay is below the rate. `coming` is a rate that is announced but not yet to be paid.
    Shares are of all staff, exact.
    """

    rate: Rate | None
    rate_pence: int | None
    short_pence: int | None
    coming: Rate | None
    hours_enough: bool | None
    below_share: Fraction | None
    zero_hours_share: Fraction | None
    trained_share: Fraction | None

    @property
    def pays_rate(self) -> bool | None:
        """Whether everybody earns the rate of the day; None if no rate is known."""
        return None if self.short_pence is None else self.short_pence == 0


class FactsDoNotFit(ValueError):
    """Two of the facts cannot both be true."""


def rate_due(rates: Iterable[Rate], *, on: dt.date) -> Rate | None:
    """Return the rate that must be paid on a day, or None if none is known.

    A rate counts from its `pay_by` to the next one's. The last that is known counts for a year:
    after that there must be another, which is not known here.
    """
    due = [rate for rate in rates if rate.pay_by <= on]
    if not due:
        return None
    last = max(due, key=lambda rate: rate.pay_by)
    return last if on < last.pay_by.replace(year=last.pay_by.year + 1) else None


def rate_coming(rates: Iterable[Rate], *, on: dt.date) -> Rate | None:
    """Return the rate that is announced by a day and must be paid later, or None."""
    coming = [rate for rate in rates if rate.announced <= on < rate.pay_by]
    return min(coming, key=lambda rate: rate.pay_by, default=None)


def finding(facts: Facts, standards: Standards) -> Finding:
    """Return what the facts come to on their day.

    Raises FactsDoNotFit where more people are counted than there are staff, or where somebody is
    below the rate although the lowest pay is not, or the other way round.

    Source: docs/sums_awards.md, good employers.
    """
    _refuse_more_than_staff(facts)
    rate = rate_due(standards.rates, on=facts.as_of)
    pence = rate.pence[facts.place] if rate else None
    short = None if pence is None else max(0, pence - facts.lowest_pence)
    _refuse_contradiction(facts, short)
    return Finding(
        rate=rate,
        rate_pence=pence,
        short_pence=short,
        coming=rate_coming(standards.rates, on=facts.as_of),
        hours_enough=(
            None if facts.least_hours is None else facts.least_hours >= standards.hours.least_hours
        ),
        below_share=_share(facts.below_rate, facts.staff),
        zero_hours_share=_share(facts.zero_hours, facts.staff),
        trained_share=_share(facts.trained, facts.staff),
    )


def _share(part: int | None, whole: int) -> Fraction | None:
    return None if part is None or not whole else Fraction(part, whole)


def _refuse_more_than_staff(facts: Facts) -> None:
    for number, called in (
        (facts.below_rate, "below the rate"),
        (facts.zero_hours, "without guaranteed hours"),
        (facts.trained, "trained"),
    ):
        if number is not None and number > facts.staff:
            raise FactsDoNotFit(f"{number} people {called} are more than {facts.staff} staff.")


def _refuse_contradiction(facts: Facts, short: int | None) -> None:
    if short is None or facts.below_rate is None:
        return
    if short and not facts.below_rate:
        raise FactsDoNotFit(
            "The lowest pay is below the rate of the day, so somebody earns less than it."
        )
    if facts.below_rate and not short:
        raise FactsDoNotFit(
            "The lowest pay is not below the rate of the day, so nobody earns less than it."
        )


def standards_from(part: Part) -> Standards:
    """Return the standards of a document of the format good-employer/1.0. Raises DataWrong."""
    part.one_of("format", ("good-employer/1.0",))
    hours = part.part("hours")
    return Standards(
        rates=tuple(_rate(rate) for rate in part.parts("rates")),
        hours=HoursStandard(
            least_hours=hours.count("least_hours"),
            notice_weeks=hours.count("notice_weeks"),
            title=hours.text("title"),
            url=hours.text("url"),
            as_of=hours.day("as_of"),
        ),
        unconfirmed=part.texts("unconfirmed"),
    )


def _rate(part: Part) -> Rate:
    return Rate(
        year=part.text("year"),
        announced=part.day("announced"),
        pay_by=part.day("pay_by"),
        pence={place: part.count(place.value) for place in Place},
        url=part.text("url"),
        confirmed=part.truth("confirmed"),
        pay_by_confirmed=part.truth("pay_by_confirmed"),
    )
