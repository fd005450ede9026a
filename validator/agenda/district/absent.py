"""Who was expected to send and did not: absence is what no file can show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from validator.findings.models import Village
from validator.messages.sentences import Sentence
from validator.messages.sentences import sentence as _
from validator.regions.table import Regions, plain_code

__all__ = ["ExpectedError", "VillageWithoutData", "absent", "expected_codes"]

_CURE = _("Tulis kode kecamatan, misalnya 63.11.03, atau berkas teks UTF-8 dengan satu kode desa 10 angka tiap baris.")
_FIRST = re.compile(r"[\d.]{10,13}")


class ExpectedError(ValueError):
    """An expected list that names no villages; the text says what was looked for."""


class VillageWithoutData(Struct, frozen=True):
    """A village of which nothing was received."""

    code: str
    name: str


def absent(expected: Iterable[str], received: Sequence[Village], regions: Regions) -> tuple[VillageWithoutData, ...]:
    """The expected villages of which nothing was received, by code."""
    there = {village.code for village in received}
    missing = sorted(set(expected) - there)
    return tuple(VillageWithoutData(code, regions.name(code)) for code in missing)


def expected_codes(text: str, regions: Regions) -> tuple[str, ...]:
    """The village codes meant by `--expected`: a region's code (63.11.03), or a file with a village code a line.

    In a file what follows a code is a remark, as is a line that begins with #; the first line may be a heading.
    ExpectedError: the file cannot be read, no village is found, a line has no code, or a code is of no village.
    """
    code = plain_code(text)
    if code:
        codes = (code,) if len(code) == 10 else tuple(region.code for region in regions.villages_in(code))
        _require_known(((text, c) for c in codes), regions)
    else:
        listed = list(_listed(text))
        _require_known(listed, regions)
        codes = tuple(dict.fromkeys(code for _place, code in listed))
    if not codes and code:
        raise ExpectedError(
            _("Tidak ada desa dengan awalan {text} yang dikenal. Cocokkan dengan daftar kode wilayah.", text=text)
        )
    if not codes:
        raise ExpectedError(
            _("{file}: tidak ada kode desa di dalamnya. Tulis satu kode desa 10 angka tiap baris.", file=text)
        )
    return codes


def _listed(path: str) -> Iterator[tuple[Sentence, str]]:
    """(place, code) for each line of a list."""
    for number, line in enumerate(_text(path).splitlines(), start=1):
        found = _FIRST.search(line)
        if found and len(plain_code(found[0])) == 10:
            yield _("{file} baris {number}", file=path, number=number), plain_code(found[0])
        elif number > 1 and line.strip() and not line.lstrip().startswith("#"):
            raise ExpectedError(
                _("{file} baris {number}: tidak ada kode desa 10 angka di dalamnya.", file=path, number=number)
            )


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExpectedError(_("{file} bukan berkas teks.", file=path).then(_CURE)) from error
    except OSError as error:
        raise ExpectedError(_("{file} tidak dapat dibaca sebagai berkas.", file=path).then(_CURE)) from error


def _require_known(listed: Iterable[tuple[object, str]], regions: Regions) -> None:
    for place, code in listed:
        if regions.known_village(code) is None:
            raise ExpectedError(
                _(
                    "{place}: {code} bukan kode desa yang dikenal. Cocokkan dengan daftar kode wilayah.",
                    place=place,
                    code=code,
                )
            )
