"""Packages that only some nights need."""

from __future__ import annotations

__all__ = ["MissingExtraError"]


class MissingExtraError(Exception):
    """Great Expectations or pandera is wanted and not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} belum dipasang. Jalankan: pip install 'prodeskel-validator[expectations]'")
