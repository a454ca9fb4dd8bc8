"""The pages about people, as a browser without scripts asks for them."""

import datetime as dt
import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from socialvalue.accounts import actions
from socialvalue.accounts.adapter import SecondStepAdapter, SingleSignOnAdapter
from socialvalue.accounts.models import Invitation, Membership, User
from tests.factories.accounts import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PASSWORD = "three odd words together"


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests():
    """Forget what the sign-in library counted in other tests."""
    cache.clear()


@pytest.fixture
def trust():
    """An NHS trust."""
    return OrganisationFactory(name="Mereside")


@pytest.fixture
def administrator(trust, client):
    """Its administrator, signed in."""
    user = UserFactory(name="Ada", roles=["administrator"], roles__organisation=trust)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def words(response):
    """Return the page's words, white space squeezed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def account(email="ada@example.org", **fields):
    """Return someone who can sign in with the password above."""
    user = UserFactory(email=email, password=make_password(PASSWORD), **fields)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def sign_in(client, email, password, **headers):
    """Send the sign-in form."""
    return client.post(reverse("account_login"), {"login": email, "password": password}, **headers)


def test_sign_in_with_the_right_password(client):
    account()

    response = sign_in(client, "Ada@example.org", PASSWORD)

    assert (response.status_code, response.url) == (302, "/")


def test_somebody_of_several_organisations_is_asked_for_which_one_they_work(client):
    user = UserFactory(roles=["auditor"])
    other = MembershipFactory(user=user, role="auditor").organisation
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    asked = client.get(reverse("core:home"), follow=True)
    client.post(reverse("accounts:switch_organisation"), {"organisation": other.pk})
    after = client.get(reverse("core:home"), follow=True)

    assert asked.redirect_chain[-1][0] == reverse("accounts:organisations")
    assert "Which organisation do you work for now?" in words(asked)
    assert words(asked).count("Work for ") == 2
    assert after.redirect_chain[-1][0] == reverse("tenders:list")


def test_sign_in_changes_the_session(client):
    account()
    client.get(reverse("core:home"))
    session = client.session
    session["before"] = "here"
    session.save()
    before = session.session_key

    sign_in(client, "ada@example.org", PASSWORD)

    assert client.session.session_key != before


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_sign_in_with_a_wrong_password_says_the_same_for_known_and_unknown(client, email):
    account()

    response = sign_in(client, email, "a wrong password")

    assert "The e-mail address or the password is not right" in words(response)


@pytest.fixture
def _only_our_own_count(settings):
    """Leave out the sign-in library's own limit, which each server process counts alone."""
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}


def fail_to_sign_in(client, *, times, **headers):
    """Try wrong passwords, and return the last answer."""
    for attempt in range(times):
        forged = {name: value.format(attempt) for name, value in headers.items()}
        response = sign_in(client, "ada@example.org", "a wrong password", **forged)
    return response


