"""A check refuses what the linter refuses, with the same sentences, and takes what it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs import hostile
from validator.pack.errors import DeclarationError
from validator.pack.lint import lint
from validator.pack.loading import builtin_directory, load_pack, refusal
from validator.pack.reader import read_packs

GOOD = {"own derived", "own good", "own total", "own override", "own heading"}
_TABLE = "name: {name}\ntitle: Uji\nmodule: Uji\nmenu: Uji\nfields:\n- {{name: jumlah, title: Jumlah}}\n"
_LIST = "name: {name}\ntitle: Uji\nitems:\n- {{label: Lain}}\n"
_SECTION = """\
section: Uji
module: Uji
tables:
- {name: agama, title: Uji, key: [a], rows: [Satu], fields: [{name: a, title: A}]}
"""
_TOTAL = (
    "name: uji\ntitle: Uji\nmodule: Uji\nmenu: Uji\nlayout: rows\nkey: [jenis]\n"
    "fields:\n- {{name: jenis, title: Jenis}}\n- {{name: jumlah, title: Jumlah, type: integer}}\n"
    "totals:\n- {{name: uji_jumlah, title: Uji, columns: [{}]}}\n"
)
_DERIVED = "-- needs: agtkeluarga\n-- key: nik\nSELECT _village, _year, nik FROM agtkeluarga\n"
TAKEN: dict[str, hostile.Files] = {
    "table": {"schemas/uji/a.yml": _TABLE.format(name="t03")},
    "table_of_a_derived": {"schemas/uji/a.yml": _TABLE.format(name="nik_ganda")},
    "table_twice": {f"schemas/uji/{n}.yml": _TABLE.format(name="uji") for n in "ab"},
    "derived": {"schemas/derived/nik_ganda.sql": _DERIVED},
    "derived_of_a_table": {"schemas/derived/t03.sql": _DERIVED},
    "derived_of_an_own_table": {"schemas/aa/a.yml": _TABLE.format(name="uji"), "schemas/derived/uji.sql": _DERIVED},
    "copy": {"schemas/derived/opensid_anggota__keluarga.sql": _DERIVED},
    "codelist": {"schemas/codelists/a.yml": _LIST.format(name="agama")},
    "codelist_twice": {f"schemas/codelists/{n}.yml": _LIST.format(name="uji") for n in "ab"},
    "rows_of_a_section": {"schemas/uji/a.yml": _SECTION},
    "macro": hostile.macro("false", name="filled"),
    "macro_in_capitals": hostile.macro("false", name="FILLED"),
    "common": {"schemas/umum.yml": "fields:\n- {name: nama, title: Nama}\n"},
}
"""Packs that declare what is declared already: a pack changes rules, headings, strangers and regions, and no more."""
BROKEN: dict[str, hostile.Files] = {
    "good": hostile.asking("length(nama) < 40"),
    "params": hostile.whole("- {id: POT-004, params: {tolerensi: 0.5}}"),
    "minutes": hostile.whole("- {id: POT-004, minutes: 0}"),
    "minutes_text": hostile.whole("- {id: POT-004, minutes: lama}"),
    "role": hostile.whole("- {id: POT-004, role: ''}"),
    "documents": hostile.whole("- {id: POT-004, documents: Peta}"),
    "severity": hostile.whole("- {id: POT-004, severity: fatal}"),
    "status": hostile.whole("- {id: POT-004, status: hidup}"),
    "message": hostile.whole("- {id: POT-004, message: x}"),
    "override": hostile.whole("- {id: POT-004, minutes: 7, role: Kasi, documents: [Peta]}"),
    "reason": hostile.whole("- {id: POT-004, reason: x}"),
    "unused": hostile.asking("length(nama) < 40", "  params: {n: 4}\n"),
    "undeclared": hostile.asking("length(nama) < $n"),
    "field": hostile.asking("nma = 'x'"),
    "type": hostile.asking("nama > 4"),
    "label": hostile.asking("hubungan = 'Isteri'"),
    "table": {"rules/x.yml": hostile.rule("true", table="agtkeluraga")},
    "twice": {"rules/x.yml": hostile.rule("length(nama) < 40"), "rules/y.yml": hostile.rule("length(nama) < 50")},
    "taken": {"rules/x.yml": hostile.rule("length(nama) < 40", id_="POT-004")},
    "same": {
        "rules/x.yml": hostile.rule("length(nama) < 40"),
        "rules/y.yml": hostile.rule("length(nama) < 40", id_="BLG-002"),
    },
    "example": {"rules/x.yml": hostile.rule("length(nama) < 40").replace("nama: A", "nma: A")},
    "no_example": {"rules/x.yml": hostile.rule("length(nama) < 40").replace("  examples", "  exmaples")},
    "braces": {"rules/x.yml": hostile.rule("length(nama) < 40", message="'{nam}'")},
    "also": hostile.asking("length(nama) < 40", "  also: [t03]\n"),
    "with_many": hostile.asking("true", "  with: [datakeluarga]\n"),
    "derived": {"schemas/derived/u.sql": "-- needs: agtkeluarga\nSELECT _village, _year FROM agtkeluarga\n"},
    "derived_macros": {"schemas/derived/u_macros.sql": "-- needs: agtkeluarga\nSELECT nma FROM agtkeluarga\n"},
    "total": {"schemas/a/a.yml": _TOTAL.format("{name: a, sum: jumlah, rows: {jenis: \"x') OR ('1' = '1\"}}")},
    "total_field": {"schemas/a/a.yml": _TOTAL.format("{name: a, sum: jumlh}")},
    "total_text": {"schemas/a/a.yml": _TOTAL.format("{name: a, sum: jenis}")},
    "total_query": {"schemas/a/a.yml": _TOTAL.format("{name: a, sum: '(SELECT 1)'}")},
    "total_answers": {"schemas/a/a.yml": _TOTAL.format("{name: a, sum: jumlah, rows: {'1 = 1 OR jenis': x}}")},
    "total_column": {"schemas/a/a.yml": _TOTAL.format("{name: 'a, 1 AS b', sum: jumlah}")},
    "heading": hostile.whole("agtkeluarga: {nik: [nomor nik]}\n", "schemas/judul_kolom.yml"),
    "heading_field": hostile.whole("agtkeluarga: {nikk: [nomor nik]}\n", "schemas/judul_kolom.yml"),
    "heading_table": hostile.whole("agtkeluraga: {nik: [nomor nik]}\n", "schemas/judul_kolom.yml"),
    "region_self": hostile.whole(
        "regions:\n- {code: '63.11.03.2099', name: Contoh, replaces: ['63.11.03.2099']}\n", "schemas/wilayah.yml"
    ),
} | {f"taken_{name}": files for name, files in TAKEN.items()}  # fmt: skip
SLOW = {"deeper macro_bomb"}
CASES = [f"own {name}" for name in BROKEN]
CASES += [name for name in hostile.names() if name.split()[0] in ("written", "deeper") and name not in SLOW]


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory):
    """One cache for all packs, so that the built-in pack is read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRODESKEL_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def _write(name: str, folder: Path) -> Path:
    group, _, which = name.partition(" ")
    if group != "own":
        return hostile.write(name, folder, folder.parent / "secret.csv")
    for path, content in BROKEN[which].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(str(content), "utf-8")
    return folder


