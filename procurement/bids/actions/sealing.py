"""What a bid says, put into its envelope and stored sealed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from procurement.bids.models import Answer, Bid, BidPrice, Commitment, Envelope
from procurement.calculations.commitments import Promise
from procurement.calculations.names import plain_name
from procurement.calculations.statements import new_nonce, statement
from procurement.tenders.models import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file as it was received."""

    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a bid says."""

    bidder_name: str
    answers: Mapping[str, str]
    commitments: Sequence[Promise]
    price_pence: int | None

    @classmethod
    def of(
        cls,
        *,
        bidder_name: str,
        answers: Mapping[str, str],
        price_pence: int | None,
        commitments: Sequence[Promise] = (),
    ) -> "Offer":
        """Return what a bid says, in one form: a blank answer is none."""
        return cls(
            bidder_name=plain_name(bidder_name),
            answers={code: text for code, text in answers.items() if text.strip()},
            commitments=commitments,
            price_pence=price_pence,
        )


def seal(
    bid: Bid, offer: Offer, *, criteria: Mapping[str, Criterion], received: Received | None
) -> None:
    """Store a bid with its envelope, its receipt, and what it says."""
    envelope = _envelope(bid, offer, received)
    bid.receipt_sha256 = hashlib.sha256(envelope.content).hexdigest()
    bid.save(force_insert=True)
    envelope.save(force_insert=True)
    _store(bid, offer, criteria)


def _envelope(bid: Bid, offer: Offer, received: Received | None) -> Envelope:
    """Return the envelope of a bid: the file as it came, or what was typed in."""
    nonce = new_nonce()
    stated = statement(
        tender=bid.tender.reference,
        lot=bid.lot.code,
        bidder=bid.bidder.name,
        answers=offer.answers,
        commitments=offer.commitments,
        price_pence=offer.price_pence,
        nonce=nonce,
    )
    return Envelope(
        bid=bid,
        file_name=received.file_name if received else f"{bid.code}.json",
        content=received.content if received else stated,
        nonce=nonce,
        statement_sha256=hashlib.sha256(stated).hexdigest(),
    )


def _store(bid: Bid, offer: Offer, criteria: Mapping[str, Criterion]) -> None:
    """Store the answers and commitments of a bid, and apart its price."""
    Answer.sealed.bulk_create(
        Answer(bid=bid, criterion=criteria[code], text=text) for code, text in offer.answers.items()
    )
    Commitment.sealed.bulk_create(
        Commitment(
            bid=bid,
            criterion=criteria[promise.criterion],
            position=position,
            measure=promise.measure,
            quantity=promise.quantity,
            unit=promise.unit,
            due_on=promise.due_on,
            where=promise.where,
            for_whom=promise.for_whom,
            explanation=promise.explanation,
        )
        for position, promise in enumerate(offer.commitments)
    )
    if offer.price_pence is not None:
        BidPrice.sealed.create(bid=bid, price_pence=offer.price_pence)
