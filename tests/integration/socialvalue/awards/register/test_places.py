"""The page of a place: who holds what, what ends, what is weak, and nobody recognised."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse

from socialvalue.accounts.models import Role
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.awards import (
    AwardChangeFactory,
    AwardFactory,
    PanelMarkFactory,
    RunningFactory,
    SubmittedFactory,
)
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db
PLACE = "/awards/places/E07000123/"


@pytest.fixture(autouse=True)
def _preston(monkeypatch):
    """Stand in Preston on one day."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date(2026, 11, 22))
    AreaFactory(code="E07000123", name="Preston")


@pytest.fixture
def client():
    """Somebody of an organisation in Preston."""
    here = OrganisationFactory(place_code="E07000123")
    client = Client()
    client.force_login(
        UserFactory(roles=[Role.APPLICANT], roles__organisation=here),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def decided(running, number, *, mark="met", **award):
    """Decide an application of an organisation of Preston with one mark; with an award or none."""
    holder = OrganisationFactory(name=f"Holder {number}", place_code="E07000123")
    application = SubmittedFactory(running=running, organisation=holder, state="decided")
    PanelMarkFactory(application=application, criterion="S2", mark="not")
    PanelMarkFactory(application=application, criterion="S2", mark=mark, version=2)
    return AwardFactory(application=application, **award) if award else application


def test_a_place_without_awards_says_so(client):
    page = client.get(PLACE).content.decode()

    assert "No organisation of this place is on the register" in page
    assert "No application of this place has been decided yet" in page


def test_a_place_shows_who_holds_what_and_what_ends_within_a_year(client):
    running = RunningFactory()
    decided(running, 1, valid_from=dt.date(2024, 3, 1), valid_to=dt.date(2027, 2, 28))
    decided(running, 2, valid_from=dt.date(2026, 3, 1), valid_to=None)
    decided(running, 3, valid_from=dt.date(2026, 3, 1), is_public=False)
    gone = decided(running, 4, valid_from=dt.date(2022, 3, 1), state="withdrawn")
    AwardChangeFactory(award=gone, kind="withdrawn", made_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC))

    page = client.get(PLACE)

    assert [row[0]["text"] for row in page.context["rows"]] == ["Holder 1", "Holder 2"]
    assert page.context["ending"] == [
        ["28 February 2027", "Holder 1", "Weavers' award", "Aspiring"]
    ]
    assert [card["figure"] for card in page.context["cards"]] == ["2", "2", "1"]
    years = list(
        csv.reader(io.StringIO(client.get(f"{PLACE}years.csv").content.decode("utf-8-sig")))
    )
    # Holder 4 from 2022 to its withdrawal in 2024, holder 1 from 2024, holder 2 from 2026.
    assert years[1:] == [
        ["2021", "0", "0"],
        ["2022", "1", "1"],
        ["2023", "1", "0"],
        ["2024", "2", "1"],
        ["2025", "1", "0"],
        ["2026", "2", "1"],
    ]


def test_few_applicants_are_not_told_of(client):
    running = RunningFactory()
    for number in range(4):
        decided(running, number, mark="partly")

    page = client.get(PLACE)

    assert page.context["criteria"]["rows"] == [
        ["Pay", "Weavers' award", "–", "Not shown: fewer than 5 applicants"]
    ]
    assert page.context["chart"] is None


def test_many_applicants_are_told_of_in_tenths(client):
    running = RunningFactory()
    for number in range(11):
        decided(running, number, mark="partly" if number < 6 else "met")

    page = client.get(PLACE)
    file = client.get(f"{PLACE}criteria.csv").content.decode("utf-8-sig")

    # 6 of 11 are 54.5%: to the nearest tenth, 50%.
    assert page.context["criteria"]["rows"] == [["Pay", "Weavers' award", "10 to 19", "about 50%"]]
    assert page.context["chart"].title == "Where applicants of this place fall short"
    assert list(csv.reader(io.StringIO(file)))[1:] == [
        ["Weavers' award", "S2", "Pay", "10 to 19", "about 50%"]
    ]


def test_a_place_is_chosen_and_ones_own_comes_first(client):
    page = client.get("/awards/places/")
    chosen = client.post("/awards/places/", {"place": "E07000123"})

    assert page.context["form"].initial == {"place": "E07000123"}
    assert chosen.url == reverse("awards:place", args=["E07000123"])


def test_a_place_that_there_is_not_is_not_found(client):
    assert client.get("/awards/places/E99/").status_code == 404


def test_the_public_is_led_to_the_register_of_the_place():
    # Members read where applicants fall short as well; what the public may know is on the register.
    public = Client()

    chosen, place = public.get("/awards/places/"), public.get(PLACE)
    listed = public.get(place.url)

    assert (chosen.url, place.url) == ("/awards/register/", "/awards/register/?place=E07000123")
    assert "No award on the register is like that" in listed.content.decode()
    assert public.get("/awards/places/E99999999/").status_code == 404
    assert public.get(f"{PLACE}criteria.csv").status_code == 302


def test_a_place_that_is_none_is_told_on_the_register():
    page = Client().get("/awards/register/?place=E99999999").content.decode()

    assert "Select a valid choice" in page
