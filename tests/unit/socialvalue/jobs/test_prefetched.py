"""A worker lets go of a message also when Redis cannot be told."""

from types import SimpleNamespace

import pytest
from kombu.transport import redis as transport

from socialvalue.celery import mend_the_worker
from socialvalue.jobs.prefetched import Prefetched


class Away(Exception):
    """Redis does not answer."""


@pytest.fixture
def held(monkeypatch):
    """A worker's hands, with room for one message and one in them, and Redis away."""

    def away(self, *args, **kwargs):
        raise Away

    monkeypatch.setattr(Prefetched, "_remove_from_indices", away)
    monkeypatch.setattr(Prefetched, "restore_by_tag", away)
    channel = SimpleNamespace(connection_errors=(Away,), do_restore=False)
    channel.after_reply_message_received = lambda *args: None
    hands = Prefetched(channel, prefetch_count=1)
    hands._delivered["tag"] = "a message"
    return hands


def test_without_the_mend_the_hands_stay_full(held):
    with pytest.raises(Away):
        transport.QoS.ack(held, "tag")

    assert not held.can_consume()


@pytest.mark.parametrize(
    "let_go",
    [
        lambda held: held.ack("tag"),
        lambda held: held.reject("tag"),
        lambda held: held.reject("tag", requeue=True),
    ],
    ids=["ack", "reject", "requeue"],
)
def test_a_message_is_let_go_though_redis_is_away(held, let_go):
    with pytest.raises(Away):
        let_go(held)

    assert held.can_consume()


def test_workers_are_mended_before_they_start(monkeypatch):
    monkeypatch.setattr(transport.Channel, "QoS", transport.QoS)

    mend_the_worker(sender="a worker")

    assert transport.Channel.QoS is Prefetched
