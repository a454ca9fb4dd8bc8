"""A kind of job that each test may give its own work."""

import pytest

from socialvalue.jobs import registry
from socialvalue.jobs.registry import Outcome


class Work:
    """What the handler of `tests.count` does: by default nothing but hand back a result."""

    def __init__(self):
        self.runs = 0
        self.outcome = Outcome(result={"sum": "12.30"})
        self.during = lambda job, report: None

    def __call__(self, job, report):
        self.runs += 1
        self.during(job, report)
        return self.outcome


@pytest.fixture
def work():
    """Register the kind `tests.count` for one test and return its handler."""
    handler = Work()
    registry.handler("tests.count")(handler)
    yield handler
    registry.forget("tests.count")
