"""What is said in the demonstration's tenders, and when they are."""

import datetime as dt

from procurement.calculations.wording import comparisons
from procurement.demonstration import tender_life


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
