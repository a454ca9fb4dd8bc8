"""An organisation looks at itself, or at a tender that it plans; nobody else judges it."""

from playwright.sync_api import expect

from socialvalue.awards.models import SchemeVersion
from tests.factories.awards import AwardFactory, RunningFactory, SubmittedFactory

TENDER = "Meals for the wards"


def cannot_be_applied_for(public, scheme):
    """Assert that the public page of schemes does not offer it."""
    public.goes("/awards/apply/")
    public.comes_to("Apply for an award or charter")
    assert scheme.title not in public.page.content()


def begins(person, scheme):
    """Go from the scheme to the form."""
    person.goes("/awards/schemes/")
    person.follows(scheme.title)
    person.comes_to(scheme.title)
    person.presses("Assess with this scheme")
    person.comes_to("Begin an assessment")
    person.presses("Begin")
    person.comes_to(scheme.title)


def begins_from_tender(person, scheme, tender):
    """Go from a tender to the form, which is then about that tender."""
    person.goes(f"/tenders/{tender.pk}/")
    person.follows(f"Begin: {scheme.title}")
    person.comes_to("Begin an assessment")
    expect(person.page.get_by_label("What is it about?")).to_have_value(TENDER)
    person.presses("Begin")
    person.comes_to(scheme.title)


def marks(person, scheme, given):
    """Give every mark with its reason and what shows it, after being told of a gap; finish."""
    person.presses("Save and finish")
    person.page.wait_for_selector(".govuk-error-summary")
    person.reads(f"Select a mark for “{scheme.criteria[0].title}”")
    person.sees("")
    for criterion, mark in zip(scheme.criteria, given, strict=True):
        group = person.page.get_by_role("group", name=f"Mark for “{criterion.title}”")
        group.get_by_label(scheme.mark(mark).title, exact=True).check()
        person.fills(f"Why? ({criterion.title})", f"{criterion.title}: agreed by the board")
        person.fills(f"What shows it? ({criterion.title})", "Minutes of 3 March 2026, item 7")
    person.presses("Save and finish")
    person.is_told_it_is_done()
    person.comes_to(scheme.title)


def reads_the_level(person, plan):
    """Read which level is reached, and exactly what is missing for the next."""
    person.reads(f"Level reached: {plan.level}")
    missing = person.page.locator("h2", has_text="What is missing").locator("xpath=..")
    assert tuple(missing.get_by_role("listitem").all_inner_texts()) == plan.missing


def comes_to_hold(organisation, code):
    """Let the organisation hold an award, as its own walk shows."""
    version = SchemeVersion.objects.get(code=code)
    application = SubmittedFactory(
        running=RunningFactory(version=version), organisation=organisation, state="decided"
    )
    level = version.document["levels"][0]
    AwardFactory(
        application=application,
        scheme_code=code,
        scheme_title=version.title,
        level=level["code"],
        level_title=level["title"],
    )
