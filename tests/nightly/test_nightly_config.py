"""The configuration: what is wrong is named with its key and cure."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from validator.cli.config import command
from validator.cli.nightly import command as nightly
from validator.nightly.config import load_config
from validator.pack.errors import DeclarationError

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
        (('output = "hasil"', "output = 3"), "output: seharusnya teks, bukan 3"),
        (('path = "ekspor"', 'jalan = "ekspor"'), r"sources\.1.*jalan"),
        (('path = "ekspor"', 'paht = "ekspor"'), "Mungkin maksudnya: path"),
        (('path = "ekspor"', 'path = "a"\nurl = "https://x"'), r"sources\.1: isi tepat satu"),
        (("https://contoh", "https://u:rahasia@contoh"), r"sources\.2\.url: isi ini tidak sesuai.*tanpa nama pengguna"),
        (('"TOKEN"', '"Bearer abc"'), r"token_env: .*Nama variabel lingkungan"),
        (("errors = 20", 'errors = "banyak"'), r"gate\.errors: seharusnya bilangan bulat"),
        (("errors = 20", "completeness = 120"), r"gate\.completeness: 120 di luar batas; paling besar 100"),
        (("errors = 20", 'ratchet = "naik"'), r"gate\.ratchet: .*pilih dari off, error, all"),
        (("errors = 20", "[gate.villages.desa]\nerrors = 1"), r"gate\.villages: \"desa\".*Kode desa 10 angka"),
        (('kind = "email"', 'kind = "merpati"'), r"notify\.1\.kind"),
        (('kind = "email"', 'kind = "telegram"'), r"notify\.1: kunci wajib belum ada: token_env, chat"),
        (('to = ["b@contoh.invalid"]', 'to = ["b"]'), r"notify\.1\.to\.1: \"b\".*surel"),
        (('kind = "email"', 'kind = "email"\nuser_env = "A"'), "berdua"),
        (('"xlsx", "json"', '"docx"'), "docx.*pilih dari"),
        (("63.11.03", "99.99"), "expected: tidak ada desa"),
        (('output = "hasil"', 'output = "a"\nledger = "postgresql://u:rahasia@h/d"'), "ledger: sandi tidak boleh"),
        (('output = "hasil"', 'output = "a"\nledger = "a"\nledger_env = "B"'), "salah satu saja"),
        (('output = "hasil"', 'output = "a"\njobs = 0'), "jobs: 0 di luar batas; paling kecil 1"),
        (('output = "hasil"', 'output = "hasil'), "TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, change, words):
    assert change[0] in GOOD
    with pytest.raises(DeclarationError, match=words) as caught:
        load_config(write(tmp_path, GOOD.replace(*change)))
    assert "rahasia" not in str(caught.value)
    assert len(set(str(caught.value).splitlines())) == len(str(caught.value).splitlines())


def test_every_gate_can_be_said(tmp_path):
    more = """
missing = 3
ratchet = "all"
unchecked = "pass"
[gate.overall]
coverage = 50.5
[gate.villages."63.11.03.2021"]
new_errors = 2
"""
    gate = load_config(write(tmp_path, GOOD.replace("errors = 20", "errors = 20" + more))).gate
    assert (gate.max_missing, gate.ratchet, gate.unchecked) == (3, "all", "pass")
    assert gate.overall.min_coverage == 50.5
    assert gate.villages["6311032021"].max_new_errors == 2


def test_places_and_what_is_optional(tmp_path):
    assert load_config(write(tmp_path, GOOD)).site == tmp_path / "hasil" / "public"
    more = 'site = ""\nledger = "postgresql://h/d"\ncrosscheck = true\n'
    renamed = '[[renamed]]\nfrom = "63.11.03.2001"\nto = ["6311032030"]\n[expectations]\nfolder = "gx"\n'
    config = load_config(write(tmp_path, more + GOOD + renamed))
    assert (config.site, config.ledger, config.crosscheck) == (None, "postgresql://h/d", True)
    assert config.expectations is not None
    assert (config.expectations.folder, config.expectations.keep) == (tmp_path / "gx", 3)
    assert (config.renamed[0].old, config.renamed[0].new) == ("6311032001", ("6311032030",))


def test_a_wrong_configuration_ends_with_3(tmp_path):
    path = write(tmp_path, GOOD.replace("errors = 20", "errors = -1"))
    for program, arguments in ((command, ["check", str(path)]), (nightly, ["--config", str(path)])):
        ran = CliRunner().invoke(program, arguments, standalone_mode=False)
        assert ran.return_value == 3
        assert "Konfigurasi tidak dapat dipakai" in ran.output
        assert "gate.errors: -1 di luar batas" in ran.output


def test_the_command_says_what_it_understood(tmp_path):
    ran = CliRunner().invoke(command, ["check", str(write(tmp_path, GOOD))])
    assert ran.exit_code == 0
    assert "2 sumber" in ran.output
    assert "variabel lingkungan TOKEN: BELUM diisi" in ran.output


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DeclarationError, match="tidak dapat dibaca"):
        load_config(tmp_path / "tidak-ada.toml")
