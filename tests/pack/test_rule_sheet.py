"""The rule sheet there and back: nothing is lost, and what changed becomes a pack."""

from __future__ import annotations

import shutil

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sheet_support import CASES, OWN, edited, sheet_of

from validator.examples import run_examples
from validator.pack.errors import DeclarationError
from validator.pack.lint import lint
from validator.pack.loading import OVERRIDES, builtin_directory, load_pack
from validator.pack.models import Rule
from validator.pack.workbook import import_sheet, save, write_sheet
from validator.pack.workbook.cells import example_of, text_of, value_of
from validator.pack.workbook.cells_of import read_sheets
from validator.pack.workbook.columns import COLUMNS
from validator.pack.workbook.flow import ORDER, entry_lines
from validator.pack.workbook.reading import read_rows
from validator.pack.workbook.sources import Stated, stated

BUILTIN = stated([])
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\ufeff"), min_size=1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The sheet of every built-in rule."""
    return sheet_of(tmp_path_factory.mktemp("lembar") / "aturan.xlsx")


def test_every_key_of_a_rule_has_a_column():
    schema = yaml.safe_load((builtin_directory() / "validator/pack/schemas/rules.schema.json").read_text("utf-8"))
    keys = set(schema["$defs"]["rule"]["properties"])
    assert {column.key for column in COLUMNS} | {"examples"} == keys == set(ORDER)
    assert {column.key for column in COLUMNS if column.changeable} == OVERRIDES
    assert set(schema["$defs"]["rule"]["required"]) - {"examples"} == {c.key for c in COLUMNS if c.required}
    assert len(Rule.__struct_fields__) == len(keys) + 3, "origin, shipped and foreign are no keys"


def test_every_entry_survives_the_workbook(whole):
    rows, faults = read_rows(read_sheets(whole))
    assert faults == []
    assert list(rows) == [rule.id for rule in load_pack().rules]
    different = [i for i, row in rows.items() if row.entry != _trimmed(BUILTIN[i].entry)]
    assert different == []


def _trimmed(entry):
    return {key: value.strip() if isinstance(value, str) else value for key, value in entry.items()}


def test_an_untouched_sheet_changes_nothing(whole, tmp_path):
    outcome = import_sheet(whole, tmp_path / "paket")
    assert (outcome.new, outcome.changed, outcome.text, outcome.differs) == ((), (), "", False)
    assert not (tmp_path / "paket").exists()


def test_a_default_written_out_is_no_change(tmp_path):
    sheet = edited(
        sheet_of(tmp_path / "a.xlsx", "t03"), lambda e: setattr(e.cell("POT-004", "status"), "value", "aktif")
    )
    assert import_sheet(sheet, tmp_path / "paket").changed == ()


def test_every_entry_survives_the_house_style():
    for known in BUILTIN.values():
        text = "\n".join(line for line, _, _ in entry_lines(known.entry))
        assert yaml.load(text, yaml.CSafeLoader) == [known.entry], known.entry["id"]
        assert all(line == line.rstrip() for line in text.splitlines())


@given(WORDS, st.sampled_from(["title", "message", "why", "assert"]))
def test_any_text_survives_the_house_style(text, key):
    lines = "\n".join(line for line, _, _ in entry_lines({"id": "X-1", key: text}))
    assert yaml.safe_load(lines) == [{"id": "X-1", key: text}]


@given(st.lists(WORDS, min_size=1))
def test_any_list_survives_a_cell(items):
    assert value_of(text_of(items, "list"), "list") == items


@given(st.dictionaries(st.from_regex(r"[a-z]\w*", fullmatch=True), WORDS, min_size=1))
def test_any_expressions_survive_a_cell(pairs):
    assert value_of(text_of(pairs, "expressions"), "expressions") == pairs


@pytest.mark.parametrize(("written", "value"), [("7,5", 7.5), ("10", 10), (10.0, 10), (2.5, 2.5), (" -3 ", -3)])
def test_numbers_are_read_as_people_write_them(written, value):
    assert value_of(written, "number") == value


@pytest.mark.parametrize(
    "written",
    [
        "{a: 1.5, b: Ya}", "a: 1.5, b: Ya", "a: 1.5\nb: Ya", "a = 1.5, b = Ya", "a = 1.5; b = Ya", "a=1.5\nb=Ya\n",
        "{'a': 1.5, b: 'Ya'}", "rows: [{a: 1.5}], b: Ya", "{c: a = b, date: 2026-06-30}", "a =, b = Ya",
    ],
)  # fmt: skip
def test_examples_are_read_as_people_write_them(written):
    plain = {"a": 1.5, "b": "Ya"}
    others = {"rows: [{a: 1.5}], b: Ya": {"rows": [{"a": 1.5}], "b": "Ya"}, "a =, b = Ya": {"a": None, "b": "Ya"}}
    others["{c: a = b, date: 2026-06-30}"] = {"c": "a = b", "date": "2026-06-30"}
    assert example_of(written) == others.get(written, plain)


