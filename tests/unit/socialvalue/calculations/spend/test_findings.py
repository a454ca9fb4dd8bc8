import pytest

from socialvalue.calculations.spend.findings import Finding, shortened


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (
            Finding("May", 3, "Amount", "12-50", "This is not money", "Mend it"),
            'sheet May, row 3, column Amount: This is not money ("12-50"). Mend it.',
        ),
        (Finding("", 3, "", "", "It is cut off", "Mend it"), "row 3: It is cut off. Mend it."),
        (Finding("", 0, "", "", "It is odd", "Look at it"), "It is odd. Look at it."),
    ],
)
def test_finding_is_a_plain_sentence(finding, sentence):
    assert str(finding) == sentence


@pytest.mark.parametrize(
    ("text", "short"),
    [("a\n b", "a b"), ("x" * 60, "x" * 60), ("x" * 61, "x" * 57 + "...")],
)
def test_shortened_is_one_line_of_sixty_characters(text, short):
    assert shortened(text) == short
