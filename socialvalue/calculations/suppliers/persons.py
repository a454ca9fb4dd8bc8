"""Which suppliers are likely persons: a proposal with its reason, never a fact.

Sole traders and people in receipt of payments are personal data: once a person has confirmed one,
its name is shown to nobody but those who read the payments themselves.
Source: UK GDPR article 4(1); the Local Government Transparency Code 2015, which asks for redaction.
"""

import re
from functools import cache
from pathlib import Path

_FORENAMES = Path(__file__).parent / "data" / "forenames.txt"
_TITLES = frozenset(
    ["MR", "MRS", "MS", "MISS", "MX", "DR", "REV", "REVD", "SIR", "LADY", "LORD", "DAME", "PROF"]
)
_SAYS_SO = re.compile(r"\b(?:INDV|INDIVIDUAL|SOLE TRADER|SOLE PROPRIETOR|FOSTER CARER)\b")
_NO_PERSON = re.compile(
    r"&|\bAND\b|\b(?:LTD|LIMITED|PLC|LLP|CIC|CIO|INC|GMBH|COMPANY|CO|GROUP|SERVICES?|SONS?|BROS"
    r"|BROTHERS|ASSOCIATES|TRUST|COUNCIL|SCHOOL|COLLEGE|UNIVERSITY|HOSPITAL|CLUB|CENTRE|CHURCH"
    r"|SOCIETY|ASSOCIATION|FUND|BANK|MOTORS|TAXIS|BUILDERS|PARTNERSHIP|SOLUTIONS|CONSULTING"
    r"|CONSULTANTS?|UK|SURGERY|PRACTICE|SOLICITORS|CHAMBERS|T/A|TRADING|HOUSE|FARM|LEWIS PARTNER)\b"
)
_WORD = re.compile(r"[A-Z][A-Z'-]*")
_MOST_WORDS = 4


def likely_individual(name: str, *, supplier_type: str = "") -> str | None:
    """Return why a supplier is likely a person, in words, or None if nothing says so.

    `supplier_type` is what the payments file calls it, if it does: INDV, sole trader ...
    """
    upper = " ".join(name.upper().replace(".", " ").split())
    if _SAYS_SO.search(upper) or _SAYS_SO.search(supplier_type.upper()):
        return "The file says that it is an individual or a sole trader"
    words = _WORD.findall(upper)
    if _NO_PERSON.search(upper) or any(map(str.isdigit, upper)) or len(words) > _MOST_WORDS:
        return None
    if len(words) > 1 and words[0] in _TITLES:
        return "The name begins with a person's title"
    names = [word for word in words if len(word) > 1]
    if len(names) == 1 and len(words) > 1 and _initials_at_an_end(words):
        return "Initials and one other name"
    if len(names) in (2, 3) and (names[0] in _forenames() or _surname_first(upper, names)):
        return "A forename and a surname"
    return None


def _initials_at_an_end(words: list[str]) -> bool:
    """Say whether the long word stands first or last, as a surname does."""
    return len(words[0]) > 1 or len(words[-1]) > 1


def _surname_first(upper: str, names: list[str]) -> bool:
    """Say whether it is written as "Surname, Forename"."""
    return "," in upper and names[1] in _forenames()


@cache
def _forenames() -> frozenset[str]:
    return frozenset(_FORENAMES.read_text(encoding="utf-8").upper().split())
