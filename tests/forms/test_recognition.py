"""Which form a sheet is, by its headings alone: any order, any depth, with slips of the pen."""

import pytest

from validator.forms.headers import is_numbering, without_parentheses
from validator.forms.recognition import Recognition, Unrecognised, recognise
from validator.pack.loading import load_pack
from validator.readers.notes import NOTES
from validator.readers.sheets import Merge, Sheet

TABLES = {name: table for name, table in load_pack().tables.items() if table.status == "live"}
DDK = [field.title for field in TABLES["agtkeluarga"].fields if field.expected]
MEMBER = ["001", "002", "", "Jl. Uji", "_6311032101229001", "UJI SATU", "1", "_6311030802719001", "UJI SATU"]
MEMBER += ["LAKI-LAKI", "Kepala Keluarga", "Awayan", "08/02/1971", "50", "Kawin", "Islam", "O"]
MEMBER += ["Warga Negara Indonesia", "Banjar", "Tamat SD/sederajat", "Petani"]
T47 = ["Tingkatan Pendidikan", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"]


def read(rows, file="ekspor.xls", name="Sheet1", merges=()):
    return recognise(Sheet(file, name, rows, tuple(merges)), TABLES)


def known(rows, file="ekspor.xls", name="Sheet1", merges=()):
    found = read(rows, file, name, merges)
    assert isinstance(found, Recognition), found
    return found


def keys(found):
    return [note.key for note in found.notes]


def test_family_export():
    found = known([DDK, MEMBER])
    assert found.table == "agtkeluarga"
    assert (found.header_rows, found.data_start) == ((0, 0), 1)
    assert [found.columns[name] for name in ("rw", "kode_keluarga", "nik", "pekerjaan")] == [0, 4, 7, 20]
    assert found.headers["golongan_darah"] == "GDarah"
    assert (found.unknown, found.duplicates, found.missing, found.notes) == ((), (), (), ())


def test_any_order_below_title_rows():
    rows = [["KEMENTERIAN DALAM NEGERI"], ["KK DAN ANGGOTA KELUARGA"], [], DDK[::-1], MEMBER[::-1]]
    found = known(rows)
    assert (found.table, found.header_rows, found.columns["rw"]) == ("agtkeluarga", (3, 3), 20)


def test_labels_in_other_cases_and_spaces():
    found = known([[f" {title.upper()}\xa0" for title in DDK], MEMBER])
    assert len(found.columns) == 21


def test_aliases():
    titles = ["No KK" if t == "Kode Keluarga" else "Gol Darah" if t == "GDarah" else t for t in DDK]
    assert len(known([titles, MEMBER]).columns) == 21


@pytest.mark.parametrize("name", ["k12", "k14", "k34", "t46a", "t55"])
def test_labels_that_a_form_prints_several_times_are_read_in_its_order(name):
    """As the form prints them: `Pendidikan` above fifteen members, `0 Tahun` for men and for women."""
    fields = [field for field in TABLES[name].fields if field.expected]
    printed = [next(iter(f.aliases), without_parentheses(f.title) if name == "t46a" else f.title) for f in fields]
    assert len(set(printed)) < len(printed)
    found = known([printed, ["1"] * len(printed)], f"grid_{name}.xls")
    assert {f.name: found.columns.get(f.name) for f in fields} == {f.name: i for i, f in enumerate(fields)}
    assert found.unknown == found.duplicates == ()
    assert "same_headers" in keys(found)


def test_a_repeated_label_without_its_twin_is_not_guessed():
    fields = [f for f in TABLES["k12"].fields if f.name != "eceran_biaya"]
    found = known([[next(iter(f.aliases), f.title) for f in fields], ["1"] * len(fields)])
    assert "besar_biaya" not in found.columns
    assert {"besar_transaksi", "eceran_transaksi"} <= found.columns.keys()
    assert [text for _, text, _ in found.unknown] == ["Total nilai biaya yang dikeluarkan (Rp)"]


def test_every_form_is_known_by_its_titles_codes_and_names():
    for table in TABLES.values():
        fields = [field for field in table.fields if field.expected]
        for labels in ([f.title for f in fields], [f.code or f.title for f in fields], [f.name for f in fields]):
            found = known([labels, ["x"] * len(labels)], file=f"{table.name}.xls")
            assert found.table == table.name
            assert found.columns == {field.name: i for i, field in enumerate(fields)}


@pytest.mark.parametrize("table", ["t47", "t48", "t49"])
def test_the_distinguishing_label_decides_whatever_the_file_is_called(table):
    titles = [field.title for field in TABLES[table].fields if field.expected]
    assert known([titles, ["x", 1, 2, 3]], file="grid_t45.xls").table == table


def test_without_it_the_file_name_is_a_hint_and_no_more():
    """Nobody can tell which row is about whom; the name only says what the sheet was meant to be."""
    rows = [["Laki-Laki", "Perempuan", "Jumlah"], [10, 20, 30]]
    for found in (read(rows, file="2026/grid_t48 (1).xls"), read(rows, name="t48")):
        assert (found.reason, found.likeliest, found.lacking) == ("missing_key", "t48", ("pekerjaan",))
    assert isinstance(read(rows), Unrecognised)


def test_units_may_be_missing_or_others():
    found = known([["Jumlah Laki-Laki", "Jumlah Perempuan (jiwa)", "Jumlah Total", "Luas Desa"], [10, 20, 30, 40]])
    assert found.table == "t45"
    assert set(found.columns) == {"laki_laki", "perempuan", "jumlah", "luas_desa"}
    assert "kepala_keluarga" in found.missing
    assert "missing_columns" in keys(found)


def ages(separator):
    group = [f"{i} Tahun" for i in range(76)] + ["> 75 Tahun"]
    return [["Tanggal", "Laki-laki", *[separator] * 76, "Perempuan", *[separator] * 76], ["", *group, *group]]


@pytest.mark.parametrize("merges", [(), (Merge(0, 1, 0, 77), Merge(0, 78, 0, 154), Merge(0, 0, 1, 0))])
def test_group_labels_above_with_and_without_merges(merges):
    found = known([*ages(""), ["01/02/2026", *range(100, 254)]], merges=merges)
    assert (found.table, found.data_start) == ("t46a", 2)
    assert found.columns["laki_00"] == 1
    assert found.columns["perempuan_00"] == 78
    assert found.columns["perempuan_75_lebih"] == 154
    assert found.columns["tanggal"] == 0


def test_three_header_rows():
    rows = [["Desa Uji"], ["Pendidikan", "Penduduk", ""], ["Tingkatan Pendidikan", "Jenis Kelamin", "", "Jumlah"]]
    rows += [["", "Laki-Laki", "Perempuan", ""], ["Tamat SD/sederajat", 3, 4, 7]]
    found = known(rows)
    assert (found.table, found.data_start) == ("t47", 4)
    assert found.columns == {"tingkat_pendidikan": 0, "laki_laki": 1, "perempuan": 2, "jumlah": 3}


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)", "(4)"], [-1, -2, -3, -4], ["1", "2", "3", "4=2+3"]])
def test_a_row_of_column_numbers_belongs_to_the_header(numbers):
    found = known([T47, numbers, ["Tamat SD/sederajat", 1, 2, 3]])
    assert (found.header_rows, found.data_start) == ((0, 1), 2)


