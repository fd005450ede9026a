"""The page of programs whose files are read: from the list that the tests go by."""

from __future__ import annotations

import csv
from pathlib import Path

from tools.docs.markdown import table

__all__ = ["render"]

LIST = Path(__file__).resolve().parents[2] / "tests" / "writers" / "penulis.csv"
VERDICTS = {"sama": "dibaca utuh", "hilang": "dibaca; ada yang hilang", "ditolak": "ditolak"}
HEAD = """# Penulis berkas

Dibuat dari `tests/writers/penulis.csv`; jangan diubah dengan tangan (`make docs`).

Formulir yang sama (anggota keluarga, luas wilayah, jumlah penduduk, agama) ditulis dengan {writers} program dalam
{formats} format, lalu diperiksa. *Dibaca utuh* berarti temuannya sama, sel demi sel. *Ada yang hilang* berarti program
penulisnya sendiri mengubah isi; itu terbaca apa adanya. Yang *ditolak* disebut nama formatnya beserta jalan keluarnya:
buka dengan program pembuatnya, simpan sebagai .xlsx, lalu kirim lagi.

"""


def render() -> str:
    """The page: a line for each writer and format."""
    with LIST.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    head = HEAD.format(writers=len({row["penulis"] for row in rows}), formats=len({row["format"] for row in rows}))
    lines = [(row["penulis"], row["versi"], row["format"], VERDICTS[row["putusan"]], _remark(row)) for row in rows]
    return head + table(("program", "versi", "format", "putusan", "keterangan"), lines)


def _remark(row: dict[str, str]) -> str:
    """What is lost; of a refused format its name says all."""
    return row["keterangan"] if row["putusan"] == "hilang" else ""
