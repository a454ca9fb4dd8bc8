"""An evaluator's own scoring: what is shown, saved, submitted, and to whom it is not."""

import re

import pytest
from django.urls import reverse

from procurement.evaluation.models import IndividualDraft, IndividualScore, PanelMember
from procurement.evaluation.views import individual as views
from procurement.tenders.models import State, Tender
from socialvalue.audit.queries import events_of
from tests.factories.bids import BidFactory
from tests.factories.evaluation import (
    IndividualDraftFactory,
    IndividualScoreFactory,
    RecusalFactory,
    ReopenedScoreFactory,
)
from tests.factories.panels import REASON, Panelled, person
from tests.factories.tenders import CriterionLotFactory, LotFactory
from tests.integration.procurement.evaluation.test_panel_pages import client_for, said, url

pytestmark = pytest.mark.django_db


def question(made, bid=0, criterion=0, *, by=""):
    """Return the address of one question of one bid."""
    keys = made.bids[bid].pk, made.criteria[criterion].pk
    return url(made, "score_question", *keys) + by


def autosave(client, made, *, bid=0, criterion=0, **answers):
    """Save as the page does by itself."""
    keys = made.bids[bid].pk, made.criteria[criterion].pk
    return client.post(url(made, "save_draft", *keys), {"version": "0"} | answers)


def score_of(made, *, bid=0, criterion=0, code="E1", **more):
    """Give somebody a submitted score."""
    given = {"points": 3, "comment": REASON, "position": 0} | more
    return IndividualScoreFactory(
        bid=made.bids[bid],
        criterion=made.criteria[criterion],
        member=made.members[code],
        evaluator=code,
        **given,
    )


# --- What is shown --------------------------------------------------------------------------------
def test_the_page_shows_the_answer_beside_every_level_of_the_scale():
    made = Panelled()
    made.answered()

    page = said(client_for(made.users["E1"]).get(question(made)))

    assert "We have a rota." in page
    assert "Apprenticeships begun by local people" in page
    assert page.count("Meets the question.") == 6
    assert "checked" not in page  # no score is set before the evaluator sets it
    assert "£" not in page


def test_who_has_not_declared_sees_no_bid():
    made = Panelled(declared=False)
    made.answered()
    client = client_for(made.users["E1"])

    answers = [client.get(page) for page in (question(made), url(made, "my_scores"))]
    refused = client.post(question(made), {"draft": "yes", "comment": "x"})

    assert [answer.url for answer in answers] == [url(made, "declare")] * 2
    assert refused.status_code == 403
    assert IndividualDraft.objects.count() == 0


def test_before_scoring_begins_there_is_nothing_to_see():
    made = Panelled(state=State.CLOSED)
    client = client_for(made.users["E1"])

    led = client.get(question(made))
    own = client.get(url(made, "my_scores"))

    assert led.url == url(made, "my_scores")
    assert "Scoring has not begun" in said(own)
    assert made.bids[0].bidder.name not in said(own)


def test_a_recused_evaluator_sees_neither_the_bid_nor_its_name_in_the_grid():
    made = Panelled()
    RecusalFactory(member=made.e1, bidder=made.bids[0].bidder)
    client = client_for(made.users["E1"])

    assert client.get(question(made)).status_code == 403
    assert client.post(question(made), {"draft": "yes"}).status_code == 403
    assert client.get(url(made, "submit_bid", made.bids[0].pk)).status_code == 403
    grid = said(client.get(url(made, "my_scores")))
    assert made.bids[0].code not in grid
    assert f"You keep away from {made.bids[0].bidder.name}" in grid


def test_an_evaluator_recused_from_all_has_nothing_to_score():
    made = Panelled(bids=1)
    RecusalFactory(member=made.e1, bidder=made.bids[0].bidder)

    page = said(client_for(made.users["E1"]).get(url(made, "my_scores")))

    assert "There is nothing for you to score" in page


