"""The public register and the verification page: what holders agreed to show, and nothing else."""

import csv
import datetime as dt
import io
import json

import pytest
from django.urls import reverse

from socialvalue.awards import guards
from socialvalue.awards.models import Application, Award
from socialvalue.core import limits
from tests.by_hand import lifted
from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import (
    AwardFactory,
    RunningFactory,
    SubmittedFactory,
    certificate,
)
from tests.factories.places import AreaFactory, use_postcodes

pytestmark = pytest.mark.django_db
REGISTER = "/awards/register/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """Stand on one day."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date(2026, 11, 22))


def held(name, *, running=None, place="", **award):
    """Return an award of an organisation of this name."""
    holder = OrganisationFactory(name=name, place_code=place)
    application = SubmittedFactory(
        running=running or RunningFactory(), organisation=holder, state="decided"
    )
    return AwardFactory(application=application, **award)


def names(client, **query):
    """Return the holders that the register lists, in its order."""
    page = client.get(REGISTER, query)
    return [row[0]["text"] for row in page.context["rows"]]


def test_the_register_is_empty_at_first(client):
    assert "No award is on the register yet" in client.get(REGISTER).content.decode()


def test_only_what_holders_agreed_to_is_listed(client):
    held("Agreed")
    held("Did not agree", is_public=False)
    held("Of a scheme without register", running=RunningFactory(has_public_register=False))

    assert names(client, which="all") == ["Agreed"]


def test_those_in_force_come_first_to_whoever_asks_nothing(client):
    held("In force")
    held("Without an end", valid_to=None)
    held("Run out", valid_to=dt.date(2026, 11, 21))
    held("Suspended", state="suspended")
    held("Withdrawn", state="withdrawn")
    held("Begins later", valid_from=dt.date(2026, 12, 1))

    assert names(client) == ["In force", "Without an end"]
    assert names(client, which="not_in_force") == [
        "Begins later",
        "Run out",
        "Suspended",
        "Withdrawn",
    ]
    rows = client.get(REGISTER, {"which": "all"}).context["rows"]
    assert {row[0]["text"]: row[-1] for row in rows} == {
        "In force": "In force",
        "Without an end": "In force",
        "Run out": "Has run out",
        "Suspended": "Suspended",
        "Withdrawn": "Withdrawn",
        "Begins later": "Not yet in force",
    }


def test_search_by_name_scheme_and_level(client):
    held("Valley Looms")
    held("Hill Looms", level_title="Accredited")
    held("Hill Kitchen", scheme_code="cooks", scheme_title="Cooks' charter")

    assert names(client, name="looms") == ["Hill Looms", "Valley Looms"]
    assert names(client, scheme="cooks") == ["Hill Kitchen"]
    assert names(client, level="Accredited") == ["Hill Looms"]
    page = client.get(REGISTER, {"name": "nobody"}).content.decode()
    assert "No award on the register is like that" in page


def test_what_cannot_be_looked_for_does_not_matter(client):
    held("Valley Looms")

    assert names(client, scheme="no-such", order="sideways", which="never") == ["Valley Looms"]


def test_a_place_finds_all_that_lie_in_it(client):
    AreaFactory(code="E07000123", name="Preston")
    AreaFactory(code="E07000128", name="Wyre")
    AreaFactory(code="E07000999", name="Elsewhere")
    AreaFactory(
        code="lancashire", name="Lancashire", kind="county", authorities=["E07000123", "E07000128"]
    )
    for name, place in [("P", "E07000123"), ("W", "E07000128"), ("L", "lancashire"), ("N", "")]:
        held(name, place=place)

    assert names(client, place="lancashire") == ["L", "P", "W"]
    assert names(client, place="E07000123") == ["P"]
    choices = client.get(REGISTER).context["search"].fields["place"].choices
    assert [name for _, name in choices] == ["Anywhere", "Lancashire", "Preston", "Wyre"]
    drawn = client.get(REGISTER).context["drawn"]
    assert drawn["rows"] == [
        ["Preston", "1"],
        ["Wyre", "1"],
        ["Place not given", "1"],
        ["Lancashire (wider than one authority)", "1"],
    ]
    assert drawn["map"]["title"] == "Awards by local authority of the holder"


