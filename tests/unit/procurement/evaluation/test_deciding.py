"""Decisions that people take are kept with their reason, once."""

import datetime as dt

import pytest

from procurement.evaluation import actions
from procurement.evaluation.actions.deciding import DrawnAlready
from procurement.evaluation.queries import result_of
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.bids import bid_for
from tests.factories.evaluation import agreed
from tests.factories.tenders import whole_method

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 8, 12, 10, tzinfo=dt.UTC)


@pytest.fixture
def methodology():
    """A fixed method whose two bids are exactly equal."""
    methodology = whole_method(fixed=True, state=State.PRICE_OPENED)
    for _ in range(2):
        agreed(bid_for(methodology), 3)
    return methodology


def test_a_decision_takes_a_bid_out_and_is_recorded(methodology):
    bid = methodology.tender.bids.first()

    actions.disqualify(
        bid=bid, rule="late_tender", reason="Four hours late.", decided_at=AT, by="Ola", at=AT
    )

    _, result = result_of(methodology.tender)
    outs = [each["bid"] for each in result["lots"][0]["bids"] if each["disqualifications"]]
    assert outs == [bid.code]
    event = events_of(methodology.tender).get()
    assert (event.did, event.reason) == ("bid.disqualified", "Four hours late.")


def test_a_draw_separates_what_nothing_else_does(methodology):
    first, second = methodology.tender.bids.order_by("position")
    draw = {"lot": first.lot, "witness": "internal auditor", "drawn_at": AT, "by": "Ola", "at": AT}

    actions.record_draw(order=[second, first], **draw)

    _, result = result_of(methodology.tender)
    lot = result["lots"][0]
    assert (lot["status"], lot["preferred_bid"]) == ("ranked", second.code)
    assert events_of(methodology.tender).get().after["order"] == [second.code, first.code]
    with pytest.raises(DrawnAlready):
        actions.record_draw(order=[first, second], **draw)


def test_decisions_are_refused_once_the_tender_has_gone_on(methodology):
    methodology.tender.state = State.AWARDED
    methodology.tender.save()

    with pytest.raises(actions.DecisionsAreClosed):
        actions.disqualify(
            bid=methodology.tender.bids.first(),
            rule="other",
            reason="Too late.",
            decided_at=AT,
            by="Ola",
            at=AT,
        )
