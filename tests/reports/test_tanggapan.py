"""Answers in the lists, read back into a file of responses."""

from __future__ import annotations

from pathlib import Path

import fake_source as fake
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from validator.cli.failures import Exit
from validator.cli.tanggapan import command
from validator.findings.responses import Response, dump, load
from validator.reports import OutputError, write
from validator.reports.answering import merged, understood

ANSWER = 5  # the column of Tanggapan


def listed(folder: Path, answers: dict[int, str], lang: str = "id", **changes: str) -> Path:
    """A list into which a village wrote `answers` by number (0: below the list), and `changes` by cell."""
    path = write("xlsx", fake.source(members=6), folder, lang)[-1]
    book = load_workbook(path)
    page = book.worksheets[1]
    rows = {page.cell(row, 1).value: row for row in range(2, page.max_row + 1)} | {0: page.max_row + 5}
    for number, text in answers.items():
        page.cell(rows[number], ANSWER, text)
    for cell, text in changes.items():
        page[cell] = text
    book.save(path)
    return path


def run(*arguments: object):
    return CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=False)


def test_answers_become_responses(tmp_path):
    path = listed(
        tmp_path, {1: "sudah diperbaiki", 3: "Data benar karena tanah bengkok, ada SK 12/2020.", 5: " BELUM "}
    )
    output = tmp_path / "hasil" / "tanggapan.json"
    ended = run(path, "--output", output)
    assert (ended.return_value, ended.stderr) == (Exit.CLEAN, "")
    name = path.name
    assert load(output) == (
        Response(fake.CODE, "a1f0", "sudah diperbaiki", "", name),
        Response(fake.CODE, "b00001", "data benar", "tanah bengkok, ada SK 12/2020", name),
        Response(fake.CODE, "b00003", "belum", "", name),
    )
    assert "3 tanggapan dibaca" in ended.stdout


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("sudah diperbaiki", ("sudah diperbaiki", "")),
        ("Sudah", ("sudah diperbaiki", "")),
        ("Sudah diperbaiki, 3 Juli", ("sudah diperbaiki", "3 Juli")),
        ("data benar karena …", ("data benar", "")),
        ("data  benar\nkarena: KK lama", ("data benar", "KK lama")),
        ("data benar (sesuai KK)", ("data benar", "sesuai KK")),
        ("belum", ("belum", "")),
        ("belumnya", None),
        ("ya", None),
    ],
)
def test_what_is_meant(text, meaning):
    assert understood(text) == meaning


def test_english_lists_are_read(tmp_path):
    path = listed(tmp_path, {}, "en")
    offered = load_workbook(path).worksheets[1].data_validations.dataValidation[0].formula1.strip('"').split(",")
    path = listed(tmp_path, {1: offered[0], 2: offered[1].replace("…", "of the map"), 3: offered[2]}, "en")
    assert run(path, "--output", tmp_path / "t.json").return_value == Exit.CLEAN
    assert [(r.answer, r.reason) for r in load(tmp_path / "t.json")] == [
        ("sudah diperbaiki", ""),
        ("data benar", "of the map"),
        ("belum", ""),
    ]


def test_what_nobody_understands_is_told_with_its_cell_and_the_rest_is_kept(tmp_path):
    path = listed(tmp_path, {1: "ok", 2: "data benar karena …", 3: "belum", 0: "belum"})
    output = tmp_path / "t.json"
    ended = run(path, "--output", output)
    assert ended.return_value == Exit.INPUT
    unknown, reasonless, homeless = ended.stderr.splitlines()
    assert f"{path.name}, sel Daftar Perbaikan!E3: tanggapan “ok” tidak dikenal; tulis “sudah" in unknown
    assert "!E4: alasan mengapa datanya benar belum ditulis" in reasonless
    assert "!E17: baris ini tidak memuat id temuan" in homeless
    assert [r.id for r in load(output)] == ["b00001"]


@pytest.mark.parametrize("content", [b"", b"bukan Excel", b"PK\x03\x04rusak"])
def test_files_that_are_no_list_stop_no_other(tmp_path, content):
    good = listed(tmp_path, {1: "belum"})
    bad = tmp_path / "foto.xlsx"
    bad.write_bytes(content)
    ended = run(bad, good, "--output", tmp_path / "t.json")
    assert ended.return_value == Exit.INPUT
    assert ended.stderr.startswith("foto.xlsx: bukan daftar perbaikan")
    assert len(load(tmp_path / "t.json")) == 1


