"""Tenders and their methods for tests."""

import datetime as dt
from decimal import Decimal

import factory

from procurement.calculations.ocds import Release, draft_of, report_of
from procurement.tenders.models import (
    Criterion,
    CriterionArea,
    CriterionLot,
    KeptFrom,
    LegalHold,
    LintAnswer,
    Lot,
    LotMethod,
    Methodology,
    Notice,
    ParentCriterion,
    Proposal,
    Purge,
    Scale,
    ScaleLevel,
    SectionPassMark,
    SocialValueDuty,
    State,
    StateChange,
    StressAcknowledgement,
    StressBid,
    Tender,
    WeightDeparture,
)
from tests.factories.accounts import OrganisationFactory, UserFactory

MADE = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


class TenderFactory(factory.django.DjangoModelFactory):
    """A draft tender of an NHS trust in England, without a method.

    Ask for another state by name: TenderFactory(fixed=True).
    """

    class Meta:
        model = Tender

    class Params:
        fixed = factory.Trait(state=State.PUBLISHED)

    organisation = factory.SubFactory(OrganisationFactory)
    reference = factory.Sequence(lambda n: f"T-{n}")
    title = factory.Sequence(lambda n: f"Tender {n}")
    buyer_name = factory.SelfAttribute("organisation.name")
    buyer_kind = "nhs_trust"
    regime = "procurement_act_2023"
    nation = "england"
    main_category = "services"
    commenced_on = dt.date(2026, 6, 1)
    value_excluding_vat_pence = 1_000_000_00
    value_including_vat_pence = 1_200_000_00
    deadline = dt.datetime(2026, 7, 24, 11, tzinfo=dt.UTC)
    created_at = MADE
    created_by = "the tests"


class MethodologyFactory(factory.django.DjangoModelFactory):
    """A draft method of 45, 40 and 15. Ask for a fixed one: MethodologyFactory(fixed=True)."""

    class Meta:
        model = Methodology

    class Params:
        fixed = factory.Trait(
            published_at=MADE, published_by="the tests", tender__state=State.PUBLISHED
        )

    tender = factory.SubFactory(TenderFactory)
    quality_weight = Decimal(45)
    price_weight = Decimal(40)
    social_value_weight = Decimal(15)
    tie_break = factory.List(["social_value", "quality", "price", "drawn_lot"])
    abnormally_low_references = factory.List(["mean_of_others", "should_cost"])


class LotFactory(factory.django.DjangoModelFactory):
    """The only lot of a tender."""

    class Meta:
        model = Lot

    tender = factory.SubFactory(TenderFactory)
    position = 0
    code = "1"
    title = "Whole contract"
    value_excluding_vat_pence = 1_000_000_00
    value_including_vat_pence = 1_200_000_00


class LotMethodFactory(factory.django.DjangoModelFactory):
    """Prices between a floor of half a million and a ceiling of one and a half."""

    class Meta:
        model = LotMethod

    methodology = factory.SubFactory(MethodologyFactory)
    lot = factory.SubFactory(LotFactory, tender=factory.SelfAttribute("..methodology.tender"))
    formula = "BENCHMARK"
    parameters = factory.Dict({"floor": "500000.00", "ceiling": "1500000.00"})


class ScaleFactory(factory.django.DjangoModelFactory):
    """A scale without levels."""

    class Meta:
        model = Scale

    methodology = factory.SubFactory(MethodologyFactory)
    position = factory.Sequence(lambda n: n)
    code = factory.Sequence(lambda n: f"scale-{n}")
    title = "0 to 5"


class ScaleLevelFactory(factory.django.DjangoModelFactory):
    """A level of a scale."""

    class Meta:
        model = ScaleLevel

    scale = factory.SubFactory(ScaleFactory)
    position = factory.Sequence(lambda n: n)
    points = factory.Sequence(Decimal)
    label = "Good"
    definition = "Meets the question."


