"""One of every thing that an address of the site names, for one organisation.

The access matrix asks for every address with these. A parameter of a new address needs a maker
here: a function that returns the thing's key under the parameter's own name.

Each maker gives its things up to four times:

* `own`: far on, so that every page about it has something to show;
* `begun`: as it is at the beginning, where pages refuse or lead elsewhere;
* `between`: as it is on the way, where most of the work is done;
* `sibling`: the organisation's own too, but part of another tender or version than `own`. An
  address that puts it under the wrong parent must find nothing.
"""

import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from procurement.evaluation.actions import load_bundle
from socialvalue.accounts.models import Organisation, Role, User
from socialvalue.awards.models import Running
from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.networks.models import Seat
from socialvalue.spend import actions as spend
from socialvalue.spend import queries as spend_queries
from socialvalue.spend import tasks as spend_tasks
from socialvalue.suppliers.models import Suggestion
from tests.factories.accounts import InvitationFactory, MembershipFactory
from tests.factories.awards import (
    AppealFactory,
    ApplicationFactory,
    AwardFactory,
    AwardProposalFactory,
    ConditionFactory,
    EvidenceFactory,
    EvidenceUseFactory,
    JudgementFactory,
    LetterFactory,
    QuestionFactory,
    RunningFactory,
    SchemeVersionFactory,
    SeatFactory,
    SelfAssessmentFactory,
    SubmittedFactory,
)
from tests.factories.bids import ClarificationFactory, EnvelopeFactory, bid_for
from tests.factories.decided import early_pack
from tests.factories.evaluation import DeclarationFactory, RecusalFactory, seated
from tests.factories.framework import (
    AreaFactory,
    FrameworkVersionFactory,
    ObjectiveFactory,
    WeightRuleFactory,
    terms,
)
from tests.factories.jobs import JobFactory
from tests.factories.letters import RepresentationFactory
from tests.factories.networks import SeatFactory as NetworkSeatFactory
from tests.factories.networks import ShareFactory
from tests.factories.spend import (
    ContractFactory,
    PaymentFileFactory,
    PaymentZipFactory,
    RegisterFactory,
    RowDecisionFactory,
    TargetFactory,
)
from tests.factories.suppliers import (
    SuggestionFactory,
    SurveyFactory,
    SurveyInvitationFactory,
    loaded_list,
    merged,
    paid,
    supplier_of,
    uploaded_list,
)
from tests.factories.tenders import (
    NoticeFactory,
    ScaleFactory,
    StressBidFactory,
    WeightDepartureFactory,
    whole_method,
)

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "procurement" / "evaluation" / "data" / "demonstration_bundle.json"
PAYMENTS = """Supplier Name,Supplier Postcode,Payment Date,Transaction Number,Net Amount,Category
Brightside Cleaning Ltd,PR1 2RL,03/04/2024,G1,"1,200.00",Cleaning
Example Energy plc,not known,06/05/2024,G2,"3,400.50",Energy
A line that cannot be read,PR1 2RL,31/02/2024,G3,1.00,Other
"""
NOBODY = "00000000-0000-4000-8000-000000000000"
"""The key of nothing."""

# What everyone may name: there is no other organisation's. By parameter: one that there is, and one
# that there is not.
SHARED = {
    "framework": ("marmot-6", "marmot-0"),
    "area": ("1.1", "9.9"),
    "criterion_code": ("S1", "X9"),
    "theme": ("social", "no-such"),
    "criterion": ("S1", "no-such"),
    "level": ("aspiring", "no-such"),
    "section": ("about", "no-such"),
    "seats": ("assessors", "nobody"),
    "code": ("ihe-cheshire-merseyside-2021", "no-such-rule"),
    "secret": ("the-secret-of-an-invitation", "no-such-secret"),
    "provider_id": ("sso", "no-such-provider"),
    "key": ("no-such-key", "no-other-key"),
    "certificate": ("0000-0000-0012-12", "0000-0000-0012-13"),
    "kind": ("suspend", "no-such-change"),
    "place_code": ("E07000123", "no-such-place"),
    "uidb36": ("1", "2"),
    "pk": ("1", "2"),
    "audience": ("winner", "nobody"),
    "form": ("pdf", "exe"),
    "table": ("bands", "no-such-table"),
    "number": ("1", "99"),
    "ending": ("pdf", "exe"),
    # A scheme that is open for application, whoever runs it.
    "open_running_pk": ("00000000-0000-4000-8000-00000000a11f", NOBODY),
}


