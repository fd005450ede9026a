"""Member lists as CSV, read once in memory and once through DuckDB's own reader."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from tests.support.ties import untie
from validator import checking
from validator.checking import check_with
from validator.findings.models import FileAccount
from validator.findings.result import Result
from validator.intake import Settings
from validator.pack.loading import load_pack
from validator.pack.models import Pack
from validator.readers import read_file
from validator.readers.limits import Limits

VILLAGE = "6311032021"
CLEAN: dict[str, str] = {
    "Kode Desa": "63.11.03.2021",
    "RW": "001",
    "RT": "002",
    "Dusun": "Hulu",
    "Alamat": "Jl. Contoh RT 002",
    "Kode Keluarga": "_6311030101269001",
    "Nama Kepala Keluarga": "Contoh Amat",
    "No.": "1",
    "NIK": "_6311030802719001",
    "Nama Anggota Keluarga": "Contoh Amat",
    "Jenis Kelamin": "LAKI-LAKI",
    "Hubungan": "Kepala Keluarga",
    "Tempat Lahir": "Awayan",
    "Tanggal Lahir": "08/02/1971",
    "Usia": "55",
    "Status": "Kawin",
    "Agama": "Islam",
    "GDarah": "O",
    "Kewarganegaraan": "Warga Negara Indonesia",
    "Etnis / Suku": "Banjar",
    "Pendidikan": "Tamat SLTA/sederajat",
    "Pekerjaan": "Petani",
}
ODD: dict[str, Sequence[str]] = {
    "Kode Keluarga": ["", "_", "6311030101269001", "'6311030101269001", "6,31E+15", "6311 0301 0126 9001", "#REF!"],
    "NIK": ["", "6,31E+15", "6.31E+15", "_6311030802719001", "6311030802719001 ", "631103", "nihil", "#N/A", "%20"],
    "Nama Anggota Keluarga": ["", "nihil", "NULL", "%20", "A%20B", "Cont;oh", 'Si "A" B', "Dua\nbaris", "O'N é"],
    "Nama Kepala Keluarga": ["", "  Contoh Amat ", "tidak ada", "undefined", "Contoh\u00a0Amat"],
    "Alamat": ["", "null", "[object Object]", "Jl.%20Hulu", "tdk ada", "-"],
    "No.": ["", "2", "0", "12 Ha", "1,04", "nihil", "dua", " 3 ", "3,0", "03"],
    "Jenis Kelamin": ["", "Perempuan", "laki - laki", "L", "%20", "Laki-Laki", "1"],
    "Hubungan": ["", "Istri", "ISTRI", "Isteri", "istri ", "Tetangga", "Anak Kandung"],
    "Tempat Lahir": ["", "nihil", "#VALUE!", "NaN", "Banjar\u200b"],
    "Tanggal Lahir": ["", "8/2/1971", "08-02-1971", "25977", "31/02/1971", "1971-02-08", "8 Februari 1971",
                      "NaN/NaN/NaN", "08/02/71", "kemarin", "08/02/1871", "08/02/2071", " 08/02/1971"],
    "Usia": ["", "55,0", "5 tahun", "lima", "-1", "1.000", "#REF!", "6,31E+15"],
    "Agama": ["", "Islm", "ISLAM", "Kristen", "nihil"],
    "GDarah": ["", "A+", "Tidak Tahu", "-"],
    "Status": ["", "Belum Kawin", "KAWIN", "x"],
    "Etnis / Suku": ["", "Dayak%20", "n/a"],
    "Pendidikan": ["", "Tamat SD/sederajat", "SD"],
    "Pekerjaan": ["", "PETANI", "Raja"],
}  # fmt: skip


def members(seed: int, rows: int, odd: float = 0.15) -> list[list[str]]:
    """A header in random order, and rows of which a share of the cells is odd."""
    chance = random.Random(seed)
    header = list(CLEAN)
    chance.shuffle(header)
    found = [header]
    for number in range(rows):
        row = CLEAN | {"NIK": f"_631103{chance.randint(1, 71):02}0271{9000 + number:04}", "No.": str(number % 9)}
        for name, texts in ODD.items():
            if chance.random() < odd:
                row[name] = chance.choice(texts)
        found.append([row[name] for name in header])
    return found


def write(
    path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ";", **more: str
) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, **{"lineterminator": "\n", **more}).writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@cache
def pack() -> Pack:
    """The built-in pack with the rules about cells and a few about members, which is enough to see every value."""
    known = load_pack()
    kept = {"DDK-001", "DDK-006", "DDK-014", "DDK-015", "DDK-017", "DDK-024", "FAM-005", "SIG-05", "SIG-07", "GEN-024N"}
    return replace(known, rules=tuple(r for r in known.rules if r.constraint or r.id in kept))


Check = Callable[..., Result]


def reading(monkeypatch, limits: Limits) -> None:
    monkeypatch.setattr(checking, "read_file", lambda path, **own: read_file(path, limits, **own))


def both(
    monkeypatch,
    *paths: Path,
    rules: Pack | None = None,
    sure: bool = True,
    in_memory: int = 0,
    tied: bool = False,
) -> tuple[Result, Result]:
    """The check of some files with all rows in memory, and with those of files above `in_memory` bytes in DuckDB.

    `sure`: some file is known to take that road. `tied`: which finding follows from which is worked out too.
    """
    settings = Settings("", None, date(2026, 6, 30), show_personal=True)
    found = []
    for limits in (Limits(), Limits(csv_in_memory=in_memory)):
        with monkeypatch.context() as patched:
            reading(patched, limits)
            if not tied:
                untie(patched)
            result = check_with(rules or pack(), [*paths], settings)
            found.append((list(result.iter_findings()), result))
    names = [name for name, *_ in found[1][1]._context.connection.execute("SHOW TABLES").fetchall()]
    assert not sure or any(name.startswith("_bulk_") for name in names), "no file took the road for large ones"
    return found[0][1], found[1][1]


def told(result: Result) -> list[tuple[object, ...]]:
    """What the findings say, in an order of its own."""
    return sorted(
        (f.row, f.rule, f.cells, tuple(f.values.items()), f.message, f.village, f.year, f.id, f.root, f.related)
        for f in result.iter_findings()
    )


def books(files: Sequence[FileAccount]) -> list[FileAccount]:
    """The books, of which every sheet has to balance."""
    assert all(s.rows_read == s.rows_checked + s.rows_left_out for f in files for s in f.sheets)
    return list(files)


def assert_same(whole: Result, bulk: Result) -> None:
    """Both roads say the same, in findings, books and scores."""
    assert told(bulk) == told(whole)
    assert books(bulk.files) == books(whole.files)
    assert bulk.villages == whole.villages