class CriterionFactory(factory.django.DjangoModelFactory):
    """The only quality question of a method, on a scale of its own from 0 to 5."""

    class Meta:
        model = Criterion
        skip_postgeneration_save = True

    methodology = factory.SubFactory(MethodologyFactory)
    position = factory.Sequence(lambda n: n)
    section = "quality"
    code = factory.Sequence(lambda n: f"Q{n}")
    title = "Running the service"
    question = "How will you run the service?"
    weight = Decimal(100)
    scale = factory.SubFactory(ScaleFactory, methodology=factory.SelfAttribute("..methodology"))

    @factory.post_generation
    def levels(self, create, extracted, **kwargs):
        """Give the scale its levels, 0 to 5, unless it has some."""
        if not self.scale.levels.exists():
            for points in range(6):
                ScaleLevelFactory(
                    scale=self.scale,
                    position=points,
                    points=Decimal(points),
                    label=f"Level {points}",
                )


class CriterionAreaFactory(factory.django.DjangoModelFactory):
    """The area for action of a social value question."""

    class Meta:
        model = CriterionArea

    criterion = factory.SubFactory(CriterionFactory, section="social_value")
    position = 0
    area = "3.1"


class CriterionLotFactory(factory.django.DjangoModelFactory):
    """The only lot that a question is asked in."""

    class Meta:
        model = CriterionLot

    criterion = factory.SubFactory(CriterionFactory)
    lot = factory.SubFactory(
        LotFactory, tender=factory.SelfAttribute("..criterion.methodology.tender")
    )
    position = 0


class SectionPassMarkFactory(factory.django.DjangoModelFactory):
    """At least a quarter of the social value marks."""

    class Meta:
        model = SectionPassMark

    methodology = factory.SubFactory(MethodologyFactory)
    position = 0
    section = "social_value"
    percent = Decimal(25)
    disqualifies = True


class ParentCriterionFactory(factory.django.DjangoModelFactory):
    """A criterion that is the sum of its sub-criteria, half of the quality section."""

    class Meta:
        model = ParentCriterion

    methodology = factory.SubFactory(MethodologyFactory)
    position = factory.Sequence(lambda n: n)
    section = "quality"
    code = factory.Sequence(lambda n: f"QA{n}")
    title = "Delivery"
    weight = Decimal(50)


class SocialValueDutyFactory(factory.django.DjangoModelFactory):
    """The duty of 2012, considered in full."""

    class Meta:
        model = SocialValueDuty

    tender = factory.SubFactory(TenderFactory)
    economic = "Jobs for young people of the area."
    social = "Fewer people alone."
    environmental = "Less waste."
    securing = "By asking for dated commitments and reporting on them."
    consults = True
    consulting_because = "Those who use the service know what would help."
    relevance = "The service is done by people of the area; two questions suit its size."
    recorded_at = MADE
    recorded_by = "the tests"


class LintAnswerFactory(factory.django.DjangoModelFactory):
    """Why a finding about a method may stand."""

    class Meta:
        model = LintAnswer

    methodology = factory.SubFactory(MethodologyFactory)
    rule = "L1"
    place = "Q1"
    sentence = "The question asks where the supplier is."
    reason = "It asks where the service is given."
    answered_at = MADE
    answered_by = "the tests"


class WeightDepartureFactory(factory.django.DjangoModelFactory):
    """A recorded departure from a rule. Ask for a decided one: confirmed=True, refused=True."""

    class Meta:
        model = WeightDeparture

    class Params:
        confirmed = factory.Trait(
            is_confirmed=True,
            decider=factory.SubFactory(UserFactory),
            decided_at=MADE,
            decided_by="another of the tests",
        )
        refused = factory.Trait(
            is_confirmed=False,
            decider=factory.SubFactory(UserFactory),
            decided_at=MADE,
            decided_by="another of the tests",
            refused_because="The contract is large.",
        )

    methodology = factory.SubFactory(MethodologyFactory)
    rule_code = "ours"
    rule_title = "Ours: 15%"
    requirement = "minimum_percent"
    required = "15"
    proposed = "10"
    reason = "The contract is for goods off the shelf."
    approver = "Chief executive"
    recorded_at = MADE
    recorded_by = "the tests"


class StateChangeFactory(factory.django.DjangoModelFactory):
    """The publication of a tender."""

    class Meta:
        model = StateChange

    tender = factory.SubFactory(TenderFactory, fixed=True)
    number = 1
    move = "publish"
    state = State.PUBLISHED
    moved_at = MADE
    moved_by = "the tests"


