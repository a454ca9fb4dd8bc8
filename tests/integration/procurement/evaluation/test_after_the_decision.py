"""Letters, the standstill, the award, the report and the sealed bundle through the pages."""

import datetime as dt
import io
import re
import zipfile

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.evaluation import sealed_bundle
from procurement.evaluation.actions import letters
from procurement.evaluation.models import LetterTemplate, WithheldReason
from procurement.tenders.actions import life
from procurement.tenders.models import State
from tests.factories.accounts import UserFactory
from tests.factories.decided import approved, few, fresh, loaded, made, ranked, with_notice
from tests.factories.evaluation import (
    DeclarationFactory,
    IndividualScoreFactory,
    PanelMemberFactory,
    PriceEnquiryFactory,
    RecusalFactory,
    ScoreMoveFactory,
)
from tests.factories.letters import RepresentationFactory
from tests.factories.tenders import TenderFactory
from tests.integration.procurement.people import client_for, client_of, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path):
    storage = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


def url(name, tender, *more):
    """Return the address of a page of a tender."""
    return reverse(f"evaluation:{name}", args=[tender.pk, *more])


def words(response):
    """Return what a page says."""
    assert response.status_code == 200, response.status_code
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("&#x27;", "'").replace("&amp;", "&").split())


def errors(response):
    """Return the messages that the next page shows."""
    return [str(message) for message in response.context["messages"]]


# --- Letters --------------------------------------------------------------------------------------
def test_an_officer_makes_reads_and_issues_letters():
    tender = approved(bundle=few())
    officer = officer_of(tender)

    first = words(officer.get(url("letters", tender)))
    asked = officer.post(url("ask_letters", tender), {})
    pack = made(tender.letter_packs.get())
    reader = words(client_of(tender.organisation, "auditor").get(url("letters", tender)))
    page = words(officer.get(url("letters", tender)))
    issue = words(officer.get(url("issue_pack", tender, pack.pk)))
    issued = officer.post(url("issue_pack", tender, pack.pk), follow=True)

    assert asked.url == reverse("jobs:job", args=[pack.job_id])
    assert "In this order Plan the standstill notice" in first
    assert "In this order" not in reader
    assert "Made, not issued" in page
    assert "Pack 1 has 2 letters" in issue
    assert errors(issued) == ["Letters issued. They are frozen from now on."]
    assert "Frozen" in words(officer.get(url("letters", tender)))
    again = officer.post(url("issue_pack", tender, pack.pk), follow=True)
    assert errors(again) == ["These letters were issued already."]


def test_the_files_of_a_letter_are_those_of_the_pack():
    tender = approved(bundle=few())
    pack = made(letters.ask_letters(tender=tender, by="us", at=timezone.now()))
    letter = pack.letters.first()
    letters.issue_letters(pack=pack, by="us", at=timezone.now())
    auditor = client_of(tender.organisation, "auditor")

    whole = auditor.get(url("pack_file", tender, pack.pk))
    pdf = auditor.get(url("letter_file", tender, pack.pk, letter.pk, "pdf"))
    word = auditor.get(url("letter_file", tender, pack.pk, letter.pk, "docx"))

    assert whole.content == pack.read()
    assert pdf["Content-Disposition"] == 'attachment; filename="001-l1-b-brightwater-works-cic.pdf"'
    assert (
        "Assessment summary".lower()
        in pypdf.PdfReader(io.BytesIO(pdf.content)).metadata.title.lower()
    )
    assert zipfile.is_zipfile(io.BytesIO(word.content))
    assert auditor.get(url("letter_file", tender, pack.pk, letter.pk, "exe")).status_code == 404


def test_a_pack_that_is_being_made_says_so_and_has_no_file():
    tender = approved(bundle=few())
    pack = letters.ask_letters(tender=tender, by="us", at=timezone.now())
    officer = officer_of(tender)

    assert "Being made" in words(officer.get(url("letters", tender)))
    assert officer.get(url("pack_file", tender, pack.pk)).status_code == 404


def test_a_pack_that_could_not_be_made_says_so():
    tender = approved(bundle=few())
    pack = letters.ask_letters(tender=tender, by="us", at=timezone.now())
    job = pack.job
    job.state, job.failure, job.finished = "failed", "The disk is full.", timezone.now()
    job.save()

    page = words(officer_of(tender).get(url("letters", tender)))

    assert "Not made" in page
    assert "The disk is full." in page