def test_sections_and_lots_of_others_are_not_shown():
    made = Panelled()
    made.e1.sections = ["social_value"]
    made.e1.save()
    other = LotFactory(tender=made.tender, code="2", position=1)
    made.members["E2"].lots.set([other])
    CriterionLotFactory(criterion=made.criteria[1], lot=other)

    e1, e2 = (client_for(made.users[code]) for code in ("E1", "E2"))

    assert e1.get(question(made, criterion=0)).status_code == 403  # not their section
    assert e1.get(question(made, criterion=1)).status_code == 404  # not asked in the bid's lot
    assert e2.get(question(made, criterion=0)).status_code == 403  # not their lot
    assert "There is nothing for you to score" in said(e2.get(url(made, "my_scores")))


@pytest.mark.parametrize("role", ["evaluator", "moderator"])
def test_only_evaluators_of_this_panel_score(role):
    made = Panelled()
    stranger = person(made.organisation, role)

    assert client_for(stranger).get(url(made, "my_scores")).status_code == 403
    assert client_for(made.users["M1"]).get(question(made)).status_code == 403


def test_a_question_of_no_method_is_not_found():
    made, other = Panelled(), Panelled()
    page = url(made, "score_question", made.bids[0].pk, other.criteria[0].pk)

    assert client_for(made.users["E1"]).get(page).status_code == 404


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def test_pages_are_the_same_whatever_others_have_scored():
    made = Panelled()
    score_of(made, criterion=1)
    client = client_for(made.users["E1"])
    pages = [
        reverse("panels:home"),
        reverse("tenders:tender", args=[made.tender.pk]),
        url(made, "my_scores"),
        question(made),
        question(made, criterion=1),
        url(made, "submit_bid", made.bids[0].pk),
    ]
    before = [TOKEN.sub("", said(client.get(page))) for page in pages]

    for criterion in range(2):
        for bid in range(2):
            score_of(made, code="E2", bid=bid, criterion=criterion, comment="A secret of Ben's.")
    IndividualDraftFactory(member=made.members["E2"], bid=made.bids[0], criterion=made.criteria[0])

    assert [TOKEN.sub("", said(client.get(page))) for page in pages] == before


@pytest.mark.parametrize("bids", [1, 4])
def test_pages_ask_the_same_number_of_questions(bids, django_assert_max_num_queries):
    made = Panelled(bids=bids)
    score_of(made)
    client = client_for(made.users["E1"])

    with django_assert_max_num_queries(28):
        client.get(url(made, "my_scores"))
    with django_assert_max_num_queries(38):
        client.get(question(made))


# --- Saving ---------------------------------------------------------------------------------------
def test_a_draft_asks_for_nothing_and_counts_its_saves():
    made = Panelled()
    client = client_for(made.users["E1"])

    client.post(question(made), {"draft": "yes", "version": "0", "comment": "p. 4"})
    client.post(question(made), {"draft": "yes", "version": "1", "points": "3"})

    draft = IndividualDraft.objects.get()
    assert (draft.version, draft.points, draft.comment) == (2, 3, "")
    assert events_of(made.tender).count() == 0
    page = said(client.get(question(made)))
    assert 'value="2" id="id_version"' in page
    assert 'value="3" checked' in page


def test_the_page_saves_by_itself():
    made = Panelled()
    client = client_for(made.users["E1"])

    answer = autosave(client, made, comment="p. 4")

    assert re.search(r"Draft saved <time[^>]*>\d\d:\d\d</time>", said(answer))
    assert 'name="version" value="1" hx-swap-oob="true"' in said(answer)


def test_what_cannot_be_saved_says_so():
    made = Panelled()
    client = client_for(made.users["E1"])

    wrong = autosave(client, made, points="99")
    long = client.post(question(made), {"draft": "yes", "comment": "x" * 4001})

    assert wrong.status_code == 422
    assert "Not saved. Select a score of the scale for Q1" in said(wrong)
    assert "must be 4,000 characters or fewer" in said(long)


@pytest.mark.parametrize("name", ["score_question", "save_draft"])
def test_a_draft_saved_elsewhere_is_shown_beside_ones_own(name):
    made = Panelled()
    client = client_for(made.users["E1"])
    client.post(question(made), {"draft": "yes", "version": "0", "comment": "From my desk"})
    keys = made.bids[0].pk, made.criteria[0].pk

    told = client.post(
        url(made, name, *keys),
        {"version": "0", "comment": "From my phone", "points": "2", "is_abstention": "on"},
    )

    assert told.status_code == 409
    assert "From my desk" in said(told)
    assert name == "save_draft" or "From my phone" in said(told)
    assert IndividualDraft.objects.get().comment == "From my desk"
    # Having read both, the person decides.
    over = {"draft": "yes", "over": "1", "version": "0", "comment": "From my phone"}
    client.post(question(made), over)
    assert IndividualDraft.objects.get().comment == "From my phone"


