import os
import stat
from pathlib import Path

import pytest

from socialvalue.core import whole_files
from socialvalue.core.whole_files import CannotWrite, write_whole


def test_write_whole_makes_a_file(tmp_path):
    write_whole(b"result", to=tmp_path / "out.json")

    assert (tmp_path / "out.json").read_bytes() == b"result"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_write_whole_takes_the_place_of_a_file_and_keeps_its_permissions(tmp_path):
    out = tmp_path / "out.json"
    out.write_bytes(b"old")
    out.chmod(0o640)

    write_whole(b"new", to=out)

    assert (out.read_bytes(), stat.S_IMODE(out.stat().st_mode)) == (b"new", 0o640)


def test_write_whole_follows_a_link_to_the_file_itself(tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    link.symlink_to(real)

    write_whole(b"new", to=link)

    assert (real.read_bytes(), link.is_symlink()) == (b"new", True)


def test_write_whole_leaves_everything_as_it_was_when_the_disk_is_full(tmp_path, monkeypatch):
    out = tmp_path / "out.json"
    out.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_files.os, "fsync", full)

    with pytest.raises(CannotWrite) as wrong:
        write_whole(b"new", to=out)
    assert str(wrong.value) == (
        "Choose another output file, because this one cannot be written: No space left on device."
    )
    assert (out.read_bytes(), [path.name for path in tmp_path.iterdir()]) == (b"old", ["out.json"])


def test_write_whole_refuses_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CannotWrite, match="No such file or directory"):
        write_whole(b"", to=tmp_path / "missing" / "out.json")


def test_write_whole_says_so_when_no_reason_is_known(tmp_path, monkeypatch):
    def broken(_):
        raise OSError

    monkeypatch.setattr(whole_files.os, "fsync", broken)

    with pytest.raises(CannotWrite, match="unknown reason"):
        write_whole(b"", to=tmp_path / "out.json")


def test_write_whole_does_not_replace_a_file_that_is_read_only(tmp_path, monkeypatch):
    out = tmp_path / "out.json"
    out.write_bytes(b"old")
    monkeypatch.setattr(whole_files.os, "access", lambda *_: False)

    with pytest.raises(CannotWrite, match="it is read-only"):
        write_whole(b"new", to=out)
    assert out.read_bytes() == b"old"


def test_write_whole_writes_to_a_device_as_it_is():
    write_whole(b"gone", to=Path(os.devnull))

    assert not Path(os.devnull).is_file()
