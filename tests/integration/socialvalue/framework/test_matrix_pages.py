import csv
from io import StringIO

import pytest
from django.urls import reverse

from socialvalue.framework import actions
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.framework import (
    AreaFactory,
    FrameworkVersionFactory,
    MeasureFactory,
    ObjectiveFactory,
)

from .conftest import NOW

pytestmark = pytest.mark.django_db


def page_of(response):
    return response.context["page"]


def test_without_reference_data_the_matrix_says_what_to_do(client):
    response = client.get(reverse("framework:matrix"))

    assert response.status_code == 503
    assert b"load_frameworks" in response.content


def test_the_matrix_is_open_to_all_and_shows_every_area(client, loaded):
    response = client.get(reverse("framework:matrix"))

    assert response.status_code == 200
    assert [len(column.cells) for column in page_of(response).columns] == [2, 7, 7, 5, 9, 5]
    assert [choice.text for choice in page_of(response).choices] == [
        "Six objectives (2010)",
        "Eight principles (2022)",
    ]


def test_the_eight_principles_say_why_two_have_no_areas(client, loaded):
    response = client.get(reverse("framework:published", args=["marmot-8"]))

    page = page_of(response)
    assert [len(column.cells) for column in page.columns] == [2, 7, 7, 5, 9, 5, 0, 0]
    assert page.columns[6].note.startswith("The published table lists no area for action")
    assert page.lead.startswith("Eight objectives")


def test_a_framework_that_is_not_there_is_not_found(client, loaded):
    assert client.get(reverse("framework:published", args=["absent"])).status_code == 404


def test_words_find_the_areas_that_mention_all_of_them(client, loaded):
    response = client.get(reverse("framework:matrix"), {"words": "Fuel  POVERTY"})

    page = page_of(response)
    assert [cell.code for column in page.columns for cell in column.cells] == ["5.9"]
    assert page.found == "1 area of 35 mentions “Fuel  POVERTY”"
    assert page.columns[0].note == "Nothing here mentions “Fuel  POVERTY”."


def test_words_that_nobody_mentions_find_nothing(client, loaded):
    response = client.get(reverse("framework:matrix"), {"words": "<b>xyzzy</b>"})

    page = page_of(response)
    assert (page.is_empty, page.found) == (True, "0 areas of 35 mention “<b>xyzzy</b>”")
    assert b"<b>xyzzy" not in response.content
    assert b"Try one word" in response.content


def test_too_many_words_are_no_search(client, loaded):
    response = client.get(reverse("framework:matrix"), {"words": "x" * 101})

    assert page_of(response).found == ""


def test_an_area_has_its_words_measures_and_neighbours(client, loaded):
    response = client.get(reverse("framework:published_area", args=["marmot-6", "3.1"]))

    page = page_of(response)
    assert (page.title, page.code) == ("Local residents employed (in local labour market)", "3.1")
    assert len(page.measures) == 3
    assert [n.code for n in page.neighbours if n.is_current] == ["3.1"]
    assert len(page.neighbours) == 7
    assert page.title_note.startswith("Title as published: Institute of Health Equity")


def test_an_area_that_is_not_there_is_not_found(client, loaded):
    url = reverse("framework:published_area", args=["marmot-6", "9.9"])

    assert client.get(url).status_code == 404


def test_the_matrix_as_csv_has_a_row_for_each_area(client, loaded):
    response = client.get(reverse("framework:csv", args=["marmot-6"]))

    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 36
    assert rows[1][:3] == [
        "Give every child the best start in life",
        "1.1",
        "Life course approach to planning services",
    ]
    assert response["Content-Disposition"] == 'attachment; filename="marmot-6.csv"'


@pytest.mark.parametrize("areas", [1, 3])
def test_the_matrix_costs_the_same_queries_however_many_areas(
    client, areas, django_assert_num_queries
):
    version = FrameworkVersionFactory(framework__code="some")
    for _ in range(areas):
        objective = ObjectiveFactory(version=version)
        for _ in range(areas):
            MeasureFactory(area=AreaFactory(objective=objective))

    with django_assert_num_queries(5):
        client.get(reverse("framework:published", args=["some"]))


@pytest.mark.parametrize("areas", [1, 3])
def test_an_area_costs_the_same_queries_however_many_neighbours(
    client, areas, django_assert_num_queries
):
    objective = ObjectiveFactory(version__framework__code="some")
    for place in range(1, areas + 1):
        MeasureFactory(area=AreaFactory(objective=objective, order=place, code=f"1.{place}"))

    with django_assert_num_queries(4):
        client.get(reverse("framework:published_area", args=["some", "1.1"]))


