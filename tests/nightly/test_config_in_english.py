"""Every sentence about a configuration asks the catalogue for its words: none is in one language alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from validator.messages.texts import Translator
from validator.nightly import config, config_problems, readiness, remembering, senders
from validator.nightly.config import load_config
from validator.nightly.readiness import shortcomings
from validator.pack.errors import DeclarationError


class Marking(Translator):
    """Says every text in braces, so that what did not ask for words shows."""

    def __init__(self, lang: str = "en") -> None:
        super().__init__(lang, None)  # type: ignore[arg-type]

    def __call__(self, msgid: str) -> str:
        return f"«{msgid}»"


@pytest.fixture(autouse=True)
def marked(monkeypatch):
    for module in (config, config_problems, readiness, remembering, senders):
        monkeypatch.setattr(module, "translator", Marking)


def _write(folder: Path, text: str) -> Path:
    (folder / "prodeskel.toml").write_text(text, encoding="utf-8")
    return folder / "prodeskel.toml"


def _bare(sentence: str) -> str:
    """What of a sentence stands outside all texts: its key alone."""
    while "«" in sentence:
        sentence = re.sub(r"«[^«»]*»", "", sentence)
    return sentence.strip()


MISTAKES = """
output = 3
formats = ["xslx"]
ledger = "postgresql://me:secret@host/db"
ledger_env = "1 x"
sorces = 1
expected = "99"
jobs = 0
[[sources]]
path = "a"
url = "b"
timeout = 0
[[sources]]
max_mb = true
retries = 1000
[gate]
ratchet = "up"
[gate.villages."12"]
errors = 1
[[notify]]
kind = "email"
user_env = "A"
to = []
"""


def test_each_mistake_of_a_file(tmp_path):
    path = _write(tmp_path, MISTAKES)
    with pytest.raises(DeclarationError) as raised:
        load_config(path, "en")
    _place, *found = str(raised.value).splitlines()
    assert len(found) >= 12
    for sentence in found:
        assert re.fullmatch(r"[\w.\"]+: *", _bare(sentence) + " ") or _bare(sentence) == ":", sentence


@pytest.mark.parametrize("text", [None, "output = "])
def test_a_file_that_cannot_be_read(tmp_path, text):
    path = tmp_path / "none.toml" if text is None else _write(tmp_path, text)
    with pytest.raises(DeclarationError) as raised:
        load_config(path, "en")
    assert _bare(str(raised.value)) == ""


def test_what_a_night_would_stumble_over(tmp_path):
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    (tmp_path / "buku.db").write_bytes(b"")
    (tmp_path / "desa.txt").write_text("tidak ada kode", encoding="utf-8")
    (tmp_path / "p").mkdir()
    lines = """
    output = "berkas/hasil"
    site = "berkas"
    metrics = "p"
    expected = "desa.txt"
    ledger = "buku.db"
    packs = ["tidak-ada"]
    [[sources]]
    path = "tidak-ada"
    [[sources]]
    url = "http://:80/x"
    [gate.villages."99.99.99.2001"]
    errors = 1
    """
    found = shortcomings(load_config(_write(tmp_path, lines.replace("\n    ", "\n"))), {}, "en")
    keys = {_bare(sentence) for sentence in found}
    assert keys == {"packs:", "sources.1:", "sources.2:", "output:", "site:", "metrics:", "ledger:"}
    without = lines.replace('packs = ["tidak-ada"]', "").replace("\n    ", "\n")
    keys |= {_bare(sentence) for sentence in shortcomings(load_config(_write(tmp_path, without)), {}, "en")}
    assert keys >= {"expected:", "gate.villages:"}