class ProposalFactory(factory.django.DjangoModelFactory):
    """A proposal to publish that nobody has decided on.

    Ask for a decided one: ProposalFactory(confirmed=True), ProposalFactory(refused=True).
    """

    class Meta:
        model = Proposal

    class Params:
        confirmed = factory.Trait(
            is_confirmed=True,
            decider=factory.SubFactory(UserFactory),
            decided_at=MADE,
            decided_by="another of the tests",
        )
        refused = factory.Trait(
            is_confirmed=False,
            decider=factory.SubFactory(UserFactory),
            decided_at=MADE,
            decided_by="another of the tests",
            refused_because="A question is missing.",
        )

    tender = factory.SubFactory(TenderFactory)
    move = "publish"
    fingerprint = "0" * 64
    proposer = factory.SubFactory(UserFactory)
    proposed_at = MADE
    proposed_by = "the tests"


class StressBidFactory(factory.django.DjangoModelFactory):
    """A made-up bid at a million pounds that earns three quarters of its marks."""

    class Meta:
        model = StressBid

    lot = factory.SubFactory(LotFactory)
    position = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: f"Made-up bid {n}")
    price_pence = 1_000_000_00
    quality_percent = Decimal(75)
    social_value_percent = Decimal(75)
    points = factory.Dict({})


class StressAcknowledgementFactory(factory.django.DjangoModelFactory):
    """Somebody read a result that asks for it."""

    class Meta:
        model = StressAcknowledgement

    lot = factory.SubFactory(LotFactory)
    fingerprint = "0" * 64
    verdict = "changes_winners"
    findings = factory.List(["A losing bid changed the winner."])
    reason = "The market is used to this formula."
    acknowledged_at = MADE
    acknowledged_by = "the tests"


def whole_method(*, fixed=False, **tender):
    """Return a method that lacks nothing: the duty, two questions, and one lot with a formula."""
    methodology = MethodologyFactory(
        fixed=fixed, **{f"tender__{name}": value for name, value in tender.items()}
    )
    SocialValueDutyFactory(tender=methodology.tender)
    LotMethodFactory(methodology=methodology)
    CriterionFactory(methodology=methodology, code="Q1", position=0)
    social = CriterionFactory(
        methodology=methodology,
        section="social_value",
        code="SV1",
        position=1000,
        title="Local residents employed",
        question="Which jobs on this contract will you open to people who live nearby, and when?",
        asks_method_statement=True,
        measures=[{"measure": "Jobs on the contract for people of the area", "unit": "jobs"}],
    )
    CriterionAreaFactory(criterion=social)
    return methodology


class KeptFromFactory(factory.django.DjangoModelFactory):
    """A later day to count from."""

    class Meta:
        model = KeptFrom

    tender = factory.SubFactory(TenderFactory)
    counts_from = dt.date(2026, 12, 1)
    reason = "The contract was entered into that day."
    set_at = MADE
    set_by = "the tests"


class LegalHoldFactory(factory.django.DjangoModelFactory):
    """A legal hold that stands."""

    class Meta:
        model = LegalHold

    tender = factory.SubFactory(TenderFactory)
    reason = "A claim was announced."
    placed_at = MADE
    placed_by = "the tests"


class PurgeFactory(factory.django.DjangoModelFactory):
    """A purge of nothing."""

    class Meta:
        model = Purge

    tender = factory.SubFactory(TenderFactory)
    policy = "Three years."
    counts = factory.Dict({})
    purged_at = MADE
    purged_by = "the tests"


class NoticeFactory(factory.django.DjangoModelFactory):
    """A notice from which no tender was started: its title and buyer are known, nothing else."""

    class Meta:
        model = Notice

    organisation = factory.SubFactory(OrganisationFactory)
    ocid = factory.Sequence(lambda n: f"ocds-h6vhtk-{n:06x}")
    release = factory.Sequence(lambda n: f"{n:06}-2026")
    title = "Community meals"
    report = factory.LazyAttribute(
        lambda notice: report_of(draft_of(Release(value=_release_of(notice), path=())))
    )
    brought_in_at = MADE
    brought_in_by = "the tests"


def _release_of(notice):
    return {
        "ocid": notice.ocid,
        "id": notice.release,
        "buyer": {"name": notice.organisation.name},
        "tender": {"title": notice.title},
    }
