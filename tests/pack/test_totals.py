"""Totals that a table declares: derived tables without SQL, judged by the linter line by line."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from pack_support import at_line, expect, only

from validator.findings.counted import counted
from validator.pack.errors import DeclarationError
from validator.pack.lint import lint
from validator.pack.loading import builtin_directory, load_pack

TABLE = """\
name: kelas
title: Kelas
module: Kabupaten
menu: 'Kabupaten > Kelas'
layout: rows
key: [jenjang]
fields:
- {name: jenjang, title: Jenjang, codelist: jenjang}
- {name: laki, title: Laki-laki, type: integer}
- {name: perempuan, title: Perempuan, type: integer}
- {name: tahun_buka, title: Tahun, type: year}
- {name: guru, title: Guru, type: number}
"""
LIST = "name: jenjang\ntitle: Jenjang\nitems:\n- {label: TK}\n- {label: SD}\n- {label: Jum'at}\n"
TOTALS = """\
totals:
- name: kelas_jumlah
  title: Murid menurut jenjang
  columns:
  - {name: murid, sum: [laki, perempuan]}
  - {name: guru, sum: guru}
  - {name: guru_tk, sum: guru, rows: {jenjang: TK}}
  - {name: guru_lain, sum: guru, except: {jenjang: [TK, "Jum'at"]}}
"""
RULE = """\
- id: BLG-001
  table: kelas_jumlah
  title: Ada guru
  title_en: There are teachers
  severity: warning
  dimension: consistency
  assert: guru_tk <= guru
  message: "Guru TK lebih banyak."
  message_en: "More teachers."
  why: Sebab.
  why_en: Why.
  fix: Betulkan.
  fix_en: Correct it.
  blames: [guru]
  documents: [Buku]
  role: Operator desa
  basis: Dasar
  examples:
    pass: [{rows: [{jenjang: TK, guru: 1}]}]
    fail: [{rows: [{jenjang: TK, guru: 3}, {jenjang: SD, guru: -1}]}]
