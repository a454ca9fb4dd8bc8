"""The list of schemes, one of them, opening it for applications and closing it."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from socialvalue.awards import actions
from socialvalue.awards.models import Running, SchemeVersion
from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import (
    AT,
    ApplicationFactory,
    RunningFactory,
    SchemeVersionFactory,
    SubmittedFactory,
)
from tests.integration.socialvalue.awards.schemes.people import client_for

pytestmark = pytest.mark.django_db


def words(response):
    """Return the words of a page, white space squeezed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(name, thing):
    """Return the address of a page about a scheme or a scheme that is run."""
    return reverse(f"awards:{name}", args=[thing.pk])


def run(version, organisation, **changed):
    """Open a scheme for applications."""
    answers = {"contact_email": "a@example.org", "has_public_register": True, "by": "x", "at": AT}
    return actions.run_scheme(version=version, organisation=organisation, **answers | changed)


def test_every_shipped_scheme_has_a_page_that_says_what_is_not_confirmed():
    call_command("load_schemes", stdout=StringIO())
    client, _ = client_for("applicant")
    pages = {
        version.code: words(client.get(url("scheme", version)))
        for version in SchemeVersion.objects.all()
    }

    assert len(pages) == 6
    assert all("Not confirmed Check this before you rely on it" in page for page in pages.values())
    award = pages["cheshire-merseyside-award"]
    assert "At least two of the four criteria are judged “Shown”." in award
    assert "Within 7 working days" in award
    assert "five years" in award
    assert "Cost Free" in award
    assert (
        "The organisation holds “Cheshire and Merseyside Social Value Award”."
        in (pages["anchor-institution"])
    )


def test_the_form_of_every_shipped_scheme_can_be_seen():
    call_command("load_schemes", stdout=StringIO())
    client, _ = client_for("evaluator")

    pages = [client.get(url("preview_scheme", each)) for each in SchemeVersion.objects.all()]

    assert [page.status_code for page in pages] == [200] * 6
    assert all(b"<button" not in page.content.split(b"<main")[1].split(b"</main")[0]
               for page in pages)  # fmt: skip


def test_the_document_of_a_scheme_is_a_file_that_reads_back():
    version = SchemeVersionFactory()
    client, _ = client_for("evaluator")

    answer = client.get(url("scheme_document", version))

    assert json.loads(answer.content) == version.document
    assert answer["Content-Disposition"] == 'attachment; filename="weavers-1.json"'


def test_a_manager_opens_a_scheme_and_closes_it():
    client, organisation = client_for("award_manager")
    version = SchemeVersionFactory()
    assert "Open for applications" in words(client.get(url("scheme", version)))
    assert client.get(url("run_scheme", version)).status_code == 200

    client.post(url("run_scheme", version), {"contact_email": "a@example.org",
                                             "has_public_register": "no"})  # fmt: skip
    running = Running.objects.get()
    SubmittedFactory(running=running)
    ApplicationFactory(running=running)
    page = words(client.get(url("running", running)))
    listed = words(client.get(reverse("awards:schemes")))
    client.post(url("close_running", running))
    after = words(client.get(url("running", running)))
    twice = words(client.post(url("close_running", running), follow=True))

    assert (running.contact_email, running.has_public_register) == ("a@example.org", False)
    assert "1 application received." in page
    assert "Public register No" in page
    assert f"{organisation.name} a@example.org" in listed
    assert "Closed" in after
    assert "This scheme takes no applications any more." in twice
    assert client.get(url("close_running", running)).status_code == 200


def test_opening_twice_is_told():
    client, organisation = client_for("award_manager")
    version = SchemeVersionFactory()
    run(version, organisation)

    answer = client.post(
        url("run_scheme", version), {"contact_email": "a@example.org", "has_public_register": "yes"}
    )

    assert "You take applications to this version already." in words(answer)
    assert "Open for applications" not in words(client.get(url("scheme", version)))
    other, _ = client_for("applicant")
    assert f"Open for application with {organisation.name}" in words(
        other.get(url("scheme", version))
    )


def test_a_newer_version_that_is_opened_closes_the_former():
    organisation = OrganisationFactory()
    first = run(SchemeVersionFactory(), organisation)

    second = run(SchemeVersionFactory(number=2), organisation)

    first.refresh_from_db()
    assert (first.closed_at, second.closed_at) == (AT, None)


def test_what_cannot_be_run_is_refused():
    organisation = OrganisationFactory()
    draft = SchemeVersionFactory(
        organisation=organisation, published_at=None, published_by="", fingerprint=""
    )
    standing = SchemeVersionFactory(code="standing", kind="standing")
    others = SchemeVersionFactory(organisation=OrganisationFactory())

    for version, refusal in [
        (draft, actions.SchemeNotPublished),
        (standing, actions.NotAppliedFor),
        (others, actions.NotYourScheme),
    ]:
        with pytest.raises(refusal):
            run(version, organisation)
    client, _ = client_for("award_manager", organisation=organisation)
    assert client.get(url("run_scheme", standing)).status_code == 403


def test_the_former_version_is_linked():
    client, organisation = client_for("award_manager")
    SchemeVersionFactory(organisation=organisation, code="own-1")
    newer = SchemeVersionFactory(organisation=organisation, code="own-1", number=2)

    page = words(client.get(url("scheme", newer)))

    assert "Version 1 , published 5 January 2026" in page
    assert "Start the next version" in page


def test_the_list_takes_as_many_queries_for_many_schemes_as_for_one():
    client, organisation = client_for("award_manager")
    RunningFactory(organisation=organisation, version=SchemeVersionFactory(code="c0"))
    counts = []
    for more in (0, 3):
        for number in range(more):
            version = SchemeVersionFactory(code=f"c{number + 1}", organisation=organisation)
            RunningFactory(organisation=organisation, version=version)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("awards:schemes"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_with_no_scheme_the_list_says_so():
    client, _ = client_for("evaluator")

    page = words(client.get(reverse("awards:schemes")))

    assert "Nobody takes applications at the moment." in page
    assert page.count("There is none yet.") == 2
