"""What the pages of the catalogue say of a small pack of two forms, one of them counted in a derived table."""

from __future__ import annotations

import pytest
from catalogue_support import Page
from msgspec.structs import replace

from validator.pack.models import Code, CodeList, Derived, Example, Field, Pack, Rule, Table
from validator.reports.catalogue import write
from validator.reports.catalogue.cases import ROWS, cases
from validator.reports.catalogue.links import Links

PEOPLE = Table(
    "orang",
    "Anggota",
    "DDK",
    "DDK > Anggota",
    (
        Field("nik", "NIK", required=True, identifier=True, personal=True, aliases=("No. Induk",)),
        Field("hubungan", "Hubungan", codelist="hubungan", group="Keluarga"),
        Field("anak", "Anak", "integer", computed=True, minimum=0, maximum=12.5, applies_when="hubungan = 'Istri'"),
        Field("tanggal", "Tanggal", "date", expected=False),
        Field("ternak", "Ternak", codelist="hubungan", multiple=True),
    ),
    layout="records",
    key=("nik",),
    status="paper",
)
LAND = Table("lahan", "Lahan", "Potensi", "Potensi > Lahan", (Field("luas", "Luas (Ha)", "number", unit="Ha"),))
COUNTED = Derived("keluarga", "Anggota dihitung per keluarga", "select 1", ("orang",), locates="orang")
TOTALS = Derived("jumlah", "Dijumlah sedesa", "select 1", ("keluarga",))
LIST = CodeList("hubungan", "Hubungan keluarga", (Code("Istri", aliases=("Isteri",)), Code("Anak")))
WORDS = {"severity": "warning", "dimension": "validity", "message": "m", "why": "w", "fix": "f"}


def rule_of(number: int, table: str, **more: object) -> Rule:
    return Rule(**{"id": f"X-{number}", "title": f"Judul {number}", "table": table, **WORDS, **more})  # type: ignore[arg-type]


RULES = (
    rule_of(1, "orang", assert_="anak >= 0 AND hubungan <> 'tanggal'", blames=("anak",)),
    rule_of(2, "keluarga", assert_="anak_banyak = 1", blames=("anak",)),
    rule_of(3, "lahan", assert_="luas > jumlah.orang", with_=("jumlah",)),
    rule_of(4, "orang", constraint="required", fields=("nik",)),
    rule_of(
        5,
        "lahan",
        assert_="luas > previous.luas",
        with_=("previous",),
        unanswered="paling sedikit {n}",
        parameters={"n": 2.5},
    ),
    rule_of(6, "*", constraint="blank", fields=("luas",), status="mati"),
)
PACK = Pack(
    {"orang": PEOPLE, "lahan": LAND}, {"hubungan": LIST}, {"keluarga": COUNTED, "jumlah": TOTALS}, (), RULES, "v"
)
LINKS = Links(PACK)


def ids(rules: list[Rule]) -> list[str]:
    return [rule.id for rule in rules]


def test_a_rule_belongs_to_the_form_whose_cells_it_marks():
    assert ids(LINKS.asked["orang"]) == ["X-1", "X-2", "X-4"]
    assert ids(LINKS.asked["lahan"]) == ["X-3", "X-5"]


def test_a_form_is_looked_at_through_derived_tables_but_not_by_its_own_rules():
    assert ids(LINKS.looking["orang"]) == ["X-3"]
    assert ids(LINKS.looking["lahan"]) == []


def test_fields_are_words_of_the_conditions_and_no_texts():
    named = {rule.id: [(t.name, name, marked) for t, name, marked in LINKS.fields_of(rule)] for rule in RULES}
    assert named["X-1"] == [("orang", "anak", True), ("orang", "hubungan", False)]
    assert named["X-2"] == [("orang", "anak", True)]
    assert named["X-3"] == named["X-5"] == [("lahan", "luas", True)]
    assert named["X-4"] == [("orang", "nik", True)]


