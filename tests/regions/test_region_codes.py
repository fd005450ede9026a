"""Region codes have dates: what was official once, what is a code of another office, and what a pack adds."""

import csv
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.former_regions import former_lines
from validator.pack.models import NewRegion
from validator.regions import vendored as region_data
from validator.regions.codes import dotted, is_bps_code, plain_code, slips
from validator.regions.former import former, former_districts
from validator.regions.table import Regions

REGIONS = Regions.load()
NEW = (
    NewRegion("6311032030", "Contoh Baru", "2026", ("6311032021",)),
    NewRegion("631140", "Awayan Hulu", "2026-01-05"),
    NewRegion("6311402001", "Contoh Dua"),
)


def former_codes() -> dict[str, list[str]]:
    lines = [*region_data.lines_of("former.txt"), *region_data.lines_of("former-villages.txt")]
    return {line.partition("\t")[0]: line.split("\t") for line in lines}


def test_no_former_code_is_in_force_and_every_successor_is():
    codes = former_codes()
    assert len(codes) == 7009
    assert {len(code): sum(len(c) == len(code) for c in codes) for code in codes} == {4: 26, 6: 594, 10: 6389}
    for code, (_, decree, successor, name) in codes.items():
        assert REGIONS.village(code) is None
        assert code not in REGIONS.district_codes()
        assert name
        assert decree in "0123"
        if successor:
            assert len(successor) == len(code)
            assert REGIONS.name(successor)
            assert former(successor) is None


def test_of_one_decree_no_two_codes_became_one():
    claims = [(decree, successor) for _, decree, successor, _ in former_codes().values() if successor]
    assert len(claims) == len(set(claims))


def test_members_carry_one_time_stamp():
    with zipfile.ZipFile(Path(region_data.__file__).parent / "data" / "regions.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(2025, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("code", "until", "successor", "place"),
    [
        ("92.71.01.1001", 2025, "9671011001", "Papua Barat Daya"),
        ("72.01.09.2015", 2025, "7201242001", "Sulawesi Tengah"),
        ("81.05.02.2047", 2025, "8105162003", "Maluku"),
        ("91.01.01.2001", 2022, "9301012001", "Papua Selatan"),
    ],
)
def test_a_code_once_official(code, until, successor, place):
    standing = REGIONS.standing(code)
    assert (standing.state, standing.until) == ("lama", until)
    assert standing.successor is not None
    assert (standing.successor.code, standing.successor.province) == (successor, place)
    assert REGIONS.successor(code) == successor
    assert REGIONS.known_village(code) is not None
    assert REGIONS.village(code) is None


def test_a_former_village_keeps_the_names_of_its_day():
    region = REGIONS.known_village("92.71.01.1001")
    assert region is not None
    assert (region.name, region.regency, region.province) == ("Remu Utara", "Kota Sorong", "Papua Barat")


def test_a_former_code_without_a_sure_successor_names_none():
    unsure = [c for c, (_, _, successor, _) in former_codes().items() if not successor and len(c) == 10]
    assert unsure
    for code in unsure:
        assert REGIONS.standing(code).successor is None
        assert REGIONS.standing(code).state == "lama"


def test_former_districts_exist_but_are_none_of_today():
    assert REGIONS.district_exists("9101011234")
    assert REGIONS.district_exists("92.71.01")
    assert "910101" in former_districts() - REGIONS.district_codes()
    assert REGIONS.ever_district_codes() == REGIONS.district_codes() | former_districts()
    assert (REGIONS.name("9101"), REGIONS.successor("9101")) == ("Kabupaten Merauke", "9301")
    assert REGIONS.villages_in("9101") == ()


@pytest.mark.parametrize("code", ["6311030021", "3201010001", "9401010005"])
def test_a_code_of_the_statistics_office(code):
    assert is_bps_code(code)
    assert REGIONS.standing(code).state == "bps"


@pytest.mark.parametrize("code", ["6311032021", "6311030000", "6300030021", "6311000021", "9971030021", "63110300211"])
def test_no_code_of_the_statistics_office(code):
    assert REGIONS.standing(code).state != "bps"


def test_a_mistyped_code_has_its_neighbours_named():
    near = [region.code for region in REGIONS.standing("6311033021").near]
    assert "6311032021" in near
    swapped = [region.code for region in REGIONS.standing("6311302021").near]
    assert "6311032021" in swapped
    assert REGIONS.standing("6311034005").state == "asing"


@given(st.sampled_from(sorted(c for r in REGIONS.villages_in("6311") for c in [r.code])))
def test_every_slip_differs_in_one_place_or_two_neighbours(code):
    for slip in slips(code):
        places = [i for i in range(10) if slip[i] != code[i]]
        assert len(slip) == 10
        assert len(places) == 1 or (len(places) == 2 and places[1] - places[0] == 1)


@pytest.mark.parametrize(
    "text",
    [
        "6311.03.2021",
        "63-11-03-2021",
        "63 11 03 2021",
        "63.11.03.2021",
        "63_11_03_2021",
        "63\N{EN DASH}11.03.2021",
        "6311 032021",
    ],
)
def test_spellings_of_a_code(text):
    assert plain_code(text) == "6311032021"
    assert dotted(plain_code(text)) == "63.11.03.2021"


def test_an_added_village_is_in_force_and_what_it_replaces_is_not():
    regions = Regions.load(NEW)
    assert regions is Regions.load(tuple(NEW))
    assert regions.standing("6311032030").state == "berlaku"
    gone = regions.standing("6311032021")
    assert (gone.state, gone.until) == ("lama", 2026)
    assert gone.successor is not None
    assert gone.successor.code == "6311032030"
    assert gone.region is not None
    assert gone.region.name == "Putat Basiun"
    codes = [region.code for region in regions.villages_in("63.11.03")]
    assert "6311032030" in codes
    assert "6311032021" not in codes
    assert codes == sorted(codes)


def test_an_added_district_holds_added_villages():
    regions = Regions.load(NEW)
    assert regions.district_exists("6311402001")
    assert "631140" in regions.ever_district_codes()
    village = regions.village("6311402001")
    assert village is not None
    assert (village.district, village.regency) == ("Awayan Hulu", "Kabupaten Balangan")
    assert regions.find_village("contoh dua", "631140") == "6311402001"
    assert regions.find_districts(["awayan hulu"]) == ("631140",)


def test_what_a_pack_adds_stays_with_it():
    Regions.load(NEW).village("6311032030")
    assert REGIONS.village("6311032030") is None
    assert REGIONS.standing("6311032021").state == "berlaku"


def test_a_village_split_among_several_has_no_one_successor():
    split = (NewRegion("6311032030", "Satu", "", ("6311032021",)), NewRegion("6311032031", "Dua", "", ("6311032021",)))
    standing = Regions.load(split).standing("6311032021")
    assert (standing.state, standing.until, standing.successor) == ("lama", 0, None)


def test_the_tool_follows_a_village_into_its_district_under_another_spelling(tmp_path):
    known = {"1101": "Kabupaten A", "110102": "Baru", "1101022001": "Urung", "1101022002": "Kwamor Kecil"}
    rows = [("1101012001", "Urung", "1101022001"), ("1101012002", "Kwawor Kecil", ""), ("1101012003", "Lain", "")]
    path = tmp_path / "former.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["code", "name", "last_decree", "successor"])
        writer.writerows([code, name, "Kepmendagri 050-145/2022", new] for code, name, new in rows)
    assert [line.split("\t")[2] for line in former_lines(path, known)] == ["1101022001", "1101022002", ""]
