"""Two nights in a row on the samples: life cycle, gate, missing senders, notices, metrics, log, lock."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from web_support import answer

from validator.checking import check
from validator.cli import main
from validator.cli.nightly import command
from validator.nightly.config import load_config
from validator.nightly.locking import RunningError, only_one
from validator.nightly.night import NoInputError, Outside, run_night
from validator.reports import OutputError

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
    """Undoes what was planted in a workbook, as the ledger of the samples says it was before."""
    book = openpyxl.load_workbook(path)
    with (SAMPLES.parent / "seeded.csv").open(encoding="utf-8", newline="") as file:
        planted = [row for row in csv.DictReader(file) if row["file"] == f"2026/{path.parent.name}/{path.name}"]
    assert planted
    for row in planted:
        book.active[row["cell"]].value = int(row["was"])
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
    assert set(first.senders.missing) == {"6311032001"}
    assert set(second.senders.missing) == {"6311032001", "6311032014"}
    assert "Belum mengirim (2 desa)" in second.said.text


def test_the_first_night_has_no_alarm_for_want_of_a_baseline(nights):
    _, _, first, second = nights
    assert first.verdict.passed
    assert first.verdict.first
    assert first.said.title == "Prodeskel 23/11/2026: malam pertama, ambang terpenuhi"
    assert "malam pertama: belum ada pembanding" in first.summary
    assert "baru" not in first.said.text.lower()
    assert second.verdict.passed
    assert "pembanding" not in second.said.text + second.summary


def test_a_rerun_changes_nothing(nights):
    _, config, _, second = nights
    again = run_night(config, SECOND)
    assert again.report.recorded == "tidak berubah"
    assert again.report.villages == second.report.villages


def test_what_is_written_holds_no_personal_data(nights):
    home, *_ = nights
    log = (home / "hasil" / "catatan.jsonl").read_text(encoding="utf-8")
    events = [json.loads(line)["event"] for line in log.splitlines()]
    assert events[:7] == ["source", "checked", "recorded", "reports", "site", "told", "done"]
    prometheus = (home / "metrik" / "prodeskel.prom").read_text(encoding="utf-8")
    assert 'prodeskel_error{village="6311032021"}' in prometheus
    assert not any(len(word) >= 16 and word.isdigit() for word in (log + prometheus).replace('"', " ").split())


def test_the_site_has_a_page_a_village_and_holds_nobody(nights):
    home, *_ = nights
    site = home / "hasil" / "public"
    assert {path.name for path in site.iterdir()} == {
        *("index.html", "6311032005.html", "6311032014.html", "6311032021.html")
    }
    text = "".join(path.read_text(encoding="utf-8") for path in site.iterdir())
    assert "Belum mengirim. Terakhir 23 November 2026" in text
    assert not re.search(r"(?<!\d)\d{16}(?!\d)", text)


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


def small(tmp_path, text, village="6311032005_pematang"):
    """A configuration of one village's exports."""
    shutil.copytree(SAMPLES / village, tmp_path / "ekspor" / village)
    (tmp_path / "prodeskel.toml").write_text('output = "hasil"\nformats = ["json"]\n' + text, encoding="utf-8")
    return load_config(tmp_path / "prodeskel.toml")


def run(tmp_path, *options):
    arguments = ["--config", str(tmp_path / "prodeskel.toml"), "--date", "2026-11-24", *options]
    return CliRunner().invoke(command, arguments, standalone_mode=False)


def test_without_any_source_the_night_is_not_recorded(tmp_path):
    config = small(tmp_path, '[[sources]]\npath = "tidak-ada"\n')
    with pytest.raises(NoInputError, match="tidak ada folder"):
        run_night(config, SECOND)
    assert run(tmp_path).return_value == 4
    assert not Path(config.ledger).exists()
    assert '"failed"' in (config.output / "catatan.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value", "code", "words"),
    [
        ("waivers", "tidak-ada.yml", 3, "Berkas tidak dapat dibaca"),
        ("expected", "tidak-ada.txt", 3, "tidak-ada.txt"),
        ("metrics", "prodeskel.toml/m.prom", 5, "m.prom"),
        ("ledger", "prodeskel.toml/buku.db", 5, "buku.db"),
    ],
)
def test_what_cannot_be_read_or_written_ends_with_its_code(tmp_path, key, value, code, words, monkeypatch, capsys):
    small(tmp_path, f'{key} = "{value}"\n[[sources]]\npath = "ekspor"\n')
    arguments = ["prodeskel", "nightly", "--config", str(tmp_path / "prodeskel.toml"), "--date", "2026-11-24"]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(("said", "asked", "used"), [("", None, None), ("jobs = 3\n", None, 3), ("jobs = 3\n", 1, 1)])
def test_jobs_are_the_threads_of_the_check(tmp_path, monkeypatch, said, asked, used):
    threads = []

    def checked(paths, **options):
        threads.append(options["threads"])
        return check(paths, **options)

    monkeypatch.setattr("validator.nightly.night.check", checked)
    config = small(tmp_path, f'{said}site = ""\n[[sources]]\npath = "ekspor/6311032005_pematang/grid_t03.xls"\n')
    run_night(config, SECOND, jobs=asked)
    assert threads == [used]
    assert not (config.output / "public").exists()


