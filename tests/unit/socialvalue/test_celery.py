"""What workers do before they begin."""

from socialvalue import celery


def test_a_process_of_a_worker_leaves_what_it_begins_with_and_looks_seldom(monkeypatch):
    left = []
    monkeypatch.setattr(celery.gc, "freeze", lambda: left.append("all"))
    monkeypatch.setattr(celery.gc, "set_threshold", left.append)

    celery.look_less_for_rubbish(sender="a worker")

    assert left == ["all", 50_000]
