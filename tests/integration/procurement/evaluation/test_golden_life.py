"""The published example lived through, step by step: its result is the published one."""

import json

import pytest

from procurement.calculations import canonical
from procurement.evaluation import queries
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.golden_life import Life
from tests.unit.procurement.calculations.golden import published, without_free_text

pytestmark = pytest.mark.django_db


def test_the_published_example_comes_out_of_the_whole_life_to_the_byte():
    bundle, expected = published("bundle.json"), published("expected.json")
    life = Life(bundle).until_locked()
    before = queries.bundle_of(life.stands())

    life.open_prices()
    life.enquire()
    stored = life.rank()
    life.approve()

    assert {bid["price"] for bid in before["bids"]} == {None}
    assert stored.bundle.encode() == canonical.canonical_json(bundle)
    assert stored.bundle_sha256 == expected["bundle_sha256"]
    assert without_free_text(json.loads(stored.result)) == without_free_text(expected)
    assert life.stands().state == State.APPROVED
    assert queries.standing_of(life.tender).is_the_same
    done = [event.did for event in events_of(life.tender)]
    assert done.count("score.agreed") == 60
    assert [done.count(did) for did in ("prices.opened", "tender.approve")] == [1, 1]
