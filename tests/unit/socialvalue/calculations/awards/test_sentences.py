"""What levels ask for, in words."""

import pytest

from socialvalue.calculations.awards.sentences import Sentence, in_words, level_sentences, titles_of
from tests.unit.socialvalue.calculations.awards.samples import document, scheme


def said(rule, **schemes):
    """Return the words of one level with this rule."""
    one = scheme(levels=[{"code": "only", "title": "Only", "rule": rule}])
    return [each.words for each in level_sentences(one, one.levels[0], schemes=schemes)]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"mark": "met"}, "All criteria are judged “Met”."),
        ({"mark": "partly"}, "All criteria are judged “Partly met” or better."),
        ({"mark": "met", "count": 4}, "All criteria are judged “Met”."),
        ({"mark": "met", "count": 1}, "At least one of the four criteria is judged “Met”."),
        ({"mark": "partly", "count": 3},
         "At least three of the four criteria are judged “Partly met” or better."),
        ({"theme": "social", "mark": "met"}, "The criteria of “Social” are judged “Met”."),
        ({"theme": "social", "mark": "met", "count": 1},
         "At least one of the criteria of “Social” is judged “Met”."),
        ({"criteria": ["S1", "E1"], "mark": "met"}, "“Jobs” and “Energy” are judged “Met”."),
        ({"criteria": ["S1", "E1", "E2"], "mark": "met", "count": 2},
         "At least two of “Jobs”, “Energy” and “Waste” are judged “Met”."),
        ({"criteria": ["E2"], "mark": "partly"}, "“Waste” is judged “Partly met” or better."),
        ({"percent": "60"}, "Of all criteria, at least 60% of the points are reached."),
        ({"theme": "social", "percent": "12.50"},
         "Of the criteria of “Social”, at least 12.50% of the points are reached."),
        ({"holds": "green-mark"}, "The organisation holds “green-mark”."),
        ({"holds": "green-mark", "level": "gold"},
         "The organisation holds “green-mark” at the level “gold” or above."),
        ({"any": [{"mark": "met"}]}, "All criteria are judged “Met”."),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule, words):
    assert said(rule) == [words]


def test_a_scheme_that_is_known_is_called_by_its_title():
    assert said({"holds": "green"}, green="The green mark") == [
        "The organisation holds “The green mark”."
    ]


def test_a_level_asks_for_those_below_it_and_offers_choices():
    one = scheme()

    assert level_sentences(one, one.levels[1]) == (
        Sentence("Everything that Aspiring asks for."),
        Sentence("At least one of the criteria of “Social” is judged “Met”."),
        Sentence("Of all criteria, at least 60% of the points are reached."),
        Sentence(
            "Any one of these is enough:",
            (
                Sentence("“Energy” is judged “Met”."),
                Sentence("The organisation holds “green-mark”."),
            ),
        ),
    )


def test_a_theme_of_one_criterion_is_called_by_the_criterion():
    themes = document()["themes"]
    themes[0]["criteria"] = themes[0]["criteria"][:1]
    levels = [{"code": "a", "title": "A", "rule": {"theme": "social", "percent": "50"}}]
    one = scheme(
        marks=[{"code": "yes", "title": "Yes", "definition": "Yes.", "points": "1"}],
        themes=themes,
        levels=levels,
    )

    assert level_sentences(one, one.levels[0])[0].words == (
        "Of “Jobs”, at least 50% of the points are reached."
    )


def test_numbers_above_nine_are_digits():
    assert (in_words(0), in_words(9), in_words(10)) == ("none", "nine", "10")


def test_no_criteria_have_no_titles():
    assert titles_of([], scheme()) == ""
