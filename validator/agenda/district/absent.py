"""Who was expected to send and did not: absence is what no file can show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from validator.exports.regions import Regions, plain_code
from validator.findings.models import Village

__all__ = ["Absent", "ExpectedError", "absent", "expected_codes"]

_FIRST = re.compile(r"[\d.]{10,13}")


class ExpectedError(ValueError):
    """An expected list that names no villages; the text says what was looked for."""


class Absent(Struct, frozen=True):
    """A village of which nothing was received."""

    code: str
    name: str


def absent(expected: Iterable[str], received: Sequence[Village], regions: Regions) -> tuple[Absent, ...]:
    """The expected villages of which nothing was received, by code."""
    there = {village.code for village in received}
    missing = sorted(set(expected) - there)
    return tuple(Absent(code, regions.name(code)) for code in missing)


def expected_codes(text: str, regions: Regions) -> tuple[str, ...]:
    """The village codes meant by `--expected`: a region's code (63.11.03), or a file with a village code a line.

    In a file what follows a code is a remark. ExpectedError where no village is found; OSError for a file.
    """
    code = plain_code(text)
    if code:
        codes = (code,) if len(code) == 10 else tuple(region.code for region in regions.villages_in(code))
    else:
        lines = Path(text).read_text(encoding="utf-8-sig").splitlines()
        found = (_FIRST.search(line) for line in lines)
        codes = tuple(dict.fromkeys(plain_code(m[0]) for m in found if m and len(plain_code(m[0])) == 10))
    if not codes:
        raise ExpectedError(f"{text}: tidak ada kode desa di dalamnya. Tulis satu kode desa 10 angka tiap baris.")
    return codes