def test_the_same_rules_give_the_same_bytes(tmp_path):
    first, second = (sheet_of(tmp_path / f"{n}.xlsx", "t03").read_bytes() for n in "ab")
    assert first == second


def test_a_row_is_as_high_as_its_text(tmp_path):
    texts = ("pendek", "kata " * 20, "kata " * 4000)
    write_sheet(tmp_path / "a.xlsx", [Stated({"id": "X-1", "title": text}) for text in texts], load_pack())
    low, high, highest = (load_workbook(tmp_path / "a.xlsx")["Aturan"].row_dimensions[n].height for n in (2, 3, 4))
    assert low < 20 < 2 * low < high < highest < 409


def test_a_text_too_long_for_a_cell(tmp_path):
    with pytest.raises(DeclarationError, match="sebuah sel Excel memuat 32767 huruf, tetapi ini 32768"):
        write_sheet(tmp_path / "a.xlsx", [Stated({"id": "X-1", "why": "a" * 32768})], load_pack())


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(OSError, match="tidak-ada"):
        sheet_of(tmp_path / "tidak-ada" / "a.xlsx", "t03")


def test_nothing_becomes_a_formula(tmp_path):
    texts = ["=1+1", "+62", "-5 orang", "@SUM(A1)", '=HYPERLINK("http://x")']
    odd = [
        Stated({"id": f"X-{n}", "title": text, "documents": [text], "examples": {"pass": [{"nama": text}]}})
        for n, text in enumerate(texts)
    ]
    write_sheet(tmp_path / "a.xlsx", odd, load_pack())
    book = load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [book["Aturan"].cell(n + 2, 3).value for n in range(len(texts))] == texts
    assert all(book["Aturan"].cell(2, n).number_format == "@" for n in range(1, 4))
    assert book["Aturan"].cell(2, 3).quotePrefix


def test_the_sheet_is_made_for_hands_and_paper(whole):
    book = load_workbook(whole)
    assert book.sheetnames == ["Aturan", "Contoh", "Petunjuk"]
    for sheet in (book["Aturan"], book["Contoh"]):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert all(cell.alignment.wrap_text for cell in sheet[2])
    heads = {cell.column_letter: cell.value for cell in book["Aturan"][1]}
    offered = {
        heads[str(d.sqref).split(":")[0][:-1]]: d.formula1 for d in book["Aturan"].data_validations.dataValidation
    }
    assert set(offered) == {"tingkat", "dimensi", "status", "pendampingan", "masalah sel", "tabel", "tingkat di sana"}
    for head, source in offered.items():
        area = source.removeprefix("Petunjuk!").replace("$", "")
        listed = [row[0].value for row in book["Petunjuk"][area]]
        assert None not in listed
        used = {book["Aturan"].cell(n, list(heads.values()).index(head) + 1).value for n in range(2, 497)} - {None}
        assert used <= set(listed), head
        below = book["Petunjuk"][area.split(":")[1]].offset(1, 0)
        assert below.value is None, "the list is whole"


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    """A pack folder after one import: a changed severity and threshold, and a rule of its own."""
    folder = tmp_path_factory.mktemp("paket")
    sheet = sheet_of(folder / "aturan.xlsx", "t03")

    def change(editor):
        editor.cell("POT-004", "tingkat").value = "warning"
        editor.cell("POT-005", "ambang").value = "toleransi: 0,06"
        editor.cell("POT-005", "petugas").value = "Kaur Perencanaan"
        editor.cell("POT-003", "ambang").value = "bagian: 0.005; hektare: 1,001"
        editor.add()

    outcome = import_sheet(edited(sheet, change), folder / "paket", tried=_tried)
    save(outcome)
    return folder, outcome


def _tried(packs, ids):
    failures = run_examples(load_pack(packs), ids)[1]
    return [(f.rule.id, "fail" if f.fails else "pass", f.number - 1, f.text) for f in failures]