@dataclass
class Things:
    """Keys by the name of the parameter that carries them."""

    own: dict[str, str] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)
    between: dict[str, str] = field(default_factory=dict)
    sibling: dict[str, str] = field(default_factory=dict)

    @property
    def stages(self) -> dict[str, dict[str, str]]:
        """The things by how far on they are, all of them where an address expects them."""
        return {"own": self.own, "begun": self.begun, "between": self.between}

    def update(self, more: "Things") -> None:
        """Add those of another maker."""
        self.own |= more.own
        self.begun |= more.begun
        self.between |= more.between
        self.sibling |= more.sibling


def everything_of(organisation: Organisation, *, by: User) -> Things:
    """Make one of everything. `by` asked for the jobs, uploaded the file, and so on."""
    things = Things()
    for maker in MAKERS:
        things.update(maker(organisation, by))
    return things


def people(organisation: Organisation, by: User) -> Things:
    """Make an open invitation and somebody's role."""
    return Things(
        own={
            "invitation_pk": InvitationFactory(organisation=organisation, sent_by=by).pk,
            "membership_pk": MembershipFactory(organisation=organisation, role=Role.EVALUATOR).pk,
        }
    )


def background_work(organisation: Organisation, by: User) -> Things:
    """Make a job that failed, and one that waits."""
    return Things(
        own={"job_pk": JobFactory(failed=True, organisation=organisation, asked_by=by).pk},
        begun={"job_pk": JobFactory(organisation=organisation, asked_by=by).pk},
    )


def matrices(organisation: Organisation, by: User) -> Things:
    """Make a draft of the organisation's own matrix, one that is published, and two rules."""
    versions = {
        stage: FrameworkVersionFactory(draft=is_draft, framework__organisation=organisation)
        for stage, is_draft in (("own", True), ("begun", False), ("sibling", True))
    }
    objectives = {stage: ObjectiveFactory(version=version) for stage, version in versions.items()}
    areas = {stage: AreaFactory(objective=objective) for stage, objective in objectives.items()}
    ended = terms(code="ended", effective_to="2026-12-31")
    rules = {
        "own": WeightRuleFactory(organisation=organisation),
        "begun": WeightRuleFactory(organisation=organisation, code="ended", terms=ended),
    }
    return Things(
        **{
            stage: {
                "version_pk": versions[stage].pk,
                "objective_pk": objectives[stage].pk,
                "area_pk": areas[stage].pk,
                **({"rule_pk": rules[stage].pk} if stage in rules else {}),
            }
            for stage in versions
        }
    )


def payments(organisation: Organisation, by: User) -> Things:
    """Make a file that was read and its analysis, and a file and an analysis that wait."""
    read = upload(organisation, by, PAYMENTS)
    reading = spend_queries.proposal(read)
    confirmed = spend.confirm_columns(
        file=read,
        columns={name: reading.columns.get(name, "") for name in FIELDS},
        amounts=reading.amounts.value,
        by=by,
        at=timezone.now(),
    )
    spend_tasks.read_file(confirmed.job, quietly).save()
    done, waiting = (ask_analysis(organisation, by, year) for year in (2024, 2024))
    spend_tasks.analyse(done.job, quietly).save()
    return Things(
        own={
            "file_pk": read.pk,
            "zip_pk": PaymentZipFactory(organisation=organisation, uploaded_by=by).pk,
            "analysis_pk": done.pk,
            "decision_pk": RowDecisionFactory(file=read).pk,
            "target_pk": TargetFactory(organisation=organisation).pk,
        },
        sibling={
            "decision_pk": RowDecisionFactory(file=PaymentFileFactory(organisation=organisation)).pk
        },
        begun={
            "file_pk": upload(organisation, by, f"{PAYMENTS}\n").pk,
            "analysis_pk": waiting.pk,
        },
    )


