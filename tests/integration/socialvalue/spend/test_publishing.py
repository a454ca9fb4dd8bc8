"""What a report for publication tells to whoever takes one of its figures from another."""

import pytest

from socialvalue.spend.tables import Audience, table_of
from socialvalue.spend.tables.sections import subject_of
from tests.factories.spend import analysed, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
PLACES = {"here": "PR1 2RL", "far": "EC1A 1BB"}


def suppliers_told(council, *paid):
    """Return name and payments of each row of the published suppliers; `paid` are name and place,
    and how many payments of a pound."""
    rows = [
        f"{name},{PLACES[place]},03/04/2024,1.00,Care,{name}{place}{number}"
        for name, place, times in paid
        for number in range(times)
    ]
    imported("\n".join(["Supplier,Postcode,Date,Amount,Category,Ref", *rows]), organisation=council)
    found = subject_of(analysed(council)).found
    return [row.cells[:2] for row in table_of(found, "suppliers", audience=Audience.PUBLIC).rows]


def test_no_supplier_is_named_whose_sum_leaves_a_few_payments_of_its_place(council):
    # Preston has ten payments. Whoever knows that Bright is there would have two of Small.
    told = suppliers_told(
        council, ("Bright", "here", 8), ("Small", "here", 2), ("Far", "far", 6), ("Off", "far", 5)
    )

    assert told == [["Others (2 together)", 10], ["Far", 6], ["Off", 5]]


def test_suppliers_are_named_whose_sums_leave_enough_or_nothing(council):
    told = suppliers_told(council, ("Bright", "here", 8), ("Far", "far", 6), ("Off", "far", 5))

    assert told == [["Bright", 8], ["Far", 6], ["Off", 5]]
