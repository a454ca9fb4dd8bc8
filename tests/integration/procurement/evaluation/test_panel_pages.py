"""The officer's pages of panel, declarations and conflicts, and a member's own declaration."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from procurement.evaluation.models import Declaration, Mitigation, Recusal
from procurement.evaluation.views import declaring, panel
from procurement.tenders.models import State
from tests.factories.accounts import UserFactory
from tests.factories.bids import bid_for
from tests.factories.evaluation import (
    ConflictsReviewFactory,
    DeclarationFactory,
    IndividualScoreFactory,
    MitigationFactory,
    RecusalFactory,
    seated,
)
from tests.factories.panels import Panelled, person
from tests.factories.tenders import LotFactory
from tests.integration.procurement.people import BACKEND

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 8, 1, 9, tzinfo=dt.UTC)


def client_for(user):
    """Return a client signed in as somebody."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def url(made, name, *more):
    """Return the address of a page of the tender."""
    return reverse(f"evaluation:{name}", args=[made.tender.pk, *more])


def said(response):
    """Return the words of a page."""
    return response.content.decode()


# --- The panel ------------------------------------------------------------------------------------
def test_the_panel_says_who_declared_and_what_is_not_covered():
    made = Panelled(state=State.CLOSED, declared=False)
    seated(
        made.tender,
        user=person(made.organisation, "evaluator", name="Gone Girl"),
        code="E9",
        sections=["quality"],
        left_at=AT,
        left_by="the tests",
        left_because="Ill.",
    )

    page = client_for(made.officer).get(url(made, "panel"))

    assert "Ada Lovelace" in said(page)
    assert "Has not declared against the bidders" in said(page)
    assert "Gone Girl" in said(page)
    assert "Before the panel can score:" in said(page)


def test_an_empty_panel_asks_for_people():
    made = Panelled(state=State.DRAFT)
    made.tender.panel.update(left_at=AT, left_by="the tests", left_because="Ill.")

    officer = client_for(made.officer).get(url(made, "panel"))
    auditor = client_for(person(made.organisation, "auditor")).get(url(made, "panel"))

    assert "Add at least two evaluators" in said(officer)
    assert "A procurement officer puts people on it." in said(auditor)


def test_a_member_joins_through_the_page():
    made = Panelled(state=State.CLOSED)
    LotFactory(tender=made.tender, code="2", position=1)
    new = person(made.organisation, "evaluator", name="Dee")
    person(made.organisation, "evaluator", "approver", name="Ivy")
    client = client_for(made.officer)

    page = client.get(url(made, "add_member"))
    answer = client.post(
        url(made, "add_member"), {"person": f"{new.pk}:evaluator", "sections": ["quality"]}
    )

    assert "Ivy, as evaluator: is an approver" in said(page)
    assert answer.url == url(made, "panel")
    member = made.tender.panel.get(user=new)
    assert (member.code, member.sections) == ("E3", ["quality"])


def test_once_scoring_has_begun_joining_asks_why():
    made = Panelled()
    new = person(made.organisation, "evaluator", name="Dee")
    client = client_for(made.officer)

    refused = client.post(url(made, "add_member"), {"person": f"{new.pk}:evaluator"})
    answer = client.post(
        url(made, "add_member"), {"person": f"{new.pk}:evaluator", "reason": "Ben is ill."}
    )

    assert "Enter why the panel changes" in said(refused)
    assert answer.status_code == 302


def test_somebody_else_may_have_seated_them_meanwhile(monkeypatch):
    made = Panelled(state=State.CLOSED)
    new = person(made.organisation, "evaluator", name="Dee")
    client = client_for(made.officer)
    found = panel.seats.candidates_of(made.tender)
    monkeypatch.setattr(panel.seats, "candidates_of", lambda tender: found)
    client.post(url(made, "add_member"), {"person": f"{new.pk}:evaluator"})

    again = client.post(url(made, "add_member"), {"person": f"{new.pk}:evaluator"})

    assert "Dee sits on this panel already." in said(again)


