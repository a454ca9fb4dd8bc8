"""Which heading of a payments file means which field, whatever the publisher calls it.

Headings are compared in a plain form: trimmed, in small letters, without marks, units in brackets
or spaces. Each field has ways of being called, best first; what matches none of them may still be
recognised by its words. A person's confirmation always comes before what is recognised here.
Source: headings of English public bodies, and of some in Wales; docs/sums.md, headings.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from socialvalue.calculations.spend.meanings import (
    MEANINGS,
    WRITTEN_OUT,
    Meaning,
    says_pounds,
    told_of_vat,
)


class Amounts(StrEnum):
    """What a file's amounts are: net of VAT, or gross with the VAT beside them."""

    NET = "net"
    GROSS_AND_VAT = "gross_and_vat"


FIELDS = (
    "supplier",
    "date",
    "amount",
    "vat",
    "category",
    "transaction_number",
    "description",
    "postcode",
)
"""The fields that a reader looks for, in the order in which they are shown."""


_AMOUNT_MEANINGS = {
    Amounts.NET: ("net", "plain", "gross", "debit"),
    Amounts.GROSS_AND_VAT: ("gross", "plain"),
}
_NEEDED = ("supplier", "date", "amount")


def plain_form(heading: str) -> str:
    """Return the heading as headings are compared: small letters and digits, words apart.

    A star in front and other marks go: "* Net Amount (£)" and "net_amount" are both "net amount".
    Words run together as in PaymentDate are parted. A pound sign alone is "gbp".
    """
    return " ".join(_tokens(heading))


@lru_cache(maxsize=4096)
def _tokens(heading: str) -> tuple[str, ...]:
    # "(T)" and the like say how a report writes the column: as text, say.
    unmarked = re.sub(r"(?<=\w)\s*\([A-Z]\)\s*$", "", heading)
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unmarked)
    ascii_only = re.sub(r"[^a-z0-9]+", " ", parted.lower())
    return tuple(ascii_only.split()) or ("gbp",) * ("£" in heading)


@lru_cache(maxsize=65536)
def _rank(heading: str, meaning: str) -> int | None:
    """Return how well a heading fits a meaning (0 is best), or None if it does not.

    A heading in two languages ("Net Amount / Swm Net") fits if both its halves do.
    """
    rank = _rank_of(_words(heading), MEANINGS[meaning])
    if rank is None and len(halves := _halves(heading)) > 1:
        ranks = [_rank_of(_words(half), MEANINGS[meaning]) for half in halves]
        known = [each for each in ranks if each is not None]
        rank = max(known) if len(known) == len(ranks) else None
    if rank is None and told_of_vat(_words(heading)) == meaning:
        rank = len(MEANINGS[meaning].called)
    return rank


_BY_ITS_LETTER = re.compile("Column [A-Z]+")  # a sheet may have 16,384 of these
_TWO_LANGUAGES = re.compile(r"\s*/\s*|\s+[-\u2013|]\s+|\s*\n\s*")


def _halves(heading: str) -> list[str]:
    # A hundred thousand spaces in a row would be gone through anew from each of them.
    return _TWO_LANGUAGES.split(re.sub(r"[^\S\n]+", " ", heading))


def _rank_of(words: tuple[str, ...], of: Meaning) -> int | None:
    squashed = "".join(words)
    for rank, pattern in enumerate(of.called):
        if pattern.fullmatch(squashed):
            return rank
    if of.words & set(words) and not of.never & set(words):
        return len(of.called)
    if any(pattern.fullmatch(squashed) for pattern in of.lastly):
        return len(of.called) + 1
    return None


def _words(heading: str) -> tuple[str, ...]:
    """Return a heading's words as meanings have them.

    What is usually cut short is written out (Pmnt Dt), a form of dates goes (yyyymmdd), and where
    "(T)" says that a column has the text of a code, the word for the code goes.
    """
    words = _tokens(heading)
    if any("yy" in word for word in words):
        words = tuple(word for word in words if not _FORM_OF_DATES.fullmatch(word))
    if _HAS_TEXT_OF_CODE.search(heading):
        words = tuple(word for word in words if word not in _CODES) or words
    if words[:2] == ("sum", "of"):
        words = words[2:]
    return tuple(WRITTEN_OUT.get(word, word) for word in words)


_FORM_OF_DATES = re.compile("[dmyh]{2,}")
_HAS_TEXT_OF_CODE = re.compile(r"\w\s*\(T\)\s*$")
_CODES = frozenset(["id", "code", "no", "number"])


def is_heading(text: str) -> bool:
    """Say whether the text is how some field is called (not merely a text with such a word)."""
    squashed = "".join(_words(text))
    return any(pattern.fullmatch(squashed) for of in MEANINGS.values() for pattern in of.called)


def is_gross(heading: str) -> bool:
    """Say whether a heading calls its amounts gross."""
    return _rank(heading, "gross") is not None and _rank(heading, "net") is None


def credit_position(row: Sequence[str], positions: Mapping[str, int]) -> int | None:
    """Return the column of what came back, where the amounts are debits with credits beside them.

    `positions` are those of `column_positions`.
    """
    at = positions.get("amount")
    if at is None or _rank(row[at], "debit") is None:
        return None
    return _best(row, ("credit",), taken=set(positions.values()))


