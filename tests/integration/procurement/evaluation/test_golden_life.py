"""The published example lived through, step by step: its result is the published one."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from procurement.calculations import canonical
from procurement.calculations.evaluation import evaluate
from procurement.evaluation import queries
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.decided import few
from tests.factories.golden_life import Life
from tests.integration.procurement.people import BACKEND
from tests.unit.procurement.calculations.golden import published, without_free_text

pytestmark = pytest.mark.django_db


def test_the_published_example_comes_out_of_the_whole_life_to_the_byte():
    bundle, expected = published("bundle.json"), published("expected.json")
    life = Life(bundle).until_locked()
    before = queries.bundle_of(life.stands())

    life.open_prices()
    life.enquire()
    stored = life.rank()
    life.approve()

    assert {bid["price"] for bid in before["bids"]} == {None}
    assert stored.bundle.encode() == canonical.canonical_json(bundle)
    assert stored.bundle_sha256 == expected["bundle_sha256"]
    assert without_free_text(json.loads(stored.result)) == without_free_text(expected)
    assert life.stands().state == State.APPROVED
    assert queries.standing_of(life.tender).is_the_same
    done = [event.did for event in events_of(life.tender)]
    assert done.count("score.agreed") == 60
    assert [done.count(did) for did in ("prices.opened", "tender.approve")] == [1, 1]


def short():
    """Return the published example with one lot and two of its bids."""
    bundle = few()
    made = {bid["bidder"] for bid in bundle["bids"]}
    bundle["bidders"] = [each for each in bundle["bidders"] if each["code"] in made]
    return bundle


class Pages:
    """What the people of a life send through the pages."""

    def __init__(self, life):
        self.life = life
        self.browsers = {}
        for name, user in life.people.items():
            self.browsers[name] = Client()
            self.browsers[name].force_login(user, backend=BACKEND)

    def address(self, name, *keys):
        """Return the address of a page."""
        return reverse(f"evaluation:{name}", args=[self.life.tender.pk, *keys])

    def send(self, who, name, *keys, **answers):
        """Send a form, which must be taken."""
        response = self.browsers[who].post(self.address(name, *keys), answers)
        assert response.status_code == 302

    def two_people(self, name, first, second):
        """Propose a step and let another person confirm it."""
        self.send(first, name, act="propose")
        proposal = self.browsers[second].get(self.address(name)).context["proposal"]
        self.send(second, name, act="confirm", proposal=str(proposal.pk))

    def score(self):
        """Submit every individual score."""
        for given in self.life.bundle["bids"]:
            bid = self.life.bids[given["code"]]
            for score in given["scores"]:
                criterion = self.life.criteria[score["criterion"]]
                for mark in score["individual"]:
                    self.send(
                        mark["evaluator"],
                        "score_question",
                        bid.pk,
                        criterion.pk,
                        version="0",
                        points=mark["points"],
                        comment=f"{mark['evaluator']} on {bid.code}, {criterion.code}: see page 4.",
                        submit="yes",
                    )

    def moderate(self):
        """Agree every score, with what evaluators said in the meeting."""
        for given in self.life.bundle["bids"]:
            bid = self.life.bids[given["code"]]
            for score in given["scores"]:
                criterion = self.life.criteria[score["criterion"]]
                mine = bid.individual_scores.filter(criterion=criterion)
                self.send(
                    "moderator",
                    "moderate",
                    bid.pk,
                    criterion.pk,
                    points=score["consensus"]["points"],
                    reason=score["consensus"]["reason"],
                    **{f"move_{each.pk}": "Persuaded by page 4." for each in mine},
                )

    def enquire(self, bid):
        """Tell and hear a bidder, and be satisfied."""
        day = {"day": "19", "month": "8", "year": "2026"}
        by = {f"answer_by-{part}": value for part, value in day.items()}
        on = {f"answered_on-{part}": value for part, value in day.items()}
        self.send("officer", "enquire_price", bid.pk, notice="Please explain.", **by)
        self.send("officer", "enquire_price", bid.pk, answer="We own the kitchens.", **on)
        self.send("officer", "enquire_price", bid.pk, outcome="satisfied", reason="Shown.")


def test_a_short_tender_lived_through_the_pages_gives_the_result_of_its_bundle():
    bundle = short()
    life = Life(bundle)
    for step in (life.receive, life.open_bids, life.seat, life.declare):
        step()
    pages = Pages(life)

    pages.score()
    pages.send("moderator", "start_moderation")
    pages.moderate()
    pages.two_people("lock_quality", "moderator", "approver")
    pages.two_people("open_prices", "officer", "second")
    pages.enquire(life.bids["L1-A"])
    pages.send("officer", "rank")
    pages.two_people("approve", "officer", "approver")

    exported = json.loads(pages.browsers["officer"].get(pages.address("bundle_file")).content)
    result = json.loads(queries.latest_result(life.tender).result)
    expected = evaluate(bundle, areas_for_action=queries.known_areas_for_action())
    assert life.stands().state == State.APPROVED
    assert evaluate(exported, areas_for_action=queries.known_areas_for_action()) == result
    assert without_moments(result) == without_moments(expected)


def without_moments(result):
    """Return a result without what hangs on the moments at which scores were agreed."""
    return {name: part for name, part in result.items() if name != "bundle_sha256"}
