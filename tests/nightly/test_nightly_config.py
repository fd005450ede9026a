"""The configuration: what is wrong is named with its key and cure."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from validator.cli.config import command
from validator.declarations.errors import DeclarationError
from validator.nightly.config import load_config

GOOD = """
output = "hasil"
formats = ["xlsx", "json"]
expected = "63.11.03"
[[sources]]
path = "ekspor"
[[sources]]
url = "https://contoh.invalid/ekspor.zip"
token_env = "TOKEN"
[gate]
errors = 20
[[notify]]
kind = "email"
from = "a@contoh.invalid"
to = ["b@contoh.invalid"]
"""


def write(tmp_path, text):
    path = tmp_path / "prodeskel.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_are_those_of_the_files_folder(tmp_path):
    config = load_config(write(tmp_path, GOOD))
    assert config.output == tmp_path / "hasil"
    assert config.sources[0].path == str(tmp_path / "ekspor")
    assert config.ledger == str(tmp_path / "hasil" / "buku-temuan.db")
    assert config.gate.village.max_errors == 20
    assert config.notify[0].sender == "a@contoh.invalid"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('output = "hasil"', ""), "output"),
        (('path = "ekspor"', 'jalan = "ekspor"'), r"sources\.1.*jalan"),
        (("errors = 20", 'errors = "banyak"'), r"gate\.errors"),
        (('kind = "email"', 'kind = "merpati"'), r"notify\.1\.kind"),
        (('"xlsx", "json"', '"docx"'), "docx.*pilih dari"),
        (('output = "hasil"', 'output = "hasil'), "TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, change, words):
    with pytest.raises(DeclarationError, match=words):
        load_config(write(tmp_path, GOOD.replace(*change)))


def test_the_command_says_what_it_understood(tmp_path):
    ran = CliRunner().invoke(command, ["check", str(write(tmp_path, GOOD))])
    assert ran.exit_code == 0
    assert "2 sumber" in ran.output


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DeclarationError, match="tidak dapat dibaca"):
        load_config(tmp_path / "tidak-ada.toml")
