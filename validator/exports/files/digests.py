"""The SHA-256 of a large file: reports and the ledger ask for it, findings do not."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

__all__ = ["Digest"]

_AT_ONCE = 1 << 18


class Digest:
    """Worked out when it is first asked for: for a large file that is a tenth of the time of reading its rows.

    It equals what says the same, be it text.
    """

    def __init__(self, path: Path, seen: os.stat_result) -> None:
        """`seen` is what the system said of the file when it was opened to be read."""
        self._path, self._seen = path, _mark(seen)
        self._known: str | None = None

    @property
    def sha256(self) -> str:
        """In hexadecimal; '' for a file that is gone meanwhile, or is no longer the one that was read."""
        if self._known is None:
            self._known = self._digested()
        return self._known

    def __eq__(self, other: object) -> bool:
        return self.sha256 == (other.sha256 if isinstance(other, Digest) else other)

    def __hash__(self) -> int:
        return hash(self.sha256)

    def _digested(self) -> str:
        digest = hashlib.sha256()
        chunk = bytearray(_AT_ONCE)
        view = memoryview(chunk)
        try:
            with self._path.open("rb", buffering=0) as stream:
                while size := stream.readinto(chunk):
                    digest.update(view[:size])
                same = _mark(os.fstat(stream.fileno())) == self._seen
        except OSError:
            return ""
        return digest.hexdigest() if same else ""


def _mark(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_size, stat.st_mtime_ns
