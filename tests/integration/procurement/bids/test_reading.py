"""What is shown once bids are opened, to whom; late bids; questions to bidders."""

import csv
import io

import openpyxl
import pytest
from django.utils import timezone

from procurement.bids import actions, queries
from procurement.bids.models import Answer, Clarification, LateDecision
from procurement.bids.reports.template import WRITTEN
from procurement.calculations.commitments import Promise
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.accounts import UserFactory
from tests.factories.bids import BidFactory
from tests.factories.evaluation import PanelMemberFactory, RecusalFactory
from tests.integration.procurement.bids.steps import (
    ANSWER,
    BIDDER,
    MEASURABLE,
    VAGUE,
    end,
    open_bids,
    person,
    place_in,
    put,
    receive,
    taking_bids,
    url,
    words,
)
from tests.integration.procurement.people import BACKEND, client_of, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender():
    """A tender whose bids are opened: one in time, and one late."""
    tender = taking_bids()
    receive(tender, commitments=[MEASURABLE, VAGUE])
    end(tender)
    receive(tender, bidder_name="Late Ltd", answers={"Q1": "Late answer"}, commitments=[])
    return open_bids(tender)


@pytest.fixture
def bid(tender):
    """The bid that came in time."""
    return tender.bids.get(is_late=False)


@pytest.fixture
def late(tender):
    """The late bid."""
    return tender.bids.get(is_late=True)


@pytest.fixture
def officer(tender):
    """A procurement officer of the tender's organisation."""
    return officer_of(tender)


def now():
    """The moment at which something is done."""
    return timezone.now()


@pytest.mark.parametrize("role", ["procurement_officer", "approver", "auditor"])
def test_an_opened_bid_is_read(role, tender, bid):
    page = words(client_of(tender.organisation, role).get(url("bid", tender, bid.pk)))

    assert ANSWER in page
    assert "Canary-measure" in page
    assert "It cannot be measured: it does not say how much" in page
    assert "Sealed until quality is locked" in page
    assert "987,654,321" not in page


def test_a_sealed_bid_is_not_read():
    tender = taking_bids()
    sealed = receive(tender)

    for page in ("bid", "file"):
        assert officer_of(tender).get(url(page, tender, sealed.pk)).status_code == 403


def test_the_price_and_the_file_are_there_once_prices_are_opened(officer, tender, bid):
    before = officer.get(url("file", tender, bid.pk))
    put(tender, State.PRICE_OPENED)

    page = words(officer.get(url("bid", tender, bid.pk)))
    file = officer.get(url("file", tender, bid.pk))

    assert before.status_code == 403
    assert "£987,654,321" in page
    assert url("file", tender, bid.pk) in page
    assert b'"price_pence":"98765432100"' in file.content
    assert file.headers["Content-Disposition"] == 'attachment; filename="bid-b1.json"'


def test_a_bid_that_came_with_a_bundle_has_no_file(officer, tender):
    loaded = BidFactory(bidder__position=50, bidder__code="S51", **place_in(tender))
    put(tender, State.PRICE_OPENED)

    assert officer.get(url("file", tender, loaded.pk)).status_code == 404
    assert "None was given" in words(officer.get(url("bid", tender, loaded.pk)))


def test_a_file_with_an_odd_ending_is_saved_as_plain_bytes(officer, tender):
    odd = actions.Received(file_name="response.x/lsx", content=b"bytes")
    other = taking_bids(organisation=tender.organisation)
    bid = receive(other, received=odd)
    put(open_bids(other), State.PRICE_OPENED)

    answer = officer.get(url("file", other, bid.pk))

    assert 'filename="bid-b1.bin"' in answer.headers["Content-Disposition"]


def test_who_keeps_away_from_a_bidder_does_not_read_its_bid(tender, bid):
    auditor = person(tender, "auditor", "evaluator")
    RecusalFactory(member=PanelMemberFactory(tender=tender, user=auditor), bidder=bid.bidder)
    client = client_of(tender.organisation)
    client.force_login(auditor, backend=BACKEND)

    assert client.get(url("bid", tender, bid.pk)).status_code == 403
    assert "Canary-measure" not in words(client.get(url("commitments", tender)))
    assert b"Canary-measure" not in client.get(url("commitments_csv", tender)).content


