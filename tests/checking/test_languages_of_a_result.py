"""One result speaks both languages: what is said in the second is what a check in it says."""

from __future__ import annotations

import re

import pytest

from tests.support.samples import SAMPLES, checked
from validator import check


@pytest.mark.parametrize("folder", ["2026", "opensid"])
def test_the_other_language_of_a_result_is_what_a_check_in_it_says(folder):
    spoken, asked = checked(folder).in_language("en"), checked(folder, lang="en")
    assert list(spoken.iter_findings()) == list(asked.iter_findings())
    assert spoken.files == asked.files
    assert spoken.villages == asked.villages
    assert spoken.lang == "en"


def test_notes_and_reasons_of_files_change_their_language_and_nothing_else(tmp_path):
    (tmp_path / "surat.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "kosong.csv").write_text("")
    (tmp_path / "asing.csv").write_text("kode,warna\n1,merah\n2,biru\n")
    (tmp_path / "desa.csv").write_text("Kode Desa,Jumlah Laki-laki (orang),Jumlah Perempuan (orang)\n12,1,2\n")
    indonesian = check(tmp_path, date="2026-11-24")
    english = indonesian.in_language("en")
    assert english.files == check(tmp_path, date="2026-11-24", lang="en").files
    for here, there in zip(indonesian.files, english.files, strict=True):
        assert (here.path, here.status, here.passed_over) == (there.path, there.status, there.passed_over)
        assert here.reason != there.reason or not here.reason
    assert english.in_language("id").files == indonesian.files


def test_a_result_in_its_own_language_is_itself_and_others_are_refused():
    result = checked("2026")
    assert result.in_language("id") is result
    with pytest.raises(ValueError, match="lang='nl'"):
        result.in_language("nl")


def test_masks_stay_in_the_second_language():
    result = check(SAMPLES / "2026" / "6311032021_putat_basiun", date="2026-11-24").in_language("en")
    assert not result.show_personal
    said = " ".join(f"{f.message} {f.fix} {' '.join(f.values.values())}" for f in result.iter_findings())
    assert "****" in said
    assert not re.search(r"\b\d{16}\b", said)
