"""Releases of one process made into one: what a later notice says replaces the earlier."""

from collections.abc import Iterable, Mapping
from typing import Any


def merged(releases: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the releases as one, in the order of their dates.

    Objects are merged member by member; lists of objects with ids by id; anything else is
    replaced, and null takes away. Tags are gathered, the newest last.

    Source: OCDS 1.1, "Merging": https://standard.open-contracting.org/1.1/en/schema/merging/
    """
    whole: dict[str, Any] = {}
    tags: list[Any] = []
    for release in sorted(releases, key=_date):
        tags += release["tag"] if isinstance(release.get("tag"), list) else []
        whole = _object(whole, release)
    return {**whole, "tag": tags}


def _date(release: Mapping[str, Any]) -> str:
    date = release.get("date")
    return date if isinstance(date, str) else ""


def _object(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(before)
    for name, value in after.items():
        if value is None:
            made.pop(name, None)
        else:
            made[name] = _value(made.get(name), value)
    return made


def _value(before: Any, after: Any) -> Any:
    if isinstance(before, dict) and isinstance(after, dict):
        return _object(before, after)
    if _has_ids(before) and _has_ids(after):
        return _entries(before, after)
    return after


def _has_ids(value: Any) -> bool:
    """Whether this is a list of objects that are told apart by their ids."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and isinstance(each.get("id"), str | int) for each in value)
    )


def _entries(before: list[Any], after: list[Any]) -> list[Any]:
    made = {str(each["id"]): each for each in before}
    for each in after:
        key = str(each["id"])
        made[key] = _object(made.get(key, {}), each)
    return list(made.values())
