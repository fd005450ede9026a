"""The household questionnaire of a village as OpenSID exports it: eight sheets, answers by OpenSID's own numbers.

Rows and columns are those of the workbook: headings of two or three rows, tables side by side, and the code sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from samples.generator.dice import Dice
from samples.generator.population import Family, Person, Village

Row = list[str | int | float]
"""The cells of a row; '' is an empty one."""

_FAMILY: Row = ["Nama Kepala Keluarga", "No KK"]
_SECURITY = (
    "1.26 Kerukunan", "1.27 Perkelahian", "1.28 Pencurian", "1.29 Penjarahan", "1.30 Perjudian",
    "1.31 Pemakaian Miras dan Narkoba", "1.32 Pembunuhan", "1.33 Penculikan", "1.34 Kejahatan seksual",
    "1.35 Kekerasan Dalam Keluarga/ Rumah Tangga",
)  # fmt: skip
_DDK: list[Row] = [
    [
        *_FAMILY, "Pengisi Data", "", "", "Bulan", "Tahun", "Sumber Data untuk Mengisi Data Dasar Keluarga", "", "", "",
        "", "Jumlah Penghasilan dan Pengeluaran Perbulan", "", "1.3 Status Kepemilikan Rumah",
        "1.9 Pemanfaatan Danau/ Sungai/ Waduk/ situ/ Mata Air oleh Keluarga",
        "1.10 Lembaga Pendidikan Yang Dimiliki Keluarga /Komunitas", "1.11 Penguasaan Aset Tanah oleh Keluarga",
        "1.12 Aset Sarana Transportasi Umum", "1.13 Aset Sarana Produksi", "1.14 Aset Perumahan", "", "",
        "1.15 Aset Lainnya dalam Keluarga",
        "1.16 Kualitas Ibu Hamil dalam Keluarga (jika ada/ pernah ada ibu hamil/nifas)",
        "1.17 Kualitas Bayi dalam Keluarga (jika ada/ pernah ada bayi)",
        "1.18 Kualitas Tempat Persalinan dalam Keluarga (jika ada/ pernah ada)", "1.19 Cakupan Imunisasi",
        "1.20 Penderita Sakit dan Kelainan dalam Keluarga (jika ada/ pernah)",
        "1.21 Perilaku hidup bersih dan sehat dalam Keluarga", "1.22 Pola makan Keluarga",
        "1.23 Kebiasaan berobat bila sakit dalam keluarga", "1.24 Status Gizi Balita dalam Keluarga",
        "1.25 Jenis Penyakit yang diderita Anggota Keluarga", *_SECURITY, "1.36 Masalah Kesejahteraan Keluarga",
    ],
    [
        "", "", "Nama", "Pekerjaan", "Jabatan", "", "", "1", "2", "3", "4", "", "1.1 Penghasilan", "1.2 Pengeluaran",
        *[""] * 6, "Dinding", "Lantai", "Atap",
    ],
]  # fmt: skip
_WATER_LAND: list[Row] = [
    ["1.4 Sumber Air Minum yang digunakan anggota keluarga", *[""] * 7, "1.5 Kepemilikan Lahan"],
    [
        *_FAMILY, "Sumber Air Minum", "Kondisi Air", "", "", "", "", *_FAMILY, "Jenis Lahan", "Memiliki kurang 0,5 ha",
        "Memiliki 0,5 - 1,0 ha", "Memiliki Lebih dari 1,0 ha", "Tidak memiliki",
    ],
    ["", "", "", "Baik", "Berasa", "Berwarna", "Berbau"],
]  # fmt: skip
_OUTPUT: list[Row] = [
    ["1.6 Produksi tahun ini"],
    [
        *_FAMILY,
        "Jenis Komoditas",
        "Komoditas",
        "Jumlah Pohon",
        "Luas Panen (M2)",
        "Produksi",
        "Satuan",
        "Pemasaran Hasil",
    ],
]
_ANIMALS: list[Row] = [
    ["1.7 Kepemilikan Jenis Ternak Keluarga Tahun Ini", "", "", "", "", "1.8 Alat produksi budidaya ikan"],
    [*_FAMILY, "Jenis Binatang Ternak", "Jumlah (Ekor)", "", *_FAMILY, "Nama Alat", "Jumlah"],
]
_BIRTHS: list[Row] = [
    ["1.18 Kualitas Pertolongan Persalinan dalam Keluarga (jika ada/pernah ada)"],
    [*_FAMILY, "Pertolongan Persalinan", "Jumlah Pertolongan"],
]
_MEMBERS: list[Row] = [
    [
        *_FAMILY, "2.1.2 Nomor Induk Kependudukan (NIK) Anggota", "2.1.3 Nama Lengkap Anggota",
        "2.1.9 Tanggal Pencatatan Lahir (DD-MM-YYYY)", "2.1.17 Akseptor KB", "2.2 Cacat Menurut Jenis", "",
        "2.3 Kedudukan Anggota Keluarga sebagai Wajib Pajak dan Retribusi",
        "2.4 Lembaga Pemerintahan Yang Diikuti Anggota Keluarga",
        "2.5 Lembaga Kemasyarakatan Yang Diikuti Anggota Keluarga",
        "2.6 Lembaga Ekonomi Yang Dimiliki Anggota Keluarga",
    ],
    ["", "", "", "", "", "", "Cacat Fisik", "Cacat Mental"],
]  # fmt: skip
_MINING: list[Row] = [
    ["2.7 Produksi bahan galian yang dimiliki anggota keluarga"],
    [*_FAMILY, "NIK Anggota", "Nama Anggota", "Jenis Bahan Galian", "Produksi (Ton/Tahun)", "Milik Adat",
     "Milik Perorangan", "Pemasaran Hasil"],
]  # fmt: skip
_CODES: list[Row] = [
    ["1.3 Status Kepemilikan Rumah", "", "1.15 Aset Lainnya dalam Keluarga", ""],
    [],
    ["ID", "Text", "ID", "Text"],
    [1, "Milik Sendiri", 1, "Memiliki TV dan elektronik sejenis lainnya"],
    [2, "Milik Orang Tua", 2, "Memiliki sepeda motor pribadi"],
    [6, "?", 36, "Memiliki mesin jahit"],
]


@dataclass
class Sheet:
    """One sheet with its heading rows; `put` adds a row of cells from a column on and tells its 0-based number."""

    name: str
    head: int
    rows: list[Row] = field(default_factory=list)

    def put(self, cells: Row, left: int = 0, row: int | None = None) -> int:
        number = len(self.rows) if row is None else row
        while len(self.rows) <= number:
            self.rows.append([])
        line = self.rows[number]
        line.extend([""] * (left + len(cells) - len(line)))
        line[left : left + len(cells)] = cells
        return number


def workbook(village: Village, seed: int) -> dict[str, Sheet]:
    """All eight sheets of a village without a mistake, by name."""
    headings: list[tuple[str, list[Row]]] = [
        ("DDK", _DDK), ("DDK 1.4 s.d 1.5", _WATER_LAND), ("DDK 1.6", _OUTPUT), ("DDK 1.7 s.d 1.8", _ANIMALS),
        ("DDK 1.18", _BIRTHS), ("DDK Anggota", _MEMBERS), ("DDK Anggota 2.7", _MINING), ("Kode Pilihan", _CODES),
    ]  # fmt: skip
    sheets = {name: Sheet(name, len(rows), [list(row) for row in rows]) for name, rows in headings}
    dice = Dice(seed)
    right = {name: len(sheets[name].rows) for name in ("DDK 1.4 s.d 1.5", "DDK 1.7 s.d 1.8")}
    for family in village.families:
        _family(sheets, family, village.year, dice, right)
    return sheets


def _family(sheets: dict[str, Sheet], family: Family, year: int, dice: Dice, right: dict[str, int]) -> None:
    who: Row = [family.head.name, family.number]
    farmer = dice.chance(0.6)
    born = [p for p in family.members if year - p.birth.year == 0]
    sheets["DDK"].put([*who, *_questions(family, year, dice, farmer, bool(born))])
    water = sheets["DDK 1.4 s.d 1.5"]
    water.put([*who, str(dice.pick((2, 3, 5))), "1", "", "", ""], row=_next(water, 0))
    for land in (1, 2, 3):
        size = dice.between(1, 2) if farmer and land == 1 else 4
        marks: Row = ["1" if size == n else "" for n in (1, 2, 3, 4)]
        right[water.name] = 1 + water.put([*who, str(land), *marks], 8, right[water.name])
    if farmer:
        area = 100 * dice.between(20, 95)
        sheets["DDK 1.6"].put([*who, "Tanaman Pangan", "7", "", area, round(area * 0.36), "1", "1"])
    animals = sheets["DDK 1.7 s.d 1.8"]
    animals.put([*who, "4", dice.between(2, 12)], row=_next(animals, 0))
    if dice.chance(0.3):
        right[animals.name] = 1 + animals.put([*who, "4", dice.between(1, 3)], 5, right[animals.name])
    if born:
        sheets["DDK 1.18"].put([*who, "2", 1])
    for person in family.members:
        sheets["DDK Anggota"].put([*who, *_member(person, family.head, dice)])
    if farmer and dice.chance(0.1):
        head = family.head
        sheets["DDK Anggota 2.7"].put([*who, head.nik, head.name, "3", dice.between(1, 20), "", 1, "1"])


def _next(sheet: Sheet, column: int) -> int:
    """The first row below the headings without anything in that column."""
    free = (n for n, row in enumerate(sheet.rows) if n >= sheet.head and not (column < len(row) and row[column]))
    return next(free, len(sheet.rows))


def _questions(family: Family, year: int, dice: Dice, farmer: bool, born: bool) -> Row:
    """The cells of the sheet DDK from the third column on."""
    ages = [year - p.birth.year for p in family.members]
    income = 100_000 * dice.between(14, 45)
    child = any(age <= 5 for age in ages)
    return [
        "Salman Hadurai", "Perangkat Desa", "Kasi Pelayanan", 10, year, "Kartu Keluarga", "Wawancara", "", "", "",
        income, round(income * 0.8), "1", "2, 3", "", str(dice.between(2, 5)) if farmer else "1", "", "2" if farmer and
        dice.chance(0.1) else "", "2", "2", "2", "2, 31", "9" if born else "", "2" if born else "", "6" if born else "",
        "10" if child else "", "", "1", "3", "2", "2" if child else "", "", *[""] * len(_SECURITY),
        _welfare(family, ages),
    ]  # fmt: skip


def _welfare(family: Family, ages: list[int]) -> str:
    head = family.head
    answers = {3: any(age > 61 for age in ages), 21: head.sex == "P"}
    answers[12] = head.sex == "P" and head.status == "Janda/Duda"
    answers[13] = head.sex == "L" and head.status == "Janda/Duda"
    return ", ".join(str(number) for number, holds in sorted(answers.items()) if holds)


def _member(person: Person, head: Person, dice: Dice) -> Row:
    chief = person is head
    recorded = f"{person.birth.day:02}-{person.birth.month:02}-{person.birth.year + 1}"
    method = "3" if person.relation == "Istri" and dice.chance(0.3) else ""
    return [person.nik, person.name, recorded, method, "", "", "1" if chief else "", "", "2" if chief else "", ""]
