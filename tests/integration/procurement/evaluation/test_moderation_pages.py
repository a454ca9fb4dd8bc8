"""The pages of moderation, through the client."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from procurement.evaluation import actions
from procurement.evaluation.models import ReopenedScore, Score, ScoreDraft, ScoreMove
from procurement.tenders.models import State
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.bids import AnswerFactory
from tests.factories.evaluation import (
    IndividualScoreFactory,
    RecusalFactory,
    ReopenedScoreFactory,
    ScoreDraftFactory,
    seated,
)
from tests.factories.moderation import AT, REASON, Moderated
from tests.factories.panels import Panelled
from tests.factories.tenders import CriterionLotFactory, LotFactory
from tests.integration.procurement.people import BACKEND, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    """A tender in moderation."""
    return Moderated()


def client_for(user):
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def moderator(panel):
    """The moderator's browser."""
    return client_for(panel.moderator)


def url(name, panel, *, bid=None, criterion=None):
    """Return the address of a page."""
    keys = [] if bid is None else [bid.pk, (criterion or panel.q1).pk]
    return reverse(f"evaluation:{name}", args=[panel.tender.pk, *keys])


def first(panel, name="moderate"):
    """Return the address of the first cell."""
    return url(name, panel, bid=panel.bids[0])


def words(response):
    """Return the answer's text."""
    return response.content.decode()


def said(**more):
    """Return what the page of a cell sends."""
    return {"points": "3", "reason": REASON, "version": "0", "agreed_version": "0"} | more


def stand(panel, state):
    """Put the tender into a state."""
    panel.tender.state = state
    panel.tender.save()


# --- Who may --------------------------------------------------------------------------------------
PEOPLE = ["officer", "moderator", "approver", "auditor"]


@pytest.mark.parametrize(
    ("state", "statuses"),
    [
        ("scoring", {"officer": 403, "moderator": 403, "approver": 403, "auditor": 403, "E1": 403}),
        (
            "consensus",
            {"officer": 200, "moderator": 200, "approver": 200, "auditor": 403, "E1": 200},
        ),
        ("quality_locked", dict.fromkeys([*PEOPLE, "E1"], 200)),
    ],
)
def test_who_sees_everybodys_scores_and_when(panel, state, statuses):
    stand(panel, state)
    people = {name: getattr(panel, name) for name in PEOPLE} | {"E1": panel.users["E1"]}

    for page in (url("moderation", panel), first(panel)):
        seen = {name: client_for(user).get(page).status_code for name, user in people.items()}
        assert seen == statuses


def test_an_evaluator_of_another_panel_sees_nothing(panel):
    stranger = client_of(panel.organisation, "evaluator")

    assert stranger.get(url("moderation", panel)).status_code == 403


def test_another_organisations_moderation_is_not_found(panel):
    client = client_of(OrganisationFactory(), "moderator", "procurement_officer")

    pages = [url("moderation", panel), first(panel), url("start_moderation", panel)]
    assert [client.get(page).status_code for page in pages] == [404] * 3


@pytest.mark.parametrize("who", ["officer", "approver", "E1"])
def test_only_the_moderator_agrees_and_reopens(panel, who):
    user = panel.users[who] if who in panel.users else getattr(panel, who)
    client = client_for(user)

    assert client.post(first(panel), said()).status_code == 403
    assert client.get(first(panel, "reopen_score")).status_code == 403
    assert "Agree this score" not in words(client.get(first(panel)))


def test_whoever_keeps_away_from_a_bidder_finds_none_of_its_scores(panel):
    RecusalFactory(member=panel.members["E1"], bidder=panel.bids[0].bidder)
    client = client_for(panel.users["E1"])

    assert client.get(first(panel)).status_code == 404
    page = words(client.get(url("moderation", panel)))
    assert panel.bids[0].bidder.name not in page
    assert panel.bids[1].bidder.name in page


def test_the_record_tells_nobody_what_was_done_about_a_bidder_they_keep_away_from(panel):
    panel.agree_everything()
    for number in (0, 1):
        reason = f"Look at page {number + 70} again."
        actions.reopen_score(
            individual=panel.of("E1", bid=number), reason=reason, by=panel.officer, at=AT
        )
    keeps_away = UserFactory(roles=["moderator"], roles__organisation=panel.organisation)
    RecusalFactory(
        member=seated(panel.tender, role="moderator", user=keeps_away, code="M2"),
        bidder=panel.bids[0].bidder,
    )

    page = words(client_for(keeps_away).get(reverse("tenders:record", args=[panel.tender.pk])))

    assert "page 70" not in page
    assert "page 71" in page


