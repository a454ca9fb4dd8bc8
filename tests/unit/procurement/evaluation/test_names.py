"""What stored things are called where a person meets them: nothing is looked up for it."""

import pytest

from procurement.bids.models import Bid
from procurement.evaluation.models import (
    IndividualDraft,
    IndividualScore,
    PanelMember,
    PriceEnquiry,
    RankedResult,
    ReopenedScore,
    Score,
    ScoreCorrection,
    ScoreMove,
)
from procurement.tenders.models import Criterion, StateChange, Tender

TENDER = Tender(reference="T-1")
BID = Bid(code="B1", tender=TENDER)
QUESTION = Criterion(code="Q1")
SCORE = Score(bid=BID, criterion=QUESTION, points=4, version=1)
INDIVIDUAL = IndividualScore(bid=BID, criterion=QUESTION, evaluator="E1", points=3)


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (IndividualDraft(member=PanelMember(code="E1"), bid=BID, criterion=QUESTION),
         "draft of E1 for B1 Q1"),
        (ReopenedScore(score=INDIVIDUAL), f"{INDIVIDUAL}, reopened"),
        (ScoreMove(score=SCORE, individual=INDIVIDUAL), "E1 moves to 4"),
        (ScoreCorrection(score=SCORE, points=5), f"{SCORE}, to be corrected to 5"),
        (PriceEnquiry(bid=BID), "enquiry into the price of B1"),
        (RankedResult(tender=TENDER, number=2), "result 2 of T-1"),
        (StateChange(tender=TENDER, state="closed"), "T-1: Bids opened"),
    ],
)  # fmt: skip
def test_a_thing_is_called(thing, name):
    assert str(thing) == name
