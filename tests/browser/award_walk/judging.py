"""Two assessors judge apart, the panel agrees, and two people decide."""

from tests.browser.award_walk.applying import FILE, PAY, answer_to
from tests.browser.award_walk.people import HOLDER

FEEDBACK = "Strong figures. Say next year what came of it in each street."
# Announced in October 2025: £13.45 an hour outside London.
PAID = (
    "The lowest pay on 1 June 2026 was £13.45 an hour: at least the real living wage of 2025-26, "
    "£13.45."
)
FIRST, SECOND, PANEL = (f"What the {who} read" for who in ("first", "second", "panel"))


def checks_that_it_is_whole(manager, scheme, plan):
    """Read on one page what was sent about each criterion, and the evidence named for it."""
    manager.goes("/awards/received/")
    manager.comes_to("Applications received")
    manager.follows(HOLDER)
    manager.comes_to(HOLDER)
    for criterion in scheme.criteria:
        if criterion.code in plan.left_out:
            manager.reads("The applicant says that it has nothing to show here.")
        else:
            manager.reads(answer_to(criterion))
    named = manager.page.get_by_role("link", name=FILE).count()
    needs = [each for each in scheme.criteria if each.needs_evidence]
    assert named == len(needs) - len(plan.left_out) - len(plan.paid)
    if plan.paid:
        manager.reads(PAID)


def gives_seats(manager):
    """Give two assessors and one member of a panel their seats."""
    manager.works_on(f"{HOLDER}: allocate assessors")
    manager.comes_to("Who judges")
    manager.presses("Add assessors")
    manager.comes_to("Add assessors")
    manager.ticks("Ann First", "Ben Second")
    manager.presses("Give a seat")
    manager.is_told_it_is_done()
    manager.presses("Add panel members")
    manager.comes_to("Add panel members")
    manager.ticks("Pat Panel")
    manager.presses("Give a seat")
    manager.is_told_it_is_done()
    manager.comes_to("Who judges")


def declares(judge, scheme):
    """See nothing of the application, then declare that one has no interest in the applicant."""
    judge.works_on(f"{HOLDER}: declare your interests")
    judge.comes_to("Declare your interests")
    assert not said_on(judge, answer_to(scheme.criteria[0]))
    judge.ticks("No, I have no interest")
    judge.presses("Declare")
    judge.is_told_it_is_done()


def said_on(person, words):
    """Say whether words are anywhere in the page that somebody has open."""
    return words in person.page.content()


def judges(assessor, scheme, plan, marks, *, of):
    """Judge every criterion with its reason. `of` begins the reason, and tells whose it is."""
    assessor.works_on(f"{HOLDER}: judge the application")
    assessor.comes_to("My judgements")
    assessor.presses("Start judging")
    for criterion, mark in zip(scheme.criteria, marks, strict=True):
        assessor.comes_to(criterion.title)
        assessor.ticks(scheme.mark(mark).title)
        assessor.fills("Your reason", reason(of, criterion))
        if criterion.needs_evidence and criterion.code not in plan.left_out:
            assessor.ticks(PAY if criterion.code in plan.paid else FILE)
        assessor.presses("Save and next")
        assessor.is_told_it_is_done()
    assessor.comes_to("My judgements")


def reason(of, criterion):
    """Return why somebody judges a criterion so."""
    return f"{of} about “{criterion.title}”, on page 2"


def sees_nothing_of_the_other(assessor, scheme, other):
    """Assert that nothing of what the other gave is on any page that the assessor can open."""
    address = application_of(assessor)
    of_criteria = [f"judging/{criterion.code}/" for criterion in scheme.criteria]
    for page in ("", "judging/", *of_criteria):
        answer = assessor.page.request.get(address + page)
        assert answer.ok, page
        assert other not in answer.text(), page
    for page in ("panel/", f"panel/{scheme.criteria[0].code}/", "people/", "record/"):
        assert assessor.page.request.get(address + page).status in {403, 404}, page


def application_of(assessor):
    """Return the address of the application whose judgements the assessor has open."""
    return assessor.page.url.split("#")[0].removesuffix("judging/")


def hands_in(assessor):
    """Hand the judgements in."""
    assessor.presses("Hand in my judgements")
    assessor.is_told_it_is_done()
    assessor.reads("What you handed in stays as it is")


def reads_both(assessor, scheme):
    """Read side by side what both gave, once both are in."""
    address = application_of(assessor)
    assessor.goes(f"{address}panel/{scheme.criteria[0].code}/")
    assert said_on(assessor, FIRST)
    assert said_on(assessor, SECOND)


def agrees(panellist, scheme, plan):
    """Agree on one judgement for each criterion, and read what they come to."""
    panellist.works_on(f"{HOLDER}: agree")
    panellist.comes_to("Panel")
    panellist.presses("Start agreeing")
    for criterion, mark in zip(scheme.criteria, plan.agreed, strict=True):
        panellist.comes_to(criterion.title)
        panellist.ticks(scheme.mark(mark).title)
        panellist.fills("The reason for it", reason(PANEL, criterion))
        panellist.presses("Agree and next")
        panellist.is_told_it_is_done()
    panellist.comes_to("Panel")
    comes_to_the_level(panellist, plan)


def comes_to_the_level(person, plan):
    """Read which level it comes to, and exactly what is missing for the next."""
    outcome = person.page.locator("section", has_text="What the judgements come to")
    assert f"come to: {plan.level}." in outcome.inner_text()
    assert tuple(outcome.get_by_role("listitem").all_inner_texts()) == plan.missing


def proposes(manager, plan):
    """Propose the level that it comes to."""
    manager.works_on(f"{HOLDER}: propose the decision")
    manager.comes_to("Propose the decision")
    comes_to_the_level(manager, plan)
    manager.ticks(plan.level)
    manager.fills("Feedback for the applicant", FEEDBACK)
    manager.presses("Propose the decision")
    manager.is_told_it_is_done()
    manager.comes_to(HOLDER)


def approves(approver, plan):
    """Read what somebody else proposed, and approve it."""
    approver.works_on(f"{HOLDER}: approve or return the decision")
    approver.comes_to("Approve or return")
    approver.reads(plan.level)
    approver.ticks("Approve")
    approver.presses("Decide")
    approver.is_told_it_is_done()
    approver.comes_to(HOLDER)