def test_a_question_that_is_not_asked_in_the_lot_is_not_found(panel, moderator):
    other = Moderated(bids=1)

    assert (
        moderator.get(url("moderate", panel, bid=panel.bids[0], criterion=other.q1)).status_code
        == 404
    )
    panel.bids[0].withdrawn_at, panel.bids[0].withdrawn_by = AT, "Ola"
    panel.bids[0].withdrawn_because = "Asked to."
    panel.bids[0].save()
    assert moderator.get(first(panel)).status_code == 404


# --- Beginning ------------------------------------------------------------------------------------
def test_moderation_does_not_begin_while_scores_are_missing():
    scoring = Panelled(bids=1)
    client = client_for(scoring.officer)
    page = url("start_moderation", scoring)

    asked = words(client.get(page))
    refused = words(client.post(page, follow=True))

    assert "E1 Ada Lovelace: 2 scores" in asked
    assert "Individual scores are still missing: E1 (2), E2 (2)." in refused


def test_moderation_begins_from_its_page(panel, moderator):
    stand(panel, State.SCORING)
    page = url("start_moderation", panel)

    asked = words(moderator.get(page))
    response = moderator.post(page)

    assert "Every individual score is in." in asked
    assert response.headers["Location"] == url("moderation", panel)
    panel.tender.refresh_from_db()
    assert panel.tender.state == State.CONSENSUS


# --- The grid -------------------------------------------------------------------------------------
def test_the_grid_says_what_is_agreed_what_is_missing_and_how_far_evaluators_differ(
    panel, moderator
):
    panel.agree()
    ScoreDraftFactory(bid=panel.bids[0], criterion=panel.sv1)
    panel.agree(bid=1, points=4, moves={str(panel.of("E1", bid=1).pk): "Page 4."})
    ReopenedScoreFactory(score=panel.of("E2", bid=1, criterion=1))

    response = moderator.get(url("moderation", panel))
    page = words(response)

    assert "1 of 4 agreed and explained" in page
    for sentence in ["3 Reason missing", "Draft", "3 to 4", "Reopened", "50.0% of all pairs"]:
        assert sentence in page
    # E2 gave 4 against 3 for Q1 (20% of the scale) and 3 against 3 for SV1: 10% more generous.
    assert response.context["figures"] == [
        ["E1", "4", "50.0%", "10.0%", "10.0% more severe"],
        ["E2", "4", "50.0%", "10.0%", "10.0% more generous"],
    ]
    assert response.context["first_url"] == first(panel)


def test_a_question_of_another_lot_is_a_dash_and_nobody_may_have_scored(moderator, panel):
    for score in panel.given.values():
        panel.abstain(score)

    response = moderator.get(url("moderation", panel))

    assert "there is nothing to compare" in words(response)
    assert "nobody" in words(response)
    assert "Fewer than two evaluators scored this" in words(moderator.get(first(panel)))
    assert "Abstained" in words(moderator.get(first(panel)))


def test_one_evaluator_alone_has_nothing_to_be_compared_with(panel, moderator):
    RecusalFactory(member=panel.members["E2"], bidder=panel.bids[0].bidder)
    RecusalFactory(member=panel.members["E2"], bidder=panel.bids[1].bidder)

    response = moderator.get(url("moderation", panel))

    assert response.context["figures"] == [["E1", "4", "–", "–", "–"]]


def test_without_bids_there_is_nothing_to_moderate(panel, moderator):
    panel.tender.bids.update(withdrawn_at=AT, withdrawn_by="Ola", withdrawn_because="Asked to.")

    assert "No bids to moderate" in words(moderator.get(url("moderation", panel)))


def test_everything_agreed_leads_to_no_next_score(panel, moderator):
    panel.agree_everything()

    response = moderator.get(url("moderation", panel))

    assert response.context["first_url"] == ""
    assert "4 of 4 agreed and explained" in words(response)


@pytest.mark.parametrize("bids", [1, 3])
def test_the_grid_asks_the_same_number_of_queries(bids, django_assert_num_queries):
    panel = Moderated(bids=bids).agree_everything()
    client = client_for(panel.moderator)

    with django_assert_num_queries(27):
        client.get(url("moderation", panel))


# --- One cell -------------------------------------------------------------------------------------
def test_a_cell_shows_every_score_and_reason_side_by_side_and_what_the_bid_says(panel, moderator):
    AnswerFactory(bid=panel.bids[0], criterion=panel.q1, text="We have a rota for every ward.")
    IndividualScoreFactory(
        bid=panel.bids[0],
        criterion=panel.q1,
        member=panel.members["E2"],
        evaluator="E2",
        version=2,
        points=Decimal(5),
        comment="Page 9 too.",
        reopened_because="Other bid.",
    )

    page = words(moderator.get(first(panel)))

    for sentence in [
        "What E1 saw.",
        "Page 9 too.",
        "Given anew (version 2): Other bid.",
        "Ada Lovelace",
        "We have a rota for every ward.",
        "Spread: 2. Mean of the points: 4.00. For information only",
        "How will you run the service?",
    ]:
        assert sentence in page


