"""Perkembangan forms on safety, public spirit, planning meetings and organisations."""

from __future__ import annotations

from collections.abc import Sequence

from samples.generator.dice import Dice
from samples.generator.grids import Cell, labels
from samples.generator.population import Village

Record = dict[str, Cell]
# Name in Potensi for the organisations that both instruments know.
_SAME = {
    "Badan Usaha Milik Desa (BUMDES)": "BADAN USAHA MILIK DESA",
    "Karang Taruna": "KARANG TARUNA",
    "Kelompok Tani/Nelayan": "KELOMPOK TANI/NELAYAN",
    "Lembaga Adat": "LEMBAGA ADAT",
    "LKMD/LPM/Sebutan Lain": "LPMD/LPMK ATAU SEBUTAN LAIN",
    "Organisasi Keagamaan": "ORGANISASI KEAGAMAAN",
    "Pemberdayaan dan Kesejahteraan Keluarga (PKK)": "PKK",
    "Rukun Tetangga (RT)": "RUKUN TETANGGA",
    "Rukun Warga (RW)": "RUKUN WARGA",
}
_ALSO = ("Posyandu", "Kelompok Gotong Royong")
_CITED = ("pakai_profil_desa", "pakai_data_bps", "libatkan_masyarakat")
_PAPERS = ("dokumen_rkp", "dokumen_rpjm", "dokumen_hasil_musrenbang")


def single(village: Village) -> dict[str, Record]:
    """The forms with one record a year."""
    dice = Dice(int(village.code) * 30 + village.year)
    return {"k34": _conflicts(dice), "k35": _spirit(dice), "k35a3": _meetings(dice, village)}


def organisations(village: Village, institutions: Sequence[Record]) -> list[Record]:
    """Every organisation on the list; those that Potensi counts, and two more, have officers."""
    dice = Dice(int(village.code) * 40 + village.year)
    counted = {record["jenis_lembaga"] for record in institutions if record["jumlah"]}
    return [
        _organisation(label, dice.between(2, 12) if label in _ALSO or _SAME.get(label) in counted else 0)
        for label in labels("jenis_organisasi")
    ]


def _organisation(label: str, activities: int) -> Record:
    return {
        "jenis_organisasi": label,
        "kepengurusan": "Ada dan Aktif" if activities else "Tidak Ada",
        "buku_administrasi": min(activities // 2, 4),
        "jumlah_kegiatan": activities,
        "dasar_hukum": "Peraturan Desa" if activities else "Tidak Ada",
    }


def _conflicts(dice: Dice) -> Record:
    """Quarrels between neighbours, and now and then between hamlets; none about ethnic or religious groups."""
    neighbours, hamlets = dice.between(0, 2), dice.between(0, 1)
    return {"konflik": neighbours + hamlets, "antar_tetangga": neighbours, "antar_rt_rw": hamlets}


def _spirit(dice: Dice) -> Record:
    names = ("pancasila", "bhinneka", "kesatuan")
    kinds = {f"{name}_jenis": dice.between(1, 2) for name in names}
    return {**kinds, **{f"{name}_kegiatan": kinds[f"{name}_jenis"] + dice.between(0, 3) for name in names}}


def _meetings(dice: Dice, village: Village) -> Record:
    men = len(village.families) // 3 + dice.between(0, 4)
    women = men // 2 + dice.between(0, 5)
    asked = dice.between(11, 19)
    return {
        "musyawarah": 3,
        "kehadiran": men + women,
        "peserta_laki_laki": men,
        "peserta_perempuan": women,
        "musyawarah_antar_desa": 1,
        **dict.fromkeys(_CITED, "Ya"),
        "usulan_masyarakat": asked,
        "usulan_pemerintah_desa": dice.between(4, 8),
        "usulan_tingkat_atas": dice.between(1, 3),
        "usulan_ditolak": 1,
        **dict.fromkeys(_PAPERS, "Ada"),
        "tidak_direalisasikan": asked // 3,
        "tidak_sesuai_hasil": dice.between(0, 1),
    }
