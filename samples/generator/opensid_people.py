"""The population sheet of OpenSID: 43 columns by their own names, answers by OpenSID's own numbers."""

from __future__ import annotations

from samples.generator.opensid_sheets import Row, Sheet
from samples.generator.population import Family, Person, Village

COLUMNS = [
    "alamat",
    "dusun",
    "rw",
    "rt",
    "nama",
    "no_kk",
    "nik",
    "sex",
    "tempatlahir",
    "tanggallahir",
    "agama_id",
    "pendidikan_kk_id",
    "pendidikan_sedang_id",
    "pekerjaan_id",
    "status_kawin",
    "kk_level",
    "warganegara_id",
    "ayah_nik",
    "nama_ayah",
    "ibu_nik",
    "nama_ibu",
    "golongan_darah_id",
    "akta_lahir",
    "dokumen_pasport",
    "tanggal_akhir_paspor",
    "dokumen_kitas",
    "akta_perkawinan",
    "tanggalperkawinan",
    "akta_perceraian",
    "tanggalperceraian",
    "cacat_id",
    "cara_kb_id",
    "hamil",
    "ktp_el",
    "status_rekam",
    "alamat_sekarang",
    "status_dasar",
    "suku",
    "tag_id_card",
    "id_asuransi",
    "no_asuransi",
    "lat",
    "lng",
]
_FAITH = {"Islam": 1, "Kristen": 2, "Katholik": 3, "Hindu": 4, "Budha": 5}
_MARRIED = {"Belum Kawin": 1, "Kawin": 2, "Janda/Duda": 4}
_LEVEL = {"Kepala Keluarga": 1, "Suami": 2, "Istri": 3, "Anak Kandung": 4, "Menantu": 5, "Cucu": 6, "Mertua": 8}
_BLOOD = {"A": 1, "B": 2, "AB": 3, "O": 4}


def sheet(village: Village, rw: str) -> Sheet:
    """One row a person, then the instructions that the import leaves out."""
    made = Sheet("Data Penduduk", 1, [list(COLUMNS)])
    for family in village.families:
        for person in family.members:
            made.put(_row(family, person, village.year, rw))
    made.put(["", "###", "Baris di bawah ini petunjuk pengisian."])
    made.put(["sex", "1", "LAKI-LAKI", "2", "PEREMPUAN"])
    return made


def _row(family: Family, person: Person, year: int, rw: str) -> Row:
    age = year - person.birth.year
    said: dict[str, str | int] = {
        "alamat": f"Jl. {family.hamlet}", "dusun": family.hamlet, "rw": rw, "rt": family.rt, "nama": person.name,
        "no_kk": family.number, "nik": person.nik, "sex": 1 if person.sex == "L" else 2, "tempatlahir": person.place,
        "tanggallahir": f"{person.birth.day:02}-{person.birth.month:02}-{person.birth.year}",
        "agama_id": _FAITH.get(family.faith, 7), "pendidikan_kk_id": 1 if age < 7 else 3 if age < 30 else 5,
        "pendidikan_sedang_id": 1 if age < 5 else 4 if age < 13 else 18,
        "pekerjaan_id": 1 if age < 4 else 3 if age < 18 else 9,
        "status_kawin": _MARRIED[person.status], "kk_level": _LEVEL.get(person.relation, 9), "warganegara_id": 1,
        "nama_ayah": f"Bapak {family.surname}", "nama_ibu": f"Ibu {family.surname}",
        "golongan_darah_id": _BLOOD.get(person.blood, 13), "cacat_id": 7, "ktp_el": 2 if age >= 17 else 1,
        "status_dasar": 1, "suku": family.people,
    }  # fmt: skip
    return [said.get(column, "") for column in COLUMNS]
