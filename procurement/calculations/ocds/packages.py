"""From a JSON value to the releases in it: a release, a package of them, or records."""

from dataclasses import dataclass
from typing import Any

from procurement.calculations.ocds.merging import merged

LISTS = ("releases", "records", "results")
"""Members that hold more of what is looked for; Contracts Finder nests packages in results."""

DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release (a notice) and the way to it; `value` may be anything at all.

    `problem` says why it cannot be used, if it cannot.
    """

    value: object
    path: tuple[str | int, ...]
    problem: str = ""


def releases_of(document: object, *, path: tuple[str | int, ...] = ()) -> list[Release]:
    """Return the releases in a JSON value, in their order.

    A record gives one release: its compiled release, or its releases merged in the order of their
    dates (OCDS 1.1, merging).
    """
    if len(path) > DEEPEST:
        return [_unusable(document, path, "Packages are nested too deeply here.")]
    if isinstance(document, list):
        return _all_of(document, path)
    if not isinstance(document, dict):
        return [_unusable(document, path, "This is not an OCDS release or package: no object.")]
    if _is_record(document):
        return [_of_record(document, path)]
    found = [name for name in LISTS if name in document]
    if not found:
        return [Release(value=document, path=path)]
    return [release for name in found for release in _inside(document[name], (*path, name))]


def _all_of(values: list[Any], path: tuple[str | int, ...]) -> list[Release]:
    return [
        release
        for at, value in enumerate(values)
        for release in releases_of(value, path=(*path, at))
    ]


def _inside(value: object, path: tuple[str | int, ...]) -> list[Release]:
    """Return the releases of a list inside a package; an empty one is told."""
    if not isinstance(value, list):
        return [_unusable(value, path, "A list of releases is needed here.")]
    if not value:
        return [_unusable(value, path, "This package holds no release.")]
    return _all_of(value, path)


def _is_record(document: dict[str, Any]) -> bool:
    """Whether this is a record: it has releases of its own process, and no notice beside them."""
    if "compiledRelease" in document:
        return True
    return "ocid" in document and "releases" in document and "tender" not in document


def _of_record(record: dict[str, Any], path: tuple[str | int, ...]) -> Release:
    """Return the one release that a record comes to."""
    compiled = record.get("compiledRelease")
    if isinstance(compiled, dict):
        return Release(value=compiled, path=(*path, "compiledRelease"))
    releases = record.get("releases")
    if not isinstance(releases, list) or not releases:
        return _unusable(record, path, "This record holds no release.")
    whole = [each for each in releases if isinstance(each, dict) and "ocid" in each]
    if not whole:
        sentence = "This record holds only links to its releases. Give a file with the releases."
        return _unusable(record, (*path, "releases"), sentence)
    if len(whole) == 1:
        return Release(value=whole[0], path=(*path, "releases", releases.index(whole[0])))
    return Release(value=merged(whole), path=(*path, "releases"))


def _unusable(value: object, path: tuple[str | int, ...], problem: str) -> Release:
    return Release(value=value, path=path, problem=problem)
