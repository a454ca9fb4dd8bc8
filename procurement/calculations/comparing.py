"""Words that hold one bid against another: a reason is to say what *this* bid earned.

Each bid is marked against the published scale. A note that a bid is "better than" another is how
moderation notes failed to explain the scores in Lancashire Care v Lancashire County Council
[2018] EWHC 1589 (TCC). The words are pointed out, not forbidden: a bid may itself compare.
"""

import re
from collections.abc import Iterable

PHRASES = (
    r"(?:better|worse|stronger|weaker|poorer|clearer|richer) than",
    r"(?:more|less|fewer|higher|lower)(?: [\w-]+)? than (?:(?:the|any) )?(?:other|rest|bid)\w*",
    r"(?:not )?as (?!soon|well|long|far|much|many|part)[\w-]+ as",
    r"(?:best|worst|strongest|weakest) (?:bid|bidder|answer|response|of)\b",
    r"(?:an)?other (?:bid|bidder|supplier|tenderer|answer|response|submission)s?\b",
    r"(?:than|unlike|like) (?:the )?(?:rest|others)\b",
    r"compared (?:with|to)",
    r"in comparison",
    r"competitors?\b",
)
"""Phrases that compare, as patterns; "bid B2" and names of other bidders are looked for besides."""

_COMPARES = re.compile(rf"\b(?:{'|'.join(PHRASES)})", re.IGNORECASE)


def comparing_words(text: str, *, others: Iterable[str] = ()) -> list[str]:
    """Return the words of a reason that compare, each once, in the order they come.

    `others` are names and codes of the other bids: naming one of them is comparing too. A name is
    only found as whole words, in any case.
    """
    found = [(match.start(), match.group()) for match in _COMPARES.finditer(text)]
    for name in others:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        found += [
            (match.start(), match.group())
            for match in re.finditer(pattern, text, re.IGNORECASE)
            if name.strip()
        ]
    return list(dict.fromkeys(words for _, words in sorted(found)))