@pytest.mark.parametrize("kind", ["withdrawn", "late"])
def test_what_goes_back_unread_shows_neither_price_nor_file_when_prices_are_opened(kind):
    tender = taking_bids()
    if kind == "late":
        end(tender)
    bid = receive(tender)
    if kind == "withdrawn":
        actions.withdraw_bid(bid=bid, reason="Asked to.", by="the tests", at=now())
    open_bids(tender)
    if kind == "late":
        said = {"is_admitted": False, "reason": "Two hours late.", "by": "the tests", "at": now()}
        actions.decide_late(bid=bid, **said)
    officer = officer_of(put(tender, State.PRICE_OPENED))

    page = words(officer.get(url("bid", tender, bid.pk)))

    assert "987,654,321" not in page
    assert officer.get(url("file", tender, bid.pk)).status_code == 403


def test_a_withdrawn_bid_stays_unread():
    tender = taking_bids()
    bid = receive(tender)
    actions.withdraw_bid(bid=bid, reason="Asked to.", by="the tests", at=now())
    open_bids(tender)

    page = words(officer_of(tender).get(url("bid", tender, bid.pk)))

    assert "This bid was withdrawn." in page
    assert ANSWER not in page
    assert list(Answer.objects.all()) == []
    assert "Withdrawn" in words(officer_of(tender).get(url("list", tender)))


def test_a_late_bid_is_unread_until_it_is_admitted(officer, tender, late):
    listed = words(officer.get(url("list", tender)))
    page = words(officer.get(url("bid", tender, late.pk)))

    assert "Late, to be decided" in listed
    assert "Decide whether it is admitted: scoring cannot start before that." in listed
    assert "This bid came late." in page
    assert "Late answer" not in page


@pytest.mark.parametrize(
    ("decision", "is_admitted", "shown"),
    [("admit", True, "Late, admitted"), ("not_admit", False, "Late, not admitted")],
)
def test_a_late_bid_is_decided_on_with_a_reason(
    decision, is_admitted, shown, officer, tender, late
):
    page = url("late", tender, late.pk)
    asked = words(officer.get(page))
    refused = words(officer.post(page, {"decision": decision, "reason": ""}))

    officer.post(page, {"decision": decision, "reason": "The portal was down."})

    listed = words(officer.get(url("list", tender)))
    assert "Late bid B2 of Late Ltd" in asked
    assert "Enter the reason" in refused
    assert LateDecision.objects.get().is_admitted is is_admitted
    assert (shown in listed, "The portal was down." in listed) == (True, True)
    assert ("Late answer" in words(officer.get(url("bid", tender, late.pk)))) is is_admitted
    assert events_of(tender).last().reason == "The portal was down."
    assert list(queries.undecided_late_bids(tender)) == []
    assert list(queries.refused_late_bids(tender)) == ([] if is_admitted else [late])


def test_a_late_bid_is_decided_on_once(officer, tender, late):
    decide = {"bid": late, "is_admitted": True, "reason": "So.", "by": "the tests", "at": now()}
    actions.decide_late(**decide)

    with pytest.raises(actions.NothingToDecide):
        actions.decide_late(**decide)
    assert officer.get(url("late", tender, late.pk)).status_code == 302


def test_a_bid_that_was_decided_on_meanwhile_says_so(officer, tender, late, monkeypatch):
    monkeypatch.setattr(
        "procurement.bids.actions.decide_late",
        lambda **given: (_ for _ in ()).throw(actions.NothingToDecide()),
    )

    page = words(officer.post(url("late", tender, late.pk), {"decision": "admit", "reason": "So."}))

    assert "There is nothing to decide about this bid" in page


def test_a_bid_in_time_needs_no_decision(officer, tender, bid):
    assert officer.get(url("late", tender, bid.pk)).headers["Location"] == url("list", tender)


def test_commitments_are_listed_with_what_they_lack(officer, tender):
    page = words(officer.get(url("commitments", tender)))

    assert "4.5 people" in page
    assert "not said" in page


def test_commitments_come_as_csv_and_xlsx(officer, tender):
    table = list(csv.reader(io.StringIO(
        officer.get(url("commitments_csv", tender)).content.decode("utf-8-sig")
    )))  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(officer.get(url("commitments_xlsx", tender)).content))

    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert table[1][:10] == [
        "B1", BIDDER, "1", "SV1", "1", "Canary-measure", "4.5", "people", "2099-09-30",
        "Canary-where",
    ]  # fmt: skip
    assert rows[1][5:9] == ["Canary-measure", 4.5, "people", "2099-09-30"]
    assert rows[2][6] == ""


