"""Sentences of the rules on Perkembangan and the printed forms say what is wrong for every way of being wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from validator.engine.answering import answer
from validator.engine.preparing import Database
from validator.engine.tables import Tables
from validator.findings.context import Context, Source
from validator.findings.plain_words import PlainWords
from validator.findings.rendering import ask, findings_of
from validator.pack.loading import load_pack

DAY = date(2026, 6, 30)
VILLAGE = "6311032021"
Rows = Sequence[Mapping[str, Any]]


def sentences(rule: str, lang: str, **tables: Rows) -> list[str]:
    """The messages of `rule` over rows by table; rows of `previous` are those of the first table a year before."""
    pack = load_pack()
    loaded = Tables(Database(pack, DAY))
    first = next(iter(tables))
    for name, rows in tables.items():
        past = name == "previous"
        fixed = {
            "_src": 0,
            "_village": VILLAGE,
            "_year": DAY.year - past,
            "_review": not past,
            "_copies": 1,
            "_rank": 1,
        }
        fixed |= {"_stale": False, "_older": 0, "_bad_code": False}
        given = [{**fixed, "_line": i + 2, **row} for i, row in enumerate(rows)]
        columns = sorted({column for row in given for column in row})
        values = {column: [row.get(column) for row in given] for column in columns}
        loaded.add(pack.tables[first if past else name], len(given), values, [])
    run = answer(loaded)
    source, words = Source("berkas", "lembar", first, {}, {}), PlainWords(pack, lambda: ["6311032021"])
    context = Context(loaded.connection, pack, run, [source], words, lang=lang)
    asked = [[c for c in checks if c.rule.id == rule] for checks in run.checks.values()]
    return [finding.message for checks in asked if checks for finding in findings_of(context, ask(context, checks))]


RULES = [
    ("KEU-003", "k36", {"jumlah_penerimaan": 100, "jumlah_belanja": 4_603_610, "saldo": -5}, {}),
    ("KEU-006", "k36", {"alokasi_dana_desa": 0}, {}),
    ("KEM-009", "k02", {"angkatan_kerja": 20, "bekerja_penuh": 19, "cacat_tidak_bekerja": 3}, {}),
    ("KEM-009", "k02", {"angkatan_kerja": 20, "cacat_bekerja": 31}, {}),
    ("KES-001", "k29", {"ibu_hamil": 0, "periksa_bidan": 1}, {}),
    ("KTR-002", "kp_pencurian", {"kasus_pencurian_perampokan": 0, "kekerasan_senjata_api": 1}, {}),
    ("POL-002", "kp_pemilu", {"penduduk_mempunyai_hak_pilih": 50, "menggunakan_hak_pilih_pilgub": 60}, {}),
    ("YOY-007", "k36", {"jumlah_penerimaan": 0}, {"jumlah_penerimaan": 9}),
    ("YOY-007", "k36", {"jumlah_penerimaan": 9}, {"jumlah_penerimaan": 1}),
]
TOLD = [
    ("Saldo tertulis -Rp 5, padahal penerimaan dikurangi belanja -Rp 4.603.510.", "given as -Rp 5, but"),
    ("bantuan pemerintah pusat berjumlah Rp 0", "come to Rp 0"),
    ("yang bekerja dan penyandang cacat yang tidak bekerja berjumlah 22 orang", "come to 22"),
    ("penyandang cacat yang bekerja berjumlah 31 orang", "disabled persons who work come to 31"),
    ("Yang periksa di Bidan Praktek 1 orang", "1 pregnant woman is"),
    ("yang memakai senjata api 1 kasus", "1 with firearms"),
    ("pemilihan gubernur 60 orang, padahal yang berhak memilih 50 orang", "election of the governor, 60 voted"),
    ("turun dari Rp 9 tahun lalu", "fell from Rp 9"),
    ("naik dari Rp 1 tahun lalu", "rose from Rp 1"),
]


@pytest.mark.parametrize(
    ("rule", "table", "row", "past", "indonesian", "english"),
    [(*rule, *told) for rule, told in zip(RULES, TOLD, strict=True)],
)
def test_says_which_thing_is_wrong_and_in_which_direction(rule, table, row, past, indonesian, english):
    tables = {table: [row]} | ({"previous": [past]} if past else {})
    (told,) = sentences(rule, "id", **tables)
    assert indonesian in told
    (told,) = sentences(rule, "en", **tables)
    assert english in told
