from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx import Document
from findings_support import finding, village
from pypdf import PdfReader

from validator.agenda.letterhead import Letterhead, LetterheadError, load_letterhead
from validator.agenda.papers import PAPERS, agenda
from validator.agenda.papers.agenda import AGENDA
from validator.agenda.plan import Visit, plan_village
from validator.agenda.rendering import Templates, renderer
from validator.agenda.rendering.templates import BUILTIN, TemplateError
from validator.agenda.words import clock

KOP = Letterhead(alamat="Jalan Raya Awayan & sekitarnya <1>")
FORMS = ("docx", "pdf", "html", "md")


def rendered(paper, form: str) -> bytes:
    return renderer(form)(paper, Templates())


def words(text: str) -> str:
    """Text without anything that layout changes."""
    return re.sub(r"\W+", "", text)


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        self.parts.append(data)


def text_of(content: bytes, form: str) -> str:
    if form == "docx":
        document = Document(BytesIO(content))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    if form == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if form == "html":
        parser = Texts()
        parser.feed(content.decode())
        return " ".join(parser.parts)
    return content.decode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PAPERS)
def test_the_same_plan_gives_the_same_bytes(plans, name: str, form: str) -> None:
    paper = PAPERS[name](plans[-1], KOP)
    assert rendered(paper, form) == rendered(paper, form)


@pytest.mark.parametrize("form", FORMS)
def test_an_agenda_says_what_is_done_when_and_by_whom(plans, form: str) -> None:
    for plan in plans:
        text = words(text_of(rendered(agenda(plan, KOP), form), form))
        assert words(plan.village.name) in text
        assert "Selasa24November2026" in text
        for slot in plan.meeting.slots:
            assert f"{clock(slot.start)}{clock(slot.end)}".replace(".", "") in text
        for topic in plan.meeting.topics:
            assert words(topic.fix) in text
            assert words(topic.message or topic.title) in text


@pytest.mark.parametrize("name", PAPERS)
def test_every_format_says_the_same(plans, name: str) -> None:
    paper = PAPERS[name](plans[-1], KOP)
    wanted = [words(cell) for s in paper.drawn if s.table for row in s.table.rows for cell in row.cells]
    wanted += [words(p) for s in paper.drawn for p in (*s.paragraphs, *s.bullets)]
    for form in FORMS:
        text = words(text_of(rendered(paper, form), form).replace("<br>", " "))
        missing = [w for w in wanted if w not in text]
        # a PDF may break a cell over the words of its neighbours
        assert form == "pdf" or not missing, (form, missing[:3])


def test_an_agenda_fits_two_pages(plans) -> None:
    for plan in plans:
        pages = PdfReader(BytesIO(rendered(agenda(plan, KOP), "pdf"))).pages
        assert 1 <= len(pages) <= 2, plan.village.name


def test_the_pdf_needs_no_font_of_the_machine(plans) -> None:
    reader = PdfReader(BytesIO(rendered(agenda(plans[-1], KOP), "pdf")))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


def test_a_word_table_repeats_its_header_and_keeps_rows_whole(plans) -> None:
    document = Document(BytesIO(rendered(agenda(plans[-1], KOP), "docx")))
    (table,) = [t for t in document.tables if t.cell(0, 0).text == "No"]
    assert [c.text for c in table.rows[0].cells] == [c.title for c in AGENDA]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_html_stands_alone_and_marks_its_headers(plans) -> None:
    parser = Texts()
    parser.feed(rendered(agenda(plans[-1], KOP), "html").decode())
    tags = [tag for tag, _ in parser.tags]
    assert "script" not in tags
    assert "svg" in tags
    assert not [a for _, a in parser.tags if re.match(r"(https?:)?//", a.get("src") or a.get("href") or "")]
    assert all(attrs.get("scope") == "col" for tag, attrs in parser.tags if tag == "th")


def test_the_homework_names_the_day(plans) -> None:
    (section,) = [s for s in agenda(plans[-1], KOP).sections if s.key == "pr"]
    assert "8 Desember 2026" in section.title


def test_a_clean_village_gets_a_short_meeting(plans) -> None:
    (plan,) = [p for p in plans if not p.topics]
    paper = agenda(plan, KOP)
    assert plan.meeting.minutes < plan.visit.minutes
    assert "pr" not in [s.key for s in paper.drawn]