def test_own_versions_are_listed_with_their_state(client, officer, draft):
    actions.publish_version(version=draft, by=officer, at=NOW)
    actions.start_next_version(version=draft, by=officer, at=NOW)
    client.force_login(officer)

    response = client.get(reverse("framework:own_versions"))

    assert [(row.number, row.state, row.when) for row in response.context["rows"]] == [
        (2, "Draft", f"Started 1 June 2026 by {officer}"),
        (1, "Published", f"Published 1 June 2026 by {officer}"),
    ]
    assert response.context["may_start"]


def test_own_versions_of_none_say_what_to_do(client, evaluator):
    client.force_login(evaluator)

    response = client.get(reverse("framework:own_versions"))

    assert b"No versions of your own" in response.content
    assert not response.context["may_start"]


@pytest.mark.parametrize("versions", [1, 3])
def test_own_versions_cost_the_same_queries_however_many(
    client, trust, evaluator, versions, django_assert_num_queries
):
    for _ in range(versions):
        FrameworkVersionFactory(
            framework__organisation=trust, based_on=FrameworkVersionFactory(), draft=True
        )
    client.force_login(evaluator)

    with django_assert_num_queries(4):
        client.get(reverse("framework:own_versions"))


def test_an_officer_sees_what_can_be_changed_in_a_draft(client, officer, draft):
    area = draft.objectives.first().areas.get()
    actions.retire_area(area=area, reason="r", by=officer, at=NOW)
    client.force_login(officer)

    page = page_of(client.get(reverse("framework:own_matrix", args=[draft.pk])))

    [cell] = page.columns[0].cells
    assert (cell.is_retired, page.heading, page.columns[0].add_url != "") == (
        True,
        "Our matrix",
        True,
    )


def test_others_see_a_draft_without_what_is_retired(client, officer, evaluator, draft):
    area = draft.objectives.first().areas.get()
    actions.retire_area(area=area, reason="r", by=officer, at=NOW)
    client.force_login(evaluator)

    response = client.get(reverse("framework:own_matrix", args=[draft.pk]))

    page = page_of(response)
    assert [(column.cells, column.note, column.add_url) for column in page.columns] == [
        ([], "No areas in use.", ""),
        ([], "None is published.", ""),
    ]
    assert b"Give objectives emphasis" not in response.content


def test_a_published_own_version_offers_the_next_one(client, officer, draft):
    actions.publish_version(version=draft, by=officer, at=NOW)
    client.force_login(officer)

    response = client.get(reverse("framework:own_matrix", args=[draft.pk]))

    assert b"Start the next version" in response.content
    assert b"Publish this version" not in response.content
    assert [choice.text for choice in page_of(response).choices] == ["Our matrix", "Small"]


def own_pages(draft):
    area = draft.objectives.first().areas.get()
    return [
        reverse("framework:own_matrix", args=[draft.pk]),
        reverse("framework:compare", args=[draft.pk]),
        reverse("framework:emphasis", args=[draft.pk]),
        reverse("framework:publish", args=[draft.pk]),
        reverse("framework:add_area", args=[draft.pk, draft.objectives.first().pk]),
        reverse("framework:own_area", args=[draft.pk, area.pk]),
        reverse("framework:reword_area", args=[draft.pk, area.pk]),
        reverse("framework:retire_area", args=[draft.pk, area.pk]),
    ]


def test_another_organisations_version_is_not_found(client, draft):
    client.force_login(
        UserFactory(roles=["procurement_officer"], roles__organisation=OrganisationFactory())
    )

    answers = {client.get(url).status_code for url in own_pages(draft)}
    posts = {
        client.post(reverse(f"framework:{name}", args=args)).status_code
        for name, args in [
            ("start_next_version", [draft.pk]),
            ("bring_back_area", [draft.pk, draft.objectives.first().areas.get().pk]),
        ]
    }

    assert (answers, posts) == ({404}, {404})


def test_who_is_no_officer_may_read_and_not_change(client, evaluator, draft):
    client.force_login(evaluator)

    answers = [client.get(url).status_code for url in own_pages(draft)]

    assert answers == [200, 200, 403, 403, 403, 200, 403, 403]


def test_a_published_version_cannot_be_changed_by_anyone(client, officer, draft):
    pages = own_pages(draft)
    actions.publish_version(version=draft, by=officer, at=NOW)
    client.force_login(officer)

    assert [client.get(url).status_code for url in pages] == [
        200,
        200,
        403,
        403,
        403,
        200,
        403,
        403,
    ]


def test_an_area_or_objective_of_another_version_is_not_found(client, officer, draft, small):
    client.force_login(officer)
    area, objective = small.objectives.first().areas.get(), small.objectives.first()

    answers = {
        client.get(reverse("framework:own_area", args=[draft.pk, area.pk])).status_code,
        client.get(reverse("framework:add_area", args=[draft.pk, objective.pk])).status_code,
    }

    assert answers == {404}
