"""Whether this process exists for the program alone: the command and its worker processes say so, a library never.

Some things belong to a whole process: file descriptor 2, the garbage collector, the limit of its addresses. They are
touched only in a process of our own; in any other they are somebody else's, whose threads run beside ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["claim_process", "own_process", "owns_process"]

_claims: list[None] = []


def owns_process() -> bool:
    """Whether somebody has said so.

    >>> with own_process():
    ...     owns_process()
    True
    """
    return bool(_claims)


def claim_process() -> None:
    """Says so until the process ends."""
    _claims.append(None)


@contextmanager
def own_process() -> Iterator[None]:
    """Says so for the block."""
    claim_process()
    try:
        yield
    finally:
        _claims.pop()
