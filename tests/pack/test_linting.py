"""Every kind of problem in a pack is reported at its line; a good pack and the shipped pack have none."""

from __future__ import annotations

import pytest
from pack_support import COMMON, FAMILIES, LAND, LIST, MACROS, MEMBER, PEOPLE, at_line, expect, only, rule

from validator.pack.lint import lint
from validator.pack.loading import builtin_directory


def test_a_good_pack_has_no_problems(pack):
    assert pack() == []


def test_problems_say_where_in_the_line(pack):
    problem = only(pack(rule({"assert": "jumlah = sawa"})))
    assert (problem.line, problem.column) == (7, 20)
    assert "sawah" in problem.message
    assert str(problem).endswith("lahan.yml:7:20: error [field] " + problem.message)


@pytest.mark.parametrize("key", ["message", "message_en", "why", "fix"])
@pytest.mark.parametrize("words", ["{jumlha}", "{_copies}", "{jumlah:.1f}", "{", "{header}"])
def test_placeholders(pack, key: str, words: str):
    text = rule({key: f'"Isi {words}."'})
    expect(only(pack(text)), "lahan.yml", at_line(text, f"{key}: "), "placeholder")


def test_constraint_rules_may_use_header_and_value(pack):
    changes = {"assert": None, "show": None, "constraint": "minimum", "fields": "[jumlah]"}
    examples = "{pass: [{jumlah: '1'}], fail: [{jumlah: '-1'}]}"
    assert pack(rule({**changes, "message": '"{header} berisi {value}."', "examples": examples})) == []
    text = rule({**changes, "fields": "[jumla]", "message": "Salah.", "examples": examples})
    expect(only(pack(text)), "lahan.yml", at_line(text, "fields: "), "field")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("table", "laham", "table"),
        ("blames", "[jumlha]", "field"),
        ("severity", "fatal", "shape"),
        ("minutes", "0", "shape"),
        ("asert", "x", "shape"),
        ("id", "pot1", "shape"),
        ("examples", "{pass: [{jumlah: 1}], fail: []}", "shape"),
        ("examples", "{pass: [{jumlah: 1}]}", "shape"),
        ("examples", "{pass: [{jumlah: 1}], fail: [{jumla: 1}]}", "example"),
        ("examples", "{pass: [{jumlah: 1}], fail: [{jumlah: 'satu'}]}", "example"),
        ("examples", "{pass: [{jumlah: 1}], fail: [{petani: 1.5}]}", "example"),
        ("examples", "{pass: [{jumlah: 1}], fail: [{tanggal: kemarin}]}", "example"),
        ("examples", "{pass: [{jumlah: 1}], fail: [{rows: [{jumlah: 1}], orangg: [{nik: '1'}]}]}", "example"),
        ("examples", "{pass: [{jumlah: 1}], fail: [{rows: [{jumlah: 1}], keluarga: [{istri: 1}]}]}", "example"),
        ("examples", "{pass: [{jumlah: 1}], fail: [{rows: [{jumlah: 1}], orang: [{nik: 1}]}]}", "example"),
        ("examples", "{pass: [{jumlah: 1}], fail: [{rows: [{jumlah: 1}], orang: [{hubungan: Isteri}]}]}", "label"),
    ],
)
def test_bad_keys_of_a_rule(pack, key: str, value: str, code: str):
    text = rule({key: value})
    expect(only(pack(text)), "lahan.yml", at_line(text, f"{key}: "), code)


@pytest.mark.parametrize("name", ["orang", "keluarga", "tak_ada"])
def test_tables_that_cannot_be_joined(pack, name: str):
    text = rule({"with": f"[{name}]"})
    errors = [problem for problem in pack(text) if problem.level == "error"]
    expect(only(errors), "lahan.yml", at_line(text, "with"), "table")


def test_missing_keys_are_named(pack):
    problem = only(pack(rule({"why": None, "fix": None})))
    expect(problem, "lahan.yml", 1, "shape")
    assert problem.message.endswith("why, fix.")


def test_missing_advice_is_a_warning(pack):
    problem = only(pack(rule({"title_en": None})))
    expect(problem, "lahan.yml", 1, "incomplete")
    assert problem.level == "warning"


def test_yaml_problems(pack):
    expect(only(pack(rule() + "  kunci: [1\n")), "lahan.yml", at_line(rule() + "  kunci: [1\n", "kunci") + 1, "yaml")
    twice = rule() + "  why: lagi\n"
    expect(only(pack(twice)), "lahan.yml", at_line(twice, "why: lagi"), "key")
    merged = rule() + "  <<: {role: x}\n"
    expect(only(pack(merged)), "lahan.yml", at_line(merged, "<<"), "anchor")


def test_aliases_do_not_nest(pack):
    one = "{pass: [&a {jumlah: 1}], fail: [*a]}"
    assert pack(rule({"examples": one})) == []
    text = rule({"examples": "{pass: [&a {jumlah: 1}], fail: &b [*a, *a], lagi: *b}"})
    expect(only(pack(text)), "lahan.yml", at_line(text, "examples"), "anchor")


