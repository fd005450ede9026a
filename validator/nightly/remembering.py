"""What an output folder remembers of its ledger, so that a ledger that lost its history is not taken for a new one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from validator.ledger.errors import LedgerError
from validator.ledger.opening import history, sqlite_path
from validator.messages.texts import Translator, translator
from validator.reports.targets import write_bytes

__all__ = ["LostHistoryError", "Memory", "expect_history", "remembered"]

FILE = "malam.json"
NOTICES = "pemberitahuan.json"


class LostHistoryError(LedgerError):
    """The ledger is empty, gone, or another one, though nights were recorded. The message asks what is meant."""


class Memory(Struct, frozen=True):
    """`last`: the last night recorded ('' for none). `known`: digests of nights before it, which do not change any
    more. `begun`: a night was begun, so that an empty file may be one that it left."""

    last: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    begun: bool = False

    @classmethod
    def of(cls, output: Path) -> Memory:
        """What stands in the folder; of a folder of an earlier version, what its notices remember."""
        said = _content(output / FILE)
        if said:
            known = said.get("known")
            return cls(_day(said.get("last")), known if isinstance(known, dict) else {}, begun=True)
        marks = _content(output / NOTICES).get("marks")
        return cls(_day(max(marks, default="")) if isinstance(marks, dict) else "")

    def save(self, output: Path) -> None:
        content = {"last": self.last, "known": dict(self.known)}
        write_bytes(output / FILE, (json.dumps(content, indent=1) + "\n").encode())


def remembered(nights: Mapping[Date, str]) -> Memory:
    """The memory of a ledger with these nights and their digests: of the last two before the last."""
    days = sorted(nights)
    known = {day.isoformat(): nights[day] for day in days[-3:-1]}
    return Memory(days[-1].isoformat() if days else "", known, begun=True)


def _day(said: object) -> str:
    """The date that a text is; '' if it is none."""
    try:
        return Date.fromisoformat(str(said)).isoformat()
    except ValueError:
        return ""


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def expect_history(url: str, place: str, output: Path, site: Path | None = None, lang: str = "id") -> None:
    """Holds a ledger against what the output folder remembers. `place` is its address as it may be shown.

    Raises `LostHistoryError`, and `UnavailableError` for a ledger that cannot be read. Changes nothing.
    """
    _ = translator(lang)
    memory, nights = Memory.of(output), history(url)
    if why := _doubt(memory, nights, _) or _emptied(url, memory, _) or _published(site, nights, _):
        said = _(
            "Buku temuan {place} {why} Apakah buku ini memang baru? Bila tidak, pulihkan dari cadangan, atau betulkan "
            "ledger dalam konfigurasi. Bila ya, jalankan sekali: prodeskel nightly --new-ledger."
        )
        raise LostHistoryError(said.format(place=place, why=why))


def _doubt(memory: Memory, nights: Mapping[Date, str] | None, _: Translator) -> str:
    if not memory.last:
        return ""
    day = _.day(Date.fromisoformat(memory.last))
    if nights is None:
        return _("tidak ada atau kosong, padahal malam {day} sudah pernah direkam.").format(day=day)
    if not nights:
        return _("kosong, padahal malam {day} sudah pernah direkam.").format(day=day)
    by_day = {day.isoformat(): digest for day, digest in nights.items()}
    if memory.last not in by_day:
        return _("tidak memuat malam itu, padahal malam {day} sudah pernah direkam.").format(day=day)
    if any(by_day.get(day) != digest for day, digest in memory.known.items()):
        return _("bukan buku yang dipakai malam-malam sebelumnya: isi malamnya lain.")
    return ""


def _emptied(url: str, memory: Memory, _: Translator) -> str:
    """A file of no bytes is one that lost its content, unless a night was killed as it made it."""
    path = sqlite_path(url)
    empty = path is not None and path.is_file() and path.stat().st_size == 0
    return _("kosong (0 byte), padahal berkasnya sudah ada.") if empty and not memory.begun else ""


def _published(site: Path | None, nights: Mapping[Date, str] | None, _: Translator) -> str:
    """Pages of an earlier night stand on the site, of which the ledger knows nothing."""
    if site is None or nights:
        return ""
    try:
        page = (site / "index.html").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    ours = "prodeskel-validator" in page and "Pemeriksaan malam Prodeskel" in page
    return _("kosong, padahal halaman malam sebelumnya ada di {folder}.").format(folder=site) if ours else ""