def _refusal(folder: Path) -> str:
    try:
        load_pack([folder])
    except DeclarationError as error:
        return str(error)
    return ""


def test_there_are_a_hundred():
    assert len(CASES) >= 100


@pytest.mark.parametrize("name", CASES)
def test_what_the_linter_says_the_loader_says(name, tmp_path):
    folder = _write(name, tmp_path / "pack")
    said = _refusal(folder)
    assert said == refusal(lint([builtin_directory(), folder], only=folder))
    if name.startswith("own "):
        assert (name in GOOD) == (not said)


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_declared_already_is_not_declared_again(name, tmp_path):
    problems = lint([builtin_directory(), _write(f"own taken_{name}", tmp_path)], only=tmp_path)
    found = [problem.message for problem in problems if problem.code == "duplicate"]
    assert len(found) == 1 or name == "rows_of_a_section"
    assert all("pilih nama lain" in message or name == "common" for message in found)


def test_a_pack_beside_the_built_in_one_is_judged_as_if_all_were_read(tmp_path):
    """The built-in pack is taken as it was kept; read anew, it comes to the same."""
    folder = _write("own label", tmp_path / "pack")
    builtin, _ = read_packs([builtin_directory()], judged=False)
    _, again = read_packs([folder], builtin)
    assert again == lint([builtin_directory(), folder], only=folder) != []
