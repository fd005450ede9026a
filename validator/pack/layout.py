"""Which files a pack consists of, and what each is by its place: what is read of a pack.

A pack of another office is foreign input. It is looked through before any of it is read: no file may lie outside its
folder, be no file at all, or be larger than any pack that people write.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Literal

from validator.messages.sentences import Worded
from validator.messages.sentences import sentence as _
from validator.pack.problems import Problem
from validator.pack.sections import is_section

__all__ = ["HEADINGS", "STRANGERS", "FileKind", "declaration_files", "file_kind", "surveyed"]

HEADINGS = "judul_kolom.yml"
"""Further headings of known columns."""
STRANGERS = "asing"
"""The folder in `schemas/` of the sheets that resemble a form and are none."""
FILES, BYTES, ALL_BYTES, DEPTH = 2_000, 2_000_000, 20_000_000, 8
"""So many files, bytes in one, bytes in all and folders in folders a pack may have: ten times those of the built-in."""
_READABLE = re.compile(r"\.(?:ya?ml|sql)$", re.IGNORECASE)

FileKind = Literal[
    "macros", "rules", "derived", "common", "headings", "regions", "codelist", "strangers", "section", "table"
]  # fmt: skip


def taken(relative: PurePath) -> bool:
    """Whether a file at that place in a pack is read."""
    folder, name = relative.parts[0], relative.name
    if folder == "rules":
        return name.endswith((".yml", "macros.sql"))
    return folder == "schemas" and (
        name.endswith(".yml") or (relative.parent.name == "derived" and name[-4:] == ".sql")
    )


def file_kind(relative: PurePath, content: object) -> FileKind:
    """What a file that is read declares, by its place in the pack; of a table or a section, by what it holds."""
    if relative.parts[0] == "rules":
        return "macros" if relative.suffix == ".sql" else "rules"
    if relative.suffix == ".sql":
        return "derived"
    if relative.parent.name == "codelists":
        return "codelist"
    if relative.parent.name == STRANGERS:
        return "strangers"
    named: Mapping[str, FileKind] = {"umum.yml": "common", HEADINGS: "headings", "wilayah.yml": "regions"}
    return named.get(relative.name) or ("section" if is_section(content) else "table")


def declaration_files(root: Path) -> list[Path]:
    """Every file of a pack that is read, in a fixed order."""
    return surveyed(root)[0]


def surveyed(root: Path) -> tuple[list[Path], list[Problem]]:
    """The files of a pack in a fixed order, and what stands in the way of reading it. Nothing is opened."""
    found: list[Path] = []
    wrong: list[Problem] = []
    size = 0
    for entry in _entries(root):
        if isinstance(entry, Problem):
            wrong.append(entry)
            continue
        path = Path(entry.path)
        if said := misplaced(entry, root):
            wrong.append(_misplaced(path, said))
        elif taken(path.relative_to(root)):
            found.append(path)
            size += entry.stat().st_size
    if len(found) > FILES or size > ALL_BYTES:
        wrong.append(_misplaced(root, _too_large(len(found), size)))
    return sorted(found, key=lambda path: str(path).replace(os.sep, "\0")), wrong


def _misplaced(path: Path, said: Worded) -> Problem:
    return Problem(path, 1, 1, "error", "file", said)


def _too_large(files: int, size: int) -> Worded:
    return _(
        "Paket terlalu besar: {files} berkas, {size} MB. Satu paket memuat paling banyak {most_files} berkas dan "
        "{most} MB.",
        files=files,
        size=round(size / 1e6),
        most_files=FILES,
        most=ALL_BYTES // 10**6,
    )


_OUTSIDE = _("Pintasan ini menunjuk ke luar folder paket; salin isinya ke dalam paket.")
_UNREAD = _(
    "Berkas ini tidak akan terbaca. Nama berkas aturan dan skema berakhir .yml (huruf kecil); makro berada di "
    "rules/macros.sql, tabel turunan di schemas/derived/NAMA.sql."
)


def misplaced(entry: os.DirEntry[str], root: Path) -> Worded | None:
    """Why a file in the folders of a pack cannot be one of its declarations; None if it can, or is something else."""
    if not _READABLE.search(entry.name):
        return None
    if not Path(entry.path).resolve().is_relative_to(root.resolve()):
        return _OUTSIDE
    if not entry.is_file():
        return _("Ini bukan berkas biasa; hapus dari paket.")
    if entry.stat().st_size > BYTES:
        return _("Berkas lebih besar dari {most} MB; bagi menjadi beberapa berkas.", most=BYTES // 10**6)
    if not taken(Path(entry.path).relative_to(root)):
        return _UNREAD
    return None


def _entries(root: Path) -> Iterator[os.DirEntry[str] | Problem]:
    """Every file in the two folders of a pack; links to folders are not followed."""
    for folder in ("schemas", "rules"):
        if (root / folder).is_dir():
            if (root / folder).resolve().is_relative_to(root.resolve()):
                yield from _below(root / folder, DEPTH)
            else:
                yield _misplaced(root / folder, _OUTSIDE)


def _below(folder: Path, depth: int) -> Iterator[os.DirEntry[str] | Problem]:
    if not depth:
        yield _misplaced(folder, _("Folder di dalam folder lebih dari {most} tingkat; susun lebih datar.", most=DEPTH))
        return
    try:
        with os.scandir(folder) as listed:
            entries = list(listed)
    except OSError as error:
        yield _misplaced(folder, _("Folder tidak dapat dibuka ({reason}).", reason=error.strerror))
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), depth - 1)
        elif entry.is_dir():
            yield _misplaced(Path(entry.path), _("Pintasan ke folder tidak diikuti; salin isinya ke dalam paket."))
        else:
            yield entry
