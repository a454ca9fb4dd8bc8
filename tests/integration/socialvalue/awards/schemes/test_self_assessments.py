"""Assessing oneself in the browser: drafts, gaps, outcome, comparison, files, and standing."""

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from socialvalue.accounts.models import User
from socialvalue.awards import actions, queries, reports
from socialvalue.awards.models import Award, SchemeVersion, SelfAssessment
from socialvalue.calculations.awards.outcome import Held
from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import (
    AT,
    AwardFactory,
    SchemeVersionFactory,
    SelfAssessmentFactory,
)
from tests.factories.tenders import whole_method
from tests.integration.socialvalue.awards.schemes.people import client_for
from tests.unit.socialvalue.calculations.awards import samples
from tests.unit.socialvalue.core.pdf import reading

pytestmark = pytest.mark.django_db

CODES = ("S1", "S2", "E1", "E2")
NAMES = {"n": "not", "p": "partly", "m": "met"}


def words(response):
    """Return the words of a page, white space squeezed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def person(client):
    """Return the person that a client is signed in as."""
    return User.objects.get(pk=client.session["_auth_user_id"])


def looking(kind="self_assessment", **changed):
    """Return a scheme with which one looks at oneself."""
    return SchemeVersionFactory(
        code="looking", kind=kind, title="Looking", document=samples.document(kind=kind, **changed)
    )


def begun(client, organisation, version=None, **about):
    """Return an assessment that was begun."""
    return actions.begin_assessment(
        version=version or looking(), organisation=organisation, by=person(client), at=AT, **about
    )


def answers(said, revision=1, **more):
    """Return the answers for four marks, such as "mpnm", each with a reason and what shows it."""
    sent = {"revision": revision, **more}
    for code, letter in zip(CODES, said, strict=True):
        sent |= {
            f"mark-{code}": NAMES[letter],
            f"reason-{code}": f"Because of {code}.",
            f"shown-{code}": f"Page {code}.",
        }
    return sent


def page_of(assessment):
    """Return the address of an assessment."""
    return reverse("awards:self_assessment", args=[assessment.pk])


def test_a_draft_is_saved_half_done_and_gone_on_with():
    client, organisation = client_for("applicant")
    version = looking()

    client.post(reverse("awards:begin_assessment", args=[version.pk]))
    one = organisation.self_assessments.get()
    saved = client.post(
        page_of(one), {"revision": 1, "mark-S1": "met", "reason-S2": "Soon.", "save": "yes"}
    )
    page = client.get(page_of(one)).content.decode()

    one.refresh_from_db()
    assert saved.status_code == 302
    assert (one.marks["S1"]["mark"], one.marks["S2"]["reason"], one.revision) == ("met", "Soon.", 2)
    assert "Soon." in page
    assert re.search(r'value="met"[^>]*checked', page)


def test_a_finished_assessment_says_its_level_what_is_missing_and_stays():
    client, organisation = client_for("data_officer")
    one = begun(client, organisation)

    client.post(page_of(one), answers("mppp", finish="yes"))
    page = words(client.get(page_of(one)))

    # 2 + 1 + 1 + 3 = 7 of 12 points is 58.3%; Energy is not met, and there is no green mark.
    assert "Level reached: Aspiring" in page
    assert "60% of the points of all criteria are needed, and 58.3% are reached." in page
    assert "What is missing for “Accredited”" in page
    assert client.post(page_of(one), answers("mmmm", revision=2)).status_code == 403
    with pytest.raises(actions.AssessmentIsFinished):
        actions.save_assessment(assessment=one, marks={}, revision=2, by=person(client), at=AT)


def test_an_assessment_that_reaches_no_level_says_so():
    client, organisation = client_for("applicant")
    one = begun(client, organisation)

    client.post(page_of(one), answers("nnnn", finish="yes"))

    assert "No level is reached yet" in words(client.get(page_of(one)))


def test_gaps_are_told_at_their_fields_and_nothing_is_lost():
    client, organisation = client_for("applicant")
    one = begun(client, organisation)
    sent = answers("mmmm", finish="yes") | {
        "mark-S1": "", "reason-S2": "", "shown-E1": "", "reason-E2": "x" * 2001, "shown-E2": "",
        "mark-E2": "not",
    }  # fmt: skip

    answer = client.post(page_of(one), sent)
    page = words(answer)

    assert "Select a mark for “Jobs”" in page
    assert "Enter why “Pay” has this mark" in page
    assert "Enter what shows “Energy”, or mark it “Not met”" in page
    assert "The reason for “Waste” must be 2,000 characters or fewer" in page
    assert "Enter what shows “Waste”" not in page
    assert "Because of S1." in page
    assert SelfAssessment.objects.get().marks == {}


def test_two_people_who_save_at_once_both_hear_of_it():
    client, organisation = client_for("applicant")
    one = begun(client, organisation)
    client.post(page_of(one), answers("mmmm", save="yes"))

    late = client.post(page_of(one), answers("nnnn", save="yes"))
    again = client.post(page_of(one), answers("nnnn", revision=2, save="yes"))

    assert late.status_code == 409
    assert "Nothing of yours is lost" in words(late)
    assert 'name="revision" value="2"' in late.content.decode()
    assert again.status_code == 302


def test_the_next_assessment_is_compared_with_the_last():
    client, organisation = client_for("applicant")
    version = looking()
    first = begun(client, organisation, version)
    client.post(page_of(first), answers("pmmn", finish="yes"))
    second = begun(client, organisation, version)
    client.post(page_of(second), answers("mmnn", finish="yes"))

    page = words(client.get(page_of(second)))
    file = client.get(reverse("awards:self_assessment_csv", args=[second.pk])).content.decode()

    assert "Partly met Higher than before" in page
    assert "Met Lower than before" in page
    assert "Met As before" in page
    first.refresh_from_db()
    assert queries.former_assessment(first) is None
    assert "Social,Jobs,Whom do you employ?,Met,Because of S1.,Page S1.,,Partly met" in file


def text_of(client, assessment):
    """Return a PDF of an assessment as it is read, with its headings."""
    answer = client.get(reverse("awards:self_assessment_pdf", args=[assessment.pk]))
    assert answer["Content-Type"] == "application/pdf"
    pdf = reading.opened(answer.content)
    assert reading.untagged_painting(pdf) == []
    tree = reading.tree(pdf)
    text = " ".join(reading.text(answer.content).split())
    return [each.text for each in [*tree.all("H2"), *tree.all("H3")]], text


def test_an_assessment_is_a_tagged_pdf_with_its_answers_and_its_standing():
    client, organisation = client_for("applicant")
    version = looking(unconfirmed=["How it is marked."])
    first = begun(client, organisation, version)
    client.post(page_of(first), answers("pmmn", finish="yes"))
    second = begun(client, organisation, version, about="Our kitchens")
    third = begun(client, organisation, version)
    client.post(page_of(third), answers("mppp", finish="yes"))

    assert reverse("awards:self_assessment_pdf", args=[third.pk]) in (
        client.get(page_of(third)).content.decode()
    )
    headings, told = text_of(client, third)
    _, draft = text_of(client, second)

    assert headings == [
        "What it comes to", "Social", "Environment", "What of the scheme is not confirmed",
        "What is missing for “Accredited”", "Jobs", "Pay", "Energy", "Waste",
    ]  # fmt: skip
    for said in (
        "Aspiring", "58.3% are reached", "Because of S1.", "Page E2.", "Whom do you employ?",
        "Partly met. Higher than before", "How it is marked.", "is no award",
    ):  # fmt: skip
        assert said in told
    assert "This is a draft." in draft
    assert "No mark yet" in draft


@pytest.mark.parametrize(
    ("title", "now"), [("Working towards", "“Working towards”"), ("", "no level")]
)
def test_the_pdf_says_what_an_assessment_comes_to_today_if_that_changed(title, now):
    one = SelfAssessmentFactory(
        finished_at=AT, finished_by="x", outcome={"level_title": "", "missing": []}
    )

    document = reports.assessment_document(
        one, scheme=queries.scheme_of(one.version), rows=[], held=["The green mark"],
        today={"level_title": title}, made_at=AT,
    )  # fmt: skip

    told = " ".join(str(part) for part in document.contents)
    assert f"Today the same marks come to {now}." in told
    assert "The green mark" in told
    assert "No level is reached yet" in told


def test_a_criterion_that_is_new_was_not_asked_before():
    client, organisation = client_for("applicant")
    version = looking()
    first = begun(client, organisation, version)
    client.post(page_of(first), answers("pmmn", finish="yes"))
    SelfAssessment.objects.update(marks={})
    second = begun(client, organisation, version)

    assert queries.former_assessment(second) == first
    client.post(page_of(second), answers("mmnn", finish="yes"))
    assert "Not asked" in words(client.get(page_of(second)))


def test_evidence_that_is_kept_can_be_named_and_stands_for_words():
    client, organisation = client_for("applicant")
    client.post(reverse("awards:record_employer_facts"), {
        "as_of-day": "1", "as_of-month": "6", "as_of-year": "2026", "place": "uk", "staff": "10",
        "lowest_pence": "13.45", "includes_contractors": "yes",
    })  # fmt: skip
    evidence = organisation.award_evidence.get()
    one = begun(client, organisation)
    sent = answers("mmmm", finish="yes") | {"shown-S2": "", "evidence-S2": [str(evidence.pk)]}

    client.post(page_of(one), sent)

    assert "Pay and hours on 1 June 2026" in words(client.get(page_of(one)))


def test_an_assessment_says_what_it_is_about_and_carries_its_key():
    client, organisation = client_for("procurement_officer")
    version = looking(kind="assessment")
    begin = reverse("awards:begin_assessment", args=[version.pk]) + "?about=Catering&key=tender:7"

    assert 'value="Catering"' in client.get(begin).content.decode()
    empty = client.post(begin, {"about": ""})
    client.post(begin, {"about": "Catering 2027"})

    assert "Enter what the assessment is about" in words(empty)
    assert queries.assessments_about(organisation, key="tender:7").get().about == "Catering 2027"
    assert "Looking: Catering 2027" in words(client.get(reverse("awards:self_assessments")))


def test_standing_follows_the_awards_that_are_held_and_shows_when_one_ends():
    client, organisation = client_for("award_manager")
    call_command("load_schemes", verbosity=0)
    standing = SchemeVersion.objects.get(code="anchor-institution")
    award_version = SchemeVersion.objects.get(code="cheshire-merseyside-award")
    award = AwardFactory(
        organisation=organisation,
        application__running__version=award_version,
        scheme_code=award_version.code,
        level="held",
        valid_to=None,
    )
    one = begun(client, organisation, standing)
    codes = [criterion.code for criterion in queries.scheme_of(standing).criteria]
    marks = {code: {"mark": "in_place", "reason": "x", "shown": "y", "evidence": []}
             for code in codes}  # fmt: skip
    saved = actions.save_assessment(
        assessment=one, marks=marks, revision=1, by=person(client), at=AT
    )
    actions.finish_assessment(assessment=saved, by=person(client), at=AT, on=dt.date(2026, 2, 1))

    page = words(client.get(page_of(one)))
    Award.objects.filter(pk=award.pk).update(state="suspended")
    after = words(client.get(page_of(one)))

    assert "Level reached: Anchor institution" in page
    assert "Held that day: Cheshire and Merseyside Social Value Award." in page
    assert "Awards that you hold have changed since" not in page
    assert "Today the same marks come to “Working towards”" in after
    assert "“Cheshire and Merseyside Social Value Award” is not held." in after


def test_an_award_stands_for_its_lower_levels_too():
    organisation = OrganisationFactory()
    AwardFactory(organisation=organisation, level="accredited")
    AwardFactory(organisation=organisation, scheme_code="other", level="gone")

    held = queries.held_by(organisation, on=dt.date(2026, 2, 1), seen_by=organisation)

    assert sorted(held, key=str) == [
        Held("other", "gone"), Held("weavers", "accredited"), Held("weavers", "aspiring"),
    ]  # fmt: skip


def test_what_is_not_wholly_marked_is_not_finished():
    client, organisation = client_for("applicant")
    one = begun(client, organisation)

    with pytest.raises(actions.NotWhollyMarked, match="for “Jobs”, “Pay”, “Energy” and “Waste”"):
        actions.finish_assessment(assessment=one, by=person(client), at=AT, on=AT.date())


def test_what_cannot_be_assessed_by_oneself_is_refused():
    client, organisation = client_for("applicant")
    others = SchemeVersionFactory(
        organisation=OrganisationFactory(), kind="standing", code="others"
    )
    draft = SchemeVersionFactory(
        organisation=organisation, published_at=None, published_by="", fingerprint=""
    )
    award = SchemeVersionFactory()

    for version, refusal in [
        (others, actions.NotYourScheme),
        (draft, actions.SchemeNotPublished),
        (award, actions.AppliedFor),
    ]:
        with pytest.raises(refusal):
            begun(client, organisation, version)
    assert client.get(reverse("awards:begin_assessment", args=[award.pk])).status_code == 403


def test_an_auditor_reads_drafts_and_fills_in_nothing():
    client, organisation = client_for("applicant")
    auditor, _ = client_for("auditor", organisation=organisation)
    stranger, _ = client_for("applicant")
    one = begun(client, organisation)

    page = auditor.get(page_of(one))
    listed = words(auditor.get(reverse("awards:self_assessments")))

    assert "No mark yet" in words(page)
    assert b"textarea" not in page.content
    assert "Begin with" not in listed
    assert auditor.post(page_of(one), answers("mmmm")).status_code == 403
    assert stranger.get(page_of(one)).status_code == 404
    assert "There is none yet." in words(stranger.get(reverse("awards:self_assessments")))


def test_a_tender_lists_the_assessments_that_carry_its_key():
    client, organisation = client_for("procurement_officer")
    tender = whole_method(organisation=organisation).tender
    version = looking(kind="assessment")
    page = client.get(reverse("tenders:tender", args=[tender.pk]))
    link = re.search(r'href="([^"]+/assess/[^"]+)"', page.content.decode()).group(1)

    client.post(link.replace("&amp;", "&"), {"about": tender.title})
    one = organisation.self_assessments.get()
    drafted = words(client.get(reverse("tenders:tender", args=[tender.pk])))
    client.post(page_of(one), answers("mmnn", finish="yes"))
    finished = words(client.get(reverse("tenders:tender", args=[tender.pk])))
    evaluator, _ = client_for("evaluator", organisation=organisation)
    theirs = words(evaluator.get(reverse("tenders:tender", args=[tender.pk])))

    assert (one.version, one.about) == (version, tender.title)
    assert "Looking : draft" in drafted
    assert "Looking : Aspiring," in finished
    assert "health inequalities" not in theirs
