"""A place of its own for files, and a council with a data officer."""

import pytest

from tests.factories.accounts import OrganisationFactory, UserFactory


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    """Keep uploads in a folder of the test."""
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
def council(db):
    """A council."""
    return OrganisationFactory(name="Guild City Council")


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
