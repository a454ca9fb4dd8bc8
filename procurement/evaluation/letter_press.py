"""Printing many letters: the PDF and the Word file of each, in as many processes as are given.

The other processes are programs of their own, told what to print over a pipe: a worker of the job
queue may not start children of another kind. They know no database and no settings of ours.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from socialvalue.core.docx import as_docx
from socialvalue.core.pdf import Document

ROOT = Path(__file__).resolve().parents[2]

start = subprocess.Popen

PROGRAM = (
    "import sys; from procurement.evaluation import letter_press; "
    "letter_press.serve(sys.stdin.buffer, sys.stdout.buffer)"
)
"""What another process runs."""

FEWEST = 20
"""Letters below which another process takes longer to start than it saves."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter's two files."""

    pdf: bytes
    docx: bytes


class PressFailed(RuntimeError):
    """A process that printed letters ended before its work was done."""


def printed(
    documents: Sequence[Document],
    *,
    processes: int = 1,
    report: Callable[[int], None] = lambda _done: None,
) -> list[Printed]:
    """Return the files of every letter, in order. The same letters give the same bytes.

    `report` is told now and then how many are done. Raises PressFailed.
    """
    helpers = min(processes, -(-len(documents) // FEWEST)) - 1
    if helpers < 1:
        return list(_counted(map(_print, documents), report, share=1))
    shares = [documents[number :: helpers + 1] for number in range(helpers + 1)]
    running = [_started(share) for share in shares[1:]]
    try:
        mine = list(_counted(map(_print, shares[0]), report, share=helpers + 1))
        others = [
            _collected(process, len(share))
            for process, share in zip(running, shares[1:], strict=True)
        ]
    finally:
        for process in running:
            process.kill()
            process.wait()
            process.stdout.close()
    parts = [mine, *others]
    return [parts[number % len(parts)][number // len(parts)] for number in range(len(documents))]


def _print(document: Document) -> Printed:
    """Return one letter's files."""
    return Printed(pdf=document.render(), docx=as_docx(document))


def _counted(
    letters: Iterable[Printed], report: Callable[[int], None], *, share: int
) -> Iterator[Printed]:
    """Yield letters, and say how many are done: with others at work, as many times as many."""
    for number, letter in enumerate(letters, start=1):
        yield letter
        report(number * share)


def _started(documents: Sequence[Document]) -> "subprocess.Popen[bytes]":
    """Start a process that prints these letters."""
    process = start(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    pickle.dump(list(documents), process.stdin)
    process.stdin.close()
    return process


def _collected(process: "subprocess.Popen[bytes]", count: int) -> list[Printed]:
    """Return what a process has printed. Raises PressFailed."""
    try:
        letters = pickle.load(process.stdout)  # noqa: S301 -- written by the program just started
    except (EOFError, pickle.UnpicklingError):
        letters = []
    if len(letters) != count:
        raise PressFailed("A process that printed letters ended before its work was done.")
    return letters


def serve(stream_in: IO[bytes], stream_out: IO[bytes]) -> None:
    """Print the letters that come in, and give them back: what the started program does."""
    documents = pickle.load(stream_in)  # noqa: S301 -- written by the program that started this one
    pickle.dump([_print(document) for document in documents], stream_out)