def test_the_page_says_what_is_missing_and_nothing_is_made():
    tender = approved(bundle=few(), with_contacts=False)
    officer = officer_of(tender)

    page = words(officer.get(url("letters", tender)))
    refused = officer.post(url("ask_letters", tender), {}, follow=True)

    assert "6 things missing" in page
    assert "No postal address of Brightwater Works CIC is recorded." in page
    assert errors(refused) == ["The letters cannot be made: 6 things are missing."]


def test_contacts_are_written_on_one_page():
    tender = approved(bundle=few(), with_contacts=False)
    officer = officer_of(tender)
    names = [bidder.code for bidder in tender.bidders.all()]
    answers = {}
    for number in range(len(names)):
        answers |= {
            f"postal_address_{number}": "1 Mill Lane",
            f"email_{number}": "bids@bidder.example",
            f"identifier_{number}": "GB-1",
        }

    shown = words(officer.get(url("letter_contacts", tender)))
    wrong = officer.post(url("letter_contacts", tender), answers | {"email_0": "nobody"})
    saved = officer.post(url("letter_contacts", tender), answers)

    assert "Brightwater Works CIC" in shown
    assert "like name@example.org" in words(wrong)
    assert saved.url == url("letters", tender)
    assert "things missing" not in words(officer.get(url("letters", tender)))
    assert "bids@bidder.example" in officer.get(url("letter_contacts", tender)).content.decode()


def test_a_letter_can_be_previewed_and_a_winners_reason_held_back():
    tender = ranked(bundle=few())
    officer = officer_of(tender)
    winner, loser = tender.bids.get(code="L1-B"), tender.bids.get(code="L1-A")
    criterion = tender.methodologies.get().criteria.get(code="Q1")
    address = url("withhold", tender, winner.pk, criterion.pk)

    assert address in officer.get(url("letter_preview", tender, winner.pk)).content.decode()
    officer.post(address, {"instead": "Its own method.", "because": "A trade secret."})

    page = words(officer.get(url("letter_preview", tender, loser.pk)))
    assert "Its own method." in page
    assert "A trade secret." in words(officer.get(url("letters", tender)))
    assert "A trade secret." in officer.get(address).content.decode()
    officer.post(url("tell_reason", tender, winner.pk, criterion.pk))
    assert not WithheldReason.objects.exists()
    assert officer.post(url("tell_reason", tender, winner.pk, criterion.pk)).status_code == 404


@pytest.mark.parametrize("early", [False, True])
def test_letters_that_are_not_issued_are_only_for_those_who_prepare_and_approve_them(early):
    tender = loaded() if early else approved(bundle=few())
    pack = made(letters.ask_letters(tender=tender, early=early, by="us", at=timezone.now()))
    letter = pack.letters.first()
    files = [
        url("pack_file", tender, pack.pk),
        url("letter_file", tender, pack.pk, letter.pk, "pdf"),
    ]
    preview = url("letter_preview", tender, letter.bid_id)
    officer, approver, auditor = (
        client_of(tender.organisation, role)
        for role in ("procurement_officer", "approver", "auditor")
    )

    before = {
        name: [client.get(address).status_code for address in (*files, preview)]
        for name, client in (("officer", officer), ("approver", approver), ("auditor", auditor))
    }
    told = auditor.get(url("letters", tender)).content.decode()
    letters.issue_letters(pack=pack, by="us", at=timezone.now())
    after = [auditor.get(address).status_code for address in files]

    assert before == {"officer": [200] * 3, "approver": [200] * 3, "auditor": [403] * 3}
    assert [address for address in (*files, preview) if address in told] == []
    assert "Made, not issued" in told
    assert after == [200, 200]
    assert files[0] in auditor.get(url("letters", tender)).content.decode()


def test_an_approver_who_scored_reads_no_letter_before_it_goes_out():
    tender = approved(bundle=few())
    pack = made(letters.ask_letters(tender=tender, by="us", at=timezone.now()))
    user = UserFactory(roles=["approver"], roles__organisation=tender.organisation)
    left = {"left_at": timezone.now(), "left_by": "us", "left_because": "Now an approver."}
    member = PanelMemberFactory(tender=tender, user=user, code="X1", **left)
    bid = tender.bids.first()
    IndividualScoreFactory(
        bid=bid, criterion=bid.scores.first().criterion, member=member, evaluator="X1", position=9
    )
    client = client_for(user)

    assert client.get(url("letters", tender)).status_code == 200
    assert client.get(url("pack_file", tender, pack.pk)).status_code == 403