def test_a_member_is_changed_and_leaves():
    made = Panelled(state=State.CLOSED)
    client, e1 = client_for(made.officer), made.e1.pk

    shown = client.get(url(made, "change_member", e1))
    changed = client.post(url(made, "change_member", e1), {"sections": ["social_value"]})
    client.get(url(made, "let_go", e1))
    left = client.post(url(made, "let_go", e1), {"because": "Ill."})
    gone = client.get(url(made, "change_member", e1))

    assert [shown.status_code, changed.status_code, left.status_code] == [200, 302, 302]
    made.e1.refresh_from_db()
    assert (made.e1.sections, made.e1.left_because) == (["social_value"], "Ill.")
    assert gone.status_code == 404


def test_who_evaluates_reads_nothing_of_what_others_declared():
    made = Panelled(state=State.CLOSED)
    member = made.users["E1"]
    member.memberships.create(
        organisation=made.organisation, role="procurement_officer", given_at=AT, given_by="x"
    )
    client = client_for(member)

    told = [
        client.get(url(made, name)).status_code
        for name in ("panel", "add_member", "conflicts", "start_scoring")
    ]

    assert told == [403, 403, 403, 403]


def test_a_moderator_of_another_panel_does_not_read_this_one():
    made = Panelled(state=State.CLOSED)

    assert client_for(made.users["M1"]).get(url(made, "panel")).status_code == 200
    stranger = person(made.organisation, "moderator")
    assert client_for(stranger).get(url(made, "panel")).status_code == 403


def test_scoring_is_started_once():
    made = Panelled(state=State.CLOSED)
    client = client_for(made.officer)

    shown = client.get(url(made, "start_scoring"))
    started = client.post(url(made, "start_scoring"))
    again = client.post(url(made, "start_scoring"))

    assert "Everybody has declared" in said(shown)
    assert started.url == url(made, "panel")
    assert again.status_code == 409
    made.tender.refresh_from_db()
    assert made.tender.state == State.SCORING


def test_scoring_that_may_not_start_says_why():
    made = Panelled(state=State.CLOSED, declared=False)

    refused = client_for(made.officer).post(url(made, "start_scoring"))

    assert refused.status_code == 409
    assert "Ada Lovelace (E1) has not declared their interests" in said(refused)


# --- The member's own declaration -----------------------------------------------------------------
def test_before_opening_a_member_declares_in_general():
    made = Panelled(state=State.PUBLISHED, declared=False)
    client = client_for(made.users["E1"])
    page = url(made, "declare")

    shown = client.get(page)
    silent = client.post(page, {"has_interest": "yes"})
    nothing = client.post(page, {})
    first = client.post(page, {"has_interest": "yes", "statement": "I own shares."})
    second = client.post(page, {"has_interest": "no", "statement": "left over"})

    assert "Before bids are opened" in said(shown)
    assert not any(bid.bidder.name in said(shown) for bid in made.bids)
    assert "Enter what the interest is" in said(silent)
    assert "Select whether you have an interest" in said(nothing)
    assert [first.url, second.url] == [reverse("panels:home")] * 2
    declared = Declaration.objects.filter(member=made.e1)
    assert [(each.number, each.has_interest, each.statement) for each in declared] == [
        (1, True, "I own shares."),
        (2, False, ""),
    ]


def test_after_opening_a_named_bidder_is_kept_away_at_once():
    made = Panelled(state=State.CLOSED, declared=False)
    client = client_for(made.users["E1"])
    first, second = (bid.bidder for bid in made.bids)

    answer = client.post(
        url(made, "declare"),
        {"named": [str(first.pk)], "interest_0": "My sister works there.", "statement": ""},
    )

    assert answer.url == url(made, "my_scores")
    recusal = Recusal.objects.get(member=made.e1)
    assert (recusal.bidder, recusal.reason) == (first, "My sister works there.")
    declaration = Declaration.objects.get(member=made.e1)
    assert declaration.bidders == sorted([first.code, second.code])
    assert declaration.statement == f"{first.name}: My sister works there."
    # Saying so again changes nothing about the recusal that stands.
    client.post(
        url(made, "declare"),
        {"named": [str(first.pk)], "interest_0": "Still so.", "statement": "And shares."},
    )
    assert Recusal.objects.filter(member=made.e1).count() == 1


