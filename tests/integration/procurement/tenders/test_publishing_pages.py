"""Publishing, versions, the pack, amending and terminating, through the client."""

import datetime as dt
import hashlib
import io
import json

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procurement.tenders.actions import publishing
from procurement.tenders.models import LotMethod, Methodology, Scale, State
from procurement.tenders.queries import methodology_of
from procurement.tenders.queries.published import draft_of, open_proposal
from tests.factories.accounts import UserFactory
from tests.factories.tenders import CriterionFactory, TenderFactory, whole_method
from tests.integration.procurement.people import client_of, officer_of

pytestmark = pytest.mark.django_db
FUTURE = dt.datetime(2200, 1, 6, 12, tzinfo=dt.UTC)


def url(name, tender, *more):
    return reverse(f"tenders:{name}", args=[tender.pk, *more])


def words(response):
    return response.content.decode()


@pytest.fixture
def tender():
    """A tender whose draft method lacks nothing and whose deadline is far off."""
    return whole_method(deadline=FUTURE).tender


@pytest.fixture
def officer(tender):
    return officer_of(tender)


@pytest.fixture
def approver(tender):
    return client_of(tender.organisation, "approver")


def propose(client, tender, **answers):
    """Propose the draft from its page."""
    return client.post(url("publish", tender), {"edits": draft_of(tender).edits} | answers)


def decide(client, tender, decision="confirm", **answers):
    """Decide on the open proposal from its page."""
    answers = {"proposal": open_proposal(tender).pk, "decision": decision} | answers
    return client.post(url("publish", tender), answers)


@pytest.fixture
def published(tender, officer, approver):
    """The tender, its method published by two people."""
    propose(officer, tender)
    decide(approver, tender)
    tender.refresh_from_db()
    return tender


# --- Publishing ---------------------------------------------------------------------------------


def test_officer_proposes_and_an_approver_publishes(tender, officer, approver):
    seen = words(officer.get(url("publish", tender)))
    assert "Propose to publish" in seen
    assert "Q1 Running the service" in seen

    assert propose(officer, tender, note="As agreed.").headers["Location"] == url("tender", tender)
    page = words(approver.get(url("publish", tender)))
    answer = decide(approver, tender)

    assert "As agreed." in page
    assert "Do you confirm that exactly this is published?" in page
    assert answer.headers["Location"] == url("tender", tender)
    tender.refresh_from_db()
    method = methodology_of(tender)
    assert tender.state == State.PUBLISHED
    assert method.fingerprint in page
    assert words(officer.get(url("versions", tender))).count(method.fingerprint) == 1


def test_approver_refuses_with_a_reason(tender, officer, approver):
    propose(officer, tender)

    lacking = words(decide(approver, tender, "refuse"))
    decide(approver, tender, "refuse", because="The floor is too low.")

    assert "Enter why you refuse" in lacking
    assert open_proposal(tender) is None
    assert tender.proposals.get().refused_because == "The floor is too low."
    tender.refresh_from_db()
    assert tender.state == State.DRAFT


def test_one_person_with_both_roles_does_not_publish_alone(tender):
    both = client_of(tender.organisation, "procurement_officer", "approver")
    propose(both, tender)

    page = words(both.get(url("publish", tender)))
    answer = decide(both, tender)

    assert "another person must decide on it" in page
    assert answer.headers["Location"] == url("publish", tender)
    assert open_proposal(tender) is not None


def test_proposal_is_taken_back(tender, officer):
    propose(officer, tender)

    officer.post(url("publish", tender), {"take_back": "yes"})

    assert open_proposal(tender) is None


def test_officer_does_not_confirm_and_an_approver_does_not_propose(tender, officer, approver):
    propose(approver, tender)
    assert open_proposal(tender) is None
    assert "A procurement officer has to propose it first" in words(
        approver.get(url("publish", tender))
    )

    propose(officer, tender)
    other = officer_of(tender)

    decide(other, tender)
    assert open_proposal(tender) is not None
    assert "This waits for an approver" in words(other.get(url("publish", tender)))


def test_what_was_decided_meanwhile_is_not_decided_again(tender, officer, approver):
    propose(officer, tender)
    seen = open_proposal(tender).pk
    decide(client_of(tender.organisation, "approver"), tender, "refuse", because="No.")
    propose(officer, tender)

    page = approver.post(
        url("publish", tender), {"proposal": seen, "decision": "confirm"}, follow=True
    )

    assert "Somebody has decided on this already" in words(page)
    assert open_proposal(tender) is not None


def test_change_after_the_proposal_is_warned_of_and_refused(tender, officer, approver):
    propose(officer, tender)
    draft_of(tender).criteria.filter(code="Q1").update(title="Another title")

    page = words(approver.get(url("publish", tender)))
    answer = approver.post(
        url("publish", tender),
        {"proposal": open_proposal(tender).pk, "decision": "confirm"},
        follow=True,
    )

    assert "Something has changed since this was proposed" in page
    assert "Something has changed since this step was proposed" in words(answer)


