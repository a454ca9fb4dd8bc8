"""Where the money went: the figures of an analysis, and the payments behind them."""

import datetime as dt
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from socialvalue.calculations.postcodes import Postcode, normal_form
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import State
from socialvalue.places.models import Area
from socialvalue.spend import actions, queries
from tests.factories.accounts import OrganisationFactory
from tests.factories.places import use_postcodes
from tests.factories.spend import (
    POSTCODES,
    AnalysisFactory,
    analysed,
    asked,
    events_of,
    imported,
    taken_back,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def kept(lines, pence):
    """Return a sum as it is stored."""
    return {"lines": lines, "pence": str(pence)}


def test_figures_worked_by_hand(council):
    imported(organisation=council)

    figures = analysed(council).figures

    # Preston 1,200.00 - 200.00; Blackburn 500.50; London 3,000.25; nowhere 99.25; 2023 left out.
    assert figures["bands"] == {
        "E07000123": kept(2, 100000),
        "lancashire": kept(1, 50050),
        "outside": kept(1, 300025),
        "unknown": kept(1, 9925),
    }
    assert figures["total"] == kept(5, 460000)
    assert figures["outside_period"] == kept(1, 700)
    assert figures["authorities"] == {
        "E07000123": "100000", "E06000008": "50050", "E09000001": "300025",
    }  # fmt: skip
    assert figures["unplaced"] == [
        {"name": "These are words, not a postcode", **kept(1, 9925)},
    ]


def test_figures_group_names_that_differ_only_in_their_writing(council):
    imported(organisation=council)

    figures = analysed(council).figures

    assert [(group["key"], group["name"], group["total"]) for group in figures["categories"]] == [
        ("", "", kept(1, 300025)),
        ("cleaning", "Cleaning", kept(2, 100000)),
        ("repairs", "Repairs", kept(2, 59975)),
    ]
    assert [(group["name"], group["total"]) for group in figures["suppliers"]] == [
        ("Faraway plc", kept(1, 300025)),
        ("Brightside Cleaning Ltd", kept(2, 100000)),
        ("Ribble Roofing", kept(1, 50050)),
        ("=Nowhere & Sons", kept(1, 9925)),
    ]
    assert figures["supplier_count"] == 4


def test_figures_name_the_postcodes_that_were_repaired(council):
    line = "Bright,PR1 2RL,03/04/2024,1.00,Cleaning\n"
    use_postcodes(POSTCODES | {"PR1 0RL": "E07000123"})
    imported(
        f"Supplier,Postcode,Date,Amount,Category\n{line}{line.replace('2RL', 'ORL') * 2}",
        organisation=council,
    )

    figures = analysed(council).figures

    assert figures["bands"]["E07000123"] == kept(3, 300)
    assert figures["repaired"] == kept(2, 200)
    assert figures["repairs"] == [{"name": "PR1 ORL", "read": "PR1 0RL", **kept(2, 200)}]


def test_figures_without_a_column_of_postcodes(council):
    imported("Supplier,Date,Amount\nBright,03/04/2024,12.00\n", organisation=council)

    figures = analysed(council).figures

    assert figures["bands"]["unknown"] == kept(1, 1200)
    assert figures["unplaced"] == [{"name": "No postcode was given", **kept(1, 1200)}]


def test_figures_of_a_place_alone(council):
    imported(organisation=council)

    figures = analysed(council, wider_place_code="").figures

    assert set(figures["bands"]) == {"E07000123", "outside", "unknown"}
    assert figures["bands"]["outside"] == kept(2, 350075)


def test_figures_of_two_files_are_those_of_both(council):
    text = "Supplier,Postcode,Date,Amount\n"
    imported(text + "Bright,PR1 2RL,03/04/2024,1.00\n", organisation=council)
    imported(text + "BRIGHT LTD,PR1 2RL,03/05/2024,2.00\n", organisation=council)

    figures = analysed(council).figures

    assert figures["bands"]["E07000123"] == kept(2, 300)
    assert figures["supplier_count"] == 1


def test_figures_rest_on_files_rules_and_look_ups(council):
    file = imported(organisation=council)

    analysis = analysed(council)

    assert analysis.worked_from["files"] == {
        str(file.pk): {"name": "payments.csv", "sha256": file.sha256, "columns": file.columns}
    }
    assert analysis.worked_from["areas"]["lancashire"] == ["E06000008", "E07000123"]
    assert analysis.worked_from["postcodes"]["vintage"] == "May 2026"
    assert analysis.worked_from["rules"] == "spend-1"
    assert events_of(analysis) == ["analysis.asked", "analysis.worked_out"]
    assert analysis.job.state == State.DONE
    assert analysis.job.result == {
        "place": "Preston", "place_pence": "100000", "total_pence": "460000",
        "unknown_pence": "9925",
    }  # fmt: skip
    assert str(analysis) == "Financial year 2024/25"


PERIOD = dt.date(2024, 4, 1), dt.date(2025, 3, 31)
lines = st.tuples(
    st.sampled_from(["Bright", "BRIGHT LTD", "Dark & Co", "Dark and Co", "="]),
    st.sampled_from([*POSTCODES, "pr12rl", "nowhere", "", "ZZ99 9ZZ"]),
    st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31)),
    st.integers(-(10**12), 10**12),
    st.sampled_from(["Care", "care ", "ICT", ""]),
)


def is_inside(row):
    """Whether a row's day is in the period."""
    return PERIOD[0] <= row[2] <= PERIOD[1]


