"""Seeing what is open, opening an organisation here, and beginning an application."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from socialvalue.accounts.models import Membership, Organisation, User
from socialvalue.audit.models import AuditEvent
from socialvalue.awards import actions, letters
from socialvalue.awards.models import Application, Registration
from socialvalue.core import limits
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.awards import (
    AwardFactory,
    RegistrationFactory,
    RunningFactory,
    SchemeVersionFactory,
)
from tests.integration.procurement.people import client_for, client_of
from tests.integration.socialvalue.awards.applying.steps import url, words
from tests.unit.socialvalue.calculations.awards import samples

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Bright  Futures CIC",
    "kind": "vcse",
    "place_code": "E07000123",
    "email": "New@example.org",
}
PASSWORD = "three words together"


def ask(client, **changed):
    """Type who applies, and send it."""
    return client.post(url("register_organisation"), TYPED | changed)


def link():
    """Return the link in the last letter."""
    return re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]


def run(**changed):
    """Run a scheme whose document has these members changed."""
    document = samples.document(**changed)
    return RunningFactory(version=SchemeVersionFactory(code="other", document=document))


def test_open_schemes_are_listed_for_anybody(client, running):
    closed = RunningFactory(closed_at=timezone.now(), closed_by="x")

    page = words(client.get(url("apply")))

    assert url("apply_scheme", running) in page
    assert url("apply_scheme", closed) not in page
    assert "Run by Guild Council. Free." in page
    assert url("register_organisation") in page


def test_without_an_open_scheme_the_page_says_so(client, db):
    assert "No scheme is open for application" in words(client.get(url("apply")))


def test_a_scheme_says_who_may_apply_what_it_asks_and_what_is_not_confirmed(client):
    running = run(
        applicants=["vcse", "council"],
        statements=["We weave."],
        validity_months=61,
        decision_working_days=7,
        fee_pence=120_050,
        unconfirmed=["How long it is valid."],
    )

    page = words(client.get(url("apply_scheme", running)))

    for told in (
        "Voluntary, community or social enterprise", "We weave.", "5 years 1 month",
        "Within 7 working days", "£1,200.50", "How long it is valid.", "Whom do you employ?",
        "Nothing shown.", ["The tests, seen on 5 January 2026", "not confirmed)"][0],
        "Sign in to apply",
    ):  # fmt: skip
        assert told in page


def test_an_applicant_reads_what_matters_to_it_of_what_is_not_confirmed(client):
    running = run(
        unconfirmed=["Whoever runs it can ask for another number."], for_applicants=["Ask for it."]
    )

    page = words(client.get(url("apply_scheme", running)))

    assert "Good to know before you apply" in page
    assert "Ask for it." in page
    assert "Whoever runs it can ask" not in page


def test_a_scheme_without_limits_says_so(client, running):
    page = words(client.get(url("apply_scheme", running)))

    assert "Organisations of every kind." in page
    assert "No end date" in page
    assert "No time is promised" in page


@pytest.mark.parametrize(("role", "offered"), [("applicant", True), ("administrator", False)])
def test_only_applicants_are_led_to_begin(role, offered, running, organisation):
    page = words(client_of(organisation, role).get(url("apply_scheme", running)))

    assert (url("begin", running) in page) is offered


def test_a_closed_scheme_is_not_there(client, running):
    running.closed_at, running.closed_by = timezone.now(), "x"
    running.save()

    assert client.get(url("apply_scheme", running)).status_code == 404


def test_a_stranger_opens_an_organisation_with_the_link(client, preston, running):
    asked = ask(client)
    page = client.get(link())
    done = client.post(
        link(), {"organisation_name": " Bright Futures  CIC ", "name": "Ann", "password": PASSWORD}
    )

    organisation = Organisation.objects.get(name="Bright Futures CIC")
    held = Membership.objects.filter(organisation=organisation)
    assert "Bright Futures CIC is added, and you act for it." in words(client.get(url("apply")))
    assert asked.headers["Location"] == url("link_sent")
    assert "Look into your mailbox" in words(client.get(url("link_sent")))
    assert mail.outbox[-1].to == ["new@example.org"]
    assert "Bright Futures CIC" in words(page)
    assert done.headers["Location"] == url("apply")
    assert (organisation.kind, organisation.place_code) == ("vcse", "E07000123")
    assert organisation.registered_itself
    assert {each.role for each in held} == {"applicant", "administrator"}
    assert {str(each.user) for each in held} == {"Ann"}
    assert words(client.get(url("apply_scheme", running))).count("Apply now") == 1
    assert set(
        AuditEvent.objects.filter(did__startswith="registration").values_list("did", flat=True)
    ) == {"registration.asked", "registration.used"}


def test_a_link_works_once(client, preston):
    ask(client)
    first = {"organisation_name": "Bright CIC", "name": "Ann", "password": PASSWORD}
    client.post(link(), first)

    again = Client().get(link())

    assert again.status_code == 404
    assert "This link cannot be used" in words(again)


def test_a_link_runs_out(client):
    RegistrationFactory(valid_until=timezone.now())

    assert client.get(url("open_organisation", "its-secret")).status_code == 404


def test_known_and_unknown_addresses_and_names_are_answered_alike(preston):
    UserFactory(email="known@example.org")
    OrganisationFactory(name="Known Trust")

    pages = [
        ask(Client(), email=email, name=name)
        for email in ("known@example.org", "new@example.org")
        for name in ("Known Trust", "New CIC")
    ]

    letters_without_names = {
        re.sub(r"for (?:Known Trust|New CIC) on|http\S+", "", each.body) for each in mail.outbox
    }
    assert {(page.status_code, page.headers["Location"]) for page in pages} == {
        (302, url("link_sent"))
    }
    assert len(mail.outbox) == 4
    assert len(letters_without_names) == 1


def test_an_address_gets_three_letters_and_the_page_says_the_same(client, preston):
    pages = [ask(client, name=f"Bright {number}") for number in range(4)]

    assert len(mail.outbox) == 3
    assert {page.headers["Location"] for page in pages} == {url("link_sent")}


def test_too_many_tries_from_one_network_are_stopped(client, preston, monkeypatch):
    monkeypatch.setattr(limits, "TRIES", 1)

    first, second = (ask(client, email=f"{number}@example.org") for number in range(2))
    guesses = [client.get(url("open_organisation", f"guess-{number}")) for number in range(2)]

    assert (first.status_code, second.status_code) == (302, 429)
    assert [each.status_code for each in guesses] == [404, 429]
    assert len(mail.outbox) == 1


def test_what_was_never_used_is_forgotten_in_time(client, preston):
    RegistrationFactory(valid_until=timezone.now() - dt.timedelta(days=31))

    ask(client)

    assert Registration.objects.count() == 1


def test_a_mail_server_that_is_away_is_said(client, preston, monkeypatch):
    def refuse(**_):
        raise OSError

    monkeypatch.setattr(letters, "send_link", refuse)

    assert "The letter could not be sent" in words(ask(client))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": ""}, "Enter name of your organisation"),
        ({"kind": ""}, "Select the kind of organisation"),
        ({"place_code": ""}, "Select the area"),
        ({"email": "nobody"}, "Enter an e-mail address like name@example.org"),
    ],
)
def test_what_is_missing_is_said(changed, why, client, preston):
    assert why in words(ask(client, **changed))


def test_a_name_in_use_is_told_only_to_whom_the_letter_reached(client):
    OrganisationFactory(name="Known Trust")
    RegistrationFactory(name="Known trust")
    page = url("open_organisation", "its-secret")
    typed = {"organisation_name": "known TRUST", "name": "Ann", "password": PASSWORD}

    refused = client.post(page, typed)
    done = client.post(page, typed | {"organisation_name": "Known Trust of Preston"})

    assert "This name cannot be used as it stands" in words(refused)
    assert not User.objects.filter(name="Ann").exists() or done.status_code == 302
    assert Organisation.objects.filter(name="Known Trust of Preston").exists()


def test_a_weak_password_is_refused(client):
    RegistrationFactory()
    typed = {"organisation_name": "Bright CIC", "name": "Ann", "password": "password1234"}

    page = words(client.post(url("open_organisation", "its-secret"), typed))

    assert "This password is too common" in page
    assert not Organisation.objects.filter(name="Bright CIC").exists()


def test_somebody_with_an_account_signs_in_and_opens_it(client):
    user = UserFactory(email="new@example.org")
    RegistrationFactory()
    page = url("open_organisation", "its-secret")

    before = words(client.get(page))
    stopped = client.post(page, {"name": "Valley CIC"})
    mine = client_for(user)
    form = words(mine.get(page))
    done = mine.post(page, {"name": "Valley CIC"})

    assert "Sign in with it" in before
    assert stopped.headers["Location"] == page
    assert 'value="Valley Weavers CIC"' in form
    assert done.headers["Location"] == url("apply")
    assert Membership.objects.filter(user=user, organisation__name="Valley CIC").count() == 2


def test_somebody_elses_letter_is_not_theirs():
    UserFactory(email="new@example.org")
    RegistrationFactory()
    other = client_for(UserFactory())
    page = url("open_organisation", "its-secret")

    sent = other.post(page, {"name": "Valley CIC"})

    assert "the letter went to another address" in words(other.get(page))
    assert sent.headers["Location"] == page
    assert not Organisation.objects.filter(name="Valley CIC").exists()


def test_an_account_that_was_made_meanwhile_must_sign_in():
    RegistrationFactory()
    UserFactory(email="new@example.org")

    with pytest.raises(actions.RegistrationNotUsable):
        actions.open_with_new_account(
            secret="its-secret", organisation_name="A", name="B", password="C", at=timezone.now()
        )


@pytest.mark.parametrize("secret", ["its-secret", "another"])
def test_only_the_address_of_the_letter_opens_it(secret):
    RegistrationFactory()

    with pytest.raises(actions.RegistrationNotUsable):
        actions.open_for_account(
            secret=secret, organisation_name="A", user=UserFactory(), at=timezone.now()
        )


def test_a_link_that_is_used_at_the_same_moment_says_so(client, monkeypatch):
    RegistrationFactory()

    def refuse(**_):
        raise actions.RegistrationNotUsable("This link cannot be used.")

    monkeypatch.setattr(actions, "open_with_new_account", refuse)
    typed = {"organisation_name": "Bright CIC", "name": "Ann", "password": PASSWORD}

    page = words(client.post(url("open_organisation", "its-secret"), typed))

    assert "This link cannot be used." in page


def test_an_application_is_begun_once_its_statements_are_confirmed(organisation):
    running = run(statements=["We weave.", "We are many."])
    client = client_of(organisation, "applicant")

    refused = client.post(url("begin", running), {"statement_1": "on"})
    done = client.post(url("begin", running), {"statement_1": "on", "statement_2": "on"})

    application = Application.objects.get()
    assert "Tick the box if this is true: We are many." in words(refused)
    assert done.headers["Location"] == url("application", application)
    assert application.confirmed_statements == ["We weave.", "We are many."]
    assert (application.number, application.state, application.renews) == (1, "draft", None)
    assert AuditEvent.objects.filter(did="application.begun").count() == 1


def test_a_scheme_for_others_cannot_be_begun(organisation):
    running = run(applicants=["council"])
    client = client_of(organisation, "applicant")

    page = words(client.get(url("begin", running)))
    sent = words(client.post(url("begin", running), {}))

    assert "This scheme is not for organisations of your kind" in page
    assert "is not for organisations of your kind" in sent
    assert not Application.objects.exists()


def test_one_application_at_a_time_is_under_way(applicant, running, application):
    page = words(applicant.get(url("begin", running)))
    sent = words(applicant.post(url("begin", running), {}))

    assert url("application", application) in page
    assert "has an application to this scheme under way" in sent
    assert Application.objects.count() == 1


def test_an_award_that_is_held_is_renewed(applicant, running, organisation):
    award = AwardFactory(
        application__running=running,
        application__organisation=organisation,
        valid_to=timezone.localdate() + dt.timedelta(days=90),
    )

    page = words(applicant.get(url("begin", running)))
    applicant.post(url("begin", running), {})

    assert "This renews the award that you hold." in page
    assert Application.objects.get(state="draft").renews == award


def test_an_award_is_not_renewed_years_before_its_end(applicant, running, organisation):
    # It ends on 5 January 2031, and half a year before is 5 July 2030.
    award = AwardFactory(application__running=running, application__organisation=organisation)

    page = words(applicant.get(url("begin", running)))
    sent = words(applicant.post(url("begin", running), {}))

    assert "You hold this award until 5 January 2031." in page
    assert url("own_award", award) in page
    assert "Your award can be renewed from 5 July 2030 on." in sent
    assert not Application.objects.filter(state="draft").exists()


def test_a_renewal_is_renewed_when_it_has_begun(applicant, running, organisation):
    given = {"application__running": running, "application__organisation": organisation}
    AwardFactory(**given)
    following = AwardFactory(valid_from=dt.date(2031, 1, 6), valid_to=dt.date(2036, 1, 5), **given)

    page = words(applicant.get(url("begin", running)))
    sent = words(applicant.post(url("begin", running), {}))

    assert "renewed already, from 6 January 2031 to 5 January 2036" in page
    assert url("own_award", following) in page
    assert "renewed already, from 6 January 2031" in sent
    assert not Application.objects.filter(state="draft").exists()


def test_an_award_without_an_end_is_renewed_too(applicant, running, organisation):
    AwardFactory(
        application__running=running, application__organisation=organisation, valid_to=None
    )

    page = words(applicant.get(url("begin", running)))

    assert "This renews the award that you hold." in page
    assert "The new one begins" not in page


def test_an_application_to_a_former_version_is_under_way_too(applicant, running, application):
    running.closed_at, running.closed_by = timezone.now(), "x"
    running.save()
    newer = RunningFactory(
        organisation=running.organisation, version=SchemeVersionFactory(number=2)
    )

    page = words(applicant.get(url("begin", newer)))

    assert url("application", application) in page


@pytest.mark.parametrize("is_run_by_others", [True, False])
def test_nobody_applies_to_the_scheme_of_their_own_organisation(is_run_by_others, running):
    client = client_of(running.organisation, "applicant")
    other = RunningFactory() if is_run_by_others else None

    pages = [words(client.get(url(name, running))) for name in ("apply_scheme", "begin")]
    sent = words(client.post(url("begin", running), {}))

    for page in pages:
        assert "Guild Council runs this scheme itself" in page
        assert (other is not None and url("apply_scheme", other) in page) is is_run_by_others
        assert ("No other organisation here runs it at present" in page) is not is_run_by_others
        assert "Apply now" not in page
    assert "nobody of it may judge this application" in sent
    assert not Application.objects.exists()


def test_statements_are_asked_of_the_action_too(organisation):
    with pytest.raises(actions.StatementsNotConfirmed, match="We weave"):
        actions.begin_application(
            running=run(statements=["We weave."]),
            organisation=organisation,
            by=UserFactory(),
            at=timezone.now(),
        )


def test_a_scheme_that_closes_at_the_same_moment_takes_nobody(organisation):
    running = RunningFactory(closed_at=timezone.now(), closed_by="x")

    with pytest.raises(actions.SchemeClosed):
        actions.begin_application(
            running=running, organisation=organisation, by=UserFactory(), at=timezone.now()
        )
