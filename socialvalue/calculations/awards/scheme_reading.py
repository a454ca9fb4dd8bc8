"""From a document to a scheme: every fault is told with its place and what to do.

The document is what `scheme.py` says, with plain names: see docs/schemes.md for an example.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from socialvalue.calculations.awards.scheme import (
    FORMAT,
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
)

Made = TypeVar("Made")


class SchemeRefused(ValueError):
    """The document is no scheme. `errors` has one sentence for each fault."""

    def __init__(self, errors: Sequence[str]) -> None:
        self.errors = tuple(errors)
        super().__init__(" ".join(errors))


@dataclass
class _Reader:
    """Reads members strictly and notes what is wrong."""

    errors: list[str] = field(default_factory=list)

    def wrong(self, at: str, sentence: str) -> None:
        self.errors.append(f"{at}: {sentence}" if at else sentence)

    def members(
        self, value: object, at: str, *, needed: Sequence[str], allowed: Sequence[str]
    ) -> Mapping[str, Any]:
        """Return a mapping that has what is needed and nothing that is not known."""
        if not isinstance(value, Mapping):
            self.wrong(at, "this must have named members.")
            return {}
        for name in needed:
            if value.get(name) in (None, "", [], {}):
                self.wrong(at, f'"{name}" is missing.')
        for name in value:
            if name not in needed and name not in allowed:
                known = ", ".join([*needed, *allowed])
                self.wrong(at, f'"{name}" is not known here; known are {known}.')
        return value

    def entries(self, value: object, at: str) -> Iterator[tuple[str, object]]:
        """Yield each entry of a list with its place."""
        if value is None:
            return
        if not isinstance(value, list | tuple):
            self.wrong(at, "this must be a list.")
            return
        for number, entry in enumerate(value, start=1):
            yield f"{at}, entry {number}", entry

    def text(self, members: Mapping[str, Any], name: str, at: str) -> str:
        value = members.get(name, "")
        if not isinstance(value, str):
            self.wrong(f"{at}, {name}", "write text.")
            return ""
        return value.strip()

    def texts(self, members: Mapping[str, Any], name: str, at: str) -> tuple[str, ...]:
        found = []
        for place, entry in self.entries(members.get(name), f"{at}, {name}"):
            if not isinstance(entry, str) or not entry.strip():
                self.wrong(place, "write text.")
            else:
                found.append(entry.strip())
        return tuple(found)

    def number(self, members: Mapping[str, Any], name: str, at: str, default: str) -> Decimal:
        """Return an exact number that is not negative; numbers with a point are written as text."""
        value = members.get(name, default)
        try:
            if isinstance(value, bool | float):
                raise InvalidOperation
            number = Decimal(value)
        except (InvalidOperation, TypeError, ValueError):
            self.wrong(f"{at}, {name}", 'write a number as text, such as "12.5".')
            return Decimal(default)
        if not number.is_finite() or number < 0:
            self.wrong(f"{at}, {name}", "write a number that is not below nought.")
            return Decimal(default)
        return number

    def whole(self, members: Mapping[str, Any], name: str, at: str) -> int | None:
        value = members.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.wrong(f"{at}, {name}", "write a whole number that is not below nought.")
            return None
        return value

    def truth(self, members: Mapping[str, Any], name: str, at: str, *, default: bool) -> bool:
        value = members.get(name, default)
        if not isinstance(value, bool):
            self.wrong(f"{at}, {name}", "write true or false.")
            return default
        return value

    def one_of(self, value: object, at: str, known: Sequence[str]) -> str:
        if value not in known:
            self.wrong(at, f'"{value}" is not one of {", ".join(known)}.')
            return known[0] if known else ""
        return str(value)


def scheme_from(document: object) -> Scheme:
    """Return the scheme that a document describes.

    Raises SchemeRefused, with every fault and its place: unknown or missing names, two things with
    one code, a rule about something that is not there, a level that could never be reached.
    """
    reader = _Reader()
    members = reader.members(
        document,
        "",
        needed=("format", "code", "title", "kind", "version", "owner", "words", "sources",
                "marks", "themes", "levels"),
        allowed=("unconfirmed", "applicants", "statements", "validity_months",
                 "decision_working_days", "fee_pence", "remind_months_before", "letters"),
    )  # fmt: skip
    if members.get("format") != FORMAT:
        raise SchemeRefused([f'This is no scheme: "format" must be "{FORMAT}".'])
    scheme = _scheme(reader, members)
    if not reader.errors:
        reader.errors.extend(_unreachable(scheme))
    if reader.errors:
        raise SchemeRefused(reader.errors)
    return scheme


def _scheme(reader: _Reader, members: Document) -> Scheme:
    themes = _coded(reader, members, "themes", _theme)
    criteria = _criteria(reader, members, themes)
    marks = _coded(reader, members, "marks", _mark)
    remind = reader.whole(members, "remind_months_before", "")
    return Scheme(
        code=reader.text(members, "code", ""),
        title=reader.text(members, "title", ""),
        kind=SchemeKind(reader.one_of(members.get("kind"), "kind", list(SchemeKind))),
        version=reader.text(members, "version", ""),
        owner=reader.text(members, "owner", ""),
        words=reader.text(members, "words", ""),
        sources=tuple(_sources(reader, members)),
        marks=marks,
        themes=themes,
        criteria=criteria,
        levels=_levels(reader, members, criteria=criteria, marks=marks),
        unconfirmed=reader.texts(members, "unconfirmed", ""),
        applicants=frozenset(reader.texts(members, "applicants", "")),
        statements=reader.texts(members, "statements", ""),
        validity_months=reader.whole(members, "validity_months", ""),
        decision_working_days=reader.whole(members, "decision_working_days", ""),
        fee_pence=reader.whole(members, "fee_pence", "") or 0,
        remind_months_before=6 if remind is None else remind,
        letters=_letters(reader, members),
    )


def _coded(
    reader: _Reader,
    members: Document,
    name: str,
    make: Callable[[_Reader, Mapping[str, Any], str], Made],
) -> tuple[Made, ...]:
    """Return the things of a list, each of which has a code of its own."""
    made, seen = [], set()
    for at, entry in reader.entries(members.get(name), name):
        one = make(reader, entry if isinstance(entry, Mapping) else {}, at)
        code = getattr(one, "code", "")
        if code in seen:
            reader.wrong(at, f'the code "{code}" is used twice.')
        seen.add(code)
        made.append(one)
    return tuple(made)


def _theme(reader: _Reader, entry: Mapping[str, Any], at: str) -> Theme:
    theme = reader.members(entry, at, needed=("code", "title", "criteria"), allowed=("words",))
    return Theme(
        code=reader.text(theme, "code", at),
        title=reader.text(theme, "title", at),
        words=reader.text(theme, "words", at),
    )


def _mark(reader: _Reader, entry: Mapping[str, Any], at: str) -> Mark:
    mark = reader.members(entry, at, needed=("code", "title", "definition"), allowed=("points",))
    return Mark(
        code=reader.text(mark, "code", at),
        title=reader.text(mark, "title", at),
        definition=reader.text(mark, "definition", at),
        points=reader.number(mark, "points", at, "0"),
    )


def _criteria(reader: _Reader, members: Document, themes: Sequence[Theme]) -> tuple[Criterion, ...]:
    found: dict[str, Criterion] = {}
    listed = members.get("themes")
    entries = [entry for _, entry in _quiet_entries(listed)]
    for theme, entry in zip(themes, entries, strict=True):
        given = entry.get("criteria") if isinstance(entry, Mapping) else None
        for at, one in reader.entries(given, f"theme {theme.code}, criteria"):
            criterion = _criterion(reader, one, at, theme=theme.code)
            if criterion.code in found:
                reader.wrong(at, f'the code "{criterion.code}" is used twice.')
            found[criterion.code] = criterion
    return tuple(found.values())


def _quiet_entries(value: object) -> Iterator[tuple[str, object]]:
    """Yield the entries of a list whose faults are told elsewhere."""
    return _Reader().entries(value, "")


def _criterion(reader: _Reader, entry: object, at: str, *, theme: str) -> Criterion:
    one = reader.members(
        entry,
        at,
        needed=("code", "title", "question"),
        allowed=("prompts", "needs_evidence", "weight", "held", "equivalent"),
    )
    return Criterion(
        code=reader.text(one, "code", at),
        theme=theme,
        title=reader.text(one, "title", at),
        question=reader.text(one, "question", at),
        prompts=reader.texts(one, "prompts", at),
        needs_evidence=reader.truth(one, "needs_evidence", at, default=True),
        weight=reader.number(one, "weight", at, "1"),
        held=reader.texts(one, "held", at),
        equivalent=reader.text(one, "equivalent", at),
    )


def _sources(reader: _Reader, members: Document) -> Iterator[Source]:
    for at, entry in reader.entries(members.get("sources"), "sources"):
        one = reader.members(entry, at, needed=("title", "as_of"), allowed=("url", "confirmed"))
        as_of = one.get("as_of")
        if isinstance(as_of, str):
            try:
                as_of = dt.date.fromisoformat(as_of)
            except ValueError:
                as_of = None
        if not isinstance(as_of, dt.date):
            reader.wrong(f"{at}, as_of", "write a day, such as 2026-01-31.")
            as_of = dt.date.min
        yield Source(
            title=reader.text(one, "title", at),
            url=reader.text(one, "url", at),
            as_of=as_of,
            confirmed=reader.truth(one, "confirmed", at, default=False),
        )


def _letters(reader: _Reader, members: Document) -> dict[str, str]:
    letters = members.get("letters") or {}
    if not isinstance(letters, Mapping):
        reader.wrong("letters", "this must have named members.")
        return {}
    return {str(kind): reader.text(letters, kind, "letters") for kind in letters}


def _levels(
    reader: _Reader,
    members: Document,
    *,
    criteria: Sequence[Criterion],
    marks: Sequence[Mark],
) -> tuple[Level, ...]:
    def level(reader: _Reader, entry: Mapping[str, Any], at: str) -> Level:
        one = reader.members(entry, at, needed=("code", "title", "rule"), allowed=("words",))
        return Level(
            code=reader.text(one, "code", at),
            title=reader.text(one, "title", at),
            rule=_rule(reader, one.get("rule"), f"{at}, rule", criteria=criteria, marks=marks),
            words=reader.text(one, "words", at),
        )

    return _coded(reader, members, "levels", level)


def _rule(
    reader: _Reader,
    value: object,
    at: str,
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
        mark=reader.one_of(rule.get("mark"), f"{at}, mark", [mark.code for mark in marks]),
        count=reader.whole(rule, "count", at),
    )


def _named(
    reader: _Reader, rule: Mapping[str, Any], at: str, criteria: Sequence[Criterion]
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


def _unreachable(scheme: Scheme) -> Iterator[str]:
    """Yield a sentence for each rule that no judgements could meet, or that always holds."""
    for level in scheme.levels:
        for rule in _rules(level.rule):
            if isinstance(rule, AtLeast) and (rule.count or 0) > len(rule.criteria):
                yield (
                    f"level {level.code}: the rule asks for {rule.count} of "
                    f"{len(rule.criteria)} criteria. Ask for fewer."
                )
            if isinstance(rule, AtLeast) and rule.count == 0:
                yield f"level {level.code}: a rule that asks for none always holds. Take it out."
            if isinstance(rule, Points) and not 0 < rule.percent <= 100:
                yield f"level {level.code}: write a percentage above 0 and at most 100."


def _rules(rule: Rule) -> Iterator[Rule]:
    yield rule
    if isinstance(rule, Together):
        for part in rule.rules:
            yield from _rules(part)
