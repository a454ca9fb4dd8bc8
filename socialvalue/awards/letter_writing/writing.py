"""A letter from a wording and facts: its pieces, as they are kept for good.

A piece is a mapping of one name to its words, so that it can be kept as JSON: heading, paragraph,
inset, entries (a list), facts (pairs), table (caption, columns, rows).
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from socialvalue.awards.letter_writing.facts import ConditionTold, Facts
from socialvalue.awards.letter_writing.kinds import BLOCKS, Wording
from socialvalue.calculations import letter_text
from socialvalue.core.forms.dates import in_words

Piece = dict[str, Any]
NOTHING = "–"
COLUMNS = ["Criterion", "Judgement", "Why"]
LONGEST_SUBJECT = 300


def subject_of(wording: Wording, facts: Facts) -> str:
    """Return the subject of a letter, with what stands for words put in."""
    [piece] = letter_text.filled(_one_line(wording.subject), words=_words(facts), blocks=())
    said = piece.words if isinstance(piece, letter_text.Paragraph) else wording.subject
    return _one_line(str(said))[:LONGEST_SUBJECT]


def pieces_of(wording: Wording, facts: Facts) -> list[Piece]:
    """Return the pieces of a letter, in order. Headings over nothing are left out."""
    pieces: list[Piece] = []
    for piece in letter_text.filled(wording.text, words=_words(facts), blocks=BLOCKS):
        match piece:
            case letter_text.Heading(said):
                pieces.append({"heading": said})
            case letter_text.Paragraph(said):
                pieces.append({"paragraph": said})
            case letter_text.Entries(said):
                pieces.append({"entries": list(said)})
            case block:
                pieces += _WRITERS[block.name](facts)
    return _without_empty_sections(pieces)


def _without_empty_sections(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without headings that another heading, or the end, follows at once."""
    return [
        piece
        for piece, after in zip(pieces, [*pieces[1:], {"heading": ""}], strict=True)
        if not ("heading" in piece and "heading" in after)
    ]


def _words(facts: Facts) -> dict[str, str]:
    """Return what each placeholder of a few words stands for; a dash for what there is not."""
    award, condition = facts.award, facts.condition
    return {
        "applicant": facts.applicant,
        "scheme": facts.scheme,
        "decider": facts.decider,
        "contact": facts.contact,
        "today": in_words(facts.today),
        "submitted_on": _day(facts.submitted_on),
        "service_level": _service_level(facts),
        "level": facts.level or (award.level if award else NOTHING),
        "certificate": award.certificate if award else NOTHING,
        "valid_from": _day(award.valid_from if award else None),
        "valid_to": _day(award.valid_to if award else None),
        "condition_due": _day(condition.due_on if condition else None),
    }


def _service_level(facts: Facts) -> str:
    if facts.working_days is None:
        return "The scheme sets no time for the decision. We write to you as soon as it is made."
    days = "1 working day" if facts.working_days == 1 else f"{facts.working_days} working days"
    return f"We decide within {days} of receiving the application."


def _application_details(facts: Facts) -> list[Piece]:
    return [
        _pairs(
            [
                ("To", facts.applicant),
                ("About", f"{facts.scheme}, application {facts.number}"),
                ("Date", in_words(facts.today)),
            ]
        )
    ]


def _award_details(facts: Facts) -> list[Piece]:
    award = facts.award
    if award is None:
        return []
    ends = in_words(award.valid_to) if award.valid_to else "No end date"
    standing = [("At present", "Suspended")] if award.is_suspended else []
    return [
        _pairs(
            [
                ("Holder", facts.applicant),
                ("Award", facts.scheme),
                ("Level", award.level),
                ("From", in_words(award.valid_from)),
                ("To", ends),
                ("Certificate", award.certificate),
                *standing,
            ]
        )
    ]


def _question(facts: Facts) -> list[Piece]:
    return [{"inset": facts.question}] if facts.question else []


def _reasons(facts: Facts) -> list[Piece]:
    """Return a table for each theme, or one for all where no theme has more than one criterion."""
    themes = [each.theme for each in facts.reasons]
    if len(set(themes)) == len(themes) > 1:
        rows = [[each.criterion, each.mark, each.reason] for each in facts.reasons]
        return [{"table": {"caption": "All criteria", "columns": COLUMNS, "rows": rows}}]
    return [
        {
            "table": {
                "caption": theme,
                "columns": COLUMNS,
                "rows": [
                    [each.criterion, each.mark, each.reason]
                    for each in facts.reasons
                    if each.theme == theme
                ],
            }
        }
        for theme in dict.fromkeys(themes)
    ]


def _missing(facts: Facts) -> list[Piece]:
    if facts.missing:
        return [{"entries": list(facts.missing)}]
    return [{"paragraph": "The judgements below did not come to a level of the scheme."}]


def _next_level(facts: Facts) -> list[Piece]:
    if not facts.missing:
        return []
    return [{"heading": "For the next level"}, {"entries": list(facts.missing)}]


def _feedback(facts: Facts) -> list[Piece]:
    if not facts.feedback.strip():
        return []
    return [{"heading": "What the panel would like you to know"}, {"paragraph": facts.feedback}]


def _conditions(facts: Facts) -> list[Piece]:
    if not facts.conditions:
        return []
    return [
        {"heading": "Conditions"},
        {"paragraph": "You hold the award on these conditions. Tell us when each is met."},
        {"entries": [_condition_words(each) for each in facts.conditions]},
    ]


def _how_to_appeal(facts: Facts) -> list[Piece]:
    until = f" until {in_words(facts.appeal_by)}" if facts.appeal_by else ""
    return [
        {
            "paragraph": "If you think that we got something wrong, you can appeal against this "
            f"decision once{until}. Sign in, open "
            "the application and choose to appeal: say what is wrong in our reasons, and why. "
            "Somebody who neither assessed nor proposed nor approved this decision looks at it. "
            f"If you cannot sign in, write to {facts.contact}."
        }
    ]


def _appeal(facts: Facts) -> list[Piece]:
    appeal = facts.appeal
    if appeal is None:
        return []
    outcome = (
        "Your appeal is upheld. The application goes to a panel again."
        if appeal.is_upheld
        else "Your appeal is not upheld. The decision stands."
    )
    return [
        {"inset": outcome},
        {"heading": "Why"},
        {"paragraph": appeal.because},
        {"heading": "What you told us"},
        {"paragraph": appeal.grounds},
    ]


def _change(facts: Facts) -> list[Piece]:
    return [{"heading": "Why"}, {"paragraph": facts.change}] if facts.change else []


def _condition(facts: Facts) -> list[Piece]:
    return [{"inset": _condition_words(facts.condition)}] if facts.condition else []


def _condition_words(condition: ConditionTold) -> str:
    if condition.due_on is None:
        return condition.text
    return f"{condition.text} Due on {in_words(condition.due_on)}."


def _pairs(pairs: list[tuple[str, str]]) -> Piece:
    return {"facts": [list(pair) for pair in pairs]}


def _day(day: dt.date | None) -> str:
    return in_words(day) if day else NOTHING


def _one_line(words: str) -> str:
    return " ".join(words.split())


_WRITERS: dict[str, Callable[[Facts], list[Piece]]] = {
    "application_details": _application_details,
    "award_details": _award_details,
    "question": _question,
    "reasons": _reasons,
    "missing": _missing,
    "next_level": _next_level,
    "feedback": _feedback,
    "conditions": _conditions,
    "how_to_appeal": _how_to_appeal,
    "appeal": _appeal,
    "change": _change,
    "condition": _condition,
}
