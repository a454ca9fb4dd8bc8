"""Joining, guarding one's account, and signing in again, in a real browser."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.utils import timezone

from socialvalue.accounts import actions
from tests.browser.conftest import NARROW, WIDE
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

PASSWORD = "three odd words together"


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests(transactional_db):
    """Forget what was counted in other tests."""
    cache.clear()


@pytest.fixture
def trust():
    """An NHS trust."""
    return OrganisationFactory(name="Mereside Hospitals")


@pytest.fixture
def ada(trust):
    """Its administrator, who has a password."""
    user = UserFactory(
        name="Ada Byron",
        email="ada@example.org",
        password=make_password(PASSWORD),
        roles=["administrator", "auditor"],
        roles__organisation=trust,
    )
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in_with_password(page):
    """Walk the sign-in form."""
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def give_password_again(page):
    """Answer the question that guards pages about the account itself."""
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def looked_at(page, accessible):
    """Check the page as it is, wide and narrow."""
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)
        accessible(page)
    page.set_viewport_size(WIDE)


ABOUT_THE_ACCOUNT = [
    "", "organisations/", "people/", "people/invite/", "email/", "password/change/", "2fa/",
    "2fa/webauthn/", "logout/", "reauthenticate/", "3rdparty/",
]  # fmt: skip


def test_pages_about_the_account_are_accessible(page, ada, trust, sign_in, accessible):
    MembershipFactory(organisation=trust, user__name="Bea")
    sign_in(page, ada)

    for address in ABOUT_THE_ACCOUNT:
        page.goto(f"/account/{address}")

        looked_at(page, accessible)


def test_pages_for_those_who_cannot_sign_in_are_accessible(page, accessible):
    for address in ("login/", "password/reset/", "password/reset/done/", "signup/"):
        page.goto(f"/account/{address}")

        looked_at(page, accessible)


def test_joining_by_invitation(page, ada, trust, accessible):
    _, secret = actions.invite(
        organisation=trust, email="bea@example.org", roles=["auditor"], by=ada, at=timezone.now()
    )

    page.goto(f"/account/join/{secret}/")
    looked_at(page, accessible)
    page.get_by_role("button", name="Create account and join").click()
    page.get_by_role("link", name="Enter your full name").click()
    page.keyboard.type("Bea Webb")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account and join").click()

    assert page.get_by_text("You have joined Mereside Hospitals").is_visible()


def test_wrong_password_is_said_beside_the_form(page, ada, accessible):
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()

    assert page.get_by_role("alert").is_visible()
    looked_at(page, accessible)


def code_of(secret):
    """Return the code that an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_an_authenticator_app_from_switching_it_on_to_signing_in(page, ada, accessible):
    sign_in_with_password(page)
    page.goto("/account/2fa/totp/activate/")
    give_password_again(page)
    looked_at(page, accessible)
    secret = page.get_by_label("Secret", exact=True).input_value()
    page.locator("#id_code").fill(code_of(secret))
    page.get_by_role("button", name="Switch on").click()
    looked_at(page, accessible)
    codes = page.get_by_label("Codes not used yet").input_value().split()
    page.goto("/account/2fa/")
    looked_at(page, accessible)
    page.get_by_role("button", name="Sign out").click()
    cache.clear()  # time passes: the next code is another

    sign_in_with_password(page)
    looked_at(page, accessible)
    page.locator("#id_code").fill(code_of(secret))
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("button", name="Sign out").is_visible()

    page.get_by_role("button", name="Sign out").click()
    sign_in_with_password(page)
    page.locator("#id_code").fill(codes[0])
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("button", name="Sign out").is_visible()


@pytest.fixture
def security_key(page):
    """Give the browser a key that says yes to everything, as a passkey would."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.mark.usefixtures("security_key")
def test_a_passkey_from_adding_it_to_signing_in_without_a_password(page, ada, accessible):
    sign_in_with_password(page)
    page.goto("/account/2fa/webauthn/add/")
    give_password_again(page)
    looked_at(page, accessible)
    page.get_by_label("Name").fill("This laptop")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto("/account/2fa/webauthn/")
    assert page.get_by_role("cell", name="This laptop", exact=True).is_visible()
    looked_at(page, accessible)
    page.get_by_role("button", name="Sign out").click()

    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Sign out").wait_for()

    assert page.get_by_role("button", name="Sign out").is_visible()
