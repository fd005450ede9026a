"""Marks that stand in a row out of order (`forms.shifting`), in place of cells whose column nobody can know."""

from __future__ import annotations

import re

__all__ = ["SLIPPED", "is_slipped", "slip"]

SLIPPED = "⇄"
"""Of a cell that is not asked for; the first one of a row tells more (`slip`)."""
_SLIP = re.compile("⇄(?: [0-9]+ isian, padahal judul [0-9]+)?")


def slip(cells: int, titles: int) -> str:
    """The mark that is told to people: how many cells the row has, and how many titles there are.

    >>> slip(22, 21)
    '⇄ 22 isian, padahal judul 21'
    """
    return f"{SLIPPED} {cells} isian, padahal judul {titles}"


def is_slipped(text: str) -> bool:
    """Whether a text is one of these marks.

    >>> is_slipped(slip(22, 21)), is_slipped(SLIPPED), is_slipped("⇄ Jl. Contoh")
    (True, True, False)
    """
    return text.startswith(SLIPPED) and bool(_SLIP.fullmatch(text))
