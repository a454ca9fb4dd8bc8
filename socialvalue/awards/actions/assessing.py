"""Assessing oneself, and recording the facts of an employer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.awards import queries
from socialvalue.awards.actions.schemes import (
    ChangedMeanwhile,
    NotYourScheme,
    SchemeNotPublished,
)
from socialvalue.awards.data_files import good_employer_standards
from socialvalue.awards.models import EmployerFacts, Evidence, SchemeVersion, SelfAssessment
from socialvalue.awards.models.schemes import APPLIED_FOR
from socialvalue.calculations.awards.good_employer import Facts, Finding, finding
from socialvalue.calculations.awards.outcome import Outcome
from socialvalue.calculations.awards.sentences import titles_of

LIVING_WAGE = "living_wage"
"""The kind of held evidence that an employer's facts are."""


class AppliedFor(ValueError):
    """Others judge this scheme: one applies for it."""


class AssessmentIsFinished(ValueError):
    """A finished assessment is kept as it is."""


class NotWhollyMarked(ValueError):
    """A criterion has no mark yet."""


@transaction.atomic
def begin_assessment(
    *,
    version: SchemeVersion,
    organisation: Organisation,
    about: str = "",
    about_key: str = "",
    by: User,
    at: dt.datetime,
) -> SelfAssessment:
    """Start an assessment of oneself, or of what `about` names, and return it.

    Raises SchemeNotPublished; AppliedFor; NotYourScheme.
    """
    if not version.is_published:
        raise SchemeNotPublished("A draft cannot be used yet.")
    if version.kind in APPLIED_FOR:
        raise AppliedFor("Others judge this scheme: apply for it.")
    if version.organisation_id not in (None, organisation.pk):
        raise NotYourScheme("This scheme belongs to another organisation.")
    begun = SelfAssessment.objects.create(
        organisation=organisation,
        version=version,
        about=about,
        about_key=about_key,
        begun_at=at,
        begun_by=str(by),
        saved_at=at,
        saved_by=str(by),
    )
    _record(begun, "assessment.begun", by=by, at=at, after={"scheme": version.code, "about": about})
    return begun


@transaction.atomic
def save_assessment(
    *,
    assessment: SelfAssessment,
    marks: Mapping[str, Mapping[str, Any]],
    revision: int,
    by: User,
    at: dt.datetime,
) -> SelfAssessment:
    """Keep what was marked so far, and return the assessment.

    `marks` has, by criterion: mark, reason, shown (what shows it), evidence (keys). Raises
    AssessmentIsFinished; ChangedMeanwhile.
    """
    draft = _locked(assessment)
    if draft.revision != revision:
        raise ChangedMeanwhile(f"{draft.saved_by} saved this while you had it open.")
    before = {code: said["mark"] for code, said in draft.marks.items()}
    draft.marks = {code: dict(said) for code, said in marks.items()}
    draft.revision += 1
    draft.saved_at, draft.saved_by = at, str(by)
    draft.save(update_fields=["marks", "revision", "saved_at", "saved_by"])
    after = {code: said["mark"] for code, said in draft.marks.items()}
    _record(draft, "assessment.saved", by=by, at=at, before=before, after=after)
    return draft


@transaction.atomic
def finish_assessment(
    *, assessment: SelfAssessment, by: User, at: dt.datetime, on: dt.date
) -> SelfAssessment:
    """Keep the assessment as it is, with what it comes to on this day, and return it.

    Raises AssessmentIsFinished; NotWhollyMarked.
    """
    draft = _locked(assessment)
    found = queries.outcome_of_assessment(draft, on=on)
    if found.not_judged:
        titles = titles_of(found.not_judged, queries.scheme_of(draft.version))
        raise NotWhollyMarked(f"There is no mark yet for {titles}.")
    held = [
        {"scheme": each.scheme, "level": each.level}
        for each in queries.held_by(draft.organisation, on=on, seen_by=draft.organisation)
    ]
    draft.outcome = kept_outcome(found) | {"held": held, "on": on.isoformat()}
    draft.finished_at, draft.finished_by = at, str(by)
    draft.save(update_fields=["outcome", "finished_at", "finished_by"])
    _record(draft, "assessment.finished", by=by, at=at, after={"level": draft.outcome["level"]})
    return draft


