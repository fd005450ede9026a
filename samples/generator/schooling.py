"""What a person learns and does at an age: schooling and work follow from the birth year and a plan made once.

So the same person is consistent from one year to the next. Labels are those of the code lists `pendidikan` and
`pekerjaan`; the level of `tingkat_pendidikan` that counts a person is given by `level_row`.
"""

from __future__ import annotations

from datetime import date

from samples.generator.dice import Dice

NEVER, UNFINISHED = "Tidak pernah sekolah", "Tidak tamat SD/sederajat"
SD, SLTP, SLTA = "Tamat SD/sederajat", "Tamat SLTP/sederajat", "Tamat SLTA/sederajat"
D3, S1 = "Tamat D-3/sederajat", "Tamat S-1/sederajat"
STUDENT, IDLE, HOUSEWIFE, RETIRED = "Pelajar", "Belum Bekerja", "Ibu Rumah Tangga", "Purnawirawan/Pensiunan"

_RANK = {NEVER: 0, UNFINISHED: 0, SD: 1, SLTP: 2, SLTA: 3, D3: 4, S1: 4}
_LEVELS: tuple[tuple[int, tuple[tuple[str, float], ...]], ...] = (
    (2002, ((SLTA, 88), (SLTP, 12))),
    (1990, ((SLTA, 48), (SLTP, 24), (SD, 12), (S1, 9), (D3, 5))),
    (1974, ((SD, 38), (SLTP, 22), (SLTA, 20), (S1, 6), (D3, 2), (UNFINISHED, 9), (NEVER, 3))),
    (1900, ((SD, 70), (SLTP, 15), (SLTA, 12), (S1, 3))),
)
_LABOUR = (
    ("Petani", 40),
    ("Buruh Tani", 15),
    ("Buruh Harian Lepas", 10),
    ("Tukang Kayu", 4),
    ("Tukang Batu", 3),
    ("Sopir", 4),
    ("Peternak", 3),
    ("Pedagang Keliling", 3),
    ("Karyawan Perusahaan Swasta", 5),
)
_CLERKS = (
    ("Petani", 20),
    ("Karyawan Swasta", 14),
    ("Wiraswasta", 14),
    ("Perangkat Desa", 5),
    ("Karyawan Honorer", 5),
    ("Pedagang barang kelontong", 8),
    ("Karyawan Perusahaan Swasta", 14),
)
_ROWS = {
    NEVER: "Usia 18 - 56 tahun tidak pernah sekolah",
    UNFINISHED: "Usia 18 - 56 tahun pernah SD tetapi tidak tamat",
    SD: "Tamat SD/sederajat",
    SLTP: "Tamat SMP/sederajat",
    SLTA: "Tamat SMA/sederajat",
    D3: "Tamat D-3/sederajat",
    S1: "Tamat S-1/sederajat",
}


def level(dice: Dice, born: int) -> str:
    """The highest schooling that someone born in that year reaches."""
    for since, options in _LEVELS:
        if born >= since:
            return dice.weigh(options)
    raise ValueError(born)


def work(dice: Dice, born: int, sex: str, reached: str, wife: bool) -> str:
    """What that person does as an adult."""
    if reached == S1:
        return RETIRED if born <= 1966 else dice.pick(("Pegawai Negeri Sipil", "Guru swasta"))
    if reached == D3:
        return dice.pick(("Bidan swasta", "Perawat swasta") if sex == "P" else ("Perawat swasta", "Wiraswasta"))
    if wife and dice.chance(0.6):
        return HOUSEWIFE
    if sex == "P":
        return dice.weigh((("Petani", 50), ("Buruh Tani", 14), ("Pedagang barang kelontong", 14), ("Tukang Jahit", 8)))
    return dice.weigh(_CLERKS if reached == SLTA else _LABOUR)


def education(born: date, reached: str, year: int) -> str:
    """The label of `pendidikan` in that year."""
    age = year - born.year
    if age <= 4:
        return "Belum masuk TK/Kelompok Bermain"
    if age <= 6:
        return "Sedang TK/Kelompok Bermain"
    if age <= 12:
        return "Sedang SD/sederajat"
    if age <= 15:
        return "Sedang SLTP/Sederajat"
    if age <= 18 and _RANK[reached] >= 3:
        return "Sedang SLTA/sederajat"
    return reached


def job(born: date, reached: str, adult: str, year: int) -> str:
    """The label of `pekerjaan` in that year."""
    age = year - born.year
    if age >= 7 and education(born, reached, year).startswith("Sedang"):
        return STUDENT
    return adult if age >= 19 else IDLE


def level_row(born: date, reached: str, year: int) -> str | None:
    """The label of `tingkat_pendidikan` that counts this person, None under three years of age."""
    age = year - born.year
    if age < 3:
        return None
    if age <= 6:
        return "Usia 3 - 6 tahun yang belum masuk TK" if age <= 4 else "Usia 3 - 6 tahun yang sedang TK/play group"
    if education(born, reached, year).startswith("Sedang"):
        return "Usia 7 - 18 tahun yang sedang sekolah"
    return _ROWS[reached]