"""


@pytest.fixture
def folder(tmp_path: Path):
    def write(totals: str = TOTALS, table: str = TABLE, rules: str = "") -> Path:
        files = {"schemas/kab/kelas.yml": table + totals, "schemas/codelists/jenjang.yml": LIST, "rules/a.yml": rules}
        for name, text in ((name, text) for name, text in files.items() if text):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return tmp_path

    return write


def problems(root: Path):
    return lint([builtin_directory(), root], only=root)


def test_a_total_is_a_derived_table_that_locates_its_table(folder):
    assert problems(folder(rules=RULE)) == []
    found = load_pack([folder(rules=RULE)]).derived["kelas_jumlah"]
    assert (found.title, found.needs, found.key, found.locates, found.foreign) == (
        "Murid menurut jenjang", ("kelas",), (), "kelas", True,
    )  # fmt: skip


def test_a_total_adds_the_newest_rows_of_a_village_and_year(folder):
    pack = load_pack([folder()])
    connection = duckdb.connect()
    total = next(macro for macro in pack.macros if macro.name == "total")
    connection.execute(f"CREATE MACRO total(a, b) AS ({total.sql.replace('parts', '[a, b]')})")
    connection.execute(
        "CREATE TABLE kelas AS SELECT * FROM (VALUES"
        " (1, true, '9', 2026, 1, 'TK', 2, NULL, 3.5), (2, false, '9', 2026, 1, 'SD', NULL, NULL, NULL),"
        " (3, false, '9', 2026, 1, 'Jum''at', 4, 1, 2), (4, false, '9', 2026, 2, 'TK', 100, 100, 100),"
        " (5, false, '9', 2025, 1, 'SD', 1, 1, 1)"
        ") AS t(_row, _review, _village, _year, _rank, jenjang, laki, perempuan, guru)"
    )
    rows = connection.sql(f"SELECT * FROM ({pack.derived['kelas_jumlah'].sql}) ORDER BY _year").fetchall()
    assert rows == [("9", 2025, 5, False, 2, 1, None, 1), ("9", 2026, 1, True, 7, 5.5, 3.5, None)]


def test_what_a_total_counts_is_known_by_column(folder):
    pack = load_pack([folder()])
    found = counted(pack.derived["kelas_jumlah"], pack)
    assert found is not None
    assert found.where == "_rank = 1"
    assert {name: (c.condition, c.fields) for name, c in found.columns.items() if name[0] != "_"} == {
        "murid": ("", ("laki", "perempuan")),
        "guru": ("", ("guru",)),
        "guru_tk": ("(jenjang IN ('TK'))", ("guru",)),
        "guru_lain": ("(jenjang NOT IN ('TK', 'Jum''at'))", ("guru",)),
    }


def test_a_list_of_records_is_added_whole(folder):
    table = TABLE.replace("layout: rows", "layout: records")
    assert "_rank" not in load_pack([folder(table=table)]).derived["kelas_jumlah"].sql


def test_a_table_of_a_section_has_totals_too(folder, tmp_path):
    table = "\n".join(f"  {line}" for line in (TABLE + TOTALS).splitlines()[4:])
    section = f"section: Uji\nmodule: Uji\ntables:\n- name: kelas\n  title: Kelas\n  rows: [TK, SD, Jum'at]\n{table}\n"
    root = folder(table=section.replace(", codelist: jenjang", ""), totals="")
    assert problems(root) == []
    assert load_pack([root]).derived["kelas_jumlah"].locates == "kelas"


@pytest.mark.parametrize(
    ("good", "bad", "code", "words"),
    [
        ("guru_tk, sum: guru,", "guru_tk, sum: gruu,", "field", "Isian gruu tidak ada"),
        ("[laki, perempuan]", "[laki, prempuan]", "field", "maksudnya: perempuan?"),
        ("guru_tk, sum: guru,", "guru_tk, sum: jenjang,", "type", "bukan bilangan"),
        ("guru_tk, sum: guru,", "guru_tk, sum: tahun_buka,", "type", "bukan bilangan"),
        ("guru_tk, sum: guru,", "guru_tk, sum: [guru, guru],", "shape", "dua kali"),
        ("name: guru_lain", "name: guru_tk", "duplicate", "guru_tk sudah dipakai"),
        ("name: guru_tk", "name: laki", "duplicate", "nama sebuah isian"),
        ("name: guru_tk", "name: select", "sql", "kata SQL"),
        ("name: guru_tk", "name: Guru TK", "shape", "tidak berbentuk"),
        ("{name: guru_tk, sum: guru,", "{name: guru_tk,", "shape", "sum"),
        ("{jenjang: TK}", "{jenjng: TK}", "field", "maksudnya: jenjang?"),
        ("{jenjang: TK}", "{jenjang: TKK}", "label", "TKK"),
        ("{jenjang: TK}", "{guru: TK}", "type", "pilihan atau teks"),
        ("{jenjang: TK}", "{jenjang: 4}", "shape", "teks"),
        ("rows: {jenjang: TK}", "row: {jenjang: TK}", "shape", "rows"),
        ("name: kelas_jumlah", "name: t47_jumlah", "duplicate", "t47_jumlah"),
        ("name: kelas_jumlah", "name: order", "sql", "kata SQL"),
    ],
)
def test_a_mistake_is_told_with_its_line(folder, good, bad, code, words):
    text = TOTALS.replace(good, bad)
    root = folder(text)
    problem = only(problems(root))
    expect(problem, "kelas.yml", at_line(TABLE + TOTALS, good), code)
    assert words in problem.message
    with pytest.raises(DeclarationError, match=problem.code):
        load_pack([root])


def test_a_total_does_not_take_the_name_of_its_table(folder):
    found = problems(folder(TOTALS.replace("kelas_jumlah", "kelas")))
    assert "duplicate" in {problem.code for problem in found}


def test_a_sum_of_a_whole_column_may_bear_its_name(folder):
    assert problems(folder(TOTALS.replace("except: {jenjang: [TK", "except: {jenjang: [SD"))) == []
    text = TOTALS.replace("name: guru, sum: guru", "name: guru, sum: guru, rows: {jenjang: TK}")
    line = len(TABLE.splitlines()) + at_line(text, "name: guru, ")
    expect(only(problems(folder(text))), "kelas.yml", line, "duplicate")