def test_small_numbers_in_the_only_row_are_data():
    assert known([["Jumlah Laki-Laki", "Jumlah Perempuan"], [1, 2]], file="t45.xls").data_start == 1
    assert not is_numbering(["Tamat SD", 1, 2, 3], sure=False)


def test_field_codes_below_the_labels_belong_to_the_header():
    found = known([T47, ["t47498", "t47499", "t47500", "jumlah"], ["Tamat SD/sederajat", 1, 2, 3]])
    assert found.data_start == 2
    assert found.headers["laki_laki"] == "Laki-Laki (orang)"


def test_a_misspelt_header_is_used_and_named():
    titles = ["Tanggal Lahr" if title == "Tanggal Lahir" else title for title in DDK]
    found = known([titles, MEMBER])
    assert found.columns["tanggal_lahir"] == 12
    assert [note.text() for note in found.notes] == [
        'Judul kolom M "Tanggal Lahr" dibaca sebagai "Tanggal Lahir".',
    ]


def test_what_is_no_slip_stays_unknown():
    titles = [field.title for field in TABLES["t46a"].fields if field.expected]
    changed = ["76 Tahun (Laki-laki)" if title == "75 Tahun (Laki-laki)" else title for title in titles]
    found = known([changed, [1] * len(titles)])
    assert "laki_75" in found.missing
    assert [text for _, text, _ in found.unknown] == ["76 Tahun (Laki-laki)"]


