"""The contracts register: seen first, imported whole, taken back; and what ends soon."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from socialvalue.spend import actions, queries
from socialvalue.spend.forms import contracts as contract_forms
from socialvalue.spend.models import Contract, Register
from tests.factories.accounts import UserFactory
from tests.factories.spend import (
    AT,
    ContractFactory,
    RegisterFactory,
    analysed,
    events_of,
    imported,
)
from tests.integration.socialvalue.spend.pages import page, words

NEXT_YEAR = dt.date(AT.year + 1, 3, 31)
REGISTER = """Reference,Title,Supplier,Category,Start,End,Value
C-1,Cleaning of offices,Brightside Cleaning Ltd,Cleaning,01/04/2024,31/03/2027,"300,000.00"
C-2,Repairs,Ribble Roofing,Repairs,,30/09/2027,
"""


def upload(client, text=REGISTER, name="contracts.csv"):
    """Send the upload form."""
    content = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return client.post(reverse("spend:upload_register"), {"content": content})


@pytest.fixture
def register(officer, client):
    """A register that was looked at and waits."""
    upload(client)
    return Register.objects.get()


def test_without_a_register_the_page_says_what_to_do(officer, client):
    assert "No contracts yet" in page(client, "contracts")


def test_a_register_is_seen_before_anything_is_imported(officer, register, client):
    found = page(client, "register", register.pk)

    assert "Nothing is imported yet" in found
    assert "C-1 Cleaning of offices Brightside Cleaning Ltd Cleaning 31 March 2027" in found
    assert "2 contracts in all" in found
    assert "Value a year Not in this register" in found
    assert not Contract.objects.exists()
    assert events_of(register) == ["register.uploaded"]


def test_a_register_is_imported_whole(officer, council, register, client):
    response = client.post(reverse("spend:register", args=[register.pk]))

    assert response.url == reverse("spend:contracts")
    first, second = council.contracts.order_by("reference")
    assert (first.category_key, first.start, first.end, first.value_pence) == (
        "cleaning", dt.date(2024, 4, 1), dt.date(2027, 3, 31), 30_000_000,
    )  # fmt: skip
    assert (second.start, second.value_pence, second.yearly_pence) == (None, None, None)
    assert events_of(register) == ["register.uploaded", "register.imported"]
    assert "2 contracts imported on" in page(client, "register", register.pk)


def test_a_register_is_not_imported_twice(officer, register, client):
    client.post(reverse("spend:register", args=[register.pk]))

    response = client.post(reverse("spend:register", args=[register.pk]), follow=True)

    assert "cannot be imported as it stands" in words(response)
    assert Contract.objects.count() == 2


def test_one_wrong_cell_stops_the_import(officer, client):
    upload(client, REGISTER.replace("30/09/2027", "31/09/2027"))
    register = Register.objects.get()

    found = page(client, "register", register.pk)
    response = client.post(reverse("spend:register", args=[register.pk]), follow=True)

    assert "3 End 31/09/2027" in found
    assert "Write the last day as 31/03/2028" in found
    assert "cannot be imported" in words(response)
    assert not Contract.objects.exists()


def test_a_register_without_contracts_says_so(officer, client):
    upload(client, "Title,Supplier,End\n")

    found = page(client, "register", Register.objects.get().pk)

    assert "The whole file There is no contract in it. Choose another file." in found


def test_the_same_register_is_refused(officer, register, client):
    response = upload(client)

    assert "This is the same file as contracts.csv" in words(response)
    assert Register.objects.count() == 1


def test_the_same_register_sent_twice_at_once_is_kept_once(council, monkeypatch):
    content = ContentFile(REGISTER.encode(), name="contracts.csv")
    about = {"organisation": council, "name": "contracts.csv", "by": UserFactory(), "at": AT}
    first = actions.upload_register(content=content, **about)
    empty = Register.objects.none()
    real = Register.objects.standing
    answers = iter([empty, real()])
    monkeypatch.setattr(
        "socialvalue.spend.models.contracts.RegisterQuerySet.standing", lambda self: next(answers)
    )

    with pytest.raises(actions.RegisterLoadedAlready):
        actions.upload_register(content=content, **about)

    assert [register.pk for register in Register.objects.all()] == [first.pk]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("Who,What\na,b\n", "contracts.csv", "No contracts register was found"),
        (REGISTER, "contracts.pdf", "Choose a file that ends in .csv"),
        (b"", "contracts.csv", "The file is empty"),
    ],
)
def test_what_is_no_register_is_refused(officer, client, text, name, said):
    assert said in words(upload(client, text, name))
    assert not Register.objects.exists()


def test_a_register_has_a_largest_size(officer, client, monkeypatch):
    monkeypatch.setattr(contract_forms, "LARGEST", 10)

    assert "larger than 20 MB" in words(upload(client))


def test_a_reference_belongs_to_one_contract(officer, council, client):
    ContractFactory(organisation=council, reference="c-1", register__name="older.csv")

    upload(client)

    found = page(client, "register", Register.objects.get(name="contracts.csv").pk)
    assert "older.csv has this reference already" in found


def test_a_reference_taken_since_stops_the_import(officer, council, register, client):
    ContractFactory(organisation=council, reference="C-1")

    response = client.post(reverse("spend:register", args=[register.pk]), follow=True)

    assert "Another register has the reference C-1 since" in words(response)


def test_registers_without_references_can_follow_each_other(officer, council, client):
    for name in ("a.csv", "b.csv"):
        upload(client, f"Title,Supplier,End\nCleaning,{name},31/03/2027\n", name)
        client.post(reverse("spend:register", args=[Register.objects.get(name=name).pk]))

    references = council.contracts.values_list("reference", flat=True)
    assert set(references) == {"Row 2", "Row 2 of b.csv"}


def test_a_register_is_taken_back_with_its_reason(officer, council, register, client):
    client.post(reverse("spend:register", args=[register.pk]))
    url = reverse("spend:take_register_back", args=[register.pk])

    assert "Enter why" in words(client.post(url, {"reason": ""}))
    response = client.post(url, {"reason": "Last year's"})

    assert response.url == reverse("spend:contracts")
    assert not council.contracts.standing().exists()
    assert "Taken back by The data_officer" in page(client, "register", register.pk)
    assert "is taken back already" in words(client.post(url, {"reason": "Again"}))
    assert "Taken back" in page(client, "contracts")


def test_registers_are_listed_with_their_stage(officer, council, client):
    RegisterFactory(organisation=council, name="waiting.csv")
    RegisterFactory(organisation=council, name="wrong.csv", problems=[{"row": 2}])

    found = page(client, "contracts")

    assert "To import" in found
    assert "To mend" in found


@pytest.fixture
def ending(country, council):
    """Contracts that end soon, and payments of which a part leaks."""
    imported(
        "Supplier,Postcode,Date,Amount,Category\n"
        "Brightside Cleaning Ltd,PR1 2RL,03/04/2024,1000.00,Cleaning\n"
        "Faraway plc,EC1A 1BB,07/05/2024,3000.00,Cleaning\n"
        "Faraway plc,EC1A 1BB,07/05/2024,-5.00,Refunds\n",
        organisation=council,
    )
    analysed(council)
    today = timezone.localdate()
    soon = {"organisation": council, "start": None}
    half = today + dt.timedelta(days=100)
    ContractFactory(**soon, reference="C-1", title="Offices", yearly_pence=10_000, end=half)
    ContractFactory(
        organisation=council, reference="C-2", title="Windows", end=half, value_pence=120_000,
        start=half.replace(year=half.year - 1) + dt.timedelta(days=1),
    )  # fmt: skip
    ContractFactory(**soon, reference="C-3", title="Unknown value", end=half)
    ContractFactory(**soon, reference="C-4", category="", category_key="", yearly_pence=5, end=half)
    ContractFactory(
        **soon, reference="C-5", category="IT", category_key="it", yearly_pence=5, end=half,
        extends_to=half,
    )  # fmt: skip
    ContractFactory(
        **soon, reference="C-6", category="Refunds", category_key="refunds", yearly_pence=5,
        end=half,
    )  # fmt: skip
    ContractFactory(**soon, reference="C-7", title="Later", end=today + dt.timedelta(days=500))
    return council


def test_what_ends_is_ordered_by_what_it_could_bring_home(officer, ending, client):
    found = page(client, "contracts", query="?months=6")

    # £1,200.00 a year and £100.00 a year, of which 3,000 of 4,000 leak.
    assert "£1,200.00 75.0% £900.00" in found
    assert "£100.00 75.0% £75.00" in found
    assert found.index("Windows") < found.index("Offices") < found.index("Unknown value")
    assert "Value or start not known" in found
    assert "No category" in found
    assert "No spend on this category in this analysis" in found
    assert "extends to" in found
    assert "not a lawful award criterion" in found
    assert "Later" not in found
    assert "Later" in page(client, "contracts", query="?months=24")


def test_what_is_out_of_reach_brings_nothing_home(officer, ending, client):
    actions.decide_categories(
        organisation=ending, names={"cleaning": "Cleaning"}, left_out_as="", owner="",
        is_influenceable=False, because="A framework", by="a test", at=AT,
    )  # fmt: skip

    found = page(client, "contracts", query="?months=6")

    assert "£1,200.00 75.0% Out of reach" in found
    assert "£900.00" not in found


def test_what_leaks_of_a_category_that_is_nowhere_placed_is_not_known(
    officer, country, council, client
):
    imported(
        "Supplier,Date,Amount,Category\nNowhere Ltd,03/04/2024,1000.00,Cleaning\n",
        organisation=council,
    )
    analysed(council)
    end = timezone.localdate() + dt.timedelta(days=100)
    ContractFactory(organisation=council, yearly_pence=10_000, start=None, end=end)

    found = page(client, "contracts", query="?months=6")
    saved = client.get(reverse("spend:renewals_csv") + "?months=6").content.decode("utf-8-sig")

    assert "£100.00 Not known Nobody has said where the suppliers of this category are" in found
    assert saved.splitlines()[1].endswith(",100.00,,")
    assert "Cleaning £1,000.00 : payments for Cleaning Not known Not decided" in page(
        client, "categories"
    )


def test_nothing_that_ends_says_so(officer, council, client):
    ContractFactory(organisation=council, end=timezone.localdate() + dt.timedelta(days=900))

    found = page(client, "contracts", query="?months=7")

    assert "None of the 1 contract ends within 12 months" in found


def test_what_ends_is_a_file_too(officer, ending, client):
    response = client.get(reverse("spend:renewals_csv") + "?months=6")

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("C-2,Windows,Brightside Cleaning Ltd,Cleaning,")
    assert lines[1].endswith(",1200.00,75.0,900.00")
    assert len(lines) == 7


def test_the_days_go_into_a_calendar(officer, ending, client):
    response = client.get(reverse("spend:calendar_csv") + "?months=6")

    lines = response.content.decode("utf-8-sig").splitlines()
    half = timezone.localdate() + dt.timedelta(days=100)
    assert lines[0] == "Subject,Start Date,All Day Event,Description"
    assert f"Contract ends: Offices,{half:%d/%m/%Y},True" in "\n".join(lines)


def test_files_of_contracts_name_no_individual(officer, ending, client):
    ending.suppliers.filter(name="Brightside Cleaning Ltd").update(is_individual=True)

    for name in ("renewals_csv", "calendar_csv"):
        saved = client.get(reverse(f"spend:{name}") + "?months=6").content.decode("utf-8-sig")

        assert "An individual" in saved
        assert "Brightside" not in saved
    assert "Brightside Cleaning Ltd" in page(client, "contracts", query="?months=6")


def test_the_newest_analysis_may_be_none(council):
    assert queries.newest_analysis(council) is None
