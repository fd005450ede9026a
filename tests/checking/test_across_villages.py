"""What only shows beside other villages: outliers of a kecamatan, numbers used twice, copied and frozen forms."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.checking.sample_support import MUARA_JAYA, PEMATANG, PUTAT_BASIUN, SAMPLES, TODAY, checked
from validator import check
from validator.regions.table import Regions

CODES = [village.code for village in Regions.load().villages_in("631103")]
ELSEWHERE = [village.code for village in Regions.load().villages_in("631102")]


def population(codes, families):
    """t45 of some villages; 400 persons each, in so many families."""
    fixed = {"laki_laki": 200, "perempuan": 200, "jumlah": 400, "luas_desa": 1000.0, "kepadatan": 40}
    rows = [{"Kode Desa": code, **fixed, "kepala_keluarga": kk} for code, kk in zip(codes, families, strict=True)]
    return {"t45": pd.DataFrame(rows)}


def outliers(frames, rule="STA-040"):
    result = check(frames, year=2026, date=TODAY)
    found = {f.village for f in result.iter_findings() if f.rule == rule}
    open_ = {v.code: n.reason for v in result.villages for n in v.not_checkable if n.rule == rule}
    return found, open_


FAMILIES = [118, 119, 120, 121, 122, 123, 124]


def test_village_far_from_eight_of_its_district_is_found():
    found, open_ = outliers(population(CODES[:8], [40, *FAMILIES]))
    assert found == {CODES[0]}
    assert open_ == {}


def test_seven_villages_are_too_few_to_tell():
    found, open_ = outliers(population(CODES[:7], [40, *FAMILIES[:6]]))
    assert found == set()
    assert set(open_) == set(CODES[:7])
    assert all("paling sedikit 8 desa sekecamatan" in reason for reason in open_.values())


def test_villages_of_another_district_do_not_count():
    found, open_ = outliers(population([*CODES[:7], ELSEWHERE[0]], [40, *FAMILIES]))
    assert found == set()
    assert len(open_) == 8


def test_score_is_that_of_iglewicz_and_hoaglin():
    """Families 40 and 118 to 124: the median of persons a family is between 400/121 and 400/120."""
    values = sorted(400 / kk for kk in (40, *FAMILIES))
    middle = (values[3] + values[4]) / 2
    spread = sorted(abs(v - middle) for v in values)
    expected = 0.6745 * (10 - middle) / ((spread[3] + spread[4]) / 2)
    result = check(population(CODES[:8], [40, *FAMILIES]), year=2026, date=TODAY)
    columns = "jiwa_per_kk, jiwa_per_kk_tengah, jiwa_per_kk_skor, jiwa_per_kk_desa"
    query = f"SELECT {columns} FROM pencilan WHERE _village = '{CODES[0]}'"
    assert result._context.connection.execute(query).fetchone() == pytest.approx((10, middle, expected, 8))


def test_alike_villages_have_no_score_and_the_odd_one_cannot_be_judged():
    found, open_ = outliers(population(CODES[:8], [40, *[120] * 7]))
    assert found == set()
    assert set(open_) == {CODES[0]}


def test_small_difference_is_no_outlier_however_alike_the_others_are():
    found, _ = outliers(population(CODES[:8], [130, *FAMILIES]))
    assert found == set()


def member(code, nik, family="6311030101209001", **more):
    return {
        "Kode Desa": code,
        "Kode Keluarga": family,
        "NIK": nik,
        "Nama Anggota Keluarga": "CONTOH",
        "Tanggal Lahir": "15/05/1980",
        "Tempat Lahir": "Awayan",
        "Jenis Kelamin": "LAKI-LAKI",
        "Hubungan": "Kepala Keluarga",
        "Agama": "Islam",
        "Status": "Kawin",
        "Kewarganegaraan": "Warga Negara Indonesia",
        "Dusun": "I",
        "RT": "1",
        "RW": "1",
        **more,
    }


def written(tmp_path, **files):
    for name, rows in files.items():
        pd.DataFrame(rows).to_csv(tmp_path / f"{name}.csv", index=False, sep=";")
    return check([tmp_path], year=2026, date=TODAY)


NIK, OTHER, FAMILY = "6311031505809001", "6311031505809002", "6311030101209002"


def test_nik_in_two_files_of_two_villages_is_found_in_both(tmp_path):
    first = [member(PUTAT_BASIUN, NIK, "6311030101209001"), member(PUTAT_BASIUN, OTHER, "6311030101209001")]
    result = written(tmp_path, satu=first, dua=[member(MUARA_JAYA, NIK, FAMILY)])
    found = {f.village: f for f in result.iter_findings() if f.rule == "STA-030"}
    assert set(found) == {PUTAT_BASIUN, MUARA_JAYA}
    assert "Muara Jaya (6311032014)" in found[PUTAT_BASIUN].message
    assert "Putat Basiun (6311032021)" in found[MUARA_JAYA].message
    assert {f.row for f in found.values()} == {2}
    assert "DDK-017" not in {f.rule for f in result.iter_findings()}
    assert "STA-031" not in {f.rule for f in result.iter_findings()}


def test_findings_across_villages_name_nobody(tmp_path):
    rows = {"satu": [member(PUTAT_BASIUN, NIK)], "dua": [member(MUARA_JAYA, NIK)]}
    for finding in written(tmp_path, **rows).iter_findings():
        if finding.rule in ("STA-030", "STA-031"):
            text = " ".join([finding.message, finding.why, finding.fix, *finding.values.values()])
            assert NIK not in text
            assert "CONTOH" not in text
            assert any("******" in value for value in finding.values.values())


def test_family_card_in_two_villages_is_found_in_both(tmp_path):
    result = written(tmp_path, satu=[member(PUTAT_BASIUN, NIK)], dua=[member(MUARA_JAYA, OTHER)])
    found = {f.village: f.message for f in result.iter_findings() if f.rule == "STA-031"}
    assert set(found) == {PUTAT_BASIUN, MUARA_JAYA}
    assert "Muara Jaya (6311032014)" in found[PUTAT_BASIUN]
    assert "Putat Basiun (6311032021)" in found[MUARA_JAYA]
    assert "STA-030" not in {f.rule for f in result.iter_findings()}


def test_nik_twice_in_one_village_and_once_in_another(tmp_path):
    """Both questions keep apart: the village's own repetition, and the neighbour."""
    first = [member(PUTAT_BASIUN, NIK), member(PUTAT_BASIUN, NIK)]
    result = written(tmp_path, satu=first, dua=[member(MUARA_JAYA, NIK), member(PEMATANG, NIK)])
    own = [(f.village, f.values["kali"]) for f in result.iter_findings() if f.rule == "DDK-017"]
    across = {(f.village, f.values["desa"]) for f in result.iter_findings() if f.rule == "STA-030"}
    assert own == [(PUTAT_BASIUN, "2")] * 2
    assert across == {(PUTAT_BASIUN, "3"), (MUARA_JAYA, "3"), (PEMATANG, "3")}


