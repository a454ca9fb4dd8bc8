"""A place of its own for files, and a small country of three districts."""

import pytest

from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.places import AreaFactory, use_postcodes
from tests.factories.spend import POSTCODES


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    """Keep uploads and payments in a folder of the test."""
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        },
    }
    return tmp_path


@pytest.fixture
def country(db, data_dir):
    """Preston and Blackburn, which are Lancashire, and the City of London."""
    AreaFactory(code="E07000123", name="Preston")
    AreaFactory(code="E06000008", name="Blackburn")
    AreaFactory(code="E09000001", name="City of London", latitude=51.5, longitude=-0.1)
    AreaFactory(
        code="lancashire", name="Lancashire", kind="lieutenancy",
        authorities=["E06000008", "E07000123"], x_m=None, y_m=None,
    )  # fmt: skip
    use_postcodes(POSTCODES)


@pytest.fixture
def council(db):
    """A council that calls Preston its place."""
    return OrganisationFactory(
        name="Guild Council", place_code="E07000123", wider_place_code="lancashire"
    )


def member(council, role, client):
    """Return somebody with a role in the council, signed in."""
    user = UserFactory(name=f"The {role}", roles=[role], roles__organisation=council)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def officer(council, client):
    """Its data officer, signed in."""
    return member(council, "data_officer", client)


@pytest.fixture
def auditor(council, client):
    """Its auditor, signed in."""
    return member(council, "auditor", client)
