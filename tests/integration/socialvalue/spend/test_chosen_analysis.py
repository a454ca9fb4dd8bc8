"""Gaps, categories, contracts and targets act on one analysis: the newest, or one chosen."""

import datetime as dt

import pytest
from django.urls import reverse

from socialvalue.spend import queries
from tests.factories.spend import GapNoteFactory, TargetFactory
from tests.factories.spend_figures import FiguredAnalysisFactory, figures_of, lines_of
from tests.integration.socialvalue.spend.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("officer")]

NOON = dt.datetime(2025, 6, 2, 12, tzinfo=dt.UTC)
PAPER = [("A", "Broadgate Consulting LLP", "Paper", 900, 9)]


@pytest.fixture
def two(council):
    """An older analysis with leaks of many kinds, and a newer of paper alone; both of one place."""
    older = FiguredAnalysisFactory(organisation=council, title="All of it", asked_at=NOON)
    newer = FiguredAnalysisFactory(
        organisation=council,
        title="Paper alone",
        asked_at=NOON + dt.timedelta(hours=1),
        figures=figures_of(lines_of(PAPER)),
    )
    return older, newer


def test_the_newest_is_meant_and_the_others_are_offered(client, two):
    shown = page(client, "gaps")

    assert "by Paper alone" in shown
    assert "Paper alone (asked 2 June 2025, 14:00) All of it (asked 2 June 2025, 13:00)" in shown


def test_gaps_are_of_the_analysis_that_is_chosen_and_lead_to_gaps_of_it(client, two):
    older, _newer = two

    response = client.get(reverse("spend:gaps"), {"of": older.pk})

    text = response.content.decode()
    assert f"?category=consultancy&amp;of={older.pk}" in text
    assert "Paper</a>" not in text


def test_a_gap_keeps_the_analysis_from_page_to_page(client, council, two):
    older, _newer = two
    GapNoteFactory(organisation=council, key="catering", name="Catering")
    asked = f"{reverse('spend:gap')}?category=catering&of={older.pk}"

    shown = client.get(asked).content.decode()
    response = client.post(asked, {"text": "Ask around"})

    assert f'href="{reverse("spend:gaps")}?of={older.pk}"' in shown
    assert '<input type="hidden" name="category" value="catering"' in shown
    assert response.url == asked
    assert council.gap_notes.newest().get().text == "Ask around"


@pytest.mark.parametrize("strange", ["no-number", "00000000-0000-0000-0000-000000000000", ""])
def test_a_strange_analysis_counts_as_the_newest(client, two, strange):
    assert "by Paper alone" in page(client, "gaps", query=f"?of={strange}")


def test_the_analysis_of_another_organisation_is_not_shown(client, two):
    others = FiguredAnalysisFactory(title="Not yours")

    shown = page(client, "gaps", query=f"?of={others.pk}")

    assert "by Paper alone" in shown
    assert "Not yours" not in shown


def test_there_is_nothing_to_choose_of_one(client, council):
    FiguredAnalysisFactory(organisation=council)

    assert "Figures of" not in page(client, "gaps")


def test_an_analysis_of_another_place_does_not_become_the_one_to_act_on(council, two):
    _older, newer = two
    council.place_code = newer.place_code
    FiguredAnalysisFactory(
        organisation=council, place_code="E07000223", asked_at=NOON + dt.timedelta(days=1)
    )

    assert queries.newest_analysis(council) == newer


def test_targets_categories_and_contracts_follow_the_choice(client, council, two):
    older, _newer = two
    TargetFactory(organisation=council)

    assert "Held against All of it" in page(client, "targets", query=f"?of={older.pk}")
    assert (
        f"show=undecided&amp;of={older.pk}"
        in client.get(reverse("spend:categories"), {"of": older.pk}).content.decode()
    )


def test_deciding_about_categories_keeps_the_choice(client, two):
    older, _newer = two
    asked = f"{reverse('spend:categories')}?of={older.pk}"

    response = client.post(
        asked,
        {"keys": ["consultancy"], "left_out_as": "", "within_reach": "yes", "because": "Ours"},
    )

    assert response.url == asked