@pytest.mark.usefixtures("_only_our_own_count")
def test_sign_in_is_locked_after_five_wrong_passwords(client):
    account()

    response = fail_to_sign_in(client, times=5)

    assert response.status_code == 429
    assert "Too many wrong passwords" in words(response)
    assert sign_in(client, "ada@example.org", PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_only_our_own_count")
def test_sign_in_with_another_address_is_not_locked(client):
    account("bea@example.org")
    fail_to_sign_in(client, times=5)

    assert sign_in(client, "bea@example.org", PASSWORD).status_code == 302


@pytest.mark.usefixtures("_only_our_own_count")
def test_a_made_up_proxy_header_gains_no_further_tries(client):
    account()

    response = fail_to_sign_in(client, times=5, HTTP_X_FORWARDED_FOR="203.0.113.{}")

    assert response.status_code == 429


def test_the_sign_in_librarys_own_limit_holds_too(client):
    account()

    text = words(fail_to_sign_in(client, times=6))

    assert "Too many" in text


def test_someone_made_inactive_is_signed_out_with_the_next_click(client, administrator):
    User.objects.update(is_active=False)

    response = client.get(reverse("accounts:people"))

    assert response.url == f"{reverse('account_login')}?next={reverse('accounts:people')}"


def test_a_role_that_ended_is_gone_with_the_next_click(client, administrator):
    Membership.objects.update(ended_at=timezone.now(), ended_by="another")

    assert client.get(reverse("accounts:people")).status_code == 403


def test_account_page_says_what_is_set(client, administrator):
    text = words(client.get(reverse("accounts:account")))

    assert "None: a password alone lets you in" in text


def test_account_page_names_second_steps(client, administrator):
    for kind in ("totp", "recovery_codes"):
        administrator.authenticator_set.create(type=kind, data={})

    assert "Recovery codes, authenticator app" in words(client.get(reverse("accounts:account")))


@pytest.mark.parametrize(
    "page",
    [
        "account_email", "account_change_password", "mfa_index", "account_logout",
        "socialaccount_connections", "mfa_list_webauthn",
    ],
)  # fmt: skip
def test_pages_of_the_sign_in_library_are_drawn(client, administrator, page):
    response = client.get(reverse(page))

    assert response.status_code == 200
    assert 'class="govuk-template"' in response.content.decode()


@pytest.mark.parametrize("page", ["account_login", "account_reset_password", "account_signup"])
def test_pages_of_the_sign_in_library_are_drawn_for_strangers(client, page):
    response = client.get(reverse(page))

    assert response.status_code == 200
    assert "placeholder" not in response.content.decode() or page != "account_login"


def test_nobody_opens_an_account_of_their_own_accord(client):
    response = client.post(
        reverse("account_signup"),
        {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert "Join by invitation" in words(response)
    assert not User.objects.exists()


def test_organisations_of_someone_with_two(client):
    person = UserFactory(roles=["auditor"], roles__organisation=OrganisationFactory(name="Aire"))
    MembershipFactory(user=person, organisation=OrganisationFactory(name="Weaver"))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    before = words(client.get(reverse("accounts:organisations")))
    aire = person.memberships.get(organisation__name="Aire").organisation
    client.post(reverse("accounts:switch_organisation"), {"organisation": aire.pk})
    after = words(client.get(reverse("accounts:organisations")))

    assert "Aire Auditor Work for Aire Weaver Procurement officer Work for Weaver" in before
    assert "Aire Auditor Working for it now Weaver Procurement officer" in after


def test_organisations_of_someone_without_one(client):
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(reverse("accounts:organisations"))

    assert "You do not belong to an organisation yet" in words(response)


def test_switch_organisation_is_remembered(client):
    first, second = OrganisationFactory(name="Aire"), OrganisationFactory(name="Weaver")
    person = UserFactory(roles=["auditor"], roles__organisation=first)
    MembershipFactory(user=person, organisation=second)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    client.post(reverse("accounts:switch_organisation"), {"organisation": second.pk})

    response = client.get(reverse("accounts:organisations"))
    assert response.wsgi_request.organisation == second
    assert response.wsgi_request.roles == {"procurement_officer"}


@pytest.mark.parametrize("chosen", ["", "not-a-key", "00000000-0000-0000-0000-000000000000"])
def test_switch_organisation_to_anothers_is_not_found(client, administrator, chosen):
    response = client.post(reverse("accounts:switch_organisation"), {"organisation": chosen})

    assert response.status_code == 404


def test_people_lists_roles_and_open_invitations(client, administrator, trust):
    InvitationFactory(organisation=trust, email="open@example.org")
    InvitationFactory(
        organisation=trust,
        email="old@example.org",
        valid_until=dt.datetime(2026, 1, 6, tzinfo=dt.UTC),
    )

    text = words(client.get(reverse("accounts:people")))

    assert "Ada" in text
    assert "open@example.org" in text
    assert "old@example.org" not in text


@pytest.mark.parametrize("more", [1, 3])
def test_people_asks_the_database_as_often_for_three_as_for_one(
    client, administrator, trust, more, django_assert_num_queries
):
    for _ in range(more):
        MembershipFactory(organisation=trust)
        InvitationFactory(organisation=trust)

    with django_assert_num_queries(5):
        client.get(reverse("accounts:people"))


def test_invite_sends_a_letter_with_the_link(client, administrator):
    response = client.post(
        reverse("accounts:invite"), {"email": "new@example.org", "roles": ["auditor"]}, follow=True
    )

    (letter,) = mail.outbox
    assert "Invitation sent to new@example.org" in words(response)
    assert letter.to == ["new@example.org"]
    assert "- Auditor" in letter.body
    assert re.search(r"http://testserver/account/join/[\w-]{43}/", letter.body)


def test_invite_without_answers_says_what_to_do(client, administrator):
    text = words(client.post(reverse("accounts:invite"), {}))

    assert "Enter the e-mail address of the person to invite" in text
    assert "Select at least one role" in text
    assert not Invitation.objects.exists()


def test_withdraw_invitation(client, administrator, trust):
    invitation = InvitationFactory(organisation=trust)

    client.post(reverse("accounts:withdraw_invitation", args=[invitation.pk]))

    invitation.refresh_from_db()
    assert invitation.withdrawn_by == administrator


def test_withdraw_invitation_of_another_organisation_is_not_found(client, administrator):
    invitation = InvitationFactory()

    response = client.post(reverse("accounts:withdraw_invitation", args=[invitation.pk]))

    assert response.status_code == 404


def test_end_role_asks_first(client, administrator, trust):
    membership = MembershipFactory(organisation=trust, user__name="Bea")

    text = words(client.get(reverse("accounts:end_role", args=[membership.pk])))

    assert "Bea" in text
    assert "will no longer be procurement officer" in text


def test_end_role(client, administrator, trust):
    membership = MembershipFactory(organisation=trust, user__name="Bea")

    response = client.post(reverse("accounts:end_role", args=[membership.pk]), follow=True)

    assert "Bea is no longer Procurement officer" in words(response)


def test_end_role_of_oneself_is_refused_in_words(client, administrator):
    response = client.post(
        reverse("accounts:end_role", args=[administrator.memberships.get().pk]), follow=True
    )

    assert "Ask another administrator to change your own roles." in words(response)


def test_end_role_in_another_organisation_is_not_found(client, administrator):
    membership = MembershipFactory()

    assert client.post(reverse("accounts:end_role", args=[membership.pk])).status_code == 404


@pytest.fixture
def link(trust):
    """The link of a letter to new@example.org."""
    sender = UserFactory(name="Ada", roles=["administrator"], roles__organisation=trust)
    _, secret = actions.invite(
        organisation=trust, email="new@example.org", roles=["auditor"], by=sender, at=timezone.now()
    )
    return reverse("accounts:join", args=[secret])


def test_join_says_who_invites_to_what(client, link):
    text = words(client.get(link))

    assert "Ada has invited new@example.org to Mereside as: Auditor" in text


def test_join_with_a_new_account(client, link, trust):
    response = client.post(link, {"name": "Newcomer", "password": PASSWORD}, follow=True)

    assert "You have joined Mereside" in words(response)
    assert response.wsgi_request.organisation == trust


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", "Enter a password"),
        ("short", "This password is too short"),
        ("new@example.org", "too similar to the email"),
        ("password1234", "too common"),
    ],
)
def test_join_with_a_poor_password_says_why(client, link, password, refusal):
    response = client.post(link, {"name": "Newcomer", "password": password})

    assert refusal in words(response)
    assert not User.objects.filter(email="new@example.org").exists()


def test_join_with_the_account_that_exists_asks_to_sign_in(client, link):
    account("new@example.org")

    response = client.get(link)

    assert f'href="{reverse("account_login")}?next={link}"' in response.content.decode()


def test_join_with_the_account_that_is_signed_in(client, link, trust):
    person = account("new@example.org")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    assert ">Join</button>" in client.get(link).content.decode()
    response = client.post(link, follow=True)

    assert "You have joined Mereside" in words(response)


def test_join_as_someone_else_is_refused(client, link):
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")

    response = client.post(link, follow=True)

    assert "This invitation cannot be used." in words(response)
    assert "Sign out, then open the link" in words(response)


def test_join_while_signed_out_where_an_account_exists_is_refused(client, link):
    account("new@example.org")

    response = client.post(link, {"name": "Thief", "password": PASSWORD}, follow=True)

    assert "This invitation cannot be used." in words(response)
    assert User.objects.get(email="new@example.org").name != "Thief"


def test_join_with_a_made_up_link(client):
    response = client.get(reverse("accounts:join", args=["made-up"]))

    assert (response.status_code, "This invitation cannot be used" in words(response)) == (
        404,
        True,
    )


def test_create_organisation_prints_a_link_that_works(client, capsys):
    call_command("create_organisation", "Weaver", kind="council", administrator="a@example.org")

    link = re.search(r"http://testserver(/account/join/\S+)", capsys.readouterr().out)[1]
    assert "The installer has invited a@example.org to Weaver" in words(client.get(link))


def test_create_organisation_twice_is_refused(trust):
    with pytest.raises(CommandError, match="named Mereside already"):
        call_command("create_organisation", "Mereside", kind="council", administrator="a@b.org")


def test_invite_oneself_is_refused(client, administrator):
    text = words(
        client.post(
            reverse("accounts:invite"), {"email": administrator.email, "roles": ["approver"]}
        )
    )

    assert "Ask another administrator to change your own roles." in text
    assert not Invitation.objects.exists()


def test_invite_whose_letter_cannot_be_sent_invites_nobody(client, administrator, monkeypatch):
    def refuse(letter):
        raise ConnectionRefusedError("no mail server here")

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)

    answered = client.post(
        reverse("accounts:invite"), {"email": "new@example.org", "roles": ["auditor"]}
    )

    assert "The letter could not be sent, so nobody is invited" in words(answered)
    assert Invitation.objects.get().withdrawn_by == administrator
    assert not Invitation.objects.usable(timezone.now()).exists()


