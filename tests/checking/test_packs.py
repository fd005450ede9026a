"""A folder given with `packs=` adds tables and rules, or changes a built-in rule by its id; a wrong one is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.checking.sample_support import PUTAT_BASIUN, TODAY
from validator import check
from validator.examples import run_examples
from validator.forms.spellings import spellings_of
from validator.pack.errors import DeclarationError
from validator.pack.loading import load_pack

OWN_TABLE = """
name: sumur
title: Sumur Bor
module: Kabupaten
menu: Kabupaten > Sumur
fields:
- {name: jumlah_sumur, title: Jumlah Sumur, type: integer, constraints: {minimum: 0}}
- {name: sumur_kering, title: Sumur Kering, type: integer, constraints: {minimum: 0}}
"""
OWN_RULE = """
- id: KAB-001
  table: sumur
  title: Sumur kering tidak lebih banyak dari sumur
  severity: warning
  dimension: consistency
  assert: sumur_kering <= jumlah_sumur
  message: "Sumur kering {sumur_kering} dari {jumlah_sumur}."
  why: Sumur kering juga sumur.
  fix: Hitung ulang.
  examples: {pass: [{sumur_kering: 1, jumlah_sumur: 2}], fail: [{sumur_kering: 3, jumlah_sumur: 2}]}