def test_a_page_that_saves_by_itself_saves_again_and_again():
    made = Panelled()
    client = client_for(made.users["E1"])

    for number, more in enumerate(({}, {"points": "3"}, {"is_abstention": "on", "points": "3"})):
        answer = autosave(client, made, version=str(number), comment=f"p. {number}\r\n", **more)
        assert f'value="{number + 1}" hx-swap-oob' in said(answer)

    draft = IndividualDraft.objects.get()
    assert (draft.version, draft.points, draft.comment) == (3, None, "p. 2")
    assert draft.is_abstention


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"points": "9"}, 422),
        ({"points": "three"}, 422),
        ({"version": "two"}, 422),
        ({"comment": "x" * 4001}, 422),
        ({"comment": "\x00"}, 422),
        ({"version": "9" * 20}, 409),
        ({"comment": "The same"}, 200),
    ],
)
def test_what_the_quick_way_does_not_take_is_looked_at(answers, status):
    made = Panelled()
    client = client_for(made.users["E1"])
    autosave(client, made, comment="The same")

    answer = autosave(client, made, **({"comment": "Other"} | answers))

    assert answer.status_code == status
    assert IndividualDraft.objects.get().version == 1


@pytest.mark.parametrize("why", ["left", "recused", "locked", "role", "other"])
def test_a_draft_is_saved_again_only_by_who_still_scores(why):
    made = Panelled()
    client = client_for(made.users["E1"])
    autosave(client, made, comment="p. 4")
    if why == "left":
        PanelMember.objects.filter(pk=made.e1.pk).update(
            left_at=made.e1.added_at, left_by="x", left_because="Ill."
        )
    elif why == "recused":
        RecusalFactory(member=made.e1, bidder=made.bids[0].bidder)
    elif why == "locked":
        Tender.objects.filter(pk=made.tender.pk).update(state=State.QUALITY_LOCKED)
    elif why == "role":
        made.users["E1"].memberships.update(role="auditor")
    else:
        client = client_for(person(made.organisation, "evaluator"))

    answer = autosave(client, made, version="1", comment="p. 5")

    assert answer.status_code == 403
    assert IndividualDraft.objects.get().comment == "p. 4"


def test_the_quick_way_only_saves():
    made = Panelled()
    keys = made.bids[0].pk, made.criteria[0].pk

    assert client_for(made.users["E1"]).get(url(made, "save_draft", *keys)).status_code == 405


def test_saving_goes_on_to_what_is_not_done():
    made = Panelled()
    score_of(made, criterion=1)
    client = client_for(made.users["E1"])
    said_there = {"next": "yes", "version": "0", "comment": "p. 4"}

    by_bid = client.post(question(made), said_there)
    by_question = client.post(question(made, bid=1, by="?by=question"), said_there)

    assert by_bid.url == question(made, bid=1, by="?by=bid")
    assert by_question.url == question(made, bid=1, criterion=1, by="?by=question")


# --- Submitting -----------------------------------------------------------------------------------
def submit(client, page, **more):
    """Submit a score."""
    given = {"submit": "yes", "version": "0", "points": "3", "comment": REASON}
    return client.post(page, given | more)


def test_a_submitted_score_stays_and_the_record_tells_no_points():
    made = Panelled()
    client = client_for(made.users["E1"])

    answer = submit(client, question(made))
    again = submit(client, question(made))
    other = submit(client, question(made), points="5")
    drafted = autosave(client, made, comment="x")

    assert answer.url == question(made, criterion=1, by="?by=bid")
    assert again.status_code == 302  # the same once more changes nothing
    assert other.status_code == 302
    assert "It can only be changed if the moderator reopens it." in said(drafted)
    score = IndividualScore.objects.get()
    assert (score.evaluator, score.points, score.version) == ("E1", 3, 1)
    assert IndividualDraft.objects.count() == 0
    (event,) = events_of(made.tender)
    assert event.did == "individual.submitted"
    assert event.after == {"member": "E1", "bid": made.bids[0].code, "criteria": ["Q1"]}
    page = said(client.get(question(made)))
    assert "3 Level 3" in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"points": ""}, "Select a score for Q1 Running the service, or abstain"),
        ({"comment": ""}, "Enter the reason for your score"),
        ({"comment": " " * 30 + "p. 4"}, "must have 20 characters or more"),
    ],
)
def test_what_explains_nothing_is_not_submitted(answers, words):
    made = Panelled()

    page = submit(client_for(made.users["E1"]), question(made), **answers)

    assert words in said(page)
    assert IndividualScore.objects.count() == 0


