"""An application that is walked at random by everybody, while everybody looks at everything.

Each secret has words of its own that stand nowhere else. Whatever a person reads must hold none of
the secrets that are not theirs to know as the application stands: `may_know` says which these are,
from trust alone (who may know what, when), and not from the code.
"""

import datetime as dt
from dataclasses import dataclass

from django.core import mail
from django.utils import timezone

from socialvalue.accounts.models import Role
from socialvalue.awards import actions, guards
from socialvalue.awards.models import Judgement, Seat, State
from socialvalue.awards.queries.judging import own_judgements, panel_marks
from socialvalue.calculations.awards.life import MoveNotAllowed
from socialvalue.jobs.models import Job
from tests.by_hand import lifted
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.awards import (
    AnswerFactory,
    EvidenceFactory,
    EvidenceUseFactory,
    RunningFactory,
    SubmittedFactory,
)
from tests.factories.places import AreaFactory
from tests.integration.socialvalue.awards.secrecy import looking
from tests.integration.watched import Watched
from tests.integration.world import Persona

SEES_OTHERS = {State.PANEL, State.PROPOSED, State.DECIDED}
STAFF = {
    "manager": [Role.AWARD_MANAGER],
    "second manager": [Role.AWARD_MANAGER],
    "manager who assesses too": [Role.AWARD_MANAGER, Role.AWARD_ASSESSOR],
    "approver": [Role.APPROVER],
    "second approver": [Role.APPROVER],
    "auditor": [Role.AUDITOR],
    "assessor 1": [Role.AWARD_ASSESSOR],
    "assessor 2": [Role.AWARD_ASSESSOR],
    "assessor 3": [Role.AWARD_ASSESSOR],
    "panel member": [Role.AWARD_ASSESSOR],
    "assessor without a seat": [Role.AWARD_ASSESSOR],
    "administrator": [Role.ADMINISTRATOR],
    "data officer": [Role.DATA_OFFICER],
}
APPLICANTS = {"applicant": [Role.APPLICANT], "applicant's administrator": [Role.ADMINISTRATOR]}
BY_ROLE = {
    "manager", "second manager", "manager who assesses too", "approver", "second approver",
    "auditor", "approver who belongs to the applicant",
}  # fmt: skip
MAY_ASSESS = ["assessor 1", "assessor 2", "assessor 3", "manager who assesses too"]
MAY_SIT = [*MAY_ASSESS, "panel member", "second manager"]
CODES = looking.CRITERIA
MARKS = ["not", "partly", "met"]


@dataclass(frozen=True)
class Secret:
    """Words that stand nowhere else, what they tell, and who wrote them."""

    words: str
    kind: str
    author: str = ""


class Machine(Watched):
    """One application and the people around it."""

    looking = looking
    usual = 0.9

    def __post_init__(self):
        super().__post_init__()
        self.told, self.declared, self.away = set(), set(), set()
        AreaFactory(code="E07000123", name="Preston", authorities=["E07000123"])
        self.running = RunningFactory()
        self.organisation, self.applying = self.running.organisation, OrganisationFactory()
        self.stranger = OrganisationFactory()
        for name, roles in STAFF.items():
            self.person(name, roles, self.organisation)
        for name, roles in APPLICANTS.items():
            self.person(name, roles, self.applying)
        twofold = "approver who belongs to the applicant"
        self.person(twofold, [Role.APPROVER], self.organisation)
        MembershipFactory(organisation=self.applying, user=self.user(twofold), role=Role.EVALUATOR)
        self.person("another organisation's", list(Role), self.stranger)
        self.person("nobody's", [], None)
        self.people["not signed in"] = Persona("not signed in")
        self.begins()
        self._apply()
        mail.outbox.clear()

    def _apply(self):
        """Hand in an application whose every answer is a secret."""
        self.application = SubmittedFactory(
            running=self.running, organisation=self.applying, submitted_at=timezone.now()
        )
        for code in CODES:
            AnswerFactory(
                application=self.application,
                criterion=code,
                text=self.keep(self.word("answer", code), "answer"),
            )
        self.evidence = EvidenceFactory(
            organisation=self.applying, name=self.keep(self.word("evidence"), "answer")
        )
        EvidenceUseFactory(application=self.application, criterion="S1", evidence=self.evidence)

    def seats(self, role=None):
        """Return the seats that are held."""
        held = self.application.seats.filter(ended_at=None).select_related("user")
        return list((held.filter(role=role) if role else held).order_by("code"))

    def thing(self):
        """Return the application."""
        return self.application

    def stands(self):
        """Return the state of the application."""
        return State(self.application.state)

    def refresh(self):
        """Ask the database for the application again, and for all that hangs on it."""
        self.application = type(self.application).objects.get(pk=self.application.pk)

    def keep(self, words, kind, author=""):
        """Remember a secret, and return its words."""
        self.secrets.append(Secret(words, kind, author))
        return words

    def read_letters(self):
        """Let the worker send what waits, and let everybody read their e-mails."""
        for job in Job.objects.filter(kind="awards.letter_notice", state="waiting"):
            actions.send_notices(job=job, report=lambda *said: None)
            Job.objects.filter(pk=job.pk).delete()
        super().read_letters()

    def may_know(self, secret, name):
        """Whether this person may know this secret now."""
        state = self.application.state
        if name in APPLICANTS:
            return secret.kind in {"answer", "question"} or secret.words in self.told
        if name in self.away or name == "approver who belongs to the applicant":
            return False
        if state == State.DRAFT:
            return False
        has_seat = name in {seat.user.name for seat in self.seats()}
        if has_seat and name not in self.declared:
            return False
        if name not in BY_ROLE and not has_seat:
            return False
        if secret.kind in {"answer", "question"}:
            return True
        if secret.kind == "interest":
            return name in BY_ROLE
        if secret.kind == "judgement" and secret.author == name:
            return True
        return state in SEES_OTHERS


