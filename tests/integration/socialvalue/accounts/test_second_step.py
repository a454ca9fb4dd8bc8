"""The second step of signing in, as a browser without scripts goes through it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "three odd words together"


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests():
    """Forget what was counted, and which codes were used, in other tests."""
    cache.clear()


@pytest.fixture
def person():
    """Somebody with a password."""
    user = UserFactory(email="ada@example.org", password=make_password(PASSWORD))
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in(browser, email="ada@example.org"):
    """Send e-mail address and password."""
    return browser.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def sign_in_and_again(browser, email="ada@example.org"):
    """Sign in, and give the password once more, as pages that guard the account ask."""
    sign_in(browser, email)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/"})


def code_of(secret):
    """Return the code that an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def secret(client, person):
    """Switch the authenticator app on through its page; return the app's secret."""
    sign_in_and_again(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)[1]
    switched_on = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert switched_on.url == reverse("mfa_view_recovery_codes")
    cache.clear()  # time passes: the next code is another
    return secret


def recovery_codes(client):
    """Return the codes that the page shows."""
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    return re.search(r"<textarea[^>]*>([\w\s-]+)</textarea>", page)[1].split()


def is_signed_in(browser):
    """Whether the pages of somebody signed in are answered."""
    return browser.get(reverse("accounts:account")).status_code == 200


def test_a_wrong_code_does_not_switch_the_app_on(client, person):
    sign_in_and_again(client)

    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()

    assert 'href="#id_code"' in page
    assert 'id="id_code"' in page
    assert not Authenticator.objects.exists()


def test_the_password_alone_no_longer_signs_in(secret):
    browser = Client()

    answered = sign_in(browser)

    assert answered.url == reverse("mfa_authenticate")
    assert not is_signed_in(browser)


def test_password_and_code_sign_in(secret):
    browser = Client()
    sign_in(browser)
    assert 'id="id_code"' in browser.get(reverse("mfa_authenticate")).content.decode()

    answered = browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert answered.url == "/"
    assert is_signed_in(browser)


def test_a_code_is_good_only_once(secret):
    first, second = Client(), Client()
    code = code_of(secret)
    for browser in (first, second):
        sign_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef"])
def test_a_wrong_code_does_not_sign_in(secret, code):
    browser = Client()
    sign_in(browser)

    answered = browser.post(reverse("mfa_authenticate"), {"code": code})

    assert answered.status_code == 200
    assert 'href="#id_code"' in answered.content.decode()
    assert not is_signed_in(browser)


def test_guessing_codes_is_stopped(secret):
    browser = Client()
    sign_in(browser)
    for _ in range(20):
        browser.post(reverse("mfa_authenticate"), {"code": "000000"})

    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert not is_signed_in(browser)


def test_a_recovery_code_signs_in_once(client, secret):
    code, *others = recovery_codes(client)
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)
    assert recovery_codes(client) == others


def test_recovery_codes_can_be_saved_as_a_file(client, secret):
    answered = client.get(reverse("mfa_download_recovery_codes"))

    assert answered["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in answered["Cache-Control"]


def test_new_recovery_codes_replace_the_old_ones(client, secret):
    old = recovery_codes(client)

    client.post(reverse("mfa_generate_recovery_codes"))

    assert set(recovery_codes(client)).isdisjoint(old)


def test_switching_the_app_off_takes_its_recovery_codes_too(client, person, secret):
    client.post(reverse("mfa_deactivate_totp"))

    browser = Client()
    assert sign_in(browser).url == "/"
    assert not Authenticator.objects.exists()


def test_a_code_that_is_asked_for_is_not_passed_by_another_page(secret):
    browser = Client()
    sign_in(browser)

    for page in ("accounts:account", "mfa_index", "mfa_deactivate_totp", "account_change_password"):
        assert browser.get(reverse(page)).url.startswith(reverse("account_login"))


def test_a_new_password_by_letter_does_not_pass_the_code(secret, mailoutbox):
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mailoutbox[-1].body)[1]
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": "another set of words", "password2": "another set of words"})

    assert not is_signed_in(browser)
    browser.post(
        reverse("account_login"), {"login": "ada@example.org", "password": "another set of words"}
    )
    assert not is_signed_in(browser)


def test_what_guards_an_account_is_changed_only_after_the_password_is_asked_again(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    for page in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert client.get(reverse(page)).url.startswith(reverse("account_reauthenticate"))


def test_asking_again_leads_on(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    answered = client.post(
        reverse("account_reauthenticate"),
        {"password": PASSWORD, "next": reverse("mfa_activate_totp")},
    )

    assert answered.url == reverse("mfa_activate_totp")


def test_asking_again_leads_nowhere_else(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    answered = client.post(
        reverse("account_reauthenticate"), {"password": PASSWORD, "next": "https://evil.example/"}
    )

    assert answered.url == "/"


@pytest.fixture
def passkey(person):
    """Somebody's passkey."""
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "My key", "credential": {}}
    )


@pytest.mark.parametrize("page", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_anothers_passkey_is_not_found(client, passkey, page, method):
    user = UserFactory(email="bea@example.org", password=make_password(PASSWORD))
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    sign_in_and_again(client, user.email)

    answered = getattr(client, method)(reverse(page, args=[passkey.pk]))

    assert answered.status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


@pytest.mark.parametrize("page", ["mfa_add_webauthn", "mfa_list_webauthn"])
def test_pages_of_passkeys_are_drawn(client, person, page):
    sign_in_and_again(client)

    text = client.get(reverse(page)).content.decode()

    assert 'class="govuk-template"' in text
    assert "style=" not in text