def test_rows_alike_are_counted_and_many_are_cut():
    alike = tuple({"luas": 1} for _ in range(7))
    many = tuple({"luas": n} for n in range(ROWS)) + tuple({"luas": -1} for _ in range(5))
    rule = replace(RULES[2], examples=(Example(alike, False), Example(many, True), Example(({"luas": 1},), True)))
    first, second, third = cases(rule, LINKS)
    assert (first.grids[0].rows, first.grids[0].repeated, first.grids[0].more) == (((7, ("1",)),), True, 0)
    assert (len(second.grids[0].rows), second.grids[0].repeated, second.grids[0].more) == (ROWS, False, 5)
    assert [(c.fails, c.number) for c in (first, second, third)] == [(False, 1), (True, 1), (True, 2)]


def test_every_table_of_an_example_is_there():
    example = Example(
        ({"luas": 2.5}, {"luas": None, "asing": True}),
        True,
        {"orang": ({"nik": "0"},)},
        ({"luas": False},),
        "2026-06-30",
    )
    own, earlier, people = cases(replace(RULES[2], examples=(example,)), LINKS)[0].grids
    assert (own.title, own.heads) == ("", (("Luas (Ha)", "luas"), ("", "asing")))
    assert own.rows == ((1, ("2,5", "")), (1, ("(kosong)", "ya")))
    assert (earlier.title, earlier.rows) == ("Setahun sebelumnya", ((1, ("tidak",)),))
    assert (people.title, people.heads) == ("Anggota (orang)", (("NIK", "nik"),))


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """The text of each page."""
    many = tuple({"luas": n} for n in range(ROWS + 3))
    other = Example(({"luas": 1},), False, {"orang": ({"nik": "0"},)}, (), "2026-06-30")
    rules = (replace(RULES[2], examples=(Example(many, True), other)), *RULES[:2], *RULES[3:])
    folder = tmp_path_factory.mktemp("katalog")
    written = write(replace(PACK, rules=rules), folder)
    pages = {path.relative_to(folder).as_posix(): Page(path.read_text("utf-8")) for path in written}
    assert {name: page.faults for name, page in pages.items() if page.faults} == {}
    return {name: page.text for name, page in pages.items()}


def test_the_page_of_a_rule(said):
    counted = said["aturan/X-3.html"]
    for text in (
        "… dan 3 baris lagi",
        "Tanggal acuan 2026-06-30",
        "Anggota (orang)",
        "Dijumlah sedesa",
        "Gagal 1",
        "Lulus 1",
    ):
        assert text in counted
    assert "paling sedikit 2,5" in said["aturan/X-5.html"]
    assert "$n = 2,5" in said["aturan/X-5.html"]
    assert "isian wajib yang kosong" in said["aturan/X-4.html"]
    assert "hanya pada luas" in said["aturan/X-6.html"]
    assert "dimatikan" in said["aturan/X-6.html"]
    assert "semua formulir" in said["aturan/X-6.html"]
    assert "tidak mempunyai contoh baris" in said["aturan/X-1.html"]


def test_the_page_of_a_form(said):
    people = said["formulir/orang.html"]
    for text in (
        "hanya dikenal dari instrumen cetak", "satu baris setiap orang atau keluarga", "Dibedakan menurutNIK", "wajib",
        "data pribadi", "nomor pengenal", "juga dikenal sebagai No. Induk", "kelompok Keluarga", "dihitung aplikasi",
        "paling kecil 0", "paling besar 12,5", "berlaku bila hubungan = 'Istri'", "tidak diisi desa",
        "beberapa pilihan", "Hubungan keluarga", "juga Isteri", "X-1 Judul 1", "X-3 Judul 3",
    ):  # fmt: skip
        assert text in people, text
    assert "Aturan formulir lain" not in said["formulir/lahan.html"]
    assert "satuan Ha" in said["formulir/lahan.html"]


def test_a_field_links_its_rules(said, tmp_path):
    write(PACK, tmp_path)
    text = (tmp_path / "formulir/orang.html").read_text("utf-8")
    row = text.partition('id="isian-anak"')[2].partition("</tr>")[0]
    assert [f"../aturan/{rule_id}.html" in row for rule_id in ("X-1", "X-2", "X-4")] == [True, True, False]


def test_the_index_is_grouped(said):
    index = said["index.html"]
    assert index.rindex("Aturan untuk semua formulir") < index.index("X-6") < index.index("X-1")
    assert "Anggota orang · DDK > Anggota · 3 aturan" in index