@pytest.fixture
def lancashire(settings, tmp_path):
    """A county of two districts, and one beside it; postcodes of the first and the third."""
    settings.DATA_DIR = tmp_path
    for code, name in [("E07000123", "Preston"), ("E07000128", "Wyre"), ("E07000999", "Else")]:
        AreaFactory(code=code, name=name)
    AreaFactory(
        code="lancashire", name="Lancashire", kind="county", authorities=["E07000123", "E07000128"]
    )
    use_postcodes({"PR1 2RL": "E07000123", "FY1 1AA": "E07000999", "JE1 1AA": "L99999999"})


def test_a_postcode_finds_the_holders_of_its_authority(client, lancashire):
    for name, place in [("P", "E07000123"), ("W", "E07000128"), ("L", "lancashire")]:
        held(name, place=place)

    page = client.get(REGISTER, {"postcode": "pr12rl", "place": "lancashire"})

    assert [row[0]["text"] for row in page.context["rows"]] == ["P"]
    assert "1 award in Preston, where that postcode is" in page.content.decode()
    assert page.context["file_query"] == "postcode=PR1+2RL&place=lancashire"
    listed = client.get("/awards/register/awards.json", {"postcode": "PR1 2RL"})
    assert [each["holder"] for each in json.loads(listed.content)["awards"]] == ["P"]


def test_where_no_holder_is_near_a_postcode_the_areas_around_are_offered(client, lancashire):
    held("W", place="E07000128")

    around = client.get(REGISTER, {"postcode": "PR1 2RL", "which": "all"})
    alone = client.get(REGISTER, {"postcode": "FY1 1AA"}).content.decode()

    assert around.context["around"] == [("Lancashire", "which=all&place=lancashire")]
    assert "No award on the register is in Preston" in around.content.decode()
    assert names(client, which="all", place="lancashire") == ["W"]
    assert "There is none in the areas around it either." in alone


@pytest.mark.parametrize("postcode", ["nowhere", "PR9 9ZZ", "JE1 1AA"])
def test_a_postcode_that_is_nowhere_is_said(postcode, client, lancashire):
    held("P", place="E07000123")

    page = client.get(REGISTER, {"postcode": postcode})

    assert "Enter a full postcode, like PR1 2RL" in page.content.decode()
    assert [row[0]["text"] for row in page.context["rows"]] == ["P"]


def test_the_map_is_of_the_smallest_area_with_all_awards(client, lancashire):
    held("P", place="E07000123")
    near = client.get(REGISTER).context["drawn"]["map"]
    held("W", place="E07000128")
    wide = client.get(REGISTER).context["drawn"]["map"]
    held("N", place="E07000999")
    all_over = client.get(REGISTER).context["drawn"]["map"]

    assert (near["focus"], wide["focus"], all_over["focus"]) == ("Preston", "Lancashire", "")


def test_sorted_as_asked(client):
    held("A", valid_from=dt.date(2025, 1, 1), valid_to=None)
    held("B", valid_from=dt.date(2026, 1, 1), valid_to=dt.date(2027, 6, 1))
    held("C", valid_from=dt.date(2024, 1, 1), valid_to=dt.date(2027, 1, 1))

    assert names(client, order="newest") == ["B", "A", "C"]
    assert names(client, order="ending") == ["C", "B", "A"]


