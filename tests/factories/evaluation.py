"""Scores and decisions for tests."""

import datetime as dt
from decimal import Decimal

import factory

from procurement.evaluation.models import (
    Disqualification,
    Draw,
    DrawnBid,
    IndividualScore,
    Score,
    ScoreDraft,
)
from tests.factories.bids import BidFactory
from tests.factories.tenders import CriterionFactory, LotFactory

AGREED = dt.datetime(2026, 8, 12, 9, 30, tzinfo=dt.UTC)


class ScoreFactory(factory.django.DjangoModelFactory):
    """An agreed score of 3 for the only question of a tender."""

    class Meta:
        model = Score

    bid = factory.SubFactory(BidFactory)
    criterion = factory.SubFactory(
        CriterionFactory, methodology__tender=factory.SelfAttribute("...bid.tender")
    )
    position = 0
    points = Decimal(3)
    reason = "Method statement, page 4: a rota for every area."
    agreed_at = AGREED
    agreed_by = "the tests"


class ScoreDraftFactory(factory.django.DjangoModelFactory):
    """A score that somebody has begun to write."""

    class Meta:
        model = ScoreDraft

    bid = factory.SubFactory(BidFactory)
    criterion = factory.SubFactory(
        CriterionFactory, methodology__tender=factory.SelfAttribute("...bid.tender")
    )
    points = Decimal(2)
    reason = "Page 4"
    saved_at = AGREED
    saved_by = "the tests"


class IndividualScoreFactory(factory.django.DjangoModelFactory):
    """One evaluator's own points."""

    class Meta:
        model = IndividualScore

    bid = factory.SubFactory(BidFactory)
    criterion = factory.SubFactory(
        CriterionFactory, methodology__tender=factory.SelfAttribute("...bid.tender")
    )
    position = factory.Sequence(lambda n: n)
    evaluator = factory.Sequence(lambda n: f"E{n}")
    points = Decimal(3)
    recorded_at = AGREED
    recorded_by = "the tests"


class DisqualificationFactory(factory.django.DjangoModelFactory):
    """A decision on a late bid."""

    class Meta:
        model = Disqualification

    bid = factory.SubFactory(BidFactory)
    position = factory.Sequence(lambda n: n)
    rule = "late_tender"
    reason = "Came in four hours after the deadline."
    decided_at = AGREED
    decided_by = "the tests"


class DrawFactory(factory.django.DjangoModelFactory):
    """Lots drawn for the only lot of a tender."""

    class Meta:
        model = Draw

    lot = factory.SubFactory(LotFactory)
    position = 0
    witnessed_by = "internal auditor"
    drawn_at = AGREED
    drawn_by = "the tests"


class DrawnBidFactory(factory.django.DjangoModelFactory):
    """The first place of a draw."""

    class Meta:
        model = DrawnBid

    draw = factory.SubFactory(DrawFactory)
    bid = factory.SubFactory(
        BidFactory,
        tender=factory.SelfAttribute("..draw.lot.tender"),
        lot=factory.SelfAttribute("..draw.lot"),
    )
    place = 1


def agreed(bid, points, *, reason="Method statement, page 4: a rota for every area."):
    """Give a bid an agreed score on every question of its tender, and return the scores."""
    methodology = bid.tender.methodologies.get()
    return [
        ScoreFactory(
            bid=bid,
            criterion=criterion,
            position=criterion.position,
            points=Decimal(points),
            reason=reason,
        )
        for criterion in methodology.criteria.order_by("position")
    ]
