"""Villages whose codes, and members whose numbers, come from other years and other lists than the one in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from validator import check
from validator.findings.result import Result
from validator.regions.former import former, former_districts
from validator.regions.table import Regions

TODAY = date(2026, 11, 24)
REGIONS = Regions.load()
HEAD = (
    "RW;RT;Dusun;Alamat;Kode Keluarga;Nama Kepala Keluarga;No.;NIK;Nama Anggota Keluarga;Jenis Kelamin;Hubungan;"
    "Tempat Lahir;Tanggal Lahir;Usia;Status;Agama;GDarah;Kewarganegaraan;Etnis / Suku;Pendidikan;Pekerjaan"
)
MEMBERS = (
    ("150580", "Amat", "Laki-Laki;Kepala Keluarga;Contoh;15/05/1980;46;Kawin", "Tamat SLTA/sederajat;Petani"),
    ("520382", "Siti", "Perempuan;Istri;Contoh;12/03/1982;44;Kawin", "Tamat SLTA/sederajat;Ibu Rumah Tangga"),
)
ABOUT_CODES = {"GEN-002", "GEN-003", "GEN-004", "DDK-003", "DDK-008", "DDK-009", "DDK-010"}


def family(number: int, district: str) -> Iterable[str]:
    """The rows of a family whose card and members were numbered in this district."""
    card, surname = f"{district}1505189001", _word(number)
    for place, (born, name, about, work) in enumerate(MEMBERS, start=1):
        yield (
            f"001;001;Dusun Satu;Jalan Satu;_{card};Amat {surname};{place};_{district}{born}{9000 + place};"
            f"{name} {surname};{about};Kristen;O;Warga Negara Indonesia;Papua;{work}"
        )


def _word(number: int) -> str:
    """Another surname for each number."""
    return "".join(("ba", "da", "ga", "ka", "la", "ma", "na", "pa", "ra", "sa")[int(d)] for d in f"{number:03}").title()


def members(folder: Path, village: str, districts: Sequence[str]) -> Result:
    rows = [row for number, district in enumerate(districts) for row in family(number, district)]
    target = folder / village / "grid_agtkeluarga.csv"
    target.parent.mkdir()
    target.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return check(folder, date=TODAY)


def form(folder: Path, *villages: str, packs: Sequence[Path] = ()) -> dict[str, list[str]]:
    """What is said about codes, by rule, of a form with a row a village."""
    rows = "\n".join(f"{village};10;10;20" for village in villages)
    (folder / "grid_t45.csv").write_text(f"Kode Desa;laki_laki;perempuan;jumlah\n{rows}\n", encoding="utf-8")
    found: dict[str, list[str]] = {}
    for finding in check(folder / "grid_t45.csv", date=TODAY, packs=packs).iter_findings():
        found.setdefault(finding.rule, []).append(finding.message)
    return {rule: messages for rule, messages in found.items() if rule in ABOUT_CODES}


@pytest.mark.parametrize("province", ["91", "92", "93", "94", "95", "96"])
def test_members_of_papua_keep_the_districts_of_their_first_day(tmp_path, province):
    once = sorted(d for d in former_districts() if REGIONS.successor(d)[:2] == province)
    once = once or sorted(d for d in former_districts() if d.startswith(province))
    assert once
    result = members(tmp_path, REGIONS.villages_in(province)[0].code, once[:40])
    told = [f for f in result.iter_findings() if f.severity == "error" or f.rule in ABOUT_CODES]
    assert told == []


def test_every_district_that_ever_was_may_begin_a_number(tmp_path):
    result = members(tmp_path, "6311032021", sorted(former_districts()))
    assert [f for f in result.iter_findings() if f.severity == "error" or f.rule in ABOUT_CODES] == []


def test_a_district_that_never_was_is_still_told(tmp_path):
    rules = {f.rule for f in members(tmp_path, "9301012001", ["910199"]).iter_findings()}
    assert {"DDK-003", "DDK-010"} <= rules


def test_the_folder_of_a_former_code_is_read_and_named(tmp_path):
    result = members(tmp_path, "9271011001", ["927101"])
    assert [(v.code, v.name, v.regency) for v in result.villages] == [("9271011001", "Remu Utara", "Kota Sorong")]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("92.71.01.1001", "92.71.01.1001 resmi sampai 2025; sekarang 96.71.01.1001 Remu Utara, Kota Sorong, Papua"),
        ("7201092015", "72.01.09.2015 resmi sampai 2025; sekarang 72.01.24.2001 Tolisu"),
        ("8105022047", "sekarang 81.05.16.2003 Kwamor Kecil Mata Wawa"),
        ("9101012001", "91.01.01.2001 resmi sampai 2022; sekarang 93.01.01.2001 Nasem, Kabupaten Merauke, Papua"),
    ],
)
def test_a_former_code_is_told_with_what_replaced_it(tmp_path, code, words):
    found = form(tmp_path, code)
    assert list(found) == ["GEN-002"]
    assert words in found["GEN-002"][0].replace(" pada formulir Jumlah Sumber Daya Manusia", "")


def test_a_former_code_without_a_sure_successor_says_so(tmp_path):
    found = form(tmp_path, "3515062003")
    assert former("3515062003").successor == ""
    assert (
        "resmi sampai 2022 untuk Kedungbendo, Kabupaten Sidoarjo; kode penggantinya tidak dapat" in found["GEN-002"][0]
    )


def test_a_code_of_the_statistics_office_is_told_once_and_as_such(tmp_path):
    found = form(tmp_path, "6311030021")
    assert list(found) == ["GEN-002"]
    assert "kode BPS" in found["GEN-002"][0]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("6311033021", "63.11.03.2021 Putat Basiun (Awayan, Kabupaten Balangan)"),
        ("6311032777", "Kecamatan Awayan (Kabupaten Balangan) tidak mempunyai desa bernomor itu"),
        ("6311692777", "Kabupaten Balangan tidak mempunyai kecamatan bernomor itu"),
    ],
)
def test_an_unknown_code_is_told_with_what_is_near(tmp_path, code, words):
    assert words in form(tmp_path, code)["GEN-002"][0]


def test_a_code_in_force_is_not_told(tmp_path):
    assert form(tmp_path, *(REGIONS.villages_in(province)[0].code for province in ("63", "91", "93", "96"))) == {}


def test_a_pack_may_know_newer_villages(tmp_path):
    pack = tmp_path / "paket"
    (pack / "schemas").mkdir(parents=True)
    (pack / "schemas" / "wilayah.yml").write_text(
        "regions:\n"
        "- {code: '63.11.40', name: Awayan Hulu}\n"
        "- {code: '63.11.40.2001', name: Contoh Dua}\n"
        "- {code: '63.11.03.2030', name: Contoh Baru, since: 2026, replaces: ['63.11.03.2021']}\n",
        encoding="utf-8",
    )
    assert form(tmp_path, "6311402001", "6311032030", packs=[pack]) == {}
    assert (
        "resmi sampai 2026; sekarang 63.11.03.2030 Contoh Baru"
        in form(tmp_path, "6311032021", packs=[pack])["GEN-002"][0]
    )
    folder = tmp_path / "63.11.40.2001"
    folder.mkdir()
    (folder / "grid_t45.csv").write_text("laki_laki;perempuan;jumlah\n10;10;20\n", encoding="utf-8")
    villages = check(folder, date=TODAY, packs=[pack]).villages
    assert [(v.code, v.name, v.district) for v in villages] == [("6311402001", "Contoh Dua", "Awayan Hulu")]
    assert "GEN-002" in form(tmp_path, "6311402001")
