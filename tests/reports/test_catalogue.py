"""The HTML catalogue: what is declared stands in it, links lead somewhere, nothing leaves the machine."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from catalogue_support import Page
from click.testing import CliRunner
from msgspec.structs import replace

from validator.cli.rules import command
from validator.pack.errors import DeclarationError
from validator.pack.loading import load_pack
from validator.reports import OutputError
from validator.reports.catalogue import write
from validator.reports.catalogue.links import Links, form_page, rule_page

PACK = load_pack()
AA = 4.5
"""The contrast that WCAG 2 asks of text."""
BAD = '</script><img src=x onerror="a()"><b>&amp;'


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("katalog")
    write(PACK, folder)
    return folder


@pytest.fixture(scope="module")
def pages(folder) -> dict[str, Page]:
    """Every page by its path from the folder."""
    found = sorted(folder.rglob("*.html"))
    return {path.relative_to(folder).as_posix(): Page(path.read_text("utf-8")) for path in found}


def small(**changes: object) -> object:
    """The rules about land, with these properties of POT-004 changed."""
    rules = tuple(
        replace(r, **changes) if r.id == "POT-004" else r for r in PACK.rules if r.id in ("POT-003", "POT-004")
    )
    return replace(PACK, rules=rules, tables={name: PACK.tables[name] for name in ("t01", "t03")})


def plain(text: str) -> str:
    return " ".join(text.split())


def test_every_rule_and_form_has_its_page_and_its_line_in_the_index(pages):
    expected = {rule_page(rule.id) for rule in PACK.rules} | {form_page(name) for name in PACK.tables}
    assert set(pages) == expected | {"index.html"}
    linked = {given["href"] for given in pages["index.html"].all("a")}
    assert linked >= expected
    assert {rule.id for rule in PACK.rules} <= set(pages["index.html"].ids)


def test_every_page_is_valid(pages):
    assert {name: page.faults for name, page in pages.items() if page.faults} == {}
    for page in pages.values():
        assert page.doctype == "DOCTYPE html"
        assert page.all("html") == [{"lang": "id"}]
        assert len(page.all("h1")) == len(page.all("title")) == len(page.all("main")) == 1
        assert all(given.get("scope") in ("col", "row") for given in page.all("th"))
        assert len(page.all("thead")) == len(page.all("table"))


def test_the_reader_of_the_pages_sees_mistakes():
    for wrong in ("<ul><p></p></ul>", "<p><div></div></p>", "<b>", "<i></b>", "<p id=a></p><p id=a></p>", "<tr>a</tr>"):
        assert Page(wrong).faults, wrong


def test_every_link_and_anchor_leads_somewhere(folder, pages):
    broken = []
    for name, page in pages.items():
        for given in page.all("a"):
            path, _, anchor = (given["href"] or "").partition("#")
            target = (folder / name).parent.joinpath(path).resolve() if path else folder.resolve() / name
            there = pages.get(target.relative_to(folder.resolve()).as_posix())
            if there is None or (anchor and anchor not in there.ids):
                broken.append((name, given["href"]))
    assert broken == []


def test_nothing_is_loaded(folder):
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "default-src 'none'" in text
        assert not re.search(
            r"""\b(?:src|srcset|action|data)=|@import|url\(|<link|<iframe|href=["']?(?:https?:)?//""", text
        )


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_the_page_of_a_rule_says_what_the_rule_declares(pages, rule):
    said = pages[rule_page(rule.id)].text
    declared = [rule.id, rule.title, rule.title_en, rule.when, rule.assert_, rule.message, rule.why, rule.fix]
    declared += [*rule.documents, rule.role, rule.mode, *rule.show.values()]
    assert [text for text in declared if text and plain(text) not in said] == []
    assert (f"Dasar{plain(rule.basis)}" in said) == bool(rule.basis)
    assert said.count(": aturan ini menemukannya") == sum(example.fails for example in rule.examples)
    assert said.count(": data ini benar") == sum(not example.fails for example in rule.examples)
    assert f"{rule.minutes:g}".replace(".", ",") + " menit" in said


@pytest.mark.parametrize("table", PACK.tables.values(), ids=lambda table: table.name)
def test_the_page_of_a_form_says_what_the_form_declares(pages, table):
    page = pages[form_page(table.name)]
    for field in table.fields:
        assert f"isian-{field.name}" in page.ids
        declared = [field.title, field.name, field.code, field.unit, field.applies_when]
        declared += [c.label for c in PACK.codelists[field.codelist].items] if field.codelist in PACK.codelists else []
        assert [text for text in declared if text and plain(text) not in page.text] == []
    assert plain(table.menu) in page.text
    linked = {given["href"] for given in page.all("a")}
    assert {f"../{rule_page(r.id)}" for r in PACK.rules if r.table == table.name} <= linked


def test_what_is_marked_and_what_is_only_looked_at():
    links = Links(PACK)
    fields = {(t.name, name): marked for t, name, marked in links.fields_of(PACK.rule("POT-004"))}
    assert fields[("t03", "luas_tanah_sawah")] is True
    assert fields[("t03", "sawah_irigasi_teknis")] is False
    assert PACK.rule("POT-003") in links.asked["t03"]
    assert PACK.rule("POT-003") in links.looking["t01"]
    assert PACK.rule("POT-004") not in links.looking["t01"]
    counted = next(rule for rule in PACK.rules if rule.table in PACK.derived)
    assert set(links.sources(counted.table)) <= set(PACK.tables)
    assert links.sources(counted.table)


def test_examples_are_tables_of_labels_and_values(pages):
    said = pages[rule_page("POT-004")].text
    assert "Luas Tanah Sawah (Ha) luas_tanah_sawah" in said
    assert "10,5" in said, "numbers are written the Indonesian way"


def test_the_same_rules_give_the_same_bytes(folder, tmp_path):
    again = write(PACK, tmp_path)
    assert again[-1] == tmp_path / "index.html"
    assert all(path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes() for path in again)


def test_what_a_pack_declares_is_never_markup(tmp_path):
    pack = small(title=BAD, message=BAD, why=BAD, basis=BAD, documents=(BAD,), show={"rincian": BAD})
    for path in write(pack, tmp_path):
        page = Page(path.read_text("utf-8"))
        assert (page.all("img"), page.faults) == ([], [])
    assert plain(BAD) in Page((tmp_path / rule_page("POT-004")).read_text("utf-8")).text


def test_an_id_is_no_path(tmp_path):
    with pytest.raises(DeclarationError, match="bukan id aturan"):
        write(small(id="../../POT-004"), tmp_path)
    assert list(tmp_path.iterdir()) == [], "nothing is written of a catalogue that cannot be whole"


def test_a_rule_without_a_basis_has_none(tmp_path):
    write(small(basis=""), tmp_path)
    assert "Dasar" not in Page((tmp_path / rule_page("POT-004")).read_text("utf-8")).text


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * c for c in colour)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_text_stands_out(folder):
    style = re.search(r"<style>(.*?)</style>", (folder / "index.html").read_text("utf-8"), re.DOTALL)[1]
    texts = set(re.findall(r"(?<![-\w])color:#(\w+)", style))
    grounds = set(re.findall(r"background:#(\w+)", style))
    assert texts
    assert grounds
    worst = (min(map(luminance, grounds)) + 0.05) / (max(map(luminance, texts)) + 0.05)
    assert worst >= AA