def test_an_answer_that_contradicts_itself_is_refused():
    made = Panelled(state=State.CLOSED, declared=False)
    first = made.bids[0].bidder
    client = client_for(made.users["M1"])

    both = client.post(
        url(made, "declare"), {"named": [str(first.pk), "none"], "interest_0": "A sister."}
    )
    silent = client.post(url(made, "declare"), {"named": [str(first.pk)]})
    none = client.post(url(made, "declare"), {"named": ["none"]})

    assert "Select either bidders, or that you have no interest in any" in said(both)
    assert f"Enter what your interest in {first.name} is" in said(silent)
    assert none.url == reverse("panels:home")  # a moderator has no scores of their own


def test_a_bidder_who_joins_meanwhile_is_declared_against_too(monkeypatch):
    made = Panelled(state=State.CLOSED)
    bid_for(made.methodology)
    client = client_for(made.users["E1"])

    led = client.get(url(made, "my_scores"))
    known = [bid.bidder for bid in made.bids]
    monkeypatch.setattr(declaring.panel, "bidders_of", lambda tender: known)
    refused = client.post(url(made, "declare"), {"named": ["none"]})

    assert led.url == url(made, "declare")
    assert "The list of bidders has changed." in said(refused)


def test_who_lost_the_role_of_the_seat_is_kept_out():
    made = Panelled(state=State.CLOSED)
    made.users["E1"].memberships.update(role="moderator")

    assert client_for(made.users["E1"]).get(url(made, "declare")).status_code == 403


# --- Conflicts ------------------------------------------------------------------------------------
def test_the_assessment_shows_each_interest_with_its_steps():
    made = Panelled(state=State.CLOSED)
    bidder = made.bids[0].bidder
    declaration = DeclarationFactory(
        member=made.e1, number=5000, has_interest=True, statement="A sister.", bidders=[]
    )
    MitigationFactory(declaration=declaration, number=1, reason="Looks harmless.")
    MitigationFactory(
        declaration=declaration, number=2, outcome="keeps_away", reason="Keep it clean."
    )
    RecusalFactory(member=made.e1, bidder=bidder, declaration=declaration)
    RecusalFactory(member=made.members["E2"], bidder=bidder, reason="Met them weekly.")
    RecusalFactory(
        member=made.members["M1"],
        bidder=bidder,
        lifted_at=AT,
        lifted_by="Olive",
        lifted_because="Wrong bidder.",
    )
    DeclarationFactory(
        member=made.members["E2"], number=5001, has_interest=True, statement="Shares.",
        bidders=[bid.bidder.code for bid in made.bids],
    )  # fmt: skip
    ConflictsReviewFactory(tender=made.tender, note="No advisers.")

    page = said(client_for(made.officer).get(url(made, "conflicts")))

    for words in (
        "Keeps away from a bidder: Keep it clean. (the tests)",
        f"Keeps away from {bidder.name}.",
        f"Kept away from {bidder.name} by the tests.",
        "Lifted 1 August 2026 by Olive: Wrong bidder.",
        "declared an interest on which nothing is decided yet",
        "No advisers.",
    ):
        assert words in page
    # The declaration without the bidders' codes does not cover them.
    assert f"Ada Lovelace (E1): has not declared against {bidder.name}" in page


def test_before_opening_the_assessment_asks_for_the_first_declaration():
    made = Panelled(state=State.PUBLISHED, declared=False)
    DeclarationFactory(member=made.e1, stage="before_opening")

    gone = made.members["M1"]
    gone.left_at, gone.left_by, gone.left_because = AT, "the tests", "Ill."
    gone.save()

    page = said(client_for(made.officer).get(url(made, "conflicts")))

    assert "Ben Nevis (E2): has not declared yet." in page
    assert "Mary Seacole (M1): has not" not in page
    assert "Ada Lovelace (E1): has" not in page