def test_who_abstains_says_why_and_gives_no_points():
    made = Panelled()

    submit(client_for(made.users["E1"]), question(made), is_abstention="on", points="3")

    score = IndividualScore.objects.get()
    assert (score.is_abstention, score.points, score.comment) == (True, None, REASON)


def test_words_that_compare_must_be_read_and_may_stand():
    made = Panelled()
    client = client_for(made.users["E1"])
    reason = f"{REASON} It is better than {made.bids[1].bidder.name}."

    warned = submit(client, question(made), comment=reason)
    stood = submit(client, question(made), comment=reason, read="on")

    assert "seems to compare with other bids" in said(warned)
    assert "Read what we noticed in your reason" in said(warned)
    assert stood.status_code == 302
    assert IndividualScore.objects.get().comment == reason


def test_the_same_reason_for_another_bid_is_noticed_unless_one_abstains():
    made = Panelled()
    score_of(made, bid=1)
    client = client_for(made.users["E1"])

    warned = submit(client, question(made))
    abstained = submit(client, question(made), is_abstention="on")

    assert "You gave exactly this reason for another bid." in said(warned)
    assert abstained.status_code == 302


def test_a_draft_saved_elsewhere_is_not_submitted_over():
    made = Panelled()
    client = client_for(made.users["E1"])
    client.post(question(made), {"draft": "yes", "version": "0", "comment": "From my desk"})

    told = submit(client, question(made))

    assert told.status_code == 409
    assert IndividualScore.objects.count() == 0


def test_a_reopened_score_gets_a_new_version_with_the_moderators_reason():
    made = Panelled(state=State.CONSENSUS)
    ReopenedScoreFactory(score=score_of(made), reason="The annex was overlooked.")
    client = client_for(made.users["E1"])

    shown = said(client.get(question(made)))
    autosave(client, made, comment="Half done")
    submit(client, question(made), points="4", version="1")
    page = said(client.get(question(made)))

    assert "The moderator reopened this score: The annex was overlooked." in shown
    assert REASON in shown
    new = IndividualScore.objects.get(version=2)
    assert (new.points, new.reopened_because) == (4, "The annex was overlooked.")
    assert "version 2, reopened because: The annex was overlooked." in page


def test_in_moderation_nothing_new_is_scored():
    made = Panelled(state=State.CONSENSUS)
    client = client_for(made.users["E1"])

    assert submit(client, question(made)).status_code == 403
    assert autosave(client, made, comment="x").status_code == 403


def test_once_quality_is_locked_one_only_reads():
    made = Panelled(state=State.QUALITY_LOCKED)
    score_of(made)
    client = client_for(made.users["E1"])

    assert "3 Level 3" in said(client.get(question(made)))
    assert "it is too late now" in said(client.get(question(made, criterion=1)))
    assert submit(client, question(made, criterion=1)).status_code == 403
    assert "Start scoring" not in said(client.get(url(made, "my_scores")))


# --- All of a bid ---------------------------------------------------------------------------------
def drafted(made, *, comments=(REASON, REASON), points=(3, 4)):
    """Give the first evaluator drafts of every question of the first bid."""
    for criterion, comment, number in zip(made.criteria, comments, points, strict=True):
        IndividualDraftFactory(
            member=made.e1,
            bid=made.bids[0],
            criterion=criterion,
            comment=comment,
            points=number,
            version=1,
        )


