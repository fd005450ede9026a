"""A village with another code on the second night: nothing is new, nothing is lost, nobody is missing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from validator.ledger.book import Ledger
from validator.nightly.config import load_config
from validator.nightly.night import run_night

MEMBERS = Path(__file__).resolve().parents[2] / "samples/2026/6311032021_putat_basiun/grid_agtkeluarga.xls"
OLD, NEW, OTHER = "6311032021", "6311032014", "6311032005"
CONFIG = 'output = "hasil"\nformats = ["json"]\nexpected = "desa.txt"\n[[sources]]\npath = "ekspor"\n'
FIRST, SECOND = date(2026, 11, 23), date(2026, 11, 24)


def two_nights(home, new):
    """The same members under the code OLD, then under the first of `new`."""
    (home / "ekspor" / OLD).mkdir(parents=True)
    shutil.copy(MEMBERS, home / "ekspor" / OLD)
    (home / "desa.txt").write_text(OLD, encoding="utf-8")
    listed = ", ".join(f'"{code}"' for code in new)
    (home / "prodeskel.toml").write_text(CONFIG + f'[[renamed]]\nfrom = "{OLD}"\nto = [{listed}]\n', encoding="utf-8")
    config = load_config(home / "prodeskel.toml")
    first = run_night(config, FIRST)
    (home / "ekspor" / OLD).rename(home / "ekspor" / new[0])
    return config, first, run_night(config, SECOND)


def test_a_renamed_village_keeps_its_findings(tmp_path):
    config, first, second = two_nights(tmp_path, [NEW])
    (before,), (village,) = first.report.villages, second.report.villages
    assert (village.code, village.new, village.solved, village.reopened) == (NEW, 0, 0, 0)
    assert village.found == before.found > 0
    assert second.report.absent == ()
    with Ledger.open(config.ledger) as ledger:
        assert {c.state for c in ledger.history(NEW).changes} == {"masih_ada"}
        assert [day for day, _ in ledger.trend(NEW)] == [FIRST, SECOND]
    assert {p.name for p in (tmp_path / "hasil/public").iterdir()} == {"index.html", f"{NEW}.html"}
    assert run_night(config, SECOND).report.recorded == "tidak berubah"


def test_a_split_village_is_not_waited_for(tmp_path):
    _, first, second = two_nights(tmp_path, [NEW, OTHER])
    (village,) = second.report.villages
    assert (village.code, village.first) == (NEW, True)
    assert village.new == first.report.villages[0].new
    assert second.report.absent == ()
    assert list(second.senders.missing) == [OTHER]
    assert {p.name for p in (tmp_path / "hasil/public").iterdir()} == {"index.html", f"{NEW}.html"}