def slow_and_obvious(rows):
    """Return pence by band, and by band and category, one row after the other."""
    by_band, by_category = defaultdict(int), defaultdict(int)
    for row in rows:
        _, postcode, _, pence, category = row
        if is_inside(row):
            form = normal_form(postcode)
            district = POSTCODES.get(form.code) if isinstance(form, Postcode) else None
            band = {
                None: "unknown", "E07000123": "E07000123", "E06000008": "lancashire",
            }.get(district, "outside")  # fmt: skip
            by_band[band] += pence
            by_category[category.strip().casefold(), band] += pence
    return by_band, by_category


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(files=st.lists(st.lists(lines, min_size=1, max_size=8), min_size=1, max_size=2))
def test_figures_agree_with_a_slow_and_obvious_sum(files):
    council = OrganisationFactory()
    for number, rows in enumerate(files):
        text = f"File {number}\nSupplier,Postcode,Date,Amount,Category\n" + "".join(
            f"{supplier},{postcode},{day:%d/%m/%Y},"
            f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02},{category}\n"
            for supplier, postcode, day, pence, category in rows
        )
        imported(text, organisation=council)
    rows = [row for of_file in files for row in of_file]
    assume(council.payment_files.with_payments_between(*PERIOD))

    figures = analysed(council).figures

    by_band, by_category = slow_and_obvious(rows)
    found = {band: int(spend["pence"]) for band, spend in figures["bands"].items()}
    assert found == {band: by_band[band] for band in found}
    for group in figures["categories"]:
        cells = {band: int(spend["pence"]) for band, spend in group["bands"].items()}
        assert cells == {band: by_category[group["key"], band] for band in cells}
    assert figures["total"]["lines"] == sum(map(is_inside, rows))


# --- Asking -------------------------------------------------------------------------------------


def test_ask_before_anything_was_read(council):
    with pytest.raises(actions.NothingInPeriod, match="No file with payments has been read yet"):
        asked(council)


def test_ask_for_a_period_without_payments(council):
    imported(organisation=council)

    with pytest.raises(
        actions.NothingInPeriod, match="those that were read are of 8 May 2023 to 8 May 2024"
    ):
        asked(council, start=dt.date(2020, 4, 1), end=dt.date(2021, 3, 31))


def test_ask_leaves_out_what_was_taken_back(council):
    taken_back(imported(organisation=council))

    with pytest.raises(actions.NothingInPeriod):
        asked(council)


def test_ask_for_days_between_payments_gives_an_empty_answer(council):
    imported(organisation=council)

    figures = analysed(council, start=dt.date(2023, 6, 1), end=dt.date(2023, 6, 30)).figures

    assert figures["total"] == kept(0, 0)
    assert figures["outside_period"] == kept(6, 460700)


def test_ask_for_areas_that_are_not_nested_fails_and_can_be_tried_again(council):
    imported(organisation=council)
    analysis = asked(council, place_code="E09000001")

    jobs.run(job_id=analysis.job_id)

    analysis.job.refresh_from_db()
    assert analysis.job.state == State.FAILED
    assert analysis.is_done is False


# --- The payments behind a figure ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "suppliers"),
    [
        ({"band": "E07000123"}, ["Brightside Cleaning Ltd", "Brightside Cleaning"]),
        ({"band": "unknown"}, ["=Nowhere & Sons"]),
        ({"category": "repairs"}, ["Ribble Roofing", "=Nowhere & Sons"]),
        ({"category": ""}, ["Faraway plc"]),
        ({"band": "unknown", "category": "repairs"}, ["=Nowhere & Sons"]),
        ({"band": "outside", "category": "repairs"}, []),
    ],
)
def test_payments_behind_a_figure(council, chosen, suppliers):
    imported(organisation=council)

    found = queries.counted_lines(analysed(council), **chosen)

    assert [counted.line.supplier for counted in found] == suppliers
    assert len(found) == len(suppliers)


def test_payments_of_every_band_add_up_to_its_figure(council):
    imported(organisation=council)
    analysis = analysed(council)

    for band, spend in analysis.figures["bands"].items():
        found = list(queries.counted_lines(analysis, band=band))
        assert kept(len(found), sum(counted.line.pence for counted in found)) == spend
        assert {counted.band for counted in found} == {band}


def test_payments_page_by_page_over_two_files(council, monkeypatch):
    text = "Supplier,Postcode,Date,Amount\n"
    for name in ("a.csv", "b.csv"):
        rows = "".join(f"{name} {n},PR1 2RL,03/04/2024,1.00\n" for n in range(3))
        imported(text + rows, organisation=council, name=name)
    found = queries.counted_lines(analysed(council))

    pages = [found[0:2], found[2:4], found[4:6]]

    assert [[counted.line.supplier for counted in page] for page in pages] == [
        ["a.csv 0", "a.csv 1"], ["a.csv 2", "b.csv 0"], ["b.csv 1", "b.csv 2"],
    ]  # fmt: skip
    assert found[3] == pages[1][1]


def test_payments_stay_where_the_analysis_placed_them(council):
    imported(organisation=council)
    analysis = analysed(council)

    use_postcodes({"PR1 2RL": "E09000001"})
    Area.objects.filter(code="lancashire").update(authorities=["E07000123"])

    found = {
        band: len(queries.counted_lines(analysis, band=band)) for band in analysis.figures["bands"]
    }
    assert found == {"E07000123": 2, "lancashire": 1, "outside": 1, "unknown": 1}


def test_analysis_without_figures_is_not_done(council):
    assert AnalysisFactory(organisation=council).is_done is False
