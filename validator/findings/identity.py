"""The id of a finding: the same on every run for the same record and rule, wherever its row has moved.

It is a digest of rule, village, table and the record's key. For members the key is No. KK and NIK together: whoever
wants to confirm a person from an id must already know both, and two thousand million pairs share every id's digits.
With `PRODESKEL_ID_KEY` set in the environment the digest is keyed, and ids of different offices cannot be compared.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

DIGITS = 12


class Identifier:
    """Gives ids; a second record with the same key and rule gets the suffix `-2`, a third `-3` …"""

    def __init__(self, key: str | None = None) -> None:
        secret = os.environ.get("PRODESKEL_ID_KEY", "") if key is None else key
        self._key = hashlib.sha256(secret.encode()).digest() if secret else b""
        self._seen: dict[str, int] = {}

    def base(self, rule: str, village: str, year: int | None, table: str, key: Iterable[object]) -> str:
        """The digest alone; `year` is None where a record outlives its year (families, members)."""
        parts = "\x1f".join([rule, village, str(year or ""), table, *("" if k is None else str(k) for k in key)])
        return hashlib.blake2b(parts.encode(), digest_size=DIGITS // 2, key=self._key).hexdigest()

    def unique(self, base: str) -> str:
        count = self._seen[base] = self._seen.get(base, 0) + 1
        return base if count == 1 else f"{base}-{count}"
