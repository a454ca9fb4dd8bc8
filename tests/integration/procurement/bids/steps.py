"""What the tests of bids do again and again: a tender that takes bids, and bids in it."""

import datetime as dt
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from procurement.bids import actions
from procurement.calculations.commitments import Promise
from procurement.tenders.models import State
from procurement.tenders.queries.published import fingerprint_of
from tests.factories.accounts import UserFactory
from tests.factories.tenders import CriterionFactory, MethodologyFactory, whole_method

ANSWER = "Canary-answer: a rota for every ward."
WHERE = "Canary-where"
BIDDER = "Canary-bidder Ltd"
PRICE = 987_654_321_00
CANARIES = ["Canary-", "987,654,321", "987654321", "98765432100"]
"""What nobody may see of a sealed bid, on any page."""

MEASURABLE = Promise(
    criterion="SV1",
    measure="Canary-measure",
    quantity=Decimal("4.5"),
    unit="people",
    due_on=dt.date(2099, 9, 30),
    where=WHERE,
    for_whom="Canary-whom",
)
VAGUE = Promise(criterion="SV1", measure="Canary-vague", where=WHERE)


def taking_bids(*, measures=(), **tender):
    """Return a tender that takes bids until next week, with measures for its SV1."""
    deadline = tender.pop("deadline", timezone.now() + dt.timedelta(days=7))
    methodology = whole_method(deadline=deadline, **tender)
    methodology.criteria.filter(code="SV1").update(measures=list(measures))
    return publish(methodology)


def publish(methodology):
    """Publish a version of a method as it stands, and return its tender."""
    methodology.published_at, methodology.published_by = timezone.now(), "the tests"
    methodology.fingerprint = fingerprint_of(methodology)
    methodology.save()
    return put(methodology.tender, State.PUBLISHED)


def amended(tender, *, without=""):
    """Publish a second version of a tender's method, less one question, and return it."""
    second = whole_method(reference=f"{tender.reference}-for-its-method")
    methodology = MethodologyFactory(tender=tender, number=2, version="2")
    for criterion in second.criteria.exclude(code=without):
        CriterionFactory(
            methodology=methodology,
            code=criterion.code,
            section=criterion.section,
            position=criterion.position,
        )
    publish(methodology)
    return methodology


def receive(tender, **changes):
    """Receive a bid for the tender's first lot."""
    given = {
        "tender": tender,
        "lot": tender.lots.first(),
        "bidder_name": BIDDER,
        "answers": {"Q1": ANSWER},
        "commitments": [MEASURABLE],
        "price_pence": PRICE,
        "origin": "by_hand",
        "by": "the tests",
        "at": timezone.now(),
    }
    return actions.receive_bid(**given | changes)


def place_in(tender):
    """Return where a bid that was not received here stands."""
    return {"tender": tender, "lot": tender.lots.get(), "position": 50, "code": "B51"}


def end(tender):
    """Let the deadline pass."""
    tender.deadline = timezone.now() - dt.timedelta(seconds=5)
    tender.save()


def person(tender, *roles):
    """Return somebody with these roles in the tender's organisation."""
    return UserFactory(roles=roles, roles__organisation=tender.organisation)


def open_bids(tender):
    """Open the bids of a tender by two people, and return it."""
    end(tender)
    now = timezone.now()
    proposal = actions.propose_opening(
        tender=tender, by=person(tender, "procurement_officer"), at=now
    )
    return actions.confirm_opening(proposal=proposal, by=person(tender, "approver"), at=now)


def put(tender, state):
    """Put a tender into a state."""
    tender.state = state
    tender.terminated_in = State.PUBLISHED if state == State.TERMINATED else ""
    tender.save()
    return tender


def url(name, tender, *more):
    """Return the address of a page of a tender's bids."""
    return reverse(f"bids:{name}", args=[tender.pk, *more])


def words(response):
    """Return the answer's text."""
    return response.content.decode()
