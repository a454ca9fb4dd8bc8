import pytest

from socialvalue.calculations.documents import DataWrong, Part


@pytest.mark.parametrize(
    ("given", "at", "detail"),
    [
        ([], "/words", "is not a list of at least one text"),
        ("one", "/words", "is not a list of at least one text"),
        (["one", " "], "/words/1", "is ' ', not words"),
        (["one", 2], "/words/1", "is 2, not words"),
    ],
)
def test_texts_that_are_not_words_are_refused(given, at, detail):
    with pytest.raises(DataWrong) as refused:
        Part({"words": given}).texts("words")

    assert (refused.value.at, refused.value.detail) == (at, detail)


def test_texts_keep_their_order():
    assert Part({"words": ["two", "one"]}).texts("words") == ("two", "one")


@pytest.mark.parametrize("given", [-1, "1", True, None])
def test_count_that_is_not_a_whole_number_is_refused(given):
    with pytest.raises(DataWrong, match=r"^/number: is .*, not a whole number$"):
        Part({"number": given}).count("number")


def test_count_may_be_nought():
    assert Part({"number": 0}).count("number") == 0


def test_a_part_within_a_part_says_where_it_is():
    [inner] = Part({"rules": [{"code": None}]}).parts("rules")

    with pytest.raises(DataWrong) as refused:
        inner.text("code")

    assert str(refused.value) == "/rules/0/code: is None, not words"


def test_a_member_that_is_left_out_or_null_is_none():
    part = Part({"here": None})

    assert (part.optional("here", part.text), part.optional("away", part.text)) == (None, None)
    assert part.or_null("here", part.text) is None


def test_a_part_that_is_not_an_object_is_refused():
    with pytest.raises(DataWrong, match=r"^/source: is not an object$"):
        Part({"source": "a report"}).part("source")


def test_a_part_by_name_says_where_it_is():
    with pytest.raises(DataWrong, match=r"^/source/title: is missing$"):
        Part({"source": {}}).part("source").text("title")
