"""What an employer pays and offers, recorded in the browser and usable as evidence."""

import re

import pytest
from django.urls import reverse

from socialvalue.awards.queries.held import kept_facts
from tests.integration.socialvalue.awards.schemes.people import client_for

pytestmark = pytest.mark.django_db

LIST = "awards:employer_facts"


def words(response):
    """Return the words of a page, white space squeezed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sent(day=(1, 6, 2026), **changed):
    """Return answers about a day."""
    day = dict(zip(("as_of-day", "as_of-month", "as_of-year"), map(str, day), strict=True))
    return day | {
        "place": "uk",
        "staff": "40",
        "lowest_pence": "13.45",
        "includes_contractors": "unknown",
    } | changed  # fmt: skip


def record(client, **changed):
    """Send the facts of a day."""
    return client.post(reverse("awards:record_employer_facts"), sent(**changed), follow=True)


def test_facts_are_held_against_the_rate_of_their_day_to_the_penny():
    client, organisation = client_for("applicant")

    page = words(record(client, lowest_pence="13.44", below_rate="3", least_hours="16",
                        zero_hours="1", trained="25", includes_contractors="yes"))  # fmt: skip

    facts = organisation.employer_facts.get()
    assert (facts.rate_pence, facts.rate_year, facts.includes_contractors) == (
        1345,
        "2025-26",
        True,
    )
    assert "£13.44 an hour: £0.01 below the rate of 2025-26, £13.45" in page
    assert "3 (7.5%)" in page
    assert "1 (2.5%)" in page
    assert "25 (62.5%)" in page
    assert "16 a week: at least the 16 of the Living Hours standard" in page
    assert "Below the real living wage" in page


def test_what_is_not_said_is_not_known():
    client, organisation = client_for("data_officer")

    page = words(record(client))

    facts = organisation.employer_facts.get()
    assert (facts.below_rate, facts.zero_hours, facts.includes_contractors) == (None, None, None)
    assert page.count("Not known") == 5
    assert "£13.45 an hour: not below the rate of 2025-26, £13.45" in page


def test_a_rate_that_comes_is_shown_and_london_has_its_own():
    client, _ = client_for("applicant")

    page = words(record(client, day=(1, 12, 2025), place="london", lowest_pence="13.85",
                        least_hours="15.5", includes_contractors="no"))  # fmt: skip

    assert "not below the rate of 2024-25, £13.85" in page
    assert "Next rate £14.80 by 1 May 2026 (2025-26)" in page
    assert "15.5 a week: fewer than the 16 of the Living Hours standard" in page
    assert "Not included" in page


def test_a_day_before_all_rates_has_none():
    client, organisation = client_for("applicant")

    page = words(record(client, day=(1, 2, 2018)))

    assert organisation.employer_facts.get().rate_pence is None
    assert "No rate known for this day" in page
    assert "no rate of the real living wage is known" in organisation.award_evidence.get().words


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"trained": "41"}, "41 people trained are more than 40 staff."),
        ({"below_rate": "2"}, "so nobody earns less than it"),
        ({"lowest_pence": "13"}, "Not known"),
        ({"lowest_pence": "13", "below_rate": "0"}, "so somebody earns less than it"),
        ({"staff": ""}, "Enter the number of people"),
        ({"day": (1, 1, 2999)}, "must be on or before"),
    ],
)
def test_facts_that_cannot_be_are_told(changed, sentence):
    client, _ = client_for("applicant")

    assert sentence in words(record(client, **changed))


def test_facts_become_evidence_that_applications_know():
    client, organisation = client_for("applicant")

    record(client)

    facts = organisation.employer_facts.get()
    evidence = kept_facts(organisation)[f"living_wage:{facts.pk}"]
    assert evidence == facts.evidence
    assert evidence.held["words"] == (
        "The lowest pay on 1 June 2026 was £13.45 an hour: at least the real living wage of "
        "2025-26, £13.45."
    )


def test_the_file_leaves_empty_what_is_not_known():
    client, _ = client_for("applicant")
    record(client, day=(1, 2, 2018), least_hours="16.50", includes_contractors="no")
    record(client)

    lines = client.get(reverse("awards:employer_facts_csv")).content.decode().splitlines()

    assert lines[1].startswith(
        "2026-06-01,United Kingdom outside London,40,1345,1345,2025-26,0,,,,,,"
    )
    assert lines[2].startswith("2018-02-01,United Kingdom outside London,40,1345,,,,,no,16.50,,,")


def test_rates_are_shown_with_what_is_not_confirmed():
    client, _ = client_for("auditor")

    page = words(client.get(reverse(LIST)))

    assert "2025-26 £13.45 £14.80 22 October 2025 1 May 2026" in page
    assert "14 May 2023 (not confirmed)" in page
    assert "The rates of 2026-27 were not found." in page
    assert "Record the facts of a day" not in page
    assert client.get(reverse("awards:record_employer_facts")).status_code == 403
