"""Work in a thread beside this one, so that a single file uses two processors.

Arrow and numpy let other threads go on while they work, and they do most of the work.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

Thing = TypeVar("Thing")


@contextmanager
def made_ahead(things: Iterator[Thing], *, at_once: int) -> Iterator[Iterator[Thing]]:
    """Give the same things; while so many are worked on, as many more are made in a thread."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield _made_in(thread, things, at_once)


def _made_in(thread: ThreadPoolExecutor, things: Iterator[Thing], at_once: int) -> Iterator[Thing]:
    def some() -> list[Thing]:
        return list(islice(things, at_once))

    waiting = thread.submit(some)
    while made := waiting.result():
        waiting = thread.submit(some)
        yield from made


@contextmanager
def done_beside(step: Callable[[Thing], object]) -> Iterator[Callable[[Thing], None]]:
    """Give what hands one thing after the other to a step, which goes on in a thread.

    A thing waits until the step is done with the one before. What the step raises is raised when
    the next thing comes, or at the end; then nothing more is handed to it.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        last: Future[Any] = thread.submit(lambda: None)

        def take(thing: Thing) -> None:
            nonlocal last
            last.result()
            last = thread.submit(step, thing)

        yield take
        last.result()