def test_what_changed_becomes_a_pack(taken):
    folder, outcome = taken
    assert outcome.new == ("BLG-001",)
    assert outcome.changed == ("POT-003", "POT-004", "POT-005")
    entries = {entry["id"]: entry for entry in yaml.safe_load((folder / "paket/rules/lembar.yml").read_text("utf-8"))}
    assert entries["POT-003"] == {"id": "POT-003", "params": {"hektare": 1.001}}
    assert entries["POT-004"] == {"id": "POT-004", "severity": "warning"}
    assert entries["POT-005"] == {"id": "POT-005", "params": {"toleransi": 0.06}, "role": "Kaur Perencanaan"}
    own = entries["BLG-001"]
    assert own["params"] == {"bagian": 0.9}
    assert own["minutes"] == 7.5
    assert own["message"] == OWN["pesan"]
    assert own["blames"] == ["sawah_tadah_hujan", "luas_desa"]
    assert own["why"] == OWN["mengapa"].strip()
    assert own["examples"]["pass"] == [{"sawah_tadah_hujan": 40, "luas_desa": 900}]
    pack = load_pack([folder / "paket"])
    assert pack.rule("POT-004").severity == "warning"
    assert pack.rule("POT-005").parameters["toleransi"] == 0.06


def test_the_pack_is_sound_and_its_examples_pass(taken):
    folder, outcome = taken
    assert outcome.warnings == ()
    assert lint([builtin_directory(), folder / "paket"], only=folder / "paket") == []
    assert run_examples(load_pack([folder / "paket"]), ["BLG-001", *outcome.changed])[1] == []
    assert max(map(len, outcome.text.splitlines())) <= 120


def test_the_sheet_of_the_pack_changes_nothing_again(taken):
    folder, _ = taken
    sheet = sheet_of(folder / "lagi.xlsx", packs=(folder / "paket",))
    outcome = import_sheet(sheet, folder / "paket", [folder / "paket"])
    assert not outcome.differs
    assert load_workbook(sheet)["Aturan"].cell(2, len(COLUMNS) + 1).value == "lembar.yml"


def test_importing_again_replaces_what_the_sheet_names(taken, tmp_path, monkeypatch):
    monkeypatch.setattr("validator.pack.workbook.importing.lint", lambda packs, only: [])
    folder, _ = taken
    shutil.copytree(folder / "paket", tmp_path / "paket")

    def change(editor):
        editor.cell("POT-005", "status").value = "mati"

    outcome = import_sheet(edited(sheet_of(tmp_path / "a.xlsx", "t03"), change), tmp_path / "paket")
    assert outcome.dropped == ("POT-003", "POT-004")
    assert outcome.kept == ("BLG-001",)
    save(outcome)
    entries = yaml.safe_load((tmp_path / "paket/rules/lembar.yml").read_text("utf-8"))
    assert [entry["id"] for entry in entries] == ["BLG-001", "POT-005"]
    assert entries[1] == {"id": "POT-005", "status": "mati"}
    assert "POT-004" in (tmp_path / "paket/rules/lembar.yml.lama").read_text("utf-8")
    assert load_pack([tmp_path / "paket"]).rule("POT-005").status == "mati"


def test_a_rule_of_ones_own_is_changed_as_a_whole(taken, tmp_path, monkeypatch):
    monkeypatch.setattr("validator.pack.workbook.importing.lint", lambda packs, only: [])
    folder, _ = taken
    shutil.copytree(folder / "paket", tmp_path / "paket")
    sheet = sheet_of(tmp_path / "a.xlsx", "t03", packs=(tmp_path / "paket",))

    def change(editor):
        editor.cell("BLG-001", "judul").value = "Judul lain"
        editor.examples.append([*CASES[0][:2], "{sawah_tadah_hujan: 1, luas_desa: 2}"])

    outcome = import_sheet(edited(sheet, change), tmp_path / "paket")
    own = yaml.safe_load(outcome.text)[0]
    assert own["title"] == "Judul lain"
    assert len(own["examples"]["pass"]) == 2
    assert outcome.dropped == outcome.kept == ()


def test_an_emptied_file_goes_away(tmp_path, monkeypatch):
    monkeypatch.setattr("validator.pack.workbook.importing.lint", lambda packs, only: [])
    (tmp_path / "paket/rules").mkdir(parents=True)
    (tmp_path / "paket/rules/lembar.yml").write_text("- {id: POT-004, severity: info}\n", "utf-8")
    outcome = import_sheet(sheet_of(tmp_path / "a.xlsx", "t03"), tmp_path / "paket")
    assert (outcome.text, outcome.differs, outcome.dropped) == ("", True, ("POT-004",))
    save(outcome)
    assert not (tmp_path / "paket/rules/lembar.yml").exists()


def test_columns_in_another_order_and_notes_of_ones_own(tmp_path):
    def change(editor):
        editor.rules.move_range("C1:C600", cols=30)
        editor.rules["C1"] = "catatan"
        editor.rules["C2"] = "tanyakan kepada Pak Kasi"

    rows, faults = read_rows(read_sheets(edited(sheet_of(tmp_path / "a.xlsx", "t03"), change)))
    assert [(fault.cell, fault.level) for fault in faults] == [("C1", "warning")]
    assert rows["POT-004"].entry == BUILTIN["POT-004"].entry
