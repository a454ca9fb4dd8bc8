"""The kinds of letter, and the wording that comes with the tool: dated data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from socialvalue.awards.models import LetterKind
from socialvalue.calculations import letter_text
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

KINDS_FILE = Path(__file__).resolve().parents[1] / "data" / "letters.yaml"

WORDS = {
    "applicant": "The applicant's name",
    "scheme": "The title of the scheme",
    "decider": "The organisation that decides",
    "contact": "Its e-mail address",
    "today": "The day of the letter",
    "submitted_on": "The day on which the application was sent",
    "service_level": "A sentence: within how many working days the decision is made",
    "level": "The level that is awarded",
    "certificate": "The identifier of the certificate",
    "valid_from": "The first day of the award",
    "valid_to": "The last day of the award",
    "condition_due": "The day by which the condition is to be met",
}
"""Placeholders that stand for a few words."""

BLOCKS = {
    "application_details": "To whom, about which application, and the day",
    "award_details": "What is held, the level, the days, and the identifier",
    "question": "What the applicant is asked",
    "reasons": "Each criterion with its judgement and the reason",
    "missing": "What was missing for the award",
    "next_level": "What was missing for the next level; left out at the highest",
    "feedback": "What the panel wishes to say to the applicant; left out where it says nothing",
    "conditions": "What the holder must still do, and by when; left out where there is nothing",
    "how_to_appeal": "How to appeal",
    "appeal": "What the appeal came to, and why",
    "change": "Why the award was suspended, restored or withdrawn",
    "condition": "The condition that is to be met",
}
"""Placeholders that stand for a part, on a line of their own."""


OPENING = "{opening}"
"""Where a scheme's own words stand in our wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of a kind of letter, and the parts that any wording of it must hold.

    `frame` is the text with a place for the opening.
    """

    subject: str
    frame: str
    opening: str
    needed: tuple[str, ...]
    is_schemes_own: bool = False

    @property
    def text(self) -> str:
        """The whole wording."""
        return self.frame.replace(OPENING, self.opening)


@cache
def ours() -> Mapping[str, Wording]:
    """Return the wordings that come with the tool, by kind. Raises DataFileWrong."""
    return wordings_from(KINDS_FILE)


def wordings_from(path: Path) -> Mapping[str, Wording]:
    """Return the wordings that a file gives, by kind. Raises DataFileWrong."""
    return File(path).read(_kinds)


def check(text: str) -> None:
    """Raise letter_text.TextWrong unless a scheme's own wording can be used."""
    letter_text.check(text, words=WORDS, blocks=BLOCKS, needed=())


def wording_of(kind: str, *, own: Mapping[str, str]) -> Wording:
    """Return the wording of a kind of letter: with the scheme's own words where it has any.

    Words that place no part of the letter stand at its opening, and the rest is ours. Words that
    place any are the whole letter; parts that it must hold and they leave out come at its end. A
    wording that cannot be used (`check`) is passed over: no letter goes out with a hole in it.
    """
    plain = ours()[kind]
    text = own.get(kind, "")
    try:
        check(text)
    except letter_text.TextWrong:
        return plain
    used = letter_text.used_in(text)
    if used.isdisjoint(BLOCKS):
        return replace(plain, opening=text, is_schemes_own=True)
    left_out = [f"\n\n{{{name}}}" for name in plain.needed if name not in used]
    return replace(plain, frame="".join([text, *left_out]), is_schemes_own=True)


def _kinds(part: Part) -> dict[str, Wording]:
    part.one_of("format", ("sv-award-letters/1.0",))
    part.day("as_at")
    found = {}
    for each in part.parts("kinds"):
        found[each.one_of("kind", tuple(LetterKind.values))] = _wording(each)
    if missing := [kind for kind in LetterKind.values if kind not in found]:
        raise part.wrong("kinds", f"has none of: {', '.join(missing)}")
    return found


def _wording(part: Part) -> Wording:
    wording = Wording(
        subject=part.text("subject"),
        frame=part.text("text"),
        opening=part.text("opening"),
        needed=part.codes("needed", BLOCKS),
    )
    try:
        letter_text.check(wording.subject, words=WORDS, blocks=(), needed=())
        letter_text.check(wording.text, words=WORDS, blocks=BLOCKS, needed=wording.needed)
    except letter_text.TextWrong as wrong:
        raise part.wrong("text", str(wrong)) from None
    return wording
