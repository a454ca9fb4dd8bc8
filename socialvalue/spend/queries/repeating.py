"""Lines that repeat an earlier one of the same anchor, in this file or in one that was read before.

Candidates are found by the fingerprints that are kept with the facts; each is then compared whole
with the line that it seems to repeat. Source: rule 4 of local spend.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from socialvalue.calculations.spend.columns import PaymentLine
from socialvalue.calculations.spend.repeats import WORTH_COMPARING, key_of
from socialvalue.spend import facts_store, store
from socialvalue.spend.models import PaymentFile
from socialvalue.spend.queries.lines import kept_path


class FoundRepeat(NamedTuple):
    """A line of a file that repeats an earlier one: its place, and the file and row of that one."""

    position: int
    line: PaymentLine
    first_file: PaymentFile
    first_row: int


class _Line(NamedTuple):
    """A line, its place in its file, and what is compared of it."""

    position: int
    line: PaymentLine
    key: tuple[object, ...]


def read_before(file: PaymentFile, *, is_new: bool = False) -> list[PaymentFile]:
    """Return the files of the same anchor that stand and were read before this one, in order.

    Of a file that is new, or whose reading has not ended, that is every other one.
    """
    others = PaymentFile.objects.imported().filter(anchor=file.anchor_id).exclude(pk=file.pk)
    read = sorted(others.select_related("job"), key=_read_at)
    if is_new or (file.job and file.job.finished is None):
        return read
    return [other for other in read if _read_at(other) < _read_at(file)]


def _read_at(file: PaymentFile) -> tuple[object, str]:
    finished = file.job.finished if file.job else None
    return finished or file.uploaded_at, str(file.pk)


def repeats_of(file: PaymentFile, *, earlier: Sequence[PaymentFile]) -> list[FoundRepeat]:
    """Return the lines of a file that repeat a line of an earlier file, or an earlier one of it."""
    own = _fingerprints(file)
    looked_for = [_repeated_in_itself(own)]
    seen: dict[tuple[object, ...], tuple[PaymentFile, int]] = {}
    for other in earlier:
        theirs = _fingerprints(other)
        shared = np.flatnonzero(np.isin(theirs, own))
        looked_for.append(theirs[shared])
        for each in _lines(other, shared):
            seen.setdefault(each.key, (other, each.line.row))
    found = []
    for each in _lines(file, np.flatnonzero(np.isin(own, np.concatenate(looked_for)))):
        first = seen.setdefault(each.key, (file, each.line.row))
        if first != (file, each.line.row):
            found.append(FoundRepeat(each.position, each.line, *first))
    return found


def _fingerprints(file: PaymentFile) -> np.ndarray:
    return facts_store.fingerprints_of(facts_store.kept(kept_path(file)))


def _repeated_in_itself(fingerprints: np.ndarray) -> np.ndarray:
    distinct, counts = np.unique(fingerprints, return_counts=True)
    repeated: np.ndarray = distinct[counts > 1]
    return repeated


def _lines(file: PaymentFile, positions: np.ndarray) -> Iterator[_Line]:
    """Yield the lines at these positions, which rise, with what is compared of each."""
    partition = kept_path(file)
    for start in range(0, len(positions), store.ROWS_A_GROUP):
        some = positions[start : start + store.ROWS_A_GROUP]
        lines = store.lines_at(partition, some)
        for at, position in enumerate(some.tolist()):
            key = key_of(lines, at, anchor=str(file.anchor_id), key=WORTH_COMPARING)
            yield _Line(position, lines.at(at), key)


def repeating(files: Iterable[PaymentFile]) -> list[tuple[PaymentFile, list[FoundRepeat]]]:
    """Return the repeats of each of these files."""
    return [(file, repeats_of(file, earlier=read_before(file))) for file in files]