def test_an_approver_reads_letters_before_approving_and_changes_nothing():
    tender = ranked(bundle=few())
    approver = client_of(tender.organisation, "approver")
    winner = tender.bids.get(code="L1-B")

    page = approver.get(url("letter_preview", tender, winner.pk))

    assert "Excellent" in words(page)
    assert "hold-back" not in page.content.decode()
    assert approver.post(url("ask_letters", tender), {}).status_code == 403


def test_a_bid_without_a_letter_has_no_preview():
    tender = loaded(bundle=few())

    preview = url("letter_preview", tender, tender.bids.first().pk)
    assert officer_of(tender).get(preview).status_code == 404


def test_early_letters_are_made_before_there_is_a_result():
    tender = loaded()
    officer = officer_of(tender)

    page = words(officer.get(url("letters", tender)))
    officer.post(url("ask_letters", tender), {})
    pack = made(tender.letter_packs.get())
    later = words(officer.get(url("letters", tender)))

    assert "Once the tender is ranked, letters tell every supplier the result." in page
    assert "not assessed" in page
    assert "Early letters, pack 1" in later
    assert pack.is_early
    preview = url("letter_preview", tender, tender.bids.get(code="L2-F").pk)
    assert "food hygiene" in words(officer.get(preview))
    file = url("letter_file", tender, pack.pk, pack.letters.get().pk, "html")
    assert b"food hygiene" in officer.get(file).content


def test_letters_again_ask_for_a_reason():
    tender = approved(bundle=few())
    officer = officer_of(tender)
    pack = made(letters.ask_letters(tender=tender, by="us", at=timezone.now()))
    letters.issue_letters(pack=pack, by="us", at=timezone.now())

    refused = officer.post(url("ask_letters", tender), {}, follow=True)
    officer.post(url("ask_letters", tender), {"because": "A wrong address."})

    assert errors(refused) == ["Letters were issued already. Say why they are issued again."]
    assert "Issued again because: A wrong address." in words(officer.get(url("letters", tender)))


def test_wording_is_checked_previewed_and_kept():
    tender = approved(bundle=few(), regime="below_threshold")
    officer = officer_of(tender)
    address = url("letter_wording", tender, "winner")
    good = {"subject": "Well done", "text": "Dear {supplier},\n\n{own_scores}"}

    first = words(officer.get(address))
    wrong = words(officer.post(address, {"subject": "S", "text": "{own_scors}", "save": "yes"}))
    unseen = words(officer.post(address, {"subject": "S", "text": "{x}", "preview": "yes"}))
    preview = words(officer.post(address, good | {"preview": "yes"}))
    saved = officer.post(address, good | {"save": "yes"})

    assert "The wording that comes with the tool." in first
    assert "Line 1: {own_scors} stands for nothing. Did you mean {own_scores}?" in wrong
    assert "{x} stands for nothing" in unseen
    assert "Dear Brightwater Works CIC," in preview
    assert saved.url == url("letters", tender)
    assert LetterTemplate.objects.get().organisation == tender.organisation
    assert "Your organisation's wording, version 1" in words(officer.get(address))
    assert officer.get(url("letter_wording", tender, "nobody")).status_code == 404


def test_letters_are_not_for_those_who_evaluate_or_before_bids_are_opened():
    tender = approved(bundle=few())
    evaluator = UserFactory(roles=["procurement_officer"], roles__organisation=tender.organisation)
    PanelMemberFactory(tender=tender, user=evaluator)
    client = client_of(tender.organisation, "procurement_officer")
    client.force_login(evaluator, backend="django.contrib.auth.backends.ModelBackend")
    sealed = TenderFactory(fixed=True)

    assert client.get(url("letters", tender)).status_code == 403
    assert client.get(url("report", tender)).status_code == 403
    assert officer_of(sealed).get(url("letters", sealed)).status_code == 403