def test_join_when_somebody_else_was_quicker_is_refused_in_words(client, link, monkeypatch):
    def too_late(**answers):
        raise actions.InvitationNotUsable(actions.CANNOT_BE_USED)

    monkeypatch.setattr(actions, "join", too_late)

    response = client.post(link, {"name": "Newcomer", "password": PASSWORD})

    assert "This invitation cannot be used." in words(response)
    assert "_auth_user_id" not in client.session


def test_invite_says_what_each_role_lets_a_person_do(client, administrator):
    text = words(client.get(reverse("accounts:invite")))

    assert "Auditor Reads everything of the organisation, changes nothing" in text


def test_a_new_passkey_has_a_name_of_its_own(administrator):
    adapter = SecondStepAdapter()
    first = adapter.generate_authenticator_name(administrator, "webauthn")
    administrator.authenticator_set.create(type="webauthn", data={})

    second = adapter.generate_authenticator_name(administrator, "webauthn")

    assert (first, second) == ("Passkey", "Passkey 2")


def test_single_sign_on_lets_people_in_whom_it_knows(rf):
    assert SingleSignOnAdapter().is_open_for_signup(rf.get("/"), None)


def test_an_address_changes_only_once_its_letter_was_opened(client):
    person = account()
    sign_in(client, person.email, PASSWORD)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/"})

    text = words(
        client.post(
            reverse("account_email"), {"action_add": "", "email": "new@example.org"}, follow=True
        )
    )
    person.refresh_from_db()
    was = person.email
    path = re.search(r"http://testserver(/account/confirm-email/\S+)", mail.outbox[-1].body)[1]
    client.post(path)

    person.refresh_from_db()
    assert "We sent a letter to new@example.org" in text
    assert (was, person.email) == ("ada@example.org", "new@example.org")
