"""Bids of an OCDS release, and what each lacks to be received."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.calculations.ocds import NotAFile
from procurement.calculations.ocds_bids import MOST_BIDS, FoundBid, Wanted, bids_of

WANTED = Wanted(lots=["1", "2"], questions={"1": ["Q1", "SV1"], "2": ["Q1"]}, includes_vat=False)
ONE_LOT = Wanted(lots=["1"], questions={"1": ["Q1"]}, includes_vat=False)


def bid(**changes):
    """Return a bid that lacks nothing."""
    given_ = {
        "id": "b1",
        "status": "valid",
        "tenderers": [{"id": "S1", "name": "Alderfinch  Ltd"}],
        "relatedLots": ["1"],
        "value": {"amount": 1040000.5, "currency": "GBP"},
    }
    return {name: value for name, value in (given_ | changes).items() if value is not None}


def release(*bids, **more):
    """Return a release with these bids as a file."""
    return json.dumps({"ocid": "ocds-1", "bids": {"details": list(bids)}, **more}).encode()


def read(*bids, wanted=WANTED):
    """Return the bids that are found."""
    return bids_of(release(*bids), wanted=wanted).bids


def test_a_bid_worked_example():
    answered = bid(
        requirementResponses=[
            {"requirement": {"id": "Q1"}, "value": "A rota."},
            {"requirement": {"id": "Q9"}, "value": "Not asked."},
            {"requirement": {"id": "SV1"}, "value": 4},
        ]
    )

    assert read(answered) == (
        FoundBid(
            at="/bids/details/0",
            id="b1",
            bidder_name="Alderfinch Ltd",
            lot="1",
            price_pence=104_000_050,
            record={**answered, "value": {"amount": Decimal("1040000.5"), "currency": "GBP"}},
            answers={"Q1": "A rota."},
        ),
    )


def test_the_part_of_a_release_that_is_a_bid_is_written_as_it_came():
    record = '{"id":"b\\u00e9","value":{"amount":1040000.50,"n":7},"x":[true,null,1E+2]}'
    content = '{"bids":{"details":[{"id":"another"},' + record + "]}}"

    found = bids_of(content.encode(), wanted=WANTED).bids[1]

    assert found.part(nonce="ab") == (
        b'{"format":"sv-received-ocds-bid/1.0","bid":' + record.encode() + b',"nonce":"ab"}'
    )
    assert found.part(nonce="ac") != found.part(nonce="ab")


def test_names_that_look_the_same_are_one_bidder():
    first, second = read(bid(), bid(tenderers=[{"name": "Alder\u200bfinch LTD"}]))

    assert first.lacks == ()
    assert second.bidder_name == "Alderfinch LTD"
    assert second.lacks == ("The same bidder has another bid for this lot in the file.",)


def test_a_name_of_which_nothing_shows_is_none():
    (found,) = read(bid(tenderers=[{"name": "\u200b\u2060"}]))

    assert found.lacks == ("It names no tenderer.",)


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"tenderers": None}, "It names no tenderer."),
        ({"tenderers": [{"name": " "}]}, "It names no tenderer."),
        (
            {"tenderers": [{"name": "x" * 201}]},
            "The tenderer's name is longer than 200 characters.",
        ),
        ({"relatedLots": None}, "It does not say which lot it is for."),
        ({"relatedLots": ["9"]}, "It is for lot 9, which this tender does not have."),
        (
            {"relatedLots": ["1", "2"]},
            "It is for several lots at one price. Each lot needs a bid of its own.",
        ),
        ({"value": None}, "It gives no price (amount)."),
        ({"value": {"amount": "1", "currency": "GBP"}}, "It gives no price (amount)."),
        ({"value": {"amount": 1, "currency": "EUR"}}, "Its price is in EUR, not GBP."),
        ({"value": {"amount": 1}}, "Its price is in no currency, not GBP."),
        ({"value": {"amount": -1, "currency": "GBP"}}, "Its price is below nought or too large."),
        ({"value": {"amount": 1e30, "currency": "GBP"}}, "Its price is below nought or too large."),
        ({"value": {"amount": 1.005, "currency": "GBP"}}, "Its price has fractions of a penny."),
        ({"status": "withdrawn"}, "Its status is withdrawn, so it is no bid to receive."),
    ],
)
def test_what_a_bid_lacks_is_said(changes, lacks):
    [found] = read(bid(**changes))

    assert found.lacks == (lacks,)


def test_everything_that_a_bid_lacks_is_said_at_once():
    [found] = read({"id": "b1"})

    assert found.lacks == (
        "It does not say which lot it is for.",
        "It names no tenderer.",
        "It gives no price (amount).",
    )


def test_a_tender_with_one_lot_needs_no_lot():
    [found] = read(bid(relatedLots=None, status=None), wanted=ONE_LOT)

    assert (found.lot, found.lacks) == ("1", ())


def test_a_joint_bid_names_all_who_bid():
    together = [{"name": "Alderfinch"}, {"name": "Brook"}, {"name": "Brook"}]

    assert read(bid(tenderers=together))[0].bidder_name == "Alderfinch and Brook"


def test_a_price_with_vat_is_the_gross_one():
    wanted = Wanted(lots=["1"], questions={}, includes_vat=True)
    value = {"amount": 100, "amountGross": 120.0, "currency": "GBP"}

    [gross] = read(bid(value=value), wanted=wanted)
    [net] = read(bid(), wanted=wanted)

    assert gross.price_pence == 12_000
    assert net.lacks == ("It gives no price with VAT (amountGross).",)


def test_the_second_bid_of_a_bidder_for_a_lot_is_not_received():
    first, second, other = read(
        bid(), bid(tenderers=[{"name": "ALDERFINCH LTD"}]), bid(relatedLots=["2"])
    )

    assert (first.lacks, other.lacks) == ((), ())
    assert second.lacks == ("The same bidder has another bid for this lot in the file.",)


def test_bids_are_found_in_a_package():
    package = json.dumps({"releases": [json.loads(release(bid())), {"ocid": "o", "tender": {}}]})

    [found] = bids_of(package.encode(), wanted=WANTED).bids

    assert found.at == "/releases/0/bids/details/0"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"{", "JSON"),
        (b"[]", "There are no bids"),
        (b'"bids"', "There are no bids"),
        (b'{"ocid": "o"}', "There are no bids"),
        (b'{"bids": []}', "There are no bids"),
        (b'{"bids": {"details": "many"}}', "There are no bids"),
        (
            json.dumps({"releases": [json.loads(release(bid()))] * 2}).encode(),
            "bids in more than one release",
        ),
        (release(*[bid()] * (MOST_BIDS + 1)), f"no more than {MOST_BIDS} bids"),
    ],
)
def test_a_file_without_the_bids_of_one_release_is_refused(content, why):
    with pytest.raises(NotAFile, match=why):
        bids_of(content, wanted=WANTED)


def test_lines_that_cannot_be_read_do_not_keep_others_from_being_read():
    lines = release(bid()) + b"\n{not json}\n"

    assert len(bids_of(lines, wanted=WANTED).bids) == 1


def test_what_is_not_understood_is_noted():
    found = bids_of(release("a bid", bid()), wanted=WANTED)

    assert len(found.bids) == 1
    assert [note.at for note in found.notes] == ["/bids/details/0"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(
        st.sampled_from(["name", "id", "amount", "currency", "value", "requirement"]), inside,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from([
            "id", "status", "tenderers", "relatedLots", "value", "requirementResponses",
        ]),
        JSON,
    )
)  # fmt: skip
def test_a_bid_of_any_shape_is_received_whole_or_says_what_it_lacks(members):
    [found] = read(members)

    assert bool(found.lacks) or (
        bool(found.bidder_name) and found.lot in {"1", "2"} and found.price_pence >= 0
    )
