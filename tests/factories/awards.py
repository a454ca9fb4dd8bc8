"""Schemes, applications, those who judge them, and awards, for tests."""

import datetime as dt

import factory

from socialvalue.accounts.models import Role, hash_of
from socialvalue.awards.models import (
    Answer,
    Appeal,
    Application,
    Award,
    AwardChange,
    AwardProposal,
    Condition,
    Decision,
    EmployerFacts,
    Evidence,
    EvidenceUse,
    Judgement,
    Letter,
    LetterNotice,
    PanelMark,
    Question,
    Registration,
    Running,
    SchemeVersion,
    Seat,
    SelfAssessment,
)
from socialvalue.calculations.awards.certificates import spelled
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.unit.socialvalue.calculations.awards import samples

AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


class SchemeVersionFactory(factory.django.DjangoModelFactory):
    """The weavers' award, published: two themes of two criteria, two levels."""

    class Meta:
        model = SchemeVersion
        django_get_or_create = ("organisation", "code", "number")

    organisation = None
    code = "weavers"
    number = 1
    title = "Weavers' award"
    kind = "award"
    document = factory.LazyFunction(samples.document)
    fingerprint = "0" * 64
    made_at = AT
    made_by = "a test"
    published_at = AT
    published_by = "a test"


class RunningFactory(factory.django.DjangoModelFactory):
    """The weavers' award, run by an organisation."""

    class Meta:
        model = Running

    organisation = factory.SubFactory(OrganisationFactory)
    version = factory.SubFactory(SchemeVersionFactory)
    contact_email = "awards@example.org"
    opened_at = AT
    opened_by = "a test"


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An application in draft, with nothing answered."""

    class Meta:
        model = Application

    running = factory.SubFactory(RunningFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    number = factory.LazyAttribute(
        lambda made: Application.objects.filter(running=made.running).count() + 1
    )
    begun_at = AT
    begun_by = "an applicant"


class SubmittedFactory(ApplicationFactory):
    """An application that was submitted."""

    state = "submitted"
    submitted_at = AT
    submitted_by = "an applicant"


class AnswerFactory(factory.django.DjangoModelFactory):
    """An answer to the first criterion."""

    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    criterion = "S1"
    text = "We employ twelve people from the valley."
    saved_at = AT
    saved_by = "an applicant"


class SeatFactory(factory.django.DjangoModelFactory):
    """An assessor of the deciding organisation who has declared no interest."""

    class Meta:
        model = Seat

    application = factory.SubFactory(SubmittedFactory)
    user = factory.LazyAttribute(
        lambda made: (
            MembershipFactory(
                organisation=made.application.running.organisation, role=Role.AWARD_ASSESSOR
            ).user
        )
    )
    role = "assessor"
    code = factory.LazyAttribute(
        lambda made: f"A{Seat.objects.filter(application=made.application).count() + 1}"
    )
    allocated_at = AT
    allocated_by = "a test"
    has_interest = False
    declared_at = AT
    declared_by = "an assessor"


def certificate(number):
    """Return the identifier that spells a number: each award of a test has its own."""
    return spelled([number >> (5 * place) & 31 for place in reversed(range(12))])


class JudgementFactory(factory.django.DjangoModelFactory):
    """An assessor's judgement of the first criterion: met, with a reason."""

    class Meta:
        model = Judgement

    seat = factory.SubFactory(SeatFactory)
    criterion = "S1"
    version = factory.LazyAttribute(
        lambda made: made.seat.judgements.filter(criterion=made.criterion).count() + 1
    )
    mark = "met"
    reason = "The payroll of March shows twelve people of the valley."
    saved_at = AT
    saved_by = "an assessor"


class PanelMarkFactory(factory.django.DjangoModelFactory):
    """What a panel agreed about the first criterion: met, with a reason."""

    class Meta:
        model = PanelMark

    application = factory.SubFactory(SubmittedFactory, state="panel")
    criterion = "S1"
    version = factory.LazyAttribute(
        lambda made: made.application.panel_marks.filter(criterion=made.criterion).count() + 1
    )
    mark = "met"
    reason = "The payroll of March shows twelve people of the valley."
    agreed_at = AT
    agreed_by = "a panel member"


class DecisionFactory(factory.django.DjangoModelFactory):
    """A proposal to award the first level, as the marks come to; nobody has decided it."""

    class Meta:
        model = Decision

    application = factory.SubFactory(SubmittedFactory, state="proposed")
    number = factory.LazyAttribute(lambda made: made.application.decisions.count() + 1)
    level = "aspiring"
    outcome = factory.LazyFunction(
        lambda: {"level": "aspiring", "next_level": "accredited", "met": [], "missing": ["Waste."]}
    )
    feedback = "Well woven."
    proposer = factory.SubFactory(UserFactory)
    proposed_at = AT
    proposed_by = factory.LazyAttribute(lambda made: str(made.proposer))


class AppealFactory(factory.django.DjangoModelFactory):
    """An appeal that nobody has decided."""

    class Meta:
        model = Appeal

    application = factory.SubFactory(SubmittedFactory, state="decided", ended_at=AT, ended_by="x")
    grounds = "The second page of our evidence was not read."
    lodged_at = AT
    lodged_by = "an applicant"


