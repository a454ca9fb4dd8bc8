"""What is shared names nobody who is known to be a person, whenever that became known."""

import datetime as dt

import pytest
from django.urls import reverse

from socialvalue.networks import actions
from socialvalue.suppliers import actions as suppliers
from tests.factories.accounts import UserFactory
from tests.factories.spend import AT, analysed, imported
from tests.integration.socialvalue.networks.conftest import TRUST, seat_of, shares
from tests.integration.socialvalue.spend.pages import words

pytestmark = pytest.mark.django_db


def found_out(trust):
    """Have somebody of the trust say that Larkhill Foods is a person's trade."""
    suppliers.edit_supplier(
        supplier=trust.suppliers.get(name="Larkhill Foods"), facts={"is_individual": True},
        reason="Known", by=UserFactory(), at=AT,
    )  # fmt: skip


def test_who_was_found_out_after_the_analysis_is_not_shared(network, trust):
    imported(TRUST, organisation=trust)
    analysis = analysed(trust)
    found_out(trust)

    shared = actions.share(
        seat=seat_of(network, trust), analysis=analysis, level="suppliers", by=UserFactory(),
        at=AT + dt.timedelta(hours=1),
    )  # fmt: skip

    assert "Larkhill" not in str(shared.figures)
    assert "Blackburn Books" in str(shared.figures)


def test_who_was_found_out_after_sharing_is_named_no_more(network, trust, officer, client):
    shared = shares(network, trust, "suppliers", TRUST)
    found_out(trust)

    page = words(client.get(reverse("networks:share", args=[network.pk, shared.pk])))
    local = words(client.get(reverse("networks:local_suppliers") + "?category=food"))

    assert "Larkhill" not in page + local
    assert "Blackburn Books" in page
