"""What payment files say that suppliers are: proposed with its source, and never more."""

import pytest
from django.urls import reverse

from socialvalue.jobs import actions as jobs
from socialvalue.spend.queries import types
from socialvalue.suppliers import actions, queries
from socialvalue.suppliers.models import PaidFrom, Suggestion
from tests.factories.accounts import UserFactory
from tests.factories.spend import AT, confirmed, taken_back, uploaded
from tests.factories.spend import imported as read_by_worker
from tests.integration.socialvalue.spend.pages import words

pytestmark = pytest.mark.django_db
TYPED = """Supplier,Date,Amount,Supplier Type
Larkhill Foods,03/04/2024,100.00,VCS
Larkhill Foods,04/04/2024,50.00,VCS
Mercantile plc,05/04/2024,10.00,Large
Ann Example,06/04/2024,10.00,INDV
Brightside,06/04/2024,10.00,SME
Ribble Council,06/04/2024,10.00,
"""


def read(council, content=TYPED, name="april.csv", type_heading="Supplier Type"):

    file = confirmed(uploaded(content, organisation=council, name=name), type_heading=type_heading)
    jobs.run(job_id=file.job_id)
    file.refresh_from_db()
    return file


def proposed(council):
    """Return what is proposed: supplier, kind of proposal, value, why."""
    waiting = council.supplier_suggestions.waiting().order_by("supplier__name", "kind")
    return list(waiting.values_list("supplier__name", "kind", "value", "because"))


def test_what_a_file_says_is_proposed_with_the_file_as_its_source(council):
    file = read(council)

    assert proposed(council) == [
        ("Ann Example", "individual", "", "april.csv says “INDV” of it, in 1 payment"),
        ("Larkhill Foods", "kind", "vcse", "april.csv says “VCS” of it, in 2 payments"),
        ("Mercantile plc", "size", "large", "april.csv says “Large” of it, in 1 payment"),
    ]
    assert set(Suggestion.objects.values_list("source", flat=True)) == {str(file.pk)}
    assert council.suppliers.get(name="Larkhill Foods").kind == "private"


def test_without_a_column_for_it_nothing_is_said(council):
    read(council, type_heading="")

    assert proposed(council) == []
    assert not PaidFrom.objects.exclude(said={}).exists()


def test_confirming_it_says_so_with_the_person_and_the_reason(council):
    read(council)

    for suggestion in council.supplier_suggestions.waiting():
        actions.confirm(suggestion=suggestion, by=UserFactory(name="Ann"), at=AT)

    larkhill = council.suppliers.get(name="Larkhill Foods")
    assert (larkhill.kind, larkhill.sources["kind"]["words"]) == (
        "vcse", "april.csv says “VCS” of it, in 2 payments",
    )  # fmt: skip
    assert council.suppliers.get(name="Mercantile plc").size == "large"
    assert council.suppliers.get(name="Ann Example").is_individual


def test_what_a_person_has_said_is_not_proposed_otherwise(council):
    read(council)
    larkhill = council.suppliers.get(name="Larkhill Foods")
    council.supplier_suggestions.all().delete()
    actions.edit_supplier(
        supplier=larkhill, facts={"kind": "public_body"}, reason="It is", by=UserFactory(), at=AT
    )

    read(council, TYPED.replace("100.00", "101.00"), name="may.csv")

    assert [supplier for supplier, *_ in proposed(council)] == ["Ann Example", "Mercantile plc"]


def test_what_was_rejected_is_not_proposed_by_another_file(council):
    read(council)
    for suggestion in council.supplier_suggestions.waiting():
        actions.reject(suggestion=suggestion, by=UserFactory(), at=AT)

    read(council, TYPED.replace("100.00", "101.00"), name="may.csv")

    assert proposed(council) == []


def test_what_is_so_already_is_not_proposed(council):
    read(council, TYPED.replace("VCS", "Individual").replace("INDV", "x"))
    for suggestion in council.supplier_suggestions.waiting():
        actions.confirm(suggestion=suggestion, by=UserFactory(), at=AT)

    assert list(queries.stated_of(council)) == []


def test_a_file_that_is_taken_back_proposes_nothing_any_more(council):
    file = read(council)

    taken_back(file)

    assert proposed(council) == []


def test_it_speaks_of_the_supplier_that_stands_for_it(council):
    read(council, TYPED.replace("VCS", ""))
    larkhill = council.suppliers.get(name="Larkhill Foods")
    actions.merge(
        merged=larkhill,
        into=council.suppliers.get(name="Mercantile plc"),
        because="One firm",
        by=UserFactory(),
        at=AT,
    )

    read(council, TYPED.replace("100.00", "101.00"), name="may.csv")

    assert ("Mercantile plc", "kind", "vcse", "may.csv says “VCS” of it, in 2 payments") in (
        proposed(council)
    )


def test_looking_for_suggestions_keeps_what_files_say(council):
    read(council)
    before = proposed(council)

    found = queries.found_of(council).suggestions

    said = [each for each in found if each.source]
    assert sorted(each.because for each in said) == sorted(because for *_, because in before)


def test_names_without_letters_and_texts_of_nothing_are_passed_over(council):
    actions.note_names(
        organisation=council,
        source="a",
        names={"Larkhill": (1, 1), " ": (1, 1)},
        types={"Larkhill": {"VCS": 1, "": 2}, " ": {"VCS": 1}},
        called="a.csv",
        by="a test",
        at=AT,
    )

    assert PaidFrom.objects.get().said == {"file": "a.csv", "types": {"VCS": 1}}


def test_the_page_of_a_supplier_shows_what_files_say_in_their_words(council, officer, client):
    read(council)
    brightside = council.suppliers.get(name="Brightside")

    shown = words(client.get(reverse("suppliers:supplier", args=[brightside.pk])))

    assert "What payment files say of it" in shown
    assert "SME april.csv 1" in shown


def test_sizes_are_decided_in_bulk_like_kinds(council, officer, client):
    read(council)

    shown = words(client.get(reverse("suppliers:suggestions") + "?kind=size"))

    assert "Sizes (1)" in shown
    assert "Large: 250 staff or more" in shown


def test_the_column_is_proposed_by_its_heading_and_confirmed_on_the_page(council, officer, client):
    file = uploaded(TYPED, organisation=council)
    columns = reverse("spend:columns", args=[file.pk])
    assert '<option value="Supplier Type" selected>' in client.get(columns).content.decode()

    sent = {"supplier": "Supplier", "date": "Date", "amount": "Amount", "amounts": "net"}
    client.post(columns, sent | {"type_heading": "Supplier Type"})

    file.refresh_from_db()
    assert file.type_heading == "Supplier Type"
    again = uploaded(TYPED + "\n", organisation=council, name="may.csv")
    assert client.get(reverse("spend:columns", args=[again.pk])).status_code == 200


def test_a_file_without_types_is_read_as_before(council):
    assert read_by_worker(TYPED, organisation=council).rows_read == 6


def test_what_was_counted_is_forgotten_when_the_reader_starts_again():
    pairs = types._Pairs()
    pairs.found["Larkhill"] = {"VCS": 1}

    pairs.start_again()

    assert pairs.found == {}
