"""Letters: whom they go to, what they lack, making, issuing and re-issuing them."""

import datetime as dt
import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pypdf
import pytest

from procurement.calculations.summaries import Parent
from procurement.evaluation import letter_packing
from procurement.evaluation.actions import letters as actions
from procurement.evaluation.models import IndividualScore, Letter, LetterTemplate, SupplierContact
from procurement.evaluation.queries import letters as telling
from procurement.tenders.actions import life
from socialvalue.audit.queries import events_of
from socialvalue.calculations.letter_text import TextWrong
from socialvalue.jobs.registry import CannotBeDone
from tests.factories.accounts import OrganisationFactory
from tests.factories.bids import BidFactory, LateDecisionFactory
from tests.factories.decided import (
    APPROVED,
    approved,
    few,
    fresh,
    loaded,
    made,
    quietly,
    ranked,
    with_notice,
)
from tests.factories.evaluation import DisqualificationFactory
from tests.factories.tenders import CriterionFactory, MethodologyFactory, ParentCriterionFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
OFFICER = "Olive Officer"


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    storage = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


def ask(tender, **more):
    """Return a pack of letters that was asked for."""
    return actions.ask_letters(tender=tender, by=OFFICER, at=AT, **more)


def words_of(pack, bid):
    """Return the words of one letter's PDF."""
    letter = pack.letters.get(bid__code=bid)
    content = letter_packing.member(pack.read(), stem=letter.stem, form="pdf")
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_every_bid_of_the_result_gets_one_letter():
    letters = telling.letters_of(ranked())

    assert [(letter.bid, letter.audience) for letter in letters] == [
        ("L1-B", "winner"),
        ("L1-A", "unsuccessful"),
        ("L1-D", "unsuccessful"),
        ("L1-C", "unsuccessful"),
        ("L1-E", "unsuccessful"),
        ("L2-B", "unsuccessful"),
        ("L2-C", "winner"),
        ("L2-G", "unsuccessful"),
        ("L2-H", "unsuccessful"),
        ("L2-D", "unsuccessful"),
        ("L2-F", "early"),
    ]
    assert telling.lacking(letters) == []


def test_a_tender_that_is_not_ranked_has_nothing_to_tell():
    with pytest.raises(telling.NotRanked):
        telling.letters_of(loaded())


@pytest.mark.parametrize("regime", ["public_contracts_regulations_2015", "below_threshold"])
def test_address_and_identifier_are_asked_for_by_the_act_alone(regime):
    tender = ranked(with_contacts=False, regime=regime)

    found = {gap.rule for gap in telling.lacking(telling.letters_of(tender))}

    assert found <= {"S1"}


def test_the_act_asks_for_address_and_identifier():
    tender = ranked(with_contacts=False)

    found = [
        (gap.rule, gap.words)
        for gap in telling.lacking(telling.letters_of(tender))
        if gap.bid == "L1-B"
    ]

    assert found == [
        ("R31.2", "No postal address of Brightwater Works CIC is recorded."),
        ("R31.2", "No email address of Brightwater Works CIC is recorded."),
        ("R31.3", "No unique identifier of Brightwater Works CIC is recorded."),
    ]


def test_provider_selection_asks_for_the_end_of_the_standstill():
    tender = approved(regime="provider_selection_regime")

    before = telling.lacking(telling.letters_of(tender))
    with_notice(tender, is_published=False)
    after = telling.lacking(telling.letters_of(tender))

    assert {gap.rule for gap in before} == {"S1"}
    assert after == []


def test_letters_with_gaps_are_not_made():
    with pytest.raises(actions.LettersLack, match="30 things are missing") as refused:
        ask(ranked(with_contacts=False))

    assert len(refused.value.lacking) == 30


def test_one_thing_missing_is_said_in_the_singular():
    tender = ranked()
    SupplierContact.objects.filter(bidder__code="A").update(identifier="")

    with pytest.raises(actions.LettersLack, match="1 thing is missing"):
        ask(tender)


def test_letters_are_made_in_three_forms_with_a_list():
    tender = ranked(bundle=few())

    pack = made(ask(tender))

    with zipfile.ZipFile(io.BytesIO(pack.read())) as archive:
        names = archive.namelist()
        first = {
            form: archive.read(f"{form}/001-l1-b-brightwater-works-cic.{end}")
            for form, end in [("pdf", "pdf"), ("word", "docx"), ("html", "html")]
        }
        listed = archive.read("list-of-letters.csv").decode("utf-8-sig")
    letter = pack.letters.get(position=0)
    assert len(names) == 1 + 3 * 2
    assert letter.pdf_sha256 == hashlib.sha256(first["pdf"]).hexdigest()
    assert letter.docx_sha256 == hashlib.sha256(first["word"]).hexdigest()
    assert letter.html_sha256 == hashlib.sha256(first["html"]).hexdigest()
    assert listed.splitlines()[1].startswith("Brightwater Works CIC,bids@bidder.example,")
    assert b"<h2" in first["html"]
    assert "style" not in first["html"].decode()


