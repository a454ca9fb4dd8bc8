import datetime as dt
import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest

from socialvalue.calculations.postcode_table import table_of
from socialvalue.places import postcodes
from socialvalue.places.postcodes import sources, store
from socialvalue.places.postcodes.sources import About
from tests.factories.places import use_postcodes

PACKAGED = About(
    source=f"ONS Postcode Directory, from {sources.PACKAGE} 2025.1.0",
    vintage="May 2025",
    rows=1,
    columns=("lad",),
    sha256="a" * 64,
)


def _install(monkeypatch, about):
    """Make this what the installed package holds: one postcode, in Fylde."""
    table = table_of(["FY8 1AA"], {"lad": ["E07000119"]})
    monkeypatch.setattr(sources, "installed", lambda: (table, about))
    monkeypatch.setattr(sources, "installed_source", lambda: about.source)


def test_lookup_finds_the_authority(data_dir):
    about = use_postcodes({"PR1 2RL": "E07000123", "M2 5DB": "E08000003"})

    assert postcodes.lookup(["M2 5DB", "PR1 2RL", "ZZ1 1ZZ"]) == {
        "M2 5DB": "E08000003",
        "PR1 2RL": "E07000123",
        "ZZ1 1ZZ": None,
    }
    assert postcodes.about() == about


def test_lookup_of_another_column(data_dir):
    use_postcodes({"PR1 2RL": "E07000123"}, lsoa21={"PR1 2RL": "E01033224"})

    assert postcodes.lookup(["PR1 2RL"], column="lsoa21") == {"PR1 2RL": "E01033224"}


def test_newer_table_is_taken_up_at_the_next_question(data_dir):
    use_postcodes({"PR1 2RL": "E07000123"})
    before = postcodes.lookup(["PR1 2RL"])

    use_postcodes({"PR1 2RL": "E06000999"})

    assert before == {"PR1 2RL": "E07000123"}
    assert postcodes.lookup(["PR1 2RL"]) == {"PR1 2RL": "E06000999"}


def test_table_is_read_once_while_it_stays_in_use(data_dir):
    use_postcodes({"PR1 2RL": "E07000123"})

    assert store.held() is store.held()


def test_same_table_again_is_kept_once(data_dir):
    about = use_postcodes({"PR1 2RL": "E07000123"})
    use_postcodes({"PR1 2RL": "E06000999"})
    use_postcodes({"PR1 2RL": "E07000123"})

    names = sorted(path.name for path in (data_dir / "postcodes").iterdir())
    assert len(names) == 3
    assert names[2] == "in_use.json"
    assert postcodes.about() == about


def test_new_machine_builds_the_installed_table(data_dir, monkeypatch, caplog):
    _install(monkeypatch, PACKAGED)

    with caplog.at_level(logging.INFO, logger="socialvalue.places.postcodes.store"):
        found = postcodes.lookup(["FY8 1AA"])

    assert found == {"FY8 1AA": "E07000119"}
    assert caplog.messages == ["Building the table of postcodes from the installed package"]


def test_table_of_an_older_package_is_brought_up_to_date(data_dir, monkeypatch):
    store.save(table_of(["PR1 2RL"], {"lad": ["E07000123"]}), PACKAGED)
    newer = About(f"The same, from {sources.PACKAGE} 2027.1.0", "May 2027", 1, ("lad",), "b" * 64)
    _install(monkeypatch, newer)

    store.bring_up_to_date()

    assert postcodes.about() == newer


@pytest.mark.parametrize("source", ["official", "installed"])
def test_other_tables_are_left_alone(data_dir, monkeypatch, source):
    _install(monkeypatch, PACKAGED)
    if source == "official":
        use_postcodes({"PR1 2RL": "E07000123"})
    else:
        store.save(*sources.installed())
    before = postcodes.about()

    store.bring_up_to_date()

    assert postcodes.about() == before


def test_another_process_that_is_first_does_no_harm(data_dir, monkeypatch):
    table = table_of(["PR1 2RL"], {"lad": ["E07000123"]})
    real_rename = Path.rename

    def rename_after_another(path, target):
        monkeypatch.setattr(Path, "rename", real_rename)
        store.save(table, PACKAGED)  # the other process writes the same table meanwhile
        return real_rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_after_another)
    store.save(table, PACKAGED)

    assert postcodes.lookup(["PR1 2RL"]) == {"PR1 2RL": "E07000123"}
    names = sorted(path.name for path in (data_dir / "postcodes").iterdir())
    assert [name[:17] for name in names] == ["aaaaaaaaaaaaaaaa-", "in_use.json"]


def test_full_disk_leaves_the_table_in_use_and_nothing_half_done(data_dir, monkeypatch):
    use_postcodes({"PR1 2RL": "E07000123"})
    before = sorted((data_dir / "postcodes").rglob("*"))

    def no_space(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.np, "save", no_space)
    with pytest.raises(OSError, match="No space left"):
        store.save(table_of(["PR1 2RL"], {"lad": ["E06000999"]}), PACKAGED)

    assert sorted((data_dir / "postcodes").rglob("*")) == before
    assert postcodes.lookup(["PR1 2RL"]) == {"PR1 2RL": "E07000123"}


def test_same_source_read_anew_with_more_columns_is_kept_beside(data_dir):
    store.save(table_of(["PR1 2RL"], {"lad": ["E07000123"]}), PACKAGED)
    more = replace(PACKAGED, columns=("lad", "ward"))
    store.save(table_of(["PR1 2RL"], {"lad": ["E07000123"], "ward": ["E05013000"]}), more)

    assert postcodes.lookup(["PR1 2RL"], column="ward") == {"PR1 2RL": "E05013000"}


def test_table_in_use_says_since_when(data_dir):
    use_postcodes({"PR1 2RL": "E07000123"})
    os.utime(data_dir / "postcodes" / "in_use.json", (1_700_000_000, 1_700_000_000))

    assert postcodes.in_use_since() == dt.datetime(2023, 11, 14, 22, 13, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize("in_use", ["installed", "another"])
def test_installed_table_is_read_from_disk_if_it_is_in_use(data_dir, monkeypatch, in_use):
    _install(monkeypatch, PACKAGED)
    if in_use == "another":
        use_postcodes({"PR1 2RL": "E07000123"})

    table, about = store.installed()

    assert about == PACKAGED
    assert table.find(["FY8 1AA", "PR1 2RL"], column="lad") == {
        "FY8 1AA": "E07000119",
        "PR1 2RL": None,
    }
