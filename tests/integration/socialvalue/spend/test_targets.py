"""Targets: setting, holding against the newest analysis, withdrawing; and comparing analyses."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from socialvalue.places.models import DeflatorSeries
from socialvalue.spend import actions
from tests.factories.accounts import OrganisationFactory
from tests.factories.spend import AT, TargetFactory, events_of
from tests.factories.spend_figures import (
    FiguredAnalysisFactory,
    figures_before_version_2,
    figures_of,
    lines_of,
)
from tests.integration.socialvalue.spend.pages import page, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "officer")]
ANSWERS = {
    "measure": "vcse", "kind": "share", "percent": "12.5", "due_on-day": "31",
    "due_on-month": "3", "due_on-year": "2028", "decision": "Cabinet, 4 March 2026",
    "because": "The plan",
}  # fmt: skip


def test_a_target_is_set_with_who_decided_and_why(client, council):
    response = client.post(reverse("spend:set_target"), ANSWERS)

    assert response.url == reverse("spend:targets")
    target = council.spend_targets.get()
    assert (target.measure, target.percent, target.due_on) == (
        "vcse", Decimal("12.5"), dt.date(2028, 3, 31),
    )  # fmt: skip
    assert (events_of(target), target.recorded_by) == (["target.set"], "The data_officer")
    assert f"{target}" == "Share with voluntary, community and social enterprises: 12.5%"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"percent": "101"}, "target must be"),
        ({"measure": ""}, "Select what is measured"),
        ({"decision": ""}, "Enter who decided it"),
        ({"because": ""}, "Enter why"),
    ],
)
def test_a_target_that_is_not_whole_is_not_set(client, council, wrong, said):
    response = client.post(reverse("spend:set_target"), ANSWERS | wrong)

    assert said.casefold() in words(response).casefold()
    assert council.spend_targets.count() == 0


def test_targets_are_held_against_the_newest_analysis(client, council):
    FiguredAnalysisFactory(organisation=council)
    TargetFactory(organisation=council)
    TargetFactory(organisation=council, percent=Decimal(20))
    TargetFactory(organisation=council, measure="vcse", kind="reserve", percent=Decimal(3))
    TargetFactory(organisation=council, measure="sme", kind="reserve", percent=Decimal(90))

    shown = page(client, "targets")

    # 35% of 1,172,650.00 is 410,427.50, less 319,400.00
    assert "Now 27.2%: 7.8 percentage points short, which is £91,027.50 of the period." in shown
    assert "Now 27.2%: reached." in shown
    assert (
        "Reserved: £35,179.50 of £1,172,650.00. £136,300.00 went there; £101,120.50 more" in shown
    )
    assert "£443,635.00 is not spent yet" in shown
    assert "location is not a lawful award criterion" in shown


def test_targets_without_an_analysis(client, council):
    TargetFactory(organisation=council)

    shown = page(client, "targets")

    assert "There is no analysis yet to hold them against." in shown
    assert "This share is not in this analysis" in shown


@pytest.mark.parametrize("measure", ["wider", "vcse"])
def test_a_target_of_what_the_analysis_does_not_have(client, council, measure):
    found = figures_of(vcse=None)
    found["areas"] = found["areas"][:1]
    FiguredAnalysisFactory(organisation=council, figures=found)
    TargetFactory(organisation=council, measure=measure)

    shown = page(client, "targets")

    assert "This share is not in this analysis" in shown
    assert "not known to 35%" in shown


def test_a_target_of_an_analysis_of_no_money(client, council):
    FiguredAnalysisFactory(organisation=council, figures=figures_of([]))
    TargetFactory(organisation=council)

    assert "This share is not in this analysis" in page(client, "targets")


def test_no_targets_for_an_officer_and_for_an_auditor(client, council):
    assert "Set a target" in page(client, "targets")


def test_a_target_is_withdrawn_once_with_a_reason(client, council):
    target = TargetFactory(organisation=council)
    address = reverse("spend:withdraw_target", args=[target.pk])

    assert "It stays in the record." in words(client.get(address))
    assert client.post(address, {"because": "Another one"}).url == reverse("spend:targets")
    again = client.post(address, {"because": "Twice"})

    target.refresh_from_db()
    assert (target.withdrawn_because, events_of(target)) == ("Another one", ["target.withdrawn"])
    assert "This target was withdrawn before" in words(again)
    assert "Another one (The data_officer" in page(client, "targets")
    assert council.spend_targets.standing().count() == 0


def test_a_target_withdrawn_meanwhile_is_refused_by_the_action(council):
    target = TargetFactory(organisation=council)
    actions.withdraw_target(target=target, because="One", by="a test", at=AT)

    with pytest.raises(actions.AlreadyWithdrawn):
        actions.withdraw_target(target=target, because="Two", by="a test", at=AT)


def test_another_organisations_target_is_not_found(client):
    target = TargetFactory(organisation=OrganisationFactory())

    assert client.get(reverse("spend:withdraw_target", args=[target.pk])).status_code == 404


# --- Comparing ------------------------------------------------------------------------------------


def two(council, **second):
    """Return the analyses of two years."""
    few = figures_of([line for line in lines_of() if line.supplier.kind != "vcse"])
    first = FiguredAnalysisFactory(
        organisation=council, figures=few, start=dt.date(2023, 4, 1), end=dt.date(2024, 3, 31)
    )
    return first, FiguredAnalysisFactory(organisation=council, **second)


def compared(client, *analyses, more=""):
    query = "&".join(f"{letter}={one.pk}" for letter, one in zip("ab", analyses, strict=False))
    return page(client, "compare", query=f"?{query}{more}")


def test_two_years_pooled_first_and_the_mean_beside(client, council):
    shown = compared(client, *two(council))

    # 205,... of 1,036,350 before: 183,100 = 17.7%; 319,400 of 1,172,650 after
    assert "Share in the place 17.7% 27.2% +9.6 points" in shown
    assert "Share in the place: mean of the anchors" in shown
    assert "All in scope £1,036,350.00 £1,172,650.00 +£136,300.00" in shown
    assert "No deflator is loaded" in shown
    assert "Larkhill Foods CIC" in shown
    assert "2 suppliers, £136,300.00" in shown
    assert "Not the same anchors" not in shown


def test_two_years_deflated(client, council):
    DeflatorSeries.objects.create(
        source="HM Treasury", sha256="a" * 64, loaded_at=AT, loaded_by="a test",
        release="June 2026", base_year="2024-25",
        figures={
            "2023-24": {"index": "80", "mark": ""}, "2024-25": {"index": "100", "mark": "forecast"},
        },
    )  # fmt: skip

    shown = compared(client, *two(council))

    # 1,036,350.00 x 100 / 80
    assert "Pounds in the prices of 2024-25" in shown
    assert "All in scope £1,295,437.50 £1,172,650.00 -£122,787.50" in shown
    assert "Forecast: 2024-25." in shown


def test_a_year_that_the_deflator_does_not_have(client, council):
    DeflatorSeries.objects.create(
        source="HM Treasury", sha256="a" * 64, loaded_at=AT, loaded_by="a test",
        release="June 2026", base_year="2024-25",
        figures={"2024-25": {"index": "100", "mark": ""}},
    )  # fmt: skip

    assert "Pounds in the prices" not in compared(client, *two(council))


def test_parts_of_years_are_not_deflated(client, council):
    DeflatorSeries.objects.create(
        source="HM Treasury", sha256="a" * 64, loaded_at=AT, loaded_by="a test",
        release="June 2026", base_year="2024-25",
        figures={"2024-25": {"index": "100", "mark": ""}},
    )  # fmt: skip

    shown = compared(client, *two(council, end=dt.date(2024, 9, 30)))

    assert "deflated only between financial years" in shown
    assert "Their periods are not equally long" in shown


def test_warnings_where_anchors_rules_places_or_coverage_differ(client, council):
    found = figures_of(
        lines_of([("A", "Nowhere Supplies", "Food", 900, 9)]),
        areas=[{"code": "E06000008", "name": "Blackburn"}],
        bands={
            "E06000008": {"lines": 0, "pence": "0"}, "outside": {"lines": 0, "pence": "0"},
            "unknown": {"lines": 9, "pence": "900"},
        },
        bands_delivery=None, area_totals={},
    )  # fmt: skip
    first, second = two(
        council, figures=found, worked_from=FiguredAnalysisFactory.worked_from | {"rules": "other"}
    )

    shown = compared(client, first, second)

    assert "Not the same anchors stand behind these analyses" in shown
    assert "They were worked out by different rules" in shown
    assert "They are about different places" in shown
    assert "At least one is provisional" in shown
    assert "2023/24, Preston, 3 anchors" in shown
    assert "How near it went" not in shown
    assert "one anchor" in shown


def test_published_figures_are_drawn_only_when_asked_for(client, council):
    first, second = two(council)

    plain, held = (
        compared(client, first, second),
        compared(client, first, second, more="&published=yes"),
    )

    assert "in Preston, 2012/13: 5%" not in plain
    assert "in Preston, 2012/13: 5%" in held
    assert "references, never targets" in held


def test_the_same_period_twice_is_told_apart_by_letters(client, council):
    first = FiguredAnalysisFactory(organisation=council)
    second = FiguredAnalysisFactory(organisation=council)

    shown = page(client, "compare", query=f"?with={first.pk}&with={second.pk}")

    assert "A: 2024/25" in shown
    assert "B: 2024/25" in shown


def test_older_analyses_compare_what_they_have(client, council):
    first, second = two(council, figures=figures_before_version_2())

    shown = compared(client, first, second)

    assert "Share with small and medium suppliers 45.9% not known not known" in shown


def test_suppliers_beyond_those_kept_are_not_called_lost(client, council):
    first, second = two(council, figures=figures_of(supplier_count=5_000))

    assert "Only the largest suppliers of each analysis are kept" in compared(client, first, second)


@pytest.mark.parametrize("query", ["", "?a=nothing", "?with=also-nothing"])
def test_nothing_chosen_offers_what_there_is(client, council, query):
    assert "Nothing to compare yet" in page(client, "compare", query=query)
    FiguredAnalysisFactory(organisation=council)

    assert "Which analyses?" in page(client, "compare", query=query)


def test_another_organisations_analysis_is_not_compared(client, council):
    own = FiguredAnalysisFactory(organisation=council)
    foreign = FiguredAnalysisFactory(organisation=OrganisationFactory(), title="Foreign")

    shown = compared(client, own, foreign)

    assert ("Foreign" in shown, "Shares of all the money" in shown) == (False, False)


def test_answers_to_a_survey_are_no_different_rules(client, council):
    first, second = two(council, terms={"order": ["grant"], "answers": [["S01", "area", "0.5"]]})
    first.terms = {"order": ["grant"], "answers": []}
    first.save(update_fields=["terms"])

    assert "They were worked out by different rules" not in compared(client, first, second)


def test_categories_left_out_in_one_alone_are_different_rules(client, council):
    first, second = two(council, terms={"categories": {"grant": ["awards"]}})

    assert "They were worked out by different rules" in compared(client, first, second)
