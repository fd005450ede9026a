"""Who was expected and sent nothing, who was not expected, and files that lie in another village's folder."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from validator.findings.models import FileAccount
from validator.messages.texts import Translator, translator
from validator.nightly.config import Renamed
from validator.pack.errors import DeclarationError
from validator.regions.named import village_of_path
from validator.regions.table import Regions, plain_code

__all__ = ["Register", "Stray", "expected_villages", "register"]

CODE = re.compile(r"(?<!\d)\d{2}\.?\d{2}\.?\d{2}\.?\d{4}(?!\d)")


class Stray(Struct, frozen=True):
    """A file that is not where it should be: `village` is what it says it is of, `sentence` what is odd about it."""

    path: str
    village: str
    sentence: str


class Register(Struct, frozen=True):
    """Who sent. `missing`: code and name of expected villages that did not; `strays`: files of wrong villages;
    `renamed`: a sentence for each village that has another code since, or was split."""

    expected: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    strays: tuple[Stray, ...] = ()
    renamed: tuple[str, ...] = ()


def expected_villages(
    said: str, renamed: Sequence[Renamed] = (), regions: Regions | None = None, lang: str = "id"
) -> dict[str, str]:
    """Code and name of the villages that should send: those of a region (`63.11.03`), or listed in a file by code.

    A village that was renamed or split is expected under its new codes. Raises `DeclarationError` if the file cannot
    be read, or no village is named.
    """
    if not said:
        return {}
    _ = translator(lang)
    regions = regions or Regions.load()
    if plain := plain_code(said):
        codes = [village.code for village in regions.villages_in(plain)]
        if not codes:
            unknown = _("tidak ada desa dengan awalan {prefix}; periksa kodenya").format(prefix=said)
            raise DeclarationError(f"expected: {unknown}")
    else:
        codes = _listed(Path(said), _)
    for change in renamed:
        if change.old in codes:
            codes = [c for c in codes if c != change.old] + [c for c in change.new if c not in codes]
    return {code: regions.name(code) or code for code in sorted(codes)}


def _listed(path: Path, _: Translator) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        unread = _("{path} tidak dapat dibaca. Simpan sebagai teks UTF-8.").format(path=path)
        raise DeclarationError(f"expected: {unread}") from error
    codes = [plain_code(c) for c in CODE.findall(text)]
    if not codes:
        raise DeclarationError("expected: " + _("{path} tidak memuat kode desa 10 angka").format(path=path))
    return codes


def register(
    expected: Mapping[str, str],
    came: Collection[str],
    files: Iterable[FileAccount],
    renamed: Sequence[Renamed] = (),
    regions: Regions | None = None,
) -> Register:
    """Holds what came (codes, files) against what was expected."""
    missing = {code: name for code, name in sorted(expected.items()) if code not in came}
    words = _Words(regions or Regions.load())
    told = tuple(words.told(change, came) for change in renamed)
    return Register(expected, missing, tuple(words.strays(expected, files, renamed)), told)


class _Words:
    """Villages by their names, as `regions` knows them."""

    def __init__(self, regions: Regions) -> None:
        self.regions = regions

    def strays(
        self, expected: Mapping[str, str], files: Iterable[FileAccount], renamed: Sequence[Renamed]
    ) -> Iterator[Stray]:
        old = {change.old: change.new for change in renamed}
        for book in files:
            folder = village_of_path(book.path, self.regions)
            for code in sorted({sheet.village for sheet in book.sheets if sheet.village}):
                if after := old.get(code) or self._after(code):
                    names = ", ".join(map(self.name, after))
                    yield Stray(book.path, code, f"masih memakai kode lama {self.name(code)}; sekarang {names}")
                elif expected and code not in expected:
                    yield Stray(book.path, code, f"{self.name(code)} tidak termasuk desa yang diharapkan")
                elif folder and code != folder and code not in self._after(folder) and folder not in old:
                    words = f"berisi data {self.name(code)}, tetapi disimpan sebagai {self.name(folder)}"
                    yield Stray(book.path, code, words)

    def told(self, change: Renamed, came: Collection[str]) -> str:
        after = " dan ".join(map(self.name, change.new))
        how = "berganti kode menjadi" if len(change.new) == 1 else "dimekarkan menjadi"
        late = " Kiriman malam ini masih memakai kode lamanya." if change.old in came else ""
        return f"{self.name(change.old)} {how} {after}.{late}"

    def name(self, code: str) -> str:
        name = self.regions.name(code)
        return f"{name} ({code})" if name else f"desa {code} yang tidak dikenal dalam daftar wilayah"

    def _after(self, code: str) -> tuple[str, ...]:
        """The code that an officially replaced one has become."""
        new = self.regions.successor(code)
        return (new,) if new else ()
