"""The HTML report, read back with an HTML parser."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import fake_source as fake
import pytest
from msgspec.structs import replace

from tests.support.samples import checked
from validator.messages.texts import translator
from validator.reports import Options, OutputError, write
from validator.reports.html_report import page_name
from validator.reports.pages.entries import grouped

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ["laporan_6311032014_muara-jaya.html", "laporan_6311032021_putat-basiun.html", "index.html"]


class Page(HTMLParser):
    """A page's tags with their attributes, its ids, rows of tables, and all its text outside of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.said: list[str] = []
        self.rows: dict[str, str] = {}
        self._quiet = self._row = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if given.get("id"):
            self.ids.append(given["id"])
        self._quiet = tag if tag in ("script", "style") else self._quiet
        self._row = given.get("id") or "" if tag == "tr" else self._row

    def handle_endtag(self, tag):
        self._quiet = "" if tag == self._quiet else self._quiet
        self._row = "" if tag in ("tr", "table") else self._row

    def handle_data(self, data):
        if not self._quiet:
            self.said.append(data)
            self.rows[self._row] = self.rows.get(self._row, "") + data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [given for name, given in self.tags if name == tag]


def pages(tmp_path: Path, source: fake.FakeSource, lang: str = "id", **options) -> list[Page]:
    return [Page(p.read_text(encoding="utf-8")) for p in write("html", source, tmp_path, lang, Options(**options))]


def village(tmp_path: Path, source: fake.FakeSource, lang: str = "id", **options) -> Page:
    return pages(tmp_path, source, lang, **options)[-2]


def numbered(page: Page) -> list[str]:
    return [row for row in page.rows if re.fullmatch(r"t\d+", row)]


def test_a_file_a_village_and_one_for_all(tmp_path):
    paths = write("html", fake.source(), tmp_path / "a" / "b")
    assert [path.name for path in paths] == NAMES
    with pytest.raises(TypeError):
        write("html", fake.source(), io.StringIO())


def test_the_same_source_gives_the_same_bytes(tmp_path):
    one = [p.read_bytes() for p in write("html", fake.source(), tmp_path / "1")]
    assert one == [p.read_bytes() for p in write("html", fake.source(), tmp_path / "2")]


def test_every_finding_stands_in_it_in_reading_order(tmp_path):
    source = fake.source(members=4)
    page = village(tmp_path, source)
    assert numbered(page) == [f"t{n}" for n in range(1, len(source.findings) + 1)]
    for row, finding in zip(numbered(page), source.findings, strict=True):
        assert finding.message in page.rows[row]
        assert finding.table_title in page.rows[row]
    first = page.rows["t1"]
    for part in (*fake.LAND.cells, fake.LAND.why, fake.LAND.fix, fake.LAND.menu, *fake.LAND.documents, fake.LAND.role):
        assert part in first
    assert "Luas tanah sawah (Ha): 12,5" in first


def test_a_consequence_stands_in_the_group_of_its_root(tmp_path):
    groups = grouped(fake.source().findings, translator("id"))
    assert [[e.id for e in group] for group in groups[:2]] == [["a1f0", "a1f1"], ["b00001"]]
    assert groups[0][1].root == 1
    page = village(tmp_path, fake.source())
    assert "akibat dari no. 1" in page.rows["t2"]
    marks = {"tbody": "(", "t1": "1", "t2": "2", "t3": "3"}
    seen = "".join(marks.get(tag, "") + marks.get(str(given.get("id")), "") for tag, given in page.tags)
    assert "(12(3" in seen


def test_the_same_explanation_is_given_once_and_referred_to(tmp_path):
    page = village(tmp_path, fake.source(members=3))
    why = fake.member(1).why
    assert [row for row in numbered(page) if why in page.rows[row]] == ["t3"]
    assert "Sama dengan penjelasan no. 3." in page.rows["t4"]


def test_links_lead_somewhere_and_nowhere_else(tmp_path):
    for page in pages(tmp_path, fake.source()):
        links = [given["href"] for given in page.all("a")]
        assert links
        for link in links:
            file, _hash, ident = link.partition("#")
            assert (tmp_path / file).is_file() if file else ident in page.ids
        assert len(page.ids) == len(set(page.ids))


def test_nothing_is_loaded(tmp_path):
    for path in write("html", fake.source(), tmp_path):
        text = path.read_text(encoding="utf-8")
        page = Page(text)
        assert not re.search(r"https?://|//[a-z]+\.|@import|url\(", text)
        assert not [given for _tag, given in page.tags if "src" in given or "srcset" in given]
        assert not [tag for tag, _given in page.tags if tag in ("link", "img", "iframe", "object", "form")]
        policy = [g["content"] for g in page.all("meta") if g.get("http-equiv") == "Content-Security-Policy"]
        assert policy
        assert policy[0].startswith("default-src 'none'")


