"""What the settings make of the environment: they are read anew, in this process.

tests/integration/test_web.py starts the site with some of them, as an installation would.
"""

import os
import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from socialvalue import settings

PRODUCTION = {
    "DEBUG": "off",
    "SECRET_KEY": "a key",
    "ALLOWED_HOSTS": "assess.example.org,www.example.org",
}
PROVIDER = {
    "OIDC_SERVER_URL": "https://sign-in.example.org",
    "OIDC_NAME": "Mereside account",
    "OIDC_CLIENT_ID": "us",
    "OIDC_CLIENT_SECRET": "a secret",
}


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Return what the settings are with these variables: `read(DEBUG="on")`."""

    def settings_with(**variables):
        given = {"DATA_DIR": str(tmp_path), **PRODUCTION, **variables}
        # A file named .env beside manage.py must not fill in what a test leaves out.
        monkeypatch.setattr("environ.Env.read_env", lambda *_: None)
        monkeypatch.setattr(os, "environ", given)
        monkeypatch.setattr("environ.Env.ENVIRON", given)
        return runpy.run_path(settings.__file__)

    return settings_with


def test_hosts_are_listed_with_commas(read):
    assert read()["ALLOWED_HOSTS"] == ["assess.example.org", "www.example.org"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_without_what_production_needs_there_are_no_settings(name, read):
    with pytest.raises(ImproperlyConfigured, match=rf"^Set {name} in the environment or in \.env "):
        read(**{name: ""})


def test_with_debug_on_a_developer_needs_neither(read):
    made = read(DEBUG="on", SECRET_KEY="", ALLOWED_HOSTS="")

    assert made["SECRET_KEY"].startswith("only-for-a-developers-own-machine")
    assert made["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert made["HTTPS"] is False


def test_sqlite_lets_readers_go_on_and_takes_its_lock_at_the_start(read, tmp_path):
    made = read()["DATABASES"]["default"]

    assert made["NAME"] == f"{tmp_path}/social-value.sqlite3"
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "CONN_MAX_AGE" not in made


def test_connections_to_postgresql_are_kept_and_looked_at(read):
    made = read(DATABASE_URL="postgres://me@db.example.org/assess", CONN_MAX_AGE="9")

    database = made["DATABASES"]["default"]
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (9, True)
    assert "transaction_mode" not in database.get("OPTIONS", {})


def test_single_sign_on_is_set_up_by_its_variables(read):
    (app,) = read(**PROVIDER)["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]

    assert app == {
        "provider_id": "sso",
        "name": "Mereside account",
        "client_id": "us",
        "secret": "a secret",
        "settings": {"server_url": "https://sign-in.example.org"},
    }


def test_without_a_provider_there_is_no_single_sign_on(read):
    assert read()["SOCIALACCOUNT_PROVIDERS"] == {}


@pytest.mark.parametrize("name", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_single_sign_on_without_its_secret_is_refused(name, read):
    with pytest.raises(ImproperlyConfigured, match=f"^Set {name} "):
        read(**PROVIDER | {name: ""})


@pytest.mark.parametrize(
    ("behind", "header"), [("on", ("HTTP_X_FORWARDED_PROTO", "https")), ("off", None)]
)
def test_the_proxys_word_on_https_is_taken_only_behind_one(behind, header, read):
    assert read(BEHIND_PROXY=behind).get("SECURE_PROXY_SSL_HEADER") == header
