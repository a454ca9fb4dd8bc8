"""Suggestions: looked for, confirmed, rejected, taken back."""

import pytest

from socialvalue.jobs import actions as jobs
from socialvalue.suppliers import actions
from socialvalue.suppliers.models import RegisterEntry, Suggestion, Supplier
from tests.factories.suppliers import (
    AT,
    BY,
    RegisterEntryFactory,
    SuggestionFactory,
    SupplierFactory,
    loaded_list,
    merged,
    paid,
    supplier_of,
)
from tests.integration.socialvalue.suppliers.test_merging import picture

pytestmark = pytest.mark.django_db


def look(council):
    """Have the worker look for suggestions; return what waits."""
    job = actions.ask_suggestions(organisation=council, by=BY, at=AT)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.failure == ""
    if job.result == {}:
        raise AssertionError(job.state)
    return list(council.supplier_suggestions.waiting().order_by("kind", "supplier__name"))


def told(suggestions):
    """Return suggestions in short."""
    return [
        (each.kind, each.supplier.name, each.other.name if each.other else each.value)
        for each in suggestions
    ]


@pytest.fixture
def builders(council):
    """Two names of one firm, and the suggestion that they are."""
    paid(council, {"Guild Builders Ltd": (2, 200), "Guild Biulders": (1, 5)})
    (found,) = look(council)
    return found


def test_names_kinds_and_persons_are_found(council):
    paid(council, {"Guild Builders Ltd": (2, 200), "Guild Biulders": (1, 5), "HMRC": (1, 9)})
    paid(council, {"Mr J Smith": (1, 1), "Guild City Council": (1, 1)}, source="file-2")

    assert told(look(council)) == [
        ("individual", "Mr J Smith", ""),
        ("kind", "Guild City Council", "anchor"),
        ("kind", "HMRC", "tax_payroll_pension"),
        ("same", "Guild Builders Ltd", "Guild Biulders"),
    ]


def test_looking_changes_no_supplier(council):
    paid(council, {"Guild Builders Ltd": (2, 200), "Guild Biulders": (1, 5), "HMRC": (1, 9)})
    before = picture(council)

    look(council)

    assert picture(council) == before


def test_a_pair_that_is_confirmed_is_one_supplier(council, builders, officer):
    actions.confirm(suggestion=builders, by=officer, at=AT)

    assert supplier_of(council, "Guild Biulders").merged_into == builders.supplier
    assert council.supplier_merges.get().because == "Confirmed: a word is spelt in another way"


def test_the_other_can_stay(council, builders, officer):
    actions.confirm(suggestion=builders, by=officer, at=AT, keep_other=True, note="Its own name")

    assert supplier_of(council, "Guild Builders").merged_into == builders.other


def test_a_decision_is_taken_back_exactly(council, builders, officer):
    before = picture(council)
    actions.confirm(suggestion=builders, by=officer, at=AT)

    actions.undo_decision(suggestion=builders, by=officer, at=AT)

    assert picture(council) == before
    builders.refresh_from_db()
    assert builders.state == "waiting"


def test_a_decision_whose_merge_was_undone_already_is_taken_back(council, builders, officer):
    actions.confirm(suggestion=builders, by=officer, at=AT)
    actions.undo_merge(merge=council.supplier_merges.get(), because="Two firms", by=officer, at=AT)

    assert actions.undo_decision(suggestion=builders, by=officer, at=AT).state == "waiting"


def test_what_was_rejected_is_not_proposed_again(council, builders, officer):
    actions.reject(suggestion=builders, by=officer, at=AT, note="Cousins")

    paid(council, {"Fylde": (1, 1)}, source="file-2")
    job = actions.ask_suggestions(organisation=council, by=BY, at=AT.replace(hour=10))
    jobs.run(job_id=job.pk)

    assert not council.supplier_suggestions.waiting().exists()


def test_a_rejection_is_taken_back(builders, officer):
    actions.reject(suggestion=builders, by=officer, at=AT)

    assert actions.undo_decision(suggestion=builders, by=officer, at=AT).state == "waiting"


def test_nothing_is_decided_twice(builders, officer):
    actions.reject(suggestion=builders, by=officer, at=AT)

    with pytest.raises(actions.DecidedAlready):
        actions.confirm(suggestion=builders, by=officer, at=AT)


