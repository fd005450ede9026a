from __future__ import annotations

from pathlib import Path

import pytest
from pack_support import COMMON, FAMILIES, LAND, LIST, MACROS, PEOPLE, rule

from tests.support.both_languages import told_in_both
from validator.pack.lint import Problem, lint


@pytest.fixture
def pack(tmp_path: Path):
    """Writes a good pack with files replaced by path, and lints it; all that is found is told in both languages."""

    def write(rules: str = "", name: str = "pack", **files: str) -> list[Problem]:
        root = tmp_path / name
        extra = {"schemas/judul_kolom.yml": files["headings"]} if "headings" in files else {}
        texts = {
            **extra,
            "schemas/umum.yml": files.get("common", COMMON),
            "schemas/codelists/hubungan.yml": files.get("codelist", LIST),
            "schemas/ddk/orang.yml": files.get("people", PEOPLE),
            "schemas/potensi/lahan.yml": files.get("land", LAND),
            "schemas/derived/keluarga.sql": files.get("families", FAMILIES),
            "rules/macros.sql": files.get("macros", MACROS),
            "rules/lahan.yml": rules or rule(),
        }
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        problems = lint(root)
        told_in_both(problem.said for problem in problems)
        return problems

    return write