def test_making_the_same_letters_twice_gives_the_same_bytes():
    tender = ranked(bundle=few())
    pack = ask(tender)

    first = made(pack).sha256
    second = made(pack).sha256

    assert (first, Letter.objects.count()) == (second, 2)


def test_a_loser_reads_its_own_scores_the_winners_and_nobody_elses():
    bundle = few(bids=("L1-A", "L1-B", "L1-D"))
    tender = ranked(bundle=bundle)
    names = {bidder["name"] for bidder in bundle["bidders"]}

    words = words_of(made(ask(tender)), "L1-D")

    assert "Brightwater Works CIC" in words
    others = names - {"Brightwater Works CIC", "Dunlincroft Ltd"}
    own = next(bidder["name"] for bidder in bundle["bidders"] if bidder["code"] == "D")
    assert own in words
    assert [name for name in others - {own} if name in words] == []
    price = next(bid["price"] for bid in bundle["bids"] if bid["code"] == "L1-B")
    assert f"{int(float(price)):,}" not in words


def test_no_letter_knows_an_evaluator_or_an_individual_score():
    tender = ranked(bundle=few())
    codes = set(IndividualScore.objects.values_list("evaluator", flat=True))
    pack = made(ask(tender))

    for letter in pack.letters.all():
        words = words_of(pack, letter.bid.code)
        found = {code for code in codes if f"Evaluator {code}" in words or f" {code}:" in words}
        assert found == set()


def test_a_reason_held_back_is_replaced_for_others_and_not_for_its_own_supplier():
    tender = ranked(bundle=few())
    bid = tender.bids.get(code="L1-B")
    criterion = tender.methodologies.get().criteria.get(code="Q1")

    actions.withhold_reason(
        bid=bid, criterion=criterion, instead="Its own method.", because="Trade secret.",
        by=OFFICER, at=AT,
    )  # fmt: skip

    letters = {letter.bid: letter.summary for letter in telling.letters_of(tender)}
    others = letters["L1-A"].winning.sections[0].marks[0]
    own = letters["L1-B"].own.sections[0].marks[0]
    assert (others.reason, others.is_withheld) == ("Its own method.", True)
    assert own.reason.startswith("Method statement s.1")
    pack = made(ask(tender))
    assert "(sensitive commercial information is held back here)" in words_of(pack, "L1-A")


def test_a_reason_can_be_told_after_all():
    tender = ranked()
    criterion = tender.methodologies.get().criteria.get(code="Q1")
    withheld = actions.withhold_reason(
        bid=tender.bids.get(code="L1-B"), criterion=criterion, instead="Not told.",
        because="Trade secret.", by=OFFICER, at=AT,
    )  # fmt: skip

    actions.tell_reason(withheld=withheld, by=OFFICER, at=AT)

    assert not telling.withheld_of(tender).exists()
    assert [event.did for event in events_of(tender)][-2:] == [
        "letters.reason_withheld",
        "letters.reason_told",
    ]


def test_contacts_are_recorded_once_and_only_where_they_change():
    tender = ranked(with_contacts=False)
    bidder = tender.bidders.get(code="A")
    contacts = {bidder.pk: {"postal_address": "1 Mill Lane", "email": "a@example.org"}}

    actions.record_contacts(tender=tender, contacts=contacts, by=OFFICER, at=AT)
    actions.record_contacts(tender=tender, contacts=contacts, by=OFFICER, at=AT)

    events = [event.after for event in events_of(tender) if event.did.endswith("contacts_recorded")]
    assert events == [{"bidders": ["A"]}]
    assert telling.suppliers_of(tender)["A"].email == "a@example.org"


def test_letters_are_not_issued_before_a_second_person_has_approved():
    pack = made(ask(ranked(bundle=few())))

    with pytest.raises(actions.NotNow, match="second person has approved"):
        actions.issue_letters(pack=pack, by=OFFICER, at=AT)


def test_letters_that_are_not_made_are_not_issued():
    with pytest.raises(actions.NotNow):
        actions.issue_letters(pack=ask(approved()), by=OFFICER, at=AT)


