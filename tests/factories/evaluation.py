"""Scores and decisions for tests."""

import datetime as dt
from decimal import Decimal

import factory

from procurement.evaluation.models import (
    ConflictsReview,
    Declaration,
    Disqualification,
    Draw,
    DrawnBid,
    IndividualDraft,
    IndividualScore,
    Mitigation,
    PanelMember,
    PriceEnquiry,
    RankedResult,
    Recusal,
    ReopenedScore,
    Score,
    ScoreCorrection,
    ScoreDraft,
    ScoreMove,
)
from tests.factories.accounts import UserFactory
from tests.factories.bids import BidderFactory, BidFactory
from tests.factories.letters import (  # noqa: F401 -- the room's factories, in one place
    LetterFactory,
    LetterPackFactory,
    LetterTemplateFactory,
    RepresentationFactory,
    StandstillFactory,
    SupplierContactFactory,
    WithheldReasonFactory,
)
from tests.factories.tenders import CriterionFactory, LotFactory, TenderFactory

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


class PanelMemberFactory(factory.django.DjangoModelFactory):
    """An evaluator of every section and lot. Ask for a moderator: PanelMemberFactory(leads=True).

    The person is a member of no organisation: give `user` where a page is used.
    """

    class Meta:
        model = PanelMember
        skip_postgeneration_save = True

    class Params:
        leads = factory.Trait(role="moderator")
        gone = factory.Trait(left_at=AGREED, left_by="the tests", left_because="Ill.")

    tender = factory.SubFactory(TenderFactory, fixed=True)
    user = factory.SubFactory(UserFactory)
    position = factory.Sequence(lambda n: n)
    code = factory.Sequence(lambda n: f"P{n}")
    role = "evaluator"
    added_at = AGREED
    added_by = "the tests"


class DeclarationFactory(factory.django.DjangoModelFactory):
    """A declaration of no interest, made with the bidders known."""

    class Meta:
        model = Declaration

    member = factory.SubFactory(PanelMemberFactory)
    stage = "after_opening"
    number = factory.LazyAttribute(lambda made: made.member.declarations.count() + 1)
    has_interest = False
    declared_at = AGREED
    declared_by = "the tests"


class RecusalFactory(factory.django.DjangoModelFactory):
    """A member who keeps away from one bidder."""

    class Meta:
        model = Recusal

    member = factory.SubFactory(PanelMemberFactory)
    bidder = factory.SubFactory(BidderFactory, tender=factory.SelfAttribute("..member.tender"))
    reason = "Worked there until last year."
    recused_at = AGREED
    recused_by = "the tests"


class MitigationFactory(factory.django.DjangoModelFactory):
    """A decision that a declared interest is no conflict."""

    class Meta:
        model = Mitigation

    declaration = factory.SubFactory(DeclarationFactory, has_interest=True, statement="An uncle.")
    number = factory.LazyAttribute(lambda made: made.declaration.mitigations.count() + 1)
    outcome = "no_conflict"
    reason = "He retired ten years ago."
    decided_at = AGREED
    decided_by = "the tests"


class ConflictsReviewFactory(factory.django.DjangoModelFactory):
    """The assessment of a tender's conflicts, prepared."""

    class Meta:
        model = ConflictsReview

    tender = factory.SubFactory(TenderFactory)
    number = factory.LazyAttribute(lambda made: made.tender.conflicts_reviews.count() + 1)
    note = "No advisers."
    reviewed_at = AGREED
    reviewed_by = "the tests"


class IndividualDraftFactory(factory.django.DjangoModelFactory):
    """What an evaluator has begun to write."""

    class Meta:
        model = IndividualDraft

    member = factory.SubFactory(PanelMemberFactory)
    bid = factory.SubFactory(BidFactory, tender=factory.SelfAttribute("..member.tender"))
    criterion = factory.SubFactory(
        CriterionFactory, methodology__tender=factory.SelfAttribute("...member.tender")
    )
    points = Decimal(2)
    comment = "Page 4"
    saved_at = AGREED
    saved_by = "the tests"


class ReopenedScoreFactory(factory.django.DjangoModelFactory):
    """A score that may be given anew."""

    class Meta:
        model = ReopenedScore

    score = factory.SubFactory(IndividualScoreFactory)
    reason = "Marked against the wrong question."
    reopened_at = AGREED
    reopened_by = "the tests"


class ScoreMoveFactory(factory.django.DjangoModelFactory):
    """An evaluator who gave 2 and says why 3 was agreed."""

    class Meta:
        model = ScoreMove

    score = factory.SubFactory(ScoreFactory)
    individual = factory.SubFactory(
        IndividualScoreFactory,
        bid=factory.SelfAttribute("..score.bid"),
        criterion=factory.SelfAttribute("..score.criterion"),
        points=Decimal(2),
    )
    reason = "I had missed the rota on page 4."
    said_at = AGREED
    said_by = "the tests"


class ScoreCorrectionFactory(factory.django.DjangoModelFactory):
    """A correction from 3 to 4 that nobody has decided on."""

    class Meta:
        model = ScoreCorrection

    score = factory.SubFactory(ScoreFactory)
    points = Decimal(4)
    reason = "Method statement, page 9: audits with targets."
    change_reason = "Page 9 was not in the copy that the panel had."
    proposer = factory.SubFactory(UserFactory)
    proposed_at = AGREED
    proposed_by = "the tests"


class PriceEnquiryFactory(factory.django.DjangoModelFactory):
    """A bidder who was told that its price looks abnormally low."""

    class Meta:
        model = PriceEnquiry

    bid = factory.SubFactory(BidFactory)
    notice = "Your price is 40% below the mean of the others. Please explain it."
    notified_at = AGREED
    notified_by = "the tests"
    answer_by = dt.date(2026, 8, 19)


class RankedResultFactory(factory.django.DjangoModelFactory):
    """A stored result of nothing."""

    class Meta:
        model = RankedResult

    tender = factory.SubFactory(TenderFactory, fixed=True)
    number = 1
    bundle = "{}"
    bundle_sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    result = "{}"
    ranked_at = AGREED
    ranked_by = "the tests"


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


def seated(tender, *, role="evaluator", declared=True, **more):
    """Give a tender's panel a member who has declared no interest in any bidder, and return it."""
    number = tender.panel.filter(role=role).count() + 1
    more.setdefault("code", f"{role[0].upper()}{number}")
    member = PanelMemberFactory(tender=tender, role=role, **more)
    if declared:
        bidders = sorted(set(tender.bids.values_list("bidder__code", flat=True)))
        DeclarationFactory(member=member, bidders=bidders)
    return member
