"""The table of postcodes on disk: written once, read by every process without copying it.

Each table has a folder of its own, named by the content of its source; a small file beside them
names the one in use, and is replaced in one step. A process that runs on while a newer table is
loaded takes it up at its next question, and never sees half of one.
"""

import datetime as dt
import hashlib
import json
import logging
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from django.conf import settings

from socialvalue.calculations.postcode_table import Column, PostcodeTable
from socialvalue.places.postcodes import sources
from socialvalue.places.postcodes.sources import About

log = logging.getLogger(__name__)


class Held(NamedTuple):
    """The table in use, what it is, and the mark of the file that named it."""

    table: PostcodeTable
    about: About
    mark: tuple[str, int, int]


_held: Held | None = None


def lookup(codes: Iterable[str], *, column: str = "lad") -> dict[str, str | None]:
    """Return, for each distinct postcode, the code of its local authority, or None.

    Postcodes are in normal form (calculations.postcodes.normal_form). None: no such postcode, or
    one without an authority. Ended postcodes are found. The codes are those in force at the vintage
    of the table; the Channel Islands and the Isle of Man have L99999999 and M99999999.

    Other columns, where the source has them: `about().columns`. For all of them at once, and
    without a refusal where one is missing, ask `neighbourhoods`.

    Raises ColumnNotHeld.
    """
    return held().table.find(codes, column=column)


def about() -> About:
    """Return what the table in use is: source, vintage, number of postcodes, columns, SHA-256."""
    return held().about


def in_use_since() -> dt.datetime:
    """Return when the table in use was put in use on this machine."""
    _, nanoseconds, _ = held().mark
    return dt.datetime.fromtimestamp(nanoseconds // 10**9, tz=dt.UTC)


def held() -> Held:
    """Return the table in use; the first time on a new machine, build the installed one."""
    global _held
    if not _pointer().exists():
        log.info("Building the table of postcodes from the installed package")
        save(*sources.installed())
    mark = _mark()
    if _held is None or _held.mark != mark:
        _held = _loaded(mark)
    return _held


def save(table: PostcodeTable, about: About) -> None:
    """Keep the table, and make it the one in use. Safe to run twice, and from two processes."""
    _folder().mkdir(parents=True, exist_ok=True)
    name = _name(about)
    if not (_folder() / name).exists():
        _write(table, _folder() / name)
    _replace(_pointer(), json.dumps({"folder": name, **asdict(about)}, indent=2))


def installed() -> tuple[PostcodeTable, About]:
    """Return the table that came with the product: from disk, if it is the one in use."""
    in_use = held()
    if in_use.about.source == sources.installed_source():
        return in_use.table, in_use.about
    return sources.installed()


def bring_up_to_date() -> None:
    """Build the installed table if there is none, or if it came with an older package.

    A table that was loaded from an official file stays.
    """
    about = held().about
    if sources.is_installed(about) and about.source != sources.installed_source():
        save(*sources.installed())


def _name(about: About) -> str:
    """Return the name of a table's folder: that of its source, and of what was read from it."""
    columns = hashlib.sha256(",".join(about.columns).encode()).hexdigest()
    return f"{about.sha256[:16]}-{columns[:8]}"


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "postcodes"


def _pointer() -> Path:
    return _folder() / "in_use.json"


def _mark() -> tuple[str, int, int]:
    path = _pointer()
    state = path.stat()
    return str(path), state.st_mtime_ns, state.st_ino


def _loaded(mark: tuple[str, int, int]) -> Held:
    told = json.loads(_pointer().read_text())
    folder = _folder() / told.pop("folder")
    about = About(**(told | {"columns": tuple(told["columns"])}))
    columns = {
        name: Column(
            tuple(json.loads((folder / f"{name}.json").read_text())), _array(folder / f"{name}.npy")
        )
        for name in about.columns
    }
    return Held(PostcodeTable(_array(folder / "postcodes.npy"), columns), about, mark)


def _array(path: Path) -> np.ndarray:
    """Return the array as it lies on disk: processes share its pages."""
    return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)


def _write(table: PostcodeTable, folder: Path) -> None:
    """Write the table's folder whole under another name, then give it its own in one step."""
    unfinished = _unfinished(folder)
    unfinished.mkdir()
    try:
        np.save(unfinished / "postcodes.npy", table.postcodes, allow_pickle=False)
        for name, column in table.columns.items():
            np.save(unfinished / f"{name}.npy", column.positions, allow_pickle=False)
            (unfinished / f"{name}.json").write_text(json.dumps(column.values))
        unfinished.rename(folder)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not folder.exists():  # another process may have been first: then the table is there
            raise


def _replace(path: Path, text: str) -> None:
    unfinished = _unfinished(path)
    unfinished.write_text(text)
    unfinished.replace(path)


def _unfinished(path: Path) -> Path:
    return path.with_name(f"unfinished-{uuid.uuid4().hex}")
