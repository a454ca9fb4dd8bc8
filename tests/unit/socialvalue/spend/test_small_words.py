"""Small words of spend, and what stored things are called: nothing is looked up for them."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from socialvalue.spend import figures
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
from socialvalue.spend.presenters import comparing, files, home, payments, targets
from socialvalue.spend.presenters.analysis import geography, narrowing, overview
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


def test_how_a_file_is_written_has_an_example_where_there_is_one():
    assert files._written(["pound sign", "in euros"], files.AMOUNTS) == (
        "Pound sign (£1.00), in euros"
    )
    assert files._written([], files.DATES) == ""


def test_sizes_stand_from_micro_to_large_and_what_is_not_known_last():
    found = {
        "sizes": [
            {"key": key, "name": name}
            for key, name in [
                ("unknown", "Not known"), ("large", "Large"), ("medium", "Medium"),
                ("micro", "Micro"), ("small", "Small"),
            ]
        ]
    }  # fmt: skip
    groups = [SimpleNamespace(**group) for group in found["sizes"]]

    assert [one.key for one in sorted(groups, key=narrowing._by_size_or_name)] == [
        "micro", "small", "medium", "large", "unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("unknown", "share", "placed"),
    [
        ("0", "25.0%", ""),
        ("1000", "25.0%", ""),  # a tenth: enough is placed
        ("1001", "25.0%", "The place of 10.0% is not known"),
        ("10000", "Not known", "The place of 100.0% is not known"),
    ],
)
def test_a_list_says_beside_a_share_how_much_could_not_be_placed(unknown, share, placed):
    result = {
        "place": "Preston", "place_pence": "2500", "total_pence": "10000", "unknown_pence": unknown,
    }  # fmt: skip

    row = home._in_short(SimpleNamespace(result=result))

    assert (row["share"], row["placed"]) == (share, placed)


def test_why_there_is_no_multiplier_names_the_area():
    found = figures.figures_of(SimpleNamespace(figures=figures_of()))

    assert overview._no_multiplier(found) == (
        "Not known: no supplier in Lancashire (ceremonial county) that was paid in this period has "
        "said in a survey what it spends there again."
    )
