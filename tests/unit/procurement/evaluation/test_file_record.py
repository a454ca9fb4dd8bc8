"""How a decision came about, as the file tells it."""

import datetime as dt

import pytest

from procurement.evaluation import reports
from procurement.evaluation.queries.file_record import Head, file_record_of, head_of
from procurement.tenders.actions import life
from socialvalue.core.pdf import Document
from tests.factories.accounts import UserFactory
from tests.factories.decided import few, loaded
from tests.factories.evaluation import (
    DrawFactory,
    DrawnBidFactory,
    IndividualScoreFactory,
    PriceEnquiryFactory,
    ScoreCorrectionFactory,
)
from tests.factories.tenders import ProposalFactory, TenderFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def test_everything_is_told_in_words():
    tender = loaded(bundle=few())
    bid = tender.bids.get(code="L1-A")
    score = bid.scores.first()
    ScoreCorrectionFactory(
        score=score, is_confirmed=True, decider=UserFactory(), decided_at=AT, decided_by="Asha"
    )
    draw = DrawFactory(lot=bid.lot)
    DrawnBidFactory(draw=draw, bid=bid)
    PriceEnquiryFactory(bid=bid)
    IndividualScoreFactory(
        bid=bid, criterion=score.criterion, evaluator="E9", points=None, is_abstention=True,
        comment="I know the firm.",
    )  # fmt: skip
    ProposalFactory(tender=tender, move="open_prices")
    ProposalFactory(tender=tender, move="approve", refused=True)
    ProposalFactory(tender=tender, move="lock_quality", confirmed=True)

    told = file_record_of(tender)

    assert (
        "with prices known. Page 9 was not in the copy that the panel had." in told.corrections[0]
    )
    assert told.draws == ["Lot 1, 12 August 2026 at 10:30, before internal auditor: L1-A"]
    assert told.enquiries[0][3] == "not concluded"
    assert {row[2].split()[0] for row in told.approvals} == {"waits", "refused", "confirmed"}
    given = next(rows for title, rows in told.moderation if "L1-A" in title)[0][1]
    assert "E9: abstained. I know the firm." in given
    document = Document(title="Report", organisation="Mereside", made_at=AT)
    reports.add_file_record(document, told)
    kinds = [type(part).__name__ for part in document.contents]
    assert kinds.count("Bullets") == 2


def test_a_tender_without_a_record_ends_nowhere():
    assert head_of(TenderFactory()) == Head(length=0, hash="")


def test_the_end_of_the_record_is_that_of_its_last_event():
    tender = loaded(bundle=few())
    life.move(tender=tender, move="terminate", by="us", at=AT, reason="No money.")

    assert head_of(tender).length == 2
