"""What holds for every answer of the site: headers, tokens, addresses, errors, sessions."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from socialvalue.accounts.models import Role
from socialvalue.core import pages
from tests.factories.accounts import UserFactory
from tests.integration.things import SHARED
from tests.integration.world import ADDRESSES, BACKEND, answer

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# A page may load and send only from here and to here, and a saved file may do nothing at all.
PAGE_POLICY = {
    "default-src 'self'", "img-src 'self' data:", "object-src 'none'", "base-uri 'none'",
    "frame-ancestors 'none'", "form-action 'self'",
}  # fmt: skip
FILE_POLICY = {"default-src 'none'", "frame-ancestors 'none'", "sandbox"}


def policy(response):
    """Return the directives of the answer's content security policy."""
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


def header_faults(response, *, signed_in):
    """Return what is wrong with the headers of an answer."""
    faults = [name for name, value in HEADERS.items() if response.get(name) != value]
    is_file = response.get("Content-Disposition", "").startswith("attachment")
    if policy(response) != (FILE_POLICY if is_file else PAGE_POLICY):
        faults.append(response["Content-Security-Policy"])
    kept_by = response.get("Cache-Control", "")
    if signed_in and not ("no-store" in kept_by and "private" in kept_by):
        faults.append(f"may be kept by a cache: {kept_by!r}")
    return faults


@pytest.mark.long
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.label)
def test_headers(address, world):
    keys = world.own.own | {name: first for name, (first, _) in SHARED.items()}

    faults = {
        persona.name: found
        for persona in world.personas
        if persona.role in {None, Role.PROCUREMENT_OFFICER, Role.DATA_OFFICER, Role.ADMINISTRATOR}
        if (
            found := header_faults(
                answer(world, persona, "GET", address.path(keys))[0],
                signed_in=persona.user is not None,
            )
        )
    }

    assert faults == {}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_change_without_a_token_is_refused(world, method):
    keys = world.own.own | {name: first for name, (first, _) in SHARED.items()}
    officer = next(each for each in world.personas if each.role == Role.PROCUREMENT_OFFICER)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer.user, backend=BACKEND)

    let_through = [
        address.label
        for address in ADDRESSES
        if browser.generic(method, address.path(keys)).status_code != 403
    ]

    assert let_through == []


def test_a_change_with_a_token_is_not_refused(client):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(reverse("account_login")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    answered = browser.post(reverse("account_login"), {"csrfmiddlewaretoken": token})

    assert answered.status_code == 200


def test_a_refused_token_is_said_in_our_words():
    answered = Client(enforce_csrf_checks=True).post(reverse("account_login"))

    assert "This page was open for too long" in answered.content.decode()


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_a_method_in_a_header_is_not_believed(client, header):
    assert client.get("/", headers={header: "DELETE"}).status_code == 200


def test_trace_is_not_answered(client):
    assert client.trace("/").status_code == 405


@pytest.fixture
def person():
    """Somebody who can sign in."""
    user = UserFactory(email="ada@example.org")
    user.set_password("three odd words together")
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in(browser, **more):
    """Send the sign-in form."""
    answers = {"login": "ada@example.org", "password": "three odd words together"}
    return browser.post(reverse("account_login"), answers | more)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "https:evil.example",
        "javascript:alert(1)", "http://testserver@evil.example/", "\thttps://evil.example/",
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(client, person, elsewhere):
    assert sign_in(client, next=elsewhere).url == "/"


def test_signing_in_leads_to_the_page_asked_for(client, person):
    assert sign_in(client, next=reverse("jobs:list")).url == reverse("jobs:list")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_signing_out_leads_nowhere_else(client, person, elsewhere):
    client.force_login(person, backend=BACKEND)

    assert client.post(reverse("account_logout"), {"next": elsewhere}).url == "/"


@pytest.mark.parametrize(
    "headers", [{"host": "evil.example"}, {"host": "testserver.evil.example"}, {"host": "a b"}]
)
def test_another_host_is_refused(client, headers):
    answered = client.get("/", headers=headers)

    assert answered.status_code == 400
    assert header_faults(answered, signed_in=False) == []
    assert "evil.example" not in answered.content.decode()


def test_a_forwarded_host_is_not_believed(client, person, mailoutbox):
    client.post(
        reverse("account_reset_password"),
        {"email": person.email},
        headers={"x-forwarded-host": "evil.example"},
    )

    (letter,) = mailoutbox
    assert "http://testserver/account/password/reset/key/" in letter.body
    assert "evil.example" not in letter.body


def test_page_not_found_is_ours(client):
    answered = client.get("/no/such/page/")
    text = answered.content.decode()

    assert (answered.status_code, "<h1" in text, "Page not found" in text) == (404, True, True)
    assert "/no/such/page/" not in text


def test_an_error_says_nothing_about_the_code(monkeypatch, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False

    def fail(page, **kwargs):
        raise ValueError("the secret of the code")

    monkeypatch.setattr(pages.About, "get_context_data", fail)
    answered = Client(raise_request_exception=False).get(reverse("core:about"))
    text = answered.content.decode()

    assert answered.status_code == 500
    assert header_faults(answered, signed_in=False) == []
    assert "Sorry, there is a problem" in text
    assert [word for word in ("secret", "Traceback", "ValueError", "DEBUG") if word in text] == []


@pytest.mark.parametrize("status", [400, 500, 503])
def test_error_pages_stand_without_the_site(status):
    text = render_to_string(f"{status}.html")

    assert '<html lang="en-GB" class="govuk-template">' in text
    assert "<h1" in text


def test_a_session_ends_with_a_new_password_everywhere_else(client, person):
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser)

    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": "three odd words together",
            "password1": "four other words entirely",
            "password2": "four other words entirely",
        },
    )

    assert elsewhere.get(reverse("accounts:account")).status_code == 302
    assert client.get(reverse("accounts:account")).status_code == 200


