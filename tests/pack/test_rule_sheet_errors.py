"""A sheet that cannot be taken over is told by file, sheet and cell, with the cure, and nothing is written."""

from __future__ import annotations

import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook
from sheet_support import CASES, OWN, edited, sheet_of

from validator.pack.errors import DeclarationError
from validator.pack.loading import builtin_directory
from validator.pack.workbook import import_sheet
from validator.pack.workbook.faults import SheetError


@pytest.fixture(scope="module")
def land(tmp_path_factory):
    return sheet_of(tmp_path_factory.mktemp("lembar") / "asli.xlsx", "t03").read_bytes()


@pytest.fixture
def refused(land, tmp_path):
    """The faults of an edited sheet, as (sheet, cell, message)."""

    def refuse(change, **options):
        path = tmp_path / "aturan.xlsx"
        path.write_bytes(land)
        with pytest.raises(SheetError) as error:
            import_sheet(edited(path, change), tmp_path / "paket", **options)
        assert not (tmp_path / "paket").exists()
        return [(fault.sheet, fault.cell, fault.message) for fault in error.value.faults]

    return refuse


def the_only(faults):
    assert len(faults) == 1, faults
    return faults[0]


@pytest.mark.parametrize(("head", "value"), [("judul", "Lain"), ("syarat", "luas_desa > 0"), ("dimensi", "accuracy")])
def test_what_a_pack_cannot_change(refused, head, value):
    where = {}

    def change(editor):
        editor.cell("POT-004", head).value = value
        where["cell"] = editor.cell("POT-004", head).coordinate

    sheet, cell, message = the_only(refused(change))
    assert (sheet, cell) == ("Aturan", where["cell"])
    assert f"{head} POT-004 tidak dapat diubah" in message
    assert "status mati" in message
    assert "Isi semula:" in message


def test_an_example_of_a_built_in_rule_stays(refused):
    def change(editor):
        row = next(cell.row for cell in editor.examples["A"] if cell.value == "POT-004")
        editor.examples.cell(row + 1, 3).value = "{luas_tanah_sawah: 1}"
        where.append(f"C{row + 1}")

    where: list[str] = []
    sheet, cell, message = the_only(refused(change))
    assert (sheet, [cell]) == ("Contoh", where)
    assert "contoh POT-004" in message


@pytest.mark.parametrize(
    ("head", "said"), [("petugas", "tidak dapat dikosongkan"), ("ambang", "tidak dapat dikosongkan")]
)
def test_what_cannot_be_emptied(refused, head, said):
    _, _, message = the_only(refused(lambda editor: setattr(editor.cell("POT-004", head), "value", None)))
    assert said in message


def test_thresholds_keep_their_names(refused):
    message = the_only(refused(lambda e: setattr(e.cell("POT-004", "ambang"), "value", "batas: 3")))[2]
    assert "nama ambang POT-004" in message
    assert "toleransi: 0.05" in message


def test_a_missing_column(refused):
    sheet, _, message = the_only(refused(lambda e: setattr(e.rules.cell(1, e.columns["pesan"]), "value", None)))
    assert sheet == "Aturan"
    assert message.startswith("kolom yang hilang: pesan.")


def test_a_column_twice(refused):
    _, cell, message = the_only(refused(lambda e: setattr(e.rules.cell(1, 40), "value", "Pesan")))
    assert (cell, "dua kali" in message) == ("AN1", True)


def test_merged_cells(refused):
    def change(editor):
        editor.rules.merge_cells("B3:B5")
        editor.examples.merge_cells("A2:A3")

    faults = refused(change)
    assert [fault[:2] for fault in faults] == [("Aturan", "B3:B5"), ("Contoh", "A2:A3")]
    assert all("digabung" in message for *_, message in faults)


def test_a_missing_sheet(refused):
    assert "lembar Contoh tidak ada" in the_only(refused(lambda e: e.book.remove(e.examples)))[2]


def test_an_id_twice(refused):
    def change(editor):
        editor.add({**OWN, "id": "POT-004"}, [])

    _, cell, message = the_only(refused(change))
    assert cell.startswith("A")
    assert "POT-004 sudah dipakai di sel A" in message


@pytest.mark.parametrize(
    ("head", "value", "said"),
    [
        ("judul", 2026, "judul berisi angka 2026, seharusnya teks"),
        ("judul", datetime(2026, 1, 2), "judul berisi tanggal 2026-01-02"),
        ("judul", True, "judul berisi BENAR/SALAH"),
        ("menit", "sebentar", "menit berisi 'sebentar', seharusnya angka"),
        ("ambang", "bagian 0,9", "tidak berbentuk nama: nilai"),
        ("ambang", "bagian: banyak", "seharusnya angka"),
        ("nilai tampil", "a: 1\na: 2", "ditulis dua kali"),
        ("tingkat", None, "kolom tingkat belum diisi"),
        ("id", None, "kolom id belum diisi"),
    ],
)
def test_a_cell_that_cannot_be_read(refused, head, value, said):
    where = {}

    def change(editor):
        row = editor.add()
        editor.cell(row, head).value = value
        where["cell"] = editor.cell(row, head).coordinate

    faults = refused(change)
    assert [(s, m) for s, c, m in faults if c == where["cell"] and said in m], faults


def test_a_formula_is_no_text(refused):
    def change(editor):
        row = editor.add()
        editor.cell(row, "judul").value = "=A1"
        assert editor.cell(row, "judul").data_type == "f"

    assert "judul berisi rumus =A1" in the_only(refused(change))[2]


