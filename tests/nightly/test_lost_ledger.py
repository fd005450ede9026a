"""A ledger that should hold nights and does not stops the night with a question; the answer goes on."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from validator.cli.nightly import command
from validator.ledger.book import Ledger
from validator.ledger.errors import LedgerError
from validator.nightly.config import load_config
from validator.nightly.night import run_night
from validator.nightly.remembering import LostHistoryError, Memory, expect_history

FORM = Path(__file__).resolve().parents[2] / "samples" / "2026" / "6311032005_pematang" / "grid_t03.xls"
NIGHTS = [date(2026, 11, day) for day in (21, 22, 23)]


def home(folder):
    target = folder / "ekspor" / "6311032005_pematang"
    target.mkdir(parents=True)
    shutil.copy(FORM, target)
    text = 'output = "hasil"\nledger = "buku.db"\nformats = []\n[[sources]]\npath = "ekspor"\n'
    (folder / "prodeskel.toml").write_text(text, encoding="utf-8")
    return load_config(folder / "prodeskel.toml")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """Three nights of one office; and another office's three."""
    made = []
    for name in ("kami", "mereka"):
        folder = tmp_path_factory.mktemp(name)
        config = home(folder)
        if name == "mereka":
            form = folder / "ekspor" / "6311032005_pematang" / FORM.name
            form.rename(form.with_name("grid_t03_lain.xls"))
        for day in NIGHTS:
            run_night(config, day)
        made.append(folder)
    return made


@pytest.fixture
def office(recorded, tmp_path):
    """A copy that a test may spoil."""
    shutil.copytree(recorded[0], tmp_path / "kami")
    return tmp_path / "kami"


def empty(office, _other):
    (office / "buku.db").write_bytes(b"")


def gone(office, _other):
    (office / "buku.db").unlink()


def without_nights(office, _other):
    (office / "buku.db").unlink()
    Ledger.open(str(office / "buku.db")).close()


def anothers(office, other):
    shutil.copy(other / "buku.db", office / "buku.db")


def backup(office, _other):
    (office / "buku.db").unlink()
    config = load_config(office / "prodeskel.toml")
    shutil.move(office / "hasil" / "malam.json", office / "ingat.json")
    shutil.rmtree(office / "hasil" / "public")
    (office / "hasil" / "pemberitahuan.json").unlink()
    run_night(config, NIGHTS[0])
    shutil.move(office / "ingat.json", office / "hasil" / "malam.json")


def of_an_earlier_version(office, _other):
    (office / "hasil" / "malam.json").unlink()
    shutil.rmtree(office / "hasil" / "public")
    (office / "buku.db").write_bytes(b"")


def only_the_site_is_left(office, _other):
    (office / "hasil" / "malam.json").unlink()
    (office / "hasil" / "pemberitahuan.json").unlink()
    (office / "buku.db").unlink()


SPOILED = (empty, gone, without_nights, anothers, backup, of_an_earlier_version, only_the_site_is_left)


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda f: f.__name__)
def test_a_ledger_without_its_history_is_asked_about(office, recorded, spoil):
    spoil(office, recorded[1])
    arguments = ["--config", str(office / "prodeskel.toml"), "--date", "2026-11-24"]
    pages = (office / "hasil" / "public" / "index.html").read_bytes() if (office / "hasil" / "public").exists() else b""
    before = (office / "buku.db").read_bytes() if (office / "buku.db").exists() else None
    asked = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert asked.return_value == 2
    assert "Apakah buku ini memang baru?" in asked.output
    assert "--new-ledger" in asked.output
    assert ((office / "buku.db").read_bytes() if (office / "buku.db").exists() else None) == before
    if pages:
        assert (office / "hasil" / "public" / "index.html").read_bytes() == pages
    answered = CliRunner().invoke(command, [*arguments, "--new-ledger"], standalone_mode=False)
    assert answered.return_value == 0
    later = CliRunner().invoke(command, [*arguments[:-1], "2026-11-25"], standalone_mode=False)
    assert later.return_value == 0


def test_a_ledger_with_its_history_is_not_asked_about(office):
    for day in (23, 24, 25):
        run_night(load_config(office / "prodeskel.toml"), date(2026, 11, day))
    with Ledger.open(str(office / "buku.db")) as ledger:
        ledger.prune(2)
    outcome = run_night(load_config(office / "prodeskel.toml"), date(2026, 11, 26))
    assert len(outcome.report.villages) == 1


def test_a_night_that_was_recorded_but_not_remembered_is_fine(office):
    memory = office / "hasil" / "malam.json"
    before = memory.read_bytes()
    run_night(load_config(office / "prodeskel.toml"), date(2026, 11, 24))
    memory.write_bytes(before)
    run_night(load_config(office / "prodeskel.toml"), date(2026, 11, 25))


def test_the_first_night_asks_nothing_unless_an_empty_file_was_there(tmp_path):
    book = tmp_path / "buku.db"
    expect_history(str(book), "buku.db", tmp_path)
    book.write_bytes(b"")
    with pytest.raises(LostHistoryError, match="0 byte"):
        expect_history(str(book), "buku.db", tmp_path)
    Memory().save(tmp_path)  # a night began, and was killed as it made the file
    expect_history(str(book), "buku.db", tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"last": 3}', '{"last": "besok"}', '{"known": 7}'])
def test_a_memory_that_cannot_be_read_stops_nothing(tmp_path, content):
    (tmp_path / "malam.json").write_text(content, encoding="utf-8")
    expect_history(str(tmp_path / "buku.db"), "buku.db", tmp_path)


def test_the_file_of_another_program_is_not_written_to(tmp_path):
    path = tmp_path / "lain.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE kas (jumlah INTEGER)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    for act in (lambda: expect_history(str(path), "lain.db", tmp_path), lambda: Ledger.open(str(path))):
        with pytest.raises(LedgerError, match="milik program lain"):
            act()
    connection = sqlite3.connect(path)
    assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master")] == ["kas"]
    connection.close()
    assert len(before) == path.stat().st_size


def test_what_is_remembered_names_no_address(office):
    said = json.loads((office / "hasil" / "malam.json").read_text(encoding="utf-8"))
    assert said["last"] == "2026-11-23"
    assert list(said["known"]) == ["2026-11-21", "2026-11-22"]
