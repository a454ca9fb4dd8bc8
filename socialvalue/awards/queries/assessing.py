"""What an organisation holds, and what it found out about itself."""

import datetime as dt

from django.db.models import QuerySet

from socialvalue.accounts.models import Organisation
from socialvalue.awards.data_files import good_employer_standards
from socialvalue.awards.models import Award, EmployerFacts, SchemeVersion, SelfAssessment
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.awards.good_employer import Facts, Finding, Place, finding
from socialvalue.calculations.awards.outcome import Held, Outcome, outcome


def held_by(organisation: Organisation, *, on: dt.date, seen_by: Organisation) -> list[Held]:
    """Return the awards that the organisation holds on a day, each at its level and those below.

    Only of schemes that `seen_by`, whose scheme asks for them, may see: codes of organisations'
    own schemes are alike, and what one of them gives is not what another asks for.
    """
    awards = Award.objects.filter(organisation=organisation).in_force(on)
    seen = SchemeVersion.objects.seen_by(seen_by)
    awards = awards.filter(application__running__version__in=seen)
    awards = awards.select_related("application__running__version")
    return [held for award in awards for held in _with_levels_below(award)]


def _with_levels_below(award: Award) -> list[Held]:
    levels = [level.code for level in scheme_of(award.application.running.version).levels]
    upto = levels[: levels.index(award.level) + 1] if award.level in levels else [award.level]
    return [Held(award.scheme_code, level) for level in upto]


def titles_of_schemes(organisation: Organisation) -> dict[str, str]:
    """Return the title of each scheme that the organisation may see, by code, newest version."""
    seen = SchemeVersion.objects.seen_by(organisation).published().order_by("number")
    return dict(seen.values_list("code", "title"))


def outcome_of_assessment(assessment: SelfAssessment, *, on: dt.date) -> Outcome:
    """Return what the marks given so far come to, with the awards held on a day."""
    scheme = scheme_of(assessment.version)
    marks = {code: said["mark"] for code, said in assessment.marks.items() if said["mark"]}
    return outcome(
        scheme,
        marks=marks,
        held=held_by(assessment.organisation, on=on, seen_by=assessment.organisation),
        schemes=titles_of_schemes(assessment.organisation),
    )


def assessments_about(organisation: Organisation, *, key: str) -> QuerySet[SelfAssessment]:
    """Return the assessments of one thing of another room, the newest first."""
    return organisation.self_assessments.filter(about_key=key).select_related("version")


def former_assessment(assessment: SelfAssessment) -> SelfAssessment | None:
    """Return the last finished assessment of the same thing by the same scheme, or None."""
    before = assessment.organisation.self_assessments.filter(
        version__code=assessment.version.code,
        version__organisation=assessment.version.organisation,
        about=assessment.about,
        about_key=assessment.about_key,
        finished_at__isnull=False,
    ).exclude(pk=assessment.pk)
    if assessment.is_finished:
        before = before.filter(finished_at__lt=assessment.finished_at)
    return before.select_related("version").order_by("-finished_at").first()


def finding_of(facts: EmployerFacts) -> Finding:
    """Return what an employer's facts come to, against the rates as they are known now."""
    return finding(facts_from(facts), good_employer_standards())


def facts_from(facts: EmployerFacts) -> Facts:
    """Return the facts as the sums take them."""
    return Facts(
        as_of=facts.as_of,
        place=Place(facts.place),
        lowest_pence=facts.lowest_pence,
        staff=facts.staff,
        below_rate=facts.below_rate,
        least_hours=facts.least_hours,
        zero_hours=facts.zero_hours,
        trained=facts.trained,
    )
