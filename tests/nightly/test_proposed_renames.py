"""A village whose code was officially replaced: the night proposes the change and says who still uses the old code."""

from __future__ import annotations

from datetime import date

from click.testing import CliRunner

from validator.cli import ledger as cli
from validator.ledger.book import Ledger
from validator.nightly.config import load_config
from validator.nightly.night import run_night
from validator.nightly.senders import expected_villages
from validator.pack.models import NewRegion
from validator.regions.table import Regions

OLD, NEW = "9271011001", "9671011001"
FORM = "laki_laki;perempuan;jumlah\n10;10;20\n"
CONFIG = 'output = "hasil"\nformats = ["json"]\n[[sources]]\npath = "ekspor"\n'


def sent(home, code):
    (home / "ekspor" / code).mkdir(parents=True)
    (home / "ekspor" / code / "grid_t45.csv").write_text(FORM, encoding="utf-8")


def test_a_night_proposes_and_does_not_move(tmp_path):
    sent(tmp_path, OLD)
    (tmp_path / "prodeskel.toml").write_text(CONFIG, encoding="utf-8")
    config = load_config(tmp_path / "prodeskel.toml")
    outcome = run_night(config, date(2026, 11, 23))
    assert 'from = "92.71.01.1001"  # Remu Utara, Kota Sorong, Papua Barat' in outcome.proposals
    assert [v.code for v in outcome.report.villages] == [OLD]
    (stray,) = outcome.senders.strays
    assert "masih memakai kode lama Remu Utara (9271011001); sekarang Remu Utara (9671011001)" in stray.sentence


def test_record_proposes_then_follows_a_file_of_changes(tmp_path):
    book = str(tmp_path / "buku.db")
    sent(tmp_path, OLD)

    def record(day, *more):
        arguments = ["record", str(tmp_path / "ekspor"), "--ledger", book, "--date", day, *map(str, more)]
        return CliRunner().invoke(cli.command, arguments, standalone_mode=False, catch_exceptions=False).output

    printed = record("2026-11-23")
    changes = tmp_path / "ganti.toml"
    changes.write_text(printed[printed.index("[[renamed]]") :], encoding="utf-8")
    (tmp_path / "ekspor" / OLD).rename(tmp_path / "ekspor" / NEW)
    assert "[[renamed]]" not in record("2026-11-24", "--renames", changes)
    with Ledger.open(book) as ledger:
        assert [len(ledger.trend(code)) for code in (OLD, NEW)] == [0, 2]


def test_villages_of_a_pack_are_expected():
    regions = Regions.load((NewRegion("6311032030", "Contoh Baru", "", ("6311032021",)),))
    expected = expected_villages("63.11.03", (), regions)
    assert expected["6311032030"] == "Contoh Baru"
    assert "6311032021" not in expected
