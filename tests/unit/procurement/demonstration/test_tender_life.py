"""What is said in the demonstration's tenders, and when they are."""

import datetime as dt
import json

import pytest
import yaml
from django.utils import timezone

from procurement.calculations.wording import comparisons
from procurement.demonstration import addresses, tender_life
from procurement.evaluation.actions import demonstration as evaluation


def test_no_two_reasons_of_evaluators_are_the_same_and_none_compares_bids():
    said = tender_life.content()["bids"]
    own = {
        (bid["bidder"], code): scores["own"]
        for bid in said
        for code, scores in bid["scores"].items()
    }
    every = [reason for reasons in own.values() for reason in reasons]
    names = [bid["bidder"] for bid in said]

    compared = [
        (bidder, code)
        for (bidder, code), reasons in own.items()
        for reason in reasons
        if comparisons(reason, others=[name for name in names if name != bidder])
    ]

    assert {len(reasons) for reasons in own.values()} == {3}
    assert len(set(every)) == len(every) == 54  # 3 bids, 6 questions, 3 evaluators
    assert compared == []


def test_deadlines_are_at_noon():
    # 5 July 2026 at 07:19 UTC is 08:19 in the United Kingdom.
    installed = dt.datetime(2026, 7, 5, 7, 19, 33, 5, tzinfo=dt.UTC)

    assert tender_life._at_noon(installed).isoformat() == "2026-07-05T12:00:00+01:00"


@pytest.mark.parametrize("until", list(tender_life.ENDS))
@pytest.mark.parametrize("today", range(22, 29))  # each day of a week
def test_the_last_step_of_a_tender_was_taken_on_a_working_day_before_today(
    until, today, monkeypatch
):
    today = dt.date(2026, 11, today)
    monkeypatch.setattr(timezone, "localdate", lambda: today)
    walk = tender_life.Walk(reference="R", title="T", until=until)

    last = walk.at(tender_life.ENDS[until], 15)

    assert walk.at(0, 10).strftime("%A %H:%M") == "Monday 10:00"
    assert last.date() < today
    assert last.weekday() < 5


def test_every_supplier_of_a_demonstration_has_an_address():
    known = yaml.safe_load(addresses.ADDRESSES.read_text(encoding="utf-8"))
    worked = json.loads(evaluation.BUNDLE.read_text(encoding="utf-8"))
    bidders = [bid["bidder"] for bid in tender_life.content()["bids"]]

    assert set(known) == {*bidders, *(bidder["name"] for bidder in worked["bidders"])}
    assert all(each["email"].endswith(".example") for each in known.values())
