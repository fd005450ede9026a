"""Potensi forms on institutions, elections, roads and communication, counted from the same families."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from samples.generator.dice import Dice
from samples.generator.grids import BLANK, Cell
from samples.generator.names import Names
from samples.generator.population import Village
from samples.generator.profiles import Profile

Record = dict[str, Cell]
_OFFICES = ("pemerintahan", "pembangunan", "pemberdayaan", "kesra", "umum", "keuangan", "perekonomian", "data")
_FILLED = {"pemerintahan": "S-1", "kesra": "SLTA", "umum": "SLTA", "keuangan": "DIPL"}
_COUNCIL = {"Putat Basiun": 7, "Muara Jaya": 5, "Pematang": 5}
_OFFICER = "Pematang"
_STAFF = 2
_ELECTIONS = {
    "Pemilu Kepala Desa/Kelurahan": (date(2021, 10, 20), 0.91),
    "Pemilu Kepala Kabupaten/Kota": (date(2024, 11, 27), 0.78),
    "Pemilu Kepala Gubernur": (date(2024, 11, 27), 0.77),
    "Pemilu Legislatif (DPD/DPR/DPRD)": (date(2024, 2, 14), 0.85),
    "Pemilu Presiden": (date(2024, 2, 14), 0.86),
}
# Number, officers each, kinds of activity.
_BODIES = {
    "LPMD/LPMK ATAU SEBUTAN LAIN": (1, 7, 4),
    "PKK": (1, 14, 10),
    "KARANG TARUNA": (1, 9, 3),
    "KELOMPOK TANI/NELAYAN": (4, 5, 3),
    "LEMBAGA ADAT": (1, 5, 2),
    "BADAN USAHA MILIK DESA": (1, 5, 2),
    "ORGANISASI KEAGAMAAN": (2, 6, 4),
}
_SCOPE = {"KELOMPOK TANI/NELAYAN": "Pertanian", "BADAN USAHA MILIK DESA": "Usaha desa", "LEMBAGA ADAT": "Adat"}
# Kilometres for every hectare of road land, good share.
_ROADS = {
    ("Jalan Desa/Kelurahan", "1.1 Panjang jalan aspal"): (0.34, 0.8),
    ("Jalan Desa/Kelurahan", "1.3 Panjang jalan tanah"): (0.62, 0.55),
    ("Jalan Desa/Kelurahan", "1.5 Panjang jalan konblok/semen/beton"): (0.12, 0.95),
    ("Jalan Antar Desa/Kecamatan", "2.1 Panjang jalan aspal"): (0.28, 0.7),
}
_BRIDGES = {
    ("Jembatan", "6.1 Jumlah jembatan beton"): (3, 0),
    ("Jembatan", "6.3 Jumlah jembatan kayu"): (1, 1),
    ("Prasarana Angkutan Darat", "7.1 Jumlah pangkalan ojek"): (1, 0),
}
_TRAFFIC = {
    "Truck umum": ("Sarana Transportasi Darat", 3),
    "Angkutan Per-Desa/Kelurahanan": ("Sarana Transportasi Darat", 2),
    "Ojek": ("Sarana Transportasi Darat", 6),
    "Jumlah tambatan perahu": ("Prasarana Transportasi Laut/Sungai", 1),
    "Perahu tanpa motor": ("Sarana Transportasi Sungai/Laut", 5),
}


def single(profile: Profile, village: Village) -> dict[str, Record]:
    """The form of the village government, which has one record a year."""
    return {"t55": _government(profile)}


def several(profile: Profile, village: Village, land: Mapping[str, Cell]) -> dict[str, list[Record]]:
    """The forms with a record for every institution, election or facility, by table name."""
    return {
        "t56": _institutions(profile, village),
        "t56a": [_election(village, kind, day, share) for kind, (day, share) in _ELECTIONS.items()],
        "t64": _roads(village, land),
        "t64a": _traffic(village),
        "t65": _communication(village),
    }


def _government(profile: Profile) -> Record:
    """Two hamlets, four sections, a secretary, and a council of five or seven."""
    return {
        "dasar_hukum_pemerintah": "Perda",
        "dasar_hukum_bpd": "Keputusan Bupati",
        "jumlah_aparat": 1 + 1 + len(_FILLED) + len(profile.hamlets) + _STAFF,
        "jumlah_perangkat": 1 + len(_FILLED) + len(profile.hamlets),
        "kepala_desa": "Ada",
        "sekretaris": "Ada",
        **{f"kasi_{office}": "Ada dan Aktif" if office in _FILLED else "Tidak Ada" for office in _OFFICES},
        "jumlah_staf": _STAFF,
        "jumlah_dusun": len(profile.hamlets),
        **{f"kepala_dusun_{i}": "Aktif" if i <= len(profile.hamlets) else BLANK for i in range(1, 6)},
        **{f"pendidikan_kasi_{office}": _FILLED.get(office, BLANK) for office in _OFFICES},
        **_heads(profile),
        **_council(profile),
    }


def _heads(profile: Profile) -> Record:
    officer = profile.name == _OFFICER
    return {
        "pendidikan_kepala_desa": "SLTA",
        "pangkat_kepala_desa": "-",
        "nip_kepala_desa": "-",
        "pelatihan_kepala_desa": "Pelatihan pengelolaan keuangan desa",
        "kelamin_kepala_desa": "Laki-laki",
        "pendidikan_sekretaris": "S-1",
        "nama_sekretaris": _persons(profile, 1)[0],
        "kepegawaian_sekretaris": "PNS" if officer else "Non PNS",
        "pangkat_sekretaris": "Penata Muda / III-a" if officer else BLANK,
        "nip_sekretaris": "198503122010011901" if officer else BLANK,
        "pelatihan_sekretaris": "Bimbingan teknis profil desa",
        "kelamin_sekretaris": "Laki-laki",
    }


def _persons(profile: Profile, count: int) -> list[str]:
    """Invented names of officials; the first is always the same."""
    names = Names(Dice(profile.seed + 500))
    return [names.give("L" if i % 3 == 0 else "P", names.family()) for i in range(count)]


def _council(profile: Profile) -> Record:
    size = _COUNCIL[profile.name]
    leaders, members = _persons(profile, size + 1)[1:4], _persons(profile, size + 1)[4:]
    places = range(1, 16)
    return {
        "keberadaan_bpd": "Ada dan Aktif",
        "anggota_bpd": size,
        **dict(zip(("nama_ketua_bpd", "nama_wakil_bpd", "nama_sekretaris_bpd"), leaders, strict=True)),
        "pendidikan_ketua_bpd": "S-1",
        "pelatihan_ketua_bpd": "Pelatihan penyusunan peraturan desa",
        "kelamin_ketua_bpd": "Perempuan",
        "pendidikan_wakil_bpd": "SLTA",
        "pendidikan_sekretaris_bpd": "DIPL",
        **{f"nama_anggota_bpd_{i}": members[i - 1] if i <= len(members) else BLANK for i in places},
        **{f"pendidikan_anggota_bpd_{i}": "SLTA" if i <= len(members) else BLANK for i in places},
    }


def _institutions(profile: Profile, village: Village) -> list[Record]:
    numbers = {family.rt for family in village.families}
    bodies = _BODIES | {"RUKUN TETANGGA": (len(numbers), 3, 2)}
    if profile.rw != "-":
        bodies["RUKUN WARGA"] = (1, 3, 1)
    more = village.year - 2025
    return [
        {
            "jenis_lembaga": name,
            "jumlah": count,
            "dasar_hukum": "Berdasarkan Keputusan Lurah/Kepala Desa",
            "pengurus": count * officers,
            "alamat_kantor": f"Kantor Desa {profile.name}",
            "jenis_kegiatan": activities + (more if name == "PKK" else 0),
            "ruang_lingkup": _SCOPE.get(name, "Kemasyarakatan"),
        }
        for name, (count, officers, activities) in bodies.items()
    ]


def _election(village: Village, kind: str, day: date, share: float) -> Record:
    """Entitled is who lives here and was 17 on that day."""
    adults = [person.sex for person in village.persons if (day - person.birth).days >= 17 * 365.25]
    women, men = adults.count("P"), adults.count("L")
    voted = round(women * share), round(men * (share - 0.03))
    return {
        "jenis_pemilihan": kind,
        "hak_pilih_perempuan": women,
        "hak_pilih_laki_laki": men,
        "hak_pilih": women + men,
        "memilih_perempuan": voted[0],
        "memilih_laki_laki": voted[1],
        "memilih": sum(voted),
        "persentase": round(100 * sum(voted) / (women + men), 4),
    }


def _roads(village: Village, land: Mapping[str, Cell]) -> list[Record]:
    hectares = land["jalan"]
    assert isinstance(hectares, int | float)
    worse = 0.05 * (2026 - village.year)
    found = {}
    for place, (each, good) in _ROADS.items():
        length = round(hectares * each, 2)
        sound = round(length * (good - worse), 2)
        found[place] = (sound, round(length - sound, 2))
    return [
        {"kategori": kind, "jenis": name, "kondisi_baik": good, "kondisi_rusak": bad, "jumlah": round(good + bad, 2)}
        for (kind, name), (good, bad) in {**found, **_BRIDGES}.items()
    ]


def _traffic(village: Village) -> list[Record]:
    more = village.year - 2025
    return [
        {"kategori": kind, "jenis": name, "jumlah": count + (more if name == "Ojek" else 0)}
        for name, (kind, count) in _TRAFFIC.items()
    ]


def _communication(village: Village) -> list[Record]:
    families, people = len(village.families), len(village.persons)
    counts = {
        ("Telepon", "Jumlah Pelanggan GSM"): (round(0.56 * people), "Orang"),
        ("Telepon", "Sinyal Telepon Seluler/Handphone"): (2, "Sinyal"),
        ("Radio / TV", "Jumlah TV"): (round(0.88 * families), "Unit"),
        ("Radio / TV", "Jumlah parabola"): (round(0.42 * families), "Unit"),
        ("Radio / TV", "Jumlah radio"): (round(0.1 * families), "Unit"),
        ("Koran/Majalah/Bulletin", "Papan pengumuman"): (3, "Unit"),
    }
    return [
        {"kategori": kind, "jenis": name, "jumlah": count, "satuan": unit}
        for (kind, name), (count, unit) in counts.items()
    ]
