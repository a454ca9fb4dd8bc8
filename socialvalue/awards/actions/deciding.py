"""From the panel to the decision, which takes two people, and what an appeal comes to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.awards.actions.granting import grant
from socialvalue.awards.actions.holding import withdraw_award
from socialvalue.awards.actions.letters import write_letter
from socialvalue.awards.actions.locking import NotYours, SayWhy, locked, move, note
from socialvalue.awards.models import Appeal, Application, Award, Decision, LetterKind, Question
from socialvalue.awards.permissions import ASSESSORS_NEEDED, standing_of
from socialvalue.awards.queries.clocks import day_of
from socialvalue.awards.queries.judging import is_short_of_assessors, outcome_of
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.awards.outcome import Outcome
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.calculations.awards.sentences import titles_of

PROPOSER_HAS_INTEREST = (
    "Whoever proposed this has declared an interest since. Return it, so that somebody else "
    "proposes a decision."
)


class NotAgreedYet(ValueError):
    """A decision is proposed once every criterion has its mark and reason."""

    def __init__(self, criteria: Sequence[str], scheme: Scheme) -> None:
        self.criteria = tuple(criteria)
        super().__init__(f"The panel has still to agree on {titles_of(criteria, scheme)}.")


class TooFewAssessors(ValueError):
    """Fewer judgements count than a decision takes, since an assessor was lost."""

    def __init__(self) -> None:
        super().__init__(
            f"It takes the judgements of {ASSESSORS_NEEDED} assessors, and fewer count: an "
            "interest was declared. Another assessor is needed before anything is decided."
        )


class ProposerHasInterest(ValueError):
    """Whoever proposed it declared an interest since."""


class NoSuchLevel(ValueError):
    """The scheme has no such level."""


class OutcomeChanged(ValueError):
    """What the marks come to is not what it was when the decision was proposed."""

    def __init__(self) -> None:
        super().__init__(
            "What the judgements come to has changed since this was proposed, because of an award "
            "that the applicant holds. Return it, so that it is proposed anew."
        )


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What is to be decided. `level` "" refuses. `conditions` are words and the day each is due."""

    level: str
    departs_because: str
    conditions: tuple[tuple[str, dt.date], ...]
    feedback: str


@transaction.atomic
def ask_question(*, application: Application, text: str, by: User, at: dt.datetime) -> Question:
    """Ask the applicant for more information, and return the question. The clock stands still.

    Raises NotYours, also while a question waits for its answer; SayWhy.
    """
    current = locked(application)
    if not standing_of(current, user=by).may_ask:
        raise NotYours
    if not text.strip():
        raise SayWhy("Enter what you ask the applicant.")
    question = Question.objects.create(
        application=current, text=text.strip(), asked_at=at, asked_by=str(by)
    )
    note(current, by=by, at=at, did="application.question_asked", reason=question.text)
    write_letter(kind=LetterKind.MORE_INFORMATION, application=current, by=by, at=at)
    return question


@transaction.atomic
def propose_decision(
    *, application: Application, conclusion: Conclusion, by: User, at: dt.datetime
) -> Decision:
    """Propose what is to be decided, and return the proposal.

    A level other than the one that the marks come to needs its reason.
    Raises NotYours, TooFewAssessors, NotAgreedYet, NoSuchLevel, SayWhy.
    """
    current = locked(application)
    if not standing_of(current, user=by).may_propose:
        raise NotYours
    if is_short_of_assessors(current):
        raise TooFewAssessors
    scheme, found = scheme_of(current.running.version), outcome_of(current, on=day_of(at))
    if found.not_judged:
        raise NotAgreedYet(found.not_judged, scheme)
    if conclusion.level and conclusion.level not in {each.code for each in scheme.levels}:
        raise NoSuchLevel("The scheme has no such level.")
    departs = conclusion.level != level_of(found)
    if departs and not conclusion.departs_because.strip():
        raise SayWhy("Enter why the level is another than the one that the judgements come to.")
    if not conclusion.feedback.strip():
        raise SayWhy("Enter what the applicant is told.")
    decision = Decision.objects.create(
        application=current,
        number=current.decisions.count() + 1,
        level=conclusion.level,
        outcome=as_kept(found),
        departs_because=conclusion.departs_because.strip() if departs else "",
        conditions=[
            {"text": words.strip(), "due_on": due_on.isoformat()}
            for words, due_on in conclusion.conditions
            if conclusion.level
        ],
        feedback=conclusion.feedback.strip(),
        proposer=by,
        proposed_at=at,
        proposed_by=str(by),
    )
    move(current, "propose")
    note(
        current, by=by, at=at, did="decision.proposed", reason=decision.departs_because,
        after={"level": decision.level, "outcome": decision.outcome["level"]},
    )  # fmt: skip
    return decision


