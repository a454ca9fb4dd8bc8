"""Saying what an organisation calls its place."""

import re

import pytest
from django.urls import reverse

from socialvalue.audit.models import AuditEvent
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country():
    AreaFactory(code="E07000123", name="Preston")
    AreaFactory(code="E07000999", name="Elsewhere")
    AreaFactory(
        code="lancashire", name="Lancashire", kind="lieutenancy",
        authorities=["E06000008", "E07000123"], x_m=None, y_m=None,
    )  # fmt: skip
    AreaFactory(
        code="E12000002", name="North West", kind="region",
        authorities=["E06000008", "E07000123", "E07000999"], x_m=None, y_m=None,
    )  # fmt: skip


@pytest.fixture
def council():
    """A council without a place."""
    return OrganisationFactory(name="Guild Council")


@pytest.fixture
def administrator(council, client):
    """Its administrator, signed in."""
    user = UserFactory(roles=["administrator"], roles__organisation=council)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def words(response):
    """Return the page's words, white space squeezed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def choose(client, place, wider, **more):
    """Send the form."""
    answers = {"place_code": place, "wider_place_code": wider}
    return client.post(reverse("places:set_place"), answers, **more)


@pytest.mark.usefixtures("administrator")
def test_people_lead_to_the_place(client):
    shown = words(client.get(reverse("accounts:people")))

    assert "Say what your organisation calls its place" in shown


@pytest.mark.usefixtures("administrator")
def test_form_offers_to_suggest_the_wider_area(client):
    response = client.get(reverse("places:set_place"))

    assert "What is your place?" in words(response)
    assert response.context["form"].initial == {"place_code": "", "wider_place_code": "suggest"}


@pytest.mark.usefixtures("administrator")
def test_form_shows_what_is_set(client, council):
    type(council).objects.update(place_code="E07000123", wider_place_code="")

    response = client.get(reverse("places:set_place"))

    assert response.context["form"].initial == {"place_code": "E07000123", "wider_place_code": ""}


@pytest.mark.parametrize(
    ("place", "wider", "kept", "said"),
    [
        ("E07000123", "suggest", "lancashire", "Your place is Preston, within Lancashire"),
        ("E07000123", "E12000002", "E12000002", "Your place is Preston, within North West"),
        ("E07000123", "", "", "Your place is Preston"),
        ("E12000002", "suggest", "", "Your place is North West"),
    ],
)
def test_place_is_set_and_recorded(client, council, administrator, place, wider, kept, said):
    response = choose(client, place, wider, follow=True)

    council.refresh_from_db()
    assert (council.place_code, council.wider_place_code) == (place, kept)
    assert said in words(response)
    event = AuditEvent.objects.get(did="organisation.place_set")
    assert event.actor_name == str(administrator)


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    ("place", "wider", "said"),
    [
        ("", "suggest", "Select your place"),
        ("E07000999", "lancashire", "Elsewhere does not lie wholly within Lancashire"),
        ("lancashire", "lancashire", "This is the same as your place"),
        ("E99999999", "suggest", "Select a valid choice"),
    ],
)
def test_place_that_cannot_be(client, council, place, wider, said):
    response = choose(client, place, wider)

    council.refresh_from_db()
    assert said in words(response)
    assert council.place_code == ""


def test_place_is_for_administrators(client, council):
    user = UserFactory(roles=["data_officer"], roles__organisation=council)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(reverse("places:set_place")).status_code == 403
    assert choose(client, "E07000123", "").status_code == 403
