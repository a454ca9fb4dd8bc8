"""A bundle lived through: method, bids, opening, panel, scores, moderation, lock, prices, ranking.

Every step is the action that the page of the step calls. What a test cannot wait for is said
instead by whoever says it otherwise: the moments at which bids came in, by the clock of the
database, and their codes. Only the deadline and the codes of bidders are put right by hand.
"""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from unittest import mock

from procurement.bids import actions as bids
from procurement.bids.models import Bidder
from procurement.evaluation import actions, queries
from procurement.evaluation.actions import declaring, individual, panel
from procurement.evaluation.actions.keeping import pence
from procurement.tenders.models import Section
from procurement.tenders.queries import methodology_of
from tests.factories.accounts import OrganisationFactory, UserFactory

EARLY = dt.datetime(2026, 7, 25, 9, tzinfo=dt.UTC)
LATE = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)
ROLES = {
    "officer": "procurement_officer",
    "second": "procurement_officer",
    "moderator": "moderator",
    "approver": "approver",
}


CLOCK = "procurement.tenders.actions.life.database_now"
NEXT_PLACE = "procurement.bids.actions.receiving._next_place"


def said(name, answer):
    """Let a function say this, within the block."""
    return mock.patch(name, return_value=answer)


class Life:
    """One bundle, and the tender that lives through it."""

    def __init__(self, bundle):
        self.bundle = bundle
        organisation = OrganisationFactory()
        self.people = {
            name: UserFactory(name=name, roles=[role], roles__organisation=organisation)
            for name, role in ROLES.items()
        }
        method = bundle | {"bidders": [], "bids": [], "disqualifications": [], "draws": []}
        self.tender = actions.load_bundle(
            bundle=method, organisation=organisation, by=self.people["officer"], at=EARLY
        )
        self.criteria = {each.code: each for each in methodology_of(self.tender).criteria.all()}

    def by(self, name, at=LATE):
        """Return who acts, and when."""
        return {"by": self.people[name], "at": at}

    def stands(self):
        """Return the tender as it stands."""
        self.tender.refresh_from_db()
        return self.tender

    # --- Bids ---------------------------------------------------------------------------------
    def receive(self):
        """Receive every bid before the deadline, as it came in."""
        names = {each["code"]: each["name"] for each in self.bundle["bidders"]}
        deadline, self.tender.deadline = self.tender.deadline, LATE + dt.timedelta(days=999_9)
        self.tender.save(update_fields=["deadline"])
        for position, given in enumerate(self.bundle["bids"]):
            price = None if given["price"] is None else pence(given["price"], at="price")
            moment = dt.datetime.fromisoformat(given["submitted_at"])
            with said(CLOCK, moment), said(NEXT_PLACE, (given["code"], position)):
                bid = bids.receive_bid(
                    tender=self.tender,
                    lot=self.tender.lots.get(code=given["lot"]),
                    bidder_name=names[given["bidder"]],
                    answers={},
                    commitments=[],
                    price_pence=price,
                    origin="by_hand",
                    **self.by("officer", EARLY),
                )
            Bidder.objects.filter(pk=bid.bidder_id).update(code=given["bidder"])
        self.tender.deadline = deadline
        self.tender.save(update_fields=["deadline"])

    def open_bids(self):
        """Open the bids by two people, and record what people decided on them."""
        proposal = bids.propose_opening(tender=self.tender, **self.by("officer", EARLY))
        bids.confirm_opening(proposal=proposal, **self.by("second", EARLY))
        self.bids = {bid.code: bid for bid in self.stands().bids.all()}
        for decision in self.bundle["disqualifications"]:
            actions.disqualify(
                bid=self.bids[decision["bid"]],
                rule=decision["rule"],
                reason=decision["reason"],
                decided_at=dt.datetime.fromisoformat(decision["decided_at"]),
                **self.by("officer", EARLY),
            )

    # --- The panel ----------------------------------------------------------------------------
    def seat(self):
        """Seat the evaluators with the lots and sections that they score, and the moderator."""
        scope = defaultdict(lambda: (set(), set()))
        for given in self.bundle["bids"]:
            for score in given["scores"]:
                for mark in score["individual"]:
                    lots, sections = scope[mark["evaluator"]]
                    lots.add(given["lot"])
                    sections.add(self.criteria[score["criterion"]].section)
        everything = {Section.QUALITY.value, Section.SOCIAL_VALUE.value}
        organisation = self.tender.organisation
        self.members = {}
        for code in sorted(scope):
            lots, sections = scope[code]
            self.people[code] = UserFactory(
                name=code, roles=["evaluator"], roles__organisation=organisation
            )
            self.members[code] = panel.add_member(
                tender=self.tender,
                user=self.people[code],
                role="evaluator",
                sections=[] if sections == everything else sorted(sections),
                lots=list(self.tender.lots.filter(code__in=lots)),
                **self.by("officer", EARLY),
            )
        self.members["moderator"] = panel.add_member(
            tender=self.tender,
            user=self.people["moderator"],
            role="moderator",
            sections=[],
            lots=[],
            **self.by("officer", EARLY),
        )

    def declare(self):
        """Let everybody on the panel declare that they have no interest, then start scoring."""
        against = list(self.tender.bidders.values_list("code", flat=True))
        for name, member in self.members.items():
            declaring.declare_after_opening(
                member=member,
                interests={},
                statement="",
                against=against,
                **self.by(name, EARLY),
            )
        panel.start_scoring(tender=self.tender, **self.by("officer", EARLY))

    def score(self):
        """Submit every individual score, each with a reason."""
        for given in self.bundle["bids"]:
            for code, marks in self._marks(given).items():
                answers = [
                    individual.OwnAnswer(
                        criterion=self.criteria[criterion],
                        points=Decimal(points),
                        comment=f"What {code} saw in the bid.",
                        is_abstention=False,
                        version=0,
                    )
                    for criterion, points in marks
                ]
                individual.submit(
                    member=self.members[code],
                    bid=self.bids[given["code"]],
                    answers=answers,
                    **self.by(code, EARLY),
                )

    @staticmethod
    def _marks(given):
        """Return the points of one bid by evaluator."""
        marks = defaultdict(list)
        for score in given["scores"]:
            for mark in score["individual"]:
                marks[mark["evaluator"]].append((score["criterion"], mark["points"]))
        return marks

    # --- Moderation and decision --------------------------------------------------------------
    def moderate(self):
        """Agree every score with its reason, and write down why evaluators' scores moved."""
        actions.start_moderation(tender=self.tender, **self.by("moderator", EARLY))
        for given in self.bundle["bids"]:
            bid = self.bids[given["code"]]
            for score in given["scores"]:
                agreed = score["consensus"]
                criterion = self.criteria[score["criterion"]]
                mine = bid.individual_scores.filter(criterion=criterion)
                actions.agree_score(
                    bid=bid,
                    answer=actions.ScoreAnswer(
                        criterion=criterion,
                        points=Decimal(agreed["points"]),
                        reason=agreed["reason"],
                        moves={str(each.pk): "Persuaded by page 4." for each in mine},
                    ),
                    **self.by("moderator", dt.datetime.fromisoformat(agreed["agreed_at"])),
                )

    def lock(self):
        """Lock quality by two people."""
        proposal = actions.propose_lock(tender=self.tender, **self.by("moderator"))
        actions.confirm_lock(proposal=proposal, **self.by("approver"))

    def open_prices(self):
        """Open prices by two people."""
        proposal = actions.propose_opening(tender=self.tender, **self.by("officer"))
        actions.confirm_opening(proposal=proposal, **self.by("approver"))

    def enquire(self):
        """Tell and hear every bidder whose price is flagged, and be satisfied."""
        _, result = queries.result_of(self.stands())
        for found in queries.enquiries_of(self.tender, result):
            enquiry = actions.notify_bidder(
                bid=found.bid, notice="Please explain.", answer_by=LATE.date(), **self.by("officer")
            )
            actions.record_answer(
                enquiry=enquiry,
                answer="We own the kitchens.",
                answered_on=LATE.date(),
                **self.by("officer"),
            )
            actions.conclude_enquiry(
                enquiry=enquiry, outcome="satisfied", reason="Shown.", **self.by("officer")
            )

    def rank(self):
        """Store the ranking, and return it."""
        return actions.rank(tender=self.tender, **self.by("officer"))

    def approve(self):
        """Approve the stored result by two people."""
        proposal = actions.propose_approval(tender=self.tender, **self.by("officer"))
        return actions.confirm_approval(proposal=proposal, **self.by("approver"))

    def until_locked(self):
        """Live until quality is locked."""
        for step in (
            self.receive,
            self.open_bids,
            self.seat,
            self.declare,
            self.score,
            self.moderate,
            self.lock,
        ):
            step()
        return self
