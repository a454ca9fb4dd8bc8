import zipfile

import pytest
from django.core.management import CommandError, call_command

from socialvalue.audit.models import AuditEvent
from socialvalue.places import actions, queries
from socialvalue.places.models import SmallAreaNames

pytestmark = pytest.mark.django_db


@pytest.fixture
def wards(tmp_path):
    path = tmp_path / "wards.csv"
    path.write_text("WD25CD,WD25NM\nE05000001,Ashton\nE05000002,Brookfield\n")
    return path


def test_load_names_keeps_and_records_them(wards, capsys):
    call_command("load_names", str(wards), source="ONS, May 2025")

    assert capsys.readouterr().out == "Wards: 2 names.\n"
    assert queries.ward_names(["E05000002"]) == {"E05000002": "Brookfield"}
    names = SmallAreaNames.objects.get()
    assert AuditEvent.objects.get(did="places.names_loaded").after == {
        "kind": "ward",
        "source": "ONS, May 2025",
        "sha256": names.sha256,
        "rows": 2,
    }


def test_newer_names_stand_beside_the_older(wards):
    actions.load_names(path=wards, by="a test")
    queries.ward_names(["E05000001"])
    wards.write_text("WD26CD,WD26NM\nE05000002,Brookfield and Deepdale\nE05000003,Cadley\n")

    (kept,) = actions.load_names(path=wards, by="a test")

    assert queries.ward_names(["E05000001", "E05000002", "E05000003"]) == {
        "E05000001": "Ashton",
        "E05000002": "Brookfield and Deepdale",
        "E05000003": "Cadley",
    }
    assert (kept.rows, str(kept)) == (3, "Wards")
    assert [(names.kind, names.rows) for names in queries.names_in_use()] == [("ward", 3)]


def test_same_names_again_change_nothing(wards):
    actions.load_names(path=wards, by="a test")

    (kept,) = actions.load_names(path=wards, by="another")

    assert kept.loaded_by == "a test"
    assert AuditEvent.objects.filter(did="places.names_loaded").count() == 1


@pytest.mark.parametrize("content", ["WD25CD,LAD25CD\nE05000001,E07000123\n", "WD25CD,WD25NM\n"])
def test_table_without_names_is_refused(wards, content):
    wards.write_text(content)

    with pytest.raises(CommandError, match="has no two columns such as LSOA21CD and LSOA21NM"):
        call_command("load_names", str(wards))


def test_names_in_the_zip_of_a_directory_are_kept_with_it(data_dir, tmp_path):
    path = tmp_path / "ONSPD_MAY_2026.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Data/ONSPD_MAY_2026_UK.csv", "pcds,lad26cd\nPR1 2RL,E07000123\n")
        packed.writestr(
            "Documents/Ward names and codes UK as at 05_26.csv", "WD26CD,WD26NM\nE05000001,Ashton\n"
        )
        packed.writestr("Documents/LAD names and codes UK.csv", "LAD26CD,LAD26NM\nE07000123,P\n")
        packed.writestr("User guide/names and codes.csv", "WD26CD,WD26NM\nE05000002,Not read\n")

    actions.load_postcodes(path=path, by="a test")

    assert SmallAreaNames.objects.get().names == {"E05000001": "Ashton"}
