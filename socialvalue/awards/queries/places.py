"""Awards of a place: who holds what, what ends, and what is weak, told of nobody in particular."""

import datetime as dt

from django.db.models import F, OuterRef, QuerySet, Subquery

from socialvalue.awards.models import (
    Application,
    Award,
    AwardChange,
    PanelMark,
    SchemeVersion,
    State,
)
from socialvalue.awards.queries.register import Asked, Which, codes_within, registered
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.awards.place import Judged, Period


def shown_in(place: str, *, on: dt.date) -> QuerySet[Award]:
    """Return the awards in force in a place whose holders agreed to be named."""
    return registered(Asked(place=place, which=Which.IN_FORCE), on=on)


def ending_in(place: str, *, on: dt.date, until: dt.date) -> QuerySet[Award]:
    """Return those that end by a day, the first to end first."""
    return shown_in(place, on=on).filter(valid_to__lte=until).order_by("valid_to", "certificate")


def periods_in(place: str) -> list[Period]:
    """Return when every award of a place was held, of those who agreed to be named.

    One that was withdrawn counts to the year of its withdrawal.
    """
    awards = Award.objects.on_register().filter(organisation__place_code__in=codes_within(place))
    withdrawn = AwardChange.objects.filter(
        award=OuterRef("pk"), kind=AwardChange.Kind.WITHDRAWN
    ).values("made_at__date")[:1]
    rows = awards.annotate(taken_on=Subquery(withdrawn)).order_by()
    return [
        Period(first.year, min((day.year for day in (last, taken) if day), default=None))
        for first, last, taken in rows.values_list("valid_from", "valid_to", "taken_on")
    ]


def judged_in(place: str) -> tuple[list[Judged], dict[str, dict[str, str]]]:
    """Return the marks that count of decided applications in a place, and the criteria's titles.

    Only what a panel agreed and somebody approved; only of applicants in the place; the newest
    application of an applicant last. Titles are by scheme's title and code of the criterion.
    """
    decided = Application.objects.filter(
        state=State.DECIDED, organisation__place_code__in=codes_within(place)
    )
    highest = (
        PanelMark.objects.filter(
            application=OuterRef("application"), criterion=OuterRef("criterion")
        )
        .order_by("-version")
        .values("version")[:1]
    )
    marks = (
        PanelMark.objects.filter(application__in=decided)
        .annotate(highest=Subquery(highest))
        .filter(version=F("highest"))
        .order_by("application__submitted_at", "application", "criterion")
        .values_list(
            "application__running__version",
            "application__organisation",
            "criterion",
            "mark",
        )
    )
    rows = list(marks)
    versions = SchemeVersion.objects.in_bulk({version for version, *_ in rows})
    schemes = {pk: scheme_of(version) for pk, version in versions.items()}
    titles = {
        scheme.title: {each.code: each.title for each in scheme.criteria}
        for scheme in schemes.values()
    }
    return [
        Judged(
            scheme=schemes[version].title,
            criterion=criterion,
            applicant=str(applicant),
            is_below=mark != schemes[version].marks[-1].code,
        )
        for version, applicant, criterion, mark in rows
    ], titles
