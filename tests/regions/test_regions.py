"""The region table: complete, found by dotted and plain codes, and quick for one district."""

import pytest

from validator.regions.table import Regions, plain_code

REGIONS = Regions.load()


def test_the_whole_country_is_there():
    provinces = sorted({code[:2] for code in REGIONS.district_codes()})
    assert len(provinces) == 38
    assert len({code[:4] for code in REGIONS.district_codes()}) == 514
    assert len(REGIONS.district_codes()) == 7285
    assert sum(len(REGIONS.villages_in(province)) for province in provinces) == 83762


@pytest.mark.parametrize(
    ("code", "name"),
    [("63.11.03.2021", "Putat Basiun"), ("6311032014", "Muara Jaya"), ("63.11.03.2005", "Pematang")],
)
def test_village(code, name):
    village = REGIONS.village(code)
    assert village is not None
    assert (village.code, village.name) == (plain_code(code), name)
    assert (village.district, village.regency, village.province) == (
        "Awayan",
        "Kabupaten Balangan",
        "Kalimantan Selatan",
    )
    assert village.kind == "desa"


def test_kinds():
    village = REGIONS.village("31.71.01.1001")
    assert village is not None
    assert village.kind == "kelurahan"


@pytest.mark.parametrize("code", ["", "63", "6311032999", "9999999999", "abc", "63.11.03", "../../etc"])
def test_no_village(code):
    assert REGIONS.village(code) is None


@pytest.mark.parametrize(
    ("code", "known"), [("631103", True), ("63.11.03", True), ("631199", False), ("6311", False), ("", False)]
)
def test_district(code, known):
    assert REGIONS.district_exists(code) is known
    assert REGIONS.district_exists("6311030802719001"[:10]) is True


def test_villages_of_a_district_in_order():
    codes = [village.code for village in REGIONS.villages_in("63.11.03")]
    assert len(codes) == 23
    assert codes == sorted(codes)
    assert REGIONS.villages_in("99") == ()


@pytest.mark.parametrize(
    ("name", "district", "code"),
    [
        ("PUTAT  BASIUN", "631103", "6311032021"),
        ("muarajaya", "63.11.03", "6311032014"),
        ("Putat", "631103", None),
        ("Putat Basiun", "631104", None),
        ("", "631103", None),
        ("Putat Basiun", "6311", None),
    ],
)
def test_find_village(name, district, code):
    assert REGIONS.find_village(name, district) == code


def test_a_name_that_two_villages_of_a_district_bear_finds_neither():
    names: dict[tuple[str, str], int] = {}
    for village in REGIONS.villages_in("81"):
        place = (village.code[:6], village.name.casefold())
        names[place] = names.get(place, 0) + 1
    assert names["817101", "nusaniwe"] == 2
    assert REGIONS.find_village("Nusaniwe", "817101") is None


def test_find_districts():
    assert REGIONS.find_districts(["awayan"]) == ("631103",)
    assert len(REGIONS.find_districts(["Sukamaju", "Paringin"])) >= 1
    assert REGIONS.find_districts(["Tidak Ada"]) == ()