def test_the_csv_has_what_the_page_has(client):
    AreaFactory(code="E07000123", name="Preston")
    award = held("=Looms", place="E07000123")
    held("Other", level_title="Accredited", valid_to=None)

    answer = client.get("/awards/register/awards.csv", {"level": "Aspiring"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    giver = award.application.running.organisation.name
    assert rows[1:] == [
        ["'=Looms", "Weavers' award", "Aspiring", giver, "Preston", "E07000123", "2026-01-06",
         "2031-01-05", "In force", award.certificate],
    ]  # fmt: skip
    assert answer["Content-Disposition"].endswith('"register-of-awards-2026-11-22.csv"')


def test_the_json_has_the_shape_that_is_documented(client):
    AreaFactory(code="E07000123", name="Preston")
    award = held("Looms", place="E07000123")
    held("No end", valid_to=None)

    document = json.loads(client.get("/awards/register/awards.json").content)

    assert {name: document[name] for name in ("format", "as_of")} == {
        "format": "social-value-award-register/1.0",
        "as_of": "2026-11-22",
    }
    assert document["awards"][0] == {
        "certificate": award.certificate,
        "verify": f"http://testserver/awards/verify/{award.certificate}/",
        "holder": "Looms",
        "scheme": {"code": "weavers", "title": "Weavers' award"},
        "level": {"code": "aspiring", "title": "Aspiring"},
        "awarded_by": award.application.running.organisation.name,
        "place": {"code": "E07000123", "name": "Preston"},
        "valid_from": "2026-01-06",
        "valid_to": "2031-01-05",
        "standing": "in_force",
    }
    assert (document["awards"][1]["place"], document["awards"][1]["valid_to"]) == (None, None)


def many(count, name="Holder"):
    """Give so many awards on the register, to holders of this name and a number."""
    running = RunningFactory()
    model = type(OrganisationFactory.build())
    holders = model.objects.bulk_create(
        model(name=f"{name} {number:04}", kind="vcse", place_code="E07000123")
        for number in range(count)
    )
    applications = Application.objects.bulk_create(
        SubmittedFactory.build(running=running, organisation=holder, number=number, state="decided")
        for number, holder in enumerate(holders, 1)
    )
    Award.objects.bulk_create(
        AwardFactory.build(
            application=application,
            organisation=application.organisation,
            certificate=certificate(number),
        )
        for number, application in enumerate(applications, 1)
    )


@pytest.mark.parametrize(
    "query",
    ["", "?name=holder&place=E07000123&which=all&order=ending", "awards.csv", "awards.json"],
)
def test_two_thousand_awards_take_as_many_queries_as_three(
    client, query, django_assert_max_num_queries
):
    AreaFactory(code="E07000123", name="Preston")
    many(3, "First holder")
    with django_assert_max_num_queries(40) as few:
        client.get(REGISTER + query)
    with lifted(guards):
        Award.objects.all().delete()
    Application.objects.all().delete()
    many(2000)

    with django_assert_max_num_queries(len(few)) as whole:
        answer = client.get(REGISTER + query)

    assert (answer.status_code, len(whole)) == (200, len(few))


def test_two_thousand_awards_are_listed_by_pages(client):
    AreaFactory(code="E07000123", name="Preston")
    many(60)

    page = client.get(REGISTER, {"page": 3, "name": "Holder"})

    assert [row[0]["text"] for row in page.context["rows"]][-1] == "Holder 0059"
    assert page.context["count"] == "60 awards"
    assert '<a class="govuk-link govuk-pagination__link"' in page.content.decode()


def verified(client, identifier):
    """Return the page at which a certificate is checked."""
    return client.get(reverse("awards:verified", args=[identifier]))


@pytest.mark.parametrize(
    ("award", "status"),
    [
        ({}, "In force"),
        ({"valid_to": None}, "In force"),
        ({"state": "suspended"}, "Suspended"),
        ({"state": "withdrawn"}, "Withdrawn"),
        ({"valid_to": dt.date(2026, 11, 21)}, "Has run out"),
        ({"valid_from": dt.date(2026, 12, 1)}, "Not yet in force"),
    ],
)
def test_a_certificate_tells_what_counts_today(client, award, status):
    page = verified(client, held("Looms", **award).certificate)

    assert page.context["verified"]["status"] == status
    assert page.context["verified"]["rows"][0] == {"key": "Holder", "value": "Looms"}


def test_a_holder_who_does_not_agree_is_not_named(client):
    page = verified(client, held("Secret Looms", is_public=False).certificate)

    assert page.status_code == 200
    assert "Secret Looms" not in page.content.decode()
    assert "does not agree to be named" in page.content.decode()


def test_an_identifier_is_typed_as_people_type(client):
    award = held("Looms")

    answer = client.post("/awards/verify/", {"identifier": award.certificate.lower()[:-1] + "z"})
    found = client.post("/awards/verify/", {"identifier": f" {award.certificate.lower()} "})

    assert "There is a slip in what you typed" in answer.content.decode()
    assert found.url == reverse("awards:verified", args=[award.certificate])
    assert client.get("/awards/verify/").status_code == 200


def test_an_identifier_of_nothing_and_a_slip_are_told_apart(client):
    nothing, slip = verified(client, "0000-0000-0012-12"), verified(client, "0000-0000-0012-13")

    assert (nothing.status_code, slip.status_code) == (404, 404)
    assert "No certificate has this identifier" in nothing.content.decode()
    assert "There is a slip in what you typed" in slip.content.decode()


def test_who_guesses_is_stopped_and_who_knows_is_not(client, monkeypatch):
    award = held("Looms")
    monkeypatch.setattr(limits, "TRIES", 2)

    told = [verified(client, "0000-0000-0012-12").status_code for _ in range(3)]

    assert told == [404, 404, 429]
    assert verified(client, award.certificate).status_code == 200
