"""A finding about a pair names the other rows: in the same sheet, in another file, in another village."""

from __future__ import annotations

import json
from datetime import date

import pytest
from msgspec.structs import replace

from tests.engine.bulk_support import CLEAN, both, told, write
from tests.engine.engine_support import rule
from validator.checking import check_with
from validator.intake import Settings
from validator.pack.loading import load_pack
from validator.pack.models import Pack
from validator.reports import write as report

TODAY = date(2026, 6, 30)
MUARA_JAYA = "63.11.03.2014"
SAME = "_6311030802719050"


def pack(*partners: str, **more: str) -> Pack:
    texts = {"message": "Kembar dengan {partners}.", "message_en": "The same as {partners}."}
    asked = rule(
        "TES-1", "nama <> 'Kembar'", table="agtkeluarga", partners=partners or ("nik",), blames=("nik",),
        also=("opensid_penduduk",), **texts, **more,
    )  # fmt: skip
    return replace(load_pack(), rules=(asked,))


def people(*twins: int, rows: int = 20, nik: str = SAME, **more: str) -> list[list[str]]:
    """Members of one village; those at `twins` (row numbers of the file) are called Kembar and share a number."""
    found = [list(CLEAN)]
    for line in range(2, rows + 2):
        twin = (
            {"NIK": nik, "Nama Anggota Keluarga": "Kembar"} if line in twins else {"NIK": f"_63110308027192{line:02}"}
        )
        found.append(list((CLEAN | twin | more).values()))
    return found


def said(paths, pack_: Pack, lang: str = "id", **more) -> list[str]:
    result = check_with(pack_, [*paths], Settings("", None, TODAY, show_personal=True, lang=lang))
    return [f.message for f in result.iter_findings()]


def test_two_rows_name_each_other(tmp_path):
    path = write(tmp_path / "a.csv", people(3, 17))
    assert said([path], pack()) == ["Kembar dengan baris 17.", "Kembar dengan baris 3."]
    assert said([path], pack(), "en") == ["The same as row 17.", "The same as row 3."]


@pytest.mark.parametrize(
    ("twins", "first", "english"),
    [
        ((3, 5, 9), "baris 5 dan baris 9", "row 5 and row 9"),
        ((3, 5, 9, 17), "baris 5, baris 9 dan baris 17", "row 5, row 9 and row 17"),
        ((3, 5, 9, 17, 18), "baris 5, baris 9, baris 17 dan 1 lainnya", "row 5, row 9, row 17 and 1 other"),
        (range(3, 12), "baris 4, baris 5, baris 6 dan 5 lainnya", "row 4, row 5, row 6 and 5 others"),
    ],
)
def test_several_are_named_and_the_rest_counted(tmp_path, twins, first, english):
    path = write(tmp_path / "a.csv", people(*twins))
    assert said([path], pack())[0] == f"Kembar dengan {first}."
    assert said([path], pack(), "en")[0] == f"The same as {english}."


def test_another_file_is_named(tmp_path):
    paths = [write(tmp_path / "a.csv", people(3)), write(tmp_path / "sub" / "b.csv", people(4, **{"No.": "2"}))]
    assert said(paths, pack()) == ["Kembar dengan baris 4 berkas b.csv.", "Kembar dengan baris 3 berkas a.csv."]
    assert said(paths, pack(), "en")[0] == "The same as row 4 of file b.csv."


def test_another_sheet_is_named(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "rt.xlsx") as book:
        for name, rows in (("RT 01", people(3)), ("RT 02", people(5, **{"No.": "2"}))):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    path = tmp_path / "rt.xlsx"
    assert said([path], pack()) == ["Kembar dengan baris 5 lembar 'RT 02'.", "Kembar dengan baris 3 lembar 'RT 01'."]
    assert said([path], pack(), "en")[0] == "The same as row 5 of sheet 'RT 02'."


def test_other_villages_are_named_only_where_the_rule_compares_them(tmp_path):
    paths = [
        write(tmp_path / "a.csv", people(3, 17)),
        write(tmp_path / "b.csv", people(4, 6, **{"Kode Desa": MUARA_JAYA})),
    ]
    elsewhere = sorted(said(paths, pack("nik", "desa_lain")))
    assert (
        sorted(elsewhere)
        == ["Kembar dengan Desa Muara Jaya baris 4."] * 2 + ["Kembar dengan Desa Putat Basiun baris 3."] * 2
    )
    assert said(paths, pack("nik", "desa_lain"), "en")[0] == "The same as row 3 of Desa Putat Basiun."
    assert sorted(said(paths, pack())) == [f"Kembar dengan baris {line}." for line in (17, 3, 4, 6)]


def test_nobody_to_name_is_no_hole_in_the_sentence(tmp_path):
    path = write(tmp_path / "a.csv", people(3))
    assert said([path], pack()) == ["Kembar dengan baris lain."]
    assert said([path], pack(), "en") == ["The same as another row."]


def test_json_carries_the_partners(tmp_path):
    path = write(tmp_path / "a.csv", people(3, 17))
    result = check_with(pack(), [path], Settings("", None, TODAY))
    report("json", result, tmp_path / "hasil.json")
    (one, _) = json.loads((tmp_path / "hasil.json").read_text("utf-8"))["findings"]
    assert one["partners"] == [{"file": path.as_posix(), "sheet": "a", "row": 17, "village": "6311032021"}]


def test_large_files_name_the_same_partners(tmp_path, monkeypatch):
    paths = [
        write(tmp_path / "a.csv", people(3, 17, 19)),
        write(tmp_path / "b.csv", people(4, 6, **{"Kode Desa": MUARA_JAYA})),
    ]
    for asked in (pack(), pack("nik", "desa_lain")):
        whole, bulk = both(monkeypatch, *paths, rules=asked)
        assert told(bulk) == told(whole)
        assert [f.partners for f in bulk.iter_findings()] == [f.partners for f in whole.iter_findings()]


def test_twin_rows_of_a_form_name_each_other(tmp_path):
    import pandas as pd

    from validator import check

    frame = pd.DataFrame({"Agama": ["Islam", "Hindu", "Islam"], "Laki-Laki": [1, 2, 3], "Perempuan": [1, 2, 3]})
    found = list(check({"t49": frame}, village="6311032021", year=2026, date=TODAY).iter_findings())
    twins = [f for f in found if f.rule == "GEN-008"]
    assert [(f.row, f.partners[0].row) for f in twins] == [(2, 4), (4, 2)]
    assert [f"baris {other}" in f.message for f, other in zip(twins, (4, 2), strict=True)] == [True, True]


def test_rows_that_stand_in_for_members_name_each_other():
    """A rule of members that OpenSID's population sheet is asked through a derived table."""
    known = load_pack()
    trial = replace(known.rule("GEN-024N"), message="Kembar dengan {partners}.", partners=("nik",))
    person = {"nik": "6311031505809001", "no_kk": "6311031505189001", "tanggallahir": "15-05-1980", "sex": "1"}
    rows = [person | {"nama": name} for name in ("AHMAD", "xxx", "xxx")]
    frames = {"opensid_penduduk": rows}
    result = check_with(replace(known, rules=(trial,)), frames, Settings("6311032021", None, TODAY))
    expected = [f"Kembar dengan baris {line} dan baris {other}." for line, other in ((2, 4), (2, 3))]
    assert [f.message for f in result.iter_findings()] == expected