# --- Happenings: each may be refused, which is as good --------------------------------------------
def now():
    """Return the moment."""
    return timezone.now()


def is_given_a_seat(self):
    """The manager gives somebody a seat."""
    role = self.dice.choice([Seat.Role.ASSESSOR, Seat.Role.ASSESSOR, Seat.Role.PANEL])
    name = self.dice.choice(MAY_ASSESS if role == Seat.Role.ASSESSOR else MAY_SIT)
    if role == Seat.Role.ASSESSOR and len(self.seats(role)) >= 3:
        raise LookupError
    actions.allocate(
        application=self.application,
        users=[self.user(name)],
        role=role,
        by=self.user("manager"),
        at=now(),
    )


def declares(self):
    """Somebody declares that they have no interest, or seldom that they have one."""
    left = [seat for seat in self.seats() if seat.declared_at is None]
    seat = self.dice.choice(left or self.seats())
    name = seat.user.name
    interest = ""
    if self.dice.random() < (0.06 if left else 0.03):
        interest = self.word("interest", seat.code)
    elif not left:
        raise LookupError
    actions.declare_interest(
        seat=seat, has_interest=bool(interest), interest=interest, by=seat.user, at=now()
    )
    self.declared.add(name)
    if interest:
        self.keep(interest, "interest")
        self.away.add(name)


def saves_a_judgement(self):
    """An assessor judges a criterion, mostly one that they have not judged."""
    seat = self.dice.choice([each for each in self.seats("assessor") if not each.submitted_at])
    own = own_judgements(seat)
    left = [code for code in CODES if code not in own]
    code = self.dice.choice(left if left and self.dice.random() < 0.9 else CODES)
    words = self.word("judgement", seat.code, code)
    actions.save_judgement(
        seat=seat,
        judged=actions.Judged(
            criterion=code,
            mark=self.dice.choice(MARKS),
            reason=f"Page 4 says so: {words} is what earned it.",
            evidence=(str(self.evidence.pk),) if code == "S1" else (),
            version=own[code].version if code in own else 0,
        ),
        by=seat.user,
        at=now(),
    )
    self.keep(words, "judgement", seat.user.name)


def hands_in(self):
    """An assessor hands in."""
    seat = self.dice.choice([each for each in self.seats("assessor") if not each.submitted_at])
    actions.submit_judgements(seat=seat, by=seat.user, at=now())


def leaves(self):
    """The manager lets somebody go, which happens seldom."""
    if self.dice.random() < 0.85:
        raise LookupError
    seat = self.dice.choice(self.seats())
    actions.end_seat(seat=seat, because="On leave.", by=self.user("manager"), at=now())


def agrees(self):
    """The panel agrees on a criterion."""
    seat = self.dice.choice(self.seats("panel"))
    agreed = panel_marks(self.application)
    left = [code for code in CODES if code not in agreed]
    code = self.dice.choice(left or CODES)
    words = self.word("agreed", code)
    actions.agree_panel_mark(
        application=self.application,
        judged=actions.Judged(
            criterion=code,
            mark=self.dice.choice(MARKS),
            reason=f"Page 4 says so: {words} is what earned it.",
            evidence=(),
            version=agreed[code].version if code in agreed else 0,
        ),
        by=seat.user,
        at=now(),
    )
    self.keep(words, "agreed")


def asks(self):
    """The manager asks the applicant for more."""
    words = self.word("question")
    actions.ask_question(
        application=self.application, text=words, by=self.user("manager"), at=now()
    )
    self.keep(words, "question")


def answers(self):
    """The applicant answers."""
    question = self.dice.choice(list(self.application.questions.filter(answered_at=None)))
    words = self.word("reply")
    actions.answer_question(
        question=question, reply=actions.Reply(answer=words), by=self.user("applicant"), at=now()
    )
    self.keep(words, "question")


def proposes(self):
    """A manager proposes."""
    feedback, why = self.word("feedback"), self.word("departs")
    condition = self.word("condition")
    level = self.dice.choice(["", "aspiring", "accredited"])
    actions.propose_decision(
        application=self.application,
        conclusion=actions.Conclusion(
            level=level,
            departs_because=why,
            conditions=((condition, dt.date(2036, 1, 1)),),
            feedback=feedback,
        ),
        by=self.user("second manager" if self.dice.random() < 0.3 else "manager"),
        at=now(),
    )
    for words in (feedback, why, condition):
        self.keep(words, "proposal")