def test_same_person_in_another_year_is_no_other_village(tmp_path):
    for year in (2025, 2026):
        folder = tmp_path / str(year) / f"{PUTAT_BASIUN if year == 2026 else MUARA_JAYA}_desa"
        folder.mkdir(parents=True)
        rows = [member(folder.name[:10], NIK, tanggal=f"12/03/{year}")]
        pd.DataFrame(rows).to_csv(folder / "grid_agtkeluarga.csv", index=False, sep=";")
    result = check([tmp_path], date=TODAY)
    assert "STA-030" not in {f.rule for f in result.iter_findings()}


def test_form_copied_from_a_neighbour_is_found_in_both_and_names_the_other():
    found = {f.village: f.message for f in checked("2026").iter_findings() if f.rule == "STA-018"}
    assert set(found) == {PUTAT_BASIUN, MUARA_JAYA}
    assert "Putat Basiun (6311032021)" in found[MUARA_JAYA]


def test_the_same_numbers_in_other_cells_are_no_copy():
    cells = ["angkatan_kerja", "masih_sekolah", "ibu_rumah_tangga", "bekerja_penuh", "bekerja_tidak_tentu"]
    numbers = [231, 12, 54, 120, 45]
    for there, copied in ((numbers, True), ([231, 54, 12, 120, 45], False)):
        rows = [{"Kode Desa": PEMATANG, **dict(zip(cells, numbers, strict=True))}]
        rows += [{"Kode Desa": MUARA_JAYA, **dict(zip(cells, there, strict=True))}]
        result = check({"k02": pd.DataFrame(rows)}, year=2026, date=TODAY)
        assert ("STA-015" in {f.rule for f in result.iter_findings()}) is copied


@pytest.mark.parametrize(("others", "asked"), [((), False), ((MUARA_JAYA,), True)])
def test_of_one_village_alone_nobody_can_say_that_its_forms_are_no_copies(others, asked):
    cells = {
        "angkatan_kerja": 231,
        "masih_sekolah": 12,
        "ibu_rumah_tangga": 54,
        "bekerja_penuh": 120,
        "tidak_bekerja": 9,
    }
    rows = [
        {"Kode Desa": code, **cells, "masih_sekolah": number} for number, code in enumerate((PEMATANG, *others), 12)
    ]
    result = check({"k02": pd.DataFrame(rows)}, year=2026, date=TODAY)
    assert "STA-015" not in {f.rule for f in result.iter_findings()}
    for village in result.villages:
        assert ("STA-015" in {said.rule for said in village.not_checkable}) is not asked


def test_a_form_with_hardly_a_number_is_not_compared_with_those_of_others():
    cells = {
        "angkatan_kerja": 5,
        "masih_sekolah": 5,
        "ibu_rumah_tangga": 5,
        "bekerja_penuh": 5,
        "bekerja_tidak_tentu": 5,
    }
    rows = [{"Kode Desa": code, **cells} for code in (PEMATANG, MUARA_JAYA)]
    result = check({"k02": pd.DataFrame(rows)}, year=2026, date=TODAY)
    assert "STA-015" not in {f.rule for f in result.iter_findings()}
    assert all("STA-015" not in {said.rule for said in village.not_checkable} for village in result.villages)


