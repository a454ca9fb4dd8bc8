"""A tender in moderation, with what two evaluators gave, and people for every later step."""

import datetime as dt
from decimal import Decimal

from procurement.evaluation import actions
from procurement.tenders.models import State
from tests.factories.bids import received
from tests.factories.evaluation import IndividualScoreFactory
from tests.factories.panels import Panelled, person

AT = dt.datetime(2026, 8, 12, 10, tzinfo=dt.UTC)
REASON = "Method statement, page 4: a rota for every area."


class Moderated(Panelled):
    """Two questions, two bids; E1 gave 3 everywhere, E2 gave 4 to Q1 and 3 to SV1."""

    def __init__(self, *, bids=2):
        super().__init__(state=State.CONSENSUS, bids=bids)
        self.approver = person(self.organisation, "approver", name="Ann Approver")
        self.second = person(self.organisation, "procurement_officer", name="Otto Officer")
        self.auditor = person(self.organisation, "auditor", name="Audrey Auditor")
        self.moderator = self.users["M1"]
        self.q1, self.sv1 = self.criteria
        self.given = {
            (code, bid.pk, criterion.pk): IndividualScoreFactory(
                bid=bid,
                criterion=criterion,
                member=self.members[code],
                evaluator=code,
                position=self.members[code].position,
                points=Decimal(4 if (code, criterion) == ("E2", self.q1) else 3),
                comment=f"What {code} saw.",
            )
            for bid in self.bids
            for criterion in self.criteria
            for code in ("E1", "E2")
        }

    def of(self, code, *, bid=0, criterion=0):
        """Return what an evaluator gave a bid for a question."""
        return self.given[code, self.bids[bid].pk, self.criteria[criterion].pk]

    def abstain(self, score):
        """Supersede a score by an abstention."""
        IndividualScoreFactory(
            bid=score.bid,
            criterion=score.criterion,
            member=score.member,
            evaluator=score.evaluator,
            position=score.position,
            version=score.version + 1,
            points=None,
            is_abstention=True,
            comment="Not my field.",
        )

    def answer(self, *, criterion=None, points=3, **more):
        """Return what is to be saved for a question."""
        more.setdefault("reason", REASON)
        number = None if points is None else Decimal(points)
        return actions.ScoreAnswer(criterion=criterion or self.q1, points=number, **more)

    def agree(self, *, bid=0, criterion=None, **more):
        """Agree a score, and return it."""
        said = self.answer(criterion=criterion, **more)
        return actions.agree_score(bid=self.bids[bid], answer=said, by=self.moderator, at=AT)

    def agree_everything(self):
        """Agree 3 everywhere, and write down why E2's score moves."""
        for number, bid in enumerate(self.bids):
            for criterion in self.criteria:
                individuals = bid.individual_scores.filter(criterion=criterion)
                moves = {str(each.pk): "Page 4 persuaded me." for each in individuals}
                self.agree(bid=number, criterion=criterion, moves=moves)
        return self

    def lock(self):
        """Lock quality by two people. The bids count as received as they stand now."""
        for bid in self.bids:
            received(bid)
        proposal = actions.propose_lock(tender=self.tender, by=self.moderator, at=AT)
        actions.confirm_lock(proposal=proposal, by=self.approver, at=AT)
        self.tender.refresh_from_db()
        return self

    def open_prices(self):
        """Agree everything, lock quality and open prices."""
        self.agree_everything().lock()
        proposal = actions.propose_opening(tender=self.tender, by=self.officer, at=AT)
        actions.confirm_opening(proposal=proposal, by=self.approver, at=AT)
        self.tender.refresh_from_db()
        return self

    def drawn(self):
        """Draw lots between the bids, which are exactly equal; the first is first."""
        actions.record_draw(
            lot=self.bids[0].lot,
            order=self.bids,
            witness="internal auditor",
            drawn_at=AT,
            by=self.officer,
            at=AT,
        )
        return self

    def rank(self):
        """Open prices, draw lots, and store the ranking."""
        self.open_prices().drawn()
        self.stored = actions.rank(tender=self.tender, by=self.officer, at=AT)
        self.tender.refresh_from_db()
        return self
