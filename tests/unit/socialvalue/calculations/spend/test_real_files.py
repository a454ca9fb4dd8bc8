"""Published payments files, read whole, and the figures known of them."""

import csv
import datetime as dt
import gzip
import zipfile
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from socialvalue.calculations.spend.bands import (
    OUTSIDE,
    UNKNOWN,
    Area,
    NestedAreas,
    Spend,
)
from socialvalue.calculations.spend.gathering import Aside
from socialvalue.calculations.spend.places import lookup_form
from socialvalue.calculations.spend.reading import read_payments
from tests.shared_data import SHARED_DATA, needs_shared_data

pytestmark = needs_shared_data


def readings(name):
    with zipfile.ZipFile(SHARED_DATA / "spend" / f"{name}.zip") as archive:
        return [
            read_payments(archive.read(member), name=member.filename)
            for member in archive.infolist()
            if not member.is_dir()
        ]


@pytest.mark.parametrize(
    ("name", "files", "lines", "refused", "waiting", "pence"),
    [
        ("central_defra", 71, 32433, 3, 0, 1352262566216),
        ("central_hmt", 44, 2054, 0, 0, 52623467605),
        pytest.param("hyndburn_bc", 107, 35961, 0, 0, 24126291131, marks=pytest.mark.slow),
        ("lancashire_fire", 6, 15947, 0, 0, 8355748499),
        pytest.param("oxford_city", 17, 57692, 3836, 0, 21404426812, marks=pytest.mark.slow),
    ],
)
def test_published_files_are_read_with_no_row_lost(name, files, lines, refused, waiting, pence):
    found = readings(name)

    assert [
        reading.name
        for reading in found
        if reading.rows_in
        != len(reading.lines) + len(reading.set_aside) + len(reading.refused_rows)
    ] == []
    assert (
        len(found),
        sum(len(reading.lines) for reading in found),
        sum(len(reading.refused_rows) for reading in found),
        sum(reading.set_aside_by_reason()[Aside.NO_TABLE] for reading in found),
        sum(sum(reading.lines.pence) for reading in found),
    ) == (files, lines, refused, waiting, pence)


@pytest.fixture(scope="module")
def defra():
    return readings("central_defra")


def test_defra_has_32436_rows_of_payments_of_which_three_cannot_be_read(defra):
    rows = sum(len(reading.lines) + len(reading.refused_rows) for reading in defra)
    refused = Counter(
        finding.cell for reading in defra for finding in reading.findings if finding.refused
    )

    # two amounts that a spreadsheet turned into dates, and a month 14
    assert rows == 32436
    assert refused == {"26/09/2135": 1, "26/08/2041": 1, "05/14/2014": 1}


@pytest.fixture(scope="module")
def year(defra):
    """The lines of 2014/15."""
    start, end = dt.date(2014, 4, 1), dt.date(2015, 3, 31)
    return [line for reading in defra for line in reading.lines if start <= line.day <= end]


def test_defra_2014_15(year):
    assert Spend(len(year), sum(line.pence for line in year)) == Spend(6630, 224091597673)


@pytest.fixture(scope="module")
def districts(year):
    """The district and the 2021 small area of each postcode of Great Britain that is needed."""
    wanted = {form for line in year for form in (plain(line.postcode), lookup_form(line.postcode))}
    lookup = pq.read_table(
        SHARED_DATA / "geo" / "postcode_lookup_gb.parquet", columns=["pcds", "lad25cd", "lsoa21cd"]
    )
    forms = pc.replace_substring(lookup["pcds"], " ", "")
    needed = lookup.filter(pc.is_in(forms, value_set=pa.array(sorted(wanted)))).to_pylist()
    return {
        plain(row["pcds"]): (row["lad25cd"], row["lsoa21cd"]) for row in needed if row["lad25cd"]
    }


def plain(postcode):
    """Return a postcode without spaces, nothing mended."""
    return "".join(postcode.split()).upper()


def spend(lines):
    pence = [line.pence for line in lines]
    return Spend(len(pence), sum(pence))


def test_defra_2014_15_located(year, districts):
    located = [line for line in year if lookup_form(line.postcode) in districts]
    as_written = [line for line in year if plain(line.postcode) in districts]
    northern_irish = [line for line in year if plain(line.postcode).startswith("BT")]

    # The known figure, 6,315 rows and £2,210,314,712.47, places Northern Ireland (24 rows, which
    # the lookup of Great Britain does not have) and mends no postcode (16 rows with a letter O or
    # I for a digit, which rule 10 mends): 6,307 - 16 + 24 = 6,315.
    assert spend(located) == Spend(6307, 220471790164)
    assert spend(located).pence - spend(as_written).pence == 80328211
    assert len(located) - len(as_written) == 16
    assert spend(northern_irish) == Spend(24, 640009294)
    assert spend(as_written).plus(spend(northern_irish)) == Spend(6315, 221031471247)


def test_defra_2014_15_in_the_north_west(year, districts):
    with (SHARED_DATA / "geo" / "la_all_codes.csv").open(encoding="utf-8-sig") as file:
        north_west = {row["LADCD"] for row in csv.DictReader(file) if row["RGNNM"] == "North West"}

    def inside(form):
        return [line for line in year if districts.get(form(line.postcode), ("",))[0] in north_west]

    # The known figure, £41,169,820, mends no postcode: CA11 OAH (four payments to one supplier,
    # £234,000.00) is CA11 0AH, in Westmorland and Furness.
    assert spend(inside(plain)) == Spend(273, 4116982002)
    assert spend(inside(lookup_form)) == Spend(277, 4140382002)


def test_defra_2014_15_in_cheshire_and_merseyside(year, districts):
    with gzip.open(SHARED_DATA / "geo" / "lsoa21_icb24.csv.gz", "rt", encoding="utf-8") as file:
        small_areas = {
            row["lsoa21_code"]
            for row in csv.DictReader(file)
            if "Cheshire and Merseyside" in row["icb24_name"]
        }

    inside = [
        line
        for line in year
        if districts.get(lookup_form(line.postcode), ("", ""))[1] in small_areas
    ]

    assert spend(inside) == Spend(80, 1543242507)


def test_defra_2014_15_by_band(year, districts):
    nine = [f"E080000{number}" for number in (11, 12, 13, 14, 15)]
    region = Area("cm", "Cheshire and Merseyside", frozenset([*nine, "E06000006", "E06000007"]))
    wider = Area("wider", "with Cheshire", region.districts | {"E06000049", "E06000050"})

    nested = NestedAreas((region, wider))
    bands = dict.fromkeys(nested.bands, Spend())
    for line in year:
        place = districts.get(lookup_form(line.postcode), (None,))[0]
        band = nested.band_of(place)
        bands[band] = bands[band].plus(Spend(1, line.pence))

    assert bands["cm"].plus(bands["wider"]) == Spend(80, 1543242507)
    assert sum(band.pence for band in bands.values()) == 224091597673
    assert bands[UNKNOWN] == Spend(323, 224091597673 - 220471790164)
    assert bands[OUTSIDE].lines == 6630 - 323 - 80
