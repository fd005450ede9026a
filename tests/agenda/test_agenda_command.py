from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from validator.agenda.sources import past_of
from validator.cli.agenda import command as agenda
from validator.cli.kecamatan import command as kecamatan
from validator.findings.responses import Response, dump
from validator.ledger.book import Ledger
from validator.ledger.records import RecordedVisit
from validator.reports import write

CODE = "6311032021"


@pytest.fixture(scope="module")
def result(sampled, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("hasil") / "hasil.json"
    write("json", sampled, path)
    return path


def run(command, *arguments: object):
    return CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=False)


def test_all_villages_in_two_formats_with_their_papers(result, tmp_path) -> None:
    papers = "berita-acara,daftar-hadir,tindak-lanjut,laporan"
    done = run(agenda, result, "--all", "--format", "docx", "--format", "pdf", "--papers", papers, "--output", tmp_path)
    assert done.exception is None
    names = {p.name for p in tmp_path.iterdir()}
    assert len(names) == 3 * 5 * 2
    assert f"agenda_{CODE}_putat-basiun.docx" in names
    assert f"laporan_{CODE}_putat-basiun.pdf" in names


def test_the_same_input_gives_the_same_files(result, tmp_path) -> None:
    for folder in ("satu", "dua"):
        run(agenda, result, "--village", CODE, "--format", "docx", "--format", "pdf", "--output", tmp_path / folder)
    for one in (tmp_path / "satu").iterdir():
        assert one.read_bytes() == (tmp_path / "dua" / one.name).read_bytes()


def test_a_recorded_result_says_what_the_exports_say(result, sampled, tmp_path) -> None:
    samples = Path(__file__).resolve().parents[2] / "samples"
    sources = [samples / "2025", samples / "2026"]
    common = ["--village", "63.11.03.2021", "--date", "2026-11-24", "--format", "md"]
    run(agenda, *sources, *common, "--output", tmp_path / "ekspor")
    run(agenda, result, *common, "--output", tmp_path / "rekaman")
    name = f"agenda_{CODE}_putat-basiun.md"
    assert (tmp_path / "ekspor" / name).read_bytes() == (tmp_path / "rekaman" / name).read_bytes()


def test_answers_reach_the_agenda(result, sampled, tmp_path) -> None:
    some = next(f for f in sampled.iter_findings(CODE) if not f.trial)
    answers = tmp_path / "tanggapan.json"
    answers.write_text(dump([Response(CODE, some.id, "data benar", "ada bukti")]), encoding="utf-8")
    run(agenda, result, "--village", CODE, "--responses", answers, "--output", tmp_path)
    document = Document(str(tmp_path / f"agenda_{CODE}_putat-basiun.docx"))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    assert any("Klarifikasi 1 jawaban" in text for text in cells)


def test_answers_without_a_finding_are_told(sampled, result, tmp_path) -> None:
    some = next(f for f in sampled.iter_findings(CODE) if not f.trial)
    answers = tmp_path / "tanggapan.json"
    given = [Response(CODE, some.id, "belum"), Response(CODE, "0123456789ab", "sudah diperbaiki")]
    answers.write_text(dump(given), encoding="utf-8")
    done = run(agenda, result, "--village", CODE, "--responses", answers, "--output", tmp_path)
    assert "1 dari 2 tanggapan" in done.stderr


def test_a_ledger_tells_what_changed_since_the_visit(sampled, tmp_path) -> None:
    place = str(tmp_path / "buku.db")
    today = sampled.reference_date
    first = today - timedelta(days=20)
    with Ledger.open(place) as ledger:
        ledger.record(sampled, first)
        ledger.visit(RecordedVisit(CODE, first, "Kasi Pemerintahan", 120))
        ledger.record(sampled, today)
    past = past_of(place, [CODE, "6311032014"], today)
    assert set(past.histories) == {CODE}
    history = past.histories[CODE]
    assert history.since == first
    assert history.counts["masih_ada"] == len(list(sampled.iter_findings(CODE)))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--papers", "surat-cinta", "--all"], "surat-cinta"),
        (["--village", "12"], "10 angka"),
        (["--village", "6311032999"], "6311032999"),
        ([], "--all"),
        (["--minutes", "5", "--all"], "--minutes"),
    ],
)
def test_wrong_usage_is_told(result, tmp_path, arguments: list[str], word: str) -> None:
    done = run(agenda, result, *arguments, "--output", tmp_path / "hasil")
    assert done.exception is not None
    assert word in f"{done.exception.format_message()} {getattr(done.exception, 'param_hint', '')}{done.exception}"
    assert not (tmp_path / "hasil").exists()


def test_a_wrong_json_file_is_told(tmp_path) -> None:
    wrong = tmp_path / "lain.json"
    wrong.write_text("{}", encoding="utf-8")
    done = run(agenda, wrong, "--all", "--output", tmp_path / "hasil")
    assert "prodeskel check" in done.exception.format_message()


def test_the_kecamatan_sheet(result, tmp_path) -> None:
    formats = [a for f in ("docx", "pdf", "xlsx", "html") for a in ("--format", f)]
    done = run(
        kecamatan, result, "--days", 2, "--mentor", "A", "--mentor", "B", "--expected", "63.11.03", *formats,
        "--output", tmp_path,
    )  # fmt: skip
    assert done.exception is None
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        f"kecamatan_631103.{f}" for f in ("docx", "html", "pdf", "xlsx")
    ]


def test_the_day_of_the_visit_is_the_day_of_the_result(result, tmp_path) -> None:
    run(agenda, result, "--village", CODE, "--format", "md", "--output", tmp_path)
    assert "Selasa, 24 November 2026" in (tmp_path / f"agenda_{CODE}_putat-basiun.md").read_text("utf-8")
    assert date(2026, 11, 24).weekday() == 1


def test_answers_of_other_villages_are_not_counted(sampled, result, tmp_path) -> None:
    answers = tmp_path / "tanggapan.json"
    given = [Response("6311032014", "0123456789ac", "belum"), Response(CODE, "0123456789ab", "sudah diperbaiki")]
    answers.write_text(dump(given), encoding="utf-8")
    done = run(agenda, result, "--village", CODE, "--responses", answers, "--output", tmp_path)
    assert "1 dari 1 tanggapan" in done.stderr
