"""Names that strangers type: nobody takes one that reads like another's, or writes through us."""

import pytest
from django.core import mail

from socialvalue.accounts.models import Organisation
from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import RegistrationFactory
from tests.integration.socialvalue.awards.applying.steps import url, words

pytestmark = pytest.mark.django_db

REFUSED = "has signs that look like others"


def opens(client, name):
    """Open the organisation under a name."""
    RegistrationFactory()
    typed = {"organisation_name": name, "name": "Ann", "password": "three words together"}
    return client.post(url("open_organisation", "its-secret"), typed)


@pytest.mark.parametrize(
    "name",
    [
        "Known\u200b Trust",  # a blank without width
        "Kn\u043ewn Trust",  # a Cyrillic o
        "Known\u202e Trust",  # what follows is read from right to left
        "Known Tru\u0328\u0328st",  # marks that are put over letters
        "Known Tr\u028bst",  # a hooked v
    ],
)
def test_a_name_that_reads_like_anothers_is_refused(name, client):
    OrganisationFactory(name="Known Trust")

    assert REFUSED in words(opens(client, name))
    assert Organisation.objects.filter(registered_itself=True).count() == 0


def test_wide_letters_are_the_same_name(client):
    OrganisationFactory(name="Known Trust")

    assert "This name cannot be used as it stands" in words(opens(client, "Ｋnown Trust"))


@pytest.mark.parametrize("name", ["Cwmni Tŷ Gŵyl", "St John’s – Café & Co. (Ørsted)", "50% Ltd"])
def test_names_of_here_are_taken(name, client):
    assert opens(client, name).status_code == 302
    assert Organisation.objects.filter(name=name, registered_itself=True).count() == 1


def test_the_letter_carries_no_words_of_whoever_asked_for_it(client, preston):
    typed = {
        "name": "Win a prize at http://trap.example",
        "kind": "vcse",
        "place_code": "E07000123",
        "email": "new@example.org",
    }

    client.post(url("register_organisation"), typed)

    assert "/awards/apply/organisation/open/" in mail.outbox[-1].body
    assert "trap.example" not in mail.outbox[-1].body
