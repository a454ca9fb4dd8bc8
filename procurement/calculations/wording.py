"""Words in the reason for a score that compare a bid with another bid.

A bid is marked against the published scale, not against other bids; a reason that compares cannot
be told to its bidder without telling of another, and was held against the buyer in Lancashire Care
v Lancashire County Council [2018] EWHC 1589 (TCC). So such words are pointed out. They are not
forbidden: "better than the minimum in the specification" compares with no other bid.
"""

import re
from collections.abc import Iterable

_PHRASES = re.compile(
    r"""\b(?:
        (?:better|worse|stronger|weaker|higher|lower|greater|clearer|fuller|poorer|superior|inferior)
            \s+(?:than|to)\b
      | (?:more|less|fewer)\s+(?:\w+\s+){0,3}than\b
      | (?:compared|comparison|comparable)\s+(?:to|with)\b
      | relative\s+to\b
      | unlike\s+(?:the\s+)?other\b
      | (?:(?:the|all|any|most)\s+)?other\s+
            (?:bid|bidder|tender|tenderer|supplier|submission)s?\b
      | (?:best|worst|strongest|weakest|highest|lowest)\s+
            (?:of\s+(?:the|all)|bid|tender|submission)\b
      | out(?:performs?|performed|scores?|scored)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:ltd|limited|plc|llp|lp|cic|cio|c\.i\.c|inc|uk|group)\.?$", re.IGNORECASE
)
SHORTEST_NAME = 3


def comparisons(reason: str, *, others: Iterable[str]) -> list[str]:
    """Return the words of a reason that compare, as they stand there, each once, in their order.

    `others` are the names of the other bidders; a name is found also without its legal form (Ltd,
    plc, CIC). Names of fewer than three letters are not looked for.
    """
    found = [(match.start(), match.group()) for match in _PHRASES.finditer(reason)]
    for name in others:
        short = _short(name)
        if len(short) >= SHORTEST_NAME:
            whole = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)", re.IGNORECASE)
            found += [(match.start(), match.group()) for match in whole.finditer(reason)]
    ordered = [re.sub(r"\s+", " ", words) for _, words in sorted(found)]
    return list({words.casefold(): words for words in reversed(ordered)}.values())[::-1]


def _short(name: str) -> str:
    """Return a bidder's name without its legal form."""
    shorter = _LEGAL_FORM.sub("", name.strip())
    return shorter if shorter == name.strip() else _short(shorter)
