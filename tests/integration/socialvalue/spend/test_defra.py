"""Real payments: published files of the Defra family, from the upload to the figures.

The archive holds 71 files with 32,436 rows below their headings. May and June 2012 are the same
file, byte for byte, so one of them is refused: 144 rows. Three rows cannot be read. The other
32,289 are payments. Every run reads the files with the payments of 2014/15; the slow test, all.
"""

import datetime as dt
import re
import zipfile

import pytest

from socialvalue.places.actions import load_places
from socialvalue.spend import actions, queries
from socialvalue.spend.models import PaymentFile
from tests.factories.accounts import OrganisationFactory
from tests.factories.spend import analysed, imported
from tests.shared_data import SHARED_DATA, needs_shared_data

pytestmark = [pytest.mark.django_db, needs_shared_data]
ROWS_OF_THE_FILE_THAT_CAME_TWICE = 144
YEAR = {
    "start": dt.date(2014, 4, 1),
    "end": dt.date(2015, 3, 31),
    "place_code": "E54000008",
    "wider_place_code": "E12000002",
}


def sums(spend):
    """Return lines and pence as numbers."""
    return spend["lines"], int(spend["pence"])


@pytest.fixture
def family(data_dir):
    """The family, in a country whose places are known."""
    load_places(by="a test")
    return OrganisationFactory(name="Defra family", kind="central_government")


def upload(family, is_wanted):
    """Upload, confirm and read files; return the names of those that were refused."""
    again = []
    with zipfile.ZipFile(SHARED_DATA / "spend" / "central_defra.zip") as archive:
        for name in filter(is_wanted, sorted(archive.namelist())):
            try:
                imported(archive.read(name), organisation=family, name=name)
            except actions.LoadedAlready:
                again.append(name)
    return again


def rows_of_files():
    """Return how many files were read, and how many of their rows were read and refused."""
    files = list(PaymentFile.objects.all())
    return len(files), sum(f.rows_read for f in files), sum(f.rows_refused for f in files)


def holds_2014_15(name):
    """Whether the file of this name has payments of the year."""
    return bool(re.search(r"March.2014|(il|y|jun|g|er)_2014|(uary|march)_2015", name))


def test_defra_family_2014_15(family):
    again = upload(family, holds_2014_15)

    assert again == []
    # Two payments of April stand in the file of March 2014, and 1,077 rows are of other years.
    assert rows_of_files() == (10, 6_630 + 1_077, 1)
    check_2014_15(analysed(family, **YEAR))


@pytest.mark.slow
def test_defra_family_2014_15_among_all_its_files(family):
    again = upload(family, lambda name: True)

    assert again == ["DEFRA-Over-25k-1206.csv"]
    files, read, refused = rows_of_files()
    assert (files, read, refused) == (70, 32_289, 3)
    assert read + refused + ROWS_OF_THE_FILE_THAT_CAME_TWICE == 32_436
    check_2014_15(analysed(family, **YEAR))


def check_2014_15(analysis):
    """Compare the figures of the year with those that were published."""
    figures = analysis.figures
    bands = {band: sums(spend) for band, spend in figures["bands"].items()}
    assert sums(figures["total"]) == (6_630, 224_091_597_673)
    assert bands["E54000008"] == (80, 1_543_242_507)  # Cheshire and Merseyside
    # The published check has £41,169,820 in the North West and 6,315 rows placed, worth
    # £2,210,314,712.47. Those leave out the 16 rows whose postcode has the letter O or I for a
    # digit, which rule 10 says to repair; 4 of them, CA11 OAH, are £234,000.00 in the North West.
    assert bands["E12000002"] == (197, 4_140_382_002 - 1_543_242_507)
    assert 4_140_382_002 - 23_400_000 == 4_116_982_002
    assert bands["unknown"] == (6_630 - 6_331, 224_091_597_673 - 221_111_799_458)
    assert sums(figures["repaired"]) == (6_331 - 6_315, 221_111_799_458 - 221_031_471_247)
    repaired = {entry["name"]: (entry["read"], *sums(entry)) for entry in figures["repairs"]}
    assert repaired == {
        "BA14 OXF": ("BA14 0XF", 1, 3_749_000),
        "CA11 OAH": ("CA11 0AH", 4, 23_400_000),
        "CB3 OAP": ("CB3 0AP", 1, 15_531_729),
        "CB3 OLE": ("CB3 0LE", 2, 7_928_700),
        "CB3 ONA": ("CB3 0NA", 4, 10_436_300),
        "LL15 ITG": ("LL15 1TG", 4, 19_282_482),
    }
    found = list(queries.counted_lines(analysis, band="E54000008"))
    assert (len(found), sum(counted.line.pence for counted in found)) == bands["E54000008"]
