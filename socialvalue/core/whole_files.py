"""Writing a file whole or not at all, so that nobody ever finds half a result."""

import os
import secrets
import shutil
from pathlib import Path


class CannotWrite(OSError):
    """The file cannot be written where it should be. The message is one plain sentence."""


def write_whole(content: bytes, *, to: Path) -> None:
    """Write a file beside its place first, and then put it there in one step.

    What was there before stays as it was until then. A device or a pipe is written to as it is.
    Raises CannotWrite.
    """
    target = Path(os.path.realpath(to))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as wrong:
        reason = wrong.strerror or "unknown reason"
        raise CannotWrite(
            f"Choose another output file, because this one cannot be written: {reason}."
        ) from wrong


def _replace(target: Path, content: bytes) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(None, "it is read-only")
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
