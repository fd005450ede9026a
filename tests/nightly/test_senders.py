"""Who sent: missing villages, files of wrong villages, villages renamed or split."""

from __future__ import annotations

import pytest

from validator.findings.models import FileAccount, SheetAccount
from validator.nightly.config import Renamed
from validator.nightly.senders import expected_villages, register
from validator.pack.errors import DeclarationError

PUTAT, JAYA, PEMATANG = "6311032021", "6311032014", "6311032005"


def book(path, village):
    sheet = SheetAccount("a", "t03", "T", village, 2026, 1, 1, 1, 0)
    return FileAccount(path, "0", "read", "", (sheet,))


def test_a_district_expects_its_villages():
    found = expected_villages("63.11.03")
    assert found[PUTAT] == "Putat Basiun"
    assert all(code.startswith("631103") for code in found)


def test_a_file_lists_codes_in_any_form(tmp_path):
    listed = tmp_path / "desa.csv"
    listed.write_text("kode;nama\n63.11.03.2021;Putat Basiun\n6311032014;x\n1234567890123456;bukan\n", encoding="utf-8")
    assert list(expected_villages(str(listed))) == [JAYA, PUTAT]


@pytest.mark.parametrize("content", [None, "tidak ada kode"])
def test_a_list_without_codes_is_told(tmp_path, content):
    listed = tmp_path / "desa.txt"
    if content:
        listed.write_text(content, encoding="utf-8")
    with pytest.raises(DeclarationError, match="expected"):
        expected_villages(str(listed))


def test_missing_villages_are_those_expected_that_did_not_come():
    found = register({PUTAT: "Putat Basiun", JAYA: "Muara Jaya"}, {JAYA}, [])
    assert dict(found.missing) == {PUTAT: "Putat Basiun"}


def test_files_of_wrong_villages_are_named():
    expected = {PUTAT: "Putat Basiun", JAYA: "Muara Jaya"}
    books = [
        book(f"2026/{PUTAT}/a.xls", PUTAT),
        book(f"2026/{PUTAT}/b.xls", JAYA),
        book("2026/c.xls", PEMATANG),
    ]
    strays = register(expected, {PUTAT, JAYA, PEMATANG}, books).strays
    assert [(s.path, s.village) for s in strays] == [(f"2026/{PUTAT}/b.xls", JAYA), ("2026/c.xls", PEMATANG)]
    assert "disimpan sebagai Putat Basiun" in strays[0].sentence
    assert "tidak termasuk" in strays[1].sentence


def test_a_renamed_village_is_expected_under_its_new_code(tmp_path):
    listed = tmp_path / "desa.txt"
    listed.write_text(f"{PUTAT}\n{JAYA}\n", encoding="utf-8")
    change = Renamed(PUTAT, (PEMATANG,))
    assert list(expected_villages(str(listed), [change])) == [PEMATANG, JAYA]
    late = register({PEMATANG: "Pematang"}, {PUTAT}, [book("a.xls", PUTAT)], [change])
    assert "masih memakai kode lama" in late.strays[0].sentence
    assert "berganti kode menjadi Pematang" in late.renamed[0]
    assert "masih memakai kode lamanya" in late.renamed[0]


def test_a_split_village_is_expected_as_its_parts(tmp_path):
    listed = tmp_path / "desa.txt"
    listed.write_text(PUTAT, encoding="utf-8")
    change = Renamed(PUTAT, (JAYA, PEMATANG))
    assert list(expected_villages(str(listed), [change])) == [PEMATANG, JAYA]
    assert "dimekarkan" in register({}, set(), [], [change]).renamed[0]
