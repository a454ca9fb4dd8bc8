"""Text is measured as the page measures it."""

import pytest
from django.core.exceptions import ValidationError

from socialvalue.core.forms import TextField


def message_of(field, typed):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    [message] = refused.value.messages
    return message


def test_line_break_is_one_character():
    assert TextField(label="Reason", max_characters=3).clean("a\r\nb") == "a\nb"


def test_old_line_break_is_one_character():
    assert TextField(label="Reason", max_characters=3).clean("a\rb") == "a\nb"


def test_text_longer_than_its_limit_says_how_long_it_is():
    assert message_of(TextField(label="Reason", max_characters=1000), "x" * 1001) == (
        "Reason must be 1,000 characters or fewer. This has 1,001 characters"
    )


def test_emoji_counts_as_in_a_browser():
    assert message_of(TextField(label="Reason", max_characters=1), "👍") == (
        "Reason must be 1 characters or fewer. This has 2 characters"
    )


@pytest.mark.parametrize("typed", ["one two three", "one – two – three", "one self-made three\n"])
def test_words_up_to_the_limit_are_taken(typed):
    assert TextField(label="Reason", max_words=3).clean(typed) == typed.strip()


def test_words_over_the_limit_are_refused():
    assert message_of(TextField(label="Reason", max_words=2), "one two three") == (
        "Reason must be 2 words or fewer. This has 3 words"
    )


def test_missing_text_is_asked_for():
    assert message_of(TextField(label="Why?", called="the reason"), "") == "Enter the reason"
