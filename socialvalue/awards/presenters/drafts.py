"""A draft of a scheme: its sections, and each fault with a link to where it is put right."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from socialvalue.awards.models import LetterKind, SchemeVersion
from socialvalue.awards.presenters.schemes import months
from socialvalue.calculations.awards.document_reader import Fault
from socialvalue.core.layout.problems import Problem

SECTION_OF = {
    **dict.fromkeys(
        (
            "title",
            "kind",
            "words",
            "applicants",
            "statements",
            "unconfirmed",
            "for_applicants",
        ),
        "about",
    ),
    **dict.fromkeys(
        (
            "validity_months",
            "decision_working_days",
            "appeal_working_days",
            "fee_pence",
            "remind_months_before",
            "renewal_months_before",
        ),
        "terms",
    ),
    "letters": "letters",
}
MISSING = {
    "title": "Enter a name",
    "words": "Enter what it is for",
    "sources": "Say where the scheme comes from, such as who decided on it and when: add a source",
    "marks": "Add the marks that can be given",
    "themes": "Add a theme",
    "levels": "Add a level",
    "criteria": "Add a criterion",
    "question": "Enter the question",
    "definition": "Enter what the mark means",
    "rule": "Say what the level asks for",
    "as_of": "Enter the day on which the source was read",
}
GONE = {
    " is not one of ": "It asks for a mark that is not there any more: select another",
    "there is no theme ": "It asks for a theme that has no criteria: select others",
    "there is no criterion ": "It asks for a criterion that is not there any more: tick others",
}
"""What remains of a rule when what it names was taken out. A kind is always a known one."""


def draft_page(
    version: SchemeVersion, faults: Iterable[Fault], schemes: Mapping[str, str]
) -> dict[str, Any]:
    """Return all that the page of a draft shows."""
    document = version.document
    problems = [problem_of(version, fault) for fault in faults]
    return {
        "problems": problems,
        "is_whole": not problems,
        "sections": _sections(version),
        "marks": [[mark["title"], mark["definition"]] for mark in document["marks"]],
        "themes": [_theme(version, theme) for theme in document["themes"]],
        "levels": [
            {
                "title": level["title"],
                "words": level.get("words", ""),
                "url": reverse("awards:change_level", args=[version.pk, level["code"]]),
            }
            for level in document["levels"]
        ],
        "sources": [
            {"title": source["title"], "confirmed": source.get("confirmed", False)}
            for source in document["sources"]
        ],
        "unconfirmed": document.get("unconfirmed", []),
    }


def _sections(version: SchemeVersion) -> list[dict[str, str]]:
    document = version.document
    letters = dict(LetterKind.choices)
    written = [letters.get(kind, kind) for kind in document.get("letters") or {}]
    valid, days = document.get("validity_months"), document.get("decision_working_days")
    terms = [
        f"Valid for {months(valid)}" if valid else "Does not end by itself",
        f"Decided within {days} working days" if days else "No time for the decision is promised",
        "Free" if not document.get("fee_pence") else "There is a fee",
    ]
    rows = [
        ("What the scheme is", document.get("words") or "Not written yet", "about"),
        ("Validity, decision and fee", "\n".join(terms), "terms"),
        ("Words of the letters", "\n".join(written) or "The words that come with the tool",
         "letters"),
    ]  # fmt: skip
    return [
        {
            "key": key,
            "value": value,
            "url": reverse("awards:change_scheme", args=[version.pk, section]),
        }
        for key, value, section in rows
    ]


def _theme(version: SchemeVersion, theme: Mapping[str, Any]) -> dict[str, Any]:
    at = [version.pk, theme["code"]]
    return {
        "title": theme["title"],
        "url": reverse("awards:change_theme", args=at),
        "add_url": reverse("awards:add_criterion", args=at),
        "criteria": [
            {
                "title": each["title"],
                "question": each["question"],
                "url": reverse("awards:change_criterion", args=[*at, each["code"]]),
            }
            for each in theme["criteria"]
        ],
    }


def problem_of(version: SchemeVersion, fault: Fault) -> Problem:
    """Return a fault in plain words, with the address of the field where it is put right."""
    url, where = _address(version, fault)
    words = MISSING.get(fault.member) if fault.sentence.endswith("is missing.") else None
    words = words or next((say for said, say in GONE.items() if said in fault.sentence), None)
    sentence = words or f"{fault.sentence[0].upper()}{fault.sentence[1:]}"
    return Problem(f"{where}: {sentence}" if where else sentence, url)


def _address(version: SchemeVersion, fault: Fault) -> tuple[str, str]:
    """Return where a fault is put right, and what that is called."""
    match fault.at:
        case ("themes", int(theme), "criteria", int(criterion), *rest):
            found = version.document["themes"][theme]
            one = found["criteria"][criterion]
            at = [version.pk, found["code"], one["code"]]
            return _field(reverse("awards:change_criterion", args=at), rest), one["title"]
        case ("themes", int(theme), *rest):
            found = version.document["themes"][theme]
            at = [version.pk, found["code"]]
            if rest == ["criteria"]:
                return reverse("awards:add_criterion", args=at), found["title"]
            return _field(reverse("awards:change_theme", args=at), rest), found["title"]
        case ("levels", int(level), *_):
            found = version.document["levels"][level]
            at = [version.pk, found["code"]]
            return f"{reverse('awards:change_level', args=at)}#rule", found["title"]
        case ("themes",):
            return reverse("awards:add_theme", args=[version.pk]), ""
        case ("levels",):
            return reverse("awards:add_level", args=[version.pk]), ""
        case (("marks" | "sources") as rows, *_):
            return reverse(f"awards:change_{rows}", args=[version.pk]), ""
        case other:
            section = SECTION_OF.get(str(other[0]), "about")
            url = reverse("awards:change_scheme", args=[version.pk, section])
            return _field(url, [other[0]]), ""


def _field(url: str, rest: list[Any]) -> str:
    return f"{url}#id_{rest[0]}" if rest else url
