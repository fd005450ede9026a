"""Words that cells of forms hold and that name nobody, beside those of the declarations."""

from __future__ import annotations

__all__ = ["ALSO_NAMES", "ARTEFACTS", "CELLS", "MONTHS", "UNITS", "USUAL"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTEFACTS = _set(
    "array br calc connect data div err error external false field getting html line n na name nan nbsp nil none "
    "notice null num object php python ref spill true undefined unknown busy blocked value var warning"
)
"""Words that programs leave in cells."""
USUAL = _set(
    "ada atau belum bukan dan dari di dll hari kira kosong kurang lahir lain lainnya lebih nihil orang sekitar "
    "sudah tahu tahun tak tanggal tdk tgl th thn tidak umur usia"
)
MONTHS = _set(
    "januari februari maret april mei juni juli agustus september oktober november desember jan feb peb pebruari "
    "mar apr jun jul agu agt ags agust sep sept okt nov nop nopember des january february march may june july "
    "august october december aug oct dec senin selasa rabu kamis jumat sabtu minggu bulan"
)
UNITS = _set("ha are hektar hektare m m2 m3 kg ton kw kuintal liter km unit buah ekor kk jiwa rp rupiah juta ribu")

CELLS = _set(
    "acak agak agen akan akasia aktip apotek atm aula baiknya bangku bansos batang bayem begini belakang belok belom "
    "bendahara bengkel berlanjut bimtek biru bisanya blangko blok blon blum bor borang bronjong bu bukti bulog "
    "bungkus buras butuh cabang cek cicilan cokelat cor daring day days dekatnya delapan dermaga dicek dikerjakan "
    "dilengkapi dimana dinsos diperkirakan disana disdukcapil disini disusulkan ditanyakan ditunda diukur dobel "
    "domisili dosis drum duluan dummy dus ekr ext foto fotokopi ga gabah gaji gak galam galon gang gantung gapoktan "
    "gardu genap getah gimana gorong got gram habis hamparan haruan hibah hilir honor hours hubungi hulu hutang ijin "
    "ikat indihome indosat infonya insentif internet itik izin jabon jaminan jaringan jelas jerigen kades kadus kalau "
    "kangkong kapan karung kasi kasie kaur kawat kebanyakan kec kelabu kelak keluar kemarin keramba ket kirai klinik "
    "kloset kodi kolektif komplek komplit kompor konfirmasi koordinator kotor kredit kronis kubur kuliah kurg kwintal "
    "laki2 lampiran lantas laptop layak led ledeng lem lembah linmas lumayan lusa lusin lusinan macam macet majelis "
    "maka malam map mebel meliputi menetap menunggu menyesuaikan menyusul meteran meubel mi mis misal mohon muara "
    "mulanya musala musdes musdus mushalla nanti nipah nunggu nyusul offline online ons operator orange oranye pagi "
    "pambakal papuyu paud pdam pendamping pending perangkat perbaikan perhari permen perseorangan persil pertahun "
    "pertamina petai petak pim pinggir pinjaman pintu pmi pokoknya poktan polsek pondasi posbindu poskesdes potong "
    "printer prona proses prov puluhan pupuk purun pustu putus rabat rangkap rapat ratus rawit raya rim rit rumbia "
    "sak samping sample scan sebab sebelas sebentar seberang segera sekalian sekdes sekitarnya sengon seperempat sepi "
    "sepuluh seribu server sesuaikan setapak siang siring sisir siskeudes solar sore staf staff stok sungkai susah "
    "susulan tadi taklim tambah tandan tandon tanjung tanya tapi tau tba tebing telkomsel tenun terima terlampir "
    "tersendiri tiang tolong tpu transfer transmigrasi triplek tunai tutup ujung undangan ungu untung upah update utk "
    "validasi verifikasi versi wafat wakaf wifi xyz yasinan yg yth zak zakat"
)
"""What else people write where a label, a number or a date belongs."""

ALSO_NAMES = _set(
    "abu alam anggur april arum bahari bara berlian bhakti bintang bulan bumi cemara cendana cendrawasih damar dewa "
    "dewi duta dwi emas esa fauna flora flores gunung hakim ika imam jati juli juni karya lintang maha mahkota manis "
    "mas melati nila padang perak pita pura pusaka putri rabu sabtu samudra sari selasa seni senin sunda taman "
    "tanjung timur titi titik tunggal tunjung utama utuh wangi wayang yatim"
)
"""Words that are names of persons as well: they stay only where nothing beside them looks like a name."""
