"""Sectors, kinds, persons, and the coverage of a survey."""

import csv
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.suppliers import Kind
from socialvalue.calculations.suppliers import sectors
from socialvalue.calculations.suppliers.kinds import proposed_kind
from socialvalue.calculations.suppliers.persons import likely_individual
from socialvalue.calculations.suppliers.survey import coverage, weighted_mean
from tests.shared_data import SHARED_DATA, needs_shared_data


@pytest.mark.parametrize(
    ("sic", "section"),
    [
        ("41201", ("F", "Construction")),
        ("4120", ("F", "Construction")),
        ("01110", ("A", "Agriculture, forestry and fishing")),
        ("88990", ("Q", "Human health and social work activities")),
        ("", None),
        ("74990", None),  # does not trade
        ("99999", None),  # dormant
        ("00111", None),  # no such division
        ("abc", None),
        ("412", None),
    ],
)
def test_section_of(sic, section):
    assert sectors.section_of(sic) == section


def test_division_of():
    assert sectors.division_of("41201") == ("41", "Construction of buildings")
    assert sectors.division_of("") is None


def test_there_are_21_sections_a_to_u():
    assert "".join(sorted(sectors.sections())) == "ABCDEFGHIJKLMNOPQRSTU"


@needs_shared_data
def test_every_class_of_companies_house_has_a_section():
    path = SHARED_DATA / "reference" / "sic2007_companies_house_condensed.csv"
    with path.open(encoding="utf-8", newline="") as file:
        codes = [row["sic_code"] for row in csv.DictReader(file)]

    # The list has old five-digit codes of SIC 2003 too, whose divisions 00 and 04 are no more.
    without = {code[:2] for code in codes if sectors.section_of(code) is None}
    assert without <= {
        "00",
        "04",
        "34",
        "40",
        "44",
        "48",
        "54",
        "57",
        "67",
        "76",
        "83",
        "89",
        "74",
        "99",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("HMRC", Kind.TAX_PAYROLL_PENSION),
        ("H.M. Revenue & Customs", Kind.TAX_PAYROLL_PENSION),
        ("Teachers Pensions", Kind.TAX_PAYROLL_PENSION),
        ("PWLB", Kind.FINANCING),
        ("Lancashire County Council", Kind.PUBLIC_BODY),
        ("North Ribble Hospitals NHS Trust", Kind.PUBLIC_BODY),
        ("Lancashire Constabulary", Kind.PUBLIC_BODY),
        ("Ribble Catering C.I.C.", Kind.VCSE),
        ("Preston Council for Voluntary Service", Kind.VCSE),
        ("Guild City Council", Kind.ANCHOR),
    ],
)
def test_a_name_speaks_for_a_kind(name, kind):
    proposed = proposed_kind(name, anchors=frozenset(["GUILDCITYCOUNCIL"]))

    assert proposed.kind is kind
    assert proposed.because
    assert proposed.source


@pytest.mark.parametrize("name", ["Guild Builders Ltd", "Payroll Software Ltd", "", "Arts Council"])
def test_a_name_speaks_for_nothing(name):
    assert proposed_kind(name) is None


@pytest.mark.parametrize(
    ("name", "supplier_type"),
    [
        ("Mr J Smith", ""),
        ("J. Smith", ""),
        ("Smith J A", ""),
        ("John Smith", ""),
        ("Smith, John", ""),
        ("INDV 0042", ""),
        ("Fylde", "Sole trader"),
    ],
)
def test_likely_a_person(name, supplier_type):
    assert likely_individual(name, supplier_type=supplier_type)


@pytest.mark.parametrize(
    "name",
    ["J Smith Ltd", "Smith & Sons", "J T", "KPMG", "Fylde Taxis", "John Smith 42", "Grace Church",
     "Blue Water", "One Two Three Four Five", "", "Mr"],
)  # fmt: skip
def test_no_sign_of_a_person(name):
    assert likely_individual(name) is None


def test_coverage_worked_example():
    paid = {"S01": 20_000, "S02": 30_000, "S03": 50_000}

    found = coverage(paid, asked=["S01", "S02"], answered=["S02", "S09"])

    # Of 3 asked (S09 answered without being asked) 2 answered; 300 of 500 pounds of those asked.
    assert (found.answered, found.asked) == (2, 3)
    assert found.of_asked == Fraction(3, 5)
    assert found.of_paid == Fraction(3, 10)


def test_coverage_of_nothing_is_not_known():
    found = coverage({}, asked=[], answered=[])

    assert (found.of_asked, found.of_paid) == (None, None)


def test_weighted_mean_worked_example():
    # (0.8 x 100 + 0.2 x 300) / 400 = 0.35
    shares = {"S01": Fraction("0.8"), "S02": Fraction("0.2")}

    assert weighted_mean({"S01": 100, "S02": 300}, shares=shares) == Fraction(7, 20)


def test_weighted_mean_of_the_unpaid_is_not_known():
    assert weighted_mean({}, shares={"S01": Fraction(1)}) is None


@given(st.dictionaries(st.text(max_size=2), st.integers(1, 9), min_size=1), st.fractions(0, 1))
def test_weighted_mean_of_equal_shares_is_that_share(paid, share):
    assert weighted_mean(paid, shares=dict.fromkeys(paid, share)) == share
