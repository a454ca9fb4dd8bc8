"""Who does which kind of job.

A room registers a function in its `tasks.py`:

    @registry.handler("spend.analyse", read_by=[Role.DATA_OFFICER])
    def analyse(job: Job, report: Report) -> Outcome:
        ...

A job's title, progress and failure may tell of the thing it works on, so they are for whoever
asked for it, and for those whom `read_by` names: nobody else, unless the room says so.

The function reads what the job's payload names, works without holding a transaction, calls
`report` as it goes, and hands back an `Outcome`. It may be run more than once for one job (a worker
may die half-way), so it writes nothing itself: `Outcome.save` does, in the transaction in which the
job becomes done.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from django.utils.module_loading import autodiscover_modules

from socialvalue.jobs.models import Job


class UnknownKind(LookupError):
    """No room does this kind of job."""


class KindTaken(ValueError):
    """Two functions were registered for the same kind."""


class CannotBeDone(Exception):
    """The job cannot be done, for a reason that its asker can read and act on."""


class Report(Protocol):
    """Says how far a job is: so many parts done, of so many (None: not known), doing what."""

    def __call__(self, done: int, total: int | None, words: str) -> None:
        """Save the progress. Raises NoLongerOurs when the job was cancelled or taken over."""
        ...


def nothing_to_save() -> None:
    """For a job whose result is all in the job itself."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a handler hands back.

    save: writes the absolute result (set to, never add to), within the transaction that makes the
        job done. Keep it short: on SQLite nobody else can write meanwhile.
    result: kept with the job; JSON, numbers that matter as text.
    page, page_args: the name of the URL that shows what came of it, and its arguments.
    """

    save: Callable[[], object] = nothing_to_save
    result: dict[str, Any] = field(default_factory=dict)
    page: str = ""
    page_args: Sequence[str] = ()


Handler = Callable[[Job, Report], Outcome]
Daily = Callable[[dt.date], None]
_handlers: dict[str, Handler] = {}
_daily: list[Daily] = []
_readers: dict[str, frozenset[str]] = {}


def handler(kind: str, *, read_by: Iterable[str] = ()) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind, and the roles that read such jobs.

    Raises KindTaken.
    """

    def register(function: Handler) -> Handler:
        taken = _handlers.setdefault(kind, function)
        if taken is not function:
            raise KindTaken(f"{kind} is done by {taken!r} already")
        _readers[kind] = frozenset(read_by)
        return function

    return register


def find(kind: str) -> Handler:
    """Return the function that does jobs of this kind, or raise UnknownKind."""
    if kind not in _handlers:
        _ask_every_room()
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(f"no room does jobs of the kind {kind}") from None


@cache
def _ask_every_room() -> None:
    """Load the tasks of every room, once: a list asks about each of its jobs."""
    autodiscover_modules("tasks")


def daily(function: Daily) -> Daily:
    """Register a function that asks for the jobs of a day, such as reminders.

    It is called at least once on every day on which the installation runs, often more than once:
    the keys of the jobs that it asks for must make the second time do nothing.
    """
    _daily.append(function)
    return function


def asking_daily() -> list[Daily]:
    """Return the functions that ask for the jobs of a day, of all rooms."""
    _ask_every_room()
    return list(_daily)


def kinds_read_by(roles: Collection[str]) -> set[str]:
    """Return the kinds of jobs that somebody with these roles reads, whoever asked for them."""
    _ask_every_room()
    return {kind for kind, readers in _readers.items() if not readers.isdisjoint(roles)}


def forget(kind: str) -> None:
    """Undo a registration: for tests that bring their own kinds."""
    _handlers.pop(kind, None)
    _readers.pop(kind, None)
