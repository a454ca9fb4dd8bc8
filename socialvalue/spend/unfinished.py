"""What is being written under a name of its own, until it is whole and gets its place in one step.

A process that is killed meanwhile leaves it behind; whoever writes there next sweeps it away.
"""

import shutil
import time
import uuid
from pathlib import Path

# Nothing is written for so long: what is older was left behind.
LONGEST_SECONDS = 24 * 60 * 60


def unfinished(folder: Path) -> Path:
    """Return a new name in a folder, which is made if it is not there, and sweep the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("unfinished-*"):
        if _was_left(path):
            _remove(path)
    return folder / f"unfinished-{uuid.uuid4().hex}"


def _was_left(path: Path) -> bool:
    """Say whether nobody has written there for long; no, where it is gone by now."""
    try:
        return path.stat().st_mtime < time.time() - LONGEST_SECONDS
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
