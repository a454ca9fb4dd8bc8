"""Changing a scheme's document a piece at a time, and rules as rows that a form can show.

Documents may be whole or not: what is missing is told by scheme_reading. Nothing is changed in
place.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]
Row = dict[str, Any]

LONGEST_CODE = 40
ALL = "all"
LIST = "list"
OF_THEME = "theme:"


class TooInvolved(ValueError):
    """The rule joins its parts more deeply than rows can show."""


class NoSuchEntry(KeyError):
    """Nothing in the list has this code."""


def new_code(title: str, taken: Collection[str]) -> str:
    """Return a code made of a title, such as "fair-pay-2", that none of those taken is."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[: LONGEST_CODE - 4].strip("-") or "entry"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def criteria_codes(document: Entry) -> list[str]:
    """Return the codes of all criteria of a document."""
    return [criterion["code"] for theme in document["themes"] for criterion in theme["criteria"]]


def place_of(entries: Sequence[Entry], code: str) -> int:
    """Return where the entry with a code stands. Raises NoSuchEntry."""
    for place, entry in enumerate(entries):
        if entry.get("code") == code:
            return place
    raise NoSuchEntry(code)


def with_entry(entries: Sequence[Entry], entry: Entry) -> list[Entry]:
    """Return the entries with one replaced that has the same code, or added at the end."""
    kept = list(entries)
    try:
        kept[place_of(entries, entry["code"])] = entry
    except NoSuchEntry:
        kept.append(entry)
    return kept


def without_entry(entries: Sequence[Entry], code: str) -> list[Entry]:
    """Return the entries without one. Raises NoSuchEntry."""
    place = place_of(entries, code)
    return [entry for number, entry in enumerate(entries) if number != place]


def moved_up(entries: Sequence[Entry], code: str) -> list[Entry]:
    """Return the entries with one moved a place up; the first stays. Raises NoSuchEntry."""
    place, kept = place_of(entries, code), list(entries)
    if place:
        kept[place - 1], kept[place] = kept[place], kept[place - 1]
    return kept


def rule_rows(rule: Entry) -> list[Row]:
    """Return a rule as rows that all hold; of rows with the same `group`, any one is enough.

    Raises TooInvolved.
    """
    return list(_rows(rule, _letters()))


def _letters() -> Iterator[str]:
    yield from "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _rows(rule: Entry, letters: Iterator[str]) -> Iterator[Row]:
    if "all" in rule:
        for part in rule["all"]:
            yield from _rows(part, letters)
    elif "any" in rule:
        group = next(letters, "")
        for part in rule["any"]:
            if "all" in part or "any" in part or not group:
                raise TooInvolved
            yield _row(part, group)
    else:
        yield _row(rule, "")


def _row(rule: Entry, group: str) -> Row:
    if "holds" in rule:
        return {
            "kind": "holds",
            "scheme": rule["holds"],
            "level": rule.get("level", ""),
            "group": group,
        }
    about, criteria = ALL, []
    if "theme" in rule:
        about = f"{OF_THEME}{rule['theme']}"
    elif "criteria" in rule:
        about, criteria = LIST, list(rule["criteria"])
    row = {"about": about, "criteria": criteria, "group": group}
    if "percent" in rule:
        return row | {"kind": "points", "percent": rule["percent"]}
    return row | {"kind": "at_least", "mark": rule["mark"], "count": rule.get("count")}


def rule_from(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the rule that rows spell; none at all is an empty rule."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row["group"] or f"alone {number}", []).append(_part(row))
    parts = [each[0] if len(each) == 1 else {"any": each} for each in groups.values()]
    if not parts:
        return {}
    return parts[0] if len(parts) == 1 else {"all": parts}


def _part(row: Row) -> dict[str, Any]:
    if row["kind"] == "holds":
        level = {"level": row["level"]} if row["level"] else {}
        return {"holds": row["scheme"], **level}
    named: dict[str, Any] = {}
    if row["about"] == LIST:
        named = {"criteria": list(row["criteria"])}
    elif row["about"] != ALL:
        named = {"theme": row["about"].removeprefix(OF_THEME)}
    if row["kind"] == "points":
        return {**named, "percent": row["percent"]}
    count = {} if row["count"] is None else {"count": row["count"]}
    return {**named, "mark": row["mark"], **count}
