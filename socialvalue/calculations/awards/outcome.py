"""Which level the judgements of an application come to, and what is missing for the next.

A pure function of the scheme, the marks and what the applicant holds. An application that is not
wholly judged comes to no level: what is unknown is never a mark.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations.awards.points import points_share
from socialvalue.calculations.awards.scheme import (
    AtLeast,
    Holds,
    Level,
    Points,
    Quantifier,
    Rule,
    Scheme,
)
from socialvalue.calculations.awards.sentences import (
    NO_TITLES,
    award_named,
    in_words,
    named,
    titles_of,
)


@dataclass(frozen=True, slots=True)
class Held:
    """An award that the applicant holds on the day of the decision."""

    scheme: str
    level: str


@dataclass(frozen=True)
class Outcome:
    """What the judgements come to.

    `level` is the highest whose rule holds, with those of all lower ones; None if none does.
    `not_judged` are the codes of criteria without a mark: while there are any, there is no level.
    `met` and `missing` are sentences, the latter for the level above the one reached.
    """

    level: Level | None
    next_level: Level | None
    not_judged: tuple[str, ...]
    met: tuple[str, ...]
    missing: tuple[str, ...]


def outcome(
    scheme: Scheme,
    *,
    marks: Mapping[str, str],
    held: Collection[Held] = (),
    schemes: Mapping[str, str] = NO_TITLES,
) -> Outcome:
    """Return the level that the marks come to.

    `marks` is the code of the mark by the code of the criterion. `held` are the awards that the
    applicant holds, for rules that ask for one; `schemes` the titles of schemes by code, for what
    is said to be missing. Raises KeyError for a mark or a criterion that the scheme does not have.

    Source: docs/sums_awards.md, levels of an award.
    """
    codes = {criterion.code for criterion in scheme.criteria}
    for criterion, mark in marks.items():
        if criterion not in codes:
            raise KeyError(criterion)
        scheme.rank_of(mark)
    not_judged = tuple(each.code for each in scheme.criteria if each.code not in marks)
    if not_judged:
        return Outcome(None, scheme.levels[0], not_judged, (), ())
    reached: Level | None = None
    for level in scheme.levels:
        if not _holds(level.rule, scheme, marks, held):
            missing = tuple(_missing(level.rule, scheme, marks, held, schemes))
            return Outcome(reached, level, (), _met(scheme, reached), missing)
        reached = level
    return Outcome(reached, None, (), _met(scheme, reached), ())


def _holds(rule: Rule, scheme: Scheme, marks: Mapping[str, str], held: Collection[Held]) -> bool:
    match rule:
        case AtLeast():
            return _count(rule, scheme, marks) >= _wanted(rule)
        case Points():
            return points_share(scheme, rule.criteria, marks) * 100 >= Fraction(rule.percent)
        case Holds():
            return any(
                each.scheme == rule.scheme and rule.level in ("", each.level) for each in held
            )
        case together:
            parts = (_holds(part, scheme, marks, held) for part in together.rules)
            return all(parts) if together.quantifier is Quantifier.ALL else any(parts)


def _wanted(rule: AtLeast) -> int:
    return len(rule.criteria) if rule.count is None else rule.count


def _count(rule: AtLeast, scheme: Scheme, marks: Mapping[str, str]) -> int:
    least = scheme.rank_of(rule.mark)
    return sum(scheme.rank_of(marks[code]) >= least for code in rule.criteria)


def _met(scheme: Scheme, reached: Level | None) -> tuple[str, ...]:
    if reached is None:
        return ()
    upto = scheme.levels[: scheme.levels.index(reached) + 1]
    return tuple(f"Everything that {level.title} asks for is met." for level in upto)


def _missing(
    rule: Rule,
    scheme: Scheme,
    marks: Mapping[str, str],
    held: Collection[Held],
    schemes: Mapping[str, str],
) -> Iterator[str]:
    """Yield a sentence for each part of a rule that does not hold."""
    if _holds(rule, scheme, marks, held):
        return
    match rule:
        case AtLeast():
            yield _too_few(rule, scheme, marks)
        case Points():
            share = points_share(scheme, rule.criteria, marks) * 100
            yield (
                f"{rule.percent:f}% of the points of {named(rule.criteria, scheme)} are needed, "
                f"and {_down(share)}% are reached."
            )
        case Holds():
            yield f"{award_named(rule, schemes)} is not held."
        case together:
            parts = [
                sentence
                for part in together.rules
                for sentence in _missing(part, scheme, marks, held, schemes)
            ]
            if together.quantifier is Quantifier.ANY:
                yield f"One of these is enough: {' '.join(parts)}"
            else:
                yield from parts


def _too_few(rule: AtLeast, scheme: Scheme, marks: Mapping[str, str]) -> str:
    title = f"“{scheme.mark(rule.mark).title}”"
    if scheme.mark(rule.mark) != scheme.marks[-1]:
        title += " or better"
    least = scheme.rank_of(rule.mark)
    short = [code for code in rule.criteria if scheme.rank_of(marks[code]) < least]
    if _wanted(rule) == len(rule.criteria):
        return f"{titles_of(short, scheme)} must be judged {title}."
    count = _count(rule, scheme, marks)
    asked = f"{in_words(_wanted(rule))} of {in_words(len(rule.criteria))} criteria"
    which = f" Below it: {titles_of(short, scheme)}." if len(short) < len(scheme.criteria) else ""
    verb = "are" if count > 1 else "is"
    return f"{asked.capitalize()} must be judged {title}, and {in_words(count)} {verb}.{which}"


def _down(share: Fraction) -> str:
    """Return a percentage to one place, rounded down: what is short of a bound never shows as it.

    It says why a rule does not hold, so rounding to the nearest could show the bound itself.
    """
    tenths = int(share * 10)
    return f"{tenths // 10}.{tenths % 10}"
