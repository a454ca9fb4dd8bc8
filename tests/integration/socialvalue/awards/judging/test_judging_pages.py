"""One's own judgements, saved and handed in without JavaScript; the panel; files."""

import pytest
from django.core.files.base import ContentFile

from socialvalue.awards import actions
from socialvalue.awards.models import Judgement, PanelMark
from socialvalue.awards.queries import scheme_of
from tests.factories.awards import QuestionFactory, SeatFactory, SubmittedFactory
from tests.factories.judged import CODES, REASON, Judged
from tests.integration.socialvalue.awards.judging.people import (
    address,
    client_for,
    page,
    sends,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """Two assessors who have declared, and a panel member."""
    return Judged().allocated().declared()


@pytest.fixture
def ann(made):
    """The first assessor."""
    return made.assessors[0]


def title_of(made, code):
    """Return the title of a criterion, which an applicant reads too."""
    criteria = scheme_of(made.application.running.version).criteria
    return next(each.title for each in criteria if each.code == code)


def judge(made, user, code="S2", *, name="judge", **answers):
    """Send a judgement."""
    said = {"version": "0", "mark": "met", "reason": REASON} | answers
    return sends(made, user, name, code, **said)


def test_the_answer_stands_beside_the_definitions(made, ann):
    shown = words(page(made, ann, "judge", "S1"))

    assert "What we do about S1." in shown
    assert "Some shown." in shown
    assert "jobs.txt" in shown
    assert "1 of 4." in shown


def test_saving_keeps_a_version_and_says_what_is_missing(made, ann):
    answer = judge(made, ann, mark="", reason="Because", save="yes")

    assert answer.url == address(made, "judge", "S2")
    assert Judgement.objects.get().version == 1
    shown = words(page(made, ann, "my_judgements"))
    assert "Still missing: no mark, the reason is missing or too short" in shown
    assert "You can hand in once" in shown


def test_what_was_saved_is_told_by_the_title_that_the_applicant_reads(made, ann):
    title = title_of(made, "S2")
    browser = client_for(ann)

    browser.post(address(made, "judge", "S2"), {"version": "0", "mark": "met", "save": "yes"})

    assert f"{title}: saved. Still missing" in words(browser.get(address(made, "my_judgements")))
    shown = words(browser.get(address(made, "judge", "S2")))
    assert f'<h1 class="govuk-heading-l">{title} ' in shown


def test_save_and_next_goes_round_to_what_is_missing(made, ann):
    for code, following in (("S2", "E1"), ("E1", "E2"), ("E2", "S1")):
        answer = judge(made, ann, code, next="yes")
        assert answer.url == address(made, "judge", following)

    answer = judge(made, ann, "S1", next="yes", evidence=["answer"])

    assert answer.url == address(made, "my_judgements")
    assert "Hand in my judgements" in words(page(made, ann, "my_judgements"))


def test_what_was_saved_elsewhere_is_shown_beside_and_can_be_replaced(made, ann):
    judge(made, ann, reason="From my desk, a reason that is long enough.")
    mine = "From my phone, a reason that is long enough."

    conflict = judge(made, ann, reason=mine)

    assert conflict.status_code == 409
    shown = words(conflict)
    assert "From my desk" in shown
    assert mine in shown
    assert 'name="version" value="1"' in shown
    judge(made, ann, reason=mine, version="1")
    assert Judgement.objects.get(version=2).reason == mine


def test_evidence_or_the_answer_alone_but_not_both(made, ann):
    both = [str(made.evidence.pk), "answer"]

    answer = judge(made, ann, "S1", evidence=both)

    assert "Select the evidence, or that it rests on the answer alone" in words(answer)


def test_a_judgement_that_is_not_of_the_scale_is_refused(made, ann):
    assert "Select a judgement of the scale" in words(judge(made, ann, mark="splendid"))
    assert page(made, ann, "judge", "X9").status_code == 404


def test_what_the_action_refuses_is_told(made, ann, monkeypatch):
    def refuse(**said):
        raise actions.NotYours("You cannot judge this application now.")

    at_panel = Judged(name="Other").at_panel()
    monkeypatch.setattr(actions, "save_judgement", refuse)
    monkeypatch.setattr(actions, "agree_panel_mark", refuse)

    assert "You cannot judge this application now." in words(judge(made, ann))
    answer = judge(at_panel, at_panel.panellist, "S2", name="agree")
    assert "You cannot judge this application now." in words(answer)


def test_handing_in_what_is_not_complete_is_refused(made, ann):
    made.saves(ann, "S2", "met")

    answer = sends(made, ann, "my_judgements", save="yes")

    assert answer.url == address(made, "my_judgements")
    assert made.seat(ann).submitted_at is None


def test_after_handing_in_one_reads_and_writes_no_more(made, ann):
    made.judges(ann)
    answer = sends(made, ann, "my_judgements", save="yes")

    assert answer.status_code == 302
    assert made.seat(ann).submitted_at is not None
    assert "What you handed in stays as it is" in words(page(made, ann, "my_judgements"))
    shown = words(page(made, ann, "judge", "S1"))
    assert "Rests on: jobs.txt" in shown
    assert "Save and next" not in shown
    assert judge(made, ann).status_code == 403


def test_the_first_has_none_before_and_the_last_none_after(made, ann):
    first, last = (words(page(made, ann, "judge", code)) for code in ("S1", "E2"))

    assert address(made, "judge", "S2") in first
    assert address(made, "judge", "E1") in last
    assert "Previous<" not in first
    assert ">Next<" not in last


def test_nothing_judged_before_the_panel_is_said_so(made, ann):
    application = SubmittedFactory(running=made.running, state="panel")
    SeatFactory(application=application, user=ann, submitted_at=made.at, submitted_by="Ann A")
    made.application = application

    assert "You have judged nothing here" in words(page(made, ann, "judge", "S1"))


def test_the_panel_reads_side_by_side_and_agrees():
    made = Judged().at_panel("mmmm", "mpnm")
    shown = words(page(made, made.panellist, "panel"))
    for spread in ("All alike", "1 step apart", "2 steps apart"):
        assert spread in shown
    assert "The panel has still to agree on 4 criteria." in shown
    assert REASON in words(page(made, made.panellist, "agree", "S1"))

    for code, following in zip(CODES, (*CODES[1:], ""), strict=True):
        answer = judge(made, made.panellist, code, name="agree", mark="partly")
        target = ("agree", following) if following else ("panel",)
        assert answer.url == address(made, *target)

    shown = words(page(made, made.manager, "panel"))
    assert "The judgements come to: Aspiring." in shown
    assert "Missing for Accredited" in shown
    assert "Propose the decision" in shown
    assert "Version 1" in words(page(made, made.panellist, "agree", "S1"))


def test_what_the_panel_agreed_is_told_by_its_title():
    made = Judged().at_panel("mmmm", "mpnm")
    title = title_of(made, "S1")
    browser = client_for(made.panellist)

    browser.post(address(made, "agree", "S1"), {"version": "0", "mark": "met", "reason": REASON})

    shown = words(browser.get(address(made, "panel")))
    assert f"{title}: agreed" in shown
    assert f">S1 {title}" not in shown


def test_the_panel_says_which_and_why():
    made = Judged().at_panel()

    answer = judge(made, made.panellist, name="agree", mark="", reason="Because")

    shown = words(answer)
    assert "Select the judgement that the panel agrees on" in shown
    assert "Enter the reason for the judgement, in 20 characters or more" in shown


def test_what_another_of_the_panel_agreed_meanwhile_is_shown():
    made = Judged().at_panel()
    made.agrees("S1", "not")

    answer = judge(made, made.panellist, "S1", name="agree", mark="met")

    assert answer.status_code == 409
    assert "What was saved elsewhere, version 1" in words(answer)
    assert PanelMark.objects.count() == 1


def test_others_read_the_panels_page_and_write_nothing():
    made = Judged().at_panel()

    for user in (made.manager, made.approver, made.auditor, made.assessors[0]):
        assert page(made, user, "agree", "S1").status_code == 200
        assert judge(made, user, "S1", name="agree").status_code == 403


def test_one_judgement_has_no_spread():
    made = Judged().at_panel("mmmm", "pppp")
    actions.declare_interest(
        seat=made.seat(made.assessors[0]),
        has_interest=True,
        interest="Late.",
        by=made.assessors[0],
        at=made.at,
    )

    assert "One judgement" in words(page(made, made.panellist, "panel"))


def test_nobody_on_the_panel_is_said_so():
    made = Judged().allocated(panel=False).declared()
    for user in made.assessors[:2]:
        made.judges(user).hands_in(user)

    assert "nobody yet" in words(page(made, made.manager, "panel"))


def test_nobody_reads_the_panels_page_before_all_are_in(made, ann):
    made.judges(ann).hands_in(ann)

    for user in (made.manager, made.approver, made.auditor, made.panellist, *made.assessors[:2]):
        assert page(made, user, "panel").status_code == 403
        assert page(made, user, "agree", "S1").status_code == 403


def test_an_applicants_answer_to_a_question_stands_beside(made, ann):
    QuestionFactory(
        application=made.application,
        answer="Twelve people, since May.",
        answered_at=made.at,
        answered_by="x",
    )

    assert "Twelve people, since May." in words(page(made, ann, "judge", "S1"))


def test_evidence_is_saved_and_never_shown(made, ann, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    made.evidence.content.save("words.data", ContentFile(b"Twelve people"))

    answer = page(made, ann, "received_evidence", made.evidence.pk)

    assert b"".join(answer.streaming_content) == b"Twelve people"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_evidence_of_another_application_is_not_found(made, ann):
    other = Judged(name="Other")

    assert page(made, ann, "received_evidence", other.evidence.pk).status_code == 404
