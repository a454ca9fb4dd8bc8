"""What is different between two versions of a method, in words."""

from collections.abc import Iterator
from typing import Any

NAMES = {
    "section_weights": "Weights",
    "section_pass_marks": "Pass marks of sections",
    "scales": "Scale",
    "parents": "Group of questions",
    "criteria": "Question",
    "lots": "Lot",
    "quantities": "How commitments count",
    "policy_outcomes": "Policy outcomes",
    "climate_theme_in": "Climate theme",
    "tie_break": "If bids are equal",
    "abnormally_low": "Abnormally low prices",
    "rounding": "Rounding",
    "lot_limits": "Limits on lots",
    "framework": "Matrix",
}
UNLIKE = {"format", "tender", "version"}
"""Members that tell versions apart but not methods."""

LONGEST = 600


def difference_rows(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, str]]:
    """Return what changed from one version to another: what it is, what it was, what it is now."""
    rows = []
    for name in after:
        if name in UNLIKE or before[name] == after[name]:
            continue
        title = NAMES[name]
        if name in {"scales", "parents", "criteria", "lots"}:
            rows += _coded(title, before[name], after[name])
        elif isinstance(before[name], dict) and isinstance(after[name], dict):
            rows += _members(title, before[name], after[name])
        else:
            rows.append(_row(title, before[name], after[name]))
    return rows


def _coded(title: str, before: list[Any], after: list[Any]) -> Iterator[dict[str, str]]:
    """Yield what changed among things that have codes: added, removed, or in which member."""
    was = {each["code"]: each for each in before}
    now = {each["code"]: each for each in after}
    for code in dict.fromkeys([*was, *now]):
        name = f"{title} {code}"
        if code not in now:
            yield {"what": name, "before": _words(was[code]["title"]), "after": "Removed"}
        elif code not in was:
            yield {"what": name, "before": "Not there", "after": _words(now[code]["title"])}
        else:
            yield from _members(name, was[code], now[code])
    if [code for code in was if code in now] != [code for code in now if code in was]:
        yield _row(f"Order: {title.lower()}", list(was), list(now))


def _members(title: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the members that differ."""
    for name in after:
        if before.get(name) != after[name]:
            yield _row(f"{title}: {name.replace('_', ' ')}", before.get(name), after[name])


def _row(what: str, before: Any, after: Any) -> dict[str, str]:
    return {"what": what, "before": _words(before), "after": _words(after)}


def _words(value: Any) -> str:
    """Return a value of a published method as people read it."""
    if value in (None, "", [], {}):
        return "None"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dict):
        text = "; ".join(
            f"{name.replace('_', ' ')}: {_words(each)}" for name, each in value.items()
        )
    elif isinstance(value, list):
        text = ", ".join(_words(each) for each in value)
    else:
        text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
