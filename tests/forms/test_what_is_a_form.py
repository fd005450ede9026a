"""What counts as a form: its key and enough of its labels, whatever stands beside them, whatever it is called."""

import pytest

from validator.forms.identifying import Forms, FoundTable, Passed
from validator.forms.recognition import Recognition, Unrecognised, recognise
from validator.forms.spellings import identity_of
from validator.pack.loading import load_pack
from validator.readers.sheets import Sheet

PACK = load_pack()
LIVE = {name: table for name, table in PACK.tables.items() if table.status == "live"}
KEYED = [name for name, table in LIVE.items() if identity_of(table)]
ADDED = ["No", "No.", "Nomor", "No. Urut", "Keterangan", "Catatan"]


def titles(name):
    return [field.title for field in LIVE[name].fields if field.expected]


def names(name):
    return [field.name for field in LIVE[name].fields if field.expected]


def read(rows, file="ekspor.xls", name="Sheet1"):
    return recognise(Sheet(file, name, rows), LIVE)


def one(rows, file="ekspor.xls", name="Sheet1"):
    (part,) = Forms(PACK.tables, PACK.codelists, PACK.strangers).read([Sheet(file, name, rows)])
    return part


@pytest.mark.parametrize("name", list(LIVE))
@pytest.mark.parametrize("added", ADDED)
def test_a_column_of_ones_own_changes_nothing(name, added):
    own, labels = names(name), titles(name)
    for place in (0, len(labels) // 2, len(labels)):
        header = [*labels[:place], added, *labels[place:]]
        found = read([header, ["x"] * len(header)])
        assert isinstance(found, Recognition), (place, found)
        expected = {field: i + (i >= place) for i, field in enumerate(own)}
        assert (found.table, dict(found.columns)) == (name, expected), place


@pytest.mark.parametrize("name", KEYED)
@pytest.mark.parametrize("called", ["ekspor.xls", "grid_{name}.xls"])
def test_without_its_key_no_form_can_be_checked(name, called):
    for key in identity_of(LIVE[name]):
        gone = names(name).index(key)
        header = [title for i, title in enumerate(titles(name)) if i != gone]
        found = read([header, ["x"] * len(header)], called.format(name=name))
        assert isinstance(found, Unrecognised), key
        if "{" in called:
            assert (found.reason, found.likeliest, found.lacking) == ("missing_key", name, (key,))


@pytest.mark.parametrize("name", KEYED)
def test_a_renamed_key_is_named_and_not_guessed(name):
    for key in identity_of(LIVE[name]):
        header = ["Lajur Baru" if own == key else title for own, title in zip(names(name), titles(name), strict=True)]
        found = read([header, ["x"] * len(header)], f"grid_{name}.xls")
        assert isinstance(found, Unrecognised), key
        assert key in found.lacking
        assert "Lajur Baru" in [text for _, text in found.unread]


def test_of_a_missing_key_the_column_with_such_values_is_named():
    rows = [["Keyakinan", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"]]
    rows += [[religion, 1, 2, 3] for religion in ("Islam", "Kristen", "Hindu", "Budha")]
    found = one(rows, "grid_t49.xls").recognised
    (note, *hints) = [found.note(PACK.tables), *found.hints(PACK.tables)]
    assert "Agama" in note.text()
    assert [hint.text() for hint in hints] == [
        'Mungkin kolom A "Keyakinan" itu "Agama": bila benar, ganti judulnya menjadi "Agama".'
    ]


def test_a_key_without_a_heading_is_pointed_at():
    rows = [["", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"]]
    rows += [[religion, 1, 2, 3] for religion in ("Islam", "Kristen", "Hindu", "Budha")]
    (hint,) = one(rows, "grid_t49.xls").recognised.hints(PACK.tables)
    assert "kolom A, yang tidak berjudul" in hint.text()


def test_a_misspelt_key_is_a_key():
    titles_ = ["Tingkatan Pendidkan", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"]
    found = read([titles_, ["Tamat SD/sederajat", 1, 2, 3]])
    assert (found.table, found.columns["tingkat_pendidikan"]) == ("t47", 0)


def test_the_name_of_a_file_and_one_label_are_not_enough():
    assert isinstance(read([["Nama Barang", "Jumlah"], ["Paku", 5]], "grid_t45.xls"), Unrecognised)


def test_people_of_another_list_are_no_members():
    """Family and person are there, so it could be taken for the member list of which most is missing."""
    header = ["No", "No KK", "NIK", "Nama", "Alamat", "RT", "RW", "Kelompok Tani"]
    found = one([header, ["1", "6311031203119001", "6311031203809001", "UJI SATU", "Jl. Uji", "001", "002", ""]])
    assert isinstance(found, FoundTable)
    assert isinstance(found.recognised, Unrecognised)
    assert found.recognised.reason == "few_columns"
    assert "Tanggal Lahir" in found.recognised.note(PACK.tables).text()


def members(**columns):
    """Six members as the download of OpenSID spells them, with some columns under other headings."""
    base = {
        "No KK": ["6311031203119001"] * 6,
        "NIK": [f"631103120380900{n}" for n in range(6)],
        "Nama": [f"UJI {n}" for n in "ABCDEF"],
        "Jenis Kelamin": ["LAKI-LAKI", "PEREMPUAN"] * 3,
        "Hubungan": ["Kepala Keluarga", "Istri", *["Anak Kandung"] * 4],
        "Tempat Lahir": ["Awayan"] * 6,
        "Tanggal Lahir": ["12-03-1980"] * 6,
        "Agama": ["Islam"] * 6,
        "Kewarganegaraan": ["Warga Negara Indonesia"] * 6,
        "Pendidikan": ["Tamat SD/sederajat"] * 6,
        "Pekerjaan": ["Petani"] * 6,
    }
    base |= {key.replace("_", " "): values for key, values in columns.items()}
    return [list(base), *map(list, zip(*base.values(), strict=True))]


def test_the_column_whose_values_fit_is_the_field():
    found = one(members(Status=["HIDUP"] * 6, Kawin=["Kawin", "Kawin", *["Belum Kawin"] * 4])).recognised
    assert (found.headers["status_kawin"], found.unfit) == ("Kawin", ())
    (note,) = [note.text() for note in found.notes if note.key == "column_by_values"]
    assert note == 'Kolom M "Kawin" dibaca sebagai "Status", sebab isinya cocok; isi kolom L "Status" tidak.'


def test_a_column_of_other_values_is_not_read_and_said_so():
    found = one(members(Status=["HIDUP"] * 6)).recognised
    assert "status_kawin" not in found.columns
    assert found.unfit == ("status_kawin",)
    assert 'Kolom L "Status" TIDAK dapat diperiksa' in found.notes[-1].text()


@pytest.mark.parametrize(
    "values",
    [
        ["Kawin", *["HIDUP"] * 5],
        ["HIDUP"] * 3 + [""] * 3,
        [""] * 6,
        ["kawin", "BELUM KAWIN", "Kawin", "Entah", "Entah", "Entah"],
    ],
)
def test_some_wrong_values_are_mistakes_of_the_village(values):
    found = one(members(Status=values)).recognised
    assert (found.unfit, found.headers["status_kawin"]) == ((), "Status")


def test_the_same_header_with_other_values_is_looked_at_anew():
    forms = Forms(PACK.tables, PACK.codelists, PACK.strangers)
    good, bad = members(Status=["Kawin"] * 6), members(Status=["HIDUP"] * 6)
    read_ = [forms.read([Sheet("a.xls", "S", rows)])[0].recognised for rows in (good, bad, good)]
    assert [one.unfit for one in read_] == [(), ("status_kawin",), ()]


def test_a_title_above_a_form_is_no_lost_sheet():
    rows = [titles("t49"), ["Islam", 1, 2, 3]]
    title = Sheet("a.xls", "Tabel 1", [["PEMERINTAH KABUPATEN UJI"], ["DATA AGAMA"]])
    parts = Forms(PACK.tables, PACK.codelists).read([title, Sheet("a.xls", "Tabel 2", rows)])
    assert not isinstance(parts[0], (FoundTable, Passed))
    numbers = Sheet("a.xls", "Hitung", [["Jumlah", 12], ["Sisa", 3]])
    assert isinstance(Forms(PACK.tables, PACK.codelists).read([numbers, Sheet("a.xls", "T", rows)])[0], FoundTable)
