"""`schemas/wilayah.yml` of a pack: read, linted at its line, and refused by a check where it cannot be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from validator.pack.errors import DeclarationError
from validator.pack.lint import lint
from validator.pack.loading import load_pack
from validator.pack.models import NewRegion
from validator.regions.added import problems_of

GOOD = (
    "- {code: '63.11.40', name: Awayan Hulu, since: 2026}\n- {code: '63.11.40.2001', name: Contoh, since: 2026-01-05}\n"
)


def pack(folder: Path, entries: str) -> Path:
    (folder / "schemas").mkdir(exist_ok=True)
    (folder / "schemas" / "wilayah.yml").write_text(f"regions:\n{entries}", encoding="utf-8")
    return folder


def test_a_pack_adds_regions(tmp_path):
    folder = pack(tmp_path, GOOD)
    origin = str(folder / "schemas" / "wilayah.yml")
    assert load_pack([folder]).regions == (
        NewRegion("631140", "Awayan Hulu", "2026", origin=origin, line=2),
        NewRegion("6311402001", "Contoh", "2026-01-05", origin=origin, line=3),
    )
    assert load_pack().regions == ()


def test_a_later_pack_has_the_last_word(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    packs = [pack(first, GOOD), pack(second, "- {code: '631140', name: Awayan Atas}\n")]
    assert [region.name for region in load_pack(packs).regions] == ["Awayan Atas", "Contoh"]


def test_good_regions_have_no_problems(tmp_path):
    folder = pack(tmp_path, GOOD)
    assert lint(folder) == []
    assert problems_of(load_pack([folder]).regions) == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("- {code: 63.12, name: Kabupaten Contoh}\n", "shape"),
        ("- {code: '63.11.03.20', name: Contoh}\n", "shape"),
        ("- {code: '63.11.03.4021', name: Contoh}\n", "shape"),
        ("- {code: '63.11.03.2030'}\n", "shape"),
        ("- {code: '63.11.03.2030', name: Contoh, sejak: 2026}\n", "shape"),
        ("- {code: '63.11.03.2030', name: Contoh, since: kemarin}\n", "shape"),
        ("- {code: '63.11.03.2030', name: Contoh, replaces: ['63.11.03']}\n", "region"),
        ("- {code: '63.11.03.2030', name: Contoh, replaces: ['6311032030']}\n", "region"),
        ("- {code: '63.11.03.2030', name: Satu}\n- {code: '6311032030', name: Dua}\n", "duplicate"),
    ],
)
def test_what_the_linter_reports(tmp_path, entry, code):
    folder = pack(tmp_path, entry)
    assert {problem.code for problem in lint(folder)} == {code}


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("- {code: '63.11.40.2001', name: Contoh}\n", "63.11.40, yang tidak dikenal"),
        ("- {code: '63.11.03.2021', name: Putat Basiun}\n", "sudah ada dalam daftar wilayah"),
        ("- {code: '63.11.03.2030', name: Contoh, replaces: ['63.11.03.2999']}\n", "63.11.03.2999 dalam replaces"),
    ],
)
def test_what_only_the_table_can_tell(tmp_path, entry, words):
    folder = pack(tmp_path, GOOD.splitlines()[0].replace("40", "41") + "\n" + entry)
    (problem,) = problems_of(load_pack([folder]).regions)
    assert (problem.line, problem.code) == (3, "region")
    assert words in problem.message


@pytest.mark.parametrize(
    "entry",
    ["- {code: 63.12, name: Contoh}\n", "- {code: '63.11.03.2030'}\n", "- {code: '6311032030', name: ' '}\n", "5\n"],
)
def test_a_check_refuses_what_it_cannot_understand(tmp_path, entry):
    with pytest.raises(DeclarationError, match=r"wilayah\.yml"):
        load_pack([pack(tmp_path, entry)])