def test_issuing_freezes_a_pack_and_records_its_fingerprint():
    tender = approved(bundle=few())
    pack = made(ask(tender))

    issued = actions.issue_letters(pack=pack, by=OFFICER, at=AT)

    assert (issued.issued_at, issued.issued_by) == (AT, OFFICER)
    event = events_of(tender).last()
    assert (event.did, event.after["sha256"]) == ("letters.issued", pack.sha256)
    with pytest.raises(actions.IssuedAlready):
        actions.issue_letters(pack=pack, by=OFFICER, at=AT)


def test_letters_after_issued_ones_say_why():
    tender = approved(bundle=few())
    actions.issue_letters(pack=made(ask(tender)), by=OFFICER, at=AT)

    with pytest.raises(actions.WhyAgain):
        ask(tender, because="  ")
    again = ask(tender, because="The address of one supplier was wrong.")

    assert (again.number, again.because) == (2, "The address of one supplier was wrong.")


def test_an_older_pack_is_not_issued():
    tender = approved(bundle=few())
    older = made(ask(tender))
    ask(tender)

    with pytest.raises(actions.OutOfDate):
        actions.issue_letters(pack=older, by=OFFICER, at=AT)


def test_letters_of_a_result_that_is_another_by_now_are_not_issued():
    tender = approved(bundle=few())
    pack = made(ask(tender))
    pack.bundle_sha256 = "f" * 64
    pack.save()

    with pytest.raises(actions.OutOfDate):
        actions.issue_letters(pack=pack, by=OFFICER, at=AT)


def test_early_letters_go_to_those_who_were_taken_out():
    tender = loaded()
    late = tender.bids.get(code="L1-C")
    LateDecisionFactory(bid=late, is_admitted=False, reason="Came four hours late.")
    DisqualificationFactory(bid=late, rule="other", reason="And it was unsigned.")

    letters = telling.early_letters_of(tender)

    assert [letter.bid for letter in letters] == ["L1-C", "L2-F"]
    assert letters[0].why_not == (
        "Your tender was disqualified. The tender came too late. Came four hours late.",
        "Your tender was disqualified. The tender was disregarded. And it was unsigned.",
    )
    assert (
        letters[1]
        .why_not[0]
        .startswith(
            "Your tender was disqualified. A condition of participation was not met. No evidence of"
        )
    )


def test_whoever_was_told_early_is_not_told_again():
    tender = loaded()
    pack = made(ask(tender, early=True))
    actions.issue_letters(pack=pack, by=OFFICER, at=AT)

    assert pack.is_early
    assert telling.early_letters_of(tender) == []
    with pytest.raises(actions.NothingToSend):
        ask(tender, early=True)


def test_an_older_early_pack_is_not_issued():
    tender = loaded()
    older = made(ask(tender, early=True))
    ask(tender, early=True)

    with pytest.raises(actions.OutOfDate):
        actions.issue_letters(pack=older, by=OFFICER, at=AT)


def test_nobody_is_told_early_while_bids_are_sealed():
    bid = BidFactory()
    DisqualificationFactory(bid=bid)

    assert telling.early_letters_of(bid.tender) == []
    with pytest.raises(actions.NotNow):
        ask(bid.tender, early=True)


def test_the_tender_of_one_lot_is_the_whole_contract():
    tender = ranked(bundle=few())

    assert {letter.lot for letter in telling.letters_of(tender)} == {"the whole contract"}


def test_a_job_whose_tender_moved_on_says_so():
    tender = ranked()
    pack = ask(tender)
    life.move(tender=tender, move="terminate", by=OFFICER, at=APPROVED, reason="No money.")

    with pytest.raises(CannotBeDone, match="not made for this tender now"):
        actions.make_letters(job=pack.job, report=quietly)


def test_letters_keep_the_wording_that_they_were_made_with():
    tender = ranked(bundle=few(), regime="below_threshold")
    actions.word_letter(
        organisation=tender.organisation,
        regime="below_threshold",
        audience="winner",
        subject="{reference}: well done, {supplier}",
        text="## Good news\n\nDear {supplier},\n\n- first\n- second\n\n{own_scores}",
        by=OFFICER,
        at=AT,
    )

    pack = made(ask(tender))

    letter = pack.letters.get(bid__code="L1-B")
    assert letter.template_version == 1
    assert letter.subject == "MWH-2026-014: well done, Brightwater Works CIC"
    assert "Dear Brightwater Works CIC," in words_of(pack, "L1-B")


