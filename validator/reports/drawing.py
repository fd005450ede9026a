"""Many files drawn by every core: what one file needs goes to another process, its bytes come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from validator.processes import cores, spread

__all__ = ["MANY", "drawn"]

MANY = 40
"""From so many files on, starting further processes pays."""
T = TypeVar("T")


def drawn(work: Callable[[T], bytes], items: Sequence[T]) -> Iterator[bytes]:
    """`work(item)` for every item, in their order; `work` and items must be picklable where there are many."""
    if len(items) < MANY or cores() == 1:
        yield from map(work, items)
        return
    with spread(work, items, cores(), chunk=8) as contents:
        yield from contents
