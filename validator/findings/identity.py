"""The id of a finding: the same on every run for the same record and rule, wherever its row has moved.

It is a digest of rule, table and the record's key, joined with a digest of the village: when a village gets another
code, `moved` says the new id of each of its findings. For members the key is No. KK and NIK together: whoever wants to
confirm a person from an id must already know both, and two thousand million pairs share every id's digits.
With `PRODESKEL_ID_KEY` set in the environment the digest is keyed, and ids of different offices cannot be compared.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable

__all__ = ["DIGITS", "Identifier"]

DIGITS = 12
_ID = re.compile(rf"[0-9a-f]{{{DIGITS}}}(-\d+)?")


class Identifier:
    """Gives ids; to tell further records with the same key and rule apart is for `findings.twins`."""

    def __init__(self, key: str | None = None) -> None:
        secret = os.environ.get("PRODESKEL_ID_KEY", "") if key is None else key
        self._key = hashlib.sha256(secret.encode()).digest() if secret else b""
        self._villages: dict[str, int] = {}

    def base(self, rule: str, village: str, year: int | None, table: str, key: Iterable[object]) -> str:
        """The digest alone; `year` is None where a record outlives its year (families, members)."""
        parts = "\x1f".join([rule, str(year or ""), table, *("" if k is None else str(k) for k in key)])
        return f"{self._digest(parts, b'temuan') ^ self._village(village):0{DIGITS}x}"

    def moved(self, id_: str, old: str, new: str) -> str:
        """The id that a finding of the village `old` has under the code `new`; what is no such id stays as it is."""
        base, number = id_[:DIGITS], id_[DIGITS:]
        if not _ID.fullmatch(id_):
            return id_
        return f"{int(base, 16) ^ self._village(old) ^ self._village(new):0{DIGITS}x}{number}"

    def _village(self, code: str) -> int:
        if code not in self._villages:
            self._villages[code] = self._digest(code, b"desa")
        return self._villages[code]

    def _digest(self, text: str, purpose: bytes) -> int:
        digest = hashlib.blake2b(text.encode(), digest_size=DIGITS // 2, key=self._key, person=purpose)
        return int.from_bytes(digest.digest())