def open_proposal(self):
    """Return what is proposed."""
    return self.dice.choice(list(self.application.decisions.filter(is_approved=None)))


def approves(self):
    """The approver approves: the applicant is told the reasons that count, and the feedback."""
    decision = open_proposal(self)
    actions.approve_decision(decision=decision, by=self.user("approver"), at=now())
    reasons = [mark.reason for mark in panel_marks(self.application).values()]
    said = " ".join([decision.feedback, str(decision.conditions), *reasons])
    self.told |= {secret.words for secret in self.secrets if secret.words in said}


def returns(self):
    """The approver returns it."""
    words = self.word("returned")
    actions.return_decision(
        decision=open_proposal(self), because=words, by=self.user("approver"), at=now()
    )
    self.keep(words, "proposal")


def appeals(self):
    """The applicant appeals."""
    words = self.word("grounds")
    actions.lodge_appeal(
        application=self.application, grounds=words, by=self.user("applicant"), at=now()
    )
    self.keep(words, "answer")


def decides_the_appeal(self):
    """Somebody who took no part decides the appeal."""
    appeal = self.dice.choice(list(self.application.appeals.filter(is_upheld=None)))
    words = self.word("appeal")
    actions.decide_appeal(
        appeal=appeal,
        is_upheld=self.dice.random() < 0.7,
        because=words,
        by=self.user("second approver"),
        at=now(),
    )
    self.keep(words, "question")


def withdraws(self):
    """The applicant withdraws, which happens seldom."""
    if self.dice.random() < 0.97:
        raise LookupError
    actions.withdraw_application(
        application=self.application,
        reason="The need has gone.",
        by=self.user("applicant"),
        at=now(),
    )


def amends(self):
    """The applicant takes it back to amend it, and hands it in again."""
    if self.dice.random() < 0.7:
        raise LookupError
    actions.amend_application(application=self.application, by=self.user("applicant"), at=now())


def hands_in_again(self):
    """The applicant hands in what it had taken back."""
    type(self.application).objects.filter(pk=self.application.pk, state=State.DRAFT).update(
        state=State.SUBMITTED, submitted_at=now(), submitted_by="applicant"
    )


def changes_a_judgement(self):
    """A judgement becomes another: nobody else's page may change by it, not even in length."""
    if self.application.state in SEES_OTHERS:
        raise LookupError
    stored = list(Judgement.objects.filter(seat__application=self.application).order_by("saved_at"))
    judgement = self.dice.choice(stored)
    author = judgement.seat.user.name
    before = views_of(self, [name for name in self.people if name != author])
    row = Judgement.objects.filter(pk=judgement.pk)
    other = MARKS[(MARKS.index(judgement.mark) + 1) % 3]
    with lifted(guards):
        row.update(mark=other, reason=judgement.reason * 3)
    after = views_of(self, None, asked=before["asked"])
    with lifted(guards):
        row.update(mark=judgement.mark, reason=judgement.reason)
    for (persona, address, _), old, new in zip(
        before["asked"], before["read"], after["read"], strict=True
    ):
        assert old == new, (
            f"{persona.name} at {address.label} can tell that a judgement of {author} changed, "
            f"application {self.application.state}, seed {self.seed}\n" + "\n".join(self.story)
        )


def views_of(self, names, asked=None):
    """Return what a few people read at a few addresses; with `asked`, the same ones again."""
    asked = asked or [
        (
            self.people[self.dice.choice(names)],
            self.dice.choice(looking.SURFACES),
            looking.keys_of(self.application, self.dice.choice),
        )
        for _ in range(3)
    ]
    read = [looking.steady(looking.look(self.world, *each)) for each in asked]
    self.looks += len(read)
    return {"asked": asked, "read": read}


# What may happen in each state; what is done more often stands there more than once. A few things
# are tried in every state, where they must be refused.
Machine.refusals = (ValueError, LookupError, MoveNotAllowed)
Machine.happenings = {
    State.DRAFT: [hands_in_again],
    State.SUBMITTED: [is_given_a_seat, is_given_a_seat, is_given_a_seat, declares, amends, asks],
    State.ASSESSING: [
        is_given_a_seat, declares, declares, saves_a_judgement, saves_a_judgement,
        saves_a_judgement, saves_a_judgement, saves_a_judgement, hands_in, hands_in, asks, answers,
        changes_a_judgement, changes_a_judgement, leaves,
    ],
    State.PANEL: [
        is_given_a_seat, declares, declares, agrees, agrees, agrees, agrees, agrees, proposes,
        asks, answers,
    ],
    State.PROPOSED: [approves, approves, returns, asks, answers],
    State.DECIDED: [appeals, decides_the_appeal],
}  # fmt: skip
Machine.always = [
    is_given_a_seat, declares, saves_a_judgement, hands_in, agrees, proposes, approves, returns,
    appeals, decides_the_appeal, withdraws, answers, leaves, amends,
]  # fmt: skip
