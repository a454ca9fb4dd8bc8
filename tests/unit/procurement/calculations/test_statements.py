"""What a bid states has one form, and its fingerprint gives nothing away."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from procurement.calculations.commitments import Promise
from procurement.calculations.statements import new_nonce, statement

PROMISE = Promise(
    criterion="SV1", measure="Trees", quantity=Decimal("4.50"), due_on=dt.date(2027, 9, 30)
)


def stated(**changes):
    """Return a statement with some parts changed."""
    given = {
        "tender": "T-1",
        "lot": "1",
        "bidder": "Alderfinch Ltd",
        "answers": {"Q2": "b", "Q1": "a"},
        "commitments": [PROMISE],
        "price_pence": 100,
        "nonce": "0" * 64,
    }
    return statement(**given | changes)


def test_a_statement_worked_example():
    assert json.loads(stated()) == {
        "format": "sv-received-bid/1.0",
        "tender": "T-1",
        "lot": "1",
        "bidder": "Alderfinch Ltd",
        "answers": {"Q1": "a", "Q2": "b"},
        "commitments": [
            {
                "criterion": "SV1",
                "measure": "Trees",
                "quantity": "4.50",
                "unit": "",
                "due_on": "2027-09-30",
                "where": "",
                "for_whom": "",
                "explanation": "",
            }
        ],
        "price_pence": "100",
        "nonce": "0" * 64,
    }


def test_the_order_of_answers_changes_nothing():
    assert stated(answers={"Q1": "a", "Q2": "b"}) == stated(answers={"Q2": "b", "Q1": "a"})


@pytest.mark.parametrize(
    "change",
    [
        {"tender": "T-2"},
        {"lot": "2"},
        {"bidder": "Alderfinch"},
        {"answers": {"Q1": "a"}},
        {"commitments": []},
        {"commitments": [Promise(criterion="SV1", measure="Trees", due_on=dt.date(2027, 9, 30))]},
        {"commitments": [Promise(criterion="SV1", measure="Trees", quantity=Decimal("4.50"))]},
        {"price_pence": 101},
        {"price_pence": None},
        {"nonce": "1" * 64},
    ],
)
def test_every_part_counts(change):
    assert stated(**change) != stated()


def test_a_nonce_is_never_the_same_twice():
    assert len({new_nonce() for _ in range(100)}) == 100
    assert len(new_nonce()) == 64
