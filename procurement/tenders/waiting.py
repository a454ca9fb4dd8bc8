"""What waits for somebody across the tenders of their organisation. Each room adds its own.

A room above registers a function in its `apps.ready()`. The function is asked with the request,
and asks the database the same number of questions however many tenders there are.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from procurement.tenders.models import Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Something that one person has to do in one tender. `since` is when it began to wait."""

    tender: Tender
    what: str
    why: str
    url: str
    since: dt.datetime | None = None


Asked = Callable[[HttpRequest], Iterable[Wait]]
_asked: list[tuple[int, Asked]] = []


def register(*, order: int) -> Callable[[Asked], Asked]:
    """Return a decorator that adds what a function finds; a lower order comes first."""

    def add(ask: Asked) -> Asked:
        _asked.append((order, ask))
        _asked.sort(key=lambda pair: pair[0])
        return ask

    return add


def waits_of(request: HttpRequest) -> list[Wait]:
    """Return what waits for this person in their organisation, by kind, the oldest first."""
    if request.organisation is None:
        return []
    return [wait for _, ask in _asked for wait in ask(request)]
