"""NIK, KK numbers and names planted in every column, heading, sheet and file name: nothing passed on holds them.

In forms of a village stands the name of somebody who is in no list, too: there it is known by what is no plain word.
"""

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

from tests.nightly.web_support import Server, answer
from validator.cli import main
from validator.pack.loading import load_pack
from validator.pack.models import Table

VILLAGE = "6311032021"
NIK, KK = "6311030703269001", "6311032109269002"
NAME, STRANGER = "Wartini Contohwati", "Sarmila Contohsari"
SECRETS = (NIK, KK, *map(str.lower, f"{NAME} {STRANGER}".split()))
SPELLINGS = (
    lambda digits: f"_{digits}",
    lambda digits: ".".join(re.findall("....", digits)),
    lambda digits: f"{digits[:6]} {digits[6:12]} {digits[12:]}",
    lambda digits: "-".join(re.findall("....", digits)),
    lambda digits: digits.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
)
NAMED = (str, str.upper, str.lower, lambda name: name.replace(" ", "  "), lambda name: f"Ny. {name}")
FORMS = ("agtkeluarga", "ddk_anggota", "opensid_penduduk", "t01", "t03", "t14", "t49", "t55", "kp_pajak")
VILLAGES = 5
"""The forms of a village are those of so many, each with something planted in every fifth column."""
FORMATS = ("terminal", "json", "csv", "xlsx", "html", "junit", "sarif", "github", "markdown", "whatsapp")
DAY = "2026-11-24"
NIGHT = """
output = "hasil"
formats = ["json", "csv"]
metrics = "prodeskel.prom"
expected = "63.11.03"
[[sources]]
path = "{folder}"
[[notify]]
kind = "webhook"
url_env = "KAIT"
"""
RULE = """
- id: UJI-{number}
  table: {table}
  title: Uji
  title_en: Trial
  severity: warning
  dimension: validity
  assert: {field} = 'x'
  blames: [{field}]
  message: "{{{field}}} {{gabung}}"
  why: W
  fix: F
  show: {{gabung: "concat('isi ', {field})"}}
  documents: [Buku]
  role: Operator desa
  basis: Dasar
  examples:
    pass: [{{{field}: x}}]
    fail: [{{{field}: y}}]
"""
TRIED = (("t01", "jabatan_pengisi"), ("t01", "desa_utara"), ("kp_pajak", "pajak_lainnya"), ("agtkeluarga", "nama"))
RULES = "".join(RULE.format(number=100 + n, table=table, field=field) for n, (table, field) in enumerate(TRIED))


def planted(number: int, name: str = NAME) -> str:
    """What is planted in the cell with that number: the three secrets in turn, in five spellings each."""
    secret, spelling = number % 3, number // 3 % 5
    return NAMED[spelling](name) if secret == 2 else SPELLINGS[spelling]((NIK, KK)[secret])


