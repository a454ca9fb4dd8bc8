"""A notice as people read it: what was understood, from where, what is asked, what was not read."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from procurement.tenders.models import BuyerKind, MainCategory, Notice, Regime
from procurement.tenders.presenters.plain import day, money
from socialvalue.accounts.models import Nation

CHOICES = {
    "regime": dict(Regime.choices),
    "nation": dict(Nation.choices),
    "main_category": dict(MainCategory.choices),
    "buyer_kind": dict(BuyerKind.choices),
}
TAKEN_OVER = ("title", "reference", "main_category", "regime", "nation")
ENDED = frozenset({"award", "contract"})
LONGEST_REFERENCE = 60


def understood_rows(report: dict[str, Any]) -> list[dict[str, str]]:
    """Return what was understood of a notice: each fact, its value, how it is known."""
    facts = report["understood"]
    worth, buyer = facts["worth"], facts["buyer"]
    kind = " ".join(filter(None, (f"{facts['notice'].capitalize()} notice", facts["notice_type"])))
    published = ", ".join(filter(None, (kind, facts["publisher"])))
    shown = [
        ("ocid", "Procurement", facts["ocid"]),
        ("notice", "Notice", published),
        ("title", "Title", facts["title"]),
        ("reference", "Reference", facts["reference"]),
        ("buyer", "Buyer", buyer["name"]),
        ("buyer_kind", "Kind of buyer", CHOICES["buyer_kind"].get(buyer["kind"], "")),
        ("regime", "Law", CHOICES["regime"].get(facts["regime"], "")),
        ("nation", "Nation", CHOICES["nation"].get(facts["nation"], "")),
        ("main_category", "Mainly buys", CHOICES["main_category"].get(facts["main_category"], "")),
        ("categories", "CPV codes", ", ".join(facts["categories"][:12])),
        ("worth", "Value without VAT", _money(worth["excluding_vat_pence"])),
        ("worth", "Value with VAT", _money(worth["including_vat_pence"])),
        ("worth", "Value, VAT not said", _money(worth["unstated_pence"])),
        ("commenced_on", "Commences", _day(facts["commenced_on"])),
        ("deadline", "Deadline for bids", _moment(facts["deadline"])),
        ("description", "Description", facts["description"]),
    ]
    because = report["because"]
    return [
        {"key": title, "value": value, "how": because.get(name, {}).get("sentence", "")}
        for name, title, value in shown
        if value
    ]


def lot_rows(report: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the lots of a notice: code, title, values, criteria with their weights."""
    for lot in report["understood"]["lots"]:
        worth = lot["worth"]
        criteria = [
            f"{each['name']} {each['weight']}%" if each["weight"] else each["name"]
            for each in lot["criteria"]
        ]
        yield [
            lot["code"],
            lot["title"],
            _money(worth["excluding_vat_pence"]) or "Not given",
            _money(worth["including_vat_pence"]) or "Not given",
            "; ".join(criteria) or "Not given",
        ]


def told_rows(told: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return sentences about places, those about the whole notice without one."""
    return [{"at": each["at"], "sentence": each["sentence"]} for each in told]


def tender_answers_of(notice: Notice) -> dict[str, Any]:
    """Return the answers about a tender as the notice gives them; what it does not is left out.

    The dates and the law of a procurement that is over are not those of a new one.
    """
    facts = notice.report["understood"]
    answers = {name: facts[name] for name in TAKEN_OVER if facts[name]}
    answers["reference"] = facts["reference"][:LONGEST_REFERENCE]
    for name in ("excluding", "including"):
        pence = facts["worth"][f"{name}_vat_pence"]
        if pence is not None:
            answers[f"value_{name}_vat_pence"] = pence
    if facts["notice"] in ENDED:
        answers.pop("regime", None)
        return answers
    if facts["commenced_on"]:
        answers["commenced_on"] = dt.date.fromisoformat(facts["commenced_on"])
    if facts["deadline"]:
        answers["deadline"] = dt.datetime.fromisoformat(facts["deadline"])
    return answers


def _money(pence: int | None) -> str:
    return "" if pence is None else money(pence)


def _day(text: str | None) -> str:
    return "" if text is None else day(dt.date.fromisoformat(text))


def _moment(text: str | None) -> str:
    """Return a moment with the offset that the notice gave it."""
    if text is None:
        return ""
    moment = dt.datetime.fromisoformat(text)
    return f"{day(moment)} at {moment:%H:%M} ({moment.tzname()})"