def test_a_spreadsheet_of_commitments_does_not_tell_when_it_was_asked_for(officer, tender):
    book = openpyxl.load_workbook(io.BytesIO(officer.get(url("commitments_xlsx", tender)).content))

    assert (book.properties.created, book.properties.modified) == (WRITTEN, WRITTEN)


def test_what_a_bidder_wrote_never_runs_in_a_spreadsheet(officer, tender):
    hostile = Promise(criterion="SV1", measure="=cmd|' /C calc'!A0", where="@SUM(1)")
    other = taking_bids(organisation=tender.organisation)
    receive(other, commitments=[hostile], bidder_name="+1 Ltd")
    open_bids(other)

    text = officer.get(url("commitments_csv", other)).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(officer.get(url("commitments_xlsx", other)).content))

    row = next(csv.reader(io.StringIO(text.splitlines()[1])))
    assert (row[1], row[5], row[9]) == ("'+1 Ltd", "'=cmd|' /C calc'!A0", "'@SUM(1)")
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}


def test_commitments_are_not_there_while_bids_are_sealed():
    tender = taking_bids()
    receive(tender)

    for name in ("commitments", "commitments_csv", "commitments_xlsx", "questions"):
        answer = officer_of(tender).get(url(name, tender))
        assert answer.headers["Location"] == url("list", tender)


def test_no_commitment_is_said():
    tender = taking_bids()
    receive(tender, commitments=[])
    open_bids(tender)

    assert "No bid makes a commitment." in words(officer_of(tender).get(url("commitments", tender)))


@pytest.mark.parametrize("count", [1, 3])
def test_commitments_ask_the_same_number_of_queries(count, django_assert_num_queries):
    tender = taking_bids()
    for number in range(count):
        receive(tender, bidder_name=f"Bidder {number}")
    open_bids(tender)
    officer = officer_of(tender)

    with django_assert_num_queries(7):
        officer.get(url("commitments", tender))


def ask(bid, **more):
    """Ask a bidder."""
    return actions.ask(bid=bid, question="How many?", by="the tests", at=now(), **more)


def test_a_bidder_is_asked_and_the_answer_is_kept(officer, tender, bid):
    officer.post(url("ask", tender, bid.pk), {"criterion": "Q1", "question": "Who keeps the rota?"})
    [asked] = queries.open_clarifications(tender)
    page = url("answer", tender, asked.pk)

    shown = words(officer.get(page))
    officer.post(page, {"outcome": "answered", "answer": "The ward manager."})

    listed = words(officer.get(url("questions", tender)))
    assert "Who keeps the rota?" in shown
    assert "The ward manager." in listed
    assert list(queries.open_clarifications(tender)) == []
    assert [event.did for event in events_of(tender)][-2:] == [
        "clarification.asked",
        "clarification.answered",
    ]
    assert events_of(tender).last().after == {"bid": "B1", "criterion": "Q1"}


def test_a_question_is_closed_with_a_reason(officer, tender, bid):
    asked = ask(bid)
    page = url("answer", tender, asked.pk)

    empty = words(officer.post(page, {"outcome": "closed"}))
    unanswered = words(officer.post(page, {"outcome": "answered"}))
    officer.post(page, {"outcome": "closed", "because": "Asked twice."})

    assert "Enter why it is closed" in empty
    assert "Enter the bidder&#x27;s answer" in unanswered
    assert Clarification.objects.get().closed_because == "Asked twice."
    assert "Asked twice." in words(officer.get(url("questions", tender)))
    assert officer.get(page).headers["Location"] == url("questions", tender)


def test_a_question_is_answered_once(tender, bid):
    asked = ask(bid)
    actions.record_answer(clarification=asked, answer="Two.", by="the tests", at=now())

    with pytest.raises(actions.AnsweredAlready):
        actions.close_question(clarification=asked, because="So.", by="the tests", at=now())


def test_an_answer_that_somebody_else_gave_meanwhile_is_kept(officer, tender, bid, monkeypatch):
    asked = ask(bid)
    monkeypatch.setattr(
        "procurement.bids.actions.record_answer",
        lambda **given: (_ for _ in ()).throw(actions.AnsweredAlready()),
    )

    page = words(
        officer.post(url("answer", tender, asked.pk), {"outcome": "answered", "answer": "Two."})
    )

    assert "Somebody has answered or closed this question already." in page


