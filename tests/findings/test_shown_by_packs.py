"""What a pack shows is masked like the fields that its expression is made of, through macros and derived tables."""

from __future__ import annotations

import pytest

from tests.checking.sample_support import SAMPLES, TODAY, checked
from validator import check
from validator.pack.lineage import Lineage
from validator.pack.loading import load_pack

FILE = SAMPLES / "2026/6311032021_putat_basiun/grid_agtkeluarga.xls"
RULE = """
- id: UJI-001
  table: agtkeluarga
  title: T
  title_en: T
  severity: warning
  dimension: consistency
  assert: no_urut > 1
  with: [keluarga, orang_uji]
  blames: [no_urut]
  message: "{a} {b} {c} {d} {e} {f} {g} {h}"
  why: W
  fix: F
  show:
    a: upper(nama) || ' ' || nik
    b: kapital(nama)
    c: keluarga.kepala_pertama
    d: orang_uji.siapa
    e: list_value(nama, alamat)[2]
    f: CAST(nik AS BIGINT)
    g: substr(nik, 1, 6) || 'x' || substr(nik, 7, 6) || 'x' || substr(nik, 13)
    h: age(tanggal_lahir)
  documents: [Kartu Keluarga]
  role: Operator desa
  basis: Dasar
  examples:
    pass: [{no_urut: 2}]
    fail: [{no_urut: 1}]
"""
DERIVED = """-- title: Orang
-- needs: agtkeluarga
-- key: kode_keluarga
WITH semua AS (SELECT *, concat_ws('/', nama, nik) AS orang FROM agtkeluarga)
SELECT _village, _year, kode_keluarga, max(orang) AS siapa FROM semua GROUP BY _village, _year, kode_keluarga
"""
MACRO = "-- huruf besar\nCREATE MACRO kapital(teks) AS upper(teks);\n"


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paket")
    for place, text in (("rules/a.yml", RULE), ("rules/macros.sql", MACRO), ("schemas/derived/orang_uji.sql", DERIVED)):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def people():
    frame = check([FILE], date=TODAY).frame("agtkeluarga")
    return {str(v) for name in ("nama", "nik", "alamat") for v in frame[name].dropna() if len(str(v)) > 6}


def test_nobody_is_shown_whole(pack, people):
    found = [f for f in check([FILE], date=TODAY, packs=[pack]).iter_findings() if f.rule == "UJI-001"]
    assert found
    for finding in found:
        said = f"{finding.message} {dict(finding.values)}".upper()
        assert not [person for person in people if person.upper() in said], said
        assert "*" in finding.values["a"]
        assert finding.values["h"] == "(kosong)" or finding.values["h"].isdecimal()
        assert sum(sign.isdecimal() for sign in finding.values["g"]) <= 10
        assert sum(sign.isdecimal() for sign in finding.values["f"]) <= 10


def test_rules_of_the_program_say_the_same_beside_a_pack(pack):
    beside = {f.id: f.message for f in check([FILE], date=TODAY, packs=[pack]).iter_findings()}
    alone = {f.id: f.message for f in check([FILE], date=TODAY).iter_findings()}
    assert alone.items() <= beside.items()


def test_texts_of_the_programs_own_rules_need_no_more_masks():
    """They are not looked through in a check: this test does it once for all."""
    pack = load_pack()
    lineage = Lineage(pack)
    told = {(r.id, n): lineage.of(sql, r.table) for r in pack.rules for n, sql in r.show.items()}
    names = {place for place, kinds in told.items() if "name" in kinds}
    shortened = {"DDK-004A", "DDK-004B", "DDK-008"}  # a date or a place out of a number: six digits at most
    fixed = {"GEN-024"}  # one of the words that its pattern lists
    assert {rule for rule, _ in names} == shortened | fixed
    assert checked("2026").total
