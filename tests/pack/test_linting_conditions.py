"""Every kind of problem in a condition is reported at its line."""

from __future__ import annotations

import pytest
from pack_support import FAMILIES, MACROS, MEMBER, at_line, expect, only, rule

CONDITIONS = [
    ("jumlah = jumlahh", "field"),
    ("jumlah = lain.jumlah", "table"),
    ("jumlah = keluarga.istri", "table"),
    ("jumlah >", "sql"),
    ("jumlah > 1 2", "sql"),
    ("nama = 'x", "sql"),
    ("jumlah > 0; drop table lahan", "statement"),
    ("select 1", "statement"),
    ("jumlah > (select 1)", "statement"),
    ("sum(jumlah) > 1", "statement"),
    ("ambil(jumlah) > 1", "function"),
    ("read_csv('x') is null", "function"),
    ("getenv('HOME') = 'x'", "function"),
    ("random() > jumlah", "function"),
    ("current_date > tanggal", "function"),
    ("approx(jumlah, sawah)", "arguments"),
    ("total() > 1", "arguments"),
    ("jumlah = 'banyak'", "type"),
    ("jumlah between 'a' and 'b'", "type"),
    ("tanggal > 3", "type"),
    ("jumlah + 1", "type"),
    ("age(jumlah) > 1", "type"),
    ("total(jumlah, tanggal) > 1", "type"),
    ("jumlah and sawah", "type"),
    ("jumlah > $batas", "params"),
]


@pytest.mark.parametrize(("condition", "code"), CONDITIONS)
@pytest.mark.parametrize("key", ["assert", "when"])
def test_bad_conditions(pack, condition: str, code: str, key: str):
    text = rule({key: f'"{condition}"'})
    expect(only(pack(text)), "lahan.yml", at_line(text, f"{key}: "), code)


@pytest.mark.parametrize(
    "condition",
    [
        "jumlah > 0 and tanggal >= '2020-01-01'",
        "jumlah in (1, 2) or not (sawah is null)",
        "tanggal - date '2020-01-01' > 3",
        "case when sawah > 1 then jumlah else 0 end >= petani",
        "age(tanggal) between 0 and 110",
        "_copies = 1 and _known_village and _row >= 0",
        "petani // 2 >= 0",
    ],
)
def test_good_conditions(pack, condition: str):
    assert pack(rule({"assert": f'"{condition}"'})) == []


def test_a_condition_over_several_lines_is_located(pack):
    text = rule({"assert": ">\n    jumlah >= 0\n    and sawa >= 0"})
    expect(only(pack(text)), "lahan.yml", at_line(text, "and sawa"), "field")


def test_texts_must_be_labels_of_the_code_list(pack):
    for condition in ("hubungan = 'Isteri'", "hubungan in ('Istri', 'Isteri')", "'Isteri' <> hubungan"):
        text = rule({**MEMBER, "assert": f'"{condition}"'})
        problem = only(pack(text))
        expect(problem, "lahan.yml", at_line(text, "assert: "), "label")
        assert "Istri?" in problem.message


def test_labels_are_checked_through_derived_tables(pack):
    text = rule({**MEMBER, "with": "[keluarga]", "assert": "\"keluarga.satu_hubungan = 'Isteri'\""})
    expect(only(pack(text)), "lahan.yml", at_line(text, "assert: "), "label")


def test_parameters_are_declared_and_used(pack):
    assert pack(rule({"assert": "approx(jumlah,sawah,$a,)".replace(",)", ")"), "params": "{a: 1}"})) == []
    text = rule({"params": "{batas: 3}"})
    expect(only(pack(text)), "lahan.yml", at_line(text, "params"), "params")


def test_repeated_and_opposite_rules(pack):
    text = rule() + rule({"title": "Lain", "assert": "jumlah > 1"})
    expect(only(pack(text)), "lahan.yml", 15, "duplicate")
    first = rule({"assert": "jumlah >= 5 and sawah > 1"})
    again = first + rule({"id": "POT-002", "assert": "sawah > $a AND (Jumlah>=5)".lower(), "params": "{a: 1}"})
    expect(only(pack(again)), "lahan.yml", at_line(again, "$a and"), "identical")
    against = rule({"assert": "jumlah >= sawah"}) + rule({"id": "POT-002", "assert": "jumlah < sawah"})
    expect(only(pack(against)), "lahan.yml", at_line(against, "jumlah < sawah"), "contradiction")
    asked_elsewhere = rule({"assert": "jumlah >= sawah"})
    asked_elsewhere += rule({"id": "POT-002", "when": "petani > 0", "assert": "jumlah < sawah"})
    assert pack(asked_elsewhere) == []


def test_days_between_dates_are_a_number_in_derived_tables_too(pack):
    families = FAMILIES.replace("min(hubungan) as satu_hubungan", "max(lahir - date '2000-01-01') as jarak")
    text = rule({**MEMBER, "with": "[keluarga]", "assert": "keluarga.jarak < 30"})
    assert pack(text, families=families) == []
    wrong = text.replace("< 30", "< tanggal")
    expect(only(pack(wrong, families=families)), "lahan.yml", at_line(wrong, "assert"), "type")


def test_what_other_engines_cannot_run_is_a_warning(pack):
    text = rule({"assert": "strip_accents('a') = 'a' and jumlah > 0"})
    problems = pack(text)
    assert {(p.line, p.code, p.level) for p in problems} == {(at_line(text, "assert"), "portable", "warning")}
    assert len(problems) == 2


def test_a_macro_that_adds_up_rows_is_for_derived_tables(pack):
    macros = f"{MACROS}\n-- Bagian.\nCREATE MACRO share(a, b) AS (sum(a) / sum(b));\n"
    text = rule({"assert": "jumlah > 0 and share(sawah, jumlah) < 1"})
    found = pack(text, macros=macros)
    assert {(p.line, p.code, p.column) for p in found} == {(at_line(text, "assert: "), "statement", 26)}
    families = FAMILIES.replace("min(hubungan) as", "share(_line, _row) as bagian, min(hubungan) as")
    assert pack(macros=macros, families=families) == []
