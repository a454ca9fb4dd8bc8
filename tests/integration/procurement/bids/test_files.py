"""Templates out, filled templates and OCDS releases in, through the client."""

import base64
import io
import json
import random

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.bids import queries
from procurement.bids.models import Answer, BidPrice, Commitment, Envelope
from procurement.bids.views import uploading
from procurement.tenders.models import State
from tests.factories.tenders import LotFactory
from tests.integration.procurement.bids.steps import (
    CANARIES,
    amended,
    end,
    open_bids,
    put,
    receive,
    taking_bids,
    url,
    words,
)
from tests.integration.procurement.bids.test_pages import seal
from tests.integration.procurement.people import client_of, officer_of
from tests.unit.procurement.calculations.responses.papers import filled

pytestmark = pytest.mark.django_db

CELLS = {
    "Your bid": {"B4": "Canary-bidder Ltd", "B6": 987654321},
    "Answers": {"D5": "Canary-answer: a rota."},
    "Commitments": {"B5": "Canary-measure", "C5": 4.5, "D5": "people", "F5": "Canary-where"},
}
OCDS_BID = {
    "id": "b1",
    "tenderers": [{"name": "Canary-bidder Ltd"}],
    "value": {"amount": 987654321, "currency": "GBP"},
}


@pytest.fixture
def tender():
    """A tender that takes bids."""
    return taking_bids()


@pytest.fixture
def officer(tender):
    """A procurement officer of the tender's organisation."""
    return officer_of(tender)


def response_of(tender, cells=CELLS):
    """Return a filled template of the tender's first lot."""
    return filled(queries.papers_of(tender)[0], cells)


def upload(client, page, content, name="response.xlsx"):
    """Upload a file."""
    return client.post(page, {"content": SimpleUploadedFile(name, content)})


def ocds(*bids):
    """Return a release with these bids."""
    return json.dumps({"ocid": "ocds-1", "bids": {"details": list(bids)}}).encode()


def test_the_template_asks_what_the_tender_asks(officer):
    listed = [{"measure": "Apprenticeships", "unit": "people"}]
    tender = taking_bids(measures=listed)
    client = officer_of(tender)

    answer = client.get(url("template", tender, tender.lots.get().pk))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="response-t-')
    assert [book["Answers"][f"A{row}"].value for row in (5, 6)] == ["Q1", "SV1"]
    assert book["Answers"]["B5"].value == "Running the service\n\nHow will you run the service?"
    assert {book["Commitments"][f"A{row}"].value for row in range(5, 15)} == {"SV1"}
    assert book["Tender"].sheet_state == "veryHidden"
    rules = {
        str(rule.sqref): (rule.type, rule.formula1)
        for rule in book["Commitments"].data_validations.dataValidation
    }
    assert rules["B5:B14"] == ("list", "Tender!$F$1:$F$1")
    assert rules["C5:C14"][0] == "decimal"
    assert rules["E5:E14"][0] == "date"


def test_only_answers_can_be_changed_in_a_template(officer, tender):
    answer = officer.get(url("template", tender, tender.lots.get().pk))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    unlocked = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert all(sheet.protection.sheet for sheet in book)
    assert {("Your bid", "B4"), ("Your bid", "B6"), ("Answers", "D5")} < unlocked
    assert {name for sheet, name in unlocked if sheet == "Answers"} == {"D5", "D6"}
    assert not {name for _, name in unlocked if name.startswith("A")}


def test_the_same_template_is_the_same_file(officer, tender):
    page = url("template", tender, tender.lots.get().pk)

    assert officer.get(page).content == officer.get(page).content


def test_a_question_that_looks_like_a_formula_is_text(officer):
    tender = taking_bids(title="=cmd|' /C calc'!A0")
    answer = officer_of(tender).get(url("template", tender, tender.lots.get().pk))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))

    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in types


def test_a_filled_template_is_checked_and_sealed(officer, tender):
    content = response_of(tender)
    page = url("upload", tender)

    checked = upload(officer, page, content)
    before = tender.bids.count()
    done = seal(officer, page, checked)

    bid = tender.bids.get()
    listed = words(officer.get(url("list", tender)))
    assert "£987,654,321 without VAT" in words(checked)
    assert "Canary-answer: a rota." in words(checked)
    assert "it does not say by when" in words(checked)
    assert before == 0
    assert done.headers["Location"] == url("list", tender)
    assert (bid.origin, BidPrice.sealed.get().price_pence) == ("template", 98_765_432_100)
    assert bytes(Envelope.sealed.get().content) == content
    assert (Answer.sealed.count(), Commitment.sealed.count()) == (1, 1)
    assert [canary for canary in CANARIES if canary in listed] == []