def test_all_of_a_bid_is_submitted_together():
    made = Panelled()
    drafted(made)
    client = client_for(made.users["E1"])
    page = url(made, "submit_bid", made.bids[0].pk)

    shown = client.get(page)
    answer = client.post(page)
    after = client.get(page)

    assert "Submit 2 scores" in said(shown)
    assert answer.url == url(made, "my_scores")
    assert [score.points for score in IndividualScore.objects.order_by("points")] == [3, 4]
    assert "Submit 0" not in said(after)
    (event,) = events_of(made.tender)
    assert event.after["criteria"] == ["Q1", "SV1"]
    assert "All in" in said(client.get(url(made, "my_scores")))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"comments": (REASON, "p. 4")}, "the reason is missing or too short"),
        ({"points": (3, None)}, "no score yet"),
    ],
)
def test_a_bid_is_submitted_whole_or_not_at_all(more, words):
    made = Panelled()
    drafted(made, **more)

    page = client_for(made.users["E1"]).post(url(made, "submit_bid", made.bids[0].pk))

    assert f"SV1 Local residents employed: {words}" in said(page)
    assert IndividualScore.objects.count() == 0


def test_warnings_about_a_whole_bid_are_read_once():
    made = Panelled()
    drafted(made, comments=(REASON, f"{REASON} Better than the other bids."))
    client, page = client_for(made.users["E1"]), url(made, "submit_bid", made.bids[0].pk)

    unread = client.post(page)
    read = client.post(page, {"read": "on"})

    assert "Read what we noticed in your reasons" in said(unread)
    assert read.status_code == 302


def test_a_question_without_a_draft_is_missing():
    made = Panelled()

    page = client_for(made.users["E1"]).post(url(made, "submit_bid", made.bids[0].pk))

    assert said(page).count("no score yet") == 4  # in the summary and at each question


def test_what_changed_meanwhile_is_read_again(monkeypatch):
    made = Panelled()
    drafted(made)
    client, page = client_for(made.users["E1"]), url(made, "submit_bid", made.bids[0].pk)

    def meanwhile(**said):
        raise views.actions.SubmittedAlready(score_of(made))

    monkeypatch.setattr(views.actions, "submit", meanwhile)
    answer = client.post(page)

    assert answer.url == page


def test_a_bid_is_not_submitted_when_scoring_is_over():
    made = Panelled(state=State.QUALITY_LOCKED)
    drafted(made)

    answer = client_for(made.users["E1"]).post(url(made, "submit_bid", made.bids[0].pk))

    assert answer.status_code == 403


# --- The grid and its ends ------------------------------------------------------------------------
def test_after_the_last_question_one_is_back_at_ones_scores():
    made = Panelled(bids=1)
    score_of(made, criterion=1)
    client = client_for(made.users["E1"])

    page = said(client.get(question(made)))
    answer = submit(client, question(made))

    assert "Skip for now" not in page
    assert answer.url == url(made, "my_scores")


def test_the_grid_says_how_far_each_cell_is():
    made = Panelled(bids=1)
    second = LotFactory(tender=made.tender, code="2", position=1)
    CriterionLotFactory(criterion=made.criteria[1], lot=second)
    other = BidFactory(tender=made.tender, lot=second, bidder=made.bids[0].bidder)
    made.bids.append(other)
    ReopenedScoreFactory(score=score_of(made))
    score_of(made, bid=1, points=None, is_abstention=True)

    page = said(client_for(made.users["E1"]).get(url(made, "my_scores")))

    assert "Reopened" in page
    assert page.count("Abstained") == 2  # what was said, and the state
    assert page.count("Not for you") == 1
    assert f"{other.code}, lot 2" in page


def test_a_reason_that_is_too_long_is_not_submitted():
    made = Panelled()

    page = submit(client_for(made.users["E1"]), question(made), comment="x" * 4001)

    assert "must be 4,000 characters or fewer" in said(page)


@pytest.mark.parametrize("answer", [{"comment": "p. 4"}, {"points": None}, {"is_abstention": True}])
def test_the_action_itself_refuses_what_explains_nothing(answer):
    made = Panelled()
    given = {"points": 3, "comment": REASON, "is_abstention": False, "version": 0} | answer
    own = views.actions.OwnAnswer(criterion=made.criteria[0], **given)

    with pytest.raises(views.actions.AnswerIncomplete):
        views.actions.submit(
            member=made.e1,
            bid=made.bids[0],
            answers=[own],
            by=made.users["E1"],
            at=made.e1.added_at,
        )