def test_every_commitment_that_cannot_be_measured_is_asked_about_at_once(officer, tender):
    before = words(officer.get(url("questions", tender)))
    shown = words(officer.get(url("ask_all", tender)))

    officer.post(url("ask_all", tender))

    [asked] = queries.open_clarifications(tender)
    assert "1 commitment cannot be measured" in before
    assert asked.commitment.measure == "Canary-vague"
    assert asked.criterion.code == "SV1"
    assert asked.question == (
        "Your commitment “Canary-vague” under SV1: How much or how many will you deliver? "
        "In which unit is the quantity counted? By which day will it be delivered? Whom is it for?"
    )
    assert "Canary-vague" in shown
    assert "Every commitment can be measured, or was asked about." in words(
        officer.get(url("ask_all", tender))
    )
    assert actions.ask_about_unmeasurable(tender=tender, by=UserFactory(), at=now()) == []


@pytest.mark.parametrize("state", [State.QUALITY_LOCKED, State.PRICE_OPENED])
def test_nobody_is_asked_once_quality_is_locked(state, officer, tender, bid):
    asked = ask(bid)
    put(tender, state)

    for act in (
        lambda: ask(bid),
        lambda: actions.ask_about_unmeasurable(tender=tender, by=UserFactory(), at=now()),
        lambda: actions.record_answer(clarification=asked, answer="So", by="the tests", at=now()),
    ):
        with pytest.raises(actions.CannotBeAsked):
            act()
    assert officer.get(url("ask", tender, bid.pk)).status_code == 302
    assert officer.get(url("ask_all", tender)).status_code == 302


def test_quality_that_is_locked_meanwhile_says_so(officer, tender, bid, monkeypatch):
    def locked(**given):
        raise actions.CannotBeAsked

    monkeypatch.setattr("procurement.bids.actions.ask", locked)
    monkeypatch.setattr("procurement.bids.actions.ask_about_unmeasurable", locked)

    one = words(officer.post(url("ask", tender, bid.pk), {"question": "How many?"}))
    all_ = words(officer.post(url("ask_all", tender), follow=True))

    assert "before quality is locked" in " ".join(one.split())
    assert "before quality is locked" in " ".join(all_.split())


def test_a_bidder_that_withdrew_is_not_asked(tender, bid):
    bid.withdrawn_at = now()

    with pytest.raises(actions.CannotBeAsked):
        ask(bid)


def test_questions_to_a_bidder_are_not_shown_to_who_keeps_away_from_it(tender, bid):
    ask(bid)
    auditor = person(tender, "auditor", "evaluator")
    RecusalFactory(member=PanelMemberFactory(tender=tender, user=auditor), bidder=bid.bidder)
    client = client_of(tender.organisation)
    client.force_login(auditor, backend=BACKEND)

    assert "How many?" not in words(client.get(url("questions", tender)))
    assert "How many?" in words(
        client_of(tender.organisation, "auditor").get(url("questions", tender))
    )


def test_a_question_of_another_tender_is_not_found(officer, tender):
    elsewhere = open_bids(taking_bids())
    asked = ask(BidFactory(**place_in(elsewhere)))

    assert officer.get(url("answer", tender, asked.pk)).status_code == 404


def test_the_tender_page_says_what_waits(officer, tender, bid):
    page = f"/tenders/{tender.pk}/"
    first = words(officer.get(page))
    ask(bid)

    later = words(officer.get(page))

    assert "Decide on late bids" in first
    assert "None waits for an answer" in first
    assert "Waiting for an answer: 1" in later


def test_the_tender_page_asks_for_no_decision_where_no_bid_was_late():
    tender = taking_bids()
    receive(tender)
    open_bids(tender)

    page = words(officer_of(tender).get(f"/tenders/{tender.pk}/"))

    assert "Questions to bidders" in page
    assert "Decide on late bids" not in page


def test_nothing_is_decided_once_scoring_has_started(tender, late):
    put(tender, State.SCORING)

    with pytest.raises(actions.NothingToDecide):
        actions.decide_late(bid=late, is_admitted=True, reason="So.", by="the tests", at=now())
