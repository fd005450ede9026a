"""The letterhead (kop) and standing particulars of a kecamatan, from a small TOML file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from validator.findings.models import Village

__all__ = ["LOGOS", "Letterhead", "LetterheadError", "load_letterhead"]

LOGOS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


class LetterheadError(ValueError):
    """A letterhead file that cannot be used; the text names the file and what to do."""


class Letterhead(Struct, frozen=True):
    """What stands on every paper. Blank names are left to be written by hand.

    `tempat` may hold `{desa}`; `mulai` is a time of day (09.00); `pr_hari` days until homework is due.
    `logo` is a PNG or JPEG file beside the TOML.
    """

    kabupaten: str = ""
    kecamatan: str = ""
    alamat: str = ""
    kontak: str = ""
    logo: Path | None = None
    camat: str = ""
    pangkat: str = ""
    nip: str = ""
    tempat: str = "Kantor Desa {desa}"
    mulai: str = "09.00"
    pr_hari: int = 14
    dasar: tuple[str, ...] = field(default=())

    @property
    def start(self) -> int:
        """`mulai` in minutes after midnight."""
        found = _CLOCK.fullmatch(self.mulai)
        return int(found[1]) * 60 + int(found[2]) if found else 9 * 60

    def of(self, village: Village | None) -> Letterhead:
        """Kabupaten and kecamatan taken from the village where the file leaves them blank."""
        if village is None:
            return self
        return replace(
            self,
            kabupaten=self.kabupaten or village.regency,
            kecamatan=self.kecamatan or _with(village.district, "Kecamatan"),
        )

    def place(self, village: Village) -> str:
        """Where the meeting is."""
        return self.tempat.replace("{desa}", village.name or village.code)


def _with(name: str, kind: str) -> str:
    return name if not name or name.lower().startswith(kind.lower()) else f"{kind} {name}"


def load_letterhead(path: Path) -> Letterhead:
    """Read a kop file. LetterheadError where it is no such file, OSError where it cannot be read."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LetterheadError(f"{path}: bukan berkas TOML yang benar ({error}).") from error
    unknown = sorted(set(content) - set(Letterhead.__struct_fields__))
    if unknown:
        known = ", ".join(Letterhead.__struct_fields__)
        raise LetterheadError(f"{path}: isian {', '.join(unknown)} tidak dikenal. Yang dikenal: {known}.")
    values = {name: _value(path, name, value) for name, value in content.items()}
    return Letterhead(**values)  # type: ignore[arg-type]


def _value(path: Path, name: str, value: object) -> object:
    if name == "pr_hari":
        return _checked(path, name, value, isinstance(value, int) and 0 < value < 367, "bilangan hari 1 sampai 366")
    if name == "dasar":
        good = isinstance(value, list) and all(isinstance(part, str) for part in value)
        return tuple(_checked(path, name, value, good, "daftar teks"))  # type: ignore[arg-type]
    text = str(_checked(path, name, value, isinstance(value, str), "teks di antara tanda kutip"))
    if name == "mulai":
        return _checked(path, name, text, bool(_CLOCK.fullmatch(text)), "jam, misalnya 09.00")
    return _logo(path, text) if name == "logo" else text


def _logo(path: Path, text: str) -> Path | None:
    if not text:
        return None
    logo = path.parent / text
    _checked(path, "logo", text, logo.suffix.lower() in LOGOS and logo.is_file(), "berkas PNG atau JPEG yang ada")
    return logo


def _checked(path: Path, name: str, value: object, good: bool, wanted: str) -> object:
    if not good:
        raise LetterheadError(f"{path}: {name} harus {wanted}, bukan {value!r}.")
    return value
