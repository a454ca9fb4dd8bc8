"""Members whose names were broken by a line end: read under the name they must have had."""

from typing import Any

from procurement.calculations.ocds.place import Place


def tidied(release: Place) -> Place:
    """Return the release with the white space in the names of members taken out, and told.

    Files that were cut into lines of one length and joined again have names such as "ur    l". A
    name that is there already is not replaced.
    """
    value = _tidied(release)
    return Place(value, release.path, release.noted)


def _tidied(place: Place) -> Any:
    if isinstance(place.value, list):
        return [_tidied(entry) for entry in place.entries()]
    if not isinstance(place.value, dict):
        return place.value
    made = {}
    for name in place.value:
        member = place.member(name)
        whole = "".join(name.split())
        if whole != name and whole not in place.value:
            member.note(f"The name of this member has spaces in it; it was read as {whole!r}.")
            name = whole
        made[name] = _tidied(member)
    return made
