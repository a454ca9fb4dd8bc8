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


FILE_PAGES = ["file", "columns", "take_back", "rows_csv", "alike"]
ANALYSIS_PAGES = [
    "analysis", "lines", "lines_csv", "analysis_map", "analysis_categories", "analysis_suppliers",
    "analysis_deprivation", "analysis_months", "analysis_published", "analysis_method", "what_if",
    "report",
]  # fmt: skip
ANALYSIS_FILES = [("table_csv", "bands"), ("report_file", "pdf")]


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(("name", "which"), ANALYSIS_FILES)
def test_a_file_of_another_organisations_analysis_is_not_found(client, name, which):
    analysis = analysed_of_others()

    response = client.get(reverse(f"spend:{name}", args=[analysis.pk, which]))

    assert response.status_code == 404


def analysed_of_others():
    """Return an analysis of another organisation."""
    foreign = OrganisationFactory()
    imported(organisation=foreign)
    return analysed(foreign)


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
