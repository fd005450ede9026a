"""Which mistakes are planted among the members of Putat Basiun and of Muara Jaya in 2026."""

from __future__ import annotations

from samples.generator.grids import BLANK, Cell
from samples.generator.members import Member, Slip, everyone

HEAD, WIFE, CHILD = "Kepala Keluarga", "Istri", "Anak Kandung"


def _is(member: Member, relation: str, low: int = 0, high: int = 120) -> bool:
    return member["hubungan"] == relation and low <= member.age <= high


def _childless(member: Member) -> bool:
    return CHILD not in member.relations


def _other_nik(member: Member) -> Cell:
    """The NIK of somebody of the same sex in another family."""
    others = (m for m in everyone(member.grid) if m["kode_keluarga"] != member["kode_keluarga"])
    return next(m["nik"] for m in others if m.male == member.male and m["hubungan"] == member["hubungan"])


def _stem(member: Member, day: int, month: int) -> str:
    """The NIK with another day and month."""
    nik = member["nik"]
    return f"{nik[:7]}{day:02}{month:02}{nik[11:]}"


def _swappable(member: Member) -> bool:
    day, month = member.born.day, member.born.month
    return day <= 12 and abs(day - month) > 1


PUTAT_BASIUN = (
    Slip("DDK-006", "format", "nik", lambda m: _is(m, CHILD, 3, 11), lambda m: m["nik"][:-1],
         "NIK hanya 15 digit: {now}."),
    Slip("DDK-017", "uniqueness", "nik", lambda m: _is(m, WIFE, 50) and _childless(m), _other_nik,
         "NIK sama dengan NIK istri di keluarga lain.", "DDK-015 DDK-017"),
    Slip("DDK-012", "format", "nik", lambda m: _is(m, CHILD, 6, 10) and m.male, lambda m: _stem(m, 31, 2),
         "NIK memuat tanggal 31 Februari.", "DDK-015"),
    Slip("DDK-016", "plausibility", "tanggal_lahir", lambda m: _is(m, CHILD, 8, 12) and m.born.month <= 4,
         lambda m: m.reborn(m.born.day, m.born.month + 1),
         "Bulan lahir maju tepat satu bulan dari NIK (dari {was} menjadi {now}).", "DDK-015"),
    Slip("DDK-014", "cross-field", "nik", lambda m: _is(m, CHILD, 14, 17) and m.male,
         lambda m: _stem(m, m.born.day + 40, m.born.month), "NIK berpola perempuan pada anak laki-laki."),
    Slip("DDK-024", "range", "tanggal_lahir", lambda m: _is(m, CHILD, 1, 4), lambda m: m.reborn(14, 3, 2037),
         "Tanggal lahir {now} berada di masa depan.", "DDK-015"),
    Slip("DDK-023", "completeness", "tanggal_lahir", lambda m: _is(m, CHILD, 13, 16), lambda m: BLANK,
         "Tanggal lahir kosong (semula {was})."),
    Slip("FAM-001", "balance", "hubungan",
         lambda m: _is(m, CHILD, 17) and WIFE not in m.relations and m["status_kawin"] == "Belum Kawin",
         lambda m: HEAD, "Anak dicatat sebagai kepala keluarga kedua dalam satu KK."),
    Slip("FAM-007", "cross-field", "hubungan",
         lambda m: _is(m, "Menantu") and WIFE not in m.relations, lambda m: WIFE,
         "Menantu dicatat sebagai Istri dari kepala keluarga perempuan.", marks_head=True),
    Slip("FAM-009", "cross-field", "status_kawin", lambda m: _is(m, WIFE, 30, 50), lambda m: "Belum Kawin",
         "Istri berstatus Belum Kawin."),
    Slip("DDK-031", "cross-field", "pendidikan", lambda m: _is(m, CHILD, 9, 9), lambda m: "Tamat S-1/sederajat",
         "Anak berumur 9 tahun dicatat tamat S-1."),
    Slip("DDK-034", "cross-field", "pekerjaan", lambda m: _is(m, CHILD, 12, 12), lambda m: "Pegawai Negeri Sipil",
         "Anak berumur 12 tahun dicatat sebagai PNS."),
    Slip("DDK-037", "cross-field", "pekerjaan", lambda m: _is(m, HEAD, 35, 60) and m.male, lambda m: "Ibu Rumah Tangga",
         "Laki-laki dicatat sebagai Ibu Rumah Tangga."),
    Slip("FAM-017", "plausibility", "hubungan", lambda m: _is(m, "Ibu"), lambda m: "Cucu",
         "Ibu kepala keluarga dicatat sebagai Cucu, padahal lebih tua dari kepala keluarga."),
    Slip("DDK-042", "domain", "agama", lambda m: _is(m, WIFE, 25, 45) and m["agama"] == "Islam", lambda m: "Islm",
         "Agama salah ketik: {now}."),
    Slip("DDK-022", "format", "nama", lambda m: _is(m, CHILD, 5, 30), lambda m: m["nama"].replace("a", "4", 1),
         "Nama memuat angka."),
    Slip("DDK-001", "format", "kode_keluarga", lambda m: len(m.family) == 1, lambda m: m["kode_keluarga"] + "900101",
         "Nomor KK 22 digit."),
    Slip("DDK-018", "cross-field", "nik", lambda m: _is(m, HEAD, 30) and m.male and len(m.family) > 2,
         lambda m: m["kode_keluarga"], "NIK diisi nomor KK.", "DDK-014 DDK-015"),
    Slip("SIG-07", "plausibility", "alamat", lambda m: _is(m, WIFE, 22), lambda m: "null",
         "Alamat berisi teks sisa program: null."),
    Slip("SIG-05", "cross-field", "tanggal_lahir", lambda m: _is(m, HEAD, 40) and m.male and _swappable(m),
         lambda m: m.reborn(m.born.month, m.born.day),
         "Hari dan bulan lahir tertukar dibanding NIK (dari {was} menjadi {now}).", "DDK-015"),
    Slip("FAM-005", "uniqueness", "no_urut", lambda m: _is(m, CHILD, 5) and len(m.family) > 3, lambda m: 1,
         "Nomor urut anggota dobel dalam satu KK.", marks_head=True),
    Slip("GEN-016", "completeness", "etnis", lambda m: _is(m, HEAD, 45), lambda m: BLANK,
         "Etnis kosong (semula {was})."),
)  # fmt: skip

