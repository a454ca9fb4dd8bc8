"""An application and everybody who decides it, walked as far as a test wants it."""

import datetime as dt

from django.utils import timezone

from socialvalue.accounts.models import Role
from socialvalue.awards import actions
from socialvalue.awards.actions.judging import Judged as Said
from socialvalue.awards.models import Seat
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.awards import (
    AnswerFactory,
    AppealFactory,
    EvidenceFactory,
    EvidenceUseFactory,
    RunningFactory,
    SubmittedFactory,
)

CODES = ("S1", "S2", "E1", "E2")
REASON = "The payroll of March shows twelve people of the valley."
FEEDBACK = "A strong application. Measure what you throw away next."


class Judged:
    """The weavers' award: a manager, an approver, an auditor, three assessors, one on the panel.

    Every method takes the application one step further, through the actions.
    """

    def __init__(self, *, name="Valley Looms", at=None):
        self.at = at or timezone.now()
        self.running = RunningFactory(organisation=OrganisationFactory(name=f"Council of {name}"))
        self.organisation = self.running.organisation
        self.manager = self.person("Mo Manager", Role.AWARD_MANAGER)
        self.approver = self.person("Ada Approver", Role.APPROVER)
        self.auditor = self.person("Otto Auditor", Role.AUDITOR)
        self.assessors = [
            self.person(name, Role.AWARD_ASSESSOR) for name in ("Ann A", "Ben B", "Cat C")
        ]
        self.panellist = self.person("Pat Panel", Role.AWARD_ASSESSOR)
        self.application = SubmittedFactory(
            running=self.running,
            organisation=OrganisationFactory(name=name, kind="business"),
            submitted_at=self.at,
        )
        for code in CODES:
            AnswerFactory(
                application=self.application, criterion=code, text=f"What we do about {code}."
            )
        self.evidence = EvidenceFactory(organisation=self.application.organisation)
        EvidenceUseFactory(application=self.application, criterion="S1", evidence=self.evidence)

    def person(self, name, *roles, organisation=None):
        """Return somebody with roles in the deciding organisation."""
        made = UserFactory(
            name=name, roles=roles, roles__organisation=organisation or self.organisation
        )
        made.emailaddress_set.create(email=made.email, verified=True)
        return made

    def refresh(self):
        """Read the application anew, without what was fetched with it."""
        self.application = type(self.application).objects.get(pk=self.application.pk)
        return self.application

    def seat(self, user, role=Seat.Role.ASSESSOR):
        """Return somebody's seat."""
        return self.application.seats.get(user=user, role=role)

    def allocated(self, assessors=2, panel=True):
        """Give the assessors, and the panel, their seats."""
        said = {"application": self.application, "by": self.manager, "at": self.at}
        actions.allocate(users=self.assessors[:assessors], role=Seat.Role.ASSESSOR, **said)
        if panel:
            actions.allocate(users=[self.panellist], role=Seat.Role.PANEL, **said)
        return self

    def declared(self, *users):
        """Let these people, or everybody with a seat, declare that they have no interest."""
        for seat in self.application.seats.select_related("user"):
            if seat.declared_at is None and (not users or seat.user in users):
                actions.declare_interest(seat=seat, has_interest=False, by=seat.user, at=self.at)
        self.refresh()
        return self

    def judges(self, user, marks="mmpn", reason=REASON):
        """Let one assessor judge everything: n, p or m for each criterion."""
        names = {"n": "not", "p": "partly", "m": "met"}
        for code, letter in zip(CODES, marks, strict=True):
            self.saves(user, code, names[letter], reason=reason)
        return self

    def saves(self, user, code, mark, *, reason=REASON, version=0, evidence=None):
        """Let one assessor save one judgement."""
        if evidence is None:
            evidence = (str(self.evidence.pk),) if code == "S1" else ()
        return actions.save_judgement(
            seat=self.seat(user),
            judged=Said(
                criterion=code, mark=mark, reason=reason, evidence=evidence, version=version
            ),
            by=user,
            at=self.at,
        )

    def hands_in(self, user):
        """Let one assessor hand in."""
        actions.submit_judgements(seat=self.seat(user), by=user, at=self.at)
        self.refresh()
        return self

    def at_panel(self, *marks):
        """Let the assessors judge, so that the panel meets. `marks` as for `judges`."""
        marks = marks or ("mmpn", "mpnn")
        self.allocated(len(marks)).declared()
        for user, given in zip(self.assessors, marks, strict=False):
            self.judges(user, given).hands_in(user)
        return self

    def agrees(self, code, mark="met", *, reason=REASON, version=0, by=None, at=None):
        """Let the panel agree on one criterion."""
        return actions.agree_panel_mark(
            application=self.application,
            judged=Said(criterion=code, mark=mark, reason=reason, evidence=(), version=version),
            by=by or self.panellist,
            at=at or self.at,
        )

    def agreed(self, *marks):
        """Let the panel agree on everything."""
        self.at_panel()
        for code, mark in zip(CODES, marks or ("met", "partly", "partly", "not"), strict=True):
            self.agrees(code, mark)
        return self

    def conclusion(self, **more):
        """Return what is to be decided: the level that the marks come to."""
        said = {"level": "aspiring", "departs_because": "", "conditions": (), "feedback": FEEDBACK}
        return actions.Conclusion(**(said | more))

    def proposed(self, **more):
        """Let the manager propose."""
        self.agreed()
        self.decision = self.proposes(**more)
        self.refresh()
        return self

    def proposes(self, **more):
        """Let the manager propose, of an application that is with the panel."""
        return actions.propose_decision(
            application=self.application,
            conclusion=self.conclusion(**more),
            by=self.manager,
            at=self.at,
        )

    def approved(self, **more):
        """Let the approver approve."""
        self.proposed(**more)
        actions.approve_decision(decision=self.decision, by=self.approver, at=self.at)
        self.refresh()
        return self

    def appealed(self):
        """Let the applicant appeal against the decision."""
        self.approved()
        self.appeal = AppealFactory(application=self.application, lodged_at=self.at)
        self.judge = self.person("Jo Judge", Role.AWARD_MANAGER)
        return self

    def days_later(self, number):
        """Move the clock of the story on."""
        self.at += dt.timedelta(days=number)
        return self