def test_texts_of_the_data_stay_texts(discretion) -> None:
    nasty = "*b* <b>& {{ judul }} #let x = 1 | \\ $x$"
    found = [finding(1, "POT-004", "t03", message=nasty)]
    plan = plan_village(village(), found, Visit(agenda_day()), discretion)
    for form in FORMS:
        text = text_of(rendered(agenda(plan, KOP), form), form)
        plain = re.sub(r"\\(.)", r"\1", text) if form == "md" else text
        assert "{{ judul }}" in " ".join(plain.split()), form


def agenda_day():
    from datetime import date

    return date(2026, 11, 24)


def test_attendance_asks_for_no_nik(plans) -> None:
    text = text_of(rendered(PAPERS["daftar-hadir"](plans[-1], KOP), "docx"), "docx")
    assert "Tanda tangan" in text
    assert "NIK" not in text


def test_follow_up_has_a_box_for_every_topic(plans) -> None:
    paper = PAPERS["tindak-lanjut"](plans[-1], KOP)
    text = text_of(rendered(paper, "docx"), "docx")
    assert text.count("☐") == len(plans[-1].topics)


def test_the_report_has_its_chapters(plans) -> None:
    text = text_of(rendered(PAPERS["laporan"](plans[-1], KOP), "docx"), "docx")
    for chapter in ("I. Pendahuluan", "II. Pelaksanaan", "III. Hasil", "IV. Perm", "V. Rencana", "VI. Penutup"):
        assert chapter in text


def test_a_kecamatan_may_bring_its_own_template(plans, tmp_path) -> None:
    own = Document()
    own.add_paragraph("Milik kami: {{ judul }} {{ fakta[0].isi }}")
    own.save(str(tmp_path / "agenda.docx"))
    made = renderer("docx")(agenda(plans[-1], KOP), Templates(tmp_path))
    assert "Milik kami: Agenda Pendampingan Prodeskel Selasa, 24 November 2026" in text_of(made, "docx")


def test_a_template_with_an_unknown_name_is_told(plans, tmp_path) -> None:
    own = Document()
    own.add_paragraph("{{ judull }}")
    own.save(str(tmp_path / "agenda.docx"))
    with pytest.raises(TemplateError, match="judull"):
        renderer("docx")(agenda(plans[-1], KOP), Templates(tmp_path))
    (tmp_path / "agenda.docx").write_bytes(b"bukan docx")
    with pytest.raises(TemplateError, match=r"agenda\.docx"):
        renderer("docx")(agenda(plans[-1], KOP), Templates(tmp_path))


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_a_letterhead_from_a_file(plans, tmp_path) -> None:
    (tmp_path / "logo.png").write_bytes(PIXEL)
    kop = tmp_path / "kop.toml"
    kop.write_text(
        'kabupaten = "Kabupaten Balangan"\nkecamatan = "Kecamatan Awayan"\nlogo = "logo.png"\n'
        'camat = "Nama Contoh"\nmulai = "13.30"\npr_hari = 7\ndasar = ["SK Camat Nomor 1"]\n',
        encoding="utf-8",
    )
    read = load_letterhead(kop)
    assert (read.start, read.pr_hari) == (13 * 60 + 30, 7)
    for form in FORMS:
        text = text_of(rendered(PAPERS["berita-acara"](plans[-1], read), form), form)
        assert "KABUPATEN BALANGAN" in text
        assert "SK Camat Nomor 1" in " ".join(text.split())
    document = Document(BytesIO(rendered(agenda(plans[-1], read), "docx")))
    assert len(document.inline_shapes) == 1 or "pic:pic" in document.element.xml


@pytest.mark.parametrize("text", ['kab = "x"', 'mulai = "25.00"', "pr_hari = 0", 'logo = "tidak-ada.png"', "= 1"])
def test_a_wrong_letterhead_is_told(tmp_path, text: str) -> None:
    kop = tmp_path / "kop.toml"
    kop.write_text(text, encoding="utf-8")
    with pytest.raises(LetterheadError, match=r"kop\.toml"):
        load_letterhead(kop)


def test_the_committed_templates_are_those_that_are_built() -> None:
    import subprocess
    import sys

    root = BUILTIN.parents[2]
    done = subprocess.run(
        [sys.executable, "tools/build_templates.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
