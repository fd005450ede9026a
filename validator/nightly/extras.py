"""Packages that only some nights need."""

from __future__ import annotations

from validator.messages.sentences import sentence as _

__all__ = ["MissingExtraError"]


class MissingExtraError(Exception):
    """Great Expectations or pandera is wanted and not installed."""

    def __init__(self, name: str) -> None:
        said = _("{package} belum dipasang. Jalankan: pip install 'prodeskel-validator[expectations]'", package=name)
        super().__init__(said)
