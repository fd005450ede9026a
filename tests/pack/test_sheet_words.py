"""The rule sheet speaks the words of the lists for villages, and understands those of rule files too."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from sheet_support import OWN, Editor, edited, sheet_of

from validator.pack.workbook import import_sheet
from validator.pack.workbook.words import WORDS


@pytest.fixture
def sheet(tmp_path):
    return sheet_of(tmp_path / "aturan.xlsx", "t03")


def test_severities_and_dimensions_are_indonesian(sheet) -> None:
    editor = Editor(load_workbook(sheet))
    heads = editor.columns
    for head, key in (("tingkat", "severity"), ("dimensi", "dimension")):
        said = {editor.rules.cell(row, heads[head]).value for row in range(2, editor.rules.max_row + 1)} - {None}
        assert said <= set(WORDS[key].values())
        assert said


@pytest.mark.parametrize(
    ("severity", "dimension"),
    [("Peringatan", "keselarasan"), ("warning", "consistency"), ("PERINGATAN", "Consistency")],
)
def test_both_words_come_back(sheet, tmp_path, severity: str, dimension: str) -> None:
    def change(editor: Editor) -> None:
        editor.cell("POT-004", "tingkat").value = severity
        editor.add({**OWN, "tingkat": severity, "dimensi": dimension})

    outcome = import_sheet(edited(sheet, change), tmp_path / "paket")
    assert (outcome.new, outcome.changed) == (("BLG-001",), ("POT-004",))
    assert "severity: warning" in outcome.text
    assert "dimension: consistency" in outcome.text


def test_an_untouched_sheet_changes_nothing(sheet, tmp_path) -> None:
    outcome = import_sheet(edited(sheet, lambda editor: None), tmp_path / "paket")
    assert (outcome.new, outcome.changed) == ((), ())
