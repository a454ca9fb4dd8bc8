"""Shares that rest on what is known of the suppliers: unknown is never nought."""

from types import SimpleNamespace

import pytest

from socialvalue.spend import figures
from socialvalue.spend.models import Measure, Target
from socialvalue.spend.presenters import targets
from socialvalue.spend.presenters.analysis import overview, who
from socialvalue.spend.tables import Audience, measures
from socialvalue.spend.tables.table import for_files, for_people
from tests.factories.spend_figures import figures_of

NONE = {"lines": 0, "pence": "0"}


def unlisted(**known):
    """Return figures of payments to suppliers of whom no list or register says anything."""
    found = figures_of()
    private = {"key": "private", "name": "Business", "total": found["total"]}
    return found | {
        "vcse": NONE, "sme": NONE, "size_unknown": found["total"], "kinds": [private],
        "kind_unknown": found["total"],
        "public_bodies": NONE, **known,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "known", "pence"),
    [
        ("vcse", {}, None),
        ("vcse", {"kinds": []}, None),
        ("vcse", {"public_bodies": None}, None),
        ("vcse", {"vcse": None}, None),
        ("vcse", {"vcse": {"lines": 2, "pence": "0"}}, 0),  # a payment and its refund
        ("vcse", {"kinds": [{"key": "private"}, {"key": "anchor"}]}, 0),
        ("vcse", {"public_bodies": {"lines": 1, "pence": "5"}}, 0),
        ("vcse", {"kind_unknown": NONE}, 0),  # a list that names only private firms
        ("vcse", {"kind_unknown": {"lines": 1, "pence": "5"}}, 0),  # and does not name them all
        ("vcse", {"kind_unknown": None}, None),  # of an earlier version
        ("sme", {}, None),
        ("sme", {"sme": None}, None),
        ("sme", {"size_unknown": NONE}, 0),
        ("sme", {"sme": {"lines": 1, "pence": "7"}}, 7),
    ],
)
def test_what_nobody_says_is_not_nought(measure, known, pence):
    assert figures.known_pence(unlisted(**known), measure) == pence


def test_cards_say_what_to_do():
    first, second = (
        [card for card in cards if card["figure"] == "Not known"]
        for cards in (overview.cards(unlisted(), basis="registered"), who._cards(unlisted()))
    )

    said = [f"{figures.WHY_NOT_KNOWN[one]}. {figures.WHAT_TO_DO[one]}" for one in ("sme", "vcse")]
    assert [card["note"] for card in first] == said
    assert [card["note"] for card in second] == said


def test_a_known_size_is_also_told_of_what_is_known():
    found = unlisted(sme={"lines": 1, "pence": "100"}, size_unknown=NONE)

    notes = [card.get("note", "") for card in who._cards(found)]

    share = targets.words.percent(100, figures.total_pence(found))
    told = [note for note in notes if "size is known" in note]
    assert told == [f"{share} of what went to suppliers whose size is known"]


def test_where_some_kinds_are_known_the_share_is_also_told_of_these():
    # 1,000 of the money is with suppliers of whom nobody says what they are.
    found = unlisted(kind_unknown={"lines": 1, "pence": "1000"})
    known = figures.total_pence(found) - 1000

    table = measures.measures(found, Audience.OWN)
    cards = overview.cards(found, basis="registered")

    told = [row.cells for row in table.rows if str(row.cells[0]).startswith("Voluntary")]
    assert [cells[1] for cells in told] == [0, 0]
    assert [cells[3] for cells in told] == [
        "all the money",
        "the money whose supplier's kind is known",
    ]
    assert known > 0
    assert [card["note"] for card in cards if "nobody says what they are" in card.get("note", "")]


@pytest.mark.parametrize("audience", list(Audience))
def test_the_table_says_why_and_leads_nowhere(audience):
    table = measures.measures(unlisted(sizes=[], kinds=[]), audience)

    near = table.rows[:3]
    cells = [
        [for_people(cell, head.kind) for cell, head in zip(row.cells, table.heads, strict=True)]
        for row in near
    ]
    assert [row[1:3] for row in cells] == [["not known", "not known"]] * 3
    assert for_files(near[0].cells[1], table.heads[1].kind) is None
    assert [row.query for row in near] == [None, None, None]
    assert table.caution.endswith(
        "No list says how large the suppliers are. No list or register says what the suppliers are."
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, "This share is not in this analysis"),
        (figures_of() | {"vcse": None}, "This share is not in this analysis"),
        (unlisted(), f"{figures.WHY_NOT_KNOWN['vcse']}. {figures.WHAT_TO_DO['vcse']}"),
    ],
)
def test_a_target_says_why_its_share_is_not_known(found, said):
    target = Target(measure=Measure.VCSE, kind=Target.Kind.RESERVE)

    assert targets._why_not(found, target.measure) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (unlisted(), f"{figures.WHY_NOT_KNOWN['vcse']}. {figures.WHAT_TO_DO['vcse']}"),
        (unlisted(vcse=None), "This share is not in this analysis"),
        (
            unlisted(vcse={"lines": 1, "pence": "5"}, total=NONE),
            "This share is not in this analysis",
        ),
    ],
)
def test_what_if_says_why_a_share_is_not_known(found, said, monkeypatch):
    monkeypatch.setattr(targets, "framed", lambda analysis, name, **shown: shown)
    analysis = SimpleNamespace(figures=found)

    shown = targets.what_if_page(analysis, measure=Measure.VCSE)

    assert (shown["not_known"], shown["steps"]) == (said, [])
