"""What a reader of one format hands back."""

from __future__ import annotations

from typing import NamedTuple

from validator.readers.sheets import Sheet

__all__ = ["Contents"]


class Contents(NamedTuple):
    """The sheets of a file in their order, and notes (see `readers.reasons`) on what was left out."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
