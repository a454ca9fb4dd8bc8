"""A made-up ledger of payments, from CSV to figures, against what one would write instead.

`LEDGER_ROWS=10000000 LEDGER_ROUNDS=1 ./run bench ledger` for another size than a million rows and
seven rounds; LEDGER_PANDAS=off leaves out the script of pandas, which needs 8 GiB for ten million.
Everything is done in turns, round by round; ratios are those of one round, and told are medians.
The seconds of the processor count where the machine does other work too.

One process reads a file in three threads, on all processors. Whether two processes take half of
the time of one is therefore asked where each has one processor.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import ledger_steps as steps
from benchmarks import ledger_yardsticks as yardsticks
from benchmarks.payments import ledger

ROWS = int(os.environ.get("LEDGER_ROWS", "1000000"))
ROUNDS = int(os.environ.get("LEDGER_ROUNDS", "7"))
PANDAS = os.environ.get("LEDGER_PANDAS", "on") == "on"
MOST_COMPARED = 1_000_000


class Took(NamedTuple):
    """Seconds that a step took: by the clock, and of the processor."""

    clock: float
    processor: float

    def and_then(self, other: "Took") -> "Took":
        """Return what both steps took, one after the other."""
        return Took(self.clock + other.clock, self.processor + other.processor)

    def over(self, other: "Took") -> "Took":
        """Return how many times as long this took."""
        return Took(self.clock / other.clock, self.processor / other.processor)

    def times(self, factor: float) -> "Took":
        """Return so many times this."""
        return Took(self.clock * factor, self.processor * factor)


def took(step: Callable[[], object]) -> Took:
    """Return what one call takes."""
    clock, processor = time.perf_counter(), time.process_time()
    step()
    return Took(time.perf_counter() - clock, time.process_time() - processor)


def report() -> None:
    """Print a table of all goals."""
    files = ledger(steps.FOLDER / str(ROWS), rows=ROWS)
    yardsticks.postcodes()
    steps.located(["PR1 2RL"])
    peak = {name: _memory(name, files) for name in ("work", *(["pandas"] if PANDAS else []))}
    spawn = get_context("spawn")
    with ProcessPoolExecutor(
        2, mp_context=spawn, initializer=_take_a_processor, initargs=(spawn.Value("i", 0),)
    ) as pool:
        list(pool.map(steps.imported, files[:1] * 2))
        rounds = [_round(files, pool) for _ in range(ROUNDS)]
    print(f"{ROWS:,} rows in {len(files)} files, {len(rounds)} rounds; load {os.getloadavg()}")
    for words in rounds[0]:
        each = [told[words] for told in rounds]
        clock, processor = (statistics.median(column) for column in zip(*each, strict=True))
        print(f"{words:62} clock {clock:9.3f}  processor {processor:9.3f}")
    for name, mebibytes in peak.items():
        print(f"{f'peak memory of a process, {name}, MiB':62} {mebibytes}")
    if ROWS <= MOST_COMPARED:
        print(f"{'cells unlike those of a loop of Decimal (S15)':62} {_differing(files)}")


def _round(files: list[Path], pool: ProcessPoolExecutor) -> dict[str, Took]:
    """Take every step once, in turns, and return times and ratios in words."""
    parse = took(lambda: yardsticks.parse(files))
    first = took(lambda: _imported(files))
    figures = took(lambda: steps.figures(files))
    pandas = took(lambda: yardsticks.pandas_script(files)) if PANDAS else None
    alone = took(lambda: _on_one_processor(lambda: _imported(files)))
    two = took(lambda: list(pool.map(steps.imported, files)))
    one = took(lambda: steps.imported(files[-1]))
    again = took(lambda: steps.figures(files, place=steps.WIDER))
    whole = first.and_then(figures)
    told = {
        "raw parse, s": parse,
        "import: read, check, store, facts, s": first,
        "figures from the facts, s": figures,
        "S1 whole v. raw parse (goal <= 7)": whole.over(parse),
        "import in one process on one processor, s": alone,
        "S3 the same v. two processes on one each, clock (goal >= 1.8)": Took(
            alone.clock / two.clock, 0
        ),
        "S4 one changed file v. its share of the import (goal <= 1.5)": one.times(len(files)).over(
            first
        ),
        "S5 figures again, other area, v. first run (goal <= 0.2)": again.over(whole),
    }
    if pandas:
        told["script of pandas, s"] = pandas
        told["S1 pandas v. whole (goal >= 6)"] = pandas.over(whole)
        both = two.clock + figures.clock
        told["S1 pandas v. whole in two processes, clock (goal >= 9)"] = Took(
            pandas.clock / both, 0
        )
    return told


def _take_a_processor(taken: Any) -> None:
    """Keep this process to a processor of its own."""
    with taken.get_lock():
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {processors[taken.value % len(processors)]})
        taken.value += 1


def _on_one_processor(step: Callable[[], object]) -> None:
    """Take a step with one processor (threads begun meanwhile keep to it too)."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(all_of_them)})
    try:
        step()
    finally:
        os.sched_setaffinity(0, all_of_them)


def _imported(files: Iterable[Path]) -> None:
    for path in files:
        steps.imported(path)


def _work(files: list[Path]) -> None:
    _imported(files)
    steps.figures(files)


def _memory(step: str, files: list[Path]) -> str:
    """Return the peak memory in MiB of a process of its own that takes one step."""
    command = [sys.executable, "-m", __name__, step, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


def _peak() -> int:
    """Return the peak memory of this process in MiB (that of its parent does not count)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _differing(files: list[Path]) -> str:
    """Return how many cells of the facts are not those of a loop of Decimal, and of how many."""
    expected = yardsticks.decimal_loop(files)
    kept = dict(yardsticks.cells_kept(files))
    wrong = sum(1 for cell in {*expected, *kept} if expected.get(cell) != kept.get(cell))
    return f"{wrong:,} of {len(expected):,}"


if __name__ == "__main__":
    {"work": _work, "pandas": yardsticks.pandas_script}[sys.argv[1]](
        [Path(name) for name in sys.argv[2:]]
    )
    print(_peak())
