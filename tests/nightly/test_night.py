"""Two nights in a row on the samples: life cycle, gate, missing senders, notices, metrics, log, lock."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import requests
from click.testing import CliRunner

from validator.cli.nightly import command
from validator.nightly.config import Notice, load_config
from validator.nightly.locking import RunningError, only_one
from validator.nightly.night import run_night
from validator.nightly.notices import Digest, deliver

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "2026"
CONFIG = """
output = "hasil"
formats = ["json"]
expected = "desa.txt"
metrics = "metrik/prodeskel.prom"
[[sources]]
path = "2026"
[gate]
errors = 1000
new_errors = 0
"""
FIRST, SECOND = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """The first night; then one mistake mended, one village gone; the second night."""
    home = tmp_path_factory.mktemp("malam")
    shutil.copytree(SAMPLES, home / "2026")
    (home / "desa.txt").write_text("63.11.03.2005\n63.11.03.2014\n63.11.03.2021\n63.11.03.2001\n", encoding="utf-8")
    (home / "prodeskel.toml").write_text(CONFIG, encoding="utf-8")
    config = load_config(home / "prodeskel.toml")
    first = run_night(config, FIRST)
    mend(home / "2026" / "6311032021_putat_basiun" / "grid_t46a.xlsx")
    shutil.rmtree(home / "2026" / "6311032014_muara_jaya")
    second = run_night(config, SECOND)
    return home, config, first, second


def mend(path):
    """The ages of the village as they were counted, without the one that was planted."""
    from samples.generator.planting import books
    from samples.generator.profiles import PUTAT_BASIUN

    right = books(PUTAT_BASIUN)[1].grids["t46a"].rows[0]
    book = openpyxl.load_workbook(path)
    last = book.active.max_row
    for column, value in enumerate(right, start=1):
        book.active.cell(last, column).value = value
    book.save(path)


def test_what_was_mended_is_solved_and_what_did_not_come_is_not(nights):
    _, _, first, second = nights
    assert first.report.total("new") > 0
    villages = {v.code: v for v in second.report.villages}
    assert villages["6311032021"].solved > 0
    assert villages["6311032021"].new == 0
    assert "6311032014" not in villages
    assert [a.code for a in second.report.absent] == ["6311032014"]
    assert second.report.absent[0].open_ > 0


def test_missing_senders_are_named(nights):
    _, _, first, second = nights
    assert set(first.missing) == {"6311032001"}
    assert set(second.missing) == {"6311032001", "6311032014"}
    assert "Belum mengirim (2 desa)" in second.said.text


def test_without_a_baseline_the_gate_does_not_pass(nights):
    _, _, first, second = nights
    assert not first.verdict.passed
    assert second.verdict.passed


def test_a_rerun_changes_nothing(nights):
    _, config, _, second = nights
    again = run_night(config, SECOND)
    assert again.report.recorded == "tidak berubah"
    assert again.report.villages == second.report.villages


def test_what_is_written_holds_no_personal_data(nights):
    home, *_ = nights
    log = (home / "hasil" / "catatan.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["event"] for line in log.splitlines()][:3] == ["source", "checked", "done"]
    prometheus = (home / "metrik" / "prodeskel.prom").read_text(encoding="utf-8")
    assert 'prodeskel_error{village="6311032021"}' in prometheus
    assert not any(len(word) >= 16 and word.isdigit() for word in (log + prometheus).replace('"', " ").split())


def test_one_run_at_a_time(nights):
    _, config, *_ = nights
    with only_one(config.output), pytest.raises(RunningError, match="sedang berjalan"):
        run_night(config, SECOND)


def test_the_command_ends_with_the_gate_and_prints_notices_in_a_dry_run(nights):
    home, *_ = nights
    ran = CliRunner().invoke(
        command, ["--config", str(home / "prodeskel.toml"), "--date", "2026-11-24", "--dry-run"], standalone_mode=False
    )
    assert ran.return_value == 0
    assert "Prodeskel 24/11/2026" in ran.output
    assert "2026-11-24 lulus" in ran.output


def test_a_source_that_fails_is_told_and_the_rest_is_checked(nights, tmp_path):
    home, *_ = nights
    text = CONFIG.replace('path = "2026"', f'path = "{(home / "2026").as_posix()}"\n[[sources]]\npath = "tidak-ada"')
    (tmp_path / "desa.txt").write_text("63.11.03.2005", encoding="utf-8")
    (tmp_path / "prodeskel.toml").write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(
        command, ["--config", str(tmp_path / "prodeskel.toml"), "--date", "2026-11-24"], standalone_mode=False
    )
    assert ran.return_value == 4
    assert "tidak ada folder" in ran.output


class Answer(requests.Response):
    def __init__(self, status):
        super().__init__()
        self.status_code = status


def test_notices_are_sent_once_and_failures_are_due_again(tmp_path):
    said = Digest("2026-11-24", "Judul", "Isi", changed=True)
    notices = [
        Notice("slack", url_env="SLACK"),
        Notice("telegram", token_env="BOT", chat="7"),
        Notice("email", sender="a@contoh.invalid", to=("b@contoh.invalid",)),
    ]
    posted, mailed, status = [], [], [500]

    def post(url, json, timeout):
        posted.append((url, json))
        return Answer(status[0])

    def send():
        return deliver(
            notices,
            said,
            tmp_path / "state.json",
            post=post,
            mail=lambda _n, message, _e: mailed.append(message),
            environment={"SLACK": "https://hooks.contoh.invalid/rahasia", "BOT": "t0ken"},
        )

    assert [d.state for d in send()] == ["gagal", "gagal", "terkirim"]
    status[0] = 200
    again = send()
    assert [d.state for d in again] == ["terkirim", "terkirim", "tidak perlu"]
    assert [d.state for d in send()] == ["tidak perlu"] * 3
    assert len(mailed) == 1
    assert mailed[0].get_content().strip() == "Isi"
    assert posted[0][1] == {"text": "Judul\nIsi"}


def test_failures_never_print_secrets(tmp_path):
    said = Digest("2026-11-24", "Judul", "Isi", changed=True)

    def post(url, json, timeout):
        raise requests.ConnectionError(f"cannot reach {url}")

    (delivery,) = deliver(
        [Notice("telegram", token_env="BOT")], said, tmp_path / "s.json", post=post, environment={"BOT": "t0ken"}
    )
    assert delivery.state == "gagal"
    assert "t0ken" not in delivery.reason


def test_nothing_new_tells_nobody(tmp_path):
    said = Digest("2026-11-24", "Judul", "Isi", changed=False)
    (delivery,) = deliver([Notice("slack", url_env="X")], said, tmp_path / "s.json", environment={})
    assert delivery.state == "tidak perlu"
