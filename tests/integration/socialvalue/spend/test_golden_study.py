"""The golden study through the application, from the uploads to every figure and its lines."""

from collections import Counter

import pytest

from socialvalue.calculations.spend.shares import pounds
from socialvalue.spend import queries
from socialvalue.spend.models import PaymentFile
from tests.factories import golden_study
from tests.factories.golden_study import EXPECTED, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anchors(data_dir):
    """The organisation of the study, with its three files read and its repeats decided about."""
    organisation = golden_study.golden_organisation()
    golden_study.load_files(organisation)
    golden_study.confirm_repeats(organisation)
    return organisation


def test_the_result_is_the_expected_one_and_every_figure_leads_to_its_lines(anchors):
    analysis = golden_study.answered(anchors)

    assert analysis.result == EXPECTED
    assert_lines_are_as_expected(analysis)
    for chosen, spend in drills(analysis.figures):
        found = queries.counted_lines(analysis, **chosen)
        assert sums(found) == spend, chosen
        assert found.pence() == int(spend["pence"]), chosen
    assert queries.worked_again(analysis) == queries.Again((), ())


def sums(found):
    """Return lines and pence of payments, as figures have them."""
    return {"lines": len(found), "pence": str(sum(counted.line.pence for counted in found))}


def assert_lines_are_as_expected(analysis):
    """Compare every line and what became of it with the study's own list."""
    expected = [
        (row["anchor"], row["supplier"], row["date"], row["net_amount"], row["disposition"])
        for row in rows_of("expected_lines.csv")
    ]
    every = [
        *queries.counted_lines(analysis),
        *queries.counted_lines(analysis, reason=queries.ANY_REASON),
    ]
    found = [
        (
            counted.file.anchor.code,
            counted.line.supplier,
            counted.line.day.isoformat(),
            pounds(counted.line.pence),
            counted.reason or "in_scope",
        )
        for counted in every
    ]
    assert Counter(found) == Counter(expected)


def drills(figures):
    """Yield what is chosen for each figure that is a spend, and the spend."""
    yield {}, figures["total"]
    for band, spend in figures["bands"].items():
        yield {"band": band}, spend
        yield {"band_delivery": band}, figures["bands_delivery"][band]
    for area, spends in figures["area_totals"].items():
        yield {"area": area}, spends["registered"]
        yield {"area_delivery": area}, spends["delivery"]
    for anchor in figures["anchors"]:
        yield {"anchor": anchor["code"]}, anchor["total"]
        yield {"anchor": anchor["code"], "reason": "any"}, anchor["excluded"]
        for band, spend in anchor["bands"].items():
            yield {"anchor": anchor["code"], "band": band}, spend
    for exclusion in figures["exclusions"]:
        spend = {name: exclusion[name] for name in ("lines", "pence")}
        yield {"reason": exclusion["reason"]}, spend
    for kind, name in (
        ("categories", "category"), ("suppliers", "supplier"), ("sectors", "sector"),
        ("sizes", "size"), ("kinds", "kind"),
    ):  # fmt: skip
        for group in figures[kind]:
            yield {name: group["key"]}, group["total"]
            yield {name: group["key"], "leaking": "yes"}, group["leak"]
    for month in figures["months"]:
        yield {"month": month["month"]}, month["total"]
    for index in figures["deprivation"]:
        for decile in index["deciles"]:
            spend = {name: decile[name] for name in ("lines", "pence")}
            yield {"decile": f"{index['index']}-{decile['decile']}"}, spend
        yield {"decile": f"{index['index']}-0"}, index["unknown"]
    for why in figures["unplaced"]:
        yield {"unplaced": why["name"]}, {name: why[name] for name in ("lines", "pence")}


def test_sums_of_pence_alone_lead_to_their_lines_too(anchors):
    analysis = golden_study.answered(anchors)

    figures = analysis.figures
    leaks = queries.counted_lines(analysis, leaking="yes", influenceable="yes")
    assert sums(leaks)["pence"] == figures["leakage"]["influenceable_pence"] == "23000000"
    for lsoa, pence in figures["neighbourhoods"]["lsoa21"].items():
        there = queries.counted_lines(analysis, lsoa21=lsoa, area="preston")
        assert sums(there)["pence"] == pence
    for district, pence in figures["authorities"].items():
        assert sums(queries.counted_lines(analysis, authority=district))["pence"] == pence


def test_a_part_of_the_anchors_can_be_asked_about(anchors):
    university = anchors.anchors.get(code="C")

    analysis = golden_study.answered(anchors, anchors=[university])

    assert [anchor["code"] for anchor in analysis.figures["anchors"]] == ["C"]
    assert analysis.figures["total"]["pence"] == "22800000"


def test_days_within_months_are_cut_from_their_lines(anchors):
    start, end = golden_study.START.replace(day=15), golden_study.END.replace(day=20)

    analysis = golden_study.answered(anchors, start=start, end=end)

    figures = analysis.figures
    inside = queries.counted_lines(analysis)
    outside = queries.counted_lines(analysis, reason="out_of_period")
    assert sums(inside) == figures["total"]
    assert sums(outside) == figures["outside_period"]
    assert all(start <= counted.line.day <= end for counted in inside)
    assert not any(start <= counted.line.day <= end for counted in outside)


def test_what_is_decided_later_changes_no_earlier_answer(anchors):
    before = golden_study.answered(anchors)

    golden_study.decide(anchors, ["Energy"], left_out_as="financing", because="A mistake")

    after = golden_study.answered(anchors)
    assert queries.worked_again(before) == queries.Again((), ())
    assert int(after.figures["total"]["pence"]) == int(before.figures["total"]["pence"]) - 12500000


def test_working_again_says_what_differs_and_on_what_it_rests(anchors):
    analysis = golden_study.answered(anchors)

    anchors.suppliers.filter(code="S07").update(size="large")

    again = queries.worked_again(analysis)
    assert again.worked_from == ("groups", "register")
    assert again.figures == ("result", "sizes", "sme")


def test_what_earlier_versions_did_not_work_out_is_no_difference(anchors):
    analysis = golden_study.answered(anchors)

    analysis.figures = analysis.figures | {"version": 2}
    del analysis.figures["flows"]

    assert queries.worked_again(analysis) == queries.Again((), ())


def test_the_files_of_an_analysis_are_read_again_where_the_store_has_lost_them(anchors, data_dir):
    analysis = golden_study.answered(anchors)

    for file in PaymentFile.objects.all():
        queries.lines_path(file).unlink()
    for folder in (data_dir / "facts").iterdir():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

    assert queries.worked_again(analysis) == queries.Again((), ())
