"""An application as its applicant sees it: what is asked, what is said, and what remains."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models import Answer, Application, Award, Evidence, Running, State
from socialvalue.awards.queries.schemes import open_schemes, scheme_of
from socialvalue.calculations.awards.scheme import Criterion, Scheme
from socialvalue.calculations.awards.validity import months_before

ENDED = (State.DECIDED, State.WITHDRAWN)


@dataclass(frozen=True)
class Asked:
    """One criterion with what the applicant says about it. `answer` None: nothing yet."""

    criterion: Criterion
    answer: Answer | None
    evidence: tuple[Evidence, ...]

    @property
    def is_left_out(self) -> bool:
        """Whether the applicant says that it has nothing to show."""
        return self.answer is not None and self.answer.nothing_to_show

    @property
    def has_text(self) -> bool:
        """Whether something is written."""
        return self.answer is not None and bool(self.answer.text)

    @property
    def remains(self) -> str:
        """What is still to be done, in words; empty if nothing is."""
        if self.is_left_out:
            return ""
        wants_evidence = self.criterion.needs_evidence and not self.evidence
        if not self.has_text:
            return "Answer it and name evidence" if wants_evidence else "Answer it"
        return "Name evidence for it" if wants_evidence else ""

    @property
    def is_begun(self) -> bool:
        """Whether there is anything about it."""
        return self.has_text or self.is_left_out or bool(self.evidence)


@dataclass(frozen=True)
class Remaining:
    """Something that stands between a draft and its submission. `criterion` may be empty."""

    criterion: str
    words: str


def version_of(asked: Asked) -> int:
    """Return which version of an answer stands, 0 for none."""
    return asked.answer.version if asked.answer else 0


def asked_of(application: Application) -> list[Asked]:
    """Return every criterion of the scheme, in its order, with what is said about it."""
    answers = {answer.criterion: answer for answer in application.answers.all()}
    named: dict[str, list[Evidence]] = {}
    for use in application.evidence_uses.select_related("evidence"):
        named.setdefault(use.criterion, []).append(use.evidence)
    return [
        Asked(each, answers.get(each.code), tuple(named.get(each.code, ())))
        for each in scheme_of(application.running.version).criteria
    ]


def what_remains(application: Application) -> list[Remaining]:
    """Return what must be done before the application can be submitted; empty: it can be."""
    return remaining_of(asked_of(application))


def remaining_of(asked: Sequence[Asked]) -> list[Remaining]:
    """Return what remains of these criteria."""
    found = [
        Remaining(each.criterion.code, f"{each.criterion.title}: {each.remains.lower()}")
        for each in asked
        if each.remains
    ]
    if all(each.is_left_out for each in asked):
        found.append(Remaining("", "Answer at least one criterion: all are left out"))
    return found


def may_apply(scheme: Scheme, organisation: Organisation) -> bool:
    """Whether the scheme is for organisations of this kind."""
    return not scheme.applicants or organisation.kind in scheme.applicants


def is_own_scheme(running: Running, organisation: Organisation) -> bool:
    """Whether the organisation runs the scheme itself: nobody of it may judge its application."""
    return running.organisation_id == organisation.pk


def run_by_others(running: Running) -> QuerySet[Running]:
    """Return where else the same scheme is open, run by other organisations."""
    same = open_schemes().filter(
        version__code=running.version.code, version__organisation=running.version.organisation_id
    )
    return same.exclude(organisation=running.organisation_id).order_by("organisation__name", "pk")


def open_application(running: Running, organisation: Organisation) -> Application | None:
    """Return the organisation's application to the scheme that has not ended, None if none has.

    Also one to a former version of the scheme, which takes no new applications any more.
    """
    own = organisation.award_applications.filter(
        running__organisation=running.organisation_id,
        running__version__code=running.version.code,
        running__version__organisation=running.version.organisation_id,
    )
    return own.exclude(state__in=ENDED).order_by("begun_at", "pk").first()


def award_to_renew(running: Running, organisation: Organisation) -> Award | None:
    """Return the award of the same scheme that the organisation has, the one that begins last.

    One that was suspended is still its; one that was withdrawn is not.
    """
    had = organisation.awards.filter(
        scheme_code=running.version.code,
        application__running__organisation=running.organisation_id,
        application__running__version__organisation=running.version.organisation_id,
    )
    return had.exclude(state=Award.State.WITHDRAWN).order_by("-valid_from", "pk").first()


def renewal_opens(award: Award) -> dt.date | None:
    """Return the day from which an award can be renewed, as its scheme has it; None: it has no end
    and can always be.
    """
    if award.valid_to is None:
        return None
    months = scheme_of(award.application.running.version).renewal_opens_months
    return max(award.valid_from, months_before(award.valid_to, months=months))


def renewal_opens_later(award: Award, *, on: dt.date) -> dt.date | None:
    """Return the day on which the renewal of an award opens, None if it is open on this one."""
    opens = renewal_opens(award)
    return opens if opens is not None and opens > on else None


def last_day_before(application: Application) -> dt.date | None:
    """Return the day on which what the applicant has of the same award ends, None if it has none.

    What was withdrawn, has no end, or came of this application does not count.
    """
    same_scheme = Q(
        organisation=application.organisation_id,
        scheme_code=application.running.version.code,
        application__running__organisation=application.running.organisation_id,
        application__running__version__organisation=application.running.version.organisation_id,
    )
    had = Award.objects.filter(same_scheme | Q(pk=application.renews_id))
    had = had.exclude(state=Award.State.WITHDRAWN).exclude(application=application)
    return had.aggregate(last=Max("valid_to"))["last"]


def library_of(organisation: Organisation) -> QuerySet[Evidence]:
    """Return the evidence that the organisation keeps, the newest first."""
    return organisation.award_evidence.kept().order_by("-added_at", "name")
