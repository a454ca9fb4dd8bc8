import datetime as dt
import os
import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from socialvalue.places import presenters
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.places import (
    AreaFactory,
    BoundarySetFactory,
    DeflatorSeriesFactory,
    DeprivationIndexFactory,
    OutlineFactory,
    SmallAreaNamesFactory,
    use_postcodes,
)

pytestmark = pytest.mark.django_db
PRESTON = "E07000123"


@pytest.fixture
def directory(data_dir):
    about = use_postcodes({"PR1 2RL": PRESTON}, ward={"PR1 2RL": "E05000001"})
    os.utime(data_dir / "postcodes" / "in_use.json", (1_780_000_000, 1_780_000_000))
    return about


@pytest.fixture
def preston():
    return AreaFactory(code=PRESTON, name="Preston")


@pytest.fixture
def signed_in(client):
    client.force_login(UserFactory())
    return client


def facts(look_up):
    return {row["key"]: row["value"] for row in look_up.facts}


# --- What is loaded ---------------------------------------------------------------------------


def test_look_ups_of_a_new_installation_say_what_is_missing(directory):
    found = {look_up.name: look_up for _, group in presenters.look_ups() for look_up in group}

    assert {name: look_up.wanted for name, look_up in found.items() if not look_up.is_loaded} == {
        "English indices of deprivation 2019": "Deciles of this index cannot be shown.",
        "English indices of deprivation 2025": "Deciles of this index cannot be shown.",
        "Local authorities": "Maps show circles instead.",
        "Small areas (LSOA) of 2011": "Their codes are shown instead.",
        "Small areas (LSOA) of 2021": "Their codes are shown instead.",
        "Wards": "Their codes are shown instead.",
        "GDP deflator": "No deflator is loaded: amounts are shown as they were paid.",
    }
    assert facts(found["Postcode directory"]) == {
        "Source": "Made up for a test",
        "Vintage": "May 2026",
        "Postcodes": "1",
        "It tells": "local authority, ward",
        "In use since": "28 May 2026, 21:26",
        "SHA-256": directory.sha256,
    }
    assert found["Postcode directory"].wanted == (
        "It does not tell: small area (LSOA) of 2011, small area (LSOA) of 2021, month in which it "
        "ended."
    )


def test_look_ups_that_are_loaded_say_what_they_are(data_dir):
    names = ("lsoa11", "lsoa21", "doterm")
    use_postcodes({"PR1 2RL": PRESTON}, **{name: {"PR1 2RL": "x"} for name in names})
    index = DeprivationIndexFactory()
    boundaries = BoundarySetFactory(kind="lsoa21", vintage="2021")
    OutlineFactory(boundaries=boundaries)
    BoundarySetFactory(kind="msoa21")
    SmallAreaNamesFactory(kind="msoa21")
    DeflatorSeriesFactory()

    groups = dict(presenters.look_ups())

    assert groups["Postcodes"][0].wanted == ""
    loaded = [index for index in groups["Deprivation"] if index.is_loaded]
    assert [facts(look_up) for look_up in loaded] == [
        {
            "Joins": "small areas (LSOA) of 2021, and no others",
            "Small areas": "3",
            "Scope": "England. Wales, Scotland and Northern Ireland are not in it.",
            "Source": "Made-up deprivation",
            "Loaded": "1 May 2026, 10:00, by a test",
            "SHA-256": index.sha256,
            "Licence": "Made up",
        }
    ]
    assert [
        (look_up.name, look_up.is_loaded, look_up.wanted)
        for look_up in groups["Boundaries for maps"]
    ] == [
        ("Local authorities", False, "Maps show circles instead."),
        ("Small areas (LSOA) of 2011", False, "There is no map close up."),
        ("Small areas (LSOA) of 2021", True, ""),
        ("Middle areas (MSOA) of 2021", True, ""),
    ]
    assert facts(groups["Boundaries for maps"][2]) == {
        "Outlines": "1",
        "Year of the codes": "2021",
        "Source": "Made-up boundaries",
        "Loaded": "1 May 2026, 10:00, by a test",
        "SHA-256": boundaries.sha256,
    }
    assert facts(groups["Boundaries for maps"][3])["Year of the codes"] == "not stated"
    assert [
        (look_up.name, look_up.is_loaded) for look_up in groups["Names of small areas and wards"]
    ] == [
        ("Small areas (LSOA) of 2011", False),
        ("Small areas (LSOA) of 2021", False),
        ("Middle areas (MSOA) of 2021", True),
        ("Wards", False),
    ]
    assert facts(groups["Prices"][0]) == {
        "Release": "June 2026",
        "Financial years": "2023-24 to 2025-26 (2024-25 = 100)",
        "Marked": "Forecast: 2025-26.",
        "Source": "Made-up prices",
        "Loaded": "1 May 2026, 10:00, by a test",
        "SHA-256": "b" * 64,
    }


