"""`from validator import check`: frames and paths in, findings as a DataFrame out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec
import pandas as pd
import pytest

import validator
from tests.checking.sample_support import PEMATANG, PUTAT_BASIUN, SAMPLES, TODAY, checked
from validator import check
from validator.findings.models import Finding
from validator.findings.naming import NoVillageError, village_of
from validator.pack.loading import load_pack
from validator.readers.errors import InputError, SourceError

VILLAGE = {"village": PUTAT_BASIUN, "date": TODAY}


def land(**values: object) -> pd.DataFrame:
    return pd.DataFrame([{"tegal_ladang": 2.0, "pemukiman": 1.0, "pekarangan": 1.0, "luas_tanah_kering": 4.0} | values])


@pytest.mark.parametrize("by", ["name", "title", "code"])
def test_columns_of_a_frame_by_name_label_or_code(by):
    table = load_pack().tables["t03"]
    frame = land(luas_tanah_kering=7.0).rename(columns=lambda name: getattr(table.field(name), by))
    result = check({"t03": frame}, **VILLAGE)
    found = result.findings[result.findings["rule"] == "POT-005"]
    assert found["columns"].tolist() == [("luas_tanah_kering",)]
    assert found["cells"].tolist() == [("D2",)]
    assert found["headers"].tolist() == [(frame.columns[3],)]
    assert found["file"].tolist() == ["t03"]


def test_a_right_frame_has_no_such_finding():
    assert "POT-005" not in set(check({"t03": land()}, **VILLAGE).findings["rule"])


def test_nan_none_and_nat_are_blank():
    frame = pd.concat([land(pemukiman=float("nan"), pekarangan=None), land()])
    frame["tanggal"] = pd.Series([pd.NaT, pd.Timestamp("2026-06-10")], index=frame.index)
    result = check({"t03": frame.head(1)}, **VILLAGE)
    assert result.village(PUTAT_BASIUN).completeness.part == 2


def test_frames_with_an_index_of_their_own_and_several_forms():
    frame = land(luas_tanah_kering=7.0).set_index(pd.Index([99]))
    result = check({"t03": frame, "t01": pd.DataFrame([{"luas_desa": 3.0, "desa_utara": "Desa A"}])}, **VILLAGE)
    assert result.findings.query("rule == 'POT-005'")["row"].tolist() == [2]
    assert {f.sheets[0].table for f in result.files} == {"t01", "t03"}


def test_the_frame_is_left_as_it_was():
    frame = land(pemukiman=None)
    before = frame.copy(deep=True)
    check({"t03": frame}, **VILLAGE)
    pd.testing.assert_frame_equal(frame, before)


def test_findings_are_a_frame_with_one_row_a_finding():
    result = checked("2026")
    assert list(result.findings.columns) == list(Finding.__struct_fields__)
    assert len(result.findings) == len(list(result.iter_findings())) >= result.total
    assert result.findings["severity"].isin(["error", "warning", "info"]).all()


def test_findings_of_a_clean_check_are_an_empty_frame_with_all_columns():
    result = check([SAMPLES / "2026/6311032005_pematang/grid_k01.xls"], date=TODAY)
    assert result.findings.empty
    assert list(result.findings.columns) == list(Finding.__struct_fields__)
    assert result.worst() is None


def test_a_village_by_code_dotted_or_not():
    result = checked("2026")
    assert result.village("63.11.03.2005") is result.village(PEMATANG)
    assert result.village(PEMATANG).name == "Pematang"
    with pytest.raises(KeyError, match="6311032099"):
        result.village("6311032099")


def test_findings_of_one_village():
    found = list(checked("2026").iter_findings(PUTAT_BASIUN))
    assert {f.village for f in found} == {PUTAT_BASIUN}
    assert found == [f for f in checked("2026").iter_findings() if f.village == PUTAT_BASIUN]
    assert list(checked("2026").iter_findings("6311032099")) == []


def test_paths_as_text_path_or_list():
    path = SAMPLES / "2026/6311032021_putat_basiun/grid_k36.xls"
    found = [[f.id for f in check(given, date=TODAY).iter_findings()] for given in (path, str(path), [path, str(path)])]
    assert found[0]
    assert found[0] == found[1] == found[2]


def test_a_path_that_does_not_exist_is_named():
    with pytest.raises(InputError, match="tidak-ada"):
        check(["tidak-ada"], date=TODAY)


@pytest.mark.parametrize(
    ("frames", "told"),
    [
        ({"t99": pd.DataFrame([{"laki_laki": 1}])}, "t99.*mirip.*t09"),
        ({"entah": pd.DataFrame([{"x": 1}])}, "entah.*schema list"),
        ({"t45": pd.DataFrame([{"x": 1}])}, r"t45.*\(x\).*laki_laki.*schema show t45"),
        ({"t45": pd.DataFrame()}, "t45.*kolom"),
        ({5: land()}, "bukan 5"),
        ({"t03": 5}, "t03.*int.*to_pandas"),
        ({"t03": [[1, 2]]}, "t03.*list"),
        ({"t03": {"sawah": [1], "kebun": [1, 2]}}, "sawah 1, kebun 2"),
        ({}, "dict"),
        (5, "int"),
        (None, "NoneType"),
        ([], "list"),
        ([{"laki_laki": 1}], "check"),
        (land(), "DataFrame"),
    ],
)
def test_what_cannot_be_checked_is_told_in_one_sentence(frames, told):
    for expected in (SourceError, InputError, ValueError, TypeError):
        with pytest.raises(expected, match=told):
            check(frames, **VILLAGE)


@pytest.mark.parametrize(
    ("argument", "given"),
    [
        ("date", "24/11/2026"),
        ("date", 5),
        ("year", "dua ribu"),
        ("year", True),
        ("village", "Pematang"),
        ("lang", "fr"),
    ],
)
def test_an_argument_that_cannot_be_understood_is_named(argument, given):
    with pytest.raises(SourceError, match=argument):
        check({"t03": land()}, **VILLAGE | {argument: given})


def test_date_and_year_as_text_and_the_village_as_number():
    plain = check({"t03": land(luas_tanah_kering=7.0)}, village=PUTAT_BASIUN, year=2026, date=TODAY)
    texts = check({"t03": land(luas_tanah_kering=7.0)}, village=int(PUTAT_BASIUN), year="2026", date=TODAY.isoformat())
    assert list(plain.iter_findings()) == list(texts.iter_findings())
    assert texts.reference_date == TODAY


def test_a_village_by_its_name():
    result = checked("2026")
    assert result.village("Pematang") is result.village("desa  PEMATANG") is result.village(PEMATANG)
    with pytest.raises(KeyError) as caught:
        result.village("Pemantang")
    assert "Pematang (6311032005)" in str(caught.value)


def test_a_name_of_several_villages_lists_their_codes():
    village = checked("2026").village(PEMATANG)
    twin = msgspec.structs.replace(village, code="6311032099")
    with pytest.raises(NoVillageError, match=r"Ada 2 desa.*6311032005.*6311032099"):
        village_of([village, twin], "Pematang", "id")


def test_a_notebook_shows_counts_and_rules_and_nobody():
    result = checked("2026", show_personal=True)
    page = result._repr_html_()
    assert "Pematang (6311032005)" in page
    assert not re.search(r"https?:|<script|\d{13,}", page)
    names = {str(v) for name in ("nama", "nama_kepala_keluarga") for v in result.frame("agtkeluarga")[name].dropna()}
    assert not any(f">{name}<" in page for name in names)
    assert all(str(v.counts["error"]) in page for v in result.villages)
    assert repr(result).startswith("<Result: 3 desa, ")


def test_what_is_offered_can_be_seen():
    assert {"check", "Result", "InputError"} <= set(dir(validator))
    offered = dir(checked("2026"))
    assert {"findings", "villages", "files", "village", "frame"} <= set(offered)
    assert not any(name.startswith("_") for name in offered)
    assert all(hasattr(checked("2026"), name) for name in offered)


def test_progress_is_told_of_every_file():
    seen: list[tuple[str, int, int]] = []
    folder = SAMPLES / "2026/6311032005_pematang"
    check([folder], date=TODAY, progress=lambda path, number, count: seen.append((Path(path).name, number, count)))
    assert [number for _, number, _ in seen] == list(range(1, len(seen) + 1))
    assert {count for _, _, count in seen} == {len(list(folder.iterdir()))}


def test_today_is_what_the_caller_says():
    young = pd.DataFrame([{"No. KK": "6311030101269001", "NIK": "6311031506209001", "Tanggal Lahir": "15/06/2020"}])
    early = check({"agtkeluarga": young}, village=PUTAT_BASIUN, date=date(2019, 1, 1))
    late = check({"agtkeluarga": young}, village=PUTAT_BASIUN, date=date(2026, 1, 1))
    assert ("DDK-024" in set(early.findings["rule"]), "DDK-024" in set(late.findings["rule"])) == (True, False)
    assert (early.reference_date, late.reference_date) == (date(2019, 1, 1), date(2026, 1, 1))


def test_messages_in_english():
    frame = {"t03": land(luas_tanah_kering=7.0)}
    (plain,) = check(frame, **VILLAGE).findings.query("rule == 'POT-005'")["title"]
    (english,) = check(frame, **VILLAGE, lang="en").findings.query("rule == 'POT-005'")["title"]
    assert plain != english


def test_the_package_offers_check_and_result_and_nothing_unknown():
    assert validator.Result is type(checked("2026"))
    with pytest.raises(AttributeError):
        _ = validator.entah
