"""Awards of the demonstration: a scheme that the trust runs, with applications at every turn."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from socialvalue.accounts import actions as accounts
from socialvalue.accounts.models import Organisation, User
from socialvalue.awards import actions
from socialvalue.awards.actions.applying import Said
from socialvalue.awards.actions.evidence import Upload
from socialvalue.awards.models import Application, Running, SchemeVersion, Seat
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

STORY = Path(__file__).resolve().parent / "data" / "awards.yaml"
SCHEME = "cheshire-merseyside-award"
CONTACT = "awards@demonstration.example"
APPLICANT_ORGANISATION = "Weaver Valley Kitchen CIC (made up)"
CRITERIA = ("social", "economic", "environment", "innovation")
MARKS = {"s": "shown", "p": "partly_shown", "n": "not_shown"}
LEVEL = "held"
TURNS = ("submitted", "question", "panel", "proposed", "awarded", "refused", "suspended")
WHAT = {
    "social": "{name} {does}. Last year 46 people told us that they are better for it.",
    "economic": "Of what {name} spends, two thirds stays in the borough; 11 people work here.",
    "environment": "Since last spring {name} has thrown away a third less than the year before.",
    "innovation": "Nobody here did it like this before. Two neighbours have taken up the idea.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """An organisation that applies, and how far its application has come."""

    name: str
    kind: str
    place: str
    days: int
    until: str
    marks: tuple[str, ...]
    does: str
    condition: str
    is_private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Every application of the demonstration, and the words of those who judge."""

    tales: tuple[Tale, ...]
    reasons: dict[str, str]
    feedback: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Those who apply, and those who decide."""

    applicant: User
    manager: User
    assessors: list[User]
    panellist: User
    approver: User


def load_awards(giver: Organisation, *, own: Organisation, people: People) -> None:
    """Let an organisation run the scheme, with every application of the story. Safe to run twice.

    `own` is the organisation of the applicant who tries the tool: it has begun to renew its award.
    """
    if giver.running_schemes.exists():
        return
    story = File(STORY).read(_story)
    first = timezone.now() - dt.timedelta(days=max(tale.days for tale in story.tales) + 30)
    running = actions.run_scheme(
        version=SchemeVersion.objects.shipped().published().filter(code=SCHEME).latest().get(),
        organisation=giver,
        contact_email=CONTACT,
        has_public_register=True,
        by=people.manager,
        at=first,
    )
    for tale in story.tales:
        _Telling(running, tale, story, people).tell()
    begun = _begun(running, own, people.applicant, at=timezone.now())
    _answer(begun, criteria=CRITERIA[:1], does="cooks with what shops cannot sell", people=people,
            at=timezone.now())  # fmt: skip


class _Telling:
    """One application, walked through the actions of those who take part."""

    def __init__(self, running: Running, tale: Tale, story: Story, people: People) -> None:
        self.running, self.tale, self.story, self.people = running, tale, story, people
        self.at = timezone.now() - dt.timedelta(days=tale.days)

    def tell(self) -> None:
        """Walk it as far as it has come."""
        self.application = self._submitted()
        steps = [self._allocate, self._judge, self._agree, self._propose, self._approve]
        until = {"submitted": 0, "question": 1, "panel": 2, "proposed": 4}
        for step in steps[: until.get(self.tale.until, len(steps))]:
            self.at = min(self.at + dt.timedelta(hours=20), timezone.now())
            step()
        if self.tale.until == "question":
            self._ask()
        if self.tale.until == "refused":
            self._appeal()
        if self.tale.until == "suspended":
            self._suspend()

    @property
    def _by(self) -> dict[str, object]:
        return {"by": self.people.manager, "at": self.at}

    def _submitted(self) -> Application:
        there = Organisation.objects.filter(name=self.tale.name).first()
        organisation = there or accounts.create_organisation(
            name=self.tale.name, kind=self.tale.kind, by="the demonstration",
            place_code=self.tale.place, wider_place_code="", is_demonstration=True,
        )  # fmt: skip
        application = _begun(self.running, organisation, self.people.applicant, at=self.at)
        _answer(application, criteria=CRITERIA, does=self.tale.does, people=self.people, at=self.at)
        return actions.submit_application(
            application=application,
            declarations=(),
            may_be_on_register=not self.tale.is_private,
            by=self.people.applicant,
            at=self.at,
        )

    def _allocate(self) -> None:
        seats = [
            (self.people.assessors, Seat.Role.ASSESSOR),
            ([self.people.panellist], Seat.Role.PANEL),
        ]
        for users, role in seats:
            actions.allocate(application=self.application, users=users, role=role, **self._by)
        for seat in self.application.seats.select_related("user"):
            actions.declare_interest(seat=seat, has_interest=False, by=seat.user, at=self.at)

    def _judge(self) -> None:
        for seat in self.application.seats.filter(role=Seat.Role.ASSESSOR).select_related("user"):
            for judged in self._judged():
                actions.save_judgement(seat=seat, judged=judged, by=seat.user, at=self.at)
            actions.submit_judgements(seat=seat, by=seat.user, at=self.at)

    def _agree(self) -> None:
        for judged in self._judged():
            actions.agree_panel_mark(
                application=self.application, judged=judged, by=self.people.panellist, at=self.at
            )

    def _judged(self) -> list[actions.Judged]:
        return [
            actions.Judged(
                criterion=criterion,
                mark=mark,
                reason=self.story.reasons[mark],
                evidence=("answer",),
                version=0,
            )
            for criterion, mark in zip(CRITERIA, self.tale.marks, strict=True)
        ]

    def _propose(self) -> None:
        level = LEVEL if self.tale.marks.count("shown") >= 2 else ""  # as the scheme has it
        due = timezone.localdate() + dt.timedelta(days=21)
        self.decision = actions.propose_decision(
            application=self.application,
            conclusion=actions.Conclusion(
                level=level,
                departs_because="",
                conditions=((self.tale.condition, due),) if self.tale.condition else (),
                feedback=self.story.feedback[level or "none"],
            ),
            **self._by,
        )

    def _approve(self) -> None:
        actions.approve_decision(decision=self.decision, by=self.people.approver, at=self.at)

    def _ask(self) -> None:
        actions.ask_question(
            application=self.application,
            text="How many of those who borrowed a computer still use one, and how do you know?",
            **self._by,
        )

    def _appeal(self) -> None:
        actions.lodge_appeal(
            application=self.application,
            grounds="Our sales of last year were in the file, on its second page.",
            by=self.people.applicant,
            at=self.at + dt.timedelta(days=2),
        )

    def _suspend(self) -> None:
        award = self.application.award
        later = timezone.now() - dt.timedelta(days=3)
        actions.tell_circumstances(
            award=award,
            what="Our furnace is out of use since the flood, and half of us work elsewhere.",
            by=self.people.applicant,
            at=later - dt.timedelta(days=10),
        )
        proposal = actions.propose_change(
            award=award,
            kind="suspend",
            reason="What the award was made for has stopped since the flood. We shall look again "
            "as soon as you tell us that the furnace burns.",
            by=self.people.manager,
            at=later,
        )
        actions.approve_change(proposal=proposal, by=self.people.approver, at=later)


def _begun(
    running: Running, organisation: Organisation, applicant: User, *, at: dt.datetime
) -> Application:
    return actions.begin_application(
        running=running,
        organisation=organisation,
        confirmed_statements=running.version.document.get("statements", []),
        by=applicant,
        at=at,
    )


def _answer(
    application: Application,
    *,
    criteria: tuple[str, ...],
    does: str,
    people: People,
    at: dt.datetime,
) -> None:
    name = application.organisation.name.removesuffix(" (made up)")
    for criterion in criteria:
        text = WHAT[criterion].format(name=name, does=does)
        actions.save_answer(
            application=application,
            said=Said(criterion=criterion, text=text, version=0, named=()),
            upload=Upload(
                name=f"{criterion}.txt",
                content=f"{text}\nSource: our own books and lists of {at:%Y}.".encode(),
                words="From our own books and lists",
                as_of=at.date(),
            ),
            by=people.applicant,
            at=at,
        )


def _story(part: Part) -> Story:
    part.one_of("format", ("sv-demonstration-awards/1.0",))
    reasons, feedback = part.part("reasons"), part.part("feedback")
    return Story(
        tales=tuple(_tale(each) for each in part.parts("organisations")),
        reasons={mark: reasons.text(mark) for mark in MARKS.values()},
        feedback={level: feedback.text(level) for level in (LEVEL, "none")},
    )


def _tale(part: Part) -> Tale:
    marks = part.text("marks")
    if len(marks) != len(CRITERIA) or not set(marks) <= MARKS.keys():
        raise part.wrong("marks", f"is {marks!r}, not one of s, p and n for each criterion")
    return Tale(
        name=part.text("name"),
        kind=part.text("kind"),
        place=part.text("place"),
        days=part.count("days"),
        until=part.one_of("until", TURNS),
        marks=tuple(MARKS[letter] for letter in marks),
        does=part.text("does"),
        condition=part.optional("condition", part.text) or "",
        is_private=part.optional("is_private", part.truth) or False,
    )
