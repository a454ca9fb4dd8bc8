"""The policy on how long tenders are kept, and who takes out what when the time has passed.

A room above registers a function in its `apps.ready()`: it takes out what is purged of its own, in
the transaction of the purge, and says how many of each kind. This room need know none of them.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from procurement.tenders.models import Regime, Tender
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

POLICY_FILE = Path(__file__).resolve().parent / "data" / "retention.yaml"

PURGED = "(purged when its time had passed)"
"""What stands in place of a text that was taken out."""

TAKEN_OUT = (
    "Answers in the bidders' own words, and explanations of commitments.",
    "The files in which bids came, and what bidders answered to questions.",
    "Addresses of suppliers, and the files of letters.",
    "Drafts of scores that nobody submitted.",
    "What panel members declared of their interests, and their names in the rows of the panel.",
)
KEPT = (
    "The method, the bidders' names, commitments by measure and quantity, and prices.",
    "Agreed and individual scores with their reasons, the result and its bundle, decisions.",
    "The fingerprints of letters.",
    "The record of who did what. It names people, and no line can be taken out unseen.",
    "Backups, for as long as your installation keeps them.",
)

Purger = Callable[[Tender, dt.datetime], dict[str, int]]
_purgers: list[Purger] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How many years a regime's tenders are kept, and where that was read."""

    code: str
    years: int
    source: str
    is_confirmed: bool


def register(purger: Purger) -> Purger:
    """Register what a room takes out of a tender whose time has passed."""
    if purger not in _purgers:
        _purgers.append(purger)
    return purger


def take_out(tender: Tender, *, at: dt.datetime) -> dict[str, int]:
    """Take out of a tender what every room purges, and return how many of each kind."""
    counts: dict[str, int] = {}
    for purger in _purgers:
        for kind, count in purger(tender, at).items():
            counts[kind] = counts.get(kind, 0) + count
    return counts


@cache
def policies() -> tuple[Policy, ...]:
    """Return the policies. Raises DataFileWrong, which names the file and line."""
    return policies_from(POLICY_FILE)


def policies_from(path: Path) -> tuple[Policy, ...]:
    """Return the policies that a file describes. Raises DataFileWrong."""
    return File(path).read(_policies)


def policy_of(tender: Tender) -> Policy:
    """Return the policy for the law that a tender was run under."""
    return next(policy for policy in policies() if policy.code == tender.regime)


def _policies(part: Part) -> tuple[Policy, ...]:
    part.one_of("format", ("sv-retention/1.0",))
    part.day("as_at")
    return tuple(
        Policy(
            code=each.one_of("code", tuple(Regime.values)),
            years=each.needed("years"),
            source=each.text("source"),
            is_confirmed=each.truth("is_confirmed"),
        )
        for each in part.parts("regimes")
    )
