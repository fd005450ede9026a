"""`config check` finds what the night would stumble over, says each once, and writes nothing."""

from __future__ import annotations

import re
import sqlite3
from datetime import date

import pytest
from click.testing import CliRunner

from validator.cli.config import command
from validator.cli.nightly import command as nightly
from validator.nightly.config import load_config
from validator.nightly.readiness import shortcomings

WAIVER = """
- rule: {rule}
  village: "{village}"
  record: {record}
  reason: Tanah kas desa sedang ditukar guling.
  who: Sekretaris Desa
  evidence: Surat desa 140/31/MJ/2026
  expiry: {expiry}
"""
RULE = """
- id: ZZZ-001
  table: t03
  title: Coba
  severity: warning
  dimension: validity
  assert: tidak_ada_kolom_ini > 0
  message: Coba.
  why: Coba.
  fix: Coba.
"""


def waiver(rule="POT-015", village="63.11.03.2014", record="abc", expiry="2026-12-31"):
    return WAIVER.format(rule=rule, village=village, record=record, expiry=expiry)


def write(folder, head="", tail="", source='path = "ekspor"'):
    (folder / "ekspor").mkdir(exist_ok=True)
    text = f'output = "hasil"\n{head}\n[[sources]]\n{source}\n{tail}\n'
    (folder / "prodeskel.toml").write_text(text, encoding="utf-8")
    return folder / "prodeskel.toml"


def checked(path):
    before = sorted(p.relative_to(path.parent).as_posix() for p in path.parent.rglob("*"))
    ran = CliRunner().invoke(command, ["check", str(path)], standalone_mode=False)
    assert sorted(p.relative_to(path.parent).as_posix() for p in path.parent.rglob("*")) == before
    return ran


def test_what_is_ready_has_no_shortcomings(tmp_path):
    (tmp_path / "w.yml").write_text(waiver(), encoding="utf-8")
    ran = checked(
        write(tmp_path, 'waivers = "w.yml"\nexpected = "63.11.03"', '[gate.villages."63.11.03.2021"]\nerrors = 1')
    )
    assert ran.return_value == 0, ran.output


@pytest.mark.parametrize(
    ("head", "tail", "source", "words"),
    [
        ('waivers = "tidak-ada.yml"', "", None, r"(?s)waivers: .*tidak-ada\.yml.*tidak dapat dibaca"),
        ('waivers = "salah.yml"', "", None, "Aturan POT-999 tidak dikenal"),
        ('waivers = "salah.yml"', "", None, "Desa 99.99.99.2999 tidak dikenal"),
        ('waivers = "kurang.yml"', "", None, "Kunci yang wajib belum ada: village, record, reason"),
        ('expected = "tidak-ada.txt"', "", None, "expected: .*tidak-ada.txt"),
        ('packs = ["tidak-ada"]', "", None, "packs: tidak ada folder"),
        ('packs = ["paket"]', "", None, "packs: .*coba.yml:2.*examples"),
        ("", '[gate.villages."99.99.99.2999"]\nerrors = 1', None, "gate.villages: desa 99.99.99.2999 tidak dikenal"),
        ("", "", 'path = "tidak-ada"', "sources.1: tidak ada folder atau berkas .*tidak-ada"),
        ("", "", 'url = "http://[::1"', "sources.1: alamat ini tidak dapat dibaca"),
        ("", "", 'url = "http:///a"', "sources.1: alamat ini tidak menyebut server"),
        ('metrics = "salah.yml/m.prom"', "", None, "metrics: .*salah.yml adalah berkas"),
        ('site = "salah.yml"', "", None, "site: .*salah.yml adalah berkas"),
        ('ledger = "salah.yml/buku.db"', "", None, "ledger: .*salah.yml adalah berkas"),
        ('ledger = "ekspor"', "", None, "ledger: .*ekspor adalah folder"),
        ('ledger = "salah.yml"', "", None, "ledger: .*rusak atau bukan buku temuan"),
        ('ledger = "lain.db"', "", None, "ledger: .*milik program lain"),
        ('ledger = "kosong.db"', "", None, "ledger: .*Apakah buku ini memang baru"),
        ('ledger = "mysql://server/buku"', "", None, "ledger: Basis data mysql tidak dikenal"),
    ],
)
def test_what_the_night_would_stumble_over_is_found(tmp_path, head, tail, source, words):
    (tmp_path / "salah.yml").write_text(waiver("POT-999") + waiver(village="99.99.99.2999"), encoding="utf-8")
    (tmp_path / "kurang.yml").write_text("- rule: POT-015\n", encoding="utf-8")
    (tmp_path / "kosong.db").write_bytes(b"")
    connection = sqlite3.connect(tmp_path / "lain.db")
    connection.execute("CREATE TABLE kas (jumlah INTEGER)")
    connection.commit()
    connection.close()
    (tmp_path / "paket" / "rules").mkdir(parents=True)
    (tmp_path / "paket" / "rules" / "coba.yml").write_text(RULE, encoding="utf-8")
    ran = checked(write(tmp_path, head, tail, source or 'path = "ekspor"'))
    assert ran.return_value == 3
    lines = ran.output.splitlines()
    assert re.search(words, ran.output), ran.output
    assert len(lines) == len(set(lines)), ran.output


def test_the_same_waiver_error_is_told_once_by_the_night_too(tmp_path, monkeypatch, capsys):
    (tmp_path / "w.yml").write_text("- rule: POT-015\n", encoding="utf-8")
    path = write(tmp_path, 'waivers = "w.yml"')
    monkeypatch.setattr("sys.argv", ["prodeskel", "nightly", "--config", str(path)])
    from validator.cli import main

    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr().err
    assert end.value.code == 3
    assert said.count("Kunci yang wajib belum ada") == 1
    assert said.startswith("prodeskel: Berkas pengecualian keliru:")
    assert not (tmp_path / "hasil" / "unduhan").exists()


def test_each_shortcoming_is_told_though_another_is_there(tmp_path):
    path = write(tmp_path, 'waivers = "tidak-ada.yml"\nmetrics = "prodeskel.toml/m"', source='path = "tidak-ada"')
    found = shortcomings(load_config(path), {})
    assert [said.split(":")[0] for said in found] == ["sources.1", "metrics", "waivers"]


def test_what_matches_nothing_is_noted_by_the_night(tmp_path):
    (tmp_path / "w.yml").write_text(waiver() + waiver(record="def", expiry="2026-11-01"), encoding="utf-8")
    path = write(tmp_path, 'waivers = "w.yml"\nformats = []\nsite = ""', '[gate.villages."63.11.03.2021"]\nerrors = 1')
    (tmp_path / "ekspor" / "catatan.txt").write_text("bukan ekspor", encoding="utf-8")
    arguments = ["--config", str(path), "--date", f"{date(2026, 11, 24)}"]
    ran = CliRunner().invoke(nightly, arguments, standalone_mode=False)
    assert "Pengecualian POT-015 desa 63.11.03.2014 (abc) tidak mengenai satu temuan pun" in ran.output
    assert "(def) habis masa berlakunya 1 November 2026" in ran.output
    assert "Batas khusus (gate.villages) untuk desa 63.11.03.2021 tidak dipakai" in ran.output
