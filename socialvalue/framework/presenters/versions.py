"""An organisation's own versions as rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from socialvalue.framework.models import FrameworkVersion
from socialvalue.framework.presenters.addresses import version_url


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version in the list."""

    title: str
    number: int
    url: str
    compare_url: str
    based_on: str
    state: str
    state_colour: str
    when: str


def version_rows(versions: Iterable[FrameworkVersion]) -> list[VersionRow]:
    """Return the versions as rows, in the order given."""
    return [
        VersionRow(
            title=version.title,
            number=version.number,
            url=version_url(version),
            compare_url=reverse("framework:compare", args=[version.pk]),
            based_on=str(version.based_on),
            state=state_of(version)[0],
            state_colour=state_of(version)[1],
            when=_when(version),
        )
        for version in versions
    ]


def state_of(version: FrameworkVersion) -> tuple[str, str]:
    """Return whether a version is published, in a word, and the colour of its tag."""
    return ("Published", "green") if version.is_published else ("Draft", "yellow")


def _when(version: FrameworkVersion) -> str:
    """Return what happened last, when, and who did it."""
    if version.is_published:
        return f"Published {_day(version.published_at)} by {version.published_by}"
    return f"Started {_day(version.made_at)} by {version.made_by}"


def _day(moment) -> str:
    """Return the day of a moment in local time."""
    return date_format(localtime(moment), "j F Y")