def test_a_session_has_a_new_key_after_signing_in_and_none_after_signing_out(client, person):
    client.get("/")
    session = client.session
    session["before"] = "here"
    session.save()
    client.cookies[project.SESSION_COOKIE_NAME] = session.session_key
    sign_in(client)
    signed_in = client.session.session_key

    client.post(reverse("account_logout"))

    assert signed_in != session.session_key
    assert not Session.objects.filter(pk__in=[session.session_key, signed_in]).exists()


def test_a_session_ends_with_the_browser_and_on_the_server_after_half_a_day(client, person):
    cookie = sign_in(client).cookies[project.SESSION_COOKIE_NAME]
    stored = Session.objects.get(pk=client.session.session_key)

    lasts = stored.expire_date - timezone.now()
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert dt.timedelta(hours=11, minutes=59) < lasts <= dt.timedelta(hours=12)


def test_a_session_that_has_ended_is_no_longer_one(client, person):
    sign_in(client)
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))

    assert client.get(reverse("accounts:account")).status_code == 302


def test_the_cookies_cannot_be_read_by_scripts_nor_sent_from_elsewhere(client, person):
    client.get(reverse("account_login"))
    answered = sign_in(client)

    cookies = {
        name: (cookie["httponly"], cookie["samesite"]) for name, cookie in answered.cookies.items()
    }
    assert cookies == {
        project.SESSION_COOKIE_NAME: (True, "Lax"),
        project.CSRF_COOKIE_NAME: (True, "Lax"),
    }


def manage(folder, *command, **environment):
    """Run manage.py as an installation in production would, and return how it ended."""
    given = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "DEBUG": "off",
        "HTTPS": "on",
        "SECRET_KEY": "an-odd-key-with-more-than-fifty-characters-0123456789-ABCDEFGH",
        "ALLOWED_HOSTS": "assess.example.org",
    }
    return subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=given | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_for_production_pass_every_check_for_deployment(tmp_path):
    ended = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "System check identified no issues (0 silenced).\n"


def test_without_what_production_needs_the_site_does_not_start(tmp_path):
    ended = manage(tmp_path, "check", SECRET_KEY="")

    assert ended.returncode != 0
    assert ended.stderr.splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: Set SECRET_KEY in the environment or in .env "
        "(docs/production.md says what it is for). Only with DEBUG=on, on your own machine, can it "
        "be left out."
    )


def test_with_debug_on_a_developer_needs_neither(tmp_path):
    ended = manage(tmp_path, "check", DEBUG="on", SECRET_KEY="", ALLOWED_HOSTS="")

    assert ended.returncode == 0


def test_single_sign_on_is_offered_where_it_is_set_up(client, settings):
    app = {
        "provider_id": "sso",
        "name": "Mereside account",
        "client_id": "us",
        "secret": "a secret",
        "settings": {"server_url": "https://sign-in.example.org"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    text = client.get(reverse("account_login")).content.decode()

    assert "Mereside account" in text
    assert reverse("openid_connect_login", args=["sso"]) in text
