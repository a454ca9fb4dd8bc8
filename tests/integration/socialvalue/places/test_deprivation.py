import csv
import gzip

import pytest
from django.core.management import CommandError, call_command

from socialvalue.audit.models import AuditEvent
from socialvalue.calculations.deprivation import NotADeprivationFile, WrongVintage
from socialvalue.places import actions, queries
from socialvalue.places.models import DeprivationIndex
from tests.factories.places import DeprivationIndexFactory, SmallAreaNamesFactory
from tests.shared_data import SHARED_DATA, needs_shared_data

pytestmark = pytest.mark.django_db
INDICES = """# Source: made up
code,name,nation,lsoa_vintage,areas,source
imd2019,English IMD 2019,E92000001,2011,2,made up
imd2025,English IMD 2025,E92000001,2021,2,made up
"""
FILE_7 = """LSOA code (2021),LSOA name (2021),Index of Multiple Deprivation (IMD) Decile
E01000002,City 001B,10
E01000001,City 001A,8
"""


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "deprivation_indices.csv").write_text(INDICES)
    return folder


@pytest.fixture
def file_7(tmp_path):
    path = tmp_path / "File_7_IoD2025.csv"
    path.write_text(FILE_7)
    return path


def recorded():
    return [event.after for event in AuditEvent.objects.filter(did="places.deprivation_loaded")]


def test_load_deprivation_keeps_deciles_and_names(file_7, data):
    stored = actions.load_deprivation(path=file_7, by="a test", data=data)

    assert (stored.code, stored.lsoas, stored.deciles) == ("imd2025", "E01000001 E01000002", "80")
    assert queries.deciles_of("imd2025", ["E01000002", "E01000001", "X"], vintage=2021) == {
        "E01000002": 10,
        "E01000001": 8,
        "X": None,
    }
    assert queries.lsoa_names(["E01000001", "X"], vintage=2021) == {
        "E01000001": "City 001A",
        "X": "X",
    }
    assert recorded() == [
        {"index": "imd2025", "rows": 2, "sha256": stored.sha256, "file": file_7.name}
    ]


def test_load_deprivation_again_changes_nothing(file_7, data):
    first = actions.load_deprivation(path=file_7, by="a test", data=data)

    again = actions.load_deprivation(path=file_7, by="another", data=data)

    assert (again, again.loaded_by) == (first, "a test")
    assert len(recorded()) == 1


def test_another_file_of_the_same_index_takes_its_place(file_7, data):
    actions.load_deprivation(path=file_7, by="a test", data=data)
    before = queries.deciles_of("imd2025", ["E01000001"], vintage=2021)
    file_7.write_text(FILE_7.replace("City 001A,8", "City 001A,3"))

    actions.load_deprivation(path=file_7, by="a test", data=data)

    assert before == {"E01000001": 8}
    assert queries.deciles_of("imd2025", ["E01000001"], vintage=2021) == {"E01000001": 3}
    assert DeprivationIndex.objects.count() == 1


def test_index_of_another_census_is_refused_with_a_sentence(file_7, data):
    with pytest.raises(WrongVintage, match="imd2019 joins the small areas"):
        actions.load_deprivation(path=file_7, by="a test", index="imd2019", data=data)

    assert DeprivationIndex.objects.count() == 0


@pytest.mark.parametrize(
    ("index", "words"),
    [
        ("", r"Say which index it is: --index imd2019 or imd2025$"),
        ("imd2007", r"--index imd2019 or imd2025 \(imd2007 is not one that is known\)"),
    ],
)
def test_index_that_is_not_known_is_refused(file_7, data, index, words):
    nameless = file_7.rename(file_7.with_name("File_7.csv"))

    with pytest.raises(NotADeprivationFile, match=words):
        actions.load_deprivation(path=nameless, by="a test", index=index, data=data)


def test_file_that_is_not_whole_is_refused(file_7, data):
    file_7.write_text(FILE_7.replace("E01000001,City 001A,8\n", ""))

    with pytest.raises(NotADeprivationFile, match="imd2025 has 2 small areas, and this file 1: it"):
        actions.load_deprivation(path=file_7, by="a test", data=data)


