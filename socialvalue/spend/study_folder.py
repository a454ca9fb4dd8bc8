"""Local spend studies as folders of files: read one, work it out, write the result. No database."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from socialvalue.calculations.spend.study import load_study
from socialvalue.calculations.spend.studying import studied
from socialvalue.core.whole_files import CannotWrite, write_whole


@dataclass(frozen=True)
class FolderResult:
    """The documented result of a study, what a person should look at, and the files it was in."""

    result: dict[str, Any]
    notes: tuple[str, ...]
    files: frozenset[Path]


def result_of_folder(folder: Path) -> FolderResult:
    """Work out the study in a folder.

    Raises StudyRefused with a sentence for each error. Repeated lines that the study keeps (its
    `duplicate_policy` is `flag`) are listed in the notes.
    """
    files: set[Path] = set()
    study = load_study(reader_of(folder, opened=files))
    worked = studied(study)
    flagged = tuple(
        f"Anchor {anchor}, row {line.row}: this line repeats an earlier one and was kept."
        for anchor, line in worked.kept_repeats()
    )
    return FolderResult(worked.result, (*study.notes, *flagged), frozenset(files))


def reader_of(folder: Path, *, opened: set[Path]) -> Callable[[str], bytes]:
    """Return what gives the bytes of a file of the folder by its name, and notes it in `opened`.

    It raises OSError for a file that is not there, is no plain file, or lies elsewhere: also one
    that only a link within the folder leads to.
    """
    inside = Path(os.path.realpath(folder))

    def read(name: str) -> bytes:
        path = Path(os.path.realpath(inside / name))
        if not path.is_relative_to(inside) or not path.is_file():
            raise FileNotFoundError(None, "it is not a file of the study's folder")
        opened.add(path)
        return path.read_bytes()

    return read


def as_text(result: dict[str, Any]) -> bytes:
    """Return a result as a file holds it: indented UTF-8 JSON with a newline at the end."""
    return (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode()


def write_result(worked: FolderResult, *, to: Path) -> None:
    """Write the result to a file, whole or not at all.

    Raises CannotWrite, also where the file is one of the study's own.
    """
    if Path(os.path.realpath(to)) in worked.files:
        raise CannotWrite("Choose another output file: this one is a file of the study.")
    write_whole(as_text(worked.result), to=to)