@pytest.mark.parametrize(
    ("case", "cell", "said"),
    [
        (
            ["BLG-01", "lulus", "{luas_desa: 1}"],
            "A",
            "aturan BLG-01 tidak ada di lembar Aturan. Mungkin maksudnya: BLG-001?",
        ),
        (["BLG-001", "benar", "{luas_desa: 1}"], "B", "tulis lulus"),
        (["BLG-001", "gagal", "{luas_desa: 1"], "C", "tidak dapat dibaca sebagai YAML"),
        (["BLG-001", "gagal", "luas_desa"], "C", "seharusnya berbentuk {isian: nilai"),
        (["BLG-001", "gagal", "{luas_desa: 1,5, sawah_tadah_hujan: 2}"], "C", "tulis pecahan dengan titik"),
        (["BLG-001", "gagal", None], "C", "belum diisi"),
        (["BLG-001", "gagal", 12], "C", "angka 12, seharusnya teks"),
        ([None, "gagal", "{luas_desa: 1}"], "A", "tulis id aturannya"),
    ],
)
def test_a_bad_example(refused, case, cell, said):
    def change(editor):
        editor.add()
        editor.examples.append(case)
        where.append(f"{cell}{editor.examples.max_row}")

    where: list[str] = []
    faults = refused(change)
    assert [m for s, c, m in faults if s == "Contoh" and [c] == where and said in m], faults


def test_a_rule_without_examples(refused):
    faults = refused(lambda editor: editor.add(cases=CASES[:1]))
    assert "BLG-001 belum mempunyai contoh gagal" in the_only(faults)[2]


def test_what_the_linter_says_is_told_by_cell(refused):
    """One run for several mistakes, since linting everything takes seconds."""
    places = {}

    def change(editor):
        rows = {}
        for number, (head, value) in enumerate(WRONG, 1):
            rule_id = f"BLG-{number:03}"
            cases = [[rule_id, *case[1:]] for case in CASES]
            rows[rule_id] = editor.add(
                {**OWN, "id": rule_id, "syarat": f"{OWN['syarat']} + {number}", head: value}, cases
            )
            places[editor.cell(rows[rule_id], head).coordinate] = head
        editor.examples.append(["BLG-001", "lulus", "{luas_dsa: 3}"])
        places[f"C{editor.examples.max_row}"] = "contoh"

    faults = refused(change)
    said = {places.get(cell): message for _, cell, message in faults}
    assert set(said) == {*dict(WRONG), "contoh"}, faults
    assert "Tabel t003 tidak dikenal" in said["tabel"]
    assert "bukan pilihan yang ada" in said["tingkat"]
    assert "luas_dsa" in said["sel yang ditandai"]
    assert "{apa}" in said["pesan"]
    assert "luas_dsa" in said["contoh"]


WRONG = (("sel yang ditandai", "luas_dsa"), ("tabel", "t003"), ("pesan", "Ada {apa}."), ("tingkat", "gawat"))


def test_failing_examples_are_told_by_cell(refused, monkeypatch):
    monkeypatch.setattr("validator.pack.workbook.importing.lint", lambda packs, only: [])
    asked = []

    def tried(packs, ids):
        asked.append((len(packs), list(ids)))
        return [("BLG-001", "fail", 0, "seharusnya melanggar")]

    def change(editor):
        editor.add()
        where.append(f"C{editor.examples.max_row}")

    where: list[str] = []
    sheet, cell, message = the_only(refused(change, tried=tried))
    assert asked == [(1, ["BLG-001"])]
    assert (sheet, [cell], message) == ("Contoh", where, "seharusnya melanggar")


def refusal(path, target):
    with pytest.raises(SheetError) as error:
        import_sheet(path, target)
    (fault,) = error.value.faults
    return str(fault.told(path.name))


def test_what_is_no_workbook(tmp_path):
    path = tmp_path / "aturan.xlsx"
    path.write_bytes(b"")
    assert "aturan.xlsx: berkas ini kosong" in refusal(path, tmp_path / "p")
    path.write_text("id;tabel\n", "utf-8")
    assert "bukan buku kerja Excel" in refusal(path, tmp_path / "p")
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("apa.txt", "apa")
    assert "bukan buku kerja Excel" in refusal(path, tmp_path / "p")
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<a")
    assert "rusak" in refusal(path, tmp_path / "p")
    assert "tidak dapat dibaca" in refusal(tmp_path / "tidak-ada.xlsx", tmp_path / "p")


def test_an_empty_workbook(tmp_path):
    book = Workbook()
    book.active.title = "Aturan"
    book.create_sheet("Contoh")
    book.save(tmp_path / "aturan.xlsx")
    assert "kolom yang hilang: id, tabel" in refusal(tmp_path / "aturan.xlsx", tmp_path / "p")


def test_the_built_in_rules_are_no_target(land, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(land)
    with pytest.raises(DeclarationError, match="aturan bawaan"):
        import_sheet(tmp_path / "a.xlsx", builtin_directory())


def test_a_rule_of_another_file_is_not_taken_over(land, tmp_path):
    """What stands in another file of the pack is changed there."""
    rules = tmp_path / "paket/rules"
    rules.mkdir(parents=True)
    own = (
        "- {id: KAB-001, table: t03, title: a, severity: info, dimension: validity, assert: luas_desa > 0, message: m, "
        "why: w, fix: f, examples: {pass: [{luas_desa: 1}], fail: [{luas_desa: 0}]}}\n"
    )
    (rules / "kab.yml").write_text(own, "utf-8")
    sheet = sheet_of(tmp_path / "a.xlsx", "t03", packs=(tmp_path / "paket",))
    told = refusal(edited(sheet, lambda e: setattr(e.cell("KAB-001", "judul"), "value", "b")), tmp_path / "paket")
    assert "judul KAB-001 tidak dapat diubah, karena KAB-001 aturan kab.yml" in told
