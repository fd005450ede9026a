"""Work done ahead of its use: DuckDB plans and runs a query without the GIL, while Python words the last one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["ahead"]

LEAD = 2
"""So many pieces are begun before the first of them is used; each holds memory until it is."""
T = TypeVar("T")


def ahead(work: Iterable[Callable[[], T]]) -> Generator[T]:
    """The outcomes of `work` in its order, each worked out in a second thread while the ones before it are used.

    Raises what a piece raised when its turn comes. Nothing further is begun once the caller stops.

    >>> list(ahead(lambda n=n: n * n for n in range(5)))
    [0, 1, 4, 9, 16]
    """
    begun: deque[Future[T]] = deque()
    beside = ThreadPoolExecutor(1)
    try:
        for piece in work:
            begun.append(beside.submit(piece))
            if len(begun) > LEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        beside.shutdown(cancel_futures=True)
