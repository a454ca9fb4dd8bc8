"""What is kept of analyses: which lines a figure has, who else may ask, and checking them again."""

import datetime as dt
import uuid
from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command

from socialvalue.spend import groups_store, queries
from socialvalue.spend.models import Analysis
from tests.factories.places import DeflatorSeriesFactory
from tests.factories.spend import AnalysisFactory, analysed, imported
from tests.factories.suppliers import SupplierFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.fixture
def analysis(council):
    """The analysis of one small file."""
    imported(organisation=council)
    return analysed(council)


# --- Choosing lines -----------------------------------------------------------------------------


def rows_of(analysis, **chosen):
    """Return the rows of the lines chosen."""
    return [counted.line.row for counted in queries.counted_lines(analysis, **chosen)]


@pytest.mark.parametrize(
    ("chosen", "rows"),
    [
        ({}, [2, 3, 4, 5, 6]),
        ({"band": ""}, [2, 3, 4, 5, 6]),
        ({"reason": "out_of_period"}, [7]),
        ({"reason": "any", "month": "2023-05"}, [7]),
        ({"month": "2024-05"}, [4, 5, 6]),
        ({"month": "2030-01"}, []),
        ({"supplier": "BRIGHTSIDECLEANING"}, [2, 3]),
        ({"postcode": "PR1 2RL"}, [2, 3]),
        ({"authority": "E06000008"}, [4]),
        ({"unplaced": "These are words, not a postcode"}, [6]),
        ({"leaking": "yes"}, [5]),
        ({"leaking": "no", "influenceable": "yes"}, [2, 3, 4, 6]),
        ({"influenceable": "no"}, []),
        ({"sector": ""}, [2, 3, 4, 5, 6]),
        ({"size": "unknown", "kind": "private", "band": "lancashire"}, [4]),
        ({"ward": ""}, [2, 3, 4, 5, 6]),
        ({"anchor": "nobody"}, []),
        ({"reason": "of no such name"}, []),
    ],
)
def test_lines_are_chosen_by_everything_that_figures_are_of(analysis, chosen, rows):
    assert rows_of(analysis, **chosen) == rows


@pytest.mark.parametrize(
    "strange",
    [
        {"colour": "red"},
        {"decile": "imd2030-1"},
        {"decile": "imd2025-x"},
        {"month": "May"},
        {"month": "2024-13"},
    ],
)
def test_lines_cannot_be_chosen_by_what_there_is_not(analysis, strange):
    with pytest.raises(queries.UnknownChoice):
        queries.counted_lines(analysis, **strange)


def test_a_line_says_why_it_was_left_out_and_under_what_it_counts(analysis):
    (excluded,) = queries.counted_lines(analysis, reason="any")
    counted = queries.counted_lines(analysis)[0]

    assert (excluded.reason, excluded.supplier) == ("out_of_period", "BRIGHTSIDECLEANING")
    assert (counted.reason, counted.category, counted.place) == ("", "cleaning", "E07000123")


def test_lines_say_which_files_they_are_of(council):
    imported(organisation=council, name="a.csv")
    imported("Supplier,Date,Amount\nX,03/04/2024,1.00\n", organisation=council, name="b.csv")

    found = queries.counted_lines(analysed(council), supplier="X")

    assert [file.name for file in found.files] == ["b.csv"]


# --- Asking -------------------------------------------------------------------------------------


def test_payments_to_an_anchor_that_nobody_listed_are_between_anchors(council):
    imported("Supplier,Date,Amount\nGuild Council,03/04/2024,1.00\n", organisation=council)

    figures = analysed(council).figures

    assert figures["inter_anchor"] == {"lines": 1, "pence": "100"}


def test_a_register_says_what_an_anchor_is(council):
    SupplierFactory(
        organisation=council, name="Guild Council", code="G", kind="public_body",
        sources={"code": {"source": "a list"}},
    )  # fmt: skip
    imported("Supplier,Date,Amount\nGuild Council,03/04/2024,1.00\n", organisation=council)

    figures = analysed(council).figures

    assert figures["public_bodies"] == {"lines": 1, "pence": "100"}


def test_answers_can_be_given_with_the_question(council):
    imported(organisation=council)

    assert analysed(council, answers=()).figures["survey"] is None


