import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.postcodes import NotAPostcode, Postcode, Reason, normal_form

OUTWARD = st.from_regex(r"\A(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR|NPT)\Z")
INWARD_LETTERS = st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PR1 2RL", "PR1 2RL"),
        ("pr12rl", "PR1 2RL"),
        (" M2  5DB ", "M2 5DB"),
        ("SW1W9SP", "SW1W 9SP"),
        ("PR25\u00a01DH", "PR25 1DH"),
        ("PL6 7Tl", "PL6 7TL"),
        ("ec2v7hn\n", "EC2V 7HN"),
        ("GIR 0AA", "GIR 0AA"),
        ("npt0ad", "NPT 0AD"),
    ],
)
def test_normal_form_of_a_postcode_as_typed(text, code):
    assert normal_form(text) == Postcode(code)


@pytest.mark.parametrize(
    ("text", "code", "repair"),
    [
        ("CB3 ONA", "CB3 0NA", "Read the letter O in CB3 ONA as the digit 0"),
        (" ll15 itg ", "LL15 1TG", "Read the letter I in ll15 itg as the digit 1"),
        ("BA14OXF", "BA14 0XF", "Read the letter O in BA14OXF as the digit 0"),
    ],
)
def test_normal_form_repairs_the_inward_digit_and_says_so(text, code, repair):
    assert normal_form(text) == Postcode(code, repair)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, Reason.BLANK),
        ("", Reason.BLANK),
        (" \u00a0\t", Reason.BLANK),
        ("Not Available", Reason.WORDS),
        ("#", Reason.WORDS),
        ("RATES", Reason.WORDS),
        ("USA", Reason.WORDS),
        ("PR1", Reason.FIRST_HALF),
        ("PR1 2", Reason.FIRST_HALF),
        ("SW1W", Reason.FIRST_HALF),
        ("BD98 8AA-PAYE", Reason.MORE_TEXT),
        ("CIS-SE1 1RU", Reason.MORE_TEXT),
        ("HP2 7AH,", Reason.MORE_TEXT),
        ("FUND303UK", Reason.OTHER_FORM),
        ("TSE002SH", Reason.OTHER_FORM),
        ("D02 X285", Reason.OTHER_FORM),
        ("75008", Reason.OTHER_FORM),
        # An O in the outward part might be meant for 0 or not: not repaired.
        ("PRO 2RL", Reason.OTHER_FORM),
        # The last two are never C, I, K, M, O or V, so 0 and 1 there are not repaired either.
        ("PR1 20L", Reason.OTHER_FORM),
        ("PR1 2CV", Reason.OTHER_FORM),
        # Written in capitals these would be S1 1AA and SS1 1AA: letters that are not plain ASCII.
        ("\u017f1 1AA", Reason.OTHER_FORM),
        ("\u00df1 1AA", Reason.OTHER_FORM),
        ("PR\u0661 2RL", Reason.OTHER_FORM),
    ],
)
def test_normal_form_of_what_is_not_a_postcode(text, reason):
    assert normal_form(text) == NotAPostcode(text or "", reason)


@given(outward=OUTWARD, digit=st.sampled_from("0123456789"), letters=INWARD_LETTERS)
def test_normal_form_does_not_depend_on_spaces_or_capitals(outward, digit, letters):
    code = f"{outward} {digit}{letters}"

    forms = {normal_form(text) for text in (code, code.lower(), code.replace(" ", ""), f" {code} ")}

    assert forms == {Postcode(code)}


@given(st.text(max_size=12))
def test_normal_form_is_settled_after_once(text):
    once = normal_form(text)

    if isinstance(once, Postcode):
        assert normal_form(once.code) == Postcode(once.code)
    else:
        assert once.text == text