def test_the_bid_goes_to_the_lot_of_the_template(officer, tender):
    second = LotFactory(tender=tender, code="2", position=1)
    content = filled(queries.papers_of(tender)[1], CELLS)

    seal(officer, url("upload", tender), upload(officer, url("upload", tender), content))

    assert tender.bids.get().lot == second


def test_faults_are_listed_by_cell_and_nothing_is_received(officer, tender):
    wrong = {"Your bid": {"B6": "<b>lots</b>"}, "Commitments": {"C5": "many"}}

    page = words(upload(officer, url("upload", tender), response_of(tender, wrong)))

    assert "Nothing was received: put these cells right" in page
    assert page.count("Enter a number, such as 12 or 4.5.") == 1
    assert "Enter the bidder&#x27;s name." in page
    assert 'name="sealed"' not in page
    assert not tender.bids.exists()


def test_a_page_of_faults_ends(officer, tender, monkeypatch):
    monkeypatch.setattr(uploading, "MOST_FAULTS", 1)

    page = words(upload(officer, url("upload", tender), response_of(tender, {})))

    assert "1 more, which you see once these are put right." in page


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("response.xlsx", b"not a sheet", "The file is no spreadsheet in XLSX or ODS."),
        ("response.xlsm", b"PK", "Choose a file that ends in .xlsx or .ods"),
        ("response.xlsx", b"", "The file is empty. Choose the file that holds the bid"),
        ("response.xlsx", b"PK" + b"\0" * 1024**2, "The file must be 1 MB or smaller"),
    ],
)
def test_other_files_are_refused_in_words(name, content, why, officer, tender):
    page = words(upload(officer, url("upload", tender), content, name))

    assert why in page
    assert not tender.bids.exists()


def test_no_file_is_asked_for(officer, tender):
    assert "Choose the file" in words(officer.post(url("upload", tender), {}))
    assert "A filled template, as XLSX or ODS" in words(officer.get(url("upload", tender)))


def test_a_template_of_another_tender_is_refused(officer, tender):
    page = words(upload(officer, url("upload", tender), response_of(taking_bids())))

    assert "This response is for another tender or lot." in page


def test_a_template_of_an_earlier_method_is_refused(officer, tender):
    content = response_of(tender)
    amended(tender)

    page = words(upload(officer, url("upload", tender), content))

    assert "This response was made for version 1 of the method." in page


def test_a_method_that_is_amended_between_check_and_seal_is_noticed(officer, tender):
    checked = upload(officer, url("upload", tender), response_of(tender))
    amended(tender)

    page = words(seal(officer, url("upload", tender), checked))

    assert "This response was made for version 1 of the method." in page
    assert not tender.bids.exists()


def test_a_second_template_of_a_bidder_says_that_it_replaces(officer, tender):
    page = url("upload", tender)
    seal(officer, page, upload(officer, page, response_of(tender)))

    refused = seal(officer, page, upload(officer, page, response_of(tender)))
    too_long = seal(
        officer, page, upload(officer, page, response_of(tender)), replaces_because="x" * 1001
    )
    seal(officer, page, refused, replaces_because="A page was missing.")

    assert "A bid of this bidder for this lot is sealed already." in words(refused)
    assert "must be 1,000 characters or fewer" in words(too_long)
    assert [bid.code for bid in tender.bids.standing()] == ["B2"]


def test_an_uploaded_file_cannot_be_changed_on_the_page(officer, tender):
    page = url("upload", tender)
    checked = upload(officer, page, response_of(tender))

    answer = seal(officer, page, checked, change="yes")

    assert answer.headers["Location"] == page