def test_lists_and_pages_of_analyses_do_not_load_what_they_do_not_show(analysis):
    listed = Analysis.objects.for_lists().get()
    shown = Analysis.objects.for_pages().get()

    assert {"figures", "result", "worked_from"} <= listed.get_deferred_fields()
    assert "figures" not in shown.get_deferred_fields()


# --- Keeping ------------------------------------------------------------------------------------


def test_the_same_analysis_has_the_same_groups_file(council, analysis):
    again = analysed(council)

    assert again.worked_from["groups"] == analysis.worked_from["groups"]
    assert not list(groups_store.path_of("").glob("unfinished*"))


def test_a_groups_file_that_cannot_be_written_leaves_nothing(council, monkeypatch, data_dir):
    imported(organisation=council)
    analysis = analysed(council)
    for path in (data_dir / "analyses").iterdir():
        for each in path.iterdir():
            each.unlink()
        path.rmdir()

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(groups_store.Path, "rename", full)

    with pytest.raises(OSError, match="No space left"):
        queries.worked_again(analysis)

    assert list((data_dir / "analyses").iterdir()) == []


def test_parts_of_a_penny_are_in_the_groups_file_and_in_its_totals(council):
    imported(
        "Supplier,Date,Amount\nX,03/04/2024,0.005\nX,04/05/2024,0.005\nY,03/04/2024,1.00\n",
        organisation=council,
    )

    analysis = analysed(council)

    # half a penny twice is a penny; each by itself would be rounded up
    assert analysis.figures["total"] == {"lines": 3, "pence": "101"}
    assert queries.supplier_totals(analysis) == {"X": ("X", 1), "Y": ("Y", 100)}


# --- Comparing ----------------------------------------------------------------------------------


def two_years(council):
    """Return the analyses of 2023/24 and 2024/25."""
    imported(organisation=council)
    year = {"start": dt.date(2023, 4, 1), "end": dt.date(2024, 3, 31)}
    return analysed(council, **year), analysed(council)


def test_two_years_are_compared_with_every_supplier_in_the_prices_of_the_later(council):
    DeflatorSeriesFactory()

    found = queries.comparison(*two_years(council))

    # £7.00 of 2023/24 at 96 are £7.29 at 100
    assert (found.total.before, found.total.after) == (700, 460000)
    assert found.total.real == 460000 - Fraction(700 * 100, 96)
    assert [each.key for each in found.stayed] == ["BRIGHTSIDECLEANING"]
    assert [each.name for each in found.new] == [
        "Faraway plc", "Ribble Roofing", "=Nowhere & Sons",
    ]  # fmt: skip


def test_without_a_deflator_or_a_year_in_it_nothing_is_put_in_other_prices(council):
    before, after = two_years(council)

    assert queries.comparison(before, after).total.real is None
    DeflatorSeriesFactory(figures={"1999-00": {"index": "50", "mark": ""}})
    assert queries.comparison(before, after).total.real is None


def test_a_period_that_is_no_financial_year_is_not_deflated(council):
    DeflatorSeriesFactory()
    imported(organisation=council)
    half = analysed(council, end=dt.date(2024, 9, 30))

    assert queries.comparison(half, half).total.real is None


# --- Checking -----------------------------------------------------------------------------------


def test_check_analysis_finds_every_figure_the_same(analysis, capsys):
    call_command("check_analysis", str(analysis.pk))

    assert capsys.readouterr().out == "Every figure is the same.\n"


def test_check_analysis_says_what_differs(analysis, council, capsys):
    faraway = council.suppliers.filter(name="Faraway plc")
    faraway.update(kind="vcse", sources={"kind": {"source": "a list"}})

    with pytest.raises(SystemExit) as left:
        call_command("check_analysis", str(analysis.pk))

    assert left.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        "Other than before: groups, register.",
        "These figures differ: kind_unknown, kinds, result, vcse.",
    ]


def test_check_analysis_knows_only_finished_ones(council):
    with pytest.raises(CommandError, match="There is no analysis with figures"):
        call_command("check_analysis", str(AnalysisFactory(organisation=council).pk))
    with pytest.raises(CommandError):
        call_command("check_analysis", str(uuid.uuid4()))
