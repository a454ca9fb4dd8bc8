"""Merging suppliers and taking merges back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from socialvalue.suppliers import actions, queries
from socialvalue.suppliers.models import Merge, Supplier
from tests.factories.accounts import OrganisationFactory
from tests.factories.spend import events_of
from tests.factories.suppliers import AT, BY, SupplierFactory, paid, supplier_of

pytestmark = pytest.mark.django_db


def merge(merged, into):
    """Merge two suppliers."""
    return actions.merge(merged=merged, into=into, because="The same firm", by=BY, at=AT)


def undo(done):
    """Take a merge back."""
    return actions.undo_merge(merge=done, because="Two firms after all", by=BY, at=AT)


def picture(organisation):
    """Return all that is known of an organisation's suppliers."""
    return [
        (each.code, each.merged_into_id, each.lines, each.paid_pence, each.sources, names)
        for each in organisation.suppliers.order_by("code")
        for names in [sorted(each.names.values_list("name", flat=True))]
    ]


@pytest.fixture
def three(council):
    """Three suppliers that were paid."""
    paid(council, {"Ash": (1, 1), "Birch": (2, 20), "Cedar": (3, 300)})
    return [supplier_of(council, name) for name in ("Ash", "Birch", "Cedar")]


def test_the_one_that_stays_stands_for_both(council, three):
    ash, birch, _ = three

    done = merge(ash, birch)

    birch.refresh_from_db()
    assert (birch.lines, birch.paid_pence) == (3, 21)
    assert queries.register_of(council).find("Ash").code == "BIRCH"
    assert events_of(birch) == ["supplier.merged"]
    assert str(done) == "Ash into Birch"


def test_a_merge_is_undone_exactly(council, three):
    before = picture(council)
    ash, birch, _ = three

    undo(merge(ash, birch))

    assert picture(council) == before
    assert queries.register_of(council).find("Ash") is None


def test_what_was_merged_into_it_goes_along(council, three):
    ash, birch, cedar = three
    first = merge(ash, birch)

    merge(birch, cedar)

    cedar.refresh_from_db()
    assert (cedar.lines, cedar.paid_pence) == (6, 321)
    assert queries.register_of(council).find("Ash").code == "CEDAR"

    undo(first)

    cedar.refresh_from_db()
    assert (cedar.lines, cedar.paid_pence) == (5, 320)


def test_a_merge_is_undone_once(three):
    done = merge(three[0], three[1])
    undo(done)

    with pytest.raises(actions.UndoneAlready):
        undo(done)


def test_what_is_merged_already_cannot_be_merged_again(three):
    ash, birch, cedar = three
    merge(ash, birch)

    with pytest.raises(actions.CannotMerge):
        merge(ash, cedar)


def test_nobody_is_merged_into_themselves_or_a_stranger(three):
    with pytest.raises(actions.CannotMerge):
        merge(three[0], three[0])
    with pytest.raises(actions.CannotMerge):
        merge(three[0], SupplierFactory())


class TestAnyOrder(TestCase):
    """Whatever is merged and undone, in any order."""

    @settings(max_examples=15)
    @given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=12))
    def test_undoing_every_merge_leaves_it_as_it_was(self, steps):
        council = OrganisationFactory(name="Any council")
        paid(council, {name: (1, 10**at) for at, name in enumerate("VWXYZ")})
        before = picture(council)

        for one, other, is_undone in steps:
            suppliers = list(council.suppliers.order_by("code"))
            standing = list(Merge.objects.filter(undone_at=None).order_by("pk"))
            if is_undone and standing:
                undo(standing[one % len(standing)])
            else:
                try:
                    merge(suppliers[one], suppliers[other])
                except actions.CannotMerge:
                    continue
            standing_suppliers = Supplier.objects.filter(organisation=council).standing()
            assert sum(each.paid_pence for each in standing_suppliers) == 11_111
        for done in Merge.objects.filter(undone_at=None):
            undo(done)

        assert picture(council) == before
