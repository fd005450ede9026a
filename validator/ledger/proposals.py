"""Villages whose codes were officially replaced: proposed for the ledger's list of changes, and never moved unasked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from validator.ledger.records import NightReport, Renamed
from validator.messages.sentences import cause
from validator.messages.sentences import sentence as _
from validator.messages.texts import Translator
from validator.pack.errors import DeclarationError
from validator.regions.table import Regions, dotted, plain_code

__all__ = ["load_renames", "proposal_lines", "proposed"]


def proposed(report: NightReport, renamed: Iterable[Renamed], regions: Regions) -> tuple[Renamed, ...]:
    """Changes of code that the list of regions knows of villages in the ledger, and that `renamed` does not say."""
    codes = {village.code for village in report.villages} | {village.code for village in report.absent}
    codes -= {change.old for change in renamed}
    return tuple(Renamed(code, (new,)) for code in sorted(codes) if (new := regions.successor(code)))


def proposal_lines(proposals: Sequence[Renamed], regions: Regions, _: Translator) -> Iterator[str]:
    """What to copy into the configuration, if it is right; nothing where nothing is proposed."""
    if not proposals:
        return
    yield _("Usul, belum dijalankan: kode desa ini sudah diganti menurut daftar wilayah.")
    yield _("Bila benar, salin ke konfigurasi malam atau ke berkas --renames, supaya riwayat desanya ikut pindah:")
    for change in proposals:
        yield ""
        yield "[[renamed]]"
        yield f'from = "{dotted(change.old)}"  # {_place(change.old, regions)}'
        yield f'to = ["{dotted(change.new[0])}"]  # {_place(change.new[0], regions)}'


def load_renames(path: Path) -> tuple[Renamed, ...]:
    """The `[[renamed]]` of a TOML file, which may be the configuration of the nightly run.

    Raises `DeclarationError` that names the entry that is wrong, and how to write it.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DeclarationError(_("{path}: tidak dapat dibaca ({reason})", path=path, reason=error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(_("{path}: bukan TOML yang utuh: {error}", path=path, error=cause(error))) from error
    entries = content.get("renamed", [])
    if not isinstance(entries, list) or not entries:
        raise DeclarationError(
            _('{path}: tidak memuat [[renamed]]. Tulis [[renamed]], from = "…" dan to = ["…"].', path=path)
        )
    return tuple(_change(entry, f"{path}: renamed.{number}") for number, entry in enumerate(entries, start=1))


def _change(entry: Mapping[str, Any], place: str) -> Renamed:
    old, new = (entry.get("from"), entry.get("to")) if isinstance(entry, dict) else (None, None)
    codes = [old, *new] if isinstance(new, list) and new else []
    plain = [plain_code(code) if isinstance(code, str) else "" for code in codes]
    if not plain or any(len(code) != 10 for code in plain):
        raise DeclarationError(
            _('{place}: tulis from = "63.11.03.2001" dan to = ["63.11.03.2030"], kode desa 10 angka', place=place)
        )
    return Renamed(plain[0], tuple(plain[1:]))


def _place(code: str, regions: Regions) -> str:
    region = regions.known_village(code)
    return f"{region.name}, {region.regency}, {region.province}" if region else ""
