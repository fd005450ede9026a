"""Which villages were expected, and which of them sent nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from validator.declarations.errors import DeclarationError
from validator.exports.regions import Regions, plain_code

__all__ = ["expected_villages", "missing_senders"]


def expected_villages(said: str) -> dict[str, str]:
    """Code and name of the villages that should send: those of a region (`63.11.03`), or listed in a file by code.

    Raises `DeclarationError` if the file cannot be read or names no village.
    """
    if not said:
        return {}
    regions = Regions.load()
    if plain := plain_code(said):
        return {village.code: village.name for village in regions.villages_in(plain)}
    try:
        text = Path(said).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DeclarationError(f"expected: {said} tidak dapat dibaca ({error.strerror})") from error
    codes = [plain_code(c) for c in re.findall(r"\d{2}\.?\d{2}\.?\d{2}\.?\d{4}", text)]
    if not codes:
        raise DeclarationError(f"expected: {said} tidak memuat kode desa 10 angka")
    return {code: regions.name(code) or code for code in codes}


def missing_senders(expected: dict[str, str], came: Collection[str]) -> dict[str, str]:
    """Code and name of the expected villages that are not among those that came."""
    return {code: name for code, name in sorted(expected.items()) if code not in came}
