"""Bids in a release of the Open Contracting Data Standard, and what each lacks to be received.

Source: OCDS 1.1, bid statistics and details extension (bids.details), lots extension
(relatedLots), requirements extension (requirementResponses); the UK's amountGross.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from procurement.calculations.names import plain_name, same_name
from procurement.calculations.ocds import NotAFile, Told, documents_of, releases_of
from procurement.calculations.ocds.place import Place
from procurement.calculations.responses.layout import (
    DEAREST_PENCE,
    LONGEST_ANSWER,
    LONGEST_NAME,
)

FORMAT = "sv-received-ocds-bid/1.0"
MOST_BIDS = 100
TAKEN = frozenset({"", "pending", "valid"})
"""Statuses of bids that may be received; the others are invited, withdrawn or disqualified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the tender asks: codes of its lots, codes of the questions by lot, the price basis."""

    lots: Sequence[str]
    questions: dict[str, Collection[str]]
    includes_vat: bool
    currency: str = "GBP"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBid:
    """One bid of a release. It may be received if it lacks nothing; `at` is a JSON Pointer.

    `record` is the bid as it stands in the release, and nothing of any other bid.
    """

    at: str
    id: str
    bidder_name: str
    lot: str
    price_pence: int | None
    record: object
    answers: dict[str, str] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()

    def part(self, *, nonce: str) -> bytes:
        """Return the part of the release that is this bid, as JSON: what its envelope holds.

        Members and numbers are written as they came. The nonce keeps the price, which has few
        digits, from being found out by trying each one against the fingerprint.
        """
        return written({"format": FORMAT, "bid": self.record, "nonce": nonce}).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBids:
    """The bids of a file, in their order, and remarks on what in it was not understood."""

    bids: tuple[FoundBid, ...]
    notes: tuple[Told, ...]


def bids_of(content: bytes, *, wanted: Wanted) -> FoundBids:
    """Return the bids of a file that holds one OCDS release, alone or in a package.

    Numbers keep every digit. Raises NotAFile for what is no such file, has no bids, or has those of
    more than one release.
    """
    releases = [
        release
        for _, document in documents_of(content)
        if not isinstance(document, NotAFile)
        for release in releases_of(document)
        if not release.problem
    ]
    noted: list[Told] = []
    with_bids = [
        place
        for release in releases
        if (place := Place(release.value, release.path, noted)).is_record()
        and place.member("bids").member("details").entries()
    ]
    if not with_bids:
        raise NotAFile(
            "There are no bids in this file. An OCDS release holds them in bids, details."
        )
    if len(with_bids) > 1:
        raise NotAFile(
            "This file has bids in more than one release. Give a file with the one release whose "
            "bids are for this tender."
        )
    places = with_bids[0].member("bids").member("details").records()
    if len(places) > MOST_BIDS:
        raise NotAFile(f"Give a file of no more than {MOST_BIDS} bids.")
    return FoundBids(
        bids=_without_twice([_bid(place, wanted) for place in places]), notes=tuple(noted)
    )


def written(value: object) -> str:
    """Return a JSON value as text, its numbers with every digit they came with."""
    if isinstance(value, dict):
        members = (f"{written(name)}:{written(inner)}" for name, inner in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(inner) for inner in value) + "]"
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value)


def _bid(place: Place, wanted: Wanted) -> FoundBid:
    """Return one bid and what it lacks."""
    lacks: list[str] = []
    status = place.member("status").line()
    if status not in TAKEN:
        lacks.append(f"Its status is {status[:40]}, so it is no bid to receive.")
    lot = _lot(place, wanted, lacks)
    return FoundBid(
        at=place.at,
        id=place.member("id").line()[:LONGEST_NAME],
        bidder_name=_bidder(place, lacks),
        lot=lot,
        price_pence=_price(place.member("value"), wanted, lacks),
        record=place.value,
        answers=_answers(place, wanted.questions.get(lot, ())),
        lacks=tuple(lacks),
    )


def _bidder(place: Place, lacks: list[str]) -> str:
    """Return the name of whoever bids; of several together, all of them."""
    names = [_name(each.member("name")) for each in place.member("tenderers").records()]
    name = " and ".join(dict.fromkeys(name for name in names if name))
    if not name:
        lacks.append("It names no tenderer.")
    if len(name) > LONGEST_NAME:
        lacks.append(f"The tenderer's name is longer than {LONGEST_NAME} characters.")
    return name


def _name(place: Place) -> str:
    """Return a name as it shows; what is no text is noted, and is no name."""
    return plain_name(str(place.value)) if place.line() else ""


def _lot(place: Place, wanted: Wanted, lacks: list[str]) -> str:
    """Return the code of the lot that is bid for; of a tender with one lot, that one."""
    named = [str(each.value) for each in place.member("relatedLots").entries()]
    if len(wanted.lots) == 1 and not named:
        return wanted.lots[0]
    if not named:
        lacks.append("It does not say which lot it is for.")
    elif len(named) > 1:
        lacks.append("It is for several lots at one price. Each lot needs a bid of its own.")
    elif named[0] not in wanted.lots:
        lacks.append(f"It is for lot {named[0][:40]}, which this tender does not have.")
    else:
        return named[0]
    return ""


def _price(value: Place, wanted: Wanted, lacks: list[str]) -> int | None:
    """Return the price in whole pence, with or without VAT as the tender asks."""
    member = "amountGross" if wanted.includes_vat else "amount"
    amount = value.member(member).number()
    if amount is None:
        with_vat = "with VAT (amountGross)" if wanted.includes_vat else "(amount)"
        lacks.append(f"It gives no price {with_vat}.")
        return None
    currency = value.member("currency").line()
    if currency != wanted.currency:
        lacks.append(f"Its price is in {currency[:10] or 'no currency'}, not {wanted.currency}.")
    return _pence(amount, lacks)


def _pence(amount: Decimal, lacks: list[str]) -> int | None:
    """Return whole pence, or say why there are none."""
    if not 0 <= amount <= DEAREST_PENCE // 100:
        lacks.append("Its price is below nought or too large.")
        return None
    pence = amount * 100
    if pence != int(pence):
        lacks.append("Its price has fractions of a penny.")
        return None
    return int(pence)


def _answers(place: Place, codes: Collection[str]) -> dict[str, str]:
    """Return the answers to requirements that are questions of the lot, by their codes."""
    found = {}
    for response in place.member("requirementResponses").records():
        code = response.member("requirement").member("id").line()
        if code in codes and isinstance(response.member("value").value, str):
            found[code] = response.member("value").text()[:LONGEST_ANSWER]
    return {code: text for code, text in found.items() if text}


def _without_twice(bids: list[FoundBid]) -> tuple[FoundBid, ...]:
    """Say of a bid that comes after another of the same bidder and lot that it does."""
    seen: set[tuple[str, str]] = set()
    checked = []
    for bid in bids:
        key = (same_name(bid.bidder_name), bid.lot)
        if bid.bidder_name and bid.lot and key in seen and not bid.lacks:
            bid = replace(bid, lacks=("The same bidder has another bid for this lot in the file.",))
        seen.add(key)
        checked.append(bid)
    return tuple(checked)
