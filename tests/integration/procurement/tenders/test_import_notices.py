"""The command `import_notices`, without the browser."""

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from procurement.tenders.models import Notice
from tests.factories.accounts import OrganisationFactory
from tests.shared_data import SHARED_DATA, needs_shared_data
from tests.unit.procurement.calculations.ocds.notices import CONTRACTS_FINDER, FIND_A_TENDER

ROOT = Path(__file__).parents[4]
MEALS = "loaded, Community meals. To be completed: weights."
NOTHING = "refused. The release says nothing of a tender: it has no tender section."
WINDOWS = (
    "loaded, Window replacement. To be completed: kind of buyer, value without VAT, "
    "value with VAT, weights."
)


def run(*arguments):
    """Run the command and return its exit status, its report and its words."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import_notices", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as left:
        status = left.code
    return status, json.loads(out.getvalue()) if out.getvalue() else None, err.getvalue()


@pytest.fixture
def file(tmp_path):
    """A file of two notices and a refused one, one on each line."""
    path = tmp_path / "notices.jsonl"
    lines = [FIND_A_TENDER, {"ocid": "x"}, CONTRACTS_FINDER]
    path.write_text("\n".join(json.dumps(line, default=float) for line in lines))
    return path


def test_dry_run_reports_each_notice(file):
    status, report, said = run(file, "--dry-run")

    assert status == 0
    assert (report["format"], report["loaded"], report["refused"]) == ("sv-notices/1.0", 2, 1)
    assert [notice["outcome"] for notice in report["notices"]] == ["loaded", "refused", "loaded"]
    assert report["notices"][1]["reason"] == {
        "at": "",
        "sentence": "The release says nothing of a tender: it has no tender section.",
    }
    assert said.splitlines() == [
        f"notices.jsonl line 1 ocds-h6vhtk-0aaaaa: {MEALS}",
        f"notices.jsonl line 2 x: {NOTHING}",
        f"notices.jsonl line 3 {CONTRACTS_FINDER['ocid']}: {WINDOWS}",
        "2 loaded, 1 refused.",
    ]


def test_things_not_understood_are_counted(tmp_path):
    path = tmp_path / "one.json"
    release = FIND_A_TENDER | {"date": 7}
    path.write_text(json.dumps(release, default=float))

    _status, _report, said = run(path, "--dry-run")

    assert "1 thing not understood." in said


def test_report_goes_to_the_output_file(file, tmp_path):
    output = tmp_path / "report.json"

    status, report, _said = run(file, "--dry-run", "--output", output)

    assert (status, report) == (0, None)
    assert json.loads(output.read_text())["loaded"] == 2


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8bx", b'{"a": 1, "a": 2}', b"[" * 9000, b"[]", b'"x"', b"\xff\xfe"]
)
def test_hostile_file_is_one_refusal_and_status_2(tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_bytes(content)

    status, report, _said = run(path, "--dry-run")

    assert status == 2
    assert report["loaded"] == 0
    assert all(notice["reason"]["sentence"] for notice in report["notices"])


def test_line_that_cannot_be_read_is_told_by_its_number(tmp_path):
    path = tmp_path / "two.jsonl"
    path.write_text('{"a": NaN}\n' + json.dumps(FIND_A_TENDER, default=float))

    status, report, said = run(path, "--dry-run")

    assert (status, report["loaded"], report["refused"]) == (0, 1, 1)
    assert "two.jsonl line 1 a notice: refused. Remove NaN" in said


def test_missing_file_is_told_beside_the_others(file, tmp_path):
    status, report, said = run(file, tmp_path / "none.json", "--dry-run")

    assert (status, report["refused"]) == (0, 2)
    assert "none.json a notice: refused. The file cannot be read: No such file" in said


def test_refusal_with_a_place_names_it(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"ocid": "x", "tender": {}}))

    _status, _report, said = run(path, "--dry-run")

    assert said.splitlines()[0] == "one.json x: refused (at /tender). The tender has no title."


@pytest.mark.parametrize("place", ["notices.jsonl", "missing/report.json"])
def test_report_is_never_written_over_the_notices_or_nowhere(file, tmp_path, place):
    before = file.read_bytes()

    with pytest.raises(CommandError, match="Choose another output file"):
        run(file, "--dry-run", "--output", tmp_path / place)

    assert file.read_bytes() == before


@pytest.mark.django_db
def test_loaded_notices_are_kept_for_the_organisation(file):
    OrganisationFactory(name="Other")
    council = OrganisationFactory(name="Guild City Council")

    _status, report, said = run(file, "--organisation", "guild city council")
    _status, _report, again = run(file, "--organisation", "Guild City Council")

    assert report["kept_for"] == "Guild City Council"
    assert set(Notice.objects.values_list("organisation", flat=True)) == {council.pk}
    assert "notices.jsonl: 2 kept for Guild City Council, 0 there already." in said
    assert "notices.jsonl: 0 kept for Guild City Council, 2 there already." in again


@pytest.mark.django_db
def test_only_organisation_need_not_be_named(file):
    OrganisationFactory(name="Guild City Council")

    run(file)

    assert Notice.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [([], "Say whose notices they are"), (["--organisation", "None"], "no organisation called")],
)
def test_notices_are_kept_for_nobody_else(file, arguments, sentence):
    OrganisationFactory()
    OrganisationFactory()

    with pytest.raises(CommandError, match=sentence):
        run(file, *arguments)


def test_dry_run_needs_neither_secret_nor_database(file):
    bare = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}

    finished = subprocess.run(  # noqa: S603 -- our own command on our own file
        [sys.executable, ROOT / "manage.py", "import_notices", file, "--dry-run"],
        env=bare | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        capture_output=True,
        check=False,
    )

    assert finished.returncode == 0, finished.stderr.decode()
    assert json.loads(finished.stdout)["loaded"] == 2


@needs_shared_data
def test_every_published_notice_is_loaded(tmp_path):
    packed = SHARED_DATA / "ocds" / "uk_ocds_releases_a.jsonl.gz"
    path = tmp_path / "notices.jsonl"
    path.write_bytes(gzip.decompress(packed.read_bytes()))

    status, report, said = run(path, packed, "--dry-run")

    assert (status, report["loaded"], report["refused"]) == (0, 380, 0)
    assert len(said.splitlines()) == 381
