"""Two members of a network, with payments in a small country of three districts."""

import datetime as dt

import pytest

from socialvalue.networks import actions
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.places import AreaFactory, use_postcodes
from tests.factories.spend import AT, POSTCODES, analysed, imported
from tests.integration.socialvalue.spend.conftest import data_dir, member

__all__ = ["data_dir"]

PLACES = {"here": "PR1 2RL", "near": "BB1 7AB", "far": "EC1A 1BB"}
NETWORK = {"name": "Anchors of the Ribble", "place_code": "E07000123",
           "wider_place_code": "lancashire"}  # fmt: skip


@pytest.fixture
def country(db, data_dir):
    """Preston and Blackburn, which are Lancashire, and the City of London."""
    AreaFactory(code="E07000123", name="Preston")
    AreaFactory(code="E06000008", name="Blackburn")
    AreaFactory(code="E09000001", name="City of London", latitude=51.5, longitude=-0.1)
    AreaFactory(
        code="lancashire", name="Lancashire", kind="lieutenancy",
        authorities=["E06000008", "E07000123"], x_m=None, y_m=None,
    )  # fmt: skip
    use_postcodes(POSTCODES)


def payments(*rows):
    """Return a file: each row is a supplier, a place, pounds, a category, and how many times."""
    lines = ["Supplier,Postcode,Date,Amount,Category,Number"]
    for supplier, place, pounds, category, times in rows:
        lines += [
            f"{supplier},{PLACES[place]},03/04/2024,{pounds}.00,{category},{number}"
            for number in range(times)
        ]
    return "\n".join(lines)


COUNCIL = payments(
    ("Brightside Cleaning Ltd", "here", 10, "Cleaning", 6),
    ("Faraway plc", "far", 20, "Cleaning", 5),
    ("Ribble Trust", "here", 30, "Rent", 5),
)
TRUST = payments(
    ("Larkhill Foods", "here", 5, "Food", 5),
    ("Corner Shop", "here", 5, "Food", 3),
    ("Pat Sole", "here", 1, "Food", 2),
    ("Faraway plc", "far", 10, "Food", 6),
    ("Blackburn Books", "near", 10, "Books", 5),
)


@pytest.fixture
def council(country):
    """A council that leads the network."""
    return OrganisationFactory(name="Guild Council", place_code="E07000123")


@pytest.fixture
def trust(country):
    """A trust that belongs to it."""
    return OrganisationFactory(name="Ribble Trust", place_code="E07000123")


@pytest.fixture
def network(council, trust):
    """Both in one network, by their seats."""
    network = actions.found_network(organisation=council, by="a test", at=AT, **NETWORK)
    offer = actions.offer_seat(network=network, name="ribble trust", by="a test", at=AT)
    actions.answer_offer(seat=offer, organisation=trust, accept=True, by="a test", at=AT)
    return network


def seat_of(network, organisation):
    """Return the seat of a member."""
    return network.seats.get(organisation=organisation)


def shares(network, organisation, level="totals", text=None, **details):
    """Have a member load payments, analyse them, and share them."""
    if text:
        imported(text, organisation=organisation)
    analysis = analysed(organisation, **details)
    return actions.share(
        seat=seat_of(network, organisation), analysis=analysis, level=level, by=UserFactory(),
        at=AT + dt.timedelta(hours=1),
    )  # fmt: skip


@pytest.fixture
def officer(council, client):
    """The council's data officer, signed in."""
    return member(council, "data_officer", client)
