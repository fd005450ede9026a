"""Forms typed in from paper are recognised by what they print; exports of Prodeskel are read as if there were none."""

from pathlib import Path

import pytest

from validator.forms.identifying import CodeSheet, Forms
from validator.forms.recognition import Recognition, Unrecognised, recognise
from validator.pack.export.template import write_template
from validator.pack.loading import load_pack
from validator.readers import read_file
from validator.readers.sheets import Sheet

PACK = load_pack()
FORMS = Forms(PACK.tables, PACK.codelists)
PAPER = [table for table in PACK.tables.values() if table.status == "paper"]
EXPORTS = sorted(p for p in (Path(__file__).resolve().parents[2] / "samples" / "2026").rglob("grid_*.*"))


def one(rows, file="isian.xlsx", name="Sheet1"):
    (part,) = FORMS.read([Sheet(file, name, rows)])
    return part.recognised


def test_every_paper_form_is_known_by_its_title_and_headings():
    for table in PAPER:
        heads = [field.title for field in table.fields if field.expected]
        found = one([heads, ["x"] * len(heads)], name=table.title)
        assert isinstance(found, Recognition), table.name
        if len(heads) > 1:
            assert found.table == table.name


def test_rows_that_the_form_prints_tell_forms_with_the_same_headings_apart():
    heads = ["Uraian", "Jumlah (unit)", "Jenis produk (jenis)", "Tenaga kerja (orang)"]
    shops = ["Pasar mingguan", "Swalayan", "Toko kelontong"]
    inns = ["Losmen", "Wisma", "Villa"]
    assert one([["Jenis usaha perdagangan", *heads[1:]], *([r, 1, 1, 1] for r in shops)]).table == "tp_perdagangan"
    assert one([["Jenis penginapan", *heads[1:]], *([r, 1, 1, 1] for r in inns)]).table == "tp_penginapan"


def test_entry_template_of_a_paper_form_is_read_back(tmp_path):
    path = tmp_path / "isian.xlsx"
    write_template(PACK.tables["tp_penginapan"], PACK.codelists, path)
    (read,) = read_file(path)
    form, options = FORMS.read(read.sheets)
    assert form.recognised.table == "tp_penginapan"
    assert isinstance(options, CodeSheet)


def test_two_labels_are_too_few():
    assert isinstance(one([["Uraian", "Jumlah"], ["Losmen", 1], ["Wisma", 2]]), Unrecognised)


def test_a_file_named_for_an_export_is_never_taken_for_paper():
    rows = [["Jenis penginapan", "Jumlah (unit)"], ["Losmen", 1], ["Wisma", 2], ["Villa", 1], ["Hotel", 1]]
    found = one(rows, file="grid_t48.xls", name="grid_t48")
    assert (isinstance(found, Unrecognised), found.likeliest) == (True, "t48")


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_exports_are_recognised_as_if_nothing_else_were_known(path):
    live = {name: table for name, table in PACK.tables.items() if table.status == "live"}
    for read in read_file(path):
        for sheet in read.sheets:
            (part,) = FORMS.read([sheet])
            assert part.recognised == recognise(sheet, live)
