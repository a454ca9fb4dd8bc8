"""What a level asks for, in plain sentences.

`schemes` are the titles of other schemes by their code, for rules that ask for an award.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from socialvalue.calculations.awards.scheme import (
    AtLeast,
    Holds,
    Level,
    Points,
    Quantifier,
    Rule,
    Scheme,
)

NO_TITLES: Mapping[str, str] = {}
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is asked for; with `choices`, any one of them is enough, or all of them are needed."""

    words: str
    choices: tuple["Sentence", ...] = ()


def level_sentences(
    scheme: Scheme, level: Level, *, schemes: Mapping[str, str] = NO_TITLES
) -> tuple[Sentence, ...]:
    """Return what a level asks for; the levels below it are asked for first."""
    place = scheme.levels.index(level)
    below = [Sentence(f"Everything that {scheme.levels[place - 1].title} asks for.")]
    return (*(below if place else ()), *_sentences(level.rule, scheme, schemes))


def named(criteria: Collection[str], scheme: Scheme) -> str:
    """Return criteria in words: all of them, those of a theme, or their titles."""
    if len(criteria) == len(scheme.criteria):
        return "all criteria"
    for theme in scheme.themes:
        if {each.code for each in scheme.criteria_of(theme.code)} == set(criteria):
            return (
                f"the criteria of “{theme.title}”"
                if len(criteria) > 1
                else titles_of(criteria, scheme)
            )
    return titles_of(criteria, scheme)


def titles_of(criteria: Collection[str], scheme: Scheme) -> str:
    """Return the titles of criteria, in the order of the scheme."""
    titles = [f"“{each.title}”" for each in scheme.criteria if each.code in criteria]
    if len(titles) < 2:
        return "".join(titles)
    return f"{', '.join(titles[:-1])} and {titles[-1]}"


def award_named(rule: Holds, schemes: Mapping[str, str]) -> str:
    """Return the award that a rule asks for, by the title of its scheme if that is known."""
    title = schemes.get(rule.scheme, rule.scheme)
    return f"“{title}” at the level “{rule.level}” or above" if rule.level else f"“{title}”"


def _sentences(rule: Rule, scheme: Scheme, schemes: Mapping[str, str]) -> Iterator[Sentence]:
    match rule:
        case AtLeast():
            yield Sentence(_at_least(rule, scheme))
        case Points():
            share = f"at least {rule.percent:f}% of the points"
            yield Sentence(f"Of {named(rule.criteria, scheme)}, {share} are reached.")
        case Holds():
            yield Sentence(f"The organisation holds {award_named(rule, schemes)}.")
        case together:
            parts = tuple(
                sentence
                for part in together.rules
                for sentence in _sentences(part, scheme, schemes)
            )
            if together.quantifier is Quantifier.ALL or len(parts) == 1:
                yield from parts
            else:
                yield Sentence("Any one of these is enough:", parts)


def _at_least(rule: AtLeast, scheme: Scheme) -> str:
    mark = f"“{scheme.mark(rule.mark).title}”"
    better = " or better" if rule.mark != scheme.marks[-1].code else ""
    count = len(rule.criteria)
    if count == 1:
        return f"{titles_of(rule.criteria, scheme)} is judged {mark}{better}."
    if rule.count is None or rule.count == count:
        whole = named(rule.criteria, scheme)
        return f"{whole[0].upper()}{whole[1:]} are judged {mark}{better}."
    of = "criteria" if count == len(scheme.criteria) else f"of {named(rule.criteria, scheme)}"
    verb = "is" if rule.count == 1 else "are"
    number = in_words(rule.count)
    if of == "criteria":
        return f"At least {number} of the {in_words(count)} criteria {verb} judged {mark}{better}."
    return f"At least {number} {of} {verb} judged {mark}{better}."


def in_words(number: int) -> str:
    """Return a number up to nine as a word, others in digits."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
