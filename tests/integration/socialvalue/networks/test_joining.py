"""Starting a network, inviting, answering and leaving."""

import pytest
from django.urls import reverse

from socialvalue.networks import actions
from socialvalue.networks.models import Network, Seat, Share
from tests.factories.accounts import OrganisationFactory
from tests.factories.networks import NetworkFactory, SeatFactory, ShareFactory
from tests.factories.spend import AT, AnalysisFactory, events_of
from tests.integration.socialvalue.networks.conftest import NETWORK, member, seat_of
from tests.integration.socialvalue.spend.pages import without_tokens, words


def get(client, name, *args):
    response = client.get(reverse(f"networks:{name}", args=args))
    assert response.status_code == 200
    return words(response)


def test_an_organisation_without_networks_is_told_what_to_do(officer, client):
    assert "Your organisation belongs to no network" in get(client, "home")


def test_an_auditor_starts_nothing(council, client):
    member(council, "auditor", client)

    found = get(client, "home")

    assert "An administrator or a data officer can start one" in found
    assert client.get(reverse("networks:found")).status_code == 403


def test_whoever_starts_a_network_leads_it_and_belongs_to_it(officer, council, client):
    assert "selected" in client.get(reverse("networks:found")).content.decode()
    response = client.post(reverse("networks:found"), NETWORK)

    network = Network.objects.get()
    assert response.url == reverse("networks:network", args=[network.pk])
    assert (network.lead, seat_of(network, council).state) == (council, "taken")
    assert events_of(network) == ["network.founded"]
    assert "Anchors of the Ribble" in get(client, "home")
    assert "No member shares anything yet" in get(client, "network", network.pk)


def test_areas_that_do_not_lie_in_each_other_are_refused(officer, client):
    answers = NETWORK | {"place_code": "lancashire", "wider_place_code": "E07000123"}

    assert "does not lie wholly within" in words(client.post(reverse("networks:found"), answers))


def invite(client, network, name):
    return client.post(reverse("networks:offer", args=[network.pk]), {"name": name})


def test_an_invitation_tells_nobody_who_is_here(officer, network, client):
    OrganisationFactory(name="Here")
    pages = []
    for name in ("Here", "Gone"):
        assert invite(client, network, name).status_code == 302
        shown = client.get(reverse("networks:network", args=[network.pk]))
        pages.append(without_tokens(shown).replace(name.encode(), b"Name"))
        Seat.objects.filter(offered_to_name=name).update(state="refused")

    assert pages[0] == pages[1]


def test_nobody_is_invited_twice(officer, network, client):
    assert "was invited already" in words(invite(client, network, "RIBBLE TRUST"))


def test_only_the_lead_invites(network, trust, client):
    member(trust, "administrator", client)

    assert client.get(reverse("networks:offer", args=[network.pk])).status_code == 403


@pytest.fixture
def offer(council):
    """An invitation to the council."""
    return SeatFactory(
        organisation=None, offered_to_name="guild council", state=Seat.State.OFFERED,
        network__lead__name="Ribble Trust",
    )  # fmt: skip


def test_an_invitation_waits_for_the_organisation_of_that_name(officer, offer, client):
    assert "Ribble Trust invites your organisation to join" in get(client, "home")


def test_who_accepts_belongs_to_the_network_and_shares_nothing(officer, council, offer, client):
    response = client.post(reverse("networks:answer", args=[offer.pk]), {"accept": "yes"})

    assert response.url == reverse("networks:network", args=[offer.network_id])
    offer.refresh_from_db()
    assert (offer.state, offer.organisation) == ("taken", council)
    assert "It shares nothing" in get(client, "network", offer.network_id)
    assert events_of(offer.network) == ["network.joined"]


def test_who_declines_does_not(officer, offer, client):
    response = client.post(reverse("networks:answer", args=[offer.pk]), {"accept": "no"})

    assert response.url == reverse("networks:home")
    offer.refresh_from_db()
    assert (offer.state, offer.organisation) == ("refused", None)
    assert events_of(offer.network) == ["network.declined"]


def test_an_answer_is_asked_for(officer, offer, client):
    response = client.post(reverse("networks:answer", args=[offer.pk]), {})

    assert "Select whether you want to join" in words(response)


def test_an_invitation_that_was_answered_meanwhile_is_not_answered_again(
    officer, offer, client, monkeypatch
):
    actions.answer_offer(
        seat=offer, organisation=SeatFactory().organisation, accept=False, by="x", at=AT
    )
    every = Seat.objects.select_related("network__lead")
    monkeypatch.setattr("socialvalue.networks.queries.offers_to", lambda organisation: every)

    response = client.post(reverse("networks:answer", args=[offer.pk]), {"accept": "yes"})

    assert response.url == reverse("networks:home")
    assert "was answered already" in get(client, "home")


def test_who_leaves_shares_nothing_any_more(officer, network, council, client):
    share = ShareFactory(
        seat=seat_of(network, council), analysis=AnalysisFactory(organisation=council)
    )  # fmt: skip
    response = client.post(reverse("networks:leave", args=[network.pk]))

    assert response.url == reverse("networks:home")
    share.refresh_from_db()
    assert share.withdrawn_by == "The data_officer"
    assert client.get(reverse("networks:network", args=[network.pk])).status_code == 404
    with pytest.raises(actions.NotAMember):
        actions.leave(seat=share.seat, by="x", at=AT)


def test_things_say_what_they_are(db):
    seat = SeatFactory(network=NetworkFactory(), organisation__name="Trust")

    assert str(seat) == "Trust in Anchors of the Ribble"
    share = ShareFactory(seat=seat)
    assert str(share) == "Trust in Anchors of the Ribble, 2024-04-01 to 2025-03-31"
    assert Share.objects.standing().get() == share
