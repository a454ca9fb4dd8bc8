"""Small words of spend, and what stored things are called: nothing is looked up for them."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from socialvalue.spend.models import (
    Anchor,
    CategoryDecision,
    Contract,
    GapNote,
    PaymentFile,
    Register,
    RowDecision,
    Target,
)
from socialvalue.spend.presenters import comparing, payments, targets
from socialvalue.spend.presenters.analysis import geography
from tests.factories.spend_figures import figures_of


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (Anchor(name="Ribble College"), "Ribble College"),
        (Register(name="contracts.csv"), "contracts.csv"),
        (Contract(reference="C-1", title="Cleaning"), "C-1: Cleaning"),
        (RowDecision(file=PaymentFile(name="April.csv"), row=3), "April.csv, row 3"),
        (CategoryDecision(name="Energy"), "Energy"),
        (GapNote(name="Catering"), "Catering"),
    ],
)
def test_a_thing_is_called(thing, name):
    assert str(thing) == name


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("imd2019-1", "Decile 1 of IMD2019"),
        ("imd2025-0", "No decile of IMD2025"),
        ("1", None),
        ("imd2019-one", None),
    ],
)
def test_a_decile_in_words(choice, said):
    assert payments._decile_words(choice) == said


def test_choices_in_words():
    assert payments._by_delivery("Preston") == "Preston, by delivery address"
    assert payments._by_delivery(None) is None
    assert payments._yes("yes", "Leaves", "Stays") == "Leaves"
    assert payments._yes("perhaps", "Leaves", "Stays") is None


def test_a_reserve_is_no_share_to_draw():
    reserve = Target(kind=Target.Kind.RESERVE, measure="vcse", percent=Decimal(3))

    assert targets._chart([reserve], figures_of()) is None


def test_steps_go_no_further_than_all_of_it():
    assert [row[0] for row in targets._steps(100, 100)] == ["Now: 100.0%"]


def test_what_no_analysis_knows_is_left_out_of_a_comparison():
    unlike = figures_of() | {"sme": None, "vcse": None}

    rows = comparing._shares([unlike, unlike], ["A", "B"])["rows"]
    amounts = [text for text, _ in comparing._every_amount([unlike])]

    assert [row[0] for row in rows if "mean" not in row[0]] == [
        "Share in the place",
        "Share in the wider area",
    ]
    assert amounts == ["All in scope", "Paid in the place", "Paid in the wider area"]


def test_one_anchor_has_no_mean():
    found = figures_of()
    alone = found | {"anchors": found["anchors"][:1]}

    rows = comparing._shares([alone, alone], ["A", "B"])["rows"]

    assert not [row for row in rows if "mean" in row[0]]


def test_close_up_shows_the_index_that_is_asked_for(monkeypatch):
    index = SimpleNamespace(code="imd2019")
    monkeypatch.setattr(
        geography, "deprivation_map", lambda authority, **asked: (authority, asked["index"])
    )
    other = SimpleNamespace(code="imd2025")

    assert geography._near("Preston", {}, "imd2019", [other, index]) == ("Preston", index)
