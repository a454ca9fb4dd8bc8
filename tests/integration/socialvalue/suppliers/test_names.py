"""Who was paid: names out of payments files, and what they add up to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from socialvalue.audit.models import AuditEvent
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.suppliers import actions, queries
from socialvalue.suppliers.models import PaidFrom, Supplier
from tests.factories.accounts import OrganisationFactory
from tests.factories.suppliers import (
    AT,
    BY,
    SupplierFactory,
    SupplierListFactory,
    paid,
    supplier_of,
)

pytestmark = pytest.mark.django_db


def totals(organisation):
    """Return what each standing supplier was paid, by name."""
    return {
        each.name: (each.lines, each.paid_pence)
        for each in organisation.suppliers.standing().order_by("name")
    }


def test_names_of_one_form_are_one_supplier(council):
    paid(council, {"Guild Builders Ltd": (2, 120_000), "GUILD  BUILDERS": (1, -20_000)})

    assert totals(council) == {"Guild Builders Ltd": (3, 100_000)}
    assert supplier_of(council, "Guild Builders").code == "GUILDBUILDERS"


def test_blank_names_are_nobodys(council):
    paid(council, {"": (1, 100), "  ": (1, 100)})

    assert totals(council) == {}


def test_several_files_add_up(council):
    paid(council, {"Chorley Print": (1, 100), "Fylde": (1, 5)})
    paid(council, {"Chorley Print Ltd": (2, 300)}, source="file-2")

    assert totals(council) == {"Chorley Print": (3, 400), "Fylde": (1, 5)}


def test_noting_a_file_again_replaces_what_it_said(council):
    paid(council, {"Chorley Print": (1, 100), "Fylde": (1, 5)})
    paid(council, {"Chorley Print": (1, 40)})

    assert totals(council) == {"Chorley Print": (1, 40), "Fylde": (0, 0)}


def test_a_file_that_is_taken_back_is_taken_off(council):
    paid(council, {"Chorley Print": (1, 100)})
    paid(council, {"Chorley Print": (2, 300)}, source="file-2")

    actions.forget_names(organisation=council, source="file-1", by=BY, at=AT)

    assert totals(council) == {"Chorley Print": (2, 300)}


def test_another_organisations_names_are_its_own(council):
    other = OrganisationFactory()
    paid(council, {"Chorley Print": (1, 100)})
    paid(other, {"Chorley Print": (1, 7)})

    actions.forget_names(organisation=other, source="file-1", by=BY, at=AT)

    assert totals(council) == {"Chorley Print": (1, 100)}
    assert totals(other) == {"Chorley Print": (0, 0)}


def test_a_name_whose_form_is_somebody_elses_number_gets_another(council):
    SupplierFactory(organisation=council, name="Guild Builders", code="S01")

    paid(council, {"S01": (1, 100)})

    assert supplier_of(council, "S01").code == "S01 (2)"


def test_it_is_recorded_with_the_number_of_names(council):
    paid(council, {"Chorley Print": (1, 100), "Fylde": (1, 5)})

    event = AuditEvent.objects.get(did="suppliers.names_noted")
    assert event.after == {"source": "file-1", "names": 2}


def test_the_register_leaves_out_whom_only_payments_name(council):
    paid(council, {"Chorley Print": (1, 100)})

    assert queries.register_of(council).find("Chorley Print") is None


def test_what_is_stored_says_what_it_is(council):
    paid(council, {"Chorley Print": (1, 100)})

    assert str(PaidFrom.objects.get()) == "Chorley Print, file-1"
    assert str(SupplierListFactory(name="ours.csv")) == "ours.csv"
    assert Supplier.objects.paid().count() == 1


NAMES = st.dictionaries(
    st.text("aAb Ltd&.", max_size=8), st.tuples(st.integers(1, 9), st.integers(-9, 9)), max_size=6
)


class TestAnyFiles(TestCase):
    """Whatever files are noted, noted again and taken off."""

    @settings(max_examples=20)
    @given(st.lists(st.tuples(st.sampled_from("xyz"), NAMES, st.booleans()), max_size=5))
    def test_totals_are_those_of_the_files_that_stand(self, steps):
        council = OrganisationFactory(name="Any council")
        standing = {}
        for source, names, is_taken_off in steps:
            if is_taken_off:
                actions.forget_names(organisation=council, source=source, by=BY, at=AT)
                standing.pop(source, None)
            else:
                paid(council, names, source=source)
                standing[source] = names

        wanted = {}
        for names in standing.values():
            for name, (lines, pence) in names.items():
                if name.split():
                    was = wanted.get(normal_form(name), (0, 0))
                    wanted[normal_form(name)] = (was[0] + lines, was[1] + pence)
        found = {
            each.code: (each.lines, each.paid_pence)
            for each in council.suppliers.all()
            if each.lines
        }
        assert found == wanted
