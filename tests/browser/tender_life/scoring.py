"""Declare, score apart, agree: with a keyboard alone, without JavaScript, and in the open."""

import re

from playwright.sync_api import expect

from tests.browser.tender_life.bids import QUESTIONS, bidders
from tests.browser.tender_life.method import TITLE

CELLS = len(QUESTIONS) * 2


def declare(members):
    """Let everybody on the panel declare against the bidders."""
    for number, member in enumerate(members):
        member.goes("/scoring/")
        member.follows(TITLE)
        member.ticks("I have no interest in any of them")
        if not number:
            member.sees("evaluator-03-declare-again", "Declare your interests")
        member.presses("Declare")
        member.reads("Your declaration is recorded")


def start_scoring(officer):
    """Begin, once everybody has declared."""
    officer.goes(f"{officer.tender}evaluation/panel/start/")
    officer.sees("", "Start scoring")
    officer.presses("Start scoring")
    officer.sees("", "Panel")


def score_by_keyboard(evaluator):
    """Score every bid and question with the keyboard alone."""
    evaluator.goes("/scoring/")
    evaluator.follows(TITLE)
    evaluator.sees("evaluator-04-my-scores", "My scores")
    evaluator.presses("Start scoring")
    for number in range(CELLS):
        said = said_of(evaluator.page)
        if not number:
            evaluator.sees("evaluator-05-score")
        page = evaluator.page
        tab_to(page, "here.name === 'points'")
        values = page.locator("input[name=points]").evaluate_all("all => all.map(e => e.value)")
        page.keyboard.press("Space")
        for _ in range(values.index(said["given"][0])):
            page.keyboard.press("ArrowRight")
        tab_to(page, "here.name === 'comment'")
        page.keyboard.insert_text(said["reason"])
        tab_to(page, "here.innerText === 'Submit and next'")
        page.keyboard.press("Enter")
        is_in(page, number + 1)
    evaluator.sees("evaluator-06-all-in", "My scores")


def is_in(page, number):
    """Wait until so many scores are in."""
    expect(page.get_by_text(f"{number} of {CELLS} scores submitted").last).to_be_visible()


def score_without_javascript(evaluator):
    """Score every bid and question on plain pages, and see nothing of what the other gave."""
    evaluator.goes("/scoring/")
    evaluator.follows(TITLE)
    evaluator.presses("Start scoring")
    for number in range(CELLS):
        said = said_of(evaluator.page)
        assert said["reason"] not in evaluator.page.content()
        evaluator.page.locator(f"input[name=points][value='{said['given'][1]}']").check()
        evaluator.fills("Your reason", f"As asked: {said['reason']}")
        evaluator.presses("Submit and next")
        is_in(evaluator.page, number + 1)


def said_of(page):
    """Return what the demonstration says of the bid and question on the page."""
    page.locator("input[name=points]").first.wait_for(state="attached")
    code = page.locator("h1").inner_text().split()[0]
    name = page.locator("[class*=govuk-caption]").first.inner_text()
    bid = next(bid for bidder, bid in bidders().items() if name.startswith(bidder))
    return bid["scores"][code]


def tab_to(page, condition):
    """Press Tab until what has the focus is what is looked for."""
    for _ in range(80):
        if page.evaluate(f"(here => {condition})(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way with the keyboard to {condition}")


def moderate(moderator, evaluator):
    """Agree a score for every bid and question; one evaluator says herself why hers moves."""
    moderator.goes(moderator.tender)
    moderator.follows("Start moderation")
    moderator.sees("", "Start moderation")
    moderator.presses("Start moderation")
    moderator.presses("Go to the next score to agree")
    asked = []
    for number in range(CELLS):
        if not number:
            moderator.sees("tender-20-moderate")
        asked += agree(moderator.page, leaves_first=not asked)
    explain(evaluator, asked)
    moderator.goes(f"{moderator.tender}evaluation/moderation/")
    moderator.reads(f"{CELLS} of {CELLS} agreed and explained")
    moderator.sees("tender-21-moderation", "Moderation")


def agree(page, *, leaves_first):
    """Agree one score; return the reasons left for the first evaluator to give herself."""
    said, was, left = said_of(page), page.url, []
    page.locator(f"input[name=points][value='{said['agreed']}']").check()
    page.get_by_label("Reason for the agreed score").fill(said["reason"])
    for number, given in enumerate(said["given"][:2], start=1):
        if given == said["agreed"]:
            continue
        if number == 1 and leaves_first:
            left.append(said["moved"][1])
        else:
            page.get_by_label(f"E{number} gave {given}").fill(said["moved"][number])
    page.get_by_role("button", name="Agree this score").click()
    page.wait_for_url(re.compile(f"^(?!{re.escape(was)}$)"))
    return left


def explain(evaluator, reasons):
    """Let the evaluator say on her own page why her scores move."""
    evaluator.goes(f"{evaluator.tender}evaluation/moderation/mine/")
    evaluator.sees("evaluator-07-moves", "Where your scores move")
    for number, reason in enumerate(reasons):
        evaluator.page.get_by_label("Why your score moves").nth(number).fill(reason)
    evaluator.presses("Save your reasons")
    evaluator.is_told_it_is_done()