def test_a_workbook_without_the_column_is_no_list(tmp_path):
    path = listed(tmp_path, {1: "belum"}, E1="Catatan")
    ended = run(path, "--output", tmp_path / "t.json")
    assert ended.return_value == Exit.INPUT
    assert "bukan daftar perbaikan" in ended.stderr


def test_lines_above_the_titles_and_a_new_name_do_no_harm(tmp_path):
    path = listed(tmp_path, {1: "belum"})
    book = load_workbook(path)
    book.worksheets[1].insert_rows(1, 2)
    renamed = tmp_path / "dari WA (1).xlsx"
    book.save(renamed)
    run(renamed, "--output", tmp_path / "t.json")
    assert load(tmp_path / "t.json") == (Response(fake.CODE, "a1f0", "belum", "", renamed.name),)


def test_a_list_that_names_no_village(tmp_path):
    path = listed(tmp_path, {1: "belum"})
    book = load_workbook(path)
    del book["Ringkasan"]
    renamed = tmp_path / "baru.xlsx"
    book.save(renamed)
    ended = run(renamed, "--output", tmp_path / "t.json")
    assert ended.return_value == Exit.INPUT
    assert "kode desanya tidak tertulis" in ended.stderr


def test_it_completes_an_earlier_file(tmp_path):
    output = tmp_path / "t.json"
    other = Response(fake.OTHER, "z9", "belum", "", "lama.xlsx")
    output.write_text(dump([other, Response(fake.CODE, "a1f0", "belum", "", "lama.xlsx")]), encoding="utf-8")
    path = listed(tmp_path, {1: "sudah diperbaiki"})
    assert run(path, "--output", output).return_value == Exit.CLEAN
    assert load(output) == (other, Response(fake.CODE, "a1f0", "sudah diperbaiki", "", path.name))


def test_an_earlier_file_that_is_none_is_left_alone(tmp_path):
    output = tmp_path / "t.json"
    output.write_text("{}", encoding="utf-8")
    ended = run(listed(tmp_path, {1: "belum"}), "--output", output)
    assert "bukan berkas tanggapan" in str(ended.exception)
    assert output.read_text(encoding="utf-8") == "{}"


def test_contradicting_lists_are_told_and_the_last_one_counts(tmp_path):
    old = listed(tmp_path / "lama", {1: "belum"}).rename(tmp_path / "lama.xlsx")
    new = listed(tmp_path / "baru", {1: "sudah diperbaiki"})
    ended = run(old, new, "--output", tmp_path / "t.json")
    assert ended.return_value == Exit.INPUT
    assert "di lama.xlsx “belum”" in ended.stderr
    assert [r.answer for r in load(tmp_path / "t.json")] == ["sudah diperbaiki"]


def test_a_folder_stands_for_its_lists(tmp_path):
    listed(tmp_path / "masuk", {1: "belum"})
    (tmp_path / "masuk" / "~$daftar.xlsx").write_bytes(b"kunci")
    assert run(tmp_path / "masuk", "--output", tmp_path / "t.json").return_value == Exit.CLEAN
    assert len(load(tmp_path / "t.json")) == 1


def test_numbers_of_persons_are_masked(tmp_path):
    path = listed(tmp_path, {1: "data benar karena NIK 6311030508019001", 3: "6311030508019001"})
    ended = run(path, "--output", tmp_path / "t.json")
    assert "6311030508019001" not in ended.stderr + (tmp_path / "t.json").read_text(encoding="utf-8")


def test_an_output_that_cannot_be_written(tmp_path):
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    ended = run(listed(tmp_path, {1: "belum"}), "--output", tmp_path / "berkas" / "t.json")
    assert isinstance(ended.exception, OutputError)


def test_merging_keeps_one_response_a_finding():
    first, second = Response("1", "a", "belum"), Response("1", "a", "sudah diperbaiki")
    assert merged([first], [second]) == [second]
    assert merged([second, Response("2", "a", "belum")], []) == [second, Response("2", "a", "belum")]
