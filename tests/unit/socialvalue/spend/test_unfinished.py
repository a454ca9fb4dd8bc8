"""What killed processes left unfinished is swept away; what is being written stays."""

import os
import time

from socialvalue.spend import unfinished as module
from socialvalue.spend.unfinished import LONGEST_SECONDS, unfinished


def age(path, *, seconds):
    """Let a path look as if nothing had been written there for so long."""
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_what_was_left_is_swept_away_and_all_else_stays(tmp_path):
    left, new, whole = (tmp_path / name for name in ("unfinished-1", "unfinished-2", "whole"))
    for folder in (left, new, whole):
        folder.mkdir()
        (folder / "groups.parquet").write_bytes(b"half")
    file = tmp_path / "unfinished-3"
    file.write_bytes(b"half")
    for path in (left, file, whole):
        age(path, seconds=LONGEST_SECONDS + 60)

    unfinished(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {"unfinished-2", "whole"}


def test_each_name_is_new_and_its_folder_is_there(tmp_path):
    folder = tmp_path / "not" / "there"

    first, second = unfinished(folder), unfinished(folder)

    assert first != second
    assert first.parent == second.parent == folder
    assert list(folder.iterdir()) == []


def test_what_another_process_takes_away_meanwhile_is_no_fault(tmp_path, monkeypatch):
    gone = tmp_path / "unfinished-gone"
    monkeypatch.setattr(module.Path, "glob", lambda folder, pattern: [gone])

    assert unfinished(tmp_path).parent == tmp_path
