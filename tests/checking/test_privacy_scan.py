"""NIK, KK numbers and names planted in every column, heading, sheet and file name: nothing passed on holds them."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sqlite3
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from validator.cli import main
from validator.pack.loading import load_pack
from validator.pack.models import Table

VILLAGE = "6311032021"
NIK, KK = "6311030703269001", "6311032109269002"
NAME = "Wartini Contohwati"
SPELLINGS = (
    lambda digits: f"_{digits}",
    lambda digits: ".".join(re.findall("....", digits)),
    lambda digits: f"{digits[:6]} {digits[6:12]} {digits[12:]}",
    lambda digits: "-".join(re.findall("....", digits)),
    lambda digits: digits.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
)
NAMED = (str, str.upper, str.lower, lambda name: name.replace(" ", "  "), lambda name: f"Ny. {name}")
FORMS = ("agtkeluarga", "ddk01", "ddk_anggota", "opensid_penduduk", "t01", "t49", "t55")
FORMATS = ("terminal", "json", "csv", "xlsx", "html", "junit", "sarif", "github", "markdown", "whatsapp")
DAY = "2026-11-24"


def planted(number: int) -> str:
    """What is planted in the cell with that number: the three secrets in turn, in five spellings each."""
    secret, spelling = number % 3, number // 3 % 5
    return NAMED[spelling](NAME) if secret == 2 else SPELLINGS[spelling]((NIK, KK)[secret])


def plain_row(table: Table, number: int) -> dict[str, str]:
    """A row in which every column holds something; its keys differ from row to row."""
    row = {}
    for place, field in enumerate(table.fields):
        kinds = {"integer": "1", "number": "1", "date": "08/02/1971", "year": "2026"}
        row[field.title] = kinds.get(field.type, "Contoh")
        if field.identifier:
            row[field.title] = f"_63110308027{10000 + 97 * number + place}"
        elif field.personal:
            row[field.title] = NAME if number % 2 else f"Contoh Warga {number}"
        elif field.name == "kode_desa":
            row[field.title] = "63.11.03.2021"
    return row


def rows_of(table: Table) -> Iterator[list[str]]:
    """The headings, then for each column two rows with a secret in it; two headings are secrets themselves."""
    titles = list(dict.fromkeys(field.title for field in table.fields))
    yield [*titles, f"Ket. {planted(1)}", f"Catatan {NAME}"]
    personal = table.layout == "records"
    for number in range(2 * len(titles) if personal else len(titles)):
        row = plain_row(table, number)
        secret = planted(number + number // len(titles))
        if not personal and plain(secret).isalpha():  # docs/privasi.md: forms of a village hold nobody
            secret = SPELLINGS[number % 5](NIK)
        row[titles[number % len(titles)]] = secret
        yield [*(row[title] for title in titles), planted(number), planted(number + 1)]


def exports(folder: Path) -> Path:
    """A village's folder: CSVs and a workbook, named after persons too; one file is no form, one is broken."""
    home = folder / VILLAGE
    home.mkdir(parents=True)
    pack = load_pack()
    for number, name in enumerate(FORMS):
        content = io.StringIO()
        csv.writer(content).writerows(rows_of(pack.tables[name]))
        stem = (f"KK_{KK}", NAME, f"KK {SPELLINGS[2](KK)}", f"KK_{NAME.replace(' ', '_')}", f"KK_{NIK}")[number % 5]
        (home / f"{stem} {name}.csv").write_text(content.getvalue(), encoding="utf-8")
    book = xlsxwriter.Workbook(str(home / f"{SPELLINGS[1](NIK)}.xlsx"))
    for name, title in (("agtkeluarga", f"KK {KK}"), ("ddk01", NAME), ("t45", SPELLINGS[2](NIK))):
        sheet = book.add_worksheet(title)
        for place, row in enumerate(rows_of(pack.tables[name])):
            sheet.write_row(place, 0, row)
    book.add_worksheet("Lain").write_row(0, 0, [NIK, NAME, "Catatan", SPELLINGS[3](KK)])
    book.close()
    (home / f"surat {NIK} {NAME}.csv").write_text(f"{NIK};{NAME}\nx;y\n", encoding="utf-8")
    (home / f"{SPELLINGS[3](KK)}.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rusak")
    return folder


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> Path:
    """All that is written of these exports, standard output and error included."""
    folder, target = tmp_path_factory.mktemp("ekspor"), tmp_path_factory.mktemp("hasil")
    exports(folder)
    (target / "wilayah").mkdir()
    said = [
        _run("check", folder, "--date", DAY, *(part for f in FORMATS for part in ("--format", f)), "--output", target),
        _run("check", folder, "--date", DAY, "--format", "github", "--lang", "en"),
        _run("check", folder, "--date", DAY, "--format", "json", "--output", target / "en.json", "--lang", "en"),
        _run("check", folder / f"{NIK}.xls"),
        _run("agenda", folder, "--date", DAY, "--output", target / "agenda"),
        _run("ledger", "record", folder, "--ledger", target / "buku.db", "--date", DAY),
    ]
    (target / "kenali.txt").write_text(_run("kenali", folder), encoding="utf-8")
    (target / "layar.txt").write_text("\n".join(said), encoding="utf-8")
    return target


def _run(*arguments: object) -> str:
    """What a command says, on both streams."""
    given, streams = sys.argv, (sys.stdout, sys.stderr)
    sys.argv, sys.stdout, sys.stderr = ["prodeskel", *map(str, arguments)], io.StringIO(), io.StringIO()
    try:
        with pytest.raises(SystemExit):
            main()
        return sys.stdout.getvalue() + sys.stderr.getvalue()
    finally:
        sys.argv, (sys.stdout, sys.stderr) = given, streams


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every text in the files below a folder, and their names."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, path.name
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as archive:
                yield from (
                    (f"{name}/{part}", archive.read(part).decode(errors="replace")) for part in archive.namelist()
                )
        elif path.suffix == ".db":
            with sqlite3.connect(path) as database:
                yield name, "\n".join(database.iterdump())
        elif path.is_file():
            yield name, path.read_text(encoding="utf-8", errors="replace")


def plain(text: str) -> str:
    """The text without what stands between letters and digits: as somebody would read it who looks for a person."""
    text = html.unescape(re.sub(r"<[^>]*>|%20", " ", text))
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def test_nobody_is_found(outputs):
    found = {}
    for name, text in texts(outputs):
        read = plain(text)
        if name == "kenali.txt":  # it shows headings so that they can be taught, and reads no names to know one by
            read = read.replace(plain(NAME), "")
        hits = [secret for secret in (NIK, KK, plain(NAME)) if secret in read]
        if hits:
            found[name] = hits, [read[max(0, read.index(hit) - 60) : read.index(hit) + 60] for hit in hits]
    assert found == {}


def test_every_output_was_looked_at(outputs):
    names = {name for name, _ in texts(outputs)}
    for ending in (".json", ".csv", ".xlsx", ".html", ".xml", ".sarif", ".md", ".txt", ".docx", ".db"):
        assert any(name.endswith(ending) for name in names), ending
    content = json.loads(next(outputs.glob("*.json")).read_text(encoding="utf-8"))
    assert len(content["findings"]) > 300
    assert {f["table"] for f in content["findings"]} >= set(FORMS) - {"ddk_anggota"}
    assert any("*" in book["path"] for book in content["files"])
    assert len({book["path"] for book in content["files"]}) == len(content["files"])
    said = " ".join(note for book in content["files"] for sheet in book["sheets"] for note in sheet["notes"])
    assert "C*" in said
