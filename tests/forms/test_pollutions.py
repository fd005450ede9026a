"""A clean CSV as people and programs spoil it: each reads as the clean one does, small or large."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from tests.engine.bulk_support import VILLAGE, assert_same, both, members, pack, write
from validator.checking import check_with
from validator.intake import Settings

FOLDER = f"2026/{VILLAGE}_desa"
FORM = [
    ["Kode Desa", "Tanggal", "Agama", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"],
    ["6311032021", "12/06/2026", "Islam", "180", "213", "393"],
    ["6311032021", "12/06/2026", "Kristen", "4", "-4", "9"],
    ["6311032021", "12/06/2026", "Hindu", "0", "dua", "2"],
]


@cache
def member_rows() -> list[list[str]]:
    rows = members(71, 12, odd=0)
    head = rows[0]
    rows[3][head.index("Tanggal Lahir")] = "31/02/1971"
    rows[5][head.index("Agama")] = "Islm"
    rows[6][head.index("Alamat")] = "Jl. Hulu, RT 2"
    return rows


def text(rows, delimiter=";", end="\r\n", quoting=csv.QUOTE_MINIMAL, **more) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting, **more).writerows(rows)
    return stream.getvalue()


def quoted(rows, begin, end="", between=";") -> str:
    return "".join(between.join(f"{begin}{cell}{end or begin}" for cell in row) + "\r\n" for row in rows)


def wrapped(rows, delimiter=";") -> str:
    lines = text(rows, delimiter, quoting=csv.QUOTE_ALL).splitlines()
    return "".join('"' + line.replace('"', '""') + '"\r\n' for line in lines)


def wrapped_where_quoted(rows) -> str:
    lines = text(rows, ",").splitlines()
    return "".join(('"' + line.replace('"', '""') + '"' if '"' in line else line) + "\r\n" for line in lines)


def mixed_ends(rows) -> str:
    return "".join(line + end for line, end in zip(text(rows).splitlines(), ["\r\n", "\n", "\r"] * 99, strict=False))


def markdown(rows) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|:---" * len(rows[0]) + "|", *lines[1:]])


Spoil = Callable[[list[list[str]]], bytes]
SAME: dict[str, Spoil] = {
    "comma": lambda rows: text(rows, ",").encode(),
    "tab": lambda rows: text(rows, "\t").encode(),
    "pipe": lambda rows: text(rows, "|").encode(),
    "caret": lambda rows: text(rows, "^").encode(),
    "tilde": lambda rows: text(rows, "~").encode(),
    "colon": lambda rows: text(rows, ":").encode(),
    "broken bar": lambda rows: text(rows, "¦").encode(),
    "all quoted": lambda rows: text(rows, quoting=csv.QUOTE_ALL).encode(),
    "apostrophes": lambda rows: quoted(rows, "'").encode(),
    "apostrophes, comma": lambda rows: quoted(rows, "'", between=",").encode(),
    "backticks": lambda rows: quoted(rows, "`").encode(),
    "printer's quotes": lambda rows: quoted(rows, "“", "”").encode(),
    "low printer's quotes": lambda rows: quoted(rows, "„", "“").encode(),
    "blank before quote": lambda rows: quoted(rows, '"', between="; ").encode(),
    "blanks around quotes": lambda rows: quoted(rows, '"', between=" ; ").encode(),
    "blanks around cells": lambda rows: quoted(rows, " ").encode(),
    "formulas": lambda rows: quoted(rows, '="', '"').encode(),
    "formulas in quotes": lambda rows: text([[f'="{c}"' for c in row] for row in rows]).encode(),
    "whole lines in quotes": lambda rows: wrapped(rows).encode(),
    "whole lines in quotes, comma": lambda rows: wrapped(rows, ",").encode(),
    "plain lines in quotes": lambda rows: "".join(f'"{";".join(row)}"\n' for row in rows).encode(),
    "some lines in quotes": lambda rows: wrapped_where_quoted(rows).encode(),
    "sep": lambda rows: ("sep=;\r\n" + text(rows)).encode(),
    "sep, tab": lambda rows: ("sep=\t\r\n" + text(rows, "\t")).encode(),
    "sep, UTF-16": lambda rows: ("sep=;\r\n" + text(rows)).encode("utf-16"),
    "sep, caret": lambda rows: ("sep=^\r\n" + text(rows, "^")).encode("utf-8-sig"),
    "newline": lambda rows: text(rows, end="\n").encode(),
    "return": lambda rows: text(rows, end="\r").encode(),
    "mixed ends": lambda rows: mixed_ends(rows).encode(),
    "no end": lambda rows: text(rows).rstrip().encode(),
    "mark of an end": lambda rows: text(rows).encode() + b"\x1a",
    "mark of an end, no newline": lambda rows: text(rows).rstrip().encode() + b"\x1a",
    "zeros at the end": lambda rows: text(rows).encode() + b"\0" * 3000,
    "zeros after cells": lambda rows: text([[f"{c}\0" for c in row] for row in rows]).encode(),
    "zeros after lines": lambda rows: text(rows, end="\0\r\n").encode(),
    "mark twice": lambda rows: ("\ufeff\ufeff" + text(rows)).encode(),
    "blank lines below": lambda rows: (text(rows) + "\r\n\r\n\r\n").encode(),
    "delimiters at the end of lines": lambda rows: text([[*row, ""] for row in rows]).encode(),
    "delimiters at the end of records": lambda rows: text([rows[0], *([*r, "", ""] for r in rows[1:])]).encode(),
    "delimiters at the end of the header": lambda rows: text([[*rows[0], "", ""], *rows[1:]]).encode(),
    "rows of delimiters below": lambda rows: text([*rows, [""] * len(rows[0])]).encode(),
    "windows-1252": lambda rows: text(rows).replace("Hulu", "Hulu é").encode("cp1252"),
    **{
        name: lambda rows, name=name: text(rows).encode(name)
        for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
    },
    "UTF-32 with mark, big": lambda rows: ("\ufeff" + text(rows)).encode("utf-32-be"),
    "UTF-16 with mark, big": lambda rows: ("\ufeff" + text(rows)).encode("utf-16-be"),
}
LINE = "------------"
MOVED: dict[str, tuple[int, int, Spoil]] = {  # so many rows down, so many columns to the right
    "titles": (3, 0, lambda rows: ("DATA DESA\r\nKecamatan Awayan, 2026\r\n\r\n" + text(rows)).encode()),
    "many titles": (6, 0, lambda rows: ("DATA\r\n" * 3 + "a;b\r\n" * 3 + text(rows)).encode()),
    "first column blank": (0, 1, lambda rows: text([["", *row] for row in rows]).encode()),
    "two columns blank": (0, 2, lambda rows: text([["", "", *row] for row in rows]).encode()),
    "line above": (1, 0, lambda rows: (f"{LINE}\r\n" + text(rows)).encode()),
    "line below the header": (1, 0, lambda rows: text([rows[0], ["---"] * len(rows[0]), *rows[1:]]).encode()),
    "table of Markdown": (1, 1, lambda rows: markdown(rows).encode()),
    "line below": (0, 0, lambda rows: (text(rows) + f"{LINE}\r\n").encode()),
    "drawn table": (1, 1, lambda rows: ("+---+---+\n" + "".join(f"| {' | '.join(r)} |\n" for r in rows)).encode()),
    "header once more": (0, 0, lambda rows: text([*rows, rows[0]]).encode()),
    "header once more with a mark": (0, 0, lambda rows: (text(rows) + "\ufeff" + text(rows[:1])).encode()),
}
DOUBLED = lambda rows: text([[x for c in row for x in (c, "")][:-1] for row in rows])  # noqa: E731


def said(tmp_path, data: bytes, name="a.csv"):
    path = tmp_path / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return check_with(pack(), [path], Settings("", None, date(2026, 6, 30), show_personal=True))


def findings(result, down=0, right=0):
    return sorted(
        (f.rule, f.row - down, f.columns, tuple(f.values.items()), f.severity, f.village)
        for f in result.iter_findings()
    )


FORMS = {"form": lambda: FORM, "members": member_rows}


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    return {name: findings(said(folder / name, text(rows()).encode())) for name, rows in FORMS.items()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("spoilt", SAME)
def test_reads_as_the_clean_file(spoilt, form, clean, tmp_path):
    rows = FORMS[form]()
    if spoilt == "colon" and any(":" in c for row in rows for c in row):
        pytest.skip("times")
    got = said(tmp_path, SAME[spoilt](rows))
    assert clean[form]
    assert [f.status for f in got.files] == ["read"]
    assert findings(got) == clean[form]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("spoilt", MOVED)
def test_reads_as_the_clean_file_elsewhere(spoilt, form, clean, tmp_path):
    down, _, spoil = MOVED[spoilt]
    assert findings(said(tmp_path, spoil(FORMS[form]())), down) == clean[form]


LARGE = [name for name in SAME if name not in ("comma", "tab", "newline")]


@pytest.mark.parametrize("spoilt", LARGE)
def test_large_file_reads_as_the_small_one(spoilt, tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", [])
    path.write_bytes(SAME[spoilt](member_rows()))
    assert_same(*both(monkeypatch, path))


@pytest.mark.parametrize("spoilt", MOVED)
def test_large_file_elsewhere_reads_as_the_small_one(spoilt, tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", [])
    path.write_bytes(MOVED[spoilt][2](member_rows()))
    assert_same(*both(monkeypatch, path))


def test_doubled_delimiters(clean, tmp_path):
    assert findings(said(tmp_path, DOUBLED(FORM).encode())) == clean["form"]


def test_backslash_before_quotes(tmp_path, monkeypatch):
    rows = [list(row) for row in member_rows()]
    rows[4][rows[0].index("Nama Anggota Keluarga")] = 'Si "A; B"'
    want = findings(said(tmp_path / "clean", text(rows, quoting=csv.QUOTE_ALL).encode()))
    data = text(rows, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\").encode()
    assert findings(said(tmp_path, data)) == want
    assert_same(*both(monkeypatch, tmp_path / FOLDER / "a.csv"))


def test_utf7_is_refused_with_its_cure(tmp_path):
    data = text(member_rows()).replace("_", "+AF8-").encode()
    (file,) = said(tmp_path, data).files
    assert file.status == "rejected"
    assert "CSV UTF-8" in file.reason
