"""The mistakes planted in the forms are found at their cells, and nothing else is."""

import csv
from pathlib import Path

import pytest

from samples.generator import potensi_faults
from samples.generator.planting import books
from samples.generator.profiles import MUARA_JAYA, PEMATANG, PROFILES, PUTAT_BASIUN
from tests.support.samples import checked

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORMS = ("t09", "t12", "t13", "t14", "t15", "t16", "t18", "t19", "t55", "t56", "t56a", "t64", "t64a", "t65")
FORMS += (
    "k02",
    "k08",
    "k09",
    "k10",
    "k11",
    "k12",
    "k13",
    "k14",
    "k18",
    "k20",
    "k21",
    "k28",
    "k29",
    "k34",
    "k35",
    "k35a",
    "k35a3",
)
LEDGER = list(csv.DictReader((SAMPLES / "seeded.csv").read_text(encoding="utf-8").splitlines()))
PLANTED = [line for line in LEDGER if any(line["file"].endswith(f"grid_{form}.xls") for form in FORMS)]


@pytest.fixture(scope="module")
def result():
    return checked("2025", "2026")


@pytest.fixture(scope="module")
def found(result):
    return [finding for finding in result.iter_findings() if finding.table in FORMS]


def name(file):
    return "/".join(Path(file).parts[-2:])


@pytest.mark.parametrize("line", PLANTED, ids=lambda line: f"{line['rule']}-{line['village']}")
def test_planted_mistake_is_found_at_its_cell(line, found):
    at = [f for f in found if name(f.file) == name(line["file"]) and (line["marked"] or line["cell"]) in f.cells]
    assert line["rule"] in {f.rule for f in at}


def test_every_finding_on_these_forms_was_planted(found):
    at = {(line["village"], line["rule"], line["marked"] or line["cell"]) for line in LEDGER}
    also = {(line["village"], rule) for line in LEDGER for rule in line["also"].split()}
    planted = [f for f in found if any((f.village, f.rule, cell) in at for cell in f.cells)]
    assert [f for f in found if f not in planted and (f.village, f.rule) not in also] == []


def test_clean_village_has_no_error_and_no_finding_on_these_forms(result, found):
    assert not any(f.village == PEMATANG.code for f in found)
    assert result.village(PEMATANG.code).counts["error"] == 0


def test_enough_is_planted_in_both_villages():
    planters = ((PUTAT_BASIUN, potensi_faults.putat_basiun), (MUARA_JAYA, potensi_faults.muara_jaya))
    for profile, plant in planters:
        entries = plant(books(profile)[1])
        assert len(entries) >= 15
        assert {e.rule for e in entries} <= {line["rule"] for line in PLANTED if line["village"] == profile.code}
    assert len(PLANTED) >= 40
    assert len({line["rule"] for line in PLANTED}) >= 35


def test_farmers_voters_and_land_agree_with_the_other_forms():
    for profile in PROFILES:
        for book in books(profile):
            families = book.grids["t45"].get(0, "kepala_keluarga")
            assert all(book.grids[t].get(0, "keluarga_petani") <= families for t in ("t13", "t15", "t18"))
            crops = book.grids["t19"]
            grown = sum(crops.get(r, n) for r in range(len(crops.rows)) for n in ("luas_rakyat", "luas_swasta_negara"))
            assert grown == pytest.approx(book.grids["t03"].get(0, "luas_tanah_perkebunan"))
            forms = ("dataran_rendah", "berbukit", "kawasan_rawa", "aliran_sungai")
            whole = sum(book.grids["t12"].get(0, form) for form in forms)
            assert whole == pytest.approx(book.grids["t01"].get(0, "luas_desa"))
