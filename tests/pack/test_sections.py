"""Section files of paper instruments: many tables in a file, labels without codes, printed rows as answers."""

from __future__ import annotations

import csv

import pytest
from pack_support import at_line, expect, only

from tools.docs import cakupan
from validator.cells.values import Codes
from validator.pack.lint import lint
from validator.pack.loading import builtin_directory, load_pack

SECTION = """\
section: Kehutanan
module: Potensi
tables:
- name: hutan
  title: Kondisi hutan
  layout: rows
  key: [jenis]
  rows:
  - Hutan lindung
  - {label: Hutan adat, aliases: [Hutan ulayat]}
  fields:
  - {name: jenis, title: Jenis hutan}
  - {name: baik, title: Baik (Ha), type: number, unit: Ha}
- name: sungai
  title: Sungai
  fields:
  - {name: jumlah, title: Jumlah sungai, type: integer}
"""
PACK = load_pack()
PAPER = [table for table in PACK.tables.values() if table.status == "paper"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "schemas" / "kertas").mkdir(parents=True)

    def write(text: str):
        (tmp_path / "schemas" / "kertas" / "hutan.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def problems(root):
    return lint([builtin_directory(), root], only=root)


def test_a_section_gives_tables_and_a_list_of_its_rows(folder):
    pack = load_pack([folder(SECTION)])
    forest, river = pack.tables["hutan"], pack.tables["sungai"]
    assert (forest.status, forest.module, river.status) == ("paper", "Potensi", "paper")
    assert forest.menu == "Instrumen cetak > Potensi > Kehutanan > Kondisi hutan"
    assert [f.codelist for f in forest.fields[:2]] == ["hutan", ""]
    assert Codes.of(pack.codelists["hutan"]).find("hutan  Ulayat") == "Hutan adat"
    assert problems(folder(SECTION)) == []


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ("layout: rows", "layout: baris", "shape"),
        ("- {name: jumlah, title", "- {name: jumlah, kode: t1, title", "shape"),
        ("title: Jenis hutan}", "title: Jenis hutan, codelist: tidak_ada}", "codelist"),
        ("- name: sungai", "- name: hutan", "duplicate"),
        ("  key: [jenis]", "  key: [macam]", "field"),
    ],
)
def test_what_is_wrong_in_a_section_is_told_with_its_line(folder, good, bad, code):
    text = SECTION.replace(good, bad)
    expect(only(problems(folder(text))), "hutan.yml", at_line(text, bad) if code != "duplicate" else 14, code)


def test_paper_tables_have_labels_and_no_codes():
    assert len(PAPER) > 100
    assert not any(field.code for table in PAPER for field in table.fields if field.expected)
    for table in PAPER:
        titles = [field.title for field in table.fields]
        assert len(set(titles)) == len(titles), table.name


def test_live_forms_come_first_in_every_report():
    statuses = [table.status != "live" for table in PACK.tables.values()]
    assert statuses == sorted(statuses)


def test_every_known_item_is_held_by_a_table():
    root = builtin_directory()
    with (root / "schemas" / "instrumen.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    holds = cakupan._Holding(PACK)
    lost = [line for line in lines if not holds.cells(cakupan.Item(**line))]
    assert len(lines) > 3400
    assert lost == []
    for name, least in {"DDK": 765, "Potensi": 1400, "Perkembangan": 958}.items():
        assert sum(line["instrumen"] == name for line in lines) >= least


def test_coverage_page_counts_forms_and_rules():
    page = cakupan.render(PACK)
    assert "44 dari 44" in page
    asked = {rule.id for rule in PACK.rules}
    with (builtin_directory() / "rules" / "katalog.csv").open(encoding="utf-8", newline="") as file:
        catalogue = [line["id"] for line in csv.DictReader(file)]
    assert len(catalogue) == len(set(catalogue)) == 341
    assert sum(rule in asked for rule in catalogue) >= 320
    assert f"{sum(rule in asked for rule in catalogue)} ditanyakan" in page
    assert "belum ada alasan" not in page