def plain_row(table: Table, number: int) -> dict[str, str]:
    """A row in which every column holds something; its keys differ from row to row."""
    pack, row = load_pack(), {}
    for place, field in enumerate(table.fields):
        kinds = {"integer": "1", "number": "1", "date": "08/02/1971", "year": "2026"}
        row[field.title] = kinds.get(field.type, "Contoh")
        if field.name == "kode_desa":
            row[field.title] = "63.11.03.2021" if table.layout == "records" else f"63.11.03.20{21 - number % VILLAGES}"
        elif field.name == "tanggal":
            row[field.title] = "12/06/2026"
        elif field.codelist:
            labels = pack.codelists[field.codelist].items
            row[field.title] = labels[number // VILLAGES % len(labels)].label
        elif field.identifier:
            row[field.title] = f"_63110308027{10000 + 97 * number + place}"
        elif field.personal:
            row[field.title] = NAME if number % 2 else f"Contoh Warga {number}"
    return row


def rows_of(table: Table) -> Iterator[list[str]]:
    """The headings, then rows with a secret in each column; two headings are secrets themselves."""
    titles = list(dict.fromkeys(field.title for field in table.fields))
    yield [*titles, f"Ket. {planted(1)}", f"Catatan {NAME}"]
    for number, row in enumerate(persons(table, titles) if table.layout == "records" else forms(table, titles)):
        yield [*(row[title] for title in titles), planted(number), planted(number + 1)]


def persons(table: Table, titles: list[str]) -> Iterator[dict[str, str]]:
    """For each column a row with a secret in it."""
    for number, title in enumerate(titles):
        yield plain_row(table, number) | {title: planted(number)}


def forms(table: Table, titles: list[str]) -> Iterator[dict[str, str]]:
    """For each village rows with a secret in every fifth column, at last in that of the code."""
    for number in range(VILLAGES * (1 if table.layout == "one_row" else 3)):
        row = plain_row(table, number)
        for place, title in enumerate(titles):
            if (place + number) % VILLAGES == 0 and title != "Kode Desa":
                secret = planted(number + place, (NAME, STRANGER)[place % 2])
                row[title] = f"12 {secret}" if number % 2 and place % 3 == 0 else secret
        yield row
    yield plain_row(table, 0) | {"Kode Desa": STRANGER}


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
    for name, title in (("ddk02", f"KK {KK}"), ("ddk01", NAME), ("t45", SPELLINGS[2](NIK))):
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
    (target / "aturan.yml").write_text(RULES, encoding="utf-8")
    said = [
        _run("check", folder, "--date", DAY, *(part for f in FORMATS for part in ("--format", f)), "--output", target),
        _run("check", folder, "--date", DAY, "--format", "json", "--output", target / "en.json", "--lang", "en"),
        _run("check", folder / f"{NIK}.xls"),
        _run("agenda", target / "temuan.json", "--date", DAY, "--output", target / "agenda", "--all"),
        _run("rules", "impact", target / "aturan.yml", folder, "--date", DAY),
        night(folder, target / "malam"),
    ]
    (target / "kenali.txt").write_text(_run("kenali", folder), encoding="utf-8")
    (target / "layar.txt").write_text("\n".join(said), encoding="utf-8")
    return target


def night(folder: Path, home: Path) -> str:
    """A night with its site, log, ledger and notices; what is said of it, and sent."""
    home.mkdir()
    server = Server()
    server.replies = [answer(200)]
    (home / "prodeskel.toml").write_text(NIGHT.format(folder=folder.as_posix()), encoding="utf-8")
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KAIT", f"{server.host}/kait")
            said = _run("nightly", "--config", home / "prodeskel.toml", "--date", DAY)
    finally:
        server.close()
    assert server.bodies
    return "\n".join([said, *(body.decode() for body in server.bodies)])


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
        hits = [secret for secret in SECRETS if secret in read]
        if hits:
            found[name] = hits, [read[max(0, read.index(hit) - 60) : read.index(hit) + 60] for hit in hits]
    assert found == {}


def test_every_output_was_looked_at(outputs):
    names = {name for name, _ in texts(outputs)}
    for ending in (
        ".json",
        ".csv",
        ".xlsx",
        ".html",
        ".xml",
        ".sarif",
        ".md",
        ".txt",
        ".docx",
        ".db",
        ".jsonl",
        ".prom",
    ):
        assert any(name.endswith(ending) for name in names), ending
    assert sum(name.startswith("malam/hasil/public/63110320") for name in names) == VILLAGES
    screen = (outputs / "layar.txt").read_text(encoding="utf-8")
    assert [number for number in range(100, 104) if f"UJI-{number}" not in screen] == []
    assert '"night"' in screen, "the notice of the night"
    content = json.loads(next(outputs.glob("*.json")).read_text(encoding="utf-8"))
    assert len(content["findings"]) > 300
    assert {f["table"] for f in content["findings"]} >= set(FORMS)
    strangers = {f["table"] for f in content["findings"] if any("S****** C*******" in v for v in f["values"].values())}
    assert strangers >= {"t01", "t03", "t14", "t49", "t55", "kp_pajak"}
    assert any("*" in book["path"] for book in content["files"])
    assert len({book["path"] for book in content["files"]}) == len(content["files"])
    said = " ".join(note for book in content["files"] for sheet in book["sheets"] for note in sheet["notes"])
    assert "C*" in said
