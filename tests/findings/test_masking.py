"""What identifies a person is masked in everything that a finding says, unless `show_personal` lifts the masks."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict
from python_calamine import CalamineWorkbook

from tests.checking.sample_support import SAMPLES, TODAY, checked
from validator import check
from validator.findings.formatting import EMPTY, fill, mask_long_numbers, mask_name, mask_number, masked, number, shown
from validator.findings.models import Finding
from validator.pack.models import Field

FOLDER = SAMPLES / "2026/6311032021_putat_basiun"


@pytest.fixture(scope="module")
def personal() -> set[str]:
    """Every NIK, No. KK and full name in the members' list of Putat Basiun."""
    rows = CalamineWorkbook.from_path(FOLDER / "grid_agtkeluarga.xls").get_sheet_by_index(0).to_python()
    header = [str(cell) for cell in rows[0]]
    wanted = [i for i, text in enumerate(header) if text in ("NIK", "Kode Keluarga", "Nama Anggota Keluarga")]
    assert len(wanted) == 3
    found = {str(row[i]).strip("_ \xa0") for row in rows[1:] for i in wanted}
    return {text for text in found if len(text) > 6}


def said(finding: Finding) -> str:
    texts = [text for name, text in asdict(finding).items() if name not in ("id", "root")]
    return "\n".join([*map(str, texts), *map(str, finding.values.values())])


def test_no_number_or_name_of_the_samples_leaves_whole(personal):
    for finding in checked("2026").iter_findings("6311032021"):
        text = said(finding)
        assert not [p for p in personal if p in text], (finding.rule, text)


def test_no_finding_holds_a_run_of_thirteen_digits():
    for finding in checked("2026").iter_findings():
        assert not re.search(r"\d{13}", said(finding).replace(finding.file, "")), finding.rule


def test_what_cannot_be_checked_and_the_books_name_nobody(personal):
    result = checked("2026")
    texts = [n.reason for v in result.villages for n in v.not_checkable]
    texts += [left.reason for f in result.files for s in f.sheets for left in s.left_out]
    texts += [note for f in result.files for s in f.sheets for note in s.notes]
    assert not [p for p in personal if p in "\n".join(texts)]


def test_show_personal_lifts_the_masks(personal):
    result = check([FOLDER / "grid_agtkeluarga.xls"], date=TODAY, show_personal=True)
    values = {value for f in result.iter_findings() for value in f.values.values()}
    assert values & personal
    assert not any(set(value) == {"*"} for value in values)


def test_ids_are_the_same_with_and_without_masks():
    shown_ = check([FOLDER / "grid_agtkeluarga.xls"], date=TODAY, show_personal=True)
    hidden = check([FOLDER / "grid_agtkeluarga.xls"], date=TODAY)
    assert [f.id for f in shown_.iter_findings()] == [f.id for f in hidden.iter_findings()]


@given(st.text(st.characters(categories=["Nd"]), min_size=1, max_size=30))
def test_of_a_number_at_most_ten_digits_stay(text):
    hidden = mask_number(text)
    assert len(hidden) == len(text)
    assert sum(a == b for a, b in zip(hidden, text, strict=True)) <= 10
    assert len(text) > 10 or set(hidden) == {"*"}


@given(st.text(min_size=1, max_size=40))
def test_of_a_name_only_initials_stay(text):
    hidden = mask_name(text)
    assert len(hidden) == len(text)
    assert not re.search(r"\w\w", hidden)


@given(st.text(st.sampled_from("0123456789 ab./"), max_size=60))
def test_no_long_number_passes_the_last_net(text):
    moment = r"20\d{6}([01]\d|2[0-3])([0-5]\d){2}(?!\d)"
    assert not re.search(rf"(?<!\d)(?!{moment})\d{{13,}}", mask_long_numbers(text))


def test_what_is_not_personal_or_empty_stays():
    nik = Field("nik", "NIK", identifier=True, personal=True)
    assert masked(nik, EMPTY) == EMPTY
    assert masked(None, "6311030802719007") == "6311030802719007"
    assert masked(Field("desa", "Desa"), "Putat") == "Putat"
    assert masked(nik, "123") == "***"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-3, "-3"),
        (1234567, "1.234.567"),
        (0.5, "0,5"),
        (1 / 3, "0,3333"),
        (True, "ya"),
        (None, EMPTY),
        (date(2026, 2, 8), "08/02/2026"),
        ("1234", "1234"),
    ],
)
def test_values_are_written_as_in_indonesia(value, text):
    assert shown(value) == text


@given(st.floats(-1e9, 1e9))
def test_numbers_can_be_read_back(value):
    back = float(number(value).replace(".", "").replace(",", "."))
    assert back == pytest.approx(value, abs=5.1e-5)


def test_placeholders_are_filled_once_and_unknown_ones_stay():
    assert fill("{a} dan {b} {c}", {"a": "{b}", "b": "x"}) == "{b} dan x {c}"
