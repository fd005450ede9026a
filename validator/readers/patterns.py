"""File names in which `* ? [` are letters, for readers that take patterns."""

from __future__ import annotations

from pathlib import Path

__all__ = ["exact"]


def exact(path: Path) -> str:
    """The path as a pattern that matches only itself.

    >>> exact(Path("data [lama]?.csv"))
    'data [[]lama][?].csv'
    """
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))
