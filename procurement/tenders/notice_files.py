"""Notices as files: read them, say what became of each. No database."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from procurement.calculations import ocds

FORMAT = "sv-notices/1.0"
FACTS = {
    "buyer_kind": "kind of buyer",
    "regime": "law",
    "nation": "nation",
    "main_category": "what is mainly bought",
    "value_excluding_vat": "value without VAT",
    "value_including_vat": "value with VAT",
    "commenced_on": "day it commences",
    "deadline": "deadline",
    "weights": "weights",
}
"""What people call the facts that are asked of them."""


def report_on_files(paths: Iterable[Path]) -> dict[str, Any]:
    """Return what became of every notice in the files, in their order.

    A file or a line that cannot be read counts as one refused notice that says why.
    """
    notices = [
        {"file": path.name, "line": at} | report
        for path in paths
        for at, report in reports_of_file(path)
    ]
    outcomes = Counter(notice["outcome"] for notice in notices)
    return {
        "format": FORMAT,
        "loaded": outcomes["loaded"],
        "refused": outcomes["refused"],
        "notices": notices,
    }


def reports_of_file(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the report of each notice in a file, with its line in a file of many."""
    try:
        with path.open("rb") as file:
            content = file.read(ocds.MOST_BYTES + 1)
    except OSError as wrong:
        reason = wrong.strerror or "unknown reason"
        return [("", _unreadable(f"The file cannot be read: {reason}."))]
    return reports_of(content)


def reports_of(content: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Return the report of each notice in the bytes of a file, with its line in a file of many."""
    try:
        documents = ocds.documents_of(content)
    except ocds.NotAFile as wrong:
        return [("", _unreadable(str(wrong)))]
    return [(at, report) for at, document in documents for report in _reports(document)]


def _reports(document: object) -> list[dict[str, Any]]:
    if isinstance(document, ocds.NotAFile):
        return [_unreadable(str(document))]
    return [ocds.report_of(ocds.draft_of(release)) for release in ocds.releases_of(document)]


def _unreadable(sentence: str) -> dict[str, Any]:
    nothing = ocds.Refusal(
        ocid="", release="", title="", because=ocds.Told(at="", sentence=sentence)
    )
    return ocds.report_of(nothing)


def as_text(report: dict[str, Any]) -> bytes:
    """Return a report as a file holds it: indented UTF-8 JSON with a newline at the end."""
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()


def sentences(report: dict[str, Any]) -> list[str]:
    """Return a report in words: one line for each notice, and one for all."""
    lines = [f"{_place(notice)}: {_became(notice)}" for notice in report["notices"]]
    return [*lines, f"{report['loaded']} loaded, {report['refused']} refused."]


def _place(notice: dict[str, Any]) -> str:
    named = notice["ocid"] or "a notice"
    return " ".join(filter(None, (notice["file"], notice["line"], named)))


def _became(notice: dict[str, Any]) -> str:
    if notice["outcome"] == "refused":
        at = f" (at {notice['reason']['at']})" if notice["reason"]["at"] else ""
        return f"refused{at}. {notice['reason']['sentence']}"
    asked = [FACTS[name] for name in notice["to_complete"]]
    to_do = f" To be completed: {', '.join(asked)}." if asked else ""
    told = len(notice["not_understood"])
    unread = f" {told} thing{'s' if told > 1 else ''} not understood." if told else ""
    return f"loaded, {notice['title']}.{to_do}{unread}"