def test_steps_about_conflicts_are_recorded():
    made = Panelled(state=State.CLOSED)
    declaration = DeclarationFactory(
        member=made.e1, number=5000, has_interest=True, statement="A sister."
    )
    bidder = made.bids[0].bidder
    client = client_for(made.officer)

    client.get(url(made, "decide_interest", declaration.pk))
    client.post(
        url(made, "decide_interest", declaration.pk),
        {"outcome": "safeguards", "reason": "Scores are read twice."},
    )
    client.get(url(made, "recuse", made.e1.pk))
    recused = {"bidder": str(bidder.pk), "reason": "A sister."}
    client.post(url(made, "recuse", made.e1.pk), recused)
    again = client.post(url(made, "recuse", made.e1.pk), recused)
    recusal = Recusal.objects.get()
    client.get(url(made, "lift_recusal", recusal.pk))
    client.post(url(made, "lift_recusal", recusal.pk), {"because": "Wrong bidder."})
    client.post(url(made, "conflicts"), {"note": "Looked at all advisers."})

    assert Mitigation.objects.get().outcome == "safeguards"
    assert "They keep away from this bidder already." in said(again)
    recusal.refresh_from_db()
    assert recusal.lifted_because == "Wrong bidder."
    assert made.tender.conflicts_reviews.get().number == 1
    assert client.get(url(made, "lift_recusal", recusal.pk)).status_code == 404


def test_before_opening_there_is_nobody_to_keep_away_from():
    made = Panelled(state=State.PUBLISHED)

    page = client_for(made.officer).get(url(made, "recuse", made.e1.pk))

    assert "There is nobody to choose here yet." in said(page)
    assert made.bids[0].bidder.name not in said(page)


# --- The tender's page and the first page of evaluators -------------------------------------------
def test_steps_of_the_tenders_page_follow_the_seat_and_the_state():
    made = Panelled(state=State.CLOSED, declared=False)
    page = reverse("tenders:tender", args=[made.tender.pk])

    officer = said(client_for(made.officer).get(page))
    evaluator = said(client_for(made.users["E1"]).get(page))
    other = said(client_for(person(made.organisation, "evaluator")).get(page))

    assert url(made, "start_scoring") in officer
    assert url(made, "declare") in evaluator
    assert url(made, "my_scores") not in evaluator
    assert "Declare your interests" not in other


def test_auditors_and_moderators_see_the_steps_that_are_theirs():
    made = Panelled(state=State.CLOSED)
    page = reverse("tenders:tender", args=[made.tender.pk])

    auditor = said(client_for(person(made.organisation, "auditor")).get(page))
    moderator = said(client_for(made.users["M1"]).get(page))

    assert url(made, "panel") in auditor
    assert url(made, "start_scoring") not in auditor
    assert url(made, "declare") in moderator
    assert "My scores" not in moderator


@pytest.mark.parametrize(
    ("state", "title"), [(State.DRAFT, "Cannot start yet"), (State.SCORING, "0 of 4 submitted")]
)
def test_own_scores_are_a_step(state, title):
    made = Panelled(state=state)

    page = client_for(made.users["E1"]).get(reverse("tenders:tender", args=[made.tender.pk]))

    assert title in said(page)


@pytest.mark.parametrize(
    ("state", "declared", "heading", "words"),
    [
        (State.SCORING, False, "Waits for you", "Declare your interests"),
        (State.SCORING, True, "Waits for you", "4 of 4 scores to submit"),
        (State.CLOSED, True, "Nothing waits for you", "Declared. Scoring has not begun"),
        (State.PUBLISHED, False, "Waits for you", "Declare your interests"),
        (State.AWARDED, True, "Nothing waits for you", "All your scores are in"),
    ],
)
def test_what_waits_is_told_for_each_seat(state, declared, heading, words):
    made = Panelled(state=state, declared=declared)
    if state == State.AWARDED:
        for bid in made.bids:
            for criterion in made.criteria:
                IndividualScoreFactory(bid=bid, criterion=criterion, member=made.e1, evaluator="E1")

    page = said(client_for(made.users["E1"]).get(reverse("panels:home")))

    assert heading in page
    assert words in page


def test_a_moderator_has_nothing_to_score():
    made = Panelled()

    page = said(client_for(made.users["M1"]).get(reverse("panels:home")))

    assert "Nothing to score" in page


def test_nothing_waits_for_who_sits_on_no_panel():
    made = Panelled()
    nobody = UserFactory(roles=["evaluator"], roles__organisation=made.organisation)

    assert "You sit on no panel" in said(client_for(nobody).get(reverse("panels:home")))
