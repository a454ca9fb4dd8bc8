"""The library of scales is data with sources; a fault names the file and the line."""

from decimal import Decimal

import pytest

from procurement.tenders import library
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