def test_no_score_is_filled_in_before_somebody_chose_one(panel, moderator):
    form = moderator.get(first(panel)).context["form"]

    assert (form["points"].value(), form["reason"].value()) == (None, "")


def test_agreeing_leads_to_the_next_cell_and_the_last_to_the_grid(panel, moderator):
    moves = {f"move_{panel.of('E2').pk}": "I had missed page 4."}

    one = moderator.post(first(panel), said(save="yes", **moves))
    panel.agree_everything()
    last = moderator.post(
        url("moderate", panel, bid=panel.bids[1], criterion=panel.sv1), said(agreed_version="1")
    )

    assert one.headers["Location"] == url("moderate", panel, bid=panel.bids[0], criterion=panel.sv1)
    assert last.headers["Location"] == url("moderation", panel)
    assert ScoreMove.objects.filter(way="in_meeting", reason="I had missed page 4.").count() == 1


def test_points_reason_and_its_length_are_asked_for(panel, moderator):
    empty = words(moderator.post(first(panel), said(points="", reason="")))
    short = words(moderator.post(first(panel), said(points="9", reason="Good.")))

    assert "Select the agreed score for Q" in empty
    assert "Enter the reason for your score" in empty
    assert "Select a score of the scale" in short
    assert "must have 20 characters or more" in short
    assert not Score.objects.exists()


def test_a_reason_that_compares_is_pointed_out_once_and_kept_if_sent_again(panel, moderator):
    other = panel.bids[1].bidder.name.removesuffix(" Ltd")
    compared = said(reason=f"Better than {other} on every ward and page.")

    warned = moderator.post(first(panel), compared)
    kept = warned.context["form"]["kept_wording"].value()
    agreed = moderator.post(first(panel), compared | {"kept_wording": kept})

    assert f"“Better than / {other}”" in words(warned)
    assert agreed.status_code == 302
    assert Score.objects.count() == 1


def test_a_draft_is_saved_without_anything_being_complete_and_comes_back(panel, moderator):
    key = f"move_{panel.of('E2').pk}"
    sent = said(points="", reason="Page 4", draft="yes") | {key: "I had"}

    moderator.post(first(panel), sent)
    response = moderator.get(first(panel))

    form = response.context["form"]
    assert (form["reason"].value(), form["version"].value(), form[key].value()) == (
        "Page 4",
        1,
        "I had",
    )
    assert "Draft saved" in words(response)
    assert ScoreDraft.objects.get().points is None


def test_a_changed_score_asks_why_and_shows_its_versions(panel, moderator):
    panel.agree()

    asked = words(moderator.post(first(panel), said(points="4", agreed_version="1")))
    moderator.post(
        first(panel), said(points="4", agreed_version="1", change_reason="Page 9 was overlooked.")
    )

    assert "Enter why the agreed score changes" in asked
    assert "Changed because: Page 9 was overlooked." in words(moderator.get(first(panel)))


@pytest.mark.parametrize("sent", [{}, {"points": "", "reason": ""}, {"draft": "yes"}])
def test_what_somebody_agreed_meanwhile_is_shown_beside_mine(panel, moderator, sent):
    panel.agree(points=5, reason="Theirs: audits every month, page 9.")
    key = f"move_{panel.of('E2').pk}"

    response = moderator.post(first(panel), said(**sent) | {key: "Persuaded."})

    assert response.status_code == 409
    assert "Theirs: audits every month, page 9." in words(response)
    assert "Persuaded." in words(response)
    assert Score.objects.count() == 1


def test_somebody_elses_draft_is_shown_beside_mine(panel, moderator):
    ScoreDraftFactory(bid=panel.bids[0], criterion=panel.q1, version=2, reason="Theirs, page 9")

    response = moderator.post(first(panel), said(version="1", draft="yes"))

    assert response.status_code == 409
    assert "Theirs, page 9" in words(response)


def test_a_tender_that_goes_on_meanwhile_takes_no_score(panel, moderator, monkeypatch):
    def gone(**answer):
        raise actions.NotModerating

    monkeypatch.setattr("procurement.evaluation.actions.agree_score", gone)

    assert "Scores cannot be agreed for this bid now." in words(
        moderator.post(first(panel), said())
    )


@pytest.mark.parametrize("bids", [1, 3])
def test_a_cell_asks_the_same_number_of_queries(bids, django_assert_num_queries):
    panel = Moderated(bids=bids)
    client = client_for(panel.moderator)

    with django_assert_num_queries(33):
        client.get(first(panel))


