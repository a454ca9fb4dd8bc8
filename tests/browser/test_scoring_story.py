"""An evaluator declares, scores and submits: by mouse, by keyboard, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from procurement.evaluation.models import IndividualDraft, IndividualScore
from procurement.tenders.models import State
from tests.factories.panels import REASON, Panelled

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made():
    """A tender in scoring whose evaluators have not declared; one bid has an answer."""
    made = Panelled(declared=False)
    made.answered()
    return made


def score(page, points, reason):
    """Choose points and write a reason."""
    page.get_by_role("radio").nth(points).check()
    page.get_by_label("Your reason").fill(reason)


def submit(page, *, done):
    """Submit what is on the page, and wait until so many are in: a save may be on its way."""
    page.get_by_role("button", name="Submit and next").click()
    words = page.get_by_text(f"{done} of 4 scores submitted").last
    expect(words).to_be_visible(timeout=15_000)


def walk(page, check, made):
    """Declare, score every question of both bids, and find nothing left to do."""
    page.goto("/scoring/")
    check(page)
    page.get_by_role("link", name=made.tender.title).click()
    check(page)
    page.get_by_label("I have no interest in any of them").check()
    page.get_by_role("button", name="Declare").click()
    expect(page.get_by_text("Your declaration is recorded")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Start scoring").click()
    expect(page.get_by_text("We have a rota.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Submit and next").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    check(page)
    score(page, 4, f"{REASON} Better than the other bids.")
    page.get_by_role("button", name="Submit and next").click()
    expect(page.get_by_text("seems to compare with other bids").first).to_be_visible()
    check(page)
    score(page, 4, REASON)
    submit(page, done=1)
    for number in range(3):
        score(page, number, f"p. {number}: {REASON}")
        submit(page, done=number + 2)
    expect(page.get_by_role("heading", name="My scores")).to_be_visible()
    check(page)
    page.get_by_role("link", name=re.compile("4 Submitted.*Q1")).first.click()
    check(page)
    page.goto("/scoring/")
    expect(page.get_by_text("All your scores are in")).to_be_visible()


def test_from_declaring_to_the_last_score(page, sign_in, made, accessible):
    sign_in(page, made.users["E1"])

    walk(page, accessible, made)

    points = IndividualScore.objects.order_by("criterion__position", "bid__position")
    assert sorted(int(each.points) for each in points) == [0, 1, 2, 4]
    assert {each.evaluator for each in points} == {"E1"}


def test_on_a_phone(narrow_page, sign_in, made, accessible):
    sign_in(narrow_page, made.users["E1"])

    walk(narrow_page, accessible, made)


def test_without_javascript(plain_page, sign_in, made):
    sign_in(plain_page, made.users["E1"])

    walk(plain_page, lambda page: None, made)


def first_question(made):
    """Return the address of the first question of the first bid."""
    bid, criterion = made.bids[0].pk, made.criteria[0].pk
    return f"/tenders/{made.tender.pk}/evaluation/scoring/{bid}/{criterion}/"


def test_a_draft_saves_itself_and_a_conflict_shows_both(new_page, sign_in):
    made = Panelled()
    desk, phone = new_page(), new_page()
    for page in (desk, phone):
        sign_in(page, made.users["E1"])
        page.goto(first_question(made))

    score(desk, 3, "From my desk")
    expect(desk.get_by_text("Draft saved")).to_be_visible()
    phone.get_by_label("Your reason").fill("From my phone")

    expect(phone.get_by_text("Not saved: this draft was saved elsewhere")).to_be_visible()
    expect(phone.get_by_text("From my desk")).to_be_visible()
    expect(phone.get_by_label("Your reason")).to_have_value("From my phone")
    phone.get_by_role("button", name="Save mine instead").click()
    expect(phone.get_by_text("Draft for Q1 saved")).to_be_visible()
    assert IndividualDraft.objects.get().comment == "From my phone"


def test_what_was_typed_survives_a_reload_and_ctrl_enter_saves_at_once(page, sign_in):
    made = Panelled()
    sign_in(page, made.users["E1"])
    page.goto(first_question(made))

    page.get_by_label("Your reason").fill("p. 4: a rota")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.reload()

    expect(page.get_by_label("Your reason")).to_have_value("p. 4: a rota")


def test_scoring_with_the_keyboard_alone(page, sign_in):
    made = Panelled(bids=1)
    sign_in(page, made.users["E1"])
    page.goto(first_question(made))

    while not page.evaluate("document.activeElement.name === 'points'"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")  # to abstaining
    page.keyboard.press("Tab")
    page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="SV1 Local residents employed")).to_be_visible()
    assert int(IndividualScore.objects.get().points) == 2


def test_officers_pages_of_the_panel(page, narrow_page, sign_in, accessible):
    made = Panelled(state=State.CLOSED)
    for shown in (page, narrow_page):
        sign_in(shown, made.officer)
        for name in ("panel/", "panel/add/", "conflicts/", "panel/start/"):
            shown.goto(f"/tenders/{made.tender.pk}/evaluation/{name}")
            accessible(shown)
