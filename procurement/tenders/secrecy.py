"""Whom somebody keeps away from in a tender, and who reads its record: asked here by every room.

Both follow from the panel, which a room above keeps: in its `apps.ready()` it says who answers.
"""

from collections.abc import Collection
from typing import Any, Protocol

from procurement.tenders.models import Tender
from socialvalue.accounts.models import Organisation


class Answers(Protocol):
    """What the room that keeps panels answers."""

    def bidders_kept_from(self, tender: Tender, *, user: Any) -> set[Any]:
        """Return the keys of the bidders of which this person may see nothing, by any role."""
        ...

    def sits_on_panel(self, tender: Tender, *, user: Any) -> bool:
        """Whether this person has a seat on the tender's panel now."""
        ...

    def took_part_in(self, organisation: Organisation, *, user: Any) -> set[Any]:
        """Return the keys of the tenders in which this person sits or sat in judgment."""
        ...

    def may_read_record(self, tender: Tender, *, user: Any, roles: Collection[str]) -> bool:
        """Whether this person reads what others did, and not only what they did themself."""
        ...


class NobodyAnswers(RuntimeError):
    """No room has said that it answers. Nothing is shown then."""


_answers: list[Answers] = []


def answered_by(room: Answers) -> None:
    """Say who answers; the last one to say so does."""
    _answers[:] = [room]


def bidders_kept_from(tender: Tender, *, user: Any) -> set[Any]:
    """Return the keys of the bidders of which this person may see nothing, by any role.

    Every page and file that shows bids of a tender leaves these out, or is not for this person.
    Raises NobodyAnswers.
    """
    return _room().bidders_kept_from(tender, user=user)


def sits_on_panel(tender: Tender, *, user: Any) -> bool:
    """Whether this person has a seat on the tender's panel now. Raises NobodyAnswers."""
    return _room().sits_on_panel(tender, user=user)


def took_part_in(organisation: Organisation, *, user: Any) -> set[Any]:
    """Return the keys of the tenders of which this person is on the panel, or moderated or scored.

    They are not the second person when anything is opened there. Raises NobodyAnswers.
    """
    return _room().took_part_in(organisation, user=user)


def may_read_record(tender: Tender, *, user: Any, roles: Collection[str]) -> bool:
    """Whether this person reads what others did, and not only what they did themself.

    Raises NobodyAnswers.
    """
    return _room().may_read_record(tender, user=user, roles=roles)


def _room() -> Answers:
    if not _answers:
        raise NobodyAnswers
    return _answers[0]
