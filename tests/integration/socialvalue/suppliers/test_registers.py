"""Loading the registers, and matching suppliers with them."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from socialvalue.jobs import actions as jobs
from socialvalue.suppliers import actions, queries
from socialvalue.suppliers.actions import facts, registers
from socialvalue.suppliers.actions.registers import match_registers
from socialvalue.suppliers.models import RegisterEntry, RegisterLoad, Supplier
from tests.factories.suppliers import (
    AT,
    BY,
    RegisterEntryFactory,
    RegisterLoadFactory,
    loaded_list,
    merged,
    paid,
    supplier_of,
)
from tests.unit.socialvalue.calculations.suppliers.test_registers import (
    COMPANIES,
    SCOTTISH,
    written,
)

pytestmark = pytest.mark.django_db


def match(council):
    """Match the council's suppliers with what is loaded."""
    RegisterLoadFactory()
    job = actions.ask_matching(organisation=council, by=BY, at=AT)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.failure == ""
    return job


def waiting(council):
    """Return what waits to be decided: kind, supplier, value."""
    return [
        (each.kind, each.supplier.name, each.value)
        for each in council.supplier_suggestions.waiting().order_by("value")
    ]


def test_only_bodies_that_may_be_ours_are_kept(council, tmp_path, capsys):
    paid(council, {"Old Builders": (1, 1), "Clyde Trust": (1, 1)})
    files = [
        written(tmp_path, "BasicCompanyData-2026-01-01-part1.csv", COMPANIES),
        written(tmp_path, "CharityExport-99999999.csv", SCOTTISH),
    ]

    call_command("load_companies", *map(str, files))

    assert [each.name for each in RegisterEntry.objects.all()] == [
        "GUILD BUILDERS LIMITED", "Clyde Trust",
    ]  # fmt: skip
    load = RegisterLoad.objects.get(register="companies")
    assert (load.read, load.kept, load.of_day) == (3, 1, dt.date(2026, 1, 1))
    assert str(load).startswith("Companies House, ")
    assert "Companies House: 3 read, 1 kept" in capsys.readouterr().out


def test_a_new_load_replaces_the_old_one(council, tmp_path):
    RegisterEntryFactory(number="00000099")
    RegisterEntryFactory(register="charities", number="1")
    paid(council, {"Guild Builders": (1, 1)})

    actions.load_registers(
        paths=[written(tmp_path, "companies-20261350.csv", COMPANIES)], by=BY, at=AT
    )

    assert [str(each) for each in RegisterEntry.objects.all()] == [
        "GUILD BUILDERS LIMITED (1)", "GUILD BUILDERS LIMITED (00000001)",
    ]  # fmt: skip
    assert queries.newest_loads()["companies"].of_day is None


@pytest.mark.parametrize("content", ["Supplier,Amount\n", None])
def test_a_file_that_is_no_register_loads_nothing(tmp_path, content):
    path = written(tmp_path, "wrong.csv", content) if content else tmp_path / "absent.csv"

    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_companies", str(path))


def test_a_company_of_one_name_fills_in_what_nobody_said(council):
    paid(council, {"Guild Builders": (1, 1)})
    RegisterEntryFactory()

    job = match(council)

    supplier = supplier_of(council, "Guild Builders")
    assert (
        supplier.company_number, supplier.registered_postcode, supplier.sic, supplier.size,
    ) == ("00000001", "PR1 2RL", "41201", "small")  # fmt: skip
    assert supplier.sources["size"]["proxy"] is True
    assert "proxy" not in supplier.sources["sic"]
    assert job.result == {"matched": "1"}


def test_a_stated_size_is_never_changed(council):
    loaded_list(council, "Supplier,Size\nGuild Builders,large\n")
    RegisterEntryFactory()

    match(council)

    supplier = supplier_of(council, "Guild Builders")
    assert (supplier.size, supplier.company_number) == ("large", "00000001")


def test_the_number_comes_before_the_name(council):
    loaded_list(council, "Supplier,Company number\nGuild Builders,2\n")
    RegisterEntryFactory()
    RegisterEntryFactory(number="00000002", name="SOMEBODY ELSE LTD", postcode="LA1 1PJ")

    match(council)

    assert supplier_of(council, "Guild Builders").registered_postcode == "LA1 1PJ"


