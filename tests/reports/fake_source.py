"""A report source made by hand: two villages, causes and consequences, a rejected file, rows left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from validator.findings.models import (
    FileAccount,
    Finding,
    LeftOut,
    NotCheckable,
    Share,
    SheetAccount,
    Village,
)
from validator.pack.models import SEVERITIES

CODE = "6311032021"
OTHER = "6311032014"

LAND = Finding(
    id="a1f0",
    rule="POT-004",
    title="Luas tanah sawah sama dengan jumlah rinciannya",
    severity="error",
    dimension="consistency",
    village=CODE,
    year=2026,
    table="t03",
    table_title="Jenis Lahan",
    file="ekspor/2026/t03_jenis_lahan.xls",
    sheet="Sheet1",
    row=5,
    columns=("luas_tanah_sawah", "sawah_irigasi_teknis", "sawah_tadah_hujan"),
    headers=("Luas tanah sawah (Ha)", "Sawah irigasi teknis (Ha)", "Sawah tadah hujan (Ha)"),
    cells=("E5", "F5", "H5"),
    values={
        "luas_tanah_sawah": "12,5",
        "sawah_irigasi_teknis": "7",
        "sawah_tadah_hujan": "",
        "rincian": "7",
    },
    message="Luas tanah sawah 12,5 ha, tetapi rinciannya berjumlah 7 ha.",
    why="Luas tanah sawah adalah jumlah sawah irigasi teknis, setengah teknis, tadah hujan dan pasang surut.",
    fix="Buka formulir Jenis Lahan, cocokkan luas tiap jenis sawah dengan buku tanah desa, lalu perbaiki yang keliru.",
    menu="Potensi > Sumber Daya Alam > Jenis Lahan",
    documents=("Peta desa", "Buku tanah desa"),
    role="Kasi Pemerintahan",
    basis="Permendagri 12/2007, Potensi II.A",
    minutes=10,
    mode="supervisi",
)

TOTAL = replace(
    LAND,
    id="a1f1",
    rule="POT-009",
    title="Luas wilayah sama dengan jumlah jenis lahan",
    root="a1f0",
    columns=("luas_total",),
    headers=("Luas wilayah (Ha)",),
    cells=("AB5",),
    values={"luas_total": "=1+1"},
    message="Luas wilayah 1.240 ha, tetapi semua jenis lahan berjumlah 1.245,5 ha.",
    why="Setiap bidang tanah desa masuk tepat satu jenis lahan.",
    fix="Perbaiki luas tanah sawah lebih dulu, lalu periksa lagi jumlahnya.",
)


def member(number: int, village: str = CODE) -> Finding:
    """A finding about one family member; `number` tells them apart."""
    return Finding(
        id=f"b{number:05d}",
        rule="DDK-011",
        title="Tanggal lahir sesuai NIK",
        severity="warning",
        dimension="accuracy",
        village=village,
        year=2026,
        table="agtkeluarga",
        table_title="KK dan Anggota Keluarga",
        file="ekspor/2026/agtkeluarga.xls",
        sheet="Anggota",
        row=number + 3,
        columns=("nik", "tanggal_lahir"),
        headers=("NIK", "Tanggal Lahir"),
        cells=(f"H{number + 3}", f"M{number + 3}"),
        values={"nik": "631103******9001", "tanggal_lahir": "17/08/1990"},
        message="NIK 631103******9001 memuat tanggal lahir 18/08/1990, tetapi di formulir tertulis 17/08/1990.",
        why="Angka ke-7 sampai ke-12 NIK adalah tanggal lahir (perempuan: tanggal ditambah 40).",
        fix="Cocokkan dengan Kartu Keluarga. Bila KK-nya pun begitu, laporkan ke Disdukcapil.",
        menu="DDK > KK dan Anggota Keluarga",
        documents=("Kartu Keluarga", "Akta kelahiran"),
        role="Kasi Pelayanan",
        basis="Perpres 96/2018 pasal 11",
        minutes=5,
        mode="supervisi",
    )


WHOLE_FORM = replace(
    LAND,
    id="c0",
    rule="UMUM-003",
    title="Formulir diperbarui tahun ini",
    severity="info",
    row=0,
    columns=(),
    headers=(),
    cells=(),
    values={},
    table="t45",
    table_title="Jumlah Penduduk",
    message="Formulir Jumlah Penduduk terakhir diisi tahun 2024.",
    why="Profil desa diperbarui setiap tahun.",
    fix="Isi formulir ini untuk tahun 2026.",
    basis="",
    documents=(),
    trial=True,
)


class FakeSource(Struct, frozen=True, dict=True):
    """A ReportSource over a tuple of findings that stand in the order for people already."""

    findings: tuple[Finding, ...]
    villages: tuple[Village, ...]
    files: tuple[FileAccount, ...] = ()
    version: str = "0.1.0"
    rules_version: str = "2026.1"
    rules_count: int = 128
    reference_date: date = date(2026, 6, 30)
    show_personal: bool = False
    answers: object = None

    def iter_findings(self, village: str | None = None) -> Iterator[Finding]:
        return (f for f in self.findings if village in (None, f.village))

    def listed(self, village: str, limit: int) -> list[Finding]:
        return list(self.iter_findings(village))[:limit]


def village(code: str, name: str, findings: tuple[Finding, ...]) -> Village:
    own = [f for f in findings if f.village == code]
    return Village(
        code=code,
        name=name,
        district="Awayan",
        regency="Balangan",
        year=2026,
        completeness=Share(875, 1000),
        accuracy=Share(857, 875) if own else Share(0, 0),
        coverage=Share(380, 400),
        counts={s: sum(f.severity == s for f in own) for s in SEVERITIES},
        rule_counts={f.rule: sum(g.rule == f.rule for g in own) for f in own},
        not_checkable=(
            NotCheckable("POT-017", "Jumlah KK sama dengan DDK", "t45", "Jumlah Penduduk", 1, "Ekspor DDK belum ada."),
        ),
        missing=("Batas Wilayah", "APB-Desa"),
    )


def books() -> tuple[FileAccount, ...]:
    left = (*(LeftOut(row, "baris jumlah, bukan data") for row in range(40, 52)), LeftOut(60, "baris kosong"))
    anggota = SheetAccount(
        "Anggota",
        "agtkeluarga",
        "KK dan Anggota Keluarga",
        CODE,
        2026,
        3,
        420,
        405,
        15,
        left,
        ("“Nma” mirip “Nama”.",),
    )
    lahan = SheetAccount("Sheet1", "t03", "Jenis Lahan", CODE, 2026, 4, 1, 1, 0)
    return (
        FileAccount("ekspor/2026/agtkeluarga.xls", "0" * 64, "partial", "", (anggota,)),
        FileAccount("ekspor/2026/t03_jenis_lahan.xls", "1" * 64, "read", "", (lahan,)),
        FileAccount(f"ekspor/{OTHER}/t01.xls", "2" * 64, "rejected", "Ini halaman masuk Prodeskel, bukan ekspor."),
    )


def source(members: int = 3) -> FakeSource:
    """Putat Basiun with all kinds of findings and `members` of one rule; Muara Jaya without any."""
    findings = (LAND, TOTAL, *(member(n) for n in range(1, members + 1)), WHOLE_FORM)
    villages = (village(OTHER, "Muara Jaya", findings), village(CODE, "Putat Basiun", findings))
    return FakeSource(findings, villages, books())