def test_nothing_undecided_is_taken_back(builders, officer):
    with pytest.raises(actions.NotDecided):
        actions.undo_decision(suggestion=builders, by=officer, at=AT)


def test_suppliers_with_numbers_of_their_own_are_no_pair(council):
    loaded_list(council, "Code,Supplier\n1,Guild Builders\n2,Guild Biulders\n")
    paid(council, {"Fylde Roofing": (1, 1), "Fylde Rofing": (1, 1)})
    supplier_of(council, "Fylde Roofing").__class__.objects.filter(name="Fylde Roofing").update(
        company_number="1"
    )
    council.suppliers.filter(name="Fylde Rofing").update(company_number="2")

    assert look(council) == []


def test_names_of_one_supplier_are_no_pair(council):
    paid(council, {"Guild Builders Ltd": (2, 200), "Guild Biulders": (1, 5)})
    merged(supplier_of(council, "Guild Biulders"), into=supplier_of(council, "Guild Builders"))

    assert look(council) == []


def test_a_pair_is_told_once_though_several_names_are_alike(council):
    paid(
        council, {"Guild Builders Ltd": (2, 200), "Guild Biulders": (1, 5), "Guild Bilders": (1, 1)}
    )
    merged(supplier_of(council, "Guild Bilders"), into=supplier_of(council, "Guild Biulders"))

    assert told(look(council)) == [("same", "Guild Biulders", "Guild Builders Ltd")]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [("HMRC", "kind", "tax_payroll_pension"), ("Mr J Smith", "is_individual", True)],
)
def test_a_kind_or_a_person_is_confirmed_and_taken_back(council, officer, name, field, value):
    paid(council, {name: (1, 1)})
    (found,) = look(council)
    before = picture(council)

    assert actions.decide_many(suggestions=[found], is_so=True, by=officer, at=AT) == 1

    supplier = supplier_of(council, name)
    assert getattr(supplier, field) == value
    assert supplier.is_stated(field)
    actions.undo_decision(suggestion=found, by=officer, at=AT)
    assert picture(council) == before


def test_several_are_rejected_and_those_decided_meanwhile_left_out(council, officer):
    paid(council, {"HMRC": (1, 1), "PWLB": (1, 1)})
    both = look(council)
    actions.reject(suggestion=both[0], by=officer, at=AT)

    assert actions.decide_many(suggestions=both, is_so=False, by=officer, at=AT) == 1


def test_a_company_that_is_confirmed_fills_in_what_nobody_said(council, officer):
    paid(council, {"Guild Builders": (1, 1)})
    RegisterEntryFactory()
    found = SuggestionFactory(
        supplier=supplier_of(council, "Guild Builders"), kind="companies", value="00000001"
    )

    actions.confirm(suggestion=found, by=officer, at=AT)

    supplier = supplier_of(council, "Guild Builders")
    assert (supplier.company_number, supplier.size) == ("00000001", "small")
    assert supplier.sources["company_number"]["from"] == "person"
    assert supplier.sources["sic"]["from"] == "companies"
    assert supplier.sources["size"]["proxy"] is True


def test_a_company_that_the_register_has_no_longer_cannot_be_confirmed(council, officer):
    found = SuggestionFactory(supplier__organisation=council, kind="companies", value="00000009")

    with pytest.raises(actions.NoLongerThere):
        actions.confirm(suggestion=found, by=officer, at=AT)
    assert not RegisterEntry.objects.exists()
    assert str(found).endswith(": a company of the register")


def test_suggestions_say_who_decided(builders, officer):
    actions.reject(suggestion=builders, by=officer, at=AT)

    builders.refresh_from_db()
    assert (builders.state, builders.decided_by) == (
        Suggestion.State.REJECTED, "The data_officer",
    )  # fmt: skip


def test_pairs_that_the_ones_before_them_make_impossible_are_left_out(council, officer):
    one, two, other = (SupplierFactory(organisation=council) for _ in range(3))
    pairs = [
        SuggestionFactory(organisation=council, supplier=into, other=other) for into in (one, two)
    ]

    done = actions.decide_many(suggestions=pairs, is_so=True, by=officer, at=AT)

    assert done == 1
    assert Supplier.objects.get(pk=other.pk).merged_into == one