def registers(organisation: Organisation, by: User) -> Things:
    """Make a contracts register that waits, and one that was imported."""
    imported = ContractFactory(organisation=organisation, register__uploaded_by=by).register
    return Things(
        own={"register_pk": RegisterFactory(organisation=organisation, uploaded_by=by).pk},
        begun={"register_pk": imported.pk},
    )


def networks(organisation: Organisation, by: User) -> Things:
    """Make a network that the organisation leads, what it shares there, and an invitation."""
    made = {
        stage: NetworkSeatFactory(organisation=organisation, network__lead=organisation)
        for stage in ("own", "sibling")
    }
    analysis = organisation.analyses.exclude(figures={}).first()
    shares = {stage: ShareFactory(seat=seat, analysis=analysis) for stage, seat in made.items()}
    offer = NetworkSeatFactory(
        organisation=None, offered_to_name=organisation.name, state=Seat.State.OFFERED
    )
    return Things(
        own={
            "network_pk": made["own"].network_id,
            "share_pk": shares["own"].pk,
            "offer_pk": offer.pk,
        },
        sibling={
            "network_pk": made["sibling"].network_id,
            "share_pk": shares["sibling"].pk,
        },
    )


def quietly(done, total, words):
    """Tell nobody how far the work is."""


def upload(organisation, by, text):
    """Return an uploaded payments file with these words and the organisation's name in it."""
    content = ContentFile(f"{organisation.name}\n{text}".encode())
    return spend.upload_file(
        organisation=organisation, name="payments.csv", content=content, by=by, at=timezone.now()
    )


def ask_analysis(organisation, by, year):
    """Return an analysis of a financial year that nobody has worked on yet."""
    return spend.ask_analysis(
        organisation=organisation,
        title=f"Payments of {year}",
        start=dt.date(year, 4, 1),
        end=dt.date(year + 1, 3, 31),
        place_code="E07000123",
        wider_place_code="",
        by=by,
        at=timezone.now(),
    )


def assessments(organisation: Organisation, by: User) -> Things:
    """Make tenders: one is scored, one a draft, one has a bid and no score; and another scored."""
    bundle = json.loads(BUNDLE.read_text(encoding="utf-8"))
    scored = load_bundle(bundle=bundle, organisation=organisation, by=by)
    bundle["tender"]["reference"] += " again"
    other = load_bundle(bundle=bundle, organisation=organisation, by=by)
    draft = whole_method(organisation=organisation)
    unscored = bid_for(whole_method(fixed=True, organisation=organisation))
    return Things(
        own=parts_of(scored),
        begun={
            "tender_pk": draft.tender_id,
            "lot_pk": draft.tender.lots.get().pk,
            **parts_of_method(draft),
            "stress_bid_pk": StressBidFactory(lot=draft.tender.lots.get()).pk,
        },
        between={
            "tender_pk": unscored.tender_id,
            "lot_pk": unscored.lot_id,
            **parts_of_method(unscored.tender.methodologies.get()),
            "bid_pk": unscored.pk,
            "member_pk": seated(unscored.tender, declared=False).pk,
            "stress_bid_pk": StressBidFactory(lot=unscored.lot).pk,
        },
        sibling=parts_of(other),
    )


def notices(organisation: Organisation, by: User) -> Things:
    """Bring in two notices; nobody has started a tender from either."""
    return Things(
        own={"notice_pk": NoticeFactory(organisation=organisation).pk},
        begun={"notice_pk": NoticeFactory(organisation=organisation).pk},
    )


def parts_of_method(methodology):
    """Return the keys of a scale of the buyer's own and of a departure that waits."""
    return {
        "scale_pk": ScaleFactory(methodology=methodology, is_own=True).pk,
        "departure_pk": WeightDepartureFactory(methodology=methodology).pk,
    }


