"""Calls that many conditions share, worked out once a row: `age(tanggal_lahir)` is asked by dozens of rules.

DuckDB expands a macro wherever it is called; without this, planning the member rules takes longer than running them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_FLAT = r"(?:\s*(?:self\.\w+|-?[\d.]+|'[^']*')\s*,?)*"


class Lifted:
    """The shared calls of some conditions. `apply` puts columns in their place, `relation` provides those columns."""

    def __init__(self, macros: Iterable[str], conditions: Sequence[str]) -> None:
        names = "|".join(sorted(map(re.escape, macros), key=len, reverse=True))
        self._pattern = re.compile(rf"\b(?:{names})\({_FLAT}\)") if names else None
        counts = Counter(call for sql in conditions for call in self._calls(sql))
        self._columns = {call: f"_lifted_{i}" for i, call in enumerate(sorted(c for c, n in counts.items() if n > 1))}

    def _calls(self, sql: str) -> list[str]:
        return self._pattern.findall(sql) if self._pattern else []

    def apply(self, sql: str) -> str:
        if not (self._columns and self._pattern):
            return sql
        return self._pattern.sub(lambda m: f"self.{self._columns[m[0]]}" if m[0] in self._columns else m[0], sql)

    def relation(self, source: str, columns: Iterable[str]) -> str:
        """The rows of `source` under review, as `self`: some columns, and the shared calls as further ones."""
        shared = [f"{call} AS {name}" for call, name in self._columns.items()]
        return f"(SELECT {', '.join([*columns, *shared])} FROM {source} AS self WHERE _review) AS self"
