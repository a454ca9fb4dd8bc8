"""Time what docs/benchmarks.md speaks of: ./run bench [name ...]."""

import importlib
import pkgutil
import statistics
import sys
import time
from collections.abc import Callable

import benchmarks

ROUNDS = 7


def timed(step: Callable[[], object]) -> float:
    """Return the seconds that one call takes."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def main() -> None:
    """Run every module named bench_*, each `PAIRS`: what is measured, ours, the yardstick.

    Both of a pair are run in turns, so that what else the machine does falls on both alike; the
    ratio is the median of the rounds' ratios. A module that has `report` prints a table of its own.
    """
    wanted = sys.argv[1:]
    print(f"{'':52} {'ours':>9} {'yardstick':>10} {'ratio':>7}")
    for found in pkgutil.iter_modules(benchmarks.__path__):
        if not found.name.startswith("bench_") or (wanted and found.name[6:] not in wanted):
            continue
        module = importlib.import_module(f"benchmarks.{found.name}")
        if hasattr(module, "report"):
            module.report()
            continue
        for words, ours, yardstick in module.pairs():
            rounds = [(timed(ours), timed(yardstick)) for _ in range(ROUNDS)]
            mine, other = (statistics.median(column) for column in zip(*rounds, strict=True))
            ratio = statistics.median(a / b for a, b in rounds)
            print(f"{words:52} {mine:8.3f}s {other:9.3f}s {ratio:7.2f}")


if __name__ == "__main__":
    main()