def test_deflator_without_marks_has_none_to_tell(directory):
    DeflatorSeriesFactory(figures={"2024-25": {"index": "100", "mark": ""}})

    assert "Marked" not in facts(dict(presenters.look_ups())["Prices"][0])


def test_page_of_look_ups_is_for_everyone_signed_in(client, directory):
    assert client.get(reverse("look_ups:loaded")).status_code == 302

    client.force_login(UserFactory())
    page = client.get(reverse("look_ups:loaded"))

    assert page.status_code == 200
    assert re.findall(r"<code>([^<]+)</code>", page.content.decode()) == [
        "./run manage load_postcodes FILE",
        *["./run manage load_deprivation FILE"] * 2,
        *["./run manage load_boundaries FILE"] * 3,
        *["./run manage load_names FILE"] * 3,
        "./run manage load_deflator FILE",
    ]


def test_page_of_look_ups_asks_the_same_whatever_is_loaded(
    signed_in, data_dir, django_assert_max_num_queries
):
    use_postcodes({"PR1 2RL": PRESTON})
    DeprivationIndexFactory()
    DeprivationIndexFactory(code="imd2019", lsoa_vintage=2011)
    for kind in ("authority", "lsoa21", "ward"):
        BoundarySetFactory(kind=kind, loaded_at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))

    # Seven about the person and the page; six kinds of boundaries and a count of three of them;
    # indices, names and prices
    with django_assert_max_num_queries(19):
        assert signed_in.get(reverse("look_ups:loaded")).status_code == 200


# --- One authority close up -------------------------------------------------------------------


def test_deprivation_of_one_authority(signed_in, preston):
    DeprivationIndexFactory()
    DeprivationIndexFactory(code="imd2019", lsoa_vintage=2011, name="IMD 2019")
    OutlineFactory(
        boundaries=BoundarySetFactory(kind="lsoa21"), code="E01025300", authority=PRESTON
    )
    question = {"authority": PRESTON, "index": "imd2025"}

    page = signed_in.get(reverse("look_ups:deprivation"), question)

    assert page.status_code == 200
    assert page.context["map"]["rows"] == [["E01025300", "E01025300", 1]]
    options = re.findall(r"<option value=\"(imd\d+)\"", page.content.decode())
    assert options == ["imd2025", "imd2019"]
    csv = f"{reverse('look_ups:deprivation_csv')}?authority={PRESTON}&amp;index=imd2025"
    assert csv in page.content.decode()


def test_deprivation_offers_the_organisations_own_place(client, preston):
    organisation = OrganisationFactory(place_code=PRESTON)
    client.force_login(UserFactory(roles=["auditor"], roles__organisation=organisation))
    DeprivationIndexFactory()

    page = client.get(reverse("look_ups:deprivation"))

    assert f'<option value="{PRESTON}" selected>' in page.content.decode()
    assert page.context["map"] is None


def test_deprivation_without_an_index_says_what_to_do(signed_in, preston):
    page = signed_in.get(reverse("look_ups:deprivation")).content.decode()

    assert "No index of deprivation is loaded" in page
    assert "<select" not in page


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"authority": "", "index": "imd2025"}, "Select a local authority"),
        ({"authority": "E07000999", "index": "imd2025"}, "Select a valid choice"),
        ({"authority": PRESTON, "index": "imd2019"}, "Select a valid choice"),
    ],
)
def test_deprivation_refuses_what_is_not_there(signed_in, preston, question, words):
    DeprivationIndexFactory()

    page = signed_in.get(reverse("look_ups:deprivation"), question)

    assert page.context["map"] is None
    assert words in page.content.decode()
    file = signed_in.get(reverse("look_ups:deprivation_csv"), question)
    assert file.headers["Location"] == f"{reverse('look_ups:deprivation')}?{urlencode(question)}"


def test_file_of_nothing_leads_to_the_page(signed_in):
    file = signed_in.get(reverse("look_ups:deprivation_csv"))

    assert file.headers["Location"] == reverse("look_ups:deprivation")


def test_deprivation_as_a_file(signed_in, preston):
    DeprivationIndexFactory()
    OutlineFactory(
        boundaries=BoundarySetFactory(kind="lsoa21"),
        code="E01025300",
        name="Preston 014A",
        authority=PRESTON,
    )

    answer = signed_in.get(
        reverse("look_ups:deprivation_csv"), {"authority": PRESTON, "index": "imd2025"}
    )

    assert answer.content.decode("utf-8-sig") == (
        "Small area,Code,Decile\r\nPreston 014A,E01025300,1\r\n"
    )
    assert answer["Content-Disposition"].startswith("attachment; filename=")