def kept_outcome(found: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON keeps it."""
    return {
        "level": found.level.code if found.level else "",
        "level_title": found.level.title if found.level else "",
        "next_title": found.next_level.title if found.next_level else "",
        "missing": list(found.missing),
    }


@transaction.atomic
def record_employer_facts(
    *,
    organisation: Organisation,
    facts: Facts,
    includes_contractors: bool | None,
    by: User,
    at: dt.datetime,
) -> EmployerFacts:
    """Keep an employer's facts of a day, with evidence made of them, and return them.

    Raises good_employer.FactsDoNotFit.
    """
    found = finding(facts, good_employer_standards())
    kept = EmployerFacts(
        organisation=organisation,
        as_of=facts.as_of,
        place=facts.place.value,
        lowest_pence=facts.lowest_pence,
        staff=facts.staff,
        below_rate=facts.below_rate,
        least_hours=facts.least_hours,
        zero_hours=facts.zero_hours,
        trained=facts.trained,
        includes_contractors=includes_contractors,
        rate_pence=found.rate_pence,
        rate_year=found.rate.year if found.rate else "",
        recorded_at=at,
        recorded_by=str(by),
    )
    kept.evidence = _evidence(kept, facts, found, by=by)
    kept.save(force_insert=True)
    after = {"as_of": facts.as_of.isoformat(), "lowest_pence": facts.lowest_pence}
    audit.record(
        by=by,
        at=at,
        did="employer.facts_recorded",
        subject=kept,
        organisation=organisation,
        after=after | {"rate_pence": found.rate_pence},
    )
    return kept


def _evidence(kept: EmployerFacts, facts: Facts, found: Finding, *, by: User) -> Evidence:
    return Evidence.objects.create(
        organisation=kept.organisation,
        name=f"Pay and hours on {facts.as_of:%-d %B %Y}",
        words=pay_in_words(facts, found),
        as_of=facts.as_of,
        held_as=LIVING_WAGE,
        held={
            "key": str(kept.pk),
            "words": pay_in_words(facts, found),
            "from": f"Recorded by {by}",
            "as_of": facts.as_of.isoformat(),
            "lowest_pence": facts.lowest_pence,
            "rate_pence": found.rate_pence,
            "rate_year": found.rate.year if found.rate else "",
            "rate_source": found.rate.url if found.rate else "",
            "pays_rate": found.pays_rate,
        },
        added_at=kept.recorded_at,
        added_by=kept.recorded_by,
    )


def pay_in_words(facts: Facts, found: Finding) -> str:
    """Return one sentence about the lowest pay against the rate of the day."""
    paid = f"The lowest pay on {facts.as_of:%-d %B %Y} was {pounds(facts.lowest_pence)} an hour"
    if found.rate is None:
        return f"{paid}; no rate of the real living wage is known for that day."
    rate = f"the real living wage of {found.rate.year}, {pounds(found.rate_pence or 0)}"
    if found.short_pence:
        return f"{paid}, {pounds(found.short_pence)} below {rate}."
    return f"{paid}: at least {rate}."


def pounds(pence: int) -> str:
    """Return whole pence as pounds, such as £13.45."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def _locked(assessment: SelfAssessment) -> SelfAssessment:
    found = (
        SelfAssessment.objects.select_for_update(of=("self",))
        .select_related("organisation", "version")
        .get(pk=assessment.pk)
    )
    if found.is_finished:
        raise AssessmentIsFinished("This assessment is finished and is kept as it is.")
    return found


def _record(
    assessment: SelfAssessment, did: str, *, by: User, at: dt.datetime, **more: dict[str, Any]
) -> None:
    audit.record(
        by=by,
        at=at,
        did=did,
        subject=assessment,
        organisation=assessment.organisation,
        **more,
    )
