"""From the page of a supplier to its payments."""

import pytest
from django.urls import reverse
from django.utils import timezone

from socialvalue.suppliers import actions as suppliers
from tests.factories.accounts import UserFactory
from tests.factories.spend import AnalysisFactory, analysed, imported
from tests.integration.socialvalue.spend.pages import page, words

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def bright(officer, council):
    """A supplier that was paid three times in 2024/25, under two names."""
    imported(organisation=council)
    return council.suppliers.get(code="BRIGHTSIDECLEANING")


def payments_of(client, supplier):
    return client.get(reverse("spend:payments_to", args=[supplier.pk]))


def test_a_supplier_leads_to_its_payments(bright, council, client):
    analysis = analysed(council)

    response = payments_of(client, bright)

    lines = reverse("spend:lines", args=[analysis.pk])
    assert response.url == f"{lines}?supplier=BRIGHTSIDECLEANING"
    assert "2 payments" in words(client.get(response.url))
    supplier_page = client.get(reverse("suppliers:supplier", args=[bright.pk])).content.decode()
    assert reverse("spend:payments_to", args=[bright.pk]) in supplier_page


def test_of_several_analyses_each_is_offered(bright, council, client):
    analysed(council)
    analysed(council, title="The same again")

    shown = page(client, "payments_to", bright.pk)

    assert "The same again Brightside Cleaning" in shown
    assert "Financial year 2024/25 Brightside Cleaning" in shown


def test_a_supplier_that_was_merged_since_is_found_under_its_former_codes(bright, council, client):
    analysis = analysed(council)
    suppliers.merge(
        merged=council.suppliers.get(code="RIBBLEROOFING"),
        into=bright,
        because="One firm",
        by=UserFactory(),
        at=timezone.now(),
    )

    shown = payments_of(client, bright).content.decode()

    lines = reverse("spend:lines", args=[analysis.pk])
    assert f"{lines}?supplier=BRIGHTSIDECLEANING" in shown
    assert f"{lines}?supplier=RIBBLEROOFING" in shown


def test_without_an_analysis_there_is_nothing_to_show_yet(bright, council, client):
    AnalysisFactory(organisation=council)

    assert "In no analysis yet" in words(payments_of(client, bright))