def panel_of(tender):
    """Seat somebody who evaluates on a tender's panel, with an interest; return the keys.

    It is the person who walks the site as an evaluator, where there is one.
    """
    held = tender.organisation.memberships.filter(role=Role.EVALUATOR)
    walks = held.filter(user__emailaddress__verified=True).first() or held.first()
    member = seated(tender, user=walks.user, code="P1")
    declaration = DeclarationFactory(
        member=member,
        number=0,
        stage="before_opening",
        has_interest=True,
        statement="Once worked for a bidder.",
    )
    recusal = RecusalFactory(member=member, bidder=tender.bids.last().bidder)
    return {
        "member_pk": member.pk,
        "declaration_pk": declaration.pk,
        "recusal_pk": recusal.pk,
    }


def parts_of(tender):
    """Return the keys of a tender's parts."""
    bid = tender.bids.first()
    EnvelopeFactory(bid=bid)
    pack = early_pack(bid)
    return {
        "pack_pk": pack.pk,
        "letter_pk": pack.letters.get().pk,
        "representation_pk": RepresentationFactory(tender=tender).pk,
        "clarification_pk": ClarificationFactory(bid=bid).pk,
        "tender_pk": tender.pk,
        **panel_of(tender),
        "bid_pk": bid.pk,
        "lot_pk": tender.lots.first().pk,
        **parts_of_method(tender.methodologies.get()),
        "stress_bid_pk": StressBidFactory(lot=tender.lots.first()).pk,
        "criterion_pk": bid.scores.first().criterion_id,
    }


def paid_suppliers(organisation: Organisation, by: User) -> Things:
    """Make suppliers that were paid, lists, suggestions, a merge, and surveys, open and closed."""
    names = {"Guild Builders Ltd": (2, 120_000), "Guild Builder": (1, 100), "Mr J Smith": (1, 5)}
    paid(organisation, names, source="a file of the matrix")
    builders, builder, smith = (supplier_of(organisation, name) for name in names)
    survey = SurveyFactory(organisation=organisation)
    SurveyInvitationFactory(survey=survey, supplier=builders)
    closed = SurveyFactory(organisation=organisation, closed_at=timezone.now(), closed_by=str(by))
    person = SuggestionFactory(supplier=smith, kind=Suggestion.Kind.INDIVIDUAL)
    return Things(
        own={
            "supplier_pk": builders.pk,
            "supplier_list_pk": loaded_list(organisation, "Supplier name\nFylde Ltd\n").pk,
            "suggestion_pk": SuggestionFactory(supplier=builders, other=smith).pk,
            "merge_pk": merged(builder, into=builders).pk,
            "survey_pk": survey.pk,
        },
        begun={
            "supplier_pk": builder.pk,
            "supplier_list_pk": uploaded_list(organisation, "Supplier name\nWyre Ltd\n").pk,
            "suggestion_pk": person.pk,
            "survey_pk": closed.pk,
        },
    )


def received_applications(organisation: Organisation, by: User) -> Things:
    """Receive applications: one with the panel, one that nobody judges yet, one appealed against.

    The award assessor who walks the site assesses the first, and sits on its panel.
    """
    running = RunningFactory(organisation=organisation)
    made = {
        "own": SubmittedFactory(running=running, state="panel"),
        "begun": SubmittedFactory(running=running),
        "between": SubmittedFactory(
            running=running, state="decided", ended_at=timezone.now(), ended_by=str(by)
        ),
        "sibling": SubmittedFactory(running=running, state="panel"),
    }
    held = organisation.memberships.filter(role=Role.AWARD_ASSESSOR)
    walks = held.filter(user__emailaddress__verified=True).first() or held.first()
    said = {"submitted_at": timezone.now(), "submitted_by": "an assessor"}
    for application in (made["own"], made["sibling"]):
        JudgementFactory(seat=SeatFactory(application=application, user=walks.user, **said))
        JudgementFactory(seat=SeatFactory(application=application, **said), mark="not")
        SeatFactory(application=application, user=walks.user, role="panel", code="P1")
    return Things(
        **{
            stage: {
                "application_pk": application.pk,
                "seat_pk": SeatFactory(application=application, role="panel", code="P2").pk,
                "appeal_pk": AppealFactory(application=application).pk,
                "named_evidence_pk": with_a_file(EvidenceUseFactory(application=application)),
                "award_letter_pk": LetterFactory(application=application).pk,
            }
            for stage, application in made.items()
        }
    )