def test_an_output_folder_that_is_a_file_is_told(tmp_path):
    config = small(tmp_path, '[[sources]]\npath = "ekspor"\n')
    config.output.write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="hasil"):
        run_night(config, SECOND)


def test_an_earlier_night_is_wrong_usage(tmp_path):
    config = small(tmp_path, '[[sources]]\npath = "ekspor"\n')
    run_night(config, date(2026, 11, 25))
    ran = run(tmp_path)
    assert ran.return_value == 2
    assert "mendahului malam terakhir" in ran.output


def test_a_login_page_instead_of_excel_is_an_unreadable_file(server, tmp_path):
    page = b"<html><body><form action='/login'><input name='username'><input type='password'></form></body></html>"
    server.replies = [answer(body=page, Content_Type="text/html")]
    small(tmp_path, f'[[sources]]\npath = "ekspor"\n[[sources]]\nurl = "{server.host}/grid_t03.xls"\n')
    ran = run(tmp_path)
    assert ran.return_value == 4
    assert "berkas tak terbaca 1" in ran.output
    told = json.loads((tmp_path / "hasil" / "temuan.json").read_text(encoding="utf-8"))
    (rejected,) = [file for file in told["files"] if file["status"] == "rejected"]
    assert "halaman login" in rejected["reason"]


def test_a_zip_from_the_web_is_checked(server, tmp_path):
    packed = shutil.make_archive(str(tmp_path / "ekspor"), "zip", SAMPLES / "..", "2026/6311032005_pematang")
    server.replies = [answer(body=Path(packed).read_bytes(), ETag='"a"'), answer(304)]
    (tmp_path / "prodeskel.toml").write_text(
        f'output = "hasil"\nformats = []\n[[sources]]\nurl = "{server.host}/ekspor.zip"\n', encoding="utf-8"
    )
    config = load_config(tmp_path / "prodeskel.toml")
    first, second = run_night(config, FIRST), run_night(config, SECOND)
    assert [v.code for v in first.report.villages] == ["6311032005"]
    assert second.report.total("new") == 0


def test_failed_notices_end_with_5_and_come_the_next_night(server, tmp_path):
    server.replies = [answer(500), answer(200)]
    config = small(tmp_path, '[[sources]]\npath = "ekspor"\n[[notify]]\nkind = "webhook"\nurl_env = "KAIT"\n')
    (tmp_path / "ekspor" / "6311032005_pematang" / "grid_t03.xls").unlink()
    (tmp_path / "prodeskel.toml").write_text(
        (tmp_path / "prodeskel.toml")
        .read_text(encoding="utf-8")
        .replace("[[sources]]", 'expected = "63.11.03"\n[[sources]]'),
        encoding="utf-8",
    )
    config = load_config(tmp_path / "prodeskel.toml")
    world = Outside(environment={"KAIT": "http://127.0.0.1:9/"})
    assert [d.state for d in run_night(config, FIRST, world=world).deliveries] == ["gagal"]
    from validator.nightly import posting

    def tell(notice, said):
        return posting.send(notice, said, environment={"KAIT": f"{server.host}/kait"})

    again = run_night(config, SECOND, world=Outside(tell=tell))
    assert [(d.night, d.state) for d in again.deliveries] == [("2026-11-23", "gagal")]
    last = run_night(config, SECOND, world=Outside(tell=tell))
    assert [(d.night, d.state) for d in last.deliveries] == [("2026-11-23", "terkirim")]
    assert json.loads(server.bodies[-1])["night"] == "2026-11-23"


def as_csv(source, target, month):
    """A form as CSV with another number of rainy months."""
    header, row, *_ = CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()
    row[header.index("Jumlah Bulan Hujan (bulan)")] = month
    lines = [";".join(str(cell).replace(".", ",") for cell in cells) for cells in (header, row)]
    target.write_text("\n".join(lines), encoding="utf-8")


def test_what_was_mended_and_is_back_is_said_to_be_back(tmp_path):
    config = small(tmp_path, '[[sources]]\npath = "ekspor"\n', "6311032021_putat_basiun")
    folder = tmp_path / "ekspor" / "6311032021_putat_basiun"
    form = tmp_path / "grid_t09.xls"
    (folder / "grid_t09.xls").replace(form)
    for path in folder.iterdir():
        path.unlink()
    seen = []
    for day, month in ((17, 15), (23, 6), (24, 15)):
        as_csv(form, folder / "grid_t09.csv", month)
        seen.append(run_night(config, date(2026, 11, day)))
    assert seen[1].report.total("solved") == seen[2].report.total("reopened") > 0
    assert seen[2].report.total("new") == 0
    assert f"kambuh {seen[2].report.total('reopened')}" in seen[2].said.text
    page = (tmp_path / "hasil" / "public" / "6311032021.html").read_text(encoding="utf-8")
    assert "Kambuh: pernah selesai, kini ada lagi" in page
    assert "<svg" in page
