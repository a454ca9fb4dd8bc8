"""A tender's record in sentences, and what was before and after each change.

Words are registered by the room that acts; this room knows only its own. Bidders are named once
bids are opened, to those who may read of them; points and reasons are told in the states in which
the pages of scores show them; what a bid offers is told nowhere. What a tender keeps secret in a
state, or from a person, is secret here too: of such an event the page then says that it happened,
and nothing else. So it is of an event for which no words are known. The room that acts says who is
asked about: the same permission that its own pages ask.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from procurement.calculations import life
from procurement.calculations.formulas import FORMULAS
from procurement.calculations.life import State
from procurement.tenders import secrecy
from procurement.tenders.models import Tender
from procurement.tenders.presenters import money, parameter_words
from procurement.tenders.record_words import CHANGES, NAMES, WORDS
from socialvalue.audit.models import AuditEvent
from socialvalue.core.forms.dates import in_words

ALWAYS = frozenset(State)
May = Callable[..., bool]
"""A permission: it takes the tender, and `user` and `roles` by name."""

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day as events keep it."""

FREE_TEXT = frozenset({"answer", "notice", "reason"})
"""Details that people wrote, told word for word."""

HIDDEN = "did something that is not shown yet"
OPENED_WITH_BIDS = ("bid.", "clarification.")
"""Events of this kind may say in their reason what only an opened bid may say."""


class SaidAlready(ValueError):
    """Two rooms gave words for the same kind of event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How an event is told: its sentence, what of a change is shown, and in which states.

    The sentence itself names no points, price or bidder, so it is told in `named_in`, which is
    every state unless the room says otherwise; changes and the reason only in `shown_in`. Then
    `may_read` is asked of whoever reads what others did: without its leave they read that
    something happened.
    """

    sentence: str
    changes: Mapping[str, str] = field(default_factory=dict)
    shown_in: frozenset[State] = ALWAYS
    named_in: frozenset[State] = ALWAYS
    may_read: May | None = None


_words: dict[str, Words] = {}


def say(words: Mapping[str, Words]) -> None:
    """Register the words of a room, in its `apps.ready()`. Raises SaidAlready."""
    for did, told in words.items():
        if _words.setdefault(did, told) is not told:
            raise SaidAlready(f"{did} has words already")


def words_of(did: str) -> Words:
    """Return how an event is told; one without words tells nothing before prices are opened."""
    if did in _words:
        return _words[did]
    plain = did.replace(".", " ").replace("_", " ")
    return Words(sentence=plain, shown_in=life.SEES_PRICES)


say(
    {
        did: Words(
            sentence=sentence,
            changes=CHANGES.get(did, {}),
            shown_in=life.SEES_BIDS if did.startswith(OPENED_WITH_BIDS) else ALWAYS,
        )
        for did, sentence in WORDS.items()
    }
)


def changes(event: AuditEvent) -> list[str]:
    """Return what changed, as "name: old → new"; without old, what it is now.

    Of a bid that is what its envelope shows: neither bidder, nor content, nor price, in any state.
    """
    lines = []
    for name, label in words_of(event.did).changes.items():
        old, new = event.before.get(name), event.after.get(name)
        if name not in event.after or (event.before and old == new):
            continue
        if name in event.before:
            lines.append(f"{label}: {_value(name, old)} → {_value(name, new)}")
        else:
            lines.append(f"{label}: {_value(name, new)}")
    return lines


def _value(name: str, value: Any) -> str:
    """Return a stored value as people read it."""
    if value in (None, "", [], {}):
        return "none"
    if name.endswith("_pence"):
        return money(value)
    if name in FREE_TEXT:
        return str(value)
    if name in {"deadline", "submitted"}:
        return in_words(dt.datetime.fromisoformat(value))
    if name == "commenced_on":
        return in_words(dt.date.fromisoformat(value))
    if name == "parameters":
        return "; ".join(parameter_words(value))
    if name == "formula":
        return FORMULAS[value].title
    return _said(value)


def entries(
    events: Iterable[AuditEvent], *, tender: Tender, user: Any, roles: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Yield the events of a tender's record that somebody may read, as they may read them.

    One's own acts always; those of others for whoever reads the record, but nothing of a bidder
    that they keep away from.
    """
    reads = secrecy.may_read_record(tender, user=user, roles=roles)
    away = tender.bidders.filter(pk__in=secrecy.bidders_kept_from(tender, user=user))
    hidden = set(away.values_list("bids__code", flat=True)) | set(
        away.values_list("name", flat=True)
    )
    bids = (
        tender.bids.exclude(code__in=hidden - {None}) if tender.shows_bids else tender.bids.none()
    )
    names = dict(bids.values_list("code", "bidder__name"))
    leaves: dict[May, bool] = {}
    for event in events:
        if event.actor_id == user.pk:
            yield entry(event, tender=tender, names=names)
        elif reads and hidden.isdisjoint([event.after.get("bid"), event.after.get("supplier")]):
            may = words_of(event.did).may_read
            if may is not None and may not in leaves:
                leaves[may] = may(tender, user=user, roles=roles)
            leave = may is None or leaves[may]
            yield entry(event, tender=tender, may_read=leave, names=names)


def entry(
    event: AuditEvent,
    *,
    tender: Tender,
    may_read: bool = True,
    names: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return one event of a tender's record as the page shows it in the tender's state.

    `may_read`: whether the person who asks may read what it tells once the state shows it. `names`
    are those of the bidders that this person may know, by the code of the bid.
    """
    told = words_of(event.did)
    state = tender.stands_in
    is_named = state in told.named_in and (may_read or state not in told.shown_in)
    is_shown = state in told.shown_in and is_named
    is_envelope = event.did == "bid.received"
    return {
        "when": event.at,
        "who": event.actor_name,
        "what": sentence(event, names=names) if is_named else HIDDEN,
        "changes": changes(event) if is_shown or is_envelope else [],
        "reason": event.reason if is_shown else "",
        "number": event.sequence,
        "hash": event.hash,
    }


def sentence(event: AuditEvent, *, names: Mapping[str, str] | None = None) -> str:
    """Return what was done, as the end of a sentence that starts with the person's name.

    `names` are the bidders that may be named, by the code of the bid.
    """
    details = {name: _said(value) for name, value in event.after.items()}
    if names and (code := event.after.get("bid")) in names:
        details["bid"] = f"{code} ({names[code]})"
    details["changed"] = ", ".join(NAMES.get(name, name) for name in event.after) or "nothing"
    details["late"] = ", after the deadline for bids" if _is_late(event) else ""
    return words_of(event.did).sentence.format_map(_Blank(details))


def _is_late(event: AuditEvent) -> bool:
    """Whether a method was fixed after the deadline; an older event does not say."""
    return event.after.get("after_the_deadline") is True


class _Blank(dict[str, str]):
    """Details of an event; what an older event does not say is left blank."""

    def __missing__(self, name: str) -> str:
        return "…"


def _said(value: Any) -> str:
    """Return a detail in words."""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value) or "none"
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return in_words(dt.date.fromisoformat(value))
    return str(value).replace("_", " ")