"""
LAND = {"t03": pd.DataFrame([{"tegal_ladang": 2.0, "pemukiman": 1.0, "pekarangan": 1.0, "luas_tanah_kering": 7.0}])}


@pytest.fixture
def pack(tmp_path):
    """Writes a pack and returns its folder."""

    def write(rules: str = "", schema: str = "", name: str = "kabupaten"):
        root = tmp_path / name
        for path, text in {"rules/kabupaten.yml": rules, "schemas/kabupaten/sumur.yml": schema}.items():
            if text:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, "utf-8")
        root.mkdir(exist_ok=True)
        return root

    return write


def found(rule: str, source, *packs):
    result = check(source, packs=packs, village=PUTAT_BASIUN, date=TODAY)
    return result, [f for f in result.iter_findings() if f.rule == rule]


def test_a_table_and_a_rule_of_ones_own(pack):
    wells = {"sumur": pd.DataFrame([{"Jumlah Sumur": 3, "Sumur Kering": 5}])}
    result, (finding,) = found("KAB-001", wells, pack(OWN_RULE, OWN_TABLE))
    assert finding.message == "Sumur kering 5 dari 3."
    assert (finding.table_title, finding.menu, finding.severity) == ("Sumur Bor", "Kabupaten > Sumur", "warning")
    assert finding.cells == ("B2", "A2")
    assert result.rules_count == sum(r.status != "mati" for r in load_pack().rules) + 1
    assert result.rules_version != load_pack().version


def test_a_rule_of_ones_own_about_a_built_in_form(pack):
    rule = OWN_RULE.replace("table: sumur", "table: t03").replace(
        "sumur_kering <= jumlah_sumur", "luas_tanah_kering < 5"
    )
    rule = rule.replace("{sumur_kering: 1, jumlah_sumur: 2}", "{luas_tanah_kering: 1}")
    rule = rule.replace("{sumur_kering: 3, jumlah_sumur: 2}", "{luas_tanah_kering: 9}")
    rule = rule.replace('"Sumur kering {sumur_kering} dari {jumlah_sumur}."', '"Luas {luas_tanah_kering}."')
    _, (finding,) = found("KAB-001", LAND, pack(rule))
    assert finding.message == "Luas 7."


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_severity_is_changed_by_id(severity, pack):
    result, (finding,) = found("POT-005", LAND, pack(f"- {{id: POT-005, severity: {severity}}}"))
    assert finding.severity == severity
    assert found("POT-005", LAND)[1][0].severity == "error"
    assert finding.id == found("POT-005", LAND)[1][0].id
    assert result.village(PUTAT_BASIUN).counts[severity] >= 1


def test_a_rule_is_turned_off_or_put_on_trial(pack):
    assert found("POT-005", LAND, pack("- {id: POT-005, status: mati}", name="off"))[1] == []
    result, (trial,) = found("POT-005", LAND, pack("- {id: POT-005, status: uji_coba}", name="trial"))
    assert trial.trial
    assert (
        result.village(PUTAT_BASIUN).counts["error"]
        == found("POT-005", LAND)[0].village(PUTAT_BASIUN).counts["error"] - 1
    )


def test_parameters_are_changed_one_by_one(pack):
    known = next(r for r in load_pack().rules if r.parameters and not r.constraint)
    name = next(iter(known.parameters))
    changed = load_pack([pack(f"- {{id: {known.id}, params: {{{name}: 12345}}}}")]).rule(known.id)
    assert changed.parameters == {**known.parameters, name: 12345}
    assert (changed.assert_, changed.examples, changed.origin) == (known.assert_, known.examples, known.origin)


def test_a_parameter_changes_what_is_found(pack):
    k03 = load_pack().tables["k03"].fields[:5]
    half = {"k03": pd.DataFrame([[1, 2, 3, None, None]], columns=[f.title for f in k03], dtype=object)}
    assert len(found("GEN-022", half)[1]) == 1
    assert found("GEN-022", half, pack("- {id: GEN-022, params: {target: 50}}"))[1] == []


def test_examples_are_tried_with_the_parameters_they_were_written_for(pack):
    wide = pack("- {id: KEL-004, params: {paling_banyak: 99}}", name="a")
    wider = pack("- {id: KEL-004, params: {paling_sedikit: 0}}", name="b")
    known, changed = load_pack().rule("KEL-004"), load_pack([wide, wider]).rule("KEL-004")
    assert changed.parameters == {"paling_sedikit": 0, "paling_banyak": 99}
    assert (changed.shipped, changed.examples) == (known.parameters, known.examples)
    assert run_examples(load_pack([wide, wider]), ["KEL-004"])[1] == []
    told = run_examples(load_pack([wide, wider]), ["KEL-004"], as_shipped=False)[1]
    assert told
    assert all(failure.fails for failure in told)


def test_a_pack_may_take_documents_away(pack):
    changed = load_pack([pack("- {id: POT-005, documents: [], minutes: 7}")]).rule("POT-005")
    assert (changed.documents, changed.minutes) == ((), 7)


def test_later_packs_win(pack):
    one, two = pack("- {id: POT-005, severity: info}", name="a"), pack("- {id: POT-005, severity: warning}", name="b")
    assert found("POT-005", LAND, one, two)[1][0].severity == "warning"
    assert found("POT-005", LAND, two, one)[1][0].severity == "info"


@pytest.mark.parametrize(
    ("rules", "word"),
    [
        ("- {id: POT-005, assert: 'TRUE'}", "POT-005"),
        ("- {id: KAB-001, severity: error}", "kabupaten.yml"),
        ("- id: [", "YAML"),
        ("- 7", "kabupaten.yml"),
        ("- {severity: error}", "kabupaten.yml"),
        (OWN_RULE + "  warna: merah\n", "kabupaten.yml"),
        (OWN_RULE.replace("<= jumlah_sumur", "<= $batas"), "batas"),
    ],
)
def test_a_wrong_pack_is_refused_and_named(rules, word, pack):
    wells = {"sumur": pd.DataFrame([{"Jumlah Sumur": 3, "Sumur Kering": 5}])}
    with pytest.raises(DeclarationError, match=word):
        found("KAB-001", wells, pack(rules, OWN_TABLE))


def test_a_folder_that_is_no_pack_is_refused(pack):
    with pytest.raises(DeclarationError, match="schemas/"):
        load_pack([pack()])


def test_the_parsed_pack_is_kept_and_a_change_is_seen(pack, tmp_path, monkeypatch):
    monkeypatch.setenv("PRODESKEL_CACHE", str(tmp_path / "cache"))
    folder = pack("- {id: POT-005, severity: info}")
    assert load_pack([folder]) == load_pack([folder])
    assert list((tmp_path / "cache/prodeskel-validator").glob("*.msgpack"))
    (folder / "rules/kabupaten.yml").write_text("- {id: POT-005, severity: warning}", "utf-8")
    assert load_pack([folder]).rule("POT-005").severity == "warning"


def test_packs_of_passing_folders_do_not_fill_the_cache(pack, tmp_path, monkeypatch):
    monkeypatch.setenv("PRODESKEL_CACHE", str(tmp_path / "cache"))
    for name in ("a", "b", "c"):
        load_pack([pack("- {id: POT-005, severity: info}", name=name)])
    load_pack()
    assert len(list((tmp_path / "cache").rglob("*.msgpack"))) == 2


def test_spellings_of_a_few_tables_do_not_take_the_place_of_those_of_all(tmp_path, monkeypatch):
    monkeypatch.setenv("PRODESKEL_CACHE", str(tmp_path / "cache"))
    tables = load_pack().tables
    spellings_of(dict(tables))
    (kept,) = (tmp_path / "cache").rglob("spellings.msgpack")
    before = kept.read_bytes()
    spellings_of({"t03": tables["t03"]})
    assert kept.read_bytes() == before


def test_a_cache_that_is_damaged_or_closed_does_no_harm(pack, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    monkeypatch.setenv("PRODESKEL_CACHE", str(cache))
    before = load_pack()
    for file in cache.rglob("*.msgpack"):
        file.write_text("{", "utf-8")
    assert load_pack() == before
    monkeypatch.setenv("PRODESKEL_CACHE", str(tmp_path / "file/below"))
    (tmp_path / "file").write_text("", "utf-8")
    assert load_pack() == before