@pytest.mark.parametrize(
    ("subject", "text", "words"),
    [
        ("", "{own_scores}", "Enter the subject"),
        ("S", " ", "Enter the text"),
        (
            "S",
            "{own_score}",
            r"Line 1: \{own_score\} stands for nothing. Did you mean \{own_scores\}",
        ),
        ("S", "{own_scores}\n{q}", r"Line 2: \{q\} stands for nothing\.$"),
        ("S", f"{{{'q' * 9_000}}}", r"^Line 1: \{q{40}…\} stands for nothing\.$"),
        ("S", "See {own_scores}", "on a line of its own"),
        ("S", "Hello", r"Put back what this letter must hold: \{own_scores\}"),
        ("S", "x" * 20_001, "Shorten the text to 20,000"),
        ("{own_scores}", "{own_scores}", "stands for nothing"),
    ],
)
def test_wording_that_cannot_be_used_is_refused(subject, text, words):
    with pytest.raises(TextWrong, match=words):
        actions.word_letter(
            organisation=OrganisationFactory(), regime="below_threshold", audience="winner",
            subject=subject, text=text, by=OFFICER, at=AT,
        )  # fmt: skip

    assert not LetterTemplate.objects.exists()


def test_the_last_wording_counts():
    organisation = OrganisationFactory()
    for version in (1, 2):
        actions.word_letter(
            organisation=organisation, regime="below_threshold", audience="early",
            subject=f"Version {version}", text="{why_not}", by=OFFICER, at=AT,
        )  # fmt: skip

    wording = telling.wording_of(organisation, regime="below_threshold", audience="early")

    assert (wording.version, wording.subject) == (2, "Version 2")


def test_old_regulations_tell_the_relative_advantages():
    tender = approved(bundle=few(), regime="public_contracts_regulations_2015")
    with_notice(tender)

    words = words_of(made(ask(tender)), "L1-A")

    assert "The characteristics and relative advantages of the successful tender" in words
    assert "The standstill period ends at the end of 12 October 2026" in words


def test_provider_selection_letter_prints_both_readings():
    tender = approved(bundle=few(), regime="provider_selection_regime")
    with_notice(tender)

    words = words_of(made(ask(tender)), "L1-A")

    # Thursday 1 October: 2, 5, 6, 7, 8, 9, 12, 13 October
    assert "The standstill period ends at the end of 13 October 2026" in words
    assert "Another reading, not confirmed, ends on" in words
    assert "make representations to us in writing" in words


def test_every_hostile_name_and_reason_is_only_words(settings):
    bundle = few()
    hostile = "<img src=x onerror=alert(1)> {own_scores} ## ‮ =1+1 " + "w" * 300
    bundle["bidders"][0]["name"] = f"Mill & <b>Lane</b> {hostile[:60]}"
    for bid in bundle["bids"]:
        for score in bid["scores"]:
            score["consensus"]["reason"] += f" {hostile}"
    settings.JOB_PROCESSES = 1
    tender = ranked(bundle=bundle)

    pack = made(ask(tender))

    html = letter_packing.member(
        pack.read(), stem=pack.letters.get(bid__code="L1-A").stem, form="html"
    ).decode()
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<img src=x" in words_of(pack, "L1-A")


def test_where_criteria_stand_in_full_is_empty_for_a_method_never_published():
    assert telling._full_version({"methodology": {"version": "1", "published_at": None}}) == ""


def test_sub_criteria_are_told_under_their_criterion():
    parent = ParentCriterionFactory(code="P", title="Service", weight=Decimal(80))
    criterion = CriterionFactory(
        methodology=parent.methodology,
        parent=parent,
        weight=Decimal(50),
        weight_in_parent=Decimal("62.5"),
    )

    parents = telling._parents(criterion.methodology.tender)

    assert parents == {criterion.code: Parent(code="P", title="Service", weight="80")}


def test_an_example_stands_in_where_there_is_no_letter_of_the_kind():
    method = MethodologyFactory()

    example = telling.example_of(method.tender, [], audience="winner", subject="S", text="T")

    assert (example.supplier.name, example.text) == ("The supplier's name", "T")


def test_an_example_is_the_first_letter_of_its_kind():
    tender = ranked()
    letters = telling.letters_of(tender)

    won = telling.example_of(tender, letters, audience="winner", subject="S", text="T")
    lost = telling.example_of(tender, letters, audience="unsuccessful", subject="S", text="T")

    assert (won.bid, won.text) == ("L1-B", "T")
    assert (lost.audience, lost.text) == ("unsuccessful", "T")


def test_what_is_asked_of_the_worker_names_only_the_pack():
    pack = ask(ranked())

    assert json.dumps(pack.job.payload) == json.dumps({"pack": str(pack.pk)})
    assert telling.own_marks(telling.early_letters_of(fresh(pack.tender))[0]) == []
