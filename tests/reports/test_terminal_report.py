"""The summary fits the screen, names what to repair first, and says what was not checked."""

from __future__ import annotations

import io
from pathlib import Path

import fake_source as fake
import pytest
from msgspec.structs import replace

from validator.findings.models import LeftOut
from validator.reports import Options, write
from validator.reports.terminal import LINES, VILLAGES, WORST


def shown(source: fake.FakeSource, lang: str = "id", **options) -> str:
    handle = io.StringIO()
    write("terminal", source, handle, lang, Options(**{"width": 80, **options}))
    return handle.getvalue()


def test_it_fits_80_columns_without_colour_codes():
    text = shown(fake.source())
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "\x1b[" in shown(fake.source(), colour=True)


def test_every_village_has_a_line_with_its_scores():
    lines = shown(fake.source()).splitlines()
    (line,) = (line.split() for line in lines if line.startswith(fake.CODE))
    assert line == [fake.CODE, "Putat", "Basiun", "87,5", "%", "97,9", "%", "95,0", "%", "2", "3", "1"]
    assert next(line for line in lines if line.startswith(fake.OTHER)).split()[5:7] == ["–", "95,0"]


def test_of_too_many_villages_those_with_most_to_repair_are_listed_in_the_order_of_all():
    def village(number: int, warnings: int):
        return replace(
            fake.village(f"63110{number:05}", f"Desa {number}", ()), counts={"error": 0, "warning": warnings, "info": 0}
        )

    few = tuple(village(n, 0) for n in range(VILLAGES))
    every = shown(fake.FakeSource((), few))
    assert sum(line.startswith("6311") for line in every.splitlines()) == VILLAGES
    assert "desa lain ada dalam laporan" not in every
    text = shown(fake.FakeSource((), (*few, village(70_001, 2), village(70_000, 1))))
    codes = [line.split()[0] for line in text.splitlines() if line.startswith("6311")]
    assert len(codes) == WORST
    assert codes[-2:] == ["6311070001", "6311070000"]
    assert f"63110{WORST - 1:05}" not in codes
    assert "Tabel ini memuat 50 desa dengan temuan terbanyak; 352 desa lain" in " ".join(text.split())


def test_large_counts_keep_all_columns():
    counts = {"error": 1_234_567, "warning": 2_345_678, "info": 9}
    village = replace(fake.village(fake.CODE, "Sungai Pumpung Hulu", ()), counts=counts)
    text = shown(fake.FakeSource((), (village,)))
    assert "1.234.567" in text
    assert "2.345.678" in text
    assert "Info" in text


def test_causes_come_first_and_the_same_mistake_once():
    text = shown(fake.source(members=134))
    assert text.count("Peringatan: NIK") == 1
    assert "Kesalahan yang sama di desa ini: 134" in text
    assert "ikut selesai bila ini diperbaiki: 1" in text
    assert "Luas wilayah 1.240" not in text
    assert "t03_jenis_lahan.xls · E5, F5, H5 · Potensi > Sumber Daya Alam > Jenis Lahan" in text


def test_what_was_read_is_never_markup():
    text = shown(fake.FakeSource((replace(fake.LAND, message="[bold]Luas[/] :smile: [red]"),), fake.source().villages))
    assert "[bold]Luas[/] :smile: [red]" in text


def test_rejected_files_and_rows_left_out_have_reasons():
    text = " ".join(shown(fake.source()).split())
    assert "t01.xls: Ini halaman masuk Prodeskel, bukan ekspor." in text
    assert "… (12 baris): baris jumlah, bukan data" in text
    assert "2 baris lagi" in text
    assert "“Nma” mirip “Nama”" in text


def test_long_lists_of_files_are_counted():
    files = tuple(replace(fake.books()[2], path=f"f{n}.xls", reason=f"Sebab {n}.") for n in range(LINES + 7))
    assert "… dan 7 lagi" in shown(replace(fake.source(), files=files))


def test_of_many_villages_the_worst_are_shown():
    codes = [f"63110320{n:02}" for n in range(12)]
    findings = tuple(replace(fake.LAND, village=c, id=f"{c}{k}") for n, c in enumerate(codes) for k in range(n + 1))
    source = fake.FakeSource(findings, tuple(fake.village(c, f"Desa {n}", findings) for n, c in enumerate(codes)))
    text = shown(source, villages_in_detail=2)
    assert text.index("Perbaiki dulu di Desa 11") < text.index("Perbaiki dulu di Desa 10")
    assert text.count("Perbaiki dulu") == 2
    assert "Desa lain yang perlu perbaikan: 10" in text


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ((), "--format xlsx --output FOLDER"),
        ((Path("hasil/a.xlsx"),), str(Path("hasil/a.xlsx"))),
        ((Path("hasil/a.xlsx"), Path("hasil/b.xlsx")), "hasil (2 berkas)"),
    ],
)
def test_the_last_line_says_what_to_do_next(lists, expected):
    assert " ".join(shown(fake.source(), lists=lists).split()).endswith(expected)


def test_nothing_found_and_nothing_read():
    assert "Tidak ada temuan." in shown(fake.FakeSource((), (fake.village(fake.CODE, "Pematang", ()),)))
    assert "Tidak ada data desa" in shown(fake.FakeSource((), ()))


def test_english():
    text = shown(fake.source(), "en")
    assert "Completeness" in text
    assert "87.5%" in text
    assert "Perbaiki" not in text.replace("Perbaikan", "")


def test_sheets_left_out_for_one_reason_are_counted_in_one_line():
    book = fake.source().files[0]
    sheet = replace(book.sheets[0], rows_read=1, rows_checked=0, left_out=(LeftOut(2, "Data tahun 2025."),), notes=())
    books = [replace(book, path=f"a/{n}.xls", status="read", reason="", sheets=(sheet,)) for n in range(40)]
    text = " ".join(shown(fake.FakeSource((), fake.source().villages, tuple(books))).split())
    assert text.count("Data tahun 2025.") == 1
    assert f"0.xls · {sheet.name} · dan 39 lembar lain: Data tahun 2025." in text
    few = " ".join(shown(fake.FakeSource((), fake.source().villages, tuple(books[:3]))).split())
    assert few.count("Data tahun 2025.") == 3
