"""A check refuses what the linter refuses, with the same sentences, and takes what it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs import hostile
from validator.pack.errors import DeclarationError
from validator.pack.lint import Problem, lint
from validator.pack.lint.packs import lint_packs
from validator.pack.loading import builtin_directory, load_pack

GOOD = {"own derived", "own good", "own override", "own heading"}
BROKEN = {
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
    "heading": hostile.whole("agtkeluarga: {nik: [nomor nik]}\n", "schemas/judul_kolom.yml"),
    "heading_field": hostile.whole("agtkeluarga: {nikk: [nomor nik]}\n", "schemas/judul_kolom.yml"),
    "heading_table": hostile.whole("agtkeluraga: {nik: [nomor nik]}\n", "schemas/judul_kolom.yml"),
    "region_self": hostile.whole(
        "regions:\n- {code: '63.11.03.2099', name: Contoh, replaces: ['63.11.03.2099']}\n", "schemas/wilayah.yml"
    ),
}  # fmt: skip
CASES = [*(f"own {name}" for name in BROKEN), *(n for n in hostile.names() if n.split()[0] in ("written", "deeper"))]


def _linted(folder: Path) -> list[Problem]:
    """What `rules lint` says of the pack in `folder`."""
    return [p for p in lint([builtin_directory(), folder], only=folder) if p.level == "error"]


def _write(name: str, folder: Path) -> Path:
    group, _, which = name.partition(" ")
    secret = folder.parent / "secret.csv"
    if group != "own":
        return hostile.write(name, folder, secret)
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


@pytest.mark.parametrize("name", CASES)
def test_what_the_linter_says_the_loader_says(name, tmp_path, monkeypatch):
    monkeypatch.setenv("PRODESKEL_CACHE", str(tmp_path / "cache"))
    folder = _write(name, tmp_path / "pack")
    said = _refusal(folder)
    linted = _linted(folder)
    for problem in linted[:12]:
        assert str(problem) in said
    assert bool(linted) == bool(said)
    assert (name in GOOD) == (not said) or not name.startswith("own ")


def test_a_pack_beside_the_built_in_one_is_judged_as_if_all_were_read(tmp_path):
    """The linter takes the built-in pack as it was read before; read anew, file by file, it comes to the same."""
    folder = _write("own label", tmp_path / "pack")
    again = [p for p in lint_packs([builtin_directory(), folder]) if p.path.is_relative_to(folder)]
    assert again == lint([builtin_directory(), folder], only=folder) != []
