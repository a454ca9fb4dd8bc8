"""What is loaded of places, and one authority close up, on a phone."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.places import (
    AreaFactory,
    BoundarySetFactory,
    DeflatorSeriesFactory,
    DeprivationIndexFactory,
    OutlineFactory,
    use_postcodes,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader(settings, tmp_path):
    """Somebody signed in, with an index, a deflator and two small areas of Preston."""
    settings.DATA_DIR = tmp_path
    use_postcodes({"PR1 2RL": "E07000123"})
    AreaFactory(code="E07000123", name="Preston")
    DeprivationIndexFactory(of={"E01025300": 1, "E01025301": 9})
    DeflatorSeriesFactory()
    boundaries = BoundarySetFactory(kind="lsoa21")
    for at, code in enumerate(("E01025300", "E01025301")):
        OutlineFactory(
            boundaries=boundaries,
            code=code,
            name=f"Preston 014{'AB'[at]}",
            authority="E07000123",
            near=f"M{at * 100},0l100,0 0,100 -100,0z",
            left_m=at * 2_000,
            right_m=at * 2_000 + 2_000,
            top_m=0,
            bottom_m=2_000,
        )
    return UserFactory()


def test_look_ups_and_the_close_up(narrow_page, sign_in, reader, accessible):
    sign_in(narrow_page, reader)
    narrow_page.goto("/places/")
    accessible(narrow_page)

    narrow_page.get_by_role("link", name="See the small areas of one authority").click()
    narrow_page.wait_for_url("**/places/deprivation/")
    narrow_page.get_by_label("Local authority").select_option("Preston")
    narrow_page.get_by_role("button", name="Show").click()
    narrow_page.wait_for_url("**/places/deprivation/?authority=E07000123**")

    accessible(narrow_page)
    map_of_preston = narrow_page.get_by_role("img", name="Deprivation in Preston")
    assert map_of_preston.locator("use.app-map__areas").bounding_box()["width"] > 200
    assert "Preston 014A\tE01025300\t1" in narrow_page.locator("main").inner_text()
