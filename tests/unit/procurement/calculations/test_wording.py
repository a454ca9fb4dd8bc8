"""Words that compare one bid with another are pointed out, and no others."""

import pytest

from procurement.calculations.wording import comparisons

OTHERS = ["Alderfinch Facilities Ltd", "Brightwater Works CIC", "AB", "Cobalt (UK) Limited"]


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("Page 4: a rota for every area.", []),
        ("This is better than bid B on mobilisation.", ["better than"]),
        ("Offers fewer named local posts than expected.", ["fewer named local posts than"]),
        ("Strong compared  with the\nothers", ["compared with"]),
        ("The strongest of all, unlike the other.", ["strongest of all", "unlike the other"]),
        ("Not as full as ALDERFINCH facilities offered", ["ALDERFINCH facilities"]),
        ("Brightwater Works said more. Brightwater Works again", ["Brightwater Works"]),
        ("Alderfinches nest there. AB is short.", []),
        ("Outscored by all other tenders", ["Outscored", "all other tenders"]),
        ("More than enough detail on page 9", ["More than"]),
    ],
)  # fmt: skip
def test_comparing_words_are_found(reason, found):
    assert comparisons(reason, others=OTHERS) == found


def test_a_name_is_found_without_each_of_its_legal_forms():
    assert comparisons("As Cobalt does", others=["Cobalt UK Limited"]) == ["Cobalt"]