def test_the_command(tmp_path):
    ran = CliRunner().invoke(command, ["catalogue", "--output", str(tmp_path / "k")], standalone_mode=False)
    assert ran.return_value == 0
    assert f"{len(PACK.rules) + len(PACK.tables) + 1} halaman" in ran.output
    assert (tmp_path / "k/index.html").is_file()


def test_rules_of_a_pack_are_in_it(tmp_path):
    rules = tmp_path / "paket/rules"
    rules.mkdir(parents=True)
    (rules / "a.yml").write_text(
        "- {id: KAB-001, table: t03, title: Aturan kabupaten, severity: info, dimension: validity, message: m, why: w, "
        "fix: f, assert: luas_desa > 0, examples: {pass: [{luas_desa: 1}], fail: [{luas_desa: 0}]}}\n",
        "utf-8",
    )
    write(load_pack([tmp_path / "paket"]), tmp_path / "k")
    assert "Aturan kabupaten" in Page((tmp_path / "k/aturan/KAB-001.html").read_text("utf-8")).text
    assert "KAB-001" in Page((tmp_path / "k/formulir/t03.html").read_text("utf-8")).text


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "aturan").write_text("", "utf-8")
    with pytest.raises(OutputError) as caught:
        write(small(), tmp_path)
    assert str(tmp_path) in str(caught.value)
    shutil.rmtree(tmp_path)


def test_pages_of_rules_that_are_gone_go_and_nothing_else(tmp_path):
    write(small(), tmp_path)
    kept = [tmp_path / "laporan.html", tmp_path / "aturan/catatan.html", tmp_path / "aturan/gambar.png"]
    kept[0].write_text("prodeskel-validator", "utf-8")
    kept[1].write_text("punya kami", "utf-8")
    kept[2].write_bytes(b"\x89PNG")
    fewer = replace(small(), rules=small().rules[:1])
    written = write(fewer, tmp_path)
    assert sorted(path for path in tmp_path.rglob("*.*")) == sorted([*written, *kept])
    assert not (tmp_path / rule_page("POT-004")).exists()
