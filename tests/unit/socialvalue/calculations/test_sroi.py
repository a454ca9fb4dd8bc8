"""Social value over years, against the published cases."""

from fractions import Fraction as F

import pytest

from socialvalue.calculations.rounding import shown
from socialvalue.calculations.sroi import (
    Commitment,
    DiscountStep,
    NoInvestment,
    NoYears,
    PercentOutOfRange,
    YearNotInSchedule,
    discount_factor,
    present_value,
    sroi_ratio,
    yearly_impact,
    yearly_present_value,
)
from tests.unit.procurement.calculations import golden

PUBLISHED = golden.published("sroi.json")
SCHEDULES = {
    name: tuple(
        DiscountStep(
            from_year=int(step["from_year"]),
            to_year=int(step["to_year"]),
            percent=F(step["percent"]),
        )
        for step in steps
    )
    for name, steps in PUBLISHED["discount_schedules"].items()
}

ONE_POUND_A_YEAR = {
    "quantity": F(1),
    "unit_value": F(1),
    "deadweight": F(0),
    "displacement": F(0),
    "attribution_to_others": F(0),
    "drop_off": F(0),
    "years": 1,
}


def commitment_of(case):
    """Return the commitment of a published case."""
    return Commitment(
        quantity=F(case["quantity"]),
        unit_value=F(case["unit_value"]),
        deadweight=F(case["deadweight_percent"]),
        displacement=F(case["displacement_percent"]),
        attribution_to_others=F(case["attribution_to_others_percent"]),
        drop_off=F(case["drop_off_percent"]),
        years=case["years"],
    )


@pytest.mark.parametrize("case", PUBLISHED["cases"], ids=lambda case: case["name"])
def test_published_case(case):
    commitment = commitment_of(case)
    discounting = {
        "schedule": SCHEDULES[case["discount_schedule"]],
        "first_year_discounted": case["first_year_discounted"],
    }

    impact = yearly_impact(commitment)
    value = present_value(commitment, **discounting)

    found = {
        "impact_year_1": shown(impact[0]),
        "yearly_impact": [shown(each) for each in impact],
        "yearly_present_value": [
            shown(each) for each in yearly_present_value(commitment, **discounting)
        ],
        "present_value": shown(value),
    }
    if "investment" in case:
        found["sroi_ratio"] = shown(sroi_ratio(value, investment=F(case["investment"])))
    assert found == case["expected"]


@pytest.mark.parametrize("case", PUBLISHED["discount_factors"])
def test_published_discount_factor(case):
    factor = discount_factor(SCHEDULES[case["schedule"]], years=case["year"])

    assert shown(factor, places=6) == case["factor"]


def test_discount_factor_is_not_worked_from_a_rounded_one():
    # WORKED.md 6: 0.639762 / 1.0129 = 0.631614; unrounded, it is 0.631615
    assert shown(F("0.639762") / F("1.0129"), places=6) == "0.631614"
    assert shown(discount_factor(SCHEDULES["health"], years=31), places=6) == "0.631615"


def test_no_years_are_not_discounted():
    assert discount_factor((), years=0) == 1


def test_year_after_the_schedule_has_no_factor():
    with pytest.raises(YearNotInSchedule, match="no rate for year 126"):
        discount_factor(SCHEDULES["standard"], years=126)


def test_sum_of_many_years_is_rounded_once():
    commitment = Commitment(**ONE_POUND_A_YEAR | {"unit_value": F("0.004"), "years": 3})

    value = present_value(commitment, schedule=SCHEDULES["standard"], first_year_discounted=False)

    # each year shows as 0.00, and their sum of 0.004 + 0.00386 + 0.00373 = 0.0116 as 0.01
    assert shown(value) == "0.01"


def test_commitment_may_cost_rather_than_save():
    commitment = Commitment(**ONE_POUND_A_YEAR | {"unit_value": F(-5), "deadweight": F(50)})

    assert yearly_impact(commitment) == (F("-2.5"),)


@pytest.mark.parametrize(
    "member", ["deadweight", "displacement", "attribution_to_others", "drop_off"]
)
@pytest.mark.parametrize("percent", [F("-0.01"), F("100.01")])
def test_deduction_out_of_range_is_refused(member, percent):
    with pytest.raises(PercentOutOfRange, match="from 0 to 100 percent"):
        Commitment(**ONE_POUND_A_YEAR | {member: percent})


def test_commitment_of_no_years_is_refused():
    with pytest.raises(NoYears, match="at least one year"):
        Commitment(**ONE_POUND_A_YEAR | {"years": 0})


@pytest.mark.parametrize("investment", [F(0), F(-1)])
def test_ratio_needs_an_investment(investment):
    with pytest.raises(NoInvestment, match="above 0"):
        sroi_ratio(F(100), investment=investment)
