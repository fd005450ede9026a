"""The committed samples are what the generator writes; clean villages are clean; the ledger points at what changed."""

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from samples.generate import generate
from samples.generator import large, planting
from samples.generator.forms import FORM_DAY
from samples.generator.grids import declared
from samples.generator.ledger import shown
from samples.generator.profiles import PROFILES

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
GENERATED = sorted(p.relative_to(SAMPLES) for y in ("2025", "2026") for p in (SAMPLES / y).rglob("*.*"))
LEDGER = list(csv.DictReader((SAMPLES / "seeded.csv").read_text(encoding="utf-8").splitlines()))
CLEAN = [(village, number) for village in range(len(PROFILES)) for number in (0, 1)]
"""A village, and the first or the second of its years."""


@cache
def books(village):
    return planting.books(PROFILES[village])


def clean_books():
    return [books(village)[number] for village, number in CLEAN]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    target = tmp_path_factory.mktemp("samples")
    generate(target)
    return target


def contents(path: Path) -> bytes | list[tuple[str, object]]:
    """The bytes of a file; of a workbook its cells, for its XML depends on the libraries at hand."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    cells = (cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row)
    return [(cell.coordinate, cell.value) for cell in cells]


def test_generating_again_gives_the_committed_bytes(made):
    written = sorted(p.relative_to(made) for p in made.rglob("*.*") if p.name != "seeded.csv")
    assert written == GENERATED
    for path in [*written, Path("seeded.csv")]:
        assert contents(made / path) == contents(SAMPLES / path), path


def test_samples_are_small():
    assert sum((SAMPLES / path).stat().st_size for path in GENERATED) < 3_000_000


def test_every_village_and_year_has_all_exports_but_for_the_one_missing():
    folders = Counter(path.parent for path in GENERATED)
    every = len(clean_books()[0].grids)
    assert {len(book.grids) for book in clean_books()} == {every}
    assert sorted(folders.values()) == [every - 1, *[every] * 5]
    assert not (SAMPLES / "2026/6311032014_muara_jaya/grid_k03.xls").exists()


def one(book, table):
    grid = book.grids[table]
    return dict(zip(grid.names, grid.rows[0], strict=True))


def members(book):
    grid = book.grids["agtkeluarga"]
    return [dict(zip(grid.names, row, strict=True)) for row in grid.rows]


def born(member):
    value = member["tanggal_lahir"]
    return value if isinstance(value, date) else date(*(int(part) for part in reversed(value.split("/"))))


@pytest.fixture(params=CLEAN, ids=lambda which: f"{PROFILES[which[0]].folder}-{2025 + which[1]}")
def clean(request):
    village, number = request.param
    return books(village)[number]


def test_potensi_and_perkembangan_agree_with_the_families(clean):
    people, people_by_sex = members(clean), Counter(m["jenis_kelamin"] for m in members(clean))
    t45, t46a, k01, k03 = (one(clean, table) for table in ("t45", "t46a", "k01", "k03"))
    families = len({m["kode_keluarga"] for m in people})
    assert (t45["laki_laki"], t45["perempuan"]) == (people_by_sex["LAKI-LAKI"], people_by_sex["PEREMPUAN"])
    assert t45["jumlah"] == len(people)
    assert t45["kepala_keluarga"] == families == k01["kk_laki_laki"] + k01["kk_perempuan"]
    assert sum(v for n, v in t46a.items() if n.startswith("laki_")) == t45["laki_laki"] == k01["laki_laki"]
    assert sum(v for n, v in t46a.items() if n.startswith("perempuan_")) == t45["perempuan"] == k01["perempuan"]
    assert sum(v for v in k03.values() if isinstance(v, int)) == families


@pytest.mark.parametrize(("table", "column"), [("t48", "pekerjaan"), ("t49", "agama"), ("t47", "tingkat_pendidikan")])
def test_row_forms_count_everybody_once(clean, table, column):
    grid, people = clean.grids[table], members(clean)
    counted = [m for m in people if table != "t47" or m["usia"] >= 3]
    rows = [dict(zip(grid.names, row, strict=True)) for row in grid.rows]
    assert all(row["jumlah"] == row["laki_laki"] + row["perempuan"] for row in rows)
    assert sum(row["jumlah"] for row in rows) == len(counted)
    if table != "t47":
        assert {r[column]: r["jumlah"] for r in rows if r["jumlah"]} == Counter(m[column] for m in people)


def test_land_and_money_close(clean):
    t01, t03, t45, k36 = (one(clean, table) for table in ("t01", "t03", "t45", "k36"))
    groups = ("sawah", "kering", "basah", "perkebunan", "fasilitas_umum", "hutan")
    assert sum(t03[f"luas_tanah_{g}"] for g in groups) == pytest.approx(t03["total_luas"])
    assert t01["luas_desa"] == t03["luas_desa"] == t45["luas_desa"] == t03["total_luas"]
    income = sum(k36[f["name"]] for f in declared("k36")["fields"][:9])
    assert k36["jumlah_penerimaan"] == income
    assert k36["saldo"] == income - k36["belanja_publik"] - k36["belanja_aparatur"] > 0


def test_numbers_of_persons_and_families_are_sound(clean):
    people = members(clean)
    assert len({m["nik"] for m in people}) == len(people)
    for m in people:
        day = born(m)
        assert m["nik"][1:7] == "631103"
        assert m["nik"][7:13] == f"{day.day + 40 * (m['jenis_kelamin'] == 'PEREMPUAN'):02}{day:%m%y}"
        assert m["usia"] == clean.year - day.year
        assert day < FORM_DAY[clean.year]
        assert re.fullmatch(r"_631103\d{6}9\d{3}", m["kode_keluarga"])
        assert int(m["nik"][-4:]) > 9000


def test_families_are_sound(clean):
    families = {}
    for m in members(clean):
        families.setdefault(m["kode_keluarga"], []).append(m)
    for family in families.values():
        head, *others = family
        mother = next((m for m in family if m["hubungan"] == "Istri"), head)
        assert [m["no_urut"] for m in family] == list(range(1, len(family) + 1))
        assert head["hubungan"] == "Kepala Keluarga" != {m["hubungan"] for m in others}
        assert {m["nama_kepala_keluarga"] for m in family} == {head["nama"]}
        assert (head["status_kawin"] == "Kawin") == any(m["hubungan"] == "Istri" for m in others)
        assert all(m["usia"] >= 19 for m in family if m["status_kawin"] != "Belum Kawin")
        for child in (m for m in others if m["hubungan"] == "Anak Kandung"):
            assert 18 <= mother["usia"] - child["usia"] <= 45


def test_school_and_work_fit_the_age(clean):
    for m in members(clean):
        if m["usia"] < 7:
            assert m["pekerjaan"] == "Belum Bekerja"
        if m["pendidikan"].startswith("Sedang S"):
            assert 7 <= m["usia"] <= 18
            assert m["pekerjaan"] == "Pelajar"
        if m["pekerjaan"] == "Ibu Rumah Tangga":
            assert m["jenis_kelamin"] == "PEREMPUAN"


def test_a_year_later_the_same_village():
    for before, after in map(books, range(len(PROFILES))):
        old, new = one(before, "k01"), one(after, "k01")
        for name in ("laki_laki", "perempuan", "kk_laki_laki", "kk_perempuan"):
            assert new[f"{name}_lalu"] == old[name]
        niks = [{m["nik"] for m in members(book)} for book in (before, after)]
        assert len(niks[0] - niks[1]) <= 6
        young, older = one(before, "t46a"), one(after, "t46a")
        cohorts = [(f"{sex}_{age:02}", f"{sex}_{age + 1:02}") for sex in ("laki", "perempuan") for age in range(75)]
        moved = sum(abs(older[next_age] - young[age]) for age, next_age in cohorts)
        assert moved <= 0.05 * len(niks[1])


def test_nothing_is_planted_in_pematang():
    assert {line["village"] for line in LEDGER} == {"6311032021", "6311032014"}


def test_ledger_covers_both_villages_and_many_rules():
    assert min(Counter(line["village"] for line in LEDGER).values()) >= 25
    assert len({line["rule"] for line in LEDGER}) >= 45
    assert all(line["what"].endswith(".") and line["kind"] for line in LEDGER)


@cache
def grid_of(path):
    """The cells of a written file, read by another library than wrote it."""
    if path.suffix == ".csv":
        return list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    if path.suffix == ".xlsx":
        return openpyxl.load_workbook(path).worksheets[0]
    content = path.read_bytes()
    if content.startswith(b"<"):
        rows = content.decode().split("<tr")[1:]
        return [re.findall(r"<td[^>]*>(?:<b>)?([^<]*)", row) for row in rows]
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def addressed(path, address):
    """The text of one cell of a written file."""
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    grid = grid_of(path)
    if path.suffix == ".xlsx":
        return shown(grid[address].value)
    value = grid[int(number) - 1][column - 1]
    text_file = path.suffix == ".csv" or path.read_bytes()[:1] == b"<"
    return value.replace(",", ".") if text_file else shown(value)


@pytest.mark.parametrize("line", [line for line in LEDGER if line["cell"]], ids=lambda line: line["rule"])
def test_ledger_points_at_the_changed_cell(line):
    found = addressed(SAMPLES / line["file"], line["cell"])
    same = found == line["now"] or (found.replace(".", "").isdigit() and float(found) == float(line["now"]))
    assert same, (line["file"], line["cell"], found, line["now"])
    assert line["was"] != line["now"]


def records(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter=";"))


def test_large_file_repeats_no_number_and_breaks_as_asked(tmp_path):
    large.write_members_csv(tmp_path / "good.csv", 3_500)
    rows = records(tmp_path / "good.csv")
    assert len(rows) == 3_500
    assert len(rows[0]) == 22
    assert len({row["NIK"] for row in rows}) == 3_500
    assert len({row["Kode Desa"] for row in rows}) == 4
    families = {row["Kode Keluarga"] for row in rows}
    assert len({(row["Kode Keluarga"], row["Kode Desa"]) for row in rows}) == len(families)
    large.write_members_csv(tmp_path / "bad.csv", 50, broken=True)
    for row in records(tmp_path / "bad.csv"):
        assert (len(row["NIK"]), row["Agama"], row["Tempat Lahir"]) == (16, "Islm", "")
        assert row["Tanggal Lahir"][-4:] > "2029"
        assert re.search(r"\d", row["Nama Anggota Keluarga"])
