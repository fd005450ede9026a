"""Rows of the member list in the words of OpenSID's sheets, written by hand: the other way round from the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RELATIONS = {
    "Kepala Keluarga": "KEPALA KELUARGA",
    "Suami": "SUAMI",
    "Istri": "ISTRI",
    "Anak Kandung": "ANAK",
    "Menantu": "MENANTU",
    "Cucu": "CUCU",
    "Ayah": "ORANGTUA",
    "Ibu": "ORANGTUA",
    "Mertua": "MERTUA",
}
PARENTS = {"Ayah": "Laki-Laki", "Ibu": "Perempuan"}
SCHOOLS = {
    "Tamat SD/sederajat": "TAMAT SD / SEDERAJAT",
    "Tamat SLTP/sederajat": "SLTP/SEDERAJAT",
    "Tamat SLTA/sederajat": "SLTA / SEDERAJAT",
    "Tamat S-1/sederajat": "DIPLOMA IV/ STRATA I",
    "Tamat S-2/sederajat": "STRATA II",
    "Tidak pernah sekolah": "TIDAK / BELUM SEKOLAH",
}
JOBS = {
    "Belum Bekerja": "BELUM/TIDAK BEKERJA",
    "Pelajar": "PELAJAR/MAHASISWA",
    "Petani": "PETANI/PEKEBUN",
    "Pegawai Negeri Sipil": "PEGAWAI NEGERI SIPIL (PNS)",
    "TNI": "TENTARA NASIONAL INDONESIA (TNI)",
    "POLRI": "KEPOLISIAN RI (POLRI)",
    "Purnawirawan/Pensiunan": "PENSIUNAN",
    "Karyawan Honorer": "KARYAWAN HONORER",
    "Dokter swasta": "DOKTER",
    "Guru swasta": "GURU",
    "Presiden": "PRESIDEN",
    "Bupati/walikota": "BUPATI",
    "Anggota Legislatif": "ANGGOTA DPRD KABUPATEN/KOTA",
}
CITIZENS = {"Warga Negara Indonesia": "WNI", "Dwi Kewarganegaraan": "DUA KEWARGANEGARAAN"}
MARRIED = {"Belum Kawin": "BELUM KAWIN", "Kawin": "KAWIN", "Janda/Duda": "CERAI MATI"}
SAME = {"nik", "kode_keluarga", "nama", "alamat", "dusun", "rt", "rw", "tempat_lahir", "tanggal_lahir"}
ASKED_BY_SHEET = {"nik", "kode_keluarga", "nama", "nama_kepala_keluarga"}

Row = Mapping[str, Any]


def questionnaire(row: Row) -> Row | None:
    """A row as the questionnaire has it; None if it says more than that sheet can hold."""
    return row if {name for name in row if name[0] != "_"} <= ASKED_BY_SHEET else None


def population(row: Row) -> Row | None:
    """A row as the population sheet has it; None if OpenSID has no words for it."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        said = {name: value} if name in SAME or name[0] == "_" else _said(name, value)
        if said is None:
            return None
        found |= said
    parent = PARENTS.get(row.get("hubungan", ""))
    if parent and row.get("jenis_kelamin", parent) != parent:
        return None
    return found | ({"jenis_kelamin": parent.upper()} if parent else {})


def _said(name: str, value: Any) -> Row | None:
    lists = {"hubungan": RELATIONS, "pekerjaan": JOBS, "status_kawin": MARRIED}
    if value is None:
        return {name: None}
    if name in lists:
        return {name: lists[name][value]} if value in lists[name] else None
    if name == "jenis_kelamin":
        return {name: value.upper()}
    if name == "golongan_darah":
        return {name: value.upper()}
    if name == "kewarganegaraan":
        return {"warganegara": CITIZENS[value]} if value in CITIZENS else None
    if name == "pendidikan":
        return _school(value)
    return None


def _school(value: str) -> Row | None:
    if value.startswith(("Sedang ", "Belum masuk")):
        return {"pendidikan_sedang": value.upper()}
    if value in SCHOOLS:
        return {"pendidikan_kk": SCHOOLS[value], "pendidikan_sedang": "TIDAK SEDANG SEKOLAH"}
    return None
