"""Figures that a study of one file has no look-ups for: wards, neighbourhoods, repairs."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from socialvalue.calculations.spend import figures as module
from socialvalue.calculations.spend.bands import Area, NestedAreas
from socialvalue.calculations.spend.engine import added_up
from socialvalue.calculations.spend.figures import IndexName, figures_of
from socialvalue.calculations.spend.measures import Measures
from socialvalue.calculations.spend.parts import part_of
from socialvalue.calculations.spend.places import Location
from socialvalue.calculations.spend.question import Question, category_key
from socialvalue.calculations.spend.study_files import Answer
from socialvalue.calculations.spend.suppliers import Register, Size, Supplier

from .test_facts import lines_of

TOWN = Area("town", "The town", frozenset({"E07000001"}))
REPAIRED = Location(
    "E07000001", {"imd2025": 1}, ward="W1", small_areas={"lsoa21": "L1"}, read_as="AA1 0AA"
)
PLACES = {
    "": Location(None, {}, why_not="No postcode was given"),
    "AA1 1AA": Location("E07000001", {}, ward="W1", small_areas={"lsoa21": "L2"}),
    "AA1 OAA": REPAIRED,
    "BB1 1BB": Location("E07000002", {"imd2025": 10}, ward="W9", small_areas={"lsoa21": "L9"}),
}
DAY = dt.date(2024, 5, 14)


def asked(**changes):
    """Return a question about the town in 2024/25."""
    return Question(
        **{
            "title": "The town",
            "start": dt.date(2024, 4, 1),
            "end": dt.date(2025, 3, 31),
            "areas": {"town": TOWN},
            "nested": NestedAreas((TOWN,)),
            "leakage_area": TOWN,
            "multiplier_area": TOWN,
            "anchors": {"A": "Council"},
            "exclusion_order": ("out_of_period",),
            "exclude_categories": {},
            "exclude_duplicates": True,
            "redaction_markers": (),
            "not_influenceable": {},
            "sme_sizes": frozenset({"small"}),
            "top_n": 5,
            "minimum_located_pct": Decimal(90),
            "decile_up_to": 1,
            "indices": ("imd2025",),
            "category_form": category_key,
        }
        | changes
    )


def figures(*rows, register=(), answers=(), **changes):
    """Return the figures of payments: supplier, category, postcode and pence."""
    lines = lines_of([(who, what, where, DAY, pence, 0) for who, what, where, pence in rows])
    added = added_up(
        asked(**changes),
        [part_of("a.csv", "A", lines)],
        register=Register({supplier.code: supplier for supplier in register}),
        locate=lambda texts: {text: PLACES[text] for text in texts},
    )
    return figures_of(
        Measures(added),
        answers=answers,
        indices=[IndexName("imd2025", "Deprivation 2025", "lsoa21")],
        home=TOWN,
        words={"small": "Small", "private": "Business"},
    )


SOME = [
    ("Alpha", "Care", "AA1 1AA", 100),
    ("Alpha", "care", "AA1 OAA", 20),
    ("Beta", "Care  ", "BB1 1BB", 3),
    ("Gamma", "Roads", "", 4),
]


def test_wards_and_neighbourhoods_are_of_the_place_only():
    found = figures(*SOME)

    assert found["wards"] == {"W1": "120"}
    assert found["neighbourhoods"] == {"lsoa21": {"L1": "20", "L2": "100"}}
    assert found["authorities"] == {"E07000001": "120", "E07000002": "3"}


def test_repaired_and_unplaced_postcodes_are_told():
    found = figures(*SOME)

    assert found["repaired"] == {"lines": 1, "pence": "20"}
    assert found["repairs"] == [{"name": "AA1 OAA", "read": "AA1 0AA", "lines": 1, "pence": "20"}]
    assert found["unplaced"] == [{"name": "No postcode was given", "lines": 1, "pence": "4"}]


def test_two_reasons_why_nothing_is_known_are_added_up_apart(monkeypatch):
    monkeypatch.setitem(PLACES, "nowhere", Location(None, {}, why_not="These are words"))
    monkeypatch.setitem(PLACES, "unknown", Location(None, {}, why_not="These are words"))

    found = figures(("A", "", "nowhere", 1), ("A", "", "unknown", 2), ("A", "", "", 3))

    assert found["unplaced"] == [
        {"name": "These are words", "lines": 2, "pence": "3"},
        {"name": "No postcode was given", "lines": 1, "pence": "3"},
    ]


def test_categories_that_differ_in_their_writing_are_one_under_their_commonest_name():
    found = figures(*SOME, ("Delta", "care", "BB1 1BB", 1))

    assert [(each["key"], each["name"]) for each in found["categories"]] == [
        ("care", "care"), ("roads", "Roads"),
    ]  # fmt: skip


def test_suppliers_are_ranked_and_individuals_are_marked():
    person = Supplier("S1", "Pat Doe", is_individual=True, sic="41201", size=Size.SMALL)

    found = figures(("Pat Doe", "Care", "AA1 1AA", 5), ("Alpha", "", "", 9), register=[person])

    assert [(one["rank"], one["key"], one["individual"]) for one in found["suppliers"]] == [
        (1, "ALPHA", False), (2, "S1", True),
    ]  # fmt: skip
    assert [(one["key"], one["name"], one["total"]["pence"]) for one in found["sectors"]] == [
        ("", "", "9"), ("F", "Construction", "5"),
    ]  # fmt: skip
    assert [(one["key"], one["name"]) for one in found["sizes"]] == [
        ("unknown", "unknown"), ("small", "Small"),
    ]  # fmt: skip


def test_concentration_worked_example():
    # 60, 30 and 10 of 100: 0.36 + 0.09 + 0.01 = 0.46; 60 + 30 are the first 80%
    found = figures(("A", "", "", 60), ("B", "", "", 30), ("C", "", "", 10))["concentration"]

    assert (found["hhi"], found["suppliers_for_80_pct"]) == ("0.4600", 2)
    assert [each["pence"] for each in found["top"]][:2] == ["60", "100"]


def test_without_any_answer_there_is_no_multiplier():
    found = figures(*SOME)

    assert (found["survey"], found["multiplier"]) == (None, None)


def test_the_multiplier_is_that_of_the_documented_result():
    # of 120 in the town Alpha has all, and spends half again there: (127 + 120 + 60) / 127
    found = figures(*SOME, answers=[Answer("ALPHA", "town", Fraction(1, 2))])

    assert found["survey"]["weighted_mean"] == "0.500000"
    assert found["multiplier"]["imputed"] == "2.4173"


def test_a_supplier_abroad_is_outside_and_in_no_authority():
    found = figures(("Eire", "", "", 5), register=[Supplier("S1", "Eire", country="IE")])

    assert found["bands"]["outside"] == {"lines": 1, "pence": "5"}
    assert (found["authorities"], found["unplaced"]) == ({}, [])


def test_a_place_of_which_no_ward_is_known_is_in_none(monkeypatch):
    monkeypatch.setitem(PLACES, "AA1 2AA", Location("E07000001", {}))

    assert figures(("A", "", "AA1 2AA", 5))["wards"] == {}


def test_a_reason_that_is_not_tested_has_left_nothing_out():
    assert figures(*SOME)["grants"] == {"lines": 0, "pence": "0"}


def test_flows_lead_from_an_anchor_through_a_category_to_a_band():
    none = {"lines": 0, "pence": "0"}

    assert figures(*SOME)["flows"] == [
        {
            "anchor": "A",
            "category": "care",
            "bands": {
                "town": {"lines": 2, "pence": "120"},
                "outside": {"lines": 1, "pence": "3"},
                "unknown": none,
            },
        },
        {
            "anchor": "A",
            "category": "roads",
            "bands": {"town": none, "outside": none, "unknown": {"lines": 1, "pence": "4"}},
        },
    ]


def test_flows_of_small_categories_are_told_together(monkeypatch):
    monkeypatch.setattr(module, "CATEGORIES_FLOWING", 1)
    more = [*SOME, ("Delta", "Food", "AA1 1AA", 1), ("Delta", "Fuel", "AA1 1AA", -1)]

    flows = figures(*more)["flows"]

    assert [flow["category"] for flow in flows] == ["care", None]
    assert flows[1]["bands"]["town"] == {"lines": 2, "pence": "0"}
    assert flows[1]["bands"]["unknown"] == {"lines": 1, "pence": "4"}