def test_a_whole_village_copied_from_a_neighbour_is_found_form_by_form(tmp_path):
    for code in (PEMATANG, MUARA_JAYA):
        folder = tmp_path / f"{code}_desa"
        folder.mkdir()
        for form in ("t03", "t45", "t46a", "t47", "t48", "k02", "k28", "k36"):
            source = SAMPLES / f"2026/6311032005_pematang/grid_{form}.xls"
            pd.read_excel(source, engine="calamine").assign(**{"Kode Desa": code}).to_csv(
                folder / f"grid_{form}.csv", index=False, sep=";", decimal=","
            )
    result = check([tmp_path], year=2026, date=TODAY)
    copies = {f.rule for f in result.iter_findings() if "STA-010" <= f.rule <= "STA-019"}
    assert copies == {f"STA-01{n}" for n in range(8)}


def test_a_village_that_sends_last_year_again_is_frozen(tmp_path):
    for year in (2025, 2026):
        folder = tmp_path / str(year) / "6311032005_pematang"
        folder.mkdir(parents=True)
        for path in (SAMPLES / "2025/6311032005_pematang").glob("grid_[tk]*.xls"):
            frame = pd.read_excel(path, engine="calamine", dtype=object)
            if "Tanggal" in frame:
                frame["Tanggal"] = f"12/06/{year}"
            frame.to_csv(folder / f"{path.stem}.csv", index=False, sep=";", decimal=",")
    result = check([tmp_path], date=TODAY)
    found = {f.rule: f for f in result.iter_findings() if f.rule.startswith(("STA-02", "YOY-001"))}
    assert {"STA-020", "STA-021", "STA-022", "STA-023", "YOY-001", "YOY-001K", "YOY-001P", "YOY-001T"} <= set(found)
    assert found["STA-020"].values["sama"] == found["STA-020"].values["formulir"] == "10"


def test_a_village_that_lived_on_is_not_frozen():
    for village in (PEMATANG, PUTAT_BASIUN):
        found = {f.rule for f in checked("2025", "2026").iter_findings(village=village)}
        assert not {"STA-020", "STA-021", "STA-022", "STA-023"} & found


def sample(folder, name):
    return pd.read_excel(SAMPLES / f"2026/{folder}/grid_{name}.xls", engine="calamine", dtype=object)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [(1.0, set()), (0.95, {"SDM-028", "SDM-029"}), (0.5, {"SDM-028E", "SDM-029E"})],
)
def test_potensi_is_compared_with_the_members(kept, expected):
    members = sample("6311032005_pematang", "agtkeluarga")
    families = members["Kode Keluarga"].drop_duplicates()
    members = members[members["Kode Keluarga"].isin(set(families.head(round(len(families) * kept))))]
    frames = {"agtkeluarga": members} | {
        t: sample("6311032005_pematang", t) for t in ("t45", "t46a", "t47", "t48", "t49")
    }
    result = check(frames, village=PEMATANG, year=2026, date=TODAY)
    found = {f.rule for f in result.iter_findings() if f.rule.startswith(("SDM-028", "SDM-029", "SDM-030"))}
    assert {rule for rule in found if not rule.startswith("SDM-030")} == expected


@pytest.mark.parametrize(
    ("table", "column", "changed", "rule"),
    [
        ("k01", "laki_laki", lambda cells: [round(n * 1.02) for n in cells], "KEM-001"),
        ("t46a", "laki_25", lambda cells: [n * 9 for n in cells], "SDM-030"),
        ("t47", "perempuan", lambda cells: cells[::-1], "SDM-030D"),
        ("t48", "laki_laki", lambda cells: cells[::-1], "SDM-030P"),
        ("t49", "laki_laki", lambda cells: cells[::-1], "SDM-030A"),
    ],
)
def test_members_potensi_and_perkembangan_disagree(table, column, changed, rule):
    tables = ("agtkeluarga", "k01", "t45", "t46a", "t47", "t48", "t49")
    frames = {t: sample("6311032005_pematang", t) for t in tables}
    declared = checked("2026")._context.pack.tables[table]
    title = declared.field(column).title
    assert rule not in {f.rule for f in check(frames, village=PEMATANG, year=2026, date=TODAY).iter_findings()}
    frames[table][title] = changed([int(n) for n in frames[table][title]])
    assert rule in {f.rule for f in check(frames, village=PEMATANG, year=2026, date=TODAY).iter_findings()}


def test_cohorts_survive_from_year_to_year():
    """All ages of last year one year older hold; the same ages again do not."""
    ages = {f"laki_{age:02}": 1 + 7 * age % 20 for age in range(60)}
    older = {f"laki_{int(name[-2:]) + 1:02}": n for name, n in ages.items()}
    for now, holds in ((older, True), (ages, False)):
        rows = [{"Tanggal": "12/06/2025", **ages}, {"Tanggal": "12/06/2026", "laki_00": 6, **now}]
        result = check({"t46a": pd.DataFrame(rows).fillna(0)}, village=PEMATANG, date=date(2026, 11, 24))
        assert ("YOY-004" not in {f.rule for f in result.iter_findings()}) is holds
