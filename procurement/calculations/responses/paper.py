"""What a response asks of a bidder, and what a bidder answers, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from procurement.calculations.commitments import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a commitment may be counted in.

    `plausible` is the published quantity beyond which a bidder has to explain itself, if any.
    """

    measure: str
    unit: str
    plausible: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `weight` is in percent of its section; `section` is the word for it."""

    code: str
    title: str
    question: str
    section: str
    weight: Decimal
    asks_commitments: bool
    measures: Sequence[Measure] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is asked for one lot of a tender, under one published version of its method.

    `key` names the tender and the lot in a way that nobody else's tender shares; `fingerprint` is
    that of the method. A response to another paper is refused by these. `deadline` and
    `price_basis` are in words.
    """

    key: str
    reference: str
    title: str
    buyer: str
    lot: str
    lot_title: str
    version: str
    fingerprint: str
    deadline: str
    price_basis: str
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a bidder answers. `answers` are by the code of the question, those given only."""

    bidder_name: str
    price_pence: int
    answers: Mapping[str, str]
    commitments: Sequence[Promise]
