import pytest

from socialvalue.calculations.spend.bands import OUTSIDE
from socialvalue.calculations.spend.places import Basis, Location, location_of, lookup_form
from socialvalue.calculations.spend.suppliers import Supplier

TOWN, BRANCH, LINE = (Location(code, {}) for code in ("E07000001", "E07000002", "W06000001"))
POSTCODES = {"PR12RL": TOWN, "LA11PJ": BRANCH, "CF104UW": LINE}


@pytest.mark.parametrize(
    ("postcode", "form"),
    [
        ("PR1 2RL", "PR12RL"),
        (" pr1  2rl ", "PR12RL"),
        ("PR1 IDB", "PR11DB"),
        ("LA1 OAA", "LA10AA"),
        ("pr1 idb", "PR11DB"),
        ("PO1 1AA", "PO11AA"),
        ("IP1 1IO", "IP11IO"),
        ("n/a", "N/A"),
        ("SOIL", "SOIL"),
        ("", ""),
    ],
)
def test_lookup_form_mends_only_the_digit_of_the_inward_part(postcode, form):
    assert lookup_form(postcode) == form


def place(supplier, line="", basis=Basis.REGISTERED):
    found = location_of(supplier=supplier, line_postcode=line, basis=basis, postcodes=POSTCODES)
    return found.place


BOTH = Supplier("S1", "A", registered_postcode="PR1 2RL", delivery_postcode=" LA1 1PJ ")


@pytest.mark.parametrize(
    ("basis", "district"), [(Basis.REGISTERED, "E07000001"), (Basis.DELIVERY, "E07000002")]
)
def test_location_of_goes_by_the_postcode_of_its_basis(basis, district):
    assert place(BOTH, line="CF10 4UW", basis=basis) == district


@pytest.mark.parametrize("supplier", [None, Supplier("S2", "B", registered_postcode="  ")])
@pytest.mark.parametrize("basis", Basis)
def test_location_of_falls_back_on_the_postcode_of_the_line(supplier, basis):
    assert place(supplier, line="cf104uw", basis=basis) == "W06000001"


def test_location_of_does_not_fall_back_where_the_master_has_a_postcode_that_is_unknown():
    assert place(Supplier("S3", "C", registered_postcode="ZZ1 1ZZ"), line="PR1 2RL") is None


@pytest.mark.parametrize("line", ["", "n/a", "ZZ9 9ZZ"])
def test_location_of_an_unreadable_postcode_is_not_known(line):
    assert place(None, line=line) is None


def test_location_of_a_supplier_abroad_is_outside_whatever_its_postcode():
    abroad = Supplier("S4", "D", registered_postcode="PR1 2RL", country="IE")

    assert place(abroad, line="PR1 2RL") == OUTSIDE


@pytest.mark.parametrize(
    ("district", "english"), [("E07000001", True), ("W06000001", False), (None, False)]
)
def test_location_knows_whether_it_is_in_england(district, english):
    assert Location(district, {}).in_england is english


def test_location_abroad_is_not_in_england():
    assert Location(OUTSIDE, {}).in_england is False
