"""How far somebody is at a seat, and what waits for them there."""

import pytest

from procurement.evaluation.models import PanelMember
from procurement.evaluation.presenters import individual
from procurement.evaluation.queries.waiting import Waiting
from procurement.tenders.models import Tender


@pytest.mark.parametrize(
    ("waits", "said"),
    [
        ({"declares": True}, ("Declare your interests", "blue", "declare")),
        ({"unexplained": 2, "done": 4}, ("Say why your scores move", "blue", "my_moves")),
        ({"agrees": True, "done": 4}, ("Agree the scores", "blue", "moderation")),
        ({"done": 4}, ("All your scores are in", "green", "my_scores")),
    ],
)
def test_what_waits_at_a_seat(waits, said):
    member = PanelMember(code="E1", tender=Tender(state="consensus"))
    nothing = {"declares": False, "done": 0, "total": 4, "unexplained": 0, "agrees": False}

    assert individual._progress(Waiting(member=member, **nothing | waits), member) == said
