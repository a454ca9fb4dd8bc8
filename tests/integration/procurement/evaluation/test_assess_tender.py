"""The command `assess_tender`, from a file to a file, without a database."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from procurement.evaluation import bundle_files
from procurement.evaluation.management.commands.assess_tender import Command
from socialvalue.core import whole_files
from tests.unit.procurement.calculations import golden

ROOT = Path(__file__).parents[4]
BUNDLE = golden.TENDER / "bundle.json"


def assess(*arguments, stdout=None):
    """Run the command and return its exit status, standard output and standard error."""
    out, err = stdout or io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("assess_tender", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as left:
        status = left.code
    return status, out.getvalue() if stdout is None else None, err.getvalue()


def written(folder, value):
    """Write a bundle into a folder and return its path."""
    path = folder / "bundle.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_result_goes_to_standard_output_and_nothing_else_does():
    status, out, err = assess(BUNDLE)

    expected = golden.published("expected.json")
    assert golden.without_free_text(json.loads(out)) == golden.without_free_text(expected)
    assert (status, err) == (0, "")
    assert out.startswith('{\n  "format": "sv-evaluation-result/1.0",\n')
    assert out.endswith("}\n")


def test_result_goes_to_the_output_file(tmp_path):
    output = tmp_path / "result.json"

    status, out, err = assess(BUNDLE, "--output", output)

    assert (status, out, err) == (0, "", "")
    assert output.read_text(encoding="utf-8") == assess(BUNDLE)[1]
    assert os.listdir(tmp_path) == ["result.json"]


def test_command_uses_the_published_areas_for_action(tmp_path):
    bundle = golden.published("bundle.json")
    bundle["methodology"]["criteria"][4]["areas_for_action"] = ["6.5", "6.6"]

    _, out, _ = assess(written(tmp_path, bundle))

    assert [error["at"] for error in json.loads(out)["errors"]] == [
        "/methodology/criteria/4/areas_for_action/1"
    ]


def test_names_are_written_as_they_are_and_not_as_escapes(tmp_path):
    bundle = golden.published("bundle.json")
    bundle["disqualifications"][0]["reason"] = "Café not registered – £5"

    _, out, _ = assess(written(tmp_path, bundle))

    assert "Café not registered – £5" in out


@pytest.mark.parametrize(
    "case", golden.published("invalid.json")["cases"], ids=lambda case: case["name"]
)
def test_refused_bundle_gives_the_documented_refusal_and_a_sentence_for_each_error(tmp_path, case):
    faulty = golden.patched(golden.published("bundle.json"), case["patch"])

    status, out, err = assess(written(tmp_path, faulty))

    result = json.loads(out)
    assert status == 2
    assert golden.codes_of(result) == set(case["errors"])
    assert err.splitlines() == [
        f"At {error['at']}: {error['detail']}" for error in result["errors"]
    ]


def test_refusal_goes_to_the_output_file_too(tmp_path):
    output = tmp_path / "result.json"

    status, out, err = assess(written(tmp_path, []), "--output", output)

    assert (status, out) == (2, "")
    assert err == "Give an evaluation bundle, a JSON object, not a list.\n"
    assert json.loads(output.read_text(encoding="utf-8")) == {
        "format": "sv-evaluation-result/1.0",
        "status": "refused",
        "errors": [
            {
                "code": "unknown_format",
                "at": "",
                "detail": "Give an evaluation bundle, a JSON object, not a list.",
            }
        ],
    }


def test_lot_that_is_refused_does_not_refuse_the_bundle(tmp_path):
    case = golden.published("edge_cases.json")["cases"][0]

    status, out, err = assess(written(tmp_path, case["bundle"]))

    assert json.loads(out)["status"] == "incomplete"
    assert (status, err) == (0, "")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            None,
            "Check the name of the bundle file, which cannot be read: No such file or directory.",
        ),
        ("folder", "Check the name of the bundle file, which cannot be read: Is a directory."),
        (b"", "Correct the JSON at line 1, column 1: Expecting value."),
        (b"PK\x03\x04\xff", "Save the file as UTF-8: byte 4 is not UTF-8."),
        (b'{"a": 1, "a": 2}', 'Keep only one of the members named "a" of an object.'),
        (b"[" * 100_000, "Nest lists and objects no deeper than 200 levels."),
    ],
    ids=["missing", "a folder", "empty", "not UTF-8", "a member twice", "too deep"],
)
def test_file_that_cannot_be_read_is_refused_in_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "bundle.json"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)

    status, out, err = assess(path)

    assert (status, err) == (2, sentence + "\n")
    assert json.loads(out) == {
        "format": "sv-evaluation-result/1.0",
        "status": "refused",
        "errors": [{"code": "unknown_format", "at": "", "detail": sentence}],
    }


@pytest.mark.parametrize(
    ("output", "reason"),
    [("no-folder/result.json", "No such file or directory"), (".", "Is a directory")],
)
def test_output_that_cannot_be_written_is_said_in_one_sentence(tmp_path, output, reason):
    status, out, err = assess(BUNDLE, "--output", tmp_path / output)

    assert (status, out) == (2, "")
    assert err == (f"Choose another output file, because this one cannot be written: {reason}.\n")
    assert os.listdir(tmp_path) == []


def test_bundle_is_not_overwritten_by_its_own_result(tmp_path):
    bundle = written(tmp_path, golden.published("bundle.json"))
    before = bundle.read_bytes()
    other_name = tmp_path / "link.json"
    other_name.symlink_to(bundle)

    for output in (bundle, other_name):
        status, _, err = assess(bundle, "--output", output)

        assert status == 2
        assert err == "Choose another output file: this one is the bundle itself.\n"
    assert bundle.read_bytes() == before


def test_disk_that_fills_up_leaves_the_older_result_as_it_was(tmp_path, monkeypatch):
    output = tmp_path / "result.json"
    output.write_text("the older result", encoding="utf-8")

    def full_disk(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_files.os, "fsync", full_disk)
    status, _, err = assess(BUNDLE, "--output", output)

    assert status == 2
    assert err.endswith("cannot be written: No space left on device.\n")
    assert output.read_text(encoding="utf-8") == "the older result"
    assert os.listdir(tmp_path) == ["result.json"]


def test_read_only_result_is_not_replaced(tmp_path, monkeypatch):
    output = tmp_path / "result.json"
    output.write_text("kept", encoding="utf-8")
    # The administrator of a machine may write anything, so the answer for others stands in.
    monkeypatch.setattr(whole_files.os, "access", lambda path, mode: False)

    status, _, err = assess(BUNDLE, "--output", output)

    assert status == 2
    assert err.endswith("cannot be written: it is read-only.\n")
    assert output.read_text(encoding="utf-8") == "kept"


def test_new_result_keeps_the_permissions_of_the_older_one(tmp_path):
    output = tmp_path / "result.json"
    output.write_text("older", encoding="utf-8")
    output.chmod(0o640)

    assess(BUNDLE, "--output", output)

    assert output.stat().st_mode & 0o777 == 0o640
    assert output.read_text(encoding="utf-8").startswith("{")


def test_output_through_a_link_replaces_what_it_points_to(tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text("older", encoding="utf-8")
    link = tmp_path / "link.json"
    link.symlink_to(kept)

    assess(BUNDLE, "--output", link)

    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8").startswith("{")


def test_device_is_written_to_and_not_replaced():
    status, out, err = assess(BUNDLE, "--output", "/dev/null")

    assert (status, out, err) == (0, "", "")
    assert Path("/dev/null").is_char_device()


class Blocked(io.TextIOWrapper):
    """Standard output on a disk that is full."""

    def __init__(self, file):
        super().__init__(io.BytesIO(), encoding="ascii")
        self.file = file

    @property
    def buffer(self):
        """Fail on every write."""
        return self

    def write(self, _text):
        """Fail as the system does."""
        raise OSError(28, "No space left on device")

    def fileno(self):
        """Return the file that stands for standard output."""
        return self.file.fileno()


def test_standard_output_that_cannot_be_written_is_said_in_one_sentence(tmp_path):
    with (tmp_path / "out").open("w") as file:
        status, _, err = assess(BUNDLE, stdout=Blocked(file))

    assert status == 2
    assert err == (
        "Free what blocks standard output, which cannot be written: No space left on device.\n"
    )


def test_standard_output_is_utf_8_whatever_the_terminal_says():
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")

    assess(BUNDLE, stdout=narrow)

    assert narrow.buffer.getvalue() == bundle_files.as_text(bundle_files.result_of_file(BUNDLE))


def test_command_needs_no_checks_and_no_migrations():
    assert Command.requires_system_checks == []
    assert Command.requires_migrations_checks is False


def test_command_line_works_on_a_machine_without_a_database(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "LANG": "C",
    }

    run = subprocess.run(  # noqa: S603 -- our own command on our own file
        [sys.executable, ROOT / "manage.py", "assess_tender", BUNDLE],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout == bundle_files.as_text(bundle_files.result_of_file(BUNDLE))