def level_of(found: Outcome) -> str:
    """Return the code of the level that marks come to, "" for none."""
    return found.level.code if found.level else ""


def as_kept(found: Outcome) -> dict[str, object]:
    """Return an outcome as it is kept with a decision."""
    return {
        "level": level_of(found),
        "next_level": found.next_level.code if found.next_level else "",
        "met": list(found.met),
        "missing": list(found.missing),
    }


@transaction.atomic
def return_decision(*, decision: Decision, because: str, by: User, at: dt.datetime) -> Application:
    """Send a proposal back to the panel, with the reason, and return the application.

    Raises NotYours, SayWhy.
    """
    application, current = _to_decide(decision, by=by)
    if not because.strip():
        raise SayWhy("Enter why you return it.")
    current.because = because.strip()
    _settle(current, is_approved=False, by=by, at=at)
    move(application, "return")
    note(application, by=by, at=at, did="decision.returned", reason=current.because)
    return application


@transaction.atomic
def approve_decision(*, decision: Decision, by: User, at: dt.datetime) -> Application:
    """Approve a proposal, grant the award if it names a level, and write the letter.

    A refusal withdraws the award that an earlier decision, which was appealed, had made.
    Returns the application. Raises NotYours for the proposer, and whoever assessed or sat on the
    panel; TooFewAssessors; ProposerHasInterest; OutcomeChanged.
    """
    application, current = _to_decide(decision, by=by)
    if is_short_of_assessors(application):
        raise TooFewAssessors
    if application.seats.filter(user=current.proposer_id, has_interest=True).exists():
        raise ProposerHasInterest(PROPOSER_HAS_INTEREST)
    if level_of(outcome_of(application, on=day_of(at))) != current.outcome["level"]:
        raise OutcomeChanged
    _settle(current, is_approved=True, by=by, at=at)
    application.ended_at, application.ended_by = at, str(by)
    application.save(update_fields=["ended_at", "ended_by"])
    move(application, "approve")
    note(application, by=by, at=at, did="decision.approved", after={"level": current.level})
    if current.level:
        grant(decision=current, by=by, at=at)
    else:
        _take_back(application, by=by, at=at)
    kind = LetterKind.AWARDED if current.level else LetterKind.REFUSED
    write_letter(kind=kind, application=application, by=by, at=at)
    return application


def _take_back(application: Application, *, by: User, at: dt.datetime) -> None:
    """Withdraw the award that the application has, if any: no award stands on a refusal."""
    made = Award.objects.filter(application=application).exclude(state=Award.State.WITHDRAWN)
    for award in made:
        reason = "Decided anew after an appeal: the application is refused."
        withdraw_award(award=award, reason=reason, by=by, at=at)


def _to_decide(decision: Decision, *, by: User) -> tuple[Application, Decision]:
    """Return the application, locked, and its proposal, if this person decides it now."""
    application = locked(decision.application)
    current = application.decisions.get(pk=decision.pk)
    if not standing_of(application, user=by).may_approve(current):
        raise NotYours(
            "You cannot decide this: it was decided, or you proposed it, assessed or sat on the "
            "panel, or belong to the applicant."
        )
    current.application = application
    return application, current


def _settle(decision: Decision, *, is_approved: bool, by: User, at: dt.datetime) -> None:
    """Write down who decided."""
    decision.is_approved, decision.decider = is_approved, by
    decision.decided_at, decision.decided_by = at, str(by)
    decision.save()


@transaction.atomic
def decide_appeal(
    *, appeal: Appeal, is_upheld: bool, because: str, by: User, at: dt.datetime
) -> Appeal:
    """Decide an appeal with the reason, and return it. One that is upheld goes to the panel again.

    Raises NotYours for whoever assessed, proposed or approved; SayWhy.
    """
    application = locked(appeal.application)
    current = application.appeals.get(pk=appeal.pk)
    if not standing_of(application, user=by).may_decide_appeal(current):
        raise NotYours(
            "You cannot decide this appeal: it was decided, or you assessed, sat on the panel, "
            "proposed or approved, or belong to the applicant."
        )
    if not because.strip():
        raise SayWhy("Enter the reason for your decision on the appeal.")
    current.is_upheld, current.because, current.decider = is_upheld, because.strip(), by
    current.decided_at, current.decided_by = at, str(by)
    current.save()
    if is_upheld:
        application.ended_at, application.ended_by = None, ""
        application.save(update_fields=["ended_at", "ended_by"])
        move(application, "reopen")
    did = "appeal.upheld" if is_upheld else "appeal.dismissed"
    note(application, by=by, at=at, did=did, reason=current.because)
    write_letter(kind=LetterKind.APPEAL, application=application, by=by, at=at)
    return current