def test_command_says_what_is_wrong(file_7):
    with pytest.raises(CommandError, match="imd2025 has 33,755 small areas, and this file 2"):
        call_command("load_deprivation", str(file_7))


def test_deciles_of_an_index_that_is_not_loaded():
    with pytest.raises(queries.IndexNotLoaded, match="imd2019 is not loaded"):
        queries.deciles_of("imd2019", ["E01000001"], vintage=2011)


def test_deciles_of_small_areas_of_another_census_are_refused():
    DeprivationIndexFactory()

    with pytest.raises(WrongVintage, match=r"of 2021, and these are of 2011"):
        queries.deciles_of("imd2025", ["E01025300"], vintage=2011)


def test_deciles_are_read_once(django_assert_num_queries):
    DeprivationIndexFactory()
    queries.deciles_of("imd2025", ["E01025300"], vintage=2021)

    with django_assert_num_queries(1):
        found = queries.deciles_of("imd2025", ["E01025300", "E01033224"], vintage=2021)

    assert found == {"E01025300": 1, "E01033224": 10}


def test_indices_in_use_say_what_they_cover():
    DeprivationIndexFactory(code="imd2025")
    DeprivationIndexFactory(code="imd2019", lsoa_vintage=2011, of={"E01025300": 2})

    found = queries.indices_in_use()

    assert [(index.code, index.lsoa_vintage, index.rows) for index in found] == [
        ("imd2019", 2011, 1),
        ("imd2025", 2021, 3),
    ]
    assert [found[0].covers(code) for code in ("E01025300", "W01000001")] == [True, False]
    assert str(found[1]) == "English Index of Multiple Deprivation 2025"


def test_names_of_areas_that_are_not_known_are_their_codes():
    SmallAreaNamesFactory()

    assert queries.lsoa_names(["E01033224", "E01000001"], vintage=2021) == {
        "E01033224": "Preston 017F",
        "E01000001": "E01000001",
    }
    assert queries.ward_names(["E05000001"]) == {"E05000001": "E05000001"}


@needs_shared_data
def test_golden_postcodes_have_the_deciles_of_the_study():
    with open("tests/golden/spend/postcodes.csv", newline="") as file:
        golden = [row for row in csv.DictReader(file) if row["lsoa21cd"].startswith("E")]
    wanted = {row["lsoa11cd"] for row in golden} | {row["lsoa21cd"] for row in golden}
    for code, column, name in (
        ("imd2019", "lsoa11", "imd2019_england_lsoa11.csv.gz"),
        ("imd2025", "lsoa21", "imd2025_england_lsoa21.csv.gz"),
    ):
        with gzip.open(SHARED_DATA / "geo" / name, "rt") as file:
            rows = [row.split(",")[:2] for row in file]
        DeprivationIndexFactory(
            code=code,
            lsoa_vintage=2000 + int(column[-2:]),
            of={lsoa: int(decile) for lsoa, decile in rows[1:] if lsoa in wanted},
        )

        found = queries.deciles_of(
            code, [row[f"{column}cd"] for row in golden], vintage=2000 + int(column[-2:])
        )

        assert found == {row[f"{column}cd"]: int(row[f"{code}_decile"]) for row in golden}


@needs_shared_data
def test_published_index_is_loaded_whole(capsys):
    call_command("load_deprivation", str(SHARED_DATA / "geo" / "imd2025_england_lsoa21.csv.gz"))

    assert capsys.readouterr().out == (
        "English Index of Multiple Deprivation 2025: 33,755 small areas (LSOA) of 2021. "
        "England only: Wales, Scotland and Northern Ireland are not in its scope.\n"
    )
    deciles = DeprivationIndex.objects.get().decile_by_lsoa()
    # A tenth each of 33,755, to one area
    assert {list(deciles.values()).count(decile) for decile in range(1, 11)} == {3_375, 3_376}