def test_families_without_a_number_are_not_taken_for_prasejahtera():
    titles = ["Jumlah Keluarga Sejahtera (KK)", *[f"Jumlah Keluarga Sejahtera {n} (KK)" for n in ("1", "2", "3", "3+")]]
    found = known([titles, [5] * 5])
    assert found.missing == ("prasejahtera",)
    assert found.columns["sejahtera_3_plus"] == 4


def test_unknown_columns_come_with_the_likeliest_title():
    found = known([[*DDK, "Pendidikan Terakhir", "Keterangan Khusus XYZ"], MEMBER])
    assert found.unknown[0] == (21, "Pendidikan Terakhir", "Pendidikan")
    assert found.unknown[1][2] == ""
    assert keys(found) == ["unknown_header_like", "unknown_header"]


def test_of_repeated_headers_the_true_title_wins():
    found = known([["No", *DDK, "Agama"], ["1", *MEMBER, "Islam"]])
    assert found.columns["no_urut"] == 7
    assert found.columns["agama"] == 16
    assert found.duplicates == ((22, "Agama", "agama"),)


def test_a_running_number_is_no_unknown_column():
    assert known([["No.", *T47], [1, "Tamat SD/sederajat", 1, 2, 3]]).unknown == ()


def test_without_a_header_by_position():
    found = known([MEMBER, MEMBER], file="2026/grid_agtkeluarga.csv")
    assert (found.table, found.header_rows, found.data_start) == ("agtkeluarga", None, 0)
    assert (found.columns["rw"], found.columns["pekerjaan"], keys(found)) == (0, 20, ["by_position"])


@pytest.mark.parametrize(
    ("row", "file"),
    [(MEMBER, "x.csv"), (MEMBER[:20], "grid_agtkeluarga.csv"), (MEMBER[::-1], "grid_agtkeluarga.csv")],
)
def test_not_by_position_if_name_width_or_contents_do_not_fit(row, file):
    found = read([row, row], file=file)
    assert isinstance(found, Unrecognised)
    assert found.reason == "no_header"


def test_unrecognised():
    assert read([["Nama Barang", "Harga"], ["Paku", 5]]) == Unrecognised("no_known_form")
    assert read([]) == Unrecognised("no_header")
    assert read([[None, ""], ["\xa0"]]).reason == "no_header"
    found = read([["Nama Barang", "Harga"]], file="grid_t47.xls")
    assert isinstance(found, Unrecognised)
    assert found.likeliest == "t47"
    assert found.note(TABLES).text("en").endswith("they come nearest to Pendidikan.")
    assert "judul kolom" in read([]).note(TABLES).text()


def test_a_member_is_no_header():
    assert isinstance(read([MEMBER] * 5), Unrecognised)


def test_every_note_is_written_in_both_languages():
    for indonesian, english in NOTES.values():
        assert indonesian
        assert english
        assert indonesian != english