class AwardFactory(factory.django.DjangoModelFactory):
    """An award that is held and on the register."""

    class Meta:
        model = Award

    application = factory.SubFactory(SubmittedFactory, state="decided", ended_at=AT, ended_by="x")
    organisation = factory.SelfAttribute("application.organisation")
    certificate = factory.LazyAttribute(lambda _: certificate(Award.objects.count() + 1))
    scheme_code = "weavers"
    scheme_title = "Weavers' award"
    level = "aspiring"
    level_title = "Aspiring"
    valid_from = dt.date(2026, 1, 6)
    valid_to = dt.date(2031, 1, 5)
    is_public = True
    granted_at = AT
    granted_by = "an approver"


class ConditionFactory(factory.django.DjangoModelFactory):
    """A condition that is not met yet."""

    class Meta:
        model = Condition

    award = factory.SubFactory(AwardFactory)
    text = "Pay the real living wage to all staff."
    due_on = dt.date(2026, 7, 6)


class AwardChangeFactory(factory.django.DjangoModelFactory):
    """A change of circumstances that the holder has told."""

    class Meta:
        model = AwardChange

    award = factory.SubFactory(AwardFactory)
    kind = "circumstances"
    reason = "We have closed our shop in the valley."
    made_at = AT
    made_by = "an applicant"


class AwardProposalFactory(factory.django.DjangoModelFactory):
    """A proposal to suspend, which nobody has decided yet."""

    class Meta:
        model = AwardProposal

    award = factory.SubFactory(AwardFactory)
    kind = "suspend"
    reason = "The shop in the valley is closed."
    proposer = factory.LazyAttribute(
        lambda made: (
            MembershipFactory(
                organisation=made.award.application.running.organisation, role=Role.AWARD_MANAGER
            ).user
        )
    )
    proposed_at = AT
    proposed_by = "a manager"


class LetterFactory(factory.django.DjangoModelFactory):
    """A letter of one paragraph."""

    class Meta:
        model = Letter

    application = factory.SubFactory(SubmittedFactory)
    number = factory.LazyAttribute(lambda made: made.application.letters.count() + 1)
    kind = "received"
    is_scheme_wording = False
    subject = "Weavers' award: we have your application"
    pieces = factory.LazyFunction(lambda: [{"paragraph": "Thank you for applying."}])
    sha256 = "0" * 64
    written_at = AT
    written_by = "a test"


class LetterNoticeFactory(factory.django.DjangoModelFactory):
    """An e-mail that told of a letter."""

    class Meta:
        model = LetterNotice

    letter = factory.SubFactory(LetterFactory)
    email = "applicant@example.org"
    sent_at = AT
    sent_by = "a test"


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A text file that an organisation keeps as evidence; its content lies nowhere."""

    class Meta:
        model = Evidence

    organisation = factory.SubFactory(OrganisationFactory)
    name = "jobs.txt"
    media_type = "text/plain"
    size = 12
    sha256 = factory.LazyAttribute(
        lambda made: f"{Evidence.objects.filter(organisation=made.organisation).count():064x}"
    )
    content = "nowhere.data"
    added_at = AT
    added_by = "an applicant"


class EvidenceUseFactory(factory.django.DjangoModelFactory):
    """Evidence named for the first criterion."""

    class Meta:
        model = EvidenceUse

    application = factory.SubFactory(ApplicationFactory)
    criterion = "S1"
    evidence = factory.LazyAttribute(
        lambda made: EvidenceFactory(organisation=made.application.organisation)
    )


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question to an applicant that waits for its answer."""

    class Meta:
        model = Question

    application = factory.SubFactory(SubmittedFactory)
    text = "How many of the twelve live in the valley?"
    asked_at = AT
    asked_by = "a manager"


class RegistrationFactory(factory.django.DjangoModelFactory):
    """An organisation that a stranger wants to open; the letter with "its-secret" is out."""

    class Meta:
        model = Registration

    name = "Valley Weavers CIC"
    kind = "vcse"
    place_code = "E07000123"
    email = "new@example.org"
    secret_hash = hash_of("its-secret")
    valid_until = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


class SelfAssessmentFactory(factory.django.DjangoModelFactory):
    """A draft of a self-assessment by the weavers' scheme, with nothing marked."""

    class Meta:
        model = SelfAssessment

    organisation = factory.SubFactory(OrganisationFactory)
    version = factory.SubFactory(SchemeVersionFactory, code="weavers-look", kind="self_assessment")
    begun_at = AT
    begun_by = "an applicant"
    saved_at = AT
    saved_by = "an applicant"


class EmployerFactsFactory(factory.django.DjangoModelFactory):
    """Forty people outside London, who earn the rate of 2025-26 or more."""

    class Meta:
        model = EmployerFacts

    organisation = factory.SubFactory(OrganisationFactory)
    as_of = dt.date(2026, 6, 1)
    place = "uk"
    lowest_pence = 1345
    staff = 40
    rate_pence = 1345
    rate_year = "2025-26"
    evidence = factory.LazyAttribute(
        lambda made: Evidence.objects.create(
            organisation=made.organisation,
            name="Pay and hours on 1 June 2026",
            as_of=made.as_of,
            held_as="living_wage",
            held={"key": f"facts {Evidence.objects.count() + 1}", "words": "", "from": "a test"},
            added_at=AT,
            added_by="an applicant",
        )
    )
    recorded_at = AT
    recorded_by = "an applicant"