def test_letters_of_a_result_are_shut_once_the_ranking_is_sent_back():
    tender = ranked(bundle=few())
    pack = made(letters.ask_letters(tender=tender, by="us", at=timezone.now()))
    life.move(tender=tender, move="return_ranking", by="us", at=timezone.now(), reason="A mistake.")

    auditor = client_of(tender.organisation, "auditor")
    assert auditor.get(url("pack_file", tender, pack.pk)).status_code == 403


# --- Standstill and award -------------------------------------------------------------------------
def test_the_standstill_is_planned_recorded_and_waited_for(monkeypatch):
    tender = approved(bundle=few())
    officer = officer_of(tender)
    address = url("record_notice", tender)
    planned = {
        "is_published": "no",
        "notice_on-day": "1", "notice_on-month": "10", "notice_on-year": "2026",
        "calendar": "uk_union",
    }  # fmt: skip

    empty = words(officer.get(url("standstill", tender)))
    officer.get(address)
    officer.post(address, planned)
    plan = words(officer.get(url("standstill", tender)))
    bare = words(officer.post(address, planned | {"is_published": "yes"}))
    officer.post(address, planned | {"is_published": "yes", "notice_reference": "2026/S 1"})
    monkeypatch.setattr(life, "database_now", lambda _: dt.datetime(2026, 10, 5, tzinfo=dt.UTC))
    running = words(officer.get(url("standstill", tender)))

    assert "The contract award notice is neither planned nor recorded as published." in empty
    assert "Planned for 1 October 2026" in plan
    assert "Enter the number or address of the notice" in bare
    assert "Published on 1 October 2026, 2026/S 1" in running
    assert "Monday 12 October 2026 Day 8" in running
    assert "The contract cannot be awarded yet." in running


def test_a_published_notice_is_corrected_with_a_reason():
    tender = approved(bundle=few())
    with_notice(tender)
    officer = officer_of(tender)
    again = {
        "is_published": "yes",
        "notice_on-day": "2", "notice_on-month": "10", "notice_on-year": "2026",
        "notice_reference": "2026/S 2", "calendar": "england_and_wales",
    }  # fmt: skip

    refused = words(officer.post(url("record_notice", tender), again))
    officer.post(url("record_notice", tender), again | {"because": "A day later."})

    assert "Say why it is corrected" in refused
    page = words(officer.get(url("standstill", tender)))
    assert "Corrected because: A day later." in page
    assert "Before that: 1 October 2026" in page


def test_objections_hold_the_award_back(monkeypatch):
    tender = approved(bundle=few())
    with_notice(tender)
    officer = officer_of(tender)
    officer.get(url("receive_representation", tender))
    officer.post(
        url("receive_representation", tender),
        {
            "supplier": "Weaver Care Ltd", "received_on-day": "5", "received_on-month": "10",
            "received_on-year": "2026", "words": "Our answer was misread.",
        },
    )  # fmt: skip
    representation = tender.representations.get()
    held = officer.post(url("award", tender), follow=True)
    decide = url("decide_representation", tender, representation.pk)
    officer.get(decide)
    answers = {
        "decision": "go_on", "reason": "It stands.", "told_on-day": "6", "told_on-month": "10",
        "told_on-year": "2026",
    }  # fmt: skip
    officer.post(decide, answers)
    twice = words(officer.post(decide, answers))

    assert errors(held)[-1:] == ["Decide on what Weaver Care Ltd has put forward."]
    assert "This was decided already." in twice
    monkeypatch.setattr(life, "database_now", lambda _: dt.datetime(2026, 12, 1, tzinfo=dt.UTC))
    assert "Nothing holds the award back." in words(officer.get(url("standstill", tender)))


def test_objections_are_refused_out_of_their_time():
    tender = ranked(bundle=few())
    answers = {
        "supplier": "S",
        "received_on-day": "5", "received_on-month": "10", "received_on-year": "2026",
        "words": "W",
    }  # fmt: skip

    page = officer_of(tender).post(url("receive_representation", tender), answers)

    assert "Objections are recorded between the approval and the award." in words(page)


def test_a_tender_is_awarded_and_archived():
    tender = approved(bundle=few(), regime="below_threshold")
    officer = officer_of(tender)

    page = words(officer.get(url("standstill", tender)))
    officer.get(url("award", tender))
    officer.post(url("award", tender))
    awarded = fresh(tender).state
    officer.get(url("archive", tender))
    officer.post(url("archive", tender))

    assert "The law sets no standstill period below the thresholds." in page
    assert (awarded, fresh(tender).state) == (State.AWARDED, State.ARCHIVED)
    refused = officer.post(url("archive", tender), follow=True)
    assert errors(refused)[-1] == "A tender that is archived cannot archive."
    assert "Archived" in words(officer.get(reverse("tenders:tender", args=[tender.pk])))