def test_files_that_are_not_utf8(pack, tmp_path):
    pack()
    (tmp_path / "pack" / "rules" / "lain.yml").write_bytes("- id: é".encode("latin-1"))
    expect(only(lint(tmp_path / "pack")), "lain.yml", 1, "encoding")


def test_two_texts_for_the_same_cell_problem(pack):
    cells = {"assert": None, "show": None, "constraint": "minimum", "message": "Salah."}
    text = rule(cells) + rule({**cells, "id": "POT-002", "title": "Lagi"})
    expect(only(pack(text)), "lahan.yml", 26, "identical")
    assert pack(rule(cells) + rule({**cells, "id": "POT-002", "fields": "[sawah]"})) == []


def test_joined_tables_are_used(pack):
    text = rule({**MEMBER, "with": "[keluarga]"})
    expect(only(pack(text)), "lahan.yml", at_line(text, "with"), "table")


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "mark"),
    [
        ("land", "name: petani", "name: sawah", "duplicate", "t4"),
        ("land", "code: t4", "code: t1", "duplicate", "Petani"),
        ("land", "type: integer", "type: angka", "shape", "Petani"),
        ("land", "minimum: 0", "pattern: x", "shape", "pattern"),
        ("land", "sawah > 0", "sawa > 0", "field", "Ladang"),
        ("people", "codelist: hubungan", "codelist: hubugan", "codelist", "hubugan"),
        ("people", "key: [kk, nik]", "key: [kk, nikk]", "field", "key: "),
        ("people", "name: orang", "name: lahan", "duplicate", "name: lahan"),
        ("codelist", "label: Istri,", "label: kepala  keluarga,", "duplicate", "kepala  keluarga"),
        ("codelist", "code: '2'", "code: 2", "shape", "code: 2"),
        ("common", "type: date", "tipe: date", "shape", "tipe"),
        ("families", "min(_row) as _row, ", "", "field", "select"),
        ("families", "'Istri'", "'Isteri'", "label", "Isteri"),
        ("families", "from orang", "from lahan", "table", "from lahan"),
        ("families", "needs: orang", "needs: orang, rumah", "table", "rumah"),
        ("families", "min(hubungan)", "min(hub)", "field", "min(hub)"),
        ("families", "group by all", "group by all limit", "sql", "limit"),
        (
            "macros",
            "CREATE MACRO approx(a, b, tolerance) AS (",
            "CREATE MACRO approx(a, b, tolerance) AS ((",
            "sql",
            "",
        ),
        ("macros", "-- Umur.\n", "", "incomplete", "MACRO age"),
        ("macros", "year(today()) - year(birth)", "birth in (select birth from x)", "field", "MACRO age"),
    ],
)
def test_bad_schemas(pack, file: str, old: str, new: str, code: str, mark: str):
    good = {"land": LAND, "people": PEOPLE, "codelist": LIST, "common": COMMON, "families": FAMILIES, "macros": MACROS}
    text = good[file].replace(old, new)
    assert text != good[file]
    found = [p for p in pack(**{file: text}) if p.code == code]
    assert found
    if mark:
        assert found[0].line == at_line(text, mark)


def test_a_later_pack_may_change_rules_by_id(pack, tmp_path):
    pack()
    extra = tmp_path / "extra" / "rules" / "ubah.yml"
    extra.parent.mkdir(parents=True)
    extra.write_text(
        "- {id: POT-001, severity: warning}\n- {id: POT-009, status: mati}\n- {id: POT-001, params: {a: 1}}\n"
    )
    problems = lint([tmp_path / "pack", tmp_path / "extra"])
    assert [(p.path, p.line, p.code) for p in problems] == [(extra, 2, "rule"), (extra, 3, "params")]


def test_engine_columns_are_those_of_the_engine():
    from validator.pack.lint.scopes import ENGINE, STORED
    from validator.plan.columns import COUNTED, ROW_COLUMNS
    from validator.plan.conditions import PHYSICAL, PLACES

    assert set(ENGINE) == {*PHYSICAL, *PLACES}
    assert set(STORED) == {*ROW_COLUMNS, *COUNTED}


def test_the_shipped_pack_has_no_problems():
    assert [str(problem) for problem in lint(builtin_directory())] == []


def test_only_one_of_several_packs_is_looked_at(pack, tmp_path):
    pack(rule({"assert": "jumlah = sawa"}), name="first")
    rules = tmp_path / "second" / "rules"
    rules.mkdir(parents=True)
    (rules / "lain.yml").write_text(rule({"id": "LAIN-001", "assert": "jumlah = sawa"}), "utf-8")
    packs = [tmp_path / "first", tmp_path / "second"]
    assert {problem.path.name for problem in lint(packs) if problem.code == "field"} == {"lahan.yml", "lain.yml"}
    looked = {problem.path.name for problem in lint(packs, only=packs[1]) if problem.code == "field"}
    assert looked == {"lain.yml"}
