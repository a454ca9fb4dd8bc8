"""The evaluation report, for results of every kind: plain values in, a document out."""

import datetime as dt
from dataclasses import replace

import pytest

from procurement.calculations.evaluation import work_out
from procurement.evaluation import reports
from procurement.evaluation.presenters import ranking
from procurement.evaluation.queries.file_record import FileRecord, Head
from tests.unit.procurement.calculations.golden import AREAS, published
from tests.unit.socialvalue.core.pdf import reading

NOTHING_RECORDED = FileRecord(
    panel=[], declarations=[], recusals=[], moderation=[], corrections=[], enquiries=[], draws=[],
    steps=[], approvals=[], letters=[], method_fingerprint="not recorded",
    head=Head(length=1, hash="0" * 64),
)  # fmt: skip


def report_of(bundle, *, amendments=(), outcomes=None, **without):
    """Return the words of the report on a bundle, its lots changed in what is named."""
    worked_out = work_out(bundle, areas_for_action=AREAS)
    facts = reports.ReportFacts(
        title="Cleaning",
        reference="T-1",
        organisation="Mersey Weavers",
        made_at=dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC),
        is_demonstration=False,
        about=[("Reference", "T-1")],
        duty=["Ask the bidder why its price is low."],
        method={"questions": [], "scales": [], "marks": "", "ties": "", "amendments": amendments},
        sha256="1" * 64,
        file=NOTHING_RECORDED,
    )
    lots = ranking.lot_views(
        bundle,
        worked_out.result,
        gaps=worked_out.gaps,
        objectives={},
        keys={},
        outcomes=outcomes or {},
    )
    lots = [replace(lot, **without) for lot in lots]
    report = reports.evaluation_report(facts, lots=lots, reasons=ranking.reasons(bundle))
    return " ".join(reading.text(report.render()).split())


def test_every_lot_is_told_with_its_preferred_bid_and_low_prices():
    said = report_of(published("bundle.json"))

    assert "Preferred bid: " in said
    assert "Ask the bidder why its price is low." in said
    assert "Prices compared" in said


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("satisfied", "Price explained"), ("not_satisfied", "Price not explained")],
)
def test_a_price_query_that_is_concluded_is_told_as_that(outcome, words):
    bundle = published("bundle.json")
    outcomes = dict.fromkeys((bid["code"] for bid in bundle["bids"]), outcome)

    said = report_of(bundle, outcomes=outcomes)

    assert "Price query open" in report_of(bundle)
    assert "Price query open" not in said
    assert words in said
    assert "Ask the bidder why its price is low." not in said


def test_scores_that_were_changed_are_told():
    said = report_of(published("bundle.json"), amendments=["Ada, Q1: 3 points became 4."])

    assert "Ada, Q1: 3 points became 4." in said


@pytest.fixture
def nobody_left():
    """The published bundle with every bid of the first lot disqualified."""
    bundle = published("bundle.json")
    first = bundle["lots"][0]["code"]
    bundle["disqualifications"] += [
        {
            "bid": bid["code"],
            "rule": "condition_of_participation",
            "reason": "Convicted of fraud.",
            "decided_at": "2026-07-31T15:00:00+01:00",
        }
        for bid in bundle["bids"]
        if bid["lot"] == first
    ]
    return bundle


def test_a_lot_with_nobody_left_has_no_ranking(nobody_left):
    said = report_of(nobody_left)

    assert "Bids that are out" in said
    assert "Convicted of fraud." in said


def test_a_formula_without_price_scores_has_no_picture_of_them():
    bundle = published("bundle.json")
    for lot in bundle["lots"]:
        lot["price"] = {"formula": "PQP", "parameters": {}}
        lot["section_weights"] = {"quality": "75", "price": "0", "social_value": "25"}

    assert "What each total is made of" not in report_of(bundle)


def test_what_there_is_nothing_to_say_about_is_left_out():
    said = report_of(published("bundle.json"), statistics=[], social_value_chart=None)

    assert "Prices compared" not in said
    assert "Social value score out of 100" not in said