def test_an_objection_of_another_tender_is_not_found():
    tender = approved(bundle=few())
    other = RepresentationFactory()

    address = url("decide_representation", tender, other.pk)
    assert officer_of(tender).get(address).status_code == 404


# --- The file -------------------------------------------------------------------------------------
def with_everything():
    """Return a tender that is ranked, with a panel and a whole record."""
    tender = ranked(bundle=few())
    member = PanelMemberFactory(tender=tender, code="E9")
    DeclarationFactory(member=member, has_interest=True, statement="A cousin works there.")
    bid = tender.bids.get(code="L1-A")
    RecusalFactory(member=member, bidder=bid.bidder, reason="The cousin.")
    score = bid.scores.first()
    individual = IndividualScoreFactory(
        bid=bid, criterion=score.criterion, member=member, evaluator="E9", points=score.points,
        comment="The rota is on page 4.",
    )  # fmt: skip
    ScoreMoveFactory(score=score, individual=individual, reason="I had missed page 7.")
    PriceEnquiryFactory(bid=bid)
    return tender


def test_the_report_tells_everything_that_made_the_decision():
    tender = with_everything()
    auditor = client_of(tender.organisation, "auditor")

    page = words(auditor.get(url("report", tender)))
    pdf = pypdf.PdfReader(io.BytesIO(auditor.get(url("report_file", tender)).content))
    printed = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())
    word = auditor.get(url("report_word", tender))

    head = tender.ranked_results.get().bundle_sha256
    for said in (page, printed):
        assert "A cousin works there." in said
        assert "The rota is on page 4." in said
        assert "I had missed page 7." in said
        assert "Enquiries into abnormally low prices" in said
        assert "End of the tender's record" in said
    assert head in page
    assert "Median price" in printed
    assert zipfile.is_zipfile(io.BytesIO(word.content))


def test_the_report_of_loaded_scores_says_that_no_panel_is_recorded():
    tender = ranked(bundle=few())

    page = words(officer_of(tender).get(url("report", tender)))

    assert "No panel is recorded here" in page


def test_the_number_of_queries_of_the_report_does_not_grow_with_bids(
    django_assert_max_num_queries,
):
    small, large = ranked(bundle=few()), ranked()
    for tender in (small, large):
        client = client_of(tender.organisation, "auditor")
        with django_assert_max_num_queries(65):
            client.get(url("report", tender))


def test_the_sealed_bundle_verifies_and_has_the_issued_letters():
    tender = approved(bundle=few())
    pack = made(letters.ask_letters(tender=tender, by="us", at=timezone.now()))
    letters.issue_letters(pack=pack, by="us", at=timezone.now())

    answer = officer_of(tender).get(url("sealed_file", tender))

    findings = sealed_bundle.findings_of(answer.content)
    assert [each.sentence for each in findings if not each.is_well] == []
    assert findings[-1].sentence == (
        "The letters that were issued are those that the record names."
    )


def test_the_golden_tender_is_sealed_to_the_same_result(golden_result):
    tender = ranked()

    answer = officer_of(tender).get(url("sealed_file", tender))

    assert all(each.is_well for each in sealed_bundle.findings_of(answer.content))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.read("result.json") == golden_result


@pytest.fixture(name="golden_result")
def _golden_result():
    from procurement.calculations.canonical import canonical_json  # noqa: PLC0415 -- one test
    from procurement.calculations.evaluation import evaluate  # noqa: PLC0415 -- one test
    from socialvalue.framework.data_files import areas_for_action  # noqa: PLC0415 -- one test
    from tests.factories.decided import golden  # noqa: PLC0415 -- one test

    return canonical_json(evaluate(golden(), areas_for_action=areas_for_action()))


def test_nothing_of_the_file_is_shown_before_the_ranking():
    tender = loaded(bundle=few())
    officer = officer_of(tender)

    for name in ("report", "report_file", "report_word", "sealed_file"):
        assert officer.get(url(name, tender)).status_code == 403
