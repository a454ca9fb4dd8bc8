"""Greater Manchester's ten authorities, as published: the pooled share is not the mean of shares.

Source: CLES for AGMA, Appendix 3b: spend of each council with its largest suppliers, and how much
of it went to suppliers "based or branched" within its own boundary. The report calls 53.8% the
average; that is the mean of ten percentages, and 61.7% of the money stayed.
"""

import datetime as dt
from decimal import Decimal

import pytest

from socialvalue.calculations.spend.bands import Area, NestedAreas
from socialvalue.calculations.spend.engine import added_up
from socialvalue.calculations.spend.parts import part_of
from socialvalue.calculations.spend.places import Location
from socialvalue.calculations.spend.result import result_of
from socialvalue.calculations.spend.suppliers import Register

from .test_facts import lines_of
from .test_figures import asked

ROWS = {
    "Bolton": ("31179554.05", "68330289.71", "45.6"),
    "Bury": ("10810750.81", "38026372.58", "28.4"),
    "Manchester": ("186687585.67", "235031744.89", "79.4"),
    "Oldham": ("91644381.53", "133590437.30", "68.6"),
    "Rochdale": ("30995001.50", "70793775.84", "43.8"),
    "Salford": ("90276813.00", "143909248.95", "62.7"),
    "Stockport": ("82563092.39", "126771768.29", "65.1"),
    "Tameside": ("22863548.01", "45117493.41", "50.7"),
    "Trafford": ("15062797.86", "41171484.94", "36.6"),
    "Wigan": ("57568701.76", "101115819.30", "56.9"),
}
# Each council's own boundary is "here": what is within it is what the table counts.
HERE = Area("here", "Within the own boundary", frozenset({"E08000001"}))
PLACES = {"": Location(None, {}), "in": Location("E08000001", {}), "out": Location("E08000099", {})}
DAY = dt.date(2024, 5, 14)


def pence(pounds):
    """Return an amount in pounds as pence."""
    return int(Decimal(pounds) * 100)


@pytest.fixture(scope="module")
def result():
    parts = []
    for council, (within, whole, _) in ROWS.items():
        lines = lines_of(
            [
                ("Inside", "", "in", DAY, pence(within), 0),
                ("Outside", "", "out", DAY, pence(whole) - pence(within), 0),
            ]
        )
        parts.append(part_of(council, council, lines))
    question = asked(
        areas={"here": HERE},
        nested=NestedAreas((HERE,)),
        leakage_area=HERE,
        multiplier_area=HERE,
        anchors={council: council for council in ROWS},
    )
    added = added_up(
        question,
        parts,
        register=Register({}),
        locate=lambda texts: {text: PLACES[text] for text in texts},
    )
    return result_of(added, answers=(), total_rows_skipped=0)


def test_the_pooled_share_and_the_mean_of_shares(result):
    here = result["pooled"][0]["areas"][0]

    assert (here["value"], result["money"]["in_scope"]) == ("619652226.58", "1003858435.21")
    assert (here["pct"], here["mean_of_anchors_pct"]) == ("61.727", "53.793")


def test_each_row_is_as_published(result):
    found = {
        anchor["anchor"]: f"{Decimal(anchor['areas'][0]['pct']):.1f}"
        for anchor in result["anchors"]
    }

    assert found == {council: published for council, (_, _, published) in ROWS.items()}