# --- Giving a score anew --------------------------------------------------------------------------
def test_a_score_is_reopened_with_its_reason(panel, moderator):
    page = first(panel, "reopen_score")
    sent = {"score": str(panel.of("E2").pk), "reason": "Points for another bid."}

    empty = words(moderator.post(page, {}))
    moderator.post(page, sent)

    assert "Select whose score is reopened" in empty
    assert ReopenedScore.objects.get().score == panel.of("E2")
    assert "Reopened: not given anew yet" in words(moderator.get(first(panel)))
    assert "E2: 4 points" not in words(moderator.get(page))


def test_a_score_reopened_meanwhile_is_not_reopened_again(panel, moderator, monkeypatch):
    def gone(**answer):
        raise actions.ReopenedAlready

    monkeypatch.setattr("procurement.evaluation.actions.reopen_score", gone)
    sent = {"score": str(panel.of("E2").pk), "reason": "Points for another bid."}

    page = words(moderator.post(first(panel, "reopen_score"), sent))

    assert "This score is reopened already" in page


# --- An evaluator's own moves ---------------------------------------------------------------------
def test_an_evaluator_says_why_their_scores_move(panel):
    panel.agree()
    panel.agree(bid=1)
    client, page = client_for(panel.users["E2"]), url("my_moves", panel)

    asked = words(client.get(page))
    empty = words(client.post(page, {}))
    client.post(page, {f"move_{panel.of('E2').pk}": "I had missed page 4."})

    assert "You gave <strong>4 Level 4</strong>. Agreed: <strong>3 Level 3</strong>." in asked
    assert "Enter why at least one of your scores moves" in empty
    move = ScoreMove.objects.get()
    assert (move.way, move.said_by) == ("written", str(panel.users["E2"]))
    assert len(client.get(page).context["rows"]) == 1


def test_an_evaluator_whose_scores_stand_has_nothing_to_say(panel):
    panel.agree()

    page = words(client_for(panel.users["E1"]).get(url("my_moves", panel)))

    assert "There is nothing for you to explain now." in page


def test_after_the_lock_nobody_adds_a_reason(panel, monkeypatch):
    panel.agree()
    client, page = client_for(panel.users["E2"]), url("my_moves", panel)

    def gone(**answer):
        raise actions.NotModerating

    monkeypatch.setattr("procurement.evaluation.actions.say_why_moved", gone)
    refused = words(client.post(page, {f"move_{panel.of('E2').pk}": "I had missed page 4."}))
    stand(panel, State.QUALITY_LOCKED)

    assert "Scores cannot be agreed for this bid now." in refused
    assert "There is nothing for you to explain now." in words(client.get(page))


def test_only_evaluators_have_moves(panel, moderator):
    assert moderator.get(url("my_moves", panel)).status_code == 403


def test_a_question_of_another_lot_is_a_dash(panel, moderator):
    other = LotFactory(tender=panel.tender, code="2", position=1)
    CriterionLotFactory(criterion=panel.sv1, lot=other)

    page = words(moderator.get(url("moderation", panel)))

    assert page.count('<span class="app-small app-quiet">–</span>') == 2


def test_who_left_the_panel_is_said_beside_their_score(panel, moderator):
    gone = panel.members["E1"]
    gone.left_at, gone.left_by, gone.left_because = AT, "Ola", "Ill."
    gone.save()
    RecusalFactory(member=panel.members["E2"], bidder=panel.bids[0].bidder)

    page = words(moderator.get(first(panel)))

    assert "Has left the panel" in page
    assert "Keeps away from this bidder" in page


def test_a_reason_that_is_too_long_is_refused_once(panel, moderator):
    page = words(moderator.post(first(panel), said(reason="x" * 4001)))

    assert "must be 4,000 characters or fewer. This has 4,001 characters" in page
    assert "20 characters or more" not in page


def test_whoever_gave_the_agreed_score_is_not_asked_why_it_moves():
    panel = Moderated()
    page = reverse("evaluation:moderate", args=[panel.tender.pk, panel.bids[0].pk, panel.q1.pk])
    client = client_for(panel.moderator)

    before = client.get(page).content.decode()
    panel.agree(points=3)
    agreed = client.get(page).content.decode()
    chosen = client.post(
        page, {"points": "4", "reason": "x", "agreed_version": "1"}
    ).content.decode()

    def shown(text):
        return [f'data-gave="{points}" hidden' not in text for points in (3, 4)]

    assert shown(before) == [True, True]
    assert shown(agreed) == [False, True]
    assert shown(chosen) == [True, False]