def test_what_is_missing_leads_to_where_it_is_settled(tender, officer):
    LotMethod.objects.update(formula="")

    page = words(officer.get(url("publish", tender)))
    refused = propose(officer, tender)

    assert f'href="{url("price", tender)}"' in page
    assert "Propose to publish" not in page
    assert refused.headers["Location"] == url("publish", tender)


def test_relative_formula_asks_for_its_stress_test(tender, officer):
    LotMethod.objects.update(formula="REL_LOWEST", parameters={})

    page = words(officer.get(url("publish", tender)))

    assert "Read the stress test" in page
    assert f'href="{url("stress", tender)}' in page


def test_rules_that_stay_open_have_to_be_accepted(officer, tender, django_db_blocker):
    from django.core.management import call_command  # noqa: PLC0415 -- only here

    call_command("load_frameworks", verbosity=0)

    lacking = words(propose(officer, tender))
    propose(officer, tender, rules_accepted="on")

    assert "Tick that what is not met or not checked may stand" in lacking
    assert open_proposal(tender) is not None


def test_after_publication_there_is_nothing_to_publish(published, officer):
    assert officer.get(url("publish", published)).headers["Location"] == url("tender", published)


# --- Versions and the pack ----------------------------------------------------------------------


def test_pack_says_what_each_question_is_worth(published, officer):
    page = words(officer.get(url("pack", published, 1)))

    for sentence in (
        "How bids will be judged",
        "Which jobs on this contract will you open to people who live nearby, and when?",
        "Level 5",
        "Between a published floor and ceiling",
        "Worked example with made-up bids",
        "8 working days",
        methodology_of(published).fingerprint,
    ):
        assert sentence in page


def test_pack_is_a_word_file_and_a_tagged_pdf_always_the_same(published, officer):
    word = officer.get(url("pack_file", published, 1, "docx"))
    pdf = officer.get(url("pack_file", published, 1, "pdf"))

    headings = [
        each.text
        for each in docx.Document(io.BytesIO(word.content)).paragraphs
        if each.style.name == "Heading 2"
    ]
    reader = pypdf.PdfReader(io.BytesIO(pdf.content))
    assert headings[:3] == [
        "The fingerprint of this method",
        "What weighs how much",
        "What is asked, and what each answer is worth",
    ]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata.title == "How bids will be judged"
    for ending, first in (("docx", word), ("pdf", pdf)):
        again = officer.get(url("pack_file", published, 1, ending))
        assert again.content == first.content
        assert "attachment" in first.headers["Content-Disposition"]


def test_canonical_file_has_the_fingerprint(published, officer):
    content = officer.get(url("pack_file", published, 1, "json")).content

    assert hashlib.sha256(content).hexdigest() == methodology_of(published).fingerprint
    assert json.loads(content)["format"] == "sv-methodology/1.0"


@pytest.mark.parametrize("address", [(1, "exe"), (2, "pdf")])
def test_file_or_version_that_is_not_there_is_not_found(published, officer, address):
    assert officer.get(url("pack_file", published, *address)).status_code == 404


def test_version_that_was_changed_behind_the_scenes_is_pointed_out(published, officer):
    methodology_of(published).section_pass_marks.create(
        position=0, section="quality", percent="10", disqualifies=True
    )

    page = words(officer.get(url("versions", published)))

    assert "Not as published" in page
    assert "What is stored is not what was published" in page


