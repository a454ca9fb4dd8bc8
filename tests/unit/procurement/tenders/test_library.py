"""The library of scales is data with sources; a fault names the file and the line."""

import datetime as dt
from decimal import Decimal

import pytest

from procurement.tenders import library
from procurement.tenders.library.scales import SCALES_FILE
from socialvalue.framework.yaml_files import DataFileWrong


def test_the_library_has_the_scales_in_real_use():
    points = {
        scale.code: sorted(level.points for level in scale.levels) for scale in library.scales()
    }

    assert points == {
        "zero-to-five": [Decimal(each) for each in (0, 1, 2, 3, 4, 5)],
        "one-to-five": [Decimal(each) for each in (1, 2, 3, 4, 5)],
        "zero-to-hundred": [Decimal(each) for each in (0, 25, 50, 75, 100)],
        "ten-uneven": [Decimal(each) for each in (0, 2, 5, 8, 10)],
    }


def test_every_scale_says_where_it_is_from():
    assert all(scale.source for scale in library.scales())


def test_an_unknown_scale_is_refused():
    with pytest.raises(library.ScaleUnknown):
        library.scale_of("zero-to-nine")


@pytest.mark.parametrize("points", [("1", "1"), ("0",)], ids=["twice the same", "nothing above 0"])
def test_a_faulty_scale_names_the_line(tmp_path, points):
    levels = "".join(
        f'      - {{points: "{each}", label: Good, definition: Meets it.}}\n' for each in points
    )
    path = tmp_path / "scales.yaml"
    path.write_text(
        'format: sv-scales/1.0\nas_at: "2026-11-21"\nscales:\n'
        "  - code: s\n    title: S\n    source: Ours\n    is_confirmed: false\n    levels:\n"
        + levels
    )

    with pytest.raises(DataFileWrong, match=r"scales.yaml, line 9: .*highest above 0"):
        library.scales_from(path)


# --- The other reference data -------------------------------------------------------------------


def altered(tmp_path, name, *changes):
    """Return a copy of a data file with some words changed."""
    text = (SCALES_FILE.parent / name).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / name
    path.write_text(text)
    return path


def test_there_is_a_law_for_every_regime_with_its_days():
    days = {
        code: [regime.covers(dt.date(*day)) for day in ((2025, 2, 23), (2025, 2, 24))]
        for code, regime in library.regimes().items()
    }

    assert days == {
        "procurement_act_2023": [False, True],
        "provider_selection_regime": [True, True],
        "public_contracts_regulations_2015": [True, False],
        "below_threshold": [True, True],
    }


def test_the_five_key_criteria_have_other_names_in_wales():
    regime = library.regimes()["provider_selection_regime"]

    assert len(regime.key_criteria_in("england")) == 5
    assert regime.key_criteria_in("wales")[-1].title == "Social responsibility"
    assert regime.key_criteria_in("scotland") == ()


def test_a_regime_that_is_left_out_is_named(tmp_path):
    path = altered(
        tmp_path, "regimes.yaml", ("code: below_threshold", "code: procurement_act_2023")
    )

    with pytest.raises(DataFileWrong, match="leaves out below_threshold"):
        library.regimes_from(path)


@pytest.mark.parametrize(
    ("pounds", "most"), [(99_999, 1), (100_000, 3), (1_000_000, 4), (5_000_000, 6)]
)
def test_what_suits_a_value(pounds, most):
    assert library.proportion().band_of(pounds * 100).questions == most


def test_bands_rise_and_end_open(tmp_path):
    for change in (('below: "100000"', 'below: "9000000"'), ("below: null", 'below: "1"')):
        path = altered(tmp_path, "proportion.yaml", change)
        with pytest.raises(DataFileWrong, match="must rise, and the last one must be open"):
            library.proportion_from(path)


def test_every_area_that_suits_something_is_in_the_matrix():
    codes = {
        f"{objective}.{area}"
        for objective, areas in enumerate((2, 7, 7, 5, 9, 5), start=1)
        for area in range(1, areas + 1)
    }
    named = {link.area for link in library.crosswalk().links}
    for suits in library.proportion().categories.values():
        named |= suits.areas

    assert named - codes == set()


def test_the_crosswalk_goes_both_ways():
    crosswalk = library.crosswalk()

    assert crosswalk.status == "proposed"
    assert crosswalk.reached_by(["5.1"]) == {"ppn-002:4", "ppn-06-20:4"}
    assert [each.key for each in crosswalk.without_area(["ppn-002:4", "no:1"], areas=["3.6"])] == [
        "ppn-002:4"
    ]
    assert crosswalk.without_outcome(["5.1", "4.1"], wanted=["ppn-002:4"]) == ["4.1"]


def test_the_models_apply_on_their_days():
    by_day = [
        [model.code for model in library.crosswalk().models if model.applies_on(dt.date(*day))]
        for day in ((2020, 12, 31), (2025, 2, 23), (2025, 3, 1), (2025, 10, 1))
    ]

    assert by_day == [[], ["ppn-06-20"], ["ppn-002", "ppn-06-20"], ["ppn-002"]]


def test_a_link_to_no_outcome_is_refused(tmp_path):
    path = altered(tmp_path, "crosswalk.yaml", ('outcome: "7", strength', 'outcome: "9", strength'))

    with pytest.raises(DataFileWrong, match="is ppn-06-20:9, which no model has"):
        library.crosswalk_from(path)
