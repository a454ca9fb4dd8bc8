"""Whatever is uploaded is read and told row by row, or refused in words: never anything else."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from socialvalue.calculations.spend.fast.reading import read_into
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.readings import reading_of

from .fast.same import Tables, assert_same
from .hostile import everything

CORPUS = list(everything())
QUICK = [one for one in CORPUS if not one.is_large]
MOST_MEMORY = 512 * 1024
MOST_SECONDS = 60
IN_A_PROCESS = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from socialvalue.calculations.spend.fast.reading import read_into
from socialvalue.calculations.spend.findings import FileRefused

class Nowhere:
    def add(self, lines): pass
    def start_again(self): pass

try:
    with open(sys.argv[1], "rb") as file:
        told = read_into(file, name="upload", writer=Nowhere())
    said = [told.rows_in, told.placed.lines, told.rows_set_aside, told.rows_refused]
except FileRefused as refused:
    said = str(refused)
# A process's own ru_maxrss begins with that of whoever started it: the kernel's mark does not.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
used = [
    int(status["VmHWM"].split()[0]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
]
print(json.dumps([said, used]))
"""


def test_the_corpus_is_large_and_each_of_its_files_another():
    assert len(CORPUS) >= 300
    assert len({one.name for one in CORPUS}) == len(CORPUS)


def read(one):
    """Return how many rows of each kind a file gives, or the sentence that refuses it."""
    tables = Tables()
    try:
        told = read_into(io.BytesIO(one.make()), name=one.name, writer=tables)
    except FileRefused as refused:
        return str(refused)
    assert sum(table.num_rows for table in tables.tables) == told.placed.lines
    assert all(found.row > 0 or not found.refused for found in told.findings)
    return (told.rows_in, told.placed.lines, told.rows_set_aside, told.rows_refused)


def is_told(said):
    """Say whether a refusal is a sentence, or the rows add up."""
    if isinstance(said, str):
        return len(said) > 20 and said.endswith(".")
    rows, *parts = said
    return rows == sum(parts)


def wrongly_told(files):
    """Return what was said of the files that were neither told row by row nor refused in words."""
    return {one.name: said for one in files if not is_told(said := read(one))}


def test_every_text_is_told_row_by_row_or_refused_in_words():
    assert wrongly_told(one for one in QUICK if one.name.endswith(".csv")) == {}


def test_every_spreadsheet_is_told_row_by_row_or_refused_in_words():
    made = [one for one in QUICK if not one.name.endswith((".csv", ".zip"))]

    whole = [one for one in made if not one.name.startswith(("cut", "flip"))]
    # Each is opened by a process of its own: every third now, all in the long campaign.
    assert wrongly_told(whole[::3]) == {}


def test_zips_are_told_file_by_file():
    zips = [one for one in QUICK if one.name.startswith("zip") and one.name.endswith(".zip")]

    told = reading_of((one.name, io.BytesIO(one.make())) for one in zips)

    assert all(entry["problem"] or entry["sheets"] for entry in told["files"])
    assert all(
        entry["rows"] == entry["lines"] + entry["set_aside"] + entry["refused"]
        for entry in told["files"]
    )


@pytest.mark.slow
def test_every_packed_file_is_told_or_refused_also_with_a_changed_byte():
    packed = [one for one in QUICK if not one.name.endswith(".csv")]
    told = reading_of((one.name, io.BytesIO(one.make())) for one in packed)

    assert wrongly_told(packed) == {}
    assert all(entry["problem"] or entry["sheets"] for entry in told["files"])


@pytest.mark.slow
def test_every_file_is_read_alike_by_both_readers():
    for one in QUICK:
        assert_same(one.make(), block=100)


@pytest.mark.slow
@pytest.mark.parametrize("one", [one for one in CORPUS if one.is_large], ids=lambda one: one.name)
def test_large_ones_take_bounded_memory_and_time(one, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(one.make())

    done = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-c", IN_A_PROCESS, str(path)],
        cwd=Path(__file__).parents[5],
        capture_output=True,
        timeout=MOST_SECONDS * 3,
        check=True,
    )

    said, used = json.loads(done.stdout)
    assert is_told(said)
    assert max(used) <= MOST_MEMORY
