"""What kind of sheet of another program this is, told by its first rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from validator.forms.headers import Grid
from validator.readers.sheets import Cell, Sheet

Kind = Literal["questionnaire", "choices", "instructions", "population", "form2018", ""]

FIRST_ROWS = 8
_NUMBERED = re.compile(r"(?:1\.(?:[1-9]|[12]\d|3[0-6])|2\.[1-7](?:\.\d{1,2})?) +[A-Z]")
_POPULATION = frozenset({
    "no_kk", "sex", "tempatlahir", "tanggallahir", "agama_id", "pendidikan_kk_id", "pendidikan_sedang_id",
    "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id", "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu",
    "golongan_darah_id", "akta_lahir", "cacat_id", "cara_kb_id", "ktp_el", "status_rekam", "status_dasar",
    "tag_id_card", "id_asuransi",
})  # fmt: skip
_FORM2018 = re.compile(r"AN\d{3}")
_FAMILY = ("no kk", "nomor kk", "no. kk")
_LEAST_COLUMNS = 4
_HEAD = frozenset({"nomor kk", "kepala keluarga"})


def kind_of(sheet: Sheet) -> Kind:
    """The kind of a sheet, '' if it is none of these. Only its first rows are looked at."""
    rows = sheet.rows[:FIRST_ROWS]
    if any(_numbered(cell) for row in rows[:4] for cell in row):
        if _is_choices(rows):
            return "choices"
        if any(is_family_number(cell) for row in rows for cell in row):
            return "questionnaire"
    texts = [[cell.strip() for cell in row if isinstance(cell, str)] for row in rows]
    if any("nik" in row and sum(text in _POPULATION for text in row) >= _LEAST_COLUMNS for row in texts):
        return "population"
    if _is_form2018(texts):
        return "form2018"
    name = sheet.name.strip().casefold()
    return "instructions" if name == "petunjuk" and not any(is_family_number(c) for r in rows for c in r) else ""


def is_family_number(cell: Cell) -> bool:
    """The heading above the numbers of family cards."""
    return isinstance(cell, str) and cell.strip().casefold() in _FAMILY


def _numbered(cell: Cell) -> bool:
    """A heading with the number of a question: `1.18 Kualitas …`; answers such as `2.1 Panjang jalan` look the same."""
    return isinstance(cell, str) and cell[:2] in ("1.", "2.") and _NUMBERED.match(cell) is not None


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _is_choices(rows: Grid) -> bool:
    """Lists of codes side by side: a row of ID, Text, ID, Text."""
    return any([_text(cell) for cell in row[:4]] == ["ID", "Text"] * 2 for row in rows)


def _is_form2018(texts: Sequence[Sequence[str]]) -> bool:
    """OpenSID's form of 2018: a marker such as AN360 in its third row, or Nomor KK with Kepala Keluarga and Batas."""
    heads = [head for row in texts if (head := set(map(str.casefold, row))) >= _HEAD]
    return any("batas" in head for head in heads) or bool(
        heads and any(_FORM2018.fullmatch(text) for row in texts[:3] for text in row)
    )
