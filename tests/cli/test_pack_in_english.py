"""What is wrong with a pack is told in the language of the command."""

from __future__ import annotations

import pytest

RULE = """\
- {id: POT-004, severity: 3}
- {id: POT-099, severity: warning}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "x.yml").write_text(RULE, "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", [("rules", "lint"), ("check", ".", "--pack")])
def test_in_one_language(command, folder, prodeskel):
    said = {lang: "".join(prodeskel("--lang", lang, *command, folder)[1:]) for lang in ("id", "en")}
    assert "bukan pilihan yang ada" in said["id"]
    assert "is none of the choices" in said["en"]
    assert "There is no rule POT-099 to change." in said["en"]
    assert not {"Paket", "Harus", "bukan", "Aturan", "Mungkin"} & set(said["en"].replace(":", " ").split())


def test_a_path_that_is_not_there(prodeskel):
    assert "there is no such file or folder" in prodeskel("--lang", "en", "check", "tidak-ada")[2]
    assert "berkas atau folder ini tidak ada" in prodeskel("--lang", "id", "check", "tidak-ada")[2]