def test_the_largest_file_goes_through_the_browser_and_back(officer, tender):
    page = url("ocds", tender)
    noise = base64.b64encode(random.Random(1).randbytes(780_000)).decode()
    content = json.dumps({"ocid": "o", "noise": noise, "bids": {"details": [OCDS_BID]}}).encode()

    done = seal(officer, page, upload(officer, page, content, "release.json"))

    assert len(content) > 1_000_000
    assert done.headers["Location"] == url("list", tender)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\windows\\response.xlsx", "response.xlsx"),
        ("../../etc/response.xlsx", "response.xlsx"),
        ("resp\x00on\nse.xlsx", "response.xlsx"),
        ("/", "response"),
        ("x" * 300, "x" * 255),
    ],
)
def test_a_file_name_loses_folders_and_control_characters(name, kept):
    assert uploading.safe_name(name) == kept


def test_bids_of_a_release_are_checked_and_sealed(officer, tender):
    page = url("ocds", tender)
    odd = {"id": "b2", "tenderers": [{"name": "Canary-<b>odd</b>"}]}

    checked = upload(officer, page, ocds(OCDS_BID, odd), "release.json")
    seal(officer, page, checked)

    bid = tender.bids.get()
    listed = words(officer.get(url("list", tender)))
    assert "It gives no price (amount)." in words(checked)
    assert "Canary-&lt;b&gt;odd&lt;/b&gt;" in words(checked)
    assert (bid.origin, bid.bidder.name) == ("ocds", "Canary-bidder Ltd")
    assert BidPrice.sealed.get().price_pence == 98_765_432_100
    assert [canary for canary in CANARIES if canary in listed] == []


def test_several_bids_of_a_release_are_received_together(officer, tender):
    page = url("ocds", tender)
    other = OCDS_BID | {"tenderers": [{"name": "Brook Ltd"}]}

    done = seal(officer, page, upload(officer, page, ocds(OCDS_BID, other), "release.json"))

    first, second = tender.bids.order_by("position")
    assert [first.code, second.code] == ["B1", "B2"]
    assert "Bids B1, B2 received and sealed." in words(officer.get(done.headers["Location"]))
    assert first.receipt_sha256 != second.receipt_sha256
    contents = [bytes(each.content) for each in Envelope.sealed.order_by("bid__position")]
    assert [b"Brook Ltd" in content for content in contents] == [False, True]
    assert [b"Canary-bidder Ltd" in content for content in contents] == [True, False]
    assert queries.altered(tender) == []


def test_if_one_bid_of_a_release_is_refused_none_is_received(officer, tender):
    page = url("ocds", tender)
    receive(tender, bidder_name="Brook Ltd")
    other = OCDS_BID | {"tenderers": [{"name": "Brook Ltd"}]}

    refused = seal(officer, page, upload(officer, page, ocds(OCDS_BID, other), "release.json"))

    assert "A bid of this bidder for this lot is sealed already." in words(refused)
    assert tender.bids.count() == 1


def test_a_release_whose_bids_all_lack_something_says_so(officer, tender):
    page = words(upload(officer, url("ocds", tender), ocds({"id": "b1"}), "release.json"))

    assert "None of the bids in this file can be received." in page
    assert "It names no tenderer." in page
    assert 'name="sealed"' not in page


@pytest.mark.parametrize("content", [b"{", b"{}", b"[1]"])
def test_a_file_without_bids_is_refused(content, officer, tender):
    page = words(upload(officer, url("ocds", tender), content, "release.json"))

    assert "Nothing was received" in page
    assert not tender.bids.exists()


def test_the_page_of_ocds_says_what_it_takes(officer, tender):
    assert "OCDS has no place for commitments" in words(officer.get(url("ocds", tender)))


def test_a_bid_that_came_late_is_said_to_be_late(officer, tender):
    page = url("upload", tender)
    end(tender)

    done = seal(officer, page, upload(officer, page, response_of(tender)))

    assert "Bid B1 received, after the deadline, and sealed." in words(
        officer.get(done.headers["Location"])
    )


def test_a_template_as_it_came_is_there_once_prices_are_opened(officer, tender):
    content = response_of(tender)
    page = url("upload", tender)
    seal(officer, page, upload(officer, page, content))
    put(open_bids(tender), State.PRICE_OPENED)

    answer = officer.get(url("file", tender, tender.bids.get().pk))

    assert answer.content == content
    assert 'filename="bid-b1.xlsx"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("role", ["approver", "auditor", "evaluator"])
def test_only_officers_receive_files(role, tender):
    client = client_of(tender.organisation, role)

    for name in ("upload", "ocds"):
        assert client.get(url(name, tender)).status_code == 403
    assert client.get(url("template", tender, tender.lots.get().pk)).status_code == 403
