"""A small good pack to spoil, and what is asserted about its problems."""

from __future__ import annotations

from validator.pack.lint import CODES, Problem

MACROS = """\
-- Jumlah.
-- variadic
CREATE MACRO total(parts) AS list_sum(parts);

-- Dua bilangan sama.
CREATE MACRO approx(a, b, tolerance) AS (abs(a - b) <= tolerance);

-- Tanggal acuan.
CREATE MACRO today() AS DATE '2000-01-01';

-- Umur.
CREATE MACRO age(birth) AS year(today()) - year(birth);
"""
COMMON = "fields:\n- {name: tanggal, title: Tanggal, type: date, expected: false}\n"
LIST = """\
name: hubungan
title: Hubungan
items:
- {code: '1', label: Kepala Keluarga}
- {code: '2', label: Istri, aliases: [Isteri]}
"""
PEOPLE = """\
name: orang
title: Anggota
module: DDK
menu: 'DDK > Anggota'
layout: records
key: [kk, nik]
fields:
- {name: kk, title: No. KK, identifier: true, personal: true}
- {name: nik, title: NIK, identifier: true, personal: true}
- {name: hubungan, title: Hubungan, codelist: hubungan}
- {name: lahir, title: Tanggal Lahir, type: date}
"""
LAND = """\
name: lahan
title: Lahan
module: Potensi
menu: 'Potensi > Lahan'
fields:
- {name: jumlah, code: t1, title: Jumlah (Ha), type: number, unit: Ha, constraints: {minimum: 0}}
- {name: sawah, code: t2, title: Sawah (Ha), type: number, unit: Ha}
- {name: ladang, code: t3, title: Ladang (Ha), type: number, unit: Ha, applies_when: sawah > 0}
- {name: petani, code: t4, title: Petani, type: integer}
"""
FAMILIES = """\
-- title: Keluarga
-- needs: orang
-- key: kk
-- locates: orang
select _village, _year, kk, min(_row) as _row, bool_or(_review) as _review,
  count(*) filter (where hubungan = 'Istri') as istri,
  min(hubungan) as satu_hubungan
from orang
where _rank = 1
group by all
"""
RULE = {
    "id": "POT-001",
    "table": "lahan",
    "title": "Jumlah cocok",
    "title_en": "The total fits",
    "severity": "error",
    "dimension": "consistency",
    "assert": "approx(jumlah, total(sawah, ladang), 0.01)",
    "show": "{rincian: 'total(sawah, ladang)'}",
    "message": '"Jumlah {jumlah}, rincian {rincian}."',
    "why": "Jumlah adalah penjumlahan.",
    "fix": "Betulkan isiannya.",
    "role": "Kasi Pemerintahan",
    "basis": "Rumus formulir",
    "examples": "{pass: [{jumlah: 10, sawah: 10}], fail: [{jumlah: 10, sawah: 7}]}",
}
MEMBER = {
    "table": "orang",
    "assert": "hubungan = 'Istri'",
    "show": None,
    "message": "Salah.",
    "examples": "{pass: [{hubungan: Istri}], fail: [{hubungan: Kepala Keluarga}]}",
}


def rule(changes: dict[str, str | None] | None = None) -> str:
    """One good rule with keys replaced, added or (None) left out: one key a line."""
    lines = [f"{key}: {value}" for key, value in {**RULE, **(changes or {})}.items() if value is not None]
    return "- " + "\n  ".join(lines) + "\n"


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    assert problems[0].code in CODES
    return problems[0]


def at_line(text: str, mark: str) -> int:
    """The 1-based number of the only line with `mark`."""
    found = [number for number, line in enumerate(text.splitlines(), 1) if mark in line]
    assert len(found) == 1, mark
    return found[0]


def expect(problem: Problem, file: str, line: int, code: str) -> None:
    assert (problem.path.name, problem.line, problem.code) == (file, line, code), str(problem)
