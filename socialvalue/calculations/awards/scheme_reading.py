"""From a document to a scheme: every fault is told with its place and what to do.

The document is what `scheme.py` says, with plain names: see docs/schemes.md for an example.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from socialvalue.calculations.awards.document_reader import Fault, Place, Reader, SchemeRefused
from socialvalue.calculations.awards.points import most_points
from socialvalue.calculations.awards.scheme import (
    APPEAL_WORKING_DAYS,
    FORMAT,
    RENEWAL_MONTHS,
    AtLeast,
    Criterion,
    Document,
    Holds,
    Level,
    Mark,
    Points,
    Quantifier,
    Rule,
    Scheme,
    SchemeKind,
    Source,
    Theme,
    Together,
    parts_of,
)

Made = TypeVar("Made")


def scheme_from(document: object) -> Scheme:
    """Return the scheme that a document describes.

    Raises SchemeRefused, with every fault and its place: unknown or missing names, two things with
    one code, a rule about something that is not there, a level that could never be reached.
    """
    reader = Reader()
    members = reader.members(
        document,
        (),
        needed=("format", "code", "title", "kind", "version", "owner", "words", "sources",
                "marks", "themes", "levels"),
        allowed=("unconfirmed", "for_applicants", "applicants", "statements", "validity_months",
                 "decision_working_days", "appeal_working_days", "fee_pence",
                 "remind_months_before", "renewal_months_before", "letters"),
    )  # fmt: skip
    if members.get("format") != FORMAT:
        raise SchemeRefused(
            [Fault((), f'This is no scheme: "format" must be "{FORMAT}".', "format")]
        )
    scheme = _scheme(reader, members)
    if not reader.faults:
        reader.faults.extend(_unreachable(scheme))
    if reader.faults:
        raise SchemeRefused(reader.faults)
    return scheme


def _scheme(reader: Reader, members: Document) -> Scheme:
    themes = _coded(reader, members, "themes", _theme)
    criteria = _criteria(reader, members, themes)
    marks = _coded(reader, members, "marks", _mark)
    remind = reader.whole(members, "remind_months_before", ())
    renewal = reader.whole(members, "renewal_months_before", ())
    appeal = reader.whole(members, "appeal_working_days", ())
    return Scheme(
        code=reader.code(members, ()),
        title=reader.text(members, "title", ()),
        kind=SchemeKind(reader.one_of(members.get("kind"), ("kind",), list(SchemeKind))),
        version=reader.text(members, "version", ()),
        owner=reader.text(members, "owner", ()),
        words=reader.text(members, "words", ()),
        sources=tuple(_sources(reader, members)),
        marks=marks,
        themes=themes,
        criteria=criteria,
        levels=_levels(reader, members, criteria=criteria, marks=marks),
        unconfirmed=reader.texts(members, "unconfirmed", ()),
        for_applicants=reader.texts(members, "for_applicants", ()),
        applicants=frozenset(reader.texts(members, "applicants", ())),
        statements=reader.texts(members, "statements", ()),
        validity_months=reader.whole(members, "validity_months", ()),
        decision_working_days=reader.whole(members, "decision_working_days", ()),
        appeal_working_days=APPEAL_WORKING_DAYS if appeal is None else appeal,
        fee_pence=reader.whole(members, "fee_pence", ()) or 0,
        remind_months_before=6 if remind is None else remind,
        renewal_months_before=RENEWAL_MONTHS if renewal is None else renewal,
        letters=_letters(reader, members),
    )


def _coded(
    reader: Reader,
    members: Document,
    name: str,
    make: Callable[[Reader, Mapping[str, Any], Place], Made],
) -> tuple[Made, ...]:
    """Return the things of a list, each of which has a code of its own."""
    made, seen = [], set()
    for at, entry in reader.entries(members.get(name), (name,)):
        one = make(reader, entry if isinstance(entry, Mapping) else {}, at)
        code = getattr(one, "code", "")
        if code in seen:
            reader.wrong(at, f'the code "{code}" is used twice.', "code")
        seen.add(code)
        made.append(one)
    return tuple(made)


def _theme(reader: Reader, entry: Mapping[str, Any], at: Place) -> Theme:
    theme = reader.members(entry, at, needed=("code", "title", "criteria"), allowed=("words",))
    return Theme(
        code=reader.code(theme, at),
        title=reader.text(theme, "title", at),
        words=reader.text(theme, "words", at),
    )


def _mark(reader: Reader, entry: Mapping[str, Any], at: Place) -> Mark:
    mark = reader.members(entry, at, needed=("code", "title", "definition"), allowed=("points",))
    return Mark(
        code=reader.code(mark, at),
        title=reader.text(mark, "title", at),
        definition=reader.text(mark, "definition", at),
        points=reader.number(mark, "points", at, "0"),
    )


def _criteria(reader: Reader, members: Document, themes: Sequence[Theme]) -> tuple[Criterion, ...]:
    found: dict[str, Criterion] = {}
    listed = members.get("themes")
    for theme, (place, entry) in zip(themes, _quiet_entries(listed, "themes"), strict=True):
        given = entry.get("criteria") if isinstance(entry, Mapping) else None
        for at, one in reader.entries(given, (*place, "criteria")):
            criterion = _criterion(reader, one, at, theme=theme.code)
            if criterion.code in found:
                reader.wrong(at, f'the code "{criterion.code}" is used twice.', "code")
            found[criterion.code] = criterion
    return tuple(found.values())


def _quiet_entries(value: object, name: str) -> Iterator[tuple[Place, object]]:
    """Yield the entries of a list whose faults are told elsewhere."""
    return Reader().entries(value, (name,))


def _criterion(reader: Reader, entry: object, at: Place, *, theme: str) -> Criterion:
    one = reader.members(
        entry,
        at,
        needed=("code", "title", "question"),
        allowed=("prompts", "needs_evidence", "weight", "held", "equivalent"),
    )
    return Criterion(
        code=reader.code(one, at),
        theme=theme,
        title=reader.text(one, "title", at),
        question=reader.text(one, "question", at),
        prompts=reader.texts(one, "prompts", at),
        needs_evidence=reader.truth(one, "needs_evidence", at, default=True),
        weight=reader.number(one, "weight", at, "1"),
        held=reader.texts(one, "held", at),
        equivalent=reader.text(one, "equivalent", at),
    )


def _sources(reader: Reader, members: Document) -> Iterator[Source]:
    for at, entry in reader.entries(members.get("sources"), ("sources",)):
        one = reader.members(entry, at, needed=("title", "as_of"), allowed=("url", "confirmed"))
        as_of = one.get("as_of")
        if isinstance(as_of, str):
            try:
                as_of = dt.date.fromisoformat(as_of)
            except ValueError:
                as_of = None
        if not isinstance(as_of, dt.date):
            reader.wrong((*at, "as_of"), "write a day, such as 2026-01-31.")
            as_of = dt.date.min
        yield Source(
            title=reader.text(one, "title", at),
            url=reader.text(one, "url", at),
            as_of=as_of,
            confirmed=reader.truth(one, "confirmed", at, default=False),
        )


def _letters(reader: Reader, members: Document) -> dict[str, str]:
    letters = members.get("letters") or {}
    if not isinstance(letters, Mapping):
        reader.wrong(("letters",), "this must have named members.")
        return {}
    return {str(kind): reader.text(letters, kind, ("letters",)) for kind in letters}


def _levels(
    reader: Reader,
    members: Document,
    *,
    criteria: Sequence[Criterion],
    marks: Sequence[Mark],
) -> tuple[Level, ...]:
    def level(reader: Reader, entry: Mapping[str, Any], at: Place) -> Level:
        one = reader.members(entry, at, needed=("code", "title", "rule"), allowed=("words",))
        return Level(
            code=reader.code(one, at),
            title=reader.text(one, "title", at),
            rule=_rule(reader, one.get("rule"), (*at, "rule"), criteria=criteria, marks=marks),
            words=reader.text(one, "words", at),
        )

    return _coded(reader, members, "levels", level)


def _rule(
    reader: Reader,
    value: object,
    at: Place,
    *,
    criteria: Sequence[Criterion],
    marks: Sequence[Mark],
) -> Rule:
    rule = value if isinstance(value, Mapping) else {}
    if "all" in rule or "any" in rule:
        quantifier = Quantifier.ALL if "all" in rule else Quantifier.ANY
        reader.members(rule, at, needed=(quantifier.value,), allowed=())
        return Together(
            quantifier,
            tuple(
                _rule(reader, part, place, criteria=criteria, marks=marks)
                for place, part in reader.entries(rule.get(quantifier.value), at)
            ),
        )
    if "holds" in rule:
        reader.members(rule, at, needed=("holds",), allowed=("level",))
        return Holds(reader.text(rule, "holds", at), reader.text(rule, "level", at))
    if "percent" in rule:
        reader.members(rule, at, needed=("percent",), allowed=("theme", "criteria"))
        percent = reader.number(rule, "percent", at, "0")
        return Points(_named(reader, rule, at, criteria), percent)
    reader.members(rule, at, needed=("mark",), allowed=("theme", "criteria", "count"))
    return AtLeast(
        criteria=_named(reader, rule, at, criteria),
        mark=reader.one_of(rule.get("mark"), (*at, "mark"), [mark.code for mark in marks]),
        count=reader.whole(rule, "count", at),
    )


def _named(
    reader: Reader, rule: Mapping[str, Any], at: Place, criteria: Sequence[Criterion]
) -> tuple[str, ...]:
    """Return the codes that a rule is about: of a theme, of a list, or all."""
    if "theme" in rule:
        named = tuple(each.code for each in criteria if each.theme == rule["theme"])
        if not named:
            reader.wrong(at, f'there is no theme "{rule["theme"]}" with criteria.')
        return named
    if "criteria" not in rule:
        return tuple(each.code for each in criteria)
    known = {each.code for each in criteria}
    named = reader.texts(rule, "criteria", at)
    for code in named:
        if code not in known:
            reader.wrong(at, f'there is no criterion "{code}".')
    return named


def _unreachable(scheme: Scheme) -> Iterator[Fault]:
    """Yield a fault for each rule that no judgements could meet, or that always holds."""
    for number, level in enumerate(scheme.levels):
        for rule in parts_of(level.rule):
            if sentence := _why_unreachable(rule, scheme):
                yield Fault(("levels", number, "rule"), sentence)


def _why_unreachable(rule: Rule, scheme: Scheme) -> str:
    if isinstance(rule, AtLeast):
        if rule.count == 0:
            return "a rule that asks for none always holds. Take it out."
        if (rule.count or 1) > len(rule.criteria):
            asked = rule.count or "every one"
            return f"the rule asks for {asked} of {len(rule.criteria)} criteria. Ask for fewer."
    if isinstance(rule, Points):
        if not 0 < rule.percent <= 100:
            return "write a percentage above 0 and at most 100."
        if not most_points(scheme, rule.criteria):
            return "these criteria can have no points. Give the marks points, or weights."
    return ""