MUARA_JAYA = (
    Slip("DDK-019", "format", "nik", lambda m: _is(m, HEAD, 50) and m.male, lambda m: int(m["nik"][1:-1] + "0"),
         "NIK tersimpan sebagai angka sehingga digit terakhirnya hilang.", "DDK-006"),
    Slip("DDK-011", "format", "nik", lambda m: _is(m, CHILD, 6, 12), lambda m: _stem(m, int(m["nik"][7:9]), 13),
         "NIK memuat bulan 13."),
    Slip("DDK-013", "format", "nik", lambda m: _is(m, WIFE, 40), lambda m: m["nik"][:-4] + "0000",
         "Empat digit terakhir NIK 0000."),
    Slip("DDK-008", "domain", "nik", lambda m: _is(m, WIFE, 25, 39), lambda m: "_99" + m["nik"][3:],
         "NIK diawali kode provinsi 99 yang tidak ada."),
    Slip("DDK-006", "format", "nik", lambda m: _is(m, CHILD, 13, 18), lambda m: m["nik"] + "1",
         "NIK 17 digit."),
    Slip("DDK-024U", "range", "tanggal_lahir", lambda m: _is(m, HEAD, 60) and len(m.family) == 1,
         lambda m: m.reborn(m.born.day, m.born.month, 1901), "Umur lebih dari 120 tahun: lahir {now}.", "DDK-015"),
    Slip("DDK-023", "completeness", "tempat_lahir", lambda m: _is(m, CHILD, 3, 9), lambda m: BLANK,
         "Tempat lahir kosong."),
    Slip("FAM-001", "balance", "hubungan", lambda m: _is(m, HEAD) and not m.male and WIFE not in m.relations
         and len(m.family) > 1 and "Menantu" not in m.relations, lambda m: "Famili lain",
         "KK tidak mempunyai kepala keluarga.", "FAM-002"),
    Slip("FAM-006", "cross-field", "hubungan", lambda m: _is(m, "Ibu"), lambda m: "Ayah",
         "Perempuan dicatat sebagai Ayah."),
    Slip("FAM-010", "cross-field", "status_kawin", lambda m: _is(m, HEAD, 35, 50) and WIFE in m.relations,
         lambda m: "Janda/Duda", "Kepala keluarga dengan istri dicatat Janda/Duda."),
    Slip("FAM-002", "referential", "nama_kepala_keluarga", lambda m: _is(m, HEAD, 60) and len(m.family) == 1,
         lambda m: "Sulaminsur Tarubi", "Nama kepala keluarga berbeda dengan nama anggota yang menjadi kepala."),
    Slip("FAM-021", "cross-field", "status_kawin", lambda m: _is(m, "Menantu"), lambda m: "Belum Kawin",
         "Menantu berstatus Belum Kawin."),
    Slip("FAM-022", "cross-field", "status_kawin", lambda m: _is(m, CHILD, 11, 13), lambda m: "Kawin",
         "Anak di bawah 15 tahun berstatus Kawin."),
    Slip("DDK-030", "cross-field", "pendidikan", lambda m: _is(m, HEAD, 30, 50) and m.male,
         lambda m: "Belum masuk TK/Kelompok Bermain", "Orang dewasa dicatat belum masuk TK."),
    Slip("DDK-036", "range", "pekerjaan", lambda m: _is(m, HEAD, 28, 40) and m.male, lambda m: "Purnawirawan/Pensiunan",
         "Orang berumur di bawah 45 tahun dicatat pensiunan."),
    Slip("DDK-039", "plausibility", "pekerjaan", lambda m: _is(m, HEAD, 40) and m.male, lambda m: "Presiden",
         "Pekerjaan salah pilih dari daftar: Presiden."),
    Slip("GEN-024N", "plausibility", "nama", lambda m: _is(m, WIFE, 28), lambda m: "xxx",
         "Nama berisi kata uji: xxx."),
    Slip("SIG-05", "cross-field", "tanggal_lahir", lambda m: _is(m, WIFE, 30) and _swappable(m),
         lambda m: m.reborn(m.born.month, m.born.day),
         "Hari dan bulan lahir tertukar dibanding NIK (dari {was} menjadi {now}).", "DDK-015"),
    Slip("DDK-044", "domain", "golongan_darah", lambda m: _is(m, CHILD, 10), lambda m: "A+",
         "Golongan darah A+ tidak ada dalam daftar."),
)  # fmt: skip