def sign_position(row: Sequence[str], positions: Mapping[str, int]) -> int | None:
    """Return the column that says of each amount whether it was paid or came back, if there is one.

    `positions` are those of `column_positions`.
    """
    at = _best(row, ("sign",), taken=set(positions.values()))
    # "D/C" is how finance systems call it; "DC" alone may be anything.
    return None if at is None or plain_form(row[at]) == "dc" else at


def scale_of(heading: str) -> str:
    """Return in words what a heading counts amounts in, if that is not pounds; else nothing."""
    said = set(_tokens(heading))
    return next((words for tokens, words in _SCALES if tokens & said), "")


_SCALES = (
    (frozenset(["pence"]), "pence"),
    (
        frozenset(["000", "000s", "1000", "1000s", "thousand", "thousands", "k"]),
        "thousands of pounds",
    ),
    (frozenset(["m", "million", "millions"]), "millions of pounds"),
)


def column_positions(
    row: Sequence[str], *, confirmed: Mapping[str, str], amounts: Amounts | None
) -> tuple[dict[str, int], Amounts]:
    """Return the position of each field's column in a row of headings, and what the amounts are.

    `confirmed` maps fields to headings (in any form that compares equal), or to "" for "this file
    has none". A confirmed heading that occurs more than once means the first. Fields that are not
    found are left out. `amounts` None is found out: gross with VAT if there is a gross column and a
    VAT column and no net one.
    """
    found = _confirmed_positions(row, confirmed=confirmed)
    amounts = amounts or _amounts_of(row)
    for field in _order_of_search(amounts):
        if field not in found and confirmed.get(field) != "":
            position = _best(row, _meanings_of(field, amounts), taken=set(found.values()))
            if position is not None:
                found[field] = position
    return {field: found[field] for field in FIELDS if field in found}, amounts


def _order_of_search(amounts: Amounts) -> Sequence[str]:
    vat = ("vat",) if amounts is Amounts.GROSS_AND_VAT else ()
    rest = ("supplier", "postcode", "transaction_number", "category", "description")
    return ("date", "amount", *vat, *rest)


def _meanings_of(field: str, amounts: Amounts) -> Sequence[str]:
    return _AMOUNT_MEANINGS[amounts] if field == "amount" else (field,)


def _amounts_of(row: Sequence[str]) -> Amounts:
    has = {
        meaning: _best(row, (meaning,), taken=()) is not None for meaning in ("net", "gross", "vat")
    }
    gross = has["gross"] and has["vat"] and not has["net"]
    return Amounts.GROSS_AND_VAT if gross else Amounts.NET


def _confirmed_positions(row: Sequence[str], *, confirmed: Mapping[str, str]) -> dict[str, int]:
    positions = {}
    for field, heading in confirmed.items():
        if heading and (position := position_of(heading, row)) is not None:
            positions[field] = position
    return positions


def position_of(heading: str, row: Sequence[str]) -> int | None:
    """Return where a heading stands in a row: exactly as written if it does, else in plain form."""
    wanted = heading.strip()
    trimmed = [cell.strip() for cell in row]
    if wanted in trimmed:
        return trimmed.index(wanted)
    plain = [plain_form(cell) for cell in trimmed]
    form = plain_form(wanted)
    return plain.index(form) if form and form in plain else None


def _best(row: Sequence[str], meanings: Sequence[str], *, taken: Collection[int]) -> int | None:
    """Return the position of the best heading for the first of the meanings that has one."""
    return next(_fitting(row, meanings, taken=taken), None)


def _fitting(
    row: Sequence[str], meanings: Sequence[str], *, taken: Collection[int]
) -> Iterator[int]:
    """Yield the positions of the headings that fit, the best for the first meaning first."""
    free = [
        at
        for at, cell in enumerate(row)
        if cell and at not in taken and not _BY_ITS_LETTER.fullmatch(cell)
    ]
    for meaning in meanings:
        ranks = [
            # Of a code and the text of it, the text.
            (rank, _HAS_TEXT_OF_CODE.search(row[at]) is None, at)
            for at in free
            if (rank := _rank(row[at], meaning)) is not None
        ]
        yield from (at for _, _, at in sorted(ranks))


def others_for(
    field: str, row: Sequence[str], positions: Mapping[str, int], *, amounts: Amounts
) -> Iterator[int]:
    """Yield the positions of other headings that could be a field's, the best first."""
    yield from _fitting(row, _meanings_of(field, amounts), taken=set(positions.values()))


def means_nothing(heading: str) -> bool:
    """Say whether no field is known by this heading."""
    return all(_rank(heading, meaning) is None for meaning in MEANINGS)


def vat_position(row: Sequence[str], positions: Mapping[str, int]) -> int | None:
    """Return the column of VAT beside amounts that are told neither net nor gross."""
    at = positions.get("amount")
    if at is None or any(_rank(row[at], told) is not None for told in ("net", "gross")):
        return None
    return _best(row, ("vat",), taken=set(positions.values()))


def currency_position(row: Sequence[str], positions: Mapping[str, int]) -> int | None:
    """Return the column that says in which money the amounts are, unless their heading does."""
    at = positions.get("amount")
    if at is None or says_pounds(row[at]):
        return None
    return _best(row, ("currency",), taken=set(positions.values()))


def found_of_needed(
    row: Sequence[str], *, confirmed: Mapping[str, str], amounts: Amounts | None
) -> int:
    """Return how many of supplier, date and amount the row names."""
    positions, _ = column_positions(row, confirmed=confirmed, amounts=amounts)
    return sum(field in positions for field in _NEEDED)