def test_a_community_interest_company_and_a_charity_are_vcse(council):
    paid(council, {"Ribble Catering": (1, 1), "Preston Youth Trust": (1, 1)})
    RegisterEntryFactory(name="RIBBLE CATERING C.I.C.", is_vcse=True, size="unknown")
    RegisterEntryFactory(
        register="charities", number="1012345", name="PRESTON YOUTH TRUST", is_vcse=True,
        company_number="00123456", sic="", size="unknown",
    )  # fmt: skip
    RegisterLoadFactory(register="charities")

    match(council)

    catering, trust = (supplier_of(council, n) for n in ("Ribble Catering", "Preston Youth Trust"))
    assert (catering.kind, catering.size) == ("vcse", "unknown")
    assert (trust.kind, trust.charity_number, trust.company_number) == (
        "vcse", "1012345", "00123456",
    )  # fmt: skip


def test_several_of_one_name_are_proposed_and_nothing_is_changed(council):
    paid(council, {"Guild Builders": (1, 1)})
    RegisterEntryFactory()
    RegisterEntryFactory(number="00000002", name="GUILD BUILDERS LLP")

    match(council)

    assert supplier_of(council, "Guild Builders").sources == {}
    assert waiting(council) == [
        ("companies", "Guild Builders", "00000001"),
        ("companies", "Guild Builders", "00000002"),
    ]


def test_a_name_that_may_be_a_persons_is_only_proposed(council):
    paid(council, {"J Smith": (1, 1)})
    RegisterEntryFactory(name="J SMITH LIMITED")

    match(council)
    match(council)

    assert waiting(council) == [("companies", "J Smith", "00000001")]


def test_public_bodies_and_persons_are_not_looked_up(council):
    loaded_list(council, "Supplier,Type\nGuild Builders,Public body\nFylde,Sole trader\n")
    RegisterEntryFactory()
    RegisterEntryFactory(number="2", name="FYLDE LIMITED")

    match(council)

    assert [each.company_number for each in council.suppliers.all()] == ["", ""]


def test_one_that_a_person_said_is_no_company_is_left_alone(council, officer):
    paid(council, {"Guild Builders": (1, 1)})
    RegisterEntryFactory()
    match(council)
    supplier = supplier_of(council, "Guild Builders")
    actions.edit_supplier(
        supplier=supplier, facts={"company_number": ""}, reason="Another one", by=officer, at=AT
    )

    RegisterEntry.objects.update(postcode="LA1 1PJ")
    job = actions.ask_matching(organisation=council, by=BY, at=AT + dt.timedelta(days=1))
    jobs.run(job_id=job.pk)

    supplier.refresh_from_db()
    assert (supplier.company_number, supplier.registered_postcode) == ("", "PR1 2RL")


def test_a_merged_suppliers_name_finds_the_company_too(council):
    paid(council, {"Guild": (1, 1), "Guild Builders": (1, 1)})
    merged(supplier_of(council, "Guild Builders"), into=supplier_of(council, "Guild"))
    RegisterEntryFactory()

    match(council)

    assert supplier_of(council, "Guild").company_number == "00000001"


def test_what_is_said_while_the_worker_looks_stays(council, officer):
    paid(council, {"Guild Builders": (1, 1)})
    RegisterEntryFactory()
    RegisterLoadFactory()
    job = actions.ask_matching(organisation=council, by=BY, at=AT)
    outcome = match_registers(job=job, report=lambda done, total, words: None)
    supplier = supplier_of(council, "Guild Builders")
    actions.edit_supplier(
        supplier=supplier, facts={"size": "large"}, reason="Accounts", by=officer, at=AT
    )

    outcome.save()

    supplier.refresh_from_db()
    assert (supplier.size, supplier.company_number) == ("large", "00000001")
    assert supplier.is_stated("size")


def test_what_was_decided_is_not_proposed_by_the_register_again(council, officer):
    paid(council, {"J Smith": (1, 1)})
    RegisterEntryFactory(name="J SMITH LIMITED")
    match(council)
    actions.reject(suggestion=council.supplier_suggestions.get(), by=officer, at=AT)

    job = actions.ask_matching(organisation=council, by=BY, at=AT + dt.timedelta(days=1))
    jobs.run(job_id=job.pk)

    assert waiting(council) == []


def test_a_day_that_is_none_in_the_name_of_a_file_is_passed_over():
    files = [{"name": "BasicCompanyData-2026-13-05.csv"}, {"name": "data-2026-01-05.csv"}]

    assert registers._day_in(files) == dt.date(2026, 1, 5)


def test_what_stood_before_a_fact_stands_again():
    supplier = Supplier(size="small", sources={"size": {"key": "new"}})

    undone = facts.put_back(supplier, {"size": ("micro", {"key": "old"})}, key="new")

    assert (undone, supplier.size, supplier.sources) == (
        ["size"], "micro", {"size": {"key": "old"}},
    )  # fmt: skip
