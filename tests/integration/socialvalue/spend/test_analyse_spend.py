"""The command that works out a spend study. None of these tests may touch a database."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

GOLDEN = Path(__file__).resolve().parents[3] / "golden" / "spend"
ROOT = GOLDEN.parents[2]
EXPECTED = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path):
    """A copy of the golden study that a test may change."""
    copy = tmp_path / "study"
    shutil.copytree(GOLDEN, copy)
    for path in [copy, *copy.iterdir()]:
        path.chmod(0o755)
    return copy


def analyse(folder, *options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("analyse_spend", str(folder), *options, stdout=out, stderr=err)
        status = 0
    except SystemExit as left:
        status = left.code
    return status, out.getvalue(), err.getvalue()


def change(folder, name, old, new):
    path = folder / name
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


def test_analyse_spend_writes_the_result_and_nothing_else_to_standard_output():
    status, out, err = analyse(GOLDEN)

    assert (status, json.loads(out), err) == (0, EXPECTED, "")
    assert (out.startswith('{\n  "format"'), out.endswith("}\n")) == (True, True)


def test_analyse_spend_writes_the_result_to_a_file(tmp_path):
    to = tmp_path / "result.json"

    status, out, err = analyse(GOLDEN, "--output", str(to))

    assert (status, out, err) == (0, "", "")
    assert json.loads(to.read_bytes()) == EXPECTED
    assert to.read_bytes().endswith(b"}\n")


def test_analyse_spend_may_be_run_twice_into_the_folder_of_the_study(folder):
    to = str(folder / "result.json")

    assert (analyse(folder, "--output", to)[0], analyse(folder, "--output", to)[0]) == (0, 0)


def test_analyse_spend_does_not_write_over_a_file_of_the_study(folder):
    config = (folder / "config.json").read_bytes()

    status, out, err = analyse(folder, "--output", str(folder / "config.json"))

    assert (status, out, err) == (
        2,
        "",
        "Choose another output file: this one is a file of the study.\n",
    )
    assert (folder / "config.json").read_bytes() == config


def test_analyse_spend_refuses_a_faulty_study_with_a_sentence_for_each_error(folder, tmp_path):
    change(folder, "anchor_a_guild_city_council.csv", b"02/05/2024", b"32/05/2024")
    change(folder, "supplier_survey.csv", b"0.62", b"62")
    to = tmp_path / "result.json"

    status, out, err = analyse(folder, "--output", str(to))

    assert (status, out, to.exists()) == (2, "", False)
    assert err.splitlines() == [
        (
            "Anchor A, anchor_a_guild_city_council.csv, row 4, column Payment Date: "
            "There is no day 32 "
            'of month 5 in 2024 ("32/05/2024"). Write the day that is meant, '
            "in the form 31/03/2025."
        ),
        (
            'supplier_survey.csv, row 2, column respend_share: "62" is not a share from 0 to 1, '
            "such as 0.62."
        ),
    ]


def test_analyse_spend_leaves_an_old_result_alone_when_the_study_is_refused(folder, tmp_path):
    change(folder, "config.json", b'"top_n": 5', b'"top_n": "5"')
    to = tmp_path / "result.json"
    to.write_text("old")

    status, _, err = analyse(folder, "--output", str(to))

    assert (status, err) == (2, "config.json, top_n: must be a whole number from 1.\n")
    assert to.read_text() == "old"


@pytest.mark.parametrize("name", ["nowhere", "config.json"])
def test_analyse_spend_refuses_a_folder_without_a_study(folder, name):
    status, out, err = analyse(folder / name)

    assert (status, out, err) == (
        2,
        "",
        "There is no config.json to read. Name the folder that holds the study.\n",
    )


def test_analyse_spend_refuses_a_file_that_a_link_leads_out_to(folder, tmp_path):
    outside = tmp_path / "secret.csv"
    (folder / "postcodes.csv").rename(outside)
    (folder / "postcodes.csv").symlink_to(outside)

    status, _, err = analyse(folder)

    assert (status, err) == (
        2,
        (
            'config.json, files.postcodes: the file "postcodes.csv" cannot be read. '
            "Put it in the folder.\n"
        ),
    )


def test_analyse_spend_reads_a_file_that_a_link_within_the_folder_leads_to(folder):
    (folder / "postcodes.csv").rename(folder / "places.csv")
    (folder / "postcodes.csv").symlink_to("places.csv")

    assert analyse(folder)[0] == 0


def test_analyse_spend_does_not_wait_for_a_pipe(folder):
    (folder / "postcodes.csv").unlink()
    os.mkfifo(folder / "postcodes.csv")

    assert analyse(folder)[0] == 2


def test_analyse_spend_lists_repeated_lines_that_the_study_keeps(folder):
    change(folder, "config.json", b'"exclude_confirmed"', b'"flag"')

    status, out, err = analyse(folder)

    assert (status, json.loads(out)["lines"]["in_scope"]) == (0, 35)
    assert err == "Note: Anchor A, row 22: this line repeats an earlier one and was kept.\n"


def test_analyse_spend_adds_parts_of_a_penny_up_before_it_rounds(folder):
    payments = folder / "anchor_c_ribble_university.csv"
    payments.write_bytes(
        payments.read_bytes().rstrip()
        + b"\nx,U1,NEWCO,,2024-12-02,0.005,0,Energy\nx,U2,NEWCO,,2024-12-03,0.005,0,Energy\n"
    )

    status, out, err = analyse(folder)

    # the golden 2,256,600.00 and twice half a penny
    assert (status, json.loads(out)["money"]["all_lines"]) == (0, "2256600.01")
    assert err.count("There is a part of a penny") == 2


def test_analyse_spend_names_an_anchor_that_is_not_in_the_master(folder):
    change(folder, "config.json", b'"Ribble University"', b'"Ribble Academy"')

    status, _, err = analyse(folder)

    assert (status, err) == (
        0,
        (
            "Note: Anchor C, Ribble Academy: supplier_master.csv does not say that this is an "
            "anchor. Payments to it stay in scope; if they should not, enter it there with the "
            "kind anchor.\n"
        ),
    )


def test_analyse_spend_says_that_the_output_cannot_be_written(tmp_path):
    status, out, err = analyse(GOLDEN, "--output", str(tmp_path / "nowhere" / "result.json"))

    assert (status, out, err) == (
        2,
        "",
        (
            "Choose another output file, because this one cannot be written: "
            "No such file or directory.\n"
        ),
    )


def test_analyse_spend_writes_utf_8_whatever_the_terminal_speaks(folder):
    change(folder, "config.json", b"Preston and Lancashire", "Préston ₤".encode())
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")

    call_command("analyse_spend", str(folder), stdout=terminal)

    assert json.loads(terminal.buffer.getvalue())["study"] == "Préston ₤ anchors 2024/25"


def test_analyse_spend_says_that_standard_output_is_full():
    err = io.StringIO()

    with Path("/dev/full").open("w") as full, pytest.raises(SystemExit) as left:
        call_command("analyse_spend", str(GOLDEN), stdout=full, stderr=err)

    assert (left.value.code, err.getvalue()) == (
        2,
        "Free what blocks standard output, which cannot be written: No space left on device.\n",
    )


def test_analyse_spend_needs_no_server_no_database_and_no_migrations():
    environment = os.environ | {
        "DEBUG": "on",
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/nowhere",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }

    found = subprocess.run(  # noqa: S603 -- our own command, in a process of its own
        [sys.executable, "manage.py", "analyse_spend", str(GOLDEN)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )

    assert (found.returncode, found.stderr) == (0, b"")
    assert json.loads(found.stdout) == EXPECTED
