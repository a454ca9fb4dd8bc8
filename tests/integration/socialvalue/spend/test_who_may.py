"""Who may see and change payments."""

import pytest
from django.urls import reverse

from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.spend import (
    analysed,
    imported,
    uploaded,
)
from tests.integration.socialvalue.spend.pages import (
    NOBODY,
    without_tokens,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


FILE_PAGES = ["file", "columns", "take_back", "rows_csv"]
ANALYSIS_PAGES = [
    "analysis", "lines", "lines_csv", "bands_csv", "categories_csv", "suppliers_csv",
    "authorities_csv", "report_pdf",
]  # fmt: skip


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("name", [*FILE_PAGES, *ANALYSIS_PAGES])
def test_another_organisations_thing_is_like_an_absent_one(client, name):
    foreign = OrganisationFactory()
    file = imported(organisation=foreign)
    thing = file if name in FILE_PAGES else analysed(foreign)

    theirs = client.get(reverse(f"spend:{name}", args=[thing.pk]))
    absent = client.get(reverse(f"spend:{name}", args=[NOBODY]))

    assert theirs.status_code == 404
    assert without_tokens(theirs) == without_tokens(absent)


@pytest.mark.parametrize("name", ["home", "upload", "new_analysis"])
def test_an_evaluator_may_not_see_payments(client, council, name):
    user = UserFactory(roles=["evaluator"], roles__organisation=council)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(reverse(f"spend:{name}")).status_code == 403


@pytest.mark.usefixtures("auditor")
@pytest.mark.parametrize("name", ["upload", "new_analysis"])
def test_an_auditor_may_not_add_anything(client, name):
    assert client.get(reverse(f"spend:{name}")).status_code == 403


@pytest.mark.usefixtures("auditor")
@pytest.mark.parametrize("name", ["columns", "take_back"])
def test_an_auditor_may_not_change_a_file(client, council, name):
    file = uploaded(organisation=council)

    assert client.post(reverse(f"spend:{name}", args=[file.pk])).status_code == 403
