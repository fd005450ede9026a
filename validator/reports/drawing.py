"""Many files drawn by every core: what one file needs goes to another process, its bytes come back."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

__all__ = ["MANY", "drawn"]

MANY = 40
"""From so many files on, starting further processes pays."""
T = TypeVar("T")


def drawn(work: Callable[[T], bytes], items: Sequence[T]) -> Iterator[bytes]:
    """`work(item)` for every item, in their order; `work` and items must be picklable where there are many."""
    cores = min(os.cpu_count() or 1, 8)
    if len(items) < MANY or cores == 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, items, chunksize=8)
