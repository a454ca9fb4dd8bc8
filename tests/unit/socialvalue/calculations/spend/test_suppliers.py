import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.suppliers import (
    NameTakenTwice,
    Register,
    Supplier,
    normal_form,
)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Guild Builders Ltd", "GUILDBUILDERS"),
        ("GUILD BUILDERS LIMITED", "GUILDBUILDERS"),
        (" guild  builders\nltd. ", "GUILDBUILDERS"),
        ("Ribble Catering C.I.C.", "RIBBLECATERING"),
        ("Lune I.T. Services P.L.C.", "LUNEITSERVICES"),
        ("Smith & Sons", "SMITHANDSONS"),
        ("Smith and Sons LLP", "SMITHANDSONS"),
        ("A&B", "AANDB"),
        ("O'Neill-Jones (2010) DAC", "ONEILLJONES2010"),
        ("Limited Edition Prints", "EDITIONPRINTS"),
        ("Unlimited", "UNLIMITED"),
        ("Café", "CAFÉ"),
        ("Cafe\u0301", "CAFÉ"),
        ("Ltd", "LTD"),
        (" # ", "#"),
        ("", ""),
    ],
)
def test_normal_form(name, form):
    assert normal_form(name) == form


@given(st.text(max_size=20))
def test_normal_form_of_capitals_is_the_same(name):
    assert normal_form(name.upper()) == normal_form(name)


ALPHA = Supplier("S1", "Alpha Ltd", aliases=("A.L.P.H.A. Group",))


@pytest.mark.parametrize("name", ["ALPHA", "Alpha plc", "alpha group"])
def test_register_finds_a_supplier_by_name_or_alias(name):
    assert Register({"S1": ALPHA}).find(name) == ALPHA


def test_register_does_not_guess():
    assert Register({"S1": ALPHA}).find("Alphabet") is None


def test_register_refuses_a_name_of_two_suppliers():
    with pytest.raises(NameTakenTwice) as taken:
        Register({"S1": ALPHA, "S2": Supplier("S2", "Beta", aliases=("Alpha Limited",))})

    assert str(taken.value) == 'the name "Alpha Limited" belongs to S1 and to S2'


def test_register_lets_a_supplier_have_the_same_name_twice():
    same = Supplier("S1", "Alpha", aliases=("ALPHA",))

    assert Register({"S1": same}).find("alpha") == same