def test_versions_ask_as_much_of_the_database_with_more_questions(published, officer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            officer.get(url("pack", published, 1))
        return len(captured)

    queries()  # what is kept in memory from then on
    few = queries()
    method = methodology_of(published)
    for number in range(3):
        CriterionFactory(methodology=method, code=f"X{number}")

    assert queries() == few


# --- Amending -----------------------------------------------------------------------------------


def test_amendment_is_made_shown_published_and_told(published, officer, approver):
    assert "Make a new version" in words(officer.get(url("amend", published)))

    officer.post(url("amend", published), {"because": "The floor was mistyped."})
    draft = draft_of(published)
    draft.lot_methods.update(parameters={"floor": "600000.00", "ceiling": "1500000.00"})
    being_made = words(officer.get(url("amend", published)))
    propose(officer, published)
    page = words(approver.get(url("publish", published)))
    decide(approver, published)

    versions = words(officer.get(url("versions", published)))
    assert "Version 2 is being made" in being_made
    assert "The floor was mistyped." in page
    assert methodology_of(published).version == "2"
    assert "What version 2 changed" in versions
    assert "Lot 1: price" in versions
    assert "floor: 600000.00" in versions


def test_amendment_without_a_reason_is_not_made(published, officer):
    page = words(officer.post(url("amend", published), {"because": ""}))

    assert "Enter why the method has to change" in page
    assert draft_of(published) is None


def test_amendment_is_given_up(published, officer):
    officer.post(url("amend", published), {"because": "A mistake."})

    officer.post(url("amend", published), {"drop": "yes"})

    assert draft_of(published) is None


def test_version_that_changes_nothing_says_so(published, officer):
    officer.post(url("amend", published), {"because": "A mistake."})

    assert "Nothing is different from the version before" in words(
        officer.get(url("versions", published))
    )


def test_draft_is_not_amended(tender, officer):
    assert officer.get(url("amend", tender)).headers["Location"] == url("tender", tender)


def test_after_the_deadline_nothing_is_amended(published, officer):
    type(published).objects.update(deadline=timezone.now() - dt.timedelta(hours=1))

    page = officer.post(url("amend", published), {"because": "Too late."}, follow=True)

    assert "The deadline for bids has passed" in words(page)


# --- Terminating --------------------------------------------------------------------------------


def test_tender_is_terminated_with_a_reason(tender, officer):
    assert "Terminate this tender" in words(officer.get(url("terminate", tender)))
    lacking = words(officer.post(url("terminate", tender), {"because": ""}))

    officer.post(url("terminate", tender), {"because": "The money is gone."})
    again = officer.post(url("terminate", tender), {"because": "Again."}, follow=True)

    tender.refresh_from_db()
    assert "Enter why this tender is terminated" in lacking
    assert tender.state == State.TERMINATED
    assert "A tender that is terminated cannot terminate." in words(again)


# --- Who ----------------------------------------------------------------------------------------

PAGES = ["publish", "amend", "terminate"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["evaluator", "moderator", "auditor"])
def test_who_only_reads_does_not_publish(tender, name, role):
    assert client_of(tender.organisation, role).get(url(name, tender)).status_code == 403


@pytest.mark.parametrize("role", ["evaluator", "moderator", "approver", "auditor"])
def test_everybody_of_the_tender_reads_the_versions(published, role):
    reader = client_of(published.organisation, role)

    assert reader.get(url("versions", published)).status_code == 200
    assert reader.get(url("pack", published, 1)).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "versions"])
def test_another_organisations_tender_is_not_found(tender, name):
    stranger = officer_of(TenderFactory())

    assert stranger.get(url(name, tender)).status_code == 404


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (
            "procurement_officer",
            ["How bids will be judged", "Amend the method", "Terminate the tender"],
        ),
        ("evaluator", ["How bids will be judged"]),
        ("data_officer", []),
    ],
)
def test_steps_of_publishing_are_those_of_the_role(published, role, titles, rf):
    from procurement.tenders.presenters.publishing_steps import (  # noqa: PLC0415 -- app ready
        publishing_steps,
    )

    request = rf.get("/")
    request.organisation, request.roles = published.organisation, frozenset({role})

    assert [step.title for step in publishing_steps(published, request)] == titles


def test_awarded_tender_is_neither_amended_nor_terminated(published, rf):
    from procurement.tenders.presenters.publishing_steps import (  # noqa: PLC0415 -- app ready
        publishing_steps,
    )

    request = rf.get("/")
    request.organisation = published.organisation
    request.roles = frozenset({"procurement_officer"})
    published.state = State.AWARDED

    assert [step.title for step in publishing_steps(published, request)] == [
        "How bids will be judged"
    ]


def test_step_of_a_draft_waits_while_it_is_proposed(tender, officer, approver):
    before = words(officer.get(url("tender", tender)))
    propose(officer, tender)
    after = words(approver.get(url("tender", tender)))

    assert "By two people, before the deadline" in before
    assert "you can confirm or refuse it" in after
    bold = "govuk-link govuk-!-font-weight-bold"
    assert f'Next for you: <a class="{bold}" href="{url("publish", tender)}"' in after


def test_pack_of_a_draft_says_that_it_is_one(tender, officer):
    Methodology.objects.update(price_weight=None)
    LotMethod.objects.update(formula="")
    Scale.objects.filter(criteria__code="Q1").update(title="Own scale")

    page = words(officer.get(url("pack", tender, 1)))

    assert "Draft: not published" in page
    assert "The price formula is not chosen yet" in page
    assert "Not decided" in page


def test_proposer_of_an_amendment_is_somebody_else_than_its_approver(published):
    both = UserFactory()
    draft = publishing.start_amendment(
        tender=published, because="A mistake.", by=both, at=timezone.now()
    )

    proposal = publishing.propose_publication(
        methodology=draft, edits=draft.edits, by=both, at=timezone.now()
    )

    assert proposal.move == "amend"
