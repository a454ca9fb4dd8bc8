"""What a job says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.jobs.models import Job, State


def test_a_job_is_called_by_its_title():
    assert str(Job(title="Analyse payments of 2014/15")) == "Analyse payments of 2014/15"


@pytest.mark.parametrize(
    ("done", "total", "percentage"), [(0, None, None), (3, None, None), (0, 0, None), (3, 8, 37)]
)
def test_the_percentage_is_known_only_where_the_end_is(done, total, percentage):
    # 3 of 8 is 37.5, and it is not yet 38
    assert Job(progress_done=done, progress_total=total).percentage == percentage


@given(total=st.integers(1, 10**12), data=st.data())
def test_a_hundred_percent_means_all_done(total, data):
    done = data.draw(st.integers(0, total))

    assert (Job(progress_done=done, progress_total=total).percentage == 100) == (done == total)


@pytest.mark.parametrize("state", State.values)
def test_every_job_is_undone_or_done_or_may_run_again(state):
    job = Job(state=state)

    assert [job.is_undone, state == State.DONE, job.may_run_again].count(True) == 1