def with_a_file(use):
    """Put a file behind evidence that is named, and return the key of the evidence."""
    use.evidence.content.save("evidence.data", ContentFile(b"twelve jobs"), save=True)
    return use.evidence_id


def schemes(organisation: Organisation, by: User) -> Things:
    """Make schemes of the organisation's own, a draft and published, and one that it runs."""
    draft = {"published_at": None, "published_by": "", "fingerprint": ""}
    made = {"organisation": organisation}
    look = SchemeVersionFactory(**made, code="own-look", kind="self_assessment")
    award = SchemeVersionFactory(**made, code="own-award")
    closed = RunningFactory(**made, version=award, closed_at=timezone.now(), closed_by=str(by))
    return Things(
        own={
            "scheme_pk": look.pk,
            "own_scheme_pk": SchemeVersionFactory(**made, code="own-draft", **draft).pk,
            "running_pk": RunningFactory(
                **made, version=SchemeVersionFactory(**made, code="own-run")
            ).pk,
            "self_assessment_pk": SelfAssessmentFactory(**made, version=look).pk,
        },
        begun={"scheme_pk": award.pk, "own_scheme_pk": award.pk, "running_pk": closed.pk},
    )


def awards(organisation: Organisation, by: User) -> Things:
    """Give awards, with a condition and a proposal that waits, and hold one."""
    version = SchemeVersionFactory(organisation=organisation, code="own-given")
    running = RunningFactory(organisation=organisation, version=version)
    given = {
        stage: AwardFactory(application=SubmittedFactory(running=running, state="decided"))
        for stage in ("own", "sibling")
    }
    things = {
        stage: {
            "award_pk": award.pk,
            "award_condition_pk": ConditionFactory(award=award).pk,
            "award_proposal_pk": AwardProposalFactory(award=award).pk,
        }
        for stage, award in given.items()
    }
    held = SubmittedFactory(organisation=organisation, state="decided")
    things["own"]["own_award_pk"] = AwardFactory(application=held).pk
    return Things(**things)


def own_applications(organisation: Organisation, by: User) -> Things:
    """Apply for awards: one decided with an award, a draft, one handed in; keep evidence."""
    key = SHARED["open_running_pk"][0]
    if not Running.objects.filter(pk=key).exists():
        RunningFactory(pk=key, version=SchemeVersionFactory(code="open-to-all"))
    ended = {"state": "decided", "ended_at": timezone.now(), "ended_by": str(by)}
    made = {
        "own": SubmittedFactory(organisation=organisation, **ended),
        "begun": ApplicationFactory(organisation=organisation),
        "between": SubmittedFactory(organisation=organisation),
        "sibling": SubmittedFactory(organisation=organisation),
    }
    AwardFactory(application=made["own"])
    things = {
        stage: {
            "own_application_pk": application.pk,
            "own_question_pk": QuestionFactory(application=application).pk,
            "own_letter_pk": LetterFactory(application=application).pk,
        }
        for stage, application in made.items()
    }
    kept = {
        "own": EvidenceFactory(organisation=organisation),
        "begun": EvidenceUseFactory(application=made["begun"]).evidence,
    }
    for stage, evidence in kept.items():
        evidence.content.save("evidence.data", ContentFile(b"twelve jobs"), save=True)
        things[stage]["own_evidence_pk"] = evidence.pk
    return Things(**things)


MAKERS = [
    own_applications, awards, paid_suppliers, people, background_work, matrices, payments,
    registers, networks, assessments, notices, received_applications, schemes,
]  # fmt: skip
