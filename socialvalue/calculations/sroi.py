"""Social value of a commitment after deductions, over years, discounted to the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

HUNDRED = 100


class PercentOutOfRange(ValueError):
    """A deduction or a drop-off is below 0 or above 100 percent."""


class NoYears(ValueError):
    """The commitment does not last for at least one year."""


class YearNotInSchedule(ValueError):
    """The discount schedule has no rate for a year that is asked for."""


class NoInvestment(ValueError):
    """A ratio needs an investment above nought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountStep:
    """A rate, in percent a year, for each step from `from_year` to `to_year`, both included."""

    from_year: int
    to_year: int
    percent: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What is promised each year, and how much of it would not be the commitment's own doing.

    `quantity` in units of the measure, `unit_value` in pounds a unit. Deadweight is what would have
    happened anyway, displacement what is only moved from elsewhere, attribution what others did;
    drop-off is what is lost of the effect from one year to the next. All four in percent.
    """

    quantity: Fraction
    unit_value: Fraction
    deadweight: Fraction
    displacement: Fraction
    attribution_to_others: Fraction
    drop_off: Fraction
    years: int

    def __post_init__(self) -> None:
        """Raise PercentOutOfRange or NoYears where the figures cannot be meant."""
        for percent in (
            self.deadweight,
            self.displacement,
            self.attribution_to_others,
            self.drop_off,
        ):
            if not 0 <= percent <= HUNDRED:
                raise PercentOutOfRange("give deductions and drop-off from 0 to 100 percent")
        if self.years < 1:
            raise NoYears("give at least one year")


def yearly_impact(commitment: Commitment) -> tuple[Fraction, ...]:
    """Return the impact of each year in pounds of that year, not rounded.

        year 1 = quantity x unit value x (1 - deadweight) x (1 - displacement) x (1 - attribution)
        year t = year 1 x (1 - drop-off)^(t - 1)

    Source: sroi.json; the deductions are those of the SROI method (domain notes 3.3).
    """
    first = (
        commitment.quantity
        * commitment.unit_value
        * _left_after(commitment.deadweight)
        * _left_after(commitment.displacement)
        * _left_after(commitment.attribution_to_others)
    )
    kept = _left_after(commitment.drop_off)
    return tuple(first * kept**year for year in range(commitment.years))


def discount_factor(schedule: Sequence[DiscountStep], *, years: int) -> Fraction:
    """Return what one pound after so many years is worth now. Not rounded; 0 years give 1.

        product over the years y of 1 / (1 + rate of y)

    Each year has the rate of the step it falls in, and the factors multiply. So year 31 of a
    schedule that changes after year 30 has thirty years at one rate and one at the next.

    Raises YearNotInSchedule. Source: HM Treasury Green Book discount rates, as dated data.
    """
    factor = Fraction(1)
    for year in range(1, years + 1):
        factor /= 1 + _rate(schedule, year=year) / HUNDRED
    return factor


def yearly_present_value(
    commitment: Commitment,
    *,
    schedule: Sequence[DiscountStep],
    first_year_discounted: bool,
) -> tuple[Fraction, ...]:
    """Return the present value of each year's impact, in pounds, not rounded.

    Year t is discounted t times if `first_year_discounted`, and t - 1 times otherwise. Say which
    with the figure.

    Raises YearNotInSchedule.
    """
    first = 1 if first_year_discounted else 0
    return tuple(
        impact * discount_factor(schedule, years=years)
        for years, impact in enumerate(yearly_impact(commitment), start=first)
    )


def present_value(
    commitment: Commitment,
    *,
    schedule: Sequence[DiscountStep],
    first_year_discounted: bool,
) -> Fraction:
    """Return the sum of the yearly present values, in pounds. They are not rounded before.

    Raises YearNotInSchedule.
    """
    values = yearly_present_value(
        commitment, schedule=schedule, first_year_discounted=first_year_discounted
    )
    return sum(values, start=Fraction(0))


def sroi_ratio(value: Fraction, *, investment: Fraction) -> Fraction:
    """Return the pounds of social value for each pound of investment, not rounded.

    `value` is a present value and `investment` what was put in, both in pounds of the same year.

    Raises NoInvestment.
    """
    if investment <= 0:
        raise NoInvestment("give an investment above 0")
    return value / investment


def _left_after(percent: Fraction) -> Fraction:
    """Return the share that is left when that many percent are taken off."""
    return (HUNDRED - percent) / HUNDRED


def _rate(schedule: Sequence[DiscountStep], *, year: int) -> Fraction:
    for step in schedule:
        if step.from_year <= year <= step.to_year:
            return step.percent
    raise YearNotInSchedule(f"the discount schedule has no rate for year {year}")
