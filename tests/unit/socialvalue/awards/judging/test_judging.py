"""Judgements in versions, handed in together; what a panel agrees."""

import pytest

from socialvalue.audit.queries import events_of
from socialvalue.awards import actions, queries
from socialvalue.awards.models import Judgement
from socialvalue.awards.queries.judging import (
    all_judgements,
    judgements_seen_by,
    lacks,
    own_cells,
    own_judgements,
)
from tests.factories.awards import EvidenceFactory, JudgementFactory
from tests.factories.judged import CODES, REASON, Judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """Two assessors who have declared, and a panel member."""
    return Judged().allocated().declared()


@pytest.fixture
def ann(made):
    """The first assessor."""
    return made.assessors[0]


def test_each_save_is_a_version_and_none_is_changed(made, ann):
    made.saves(ann, "S2", "met")
    saved = made.saves(ann, "S2", "partly", version=1)

    assert saved.version == 2
    marks = Judgement.objects.order_by("version").values_list("mark", flat=True)
    assert list(marks) == ["met", "partly"]
    own = own_judgements(made.seat(ann))
    assert own["S2"].mark == "partly"


def test_saying_the_same_again_is_no_new_version(made, ann):
    first = made.saves(ann, "S2", "met")

    assert made.saves(ann, "S2", "met", version=0) == first


def test_a_version_that_is_not_the_last_is_refused_with_the_one_that_is(made, ann):
    first = made.saves(ann, "S2", "met")

    with pytest.raises(actions.SavedMeanwhile) as refusal:
        made.saves(ann, "S2", "not", version=0)
    assert refusal.value.theirs == first
    with pytest.raises(actions.NotOfTheScheme, match="no such version"):
        made.saves(ann, "E1", "not", version=3)


@pytest.mark.parametrize(
    ("code", "mark", "evidence"),
    [("X9", "met", ()), ("S2", "splendid", ()), ("S1", "met", ("no-such-key",))],
)
def test_what_the_scheme_does_not_have_is_refused(made, ann, code, mark, evidence):
    with pytest.raises(actions.NotOfTheScheme):
        made.saves(ann, code, mark, evidence=evidence)


def test_anothers_evidence_is_refused(made, ann):
    with pytest.raises(actions.NotOfTheScheme, match="no such evidence"):
        made.saves(ann, "S1", "met", evidence=(str(EvidenceFactory().pk),))


def test_nobody_judges_from_anothers_seat(made, ann):
    with pytest.raises(actions.NotYours):
        actions.submit_judgements(seat=made.seat(ann), by=made.assessors[1], at=made.at)


def test_nobody_judges_before_declaring():
    made = Judged().allocated()

    with pytest.raises(actions.NotYours):
        made.saves(made.assessors[0], "S2", "met")


def test_what_a_judgement_lacks():
    seat = Judged().allocated().declared().application.seats.first()
    half = JudgementFactory(seat=seat, mark="", reason="Too short", evidence=[])

    assert lacks(None, has_evidence=True) == ("nothing yet",)
    assert lacks(half, has_evidence=True) == (
        "no mark",
        "the reason is missing or too short",
        "not said what it rests on",
    )
    assert lacks(half, has_evidence=False) == lacks(half, has_evidence=True)[:2]


def test_handing_in_waits_for_everything(made, ann):
    made.saves(ann, "S1", "met", evidence=())
    made.saves(ann, "S2", "met")

    with pytest.raises(actions.SomethingIsMissing) as refusal:
        actions.submit_judgements(seat=made.seat(ann), by=ann, at=made.at)

    assert refusal.value.criteria == ("S1", "E1", "E2")


def test_the_answer_alone_is_something_to_rest_on(made, ann):
    made.saves(ann, "S1", "met", evidence=("answer",))

    cells = {cell.criterion: cell for cell in own_cells(made.seat(ann))}
    assert cells["S1"].is_done
    assert not cells["S2"].is_done


def test_what_is_handed_in_stays(made, ann):
    made.judges(ann).hands_in(ann)

    with pytest.raises(actions.NotYours):
        made.saves(ann, "S1", "not", version=1)


def test_one_sees_ones_own_judgements_and_others_once_all_are_in(made, ann):
    ben = made.assessors[1]
    made.judges(ann).hands_in(ann)
    made.saves(ben, "S1", "not")

    seen = judgements_seen_by(made.seat(ben))
    assert [(seat.user, list(own)) for seat, own in seen.items()] == [(ben, ["S1"])]
    assert judgements_seen_by(made.seat(made.panellist, "panel")) == {}
    assert all_judgements(made.application) == {}

    for code in CODES[1:]:
        made.saves(ben, code, "met")
    made.hands_in(ben)

    seen = judgements_seen_by(made.seat(ben))
    assert {seat.user for seat in seen} == {ann, ben}
    assert judgements_seen_by(made.seat(made.panellist, "panel")).keys() == seen.keys()


def test_the_record_says_that_something_was_saved_and_not_what(made, ann):
    made.judges(ann, "mpnm").hands_in(ann)

    saved = [event for event in events_of(made.application) if event.did == "judgement.saved"]
    assert [event.after for event in saved] == [
        {"seat": "A1", "criterion": code, "version": 1} for code in CODES
    ]
    assert {event.reason for event in saved} == {""}


def test_the_panel_agrees_in_versions():
    made = Judged().at_panel()

    made.agrees("S1", "met")
    made.agrees("S1", "met")
    again = made.agrees("S1", "partly", version=1)

    assert again.version == 2
    assert queries.panel_marks(made.application)["S1"].mark == "partly"
    with pytest.raises(actions.SavedMeanwhile):
        made.agrees("S1", "not", version=1)
    with pytest.raises(actions.NotOfTheScheme, match="no such version"):
        made.agrees("S2", "not", version=1)


def test_a_panel_says_which_mark_and_why():
    made = Judged().at_panel()

    with pytest.raises(actions.NotOfTheScheme, match="Select the mark"):
        made.agrees("S1", "")
    with pytest.raises(actions.SayWhy):
        made.agrees("S1", "met", reason="Too short")


def test_only_the_panel_agrees_and_only_while_it_meets(made):
    with pytest.raises(actions.NotYours):
        made.agrees("S1")
    at_panel = Judged(name="Other").at_panel()
    for person in (at_panel.manager, at_panel.assessors[0], at_panel.approver):
        with pytest.raises(actions.NotYours):
            at_panel.agrees("S1", by=person)


def test_judgements_of_whoever_left_do_not_count():
    made = Judged().at_panel("mmmm", "nnnn", "pppp")
    actions.declare_interest(
        seat=made.seat(made.assessors[0]),
        has_interest=True,
        interest="I know them after all.",
        by=made.assessors[0],
        at=made.at,
    )

    judged = all_judgements(made.refresh())

    assert [seat.code for seat in judged] == ["A2", "A3"]
    assert {own["S1"].reason for own in judged.values()} == {REASON}
