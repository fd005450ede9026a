"""The guide to rules in Excel: its rule and examples, typed into the exported sheet, make a pack that works."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import load_workbook

from validator.examples import run_examples
from validator.pack.loading import load_pack
from validator.pack.workbook import import_sheet, save, write_sheet
from validator.pack.workbook.columns import COLUMNS, EXAMPLES, GUIDE, RULES
from validator.pack.workbook.sources import stated

TEXT = (Path(__file__).resolve().parents[2] / "docs/panduan/aturan-sendiri.md").read_text("utf-8")


def rows(chapter: str) -> list[list[str]]:
    """The rows of the table of a chapter."""
    section = TEXT.partition(f"## {chapter}")[2].partition("\n## ")[0]
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return found[2:]


def test_the_rule_of_the_guide_works(tmp_path):
    pack = load_pack()
    entries = stated([])
    write_sheet(tmp_path / "aturan.xlsx", [entries[r.id] for r in pack.rules if r.table == "t03"], pack)
    book = load_workbook(tmp_path / "aturan.xlsx")
    sheet, first = book[RULES], book[RULES].max_row + 1
    columns = {cell.value: cell.column for cell in sheet[1]}
    for head, value in rows("2. Tambahkan"):
        sheet.cell(first, columns[head]).value = value
    for case in rows("3. Beri contoh"):
        book[EXAMPLES].append(case)
    book.save(tmp_path / "aturan.xlsx")
    outcome = import_sheet(tmp_path / "aturan.xlsx", tmp_path / "paket")
    assert (outcome.new, outcome.warnings) == (("BLG-001",), ())
    save(outcome)
    assert run_examples(load_pack([tmp_path / "paket"]), ["BLG-001"]) == (2, [])


def test_the_guide_names_the_sheets_and_what_may_be_changed():
    assert [row[0] for row in rows("1. Ekspor")] == [RULES, EXAMPLES, GUIDE]
    changeable = re.search(r"boleh diubah langsung pada barisnya: ([\w, ]+)\.", TEXT)
    assert changeable
    assert changeable[1].split(", ") == [column.head for column in COLUMNS if column.changeable]