def test_what_was_read_is_never_markup(tmp_path):
    bad = '</script><img src=x onerror="a()"><b>&amp;'
    finding = replace(fake.LAND, message=bad, why=bad, table_title=bad, sheet=bad, values={"luas_tanah_sawah": bad})
    source = replace(fake.source(), findings=(finding,), villages=(fake.village(fake.CODE, bad, (finding,)),))
    for page in pages(tmp_path, source):
        assert page.all("img") == []
        assert bad in page.text


def test_no_whole_personal_number(tmp_path):
    number = "6311030508019001"
    finding = replace(fake.LAND, message=number, fix=number, values={"luas_tanah_sawah": number})
    source = replace(fake.source(), findings=(finding,))
    for path in write("html", source, tmp_path):
        assert number not in path.read_text(encoding="utf-8")


def test_scores_what_was_not_checked_and_the_books(tmp_path):
    page = village(tmp_path, fake.source())
    for text in ("Kelengkapan 87,5 %", "Galat 2 · Peringatan 3 · Info 1", "Ekspor DDK belum ada.", "Batas Wilayah"):
        assert text in page.text
    assert "ekspor/2026/agtkeluarga.xls [Anggota] 420 405 15" in page.text
    assert "baris jumlah, bukan data" in page.text
    assert fake.OTHER not in page.text
    labels = [given["aria-label"] for given in page.all("svg") if "aria-label" in given]
    assert labels[:3] == ["Kelengkapan 87,5 %", "Akurasi 97,9 %", "Cakupan 95,0 %"]


def test_the_page_of_all_villages(tmp_path):
    index = pages(tmp_path, fake.source(members=4))[-1]
    assert "Kecamatan Awayan" in index.text
    assert [g["href"] for g in index.all("a")] == [f"{name}#semua" for name in NAMES[:2]]
    assert "Tanggal lahir sesuai NIK DDK-011 4 1" in index.text


def test_a_limit_tells_how_many_there_are_besides(tmp_path):
    source = fake.source(members=10)
    page = village(tmp_path, source, list_limit=4)
    assert len(numbered(page)) == 4
    assert f"… dan {len(source.findings) - 4} temuan lagi" in page.text


def test_a_clean_village(tmp_path):
    page = pages(tmp_path, fake.source())[0]
    assert "Tidak ada temuan." in page.text
    assert page.all("script") == []


@pytest.mark.parametrize(("lang", "word"), [("id", "Daftar temuan"), ("en", "Findings")])
def test_languages(tmp_path, lang, word):
    page = village(tmp_path, fake.source(), lang)
    assert page.all("html") == [{"lang": lang}]
    assert word in page.text


def test_tables_have_headers_that_repeat_on_paper(tmp_path):
    for path in write("html", fake.source(), tmp_path):
        page = Page(path.read_text(encoding="utf-8"))
        assert len(page.all("thead")) == len(page.all("table"))
        assert all(given.get("scope") in ("col", "row") for given in page.all("th"))
        assert "table-header-group" in path.read_text(encoding="utf-8")


def test_two_hundred_real_findings_take_no_more_than_150_kilobytes(tmp_path):
    result = checked("2025", "2026")
    worst = max(result.villages, key=lambda v: sum(v.counts.values()))
    listed = result.listed(worst.code, 200)
    copies = (replace(f, id=f"{n}", root="") for n in range(3) for f in listed if f.severity != "info")
    findings = (*listed, *copies)[:200]
    counted = replace(worst, counts={"error": 200, "warning": 0, "info": 0})
    source = fake.FakeSource(findings, (counted,), result.files)
    path = write("html", source, tmp_path)[0]
    assert len(numbered(Page(path.read_text(encoding="utf-8")))) == 200
    assert path.stat().st_size <= 150_000


def test_a_page_that_cannot_be_written_stops_no_other(tmp_path):
    blocked = page_name(fake.source().villages[0])
    (tmp_path / blocked).mkdir()
    with pytest.raises(OutputError) as caught:
        write("html", fake.source(), tmp_path)
    assert [path.name for path in caught.value.paths] == [blocked]
    assert (tmp_path / "index.html").is_file()


def test_the_first_finding_stands_before_all_that_is_only_looked_up(tmp_path):
    (path,) = (p for p in write("html", fake.source(), tmp_path) if p.name == NAMES[1])
    text = path.read_text(encoding="utf-8")
    first = text.index('id="t1"')
    assert first < text.index("Temuan menurut formulir") < text.index('id="berkas"')
    assert text[:first].count("<table") == 1
    folded = text[text.index("<details>", first) :]
    assert folded.index("<summary>Temuan menurut formulir</summary>") < folded.index("</details>")


def test_the_page_of_all_is_linked_only_where_it_stands_beside(tmp_path):
    assert 'href="index.html"' in write("html", fake.source(), tmp_path / "two")[1].read_text(encoding="utf-8")
    assert "#semua:not(:target){display:none}" in (tmp_path / "two" / NAMES[1]).read_text(encoding="utf-8")
    source = fake.source()
    alone = replace(source, villages=source.villages[1:])
    assert 'href="index.html"' not in write("html", alone, tmp_path / "one")[0].read_text(encoding="utf-8")
