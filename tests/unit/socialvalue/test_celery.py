"""What workers do before they begin."""

from socialvalue import celery


def test_a_process_of_a_worker_leaves_what_it_begins_with(monkeypatch):
    left = []
    monkeypatch.setattr(celery.gc, "freeze", lambda: left.append("all"))

    celery.leave_what_stays(sender="a worker")

    assert left == ["all"]
