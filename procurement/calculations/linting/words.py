"""The words that the rules look for. A match starts a conversation: a person decides.

Every pattern is matched without regard to case. They are written to be read: each line is one
way of asking for the same thing.
"""

import re
from collections.abc import Iterator


def _any(*ways: str) -> re.Pattern[str]:
    """Return a pattern that any of these ways of saying it matches."""
    return re.compile("|".join(rf"(?:{way})" for way in ways), re.IGNORECASE)


SUPPLIERS_PLACE = _any(
    r"where (?:are|is) (?:you|the (?:bidder|supplier|tenderer)|your \w+(?: \w+)?) "
    r"(?:based|located|registered)",
    r"(?:bidders?|suppliers?|tenderers?|contractors?|providers?|organisations?|firms?|you|"
    r"compan(?:y|ies))(?: \w+){0,2} (?:are|is|be|being) "
    r"(?:based|located|headquartered|registered) (?:in|within|near)",
    r"(?:based|located|headquartered|registered) (?:in|within) (?:the )?"
    r"(?:borough|county|city|district|region|area|\d+ miles)",
    r"your (?:head office|registered office|office|depot|base|premises)(?: \w+){0,3} "
    r"(?:in|within|near|local)",
    r"\blocal (?:bidders?|tenderers?)\b",
    r"\bbeing (?:a )?local (?:suppliers?|compan(?:y|ies)|firms?|business(?:es)?)\b",
    r"(?:supplier|bidder|tenderer|company|business) postcode",
)
ACCREDITATION = _any(
    r"\bISO ?\d{3,5}\b",
    r"\baccredit(?:ed|ation)s?\b",
    r"\bcertifi(?:ed|cation)\b",
    r"\bInvestors in People\b",
    r"\bDisability Confident\b",
    r"\bLiving Wage Employer\b",
    r"\bB Corp\b",
    r"\bCyber Essentials\b",
    r"\bEMAS\b",
    r"\bFSC\b",
    r"\bFair ?trade\b",
    r"\bBREEAM\b",
    r"\bSocial Value (?:Award|Charter|Quality Mark)\b",
    r"\bGood Business Charter\b",
    r"\bPrevention Pledge\b",
    r"\bArmed Forces Covenant\b",
    r"\bEmployment Charter\b",
    r"\bmembers? of (?:the|a) (?:charter|scheme)\b",
)
EQUIVALENT = _any(r"\bequivalent\b", r"\bany other (?:proof|evidence)\b")
CORPORATE = _any(
    r"\bcorporate social responsibility\b",
    r"\bCSR\b",
    r"\bcompany-?wide\b",
    r"\bacross your (?:whole )?(?:business|organisation|company|group)\b",
    r"\byour (?:organisation|company|business|group)'?s? (?:\w+ ){0,2}"
    r"(?:polic(?:y|ies)|charit\w+|values|awards?|reputation|track record)\b",
    r"\bcharitable (?:giving|donations?)\b",
    r"\bdonations? to charit",
)
CONTRACT = _any(r"\bcontract\b", r"\bservices? (?:you will|to be) deliver", r"\bthese works\b")
COMPARISON = _any(
    r"\b(?:better|more|higher|stronger|lower|less) than (?:the )?"
    r"(?:other|any other|rival|competing)",
    r"\bcompared (?:with|to) (?:the )?(?:other|rival|competing)",
    r"\b(?:the )?(?:best|highest|strongest|greatest|most generous|lowest) "
    r"(?:bid|offer|response|answer|tender|commitment|proposal)s?\b",
    r"\brelative to (?:the )?(?:other|highest|best|lowest)",
    r"\brank(?:ed|ing)? (?:of )?(?:against|among) (?:the )?(?:bid|tender|other)",
    r"\bmost of all (?:bid|tender|supplier)",
)
EVERGREEN = _any(r"\bEvergreen\b")
MONEY_TOTALS = _any(
    r"\bTOMs\b",
    r"\bTOM System\b",
    r"\bsocial value in (?:pounds|£|monetary terms)",
    r"£(?: ?\w+)? of social (?:and local economic )?value",
    r"\bproxy values?\b",
    r"\b(?:total|overall) social value (?:in )?(?:£|pounds|figure|amount)",
    r"\bSROI\b",
    r"\bsocial return on investment\b",
)
CARBON_GATE = _any(r"\bcarbon reduction plan\b", r"\bnet zero commitment\b")
TERMS = _any(
    r"\bliving wage\b",
    r"\bzero[- ]hours?\b",
    r"\bterms (?:and conditions )?of employment\b",
    r"\bpay (?:gap|ratio|policy|scales?)\b",
    r"\bsick pay\b",
    r"\btrade unions?\b",
    r"\bflexible working\b",
    r"\bparental (?:leave|pay)\b",
)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, one for each line break, full stop, question mark or colon."""
    for part in re.split(r"(?<=[.?!;])\s+|\n+", text):
        if part.strip():
            yield part.strip()


def first_match(pattern: re.Pattern[str], text: str) -> str:
    """Return the first words of a text that match, as they stand there; empty for none."""
    match = pattern.search(text)
    return match.group(0) if match else ""


def word_count(text: str) -> int:
    """Return how many words a text has."""
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text))
