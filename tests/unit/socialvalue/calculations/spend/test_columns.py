from array import array

from socialvalue.calculations.spend.columns import CodedColumn, Coder


def column(*texts):
    coder = Coder()
    for text in texts:
        coder.add(text)
    return coder.column()


def test_coder_keeps_each_text_once_in_the_order_of_appearance():
    made = column("b", "a", "b", "")

    assert (made.values, list(made.codes)) == (("b", "a", ""), [0, 1, 0, 2])


def test_coded_column_reads_like_a_list_of_texts():
    made = column("b", "a", "b")

    assert (len(made), made[1], made[-1], made[1:], list(made)) == (
        3,
        "a",
        "b",
        ["a", "b"],
        ["b", "a", "b"],
    )


def test_coded_column_asks_once_for_each_distinct_text():
    asked = []

    def shout(text):
        asked.append(text)
        return text.upper()

    assert column("b", "a", "b").mapped(shout) == ["B", "A", "B"]
    assert asked == ["b", "a"]


def test_coded_column_keeps_some_lines():
    kept = column("b", "a", "b").kept([1, 0, 1])

    assert kept == CodedColumn(("b", "a"), array("i", [0, 0]))
