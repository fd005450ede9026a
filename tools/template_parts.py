"""The parts that Word templates are built of: letterhead, sections, charts, tables, signatures, page numbers.

Tags are those of docxtpl: `{%p … %}` stands for a whole paragraph, `{%tr … %}` for a row, `{%tc … %}` for a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from validator.agenda.district.heat import FORMS
from validator.agenda.paper import PaperColumn

ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
PIECES, TARGET_PIECE = 20, 16
TEXT, SMALL, WIDE_TEXT = 8, 7.5, 6.5
WIDE = FORMS + 1
INK, GREY = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x55, 0x55, 0x55)
HEAD, GROUP = "E1E1E1", "F0F0F0"


def element(name: str, **attributes: str) -> Any:  # noqa: ANN401 - an lxml element
    """`w:name` with `w:` attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _at(items: str, number: int, name: str = "") -> str:
    """A tag for one of several things, blank if there are fewer."""
    return f"{{{{ {items}[{number}]{name} if {items} | length > {number} else '' }}}}"


class Builder:
    """Grows one template; every method adds a part at the end."""

    def __init__(self, landscape: bool) -> None:
        self.document = Document()
        self.width = Mm(267 if landscape else 180)
        self._page(landscape)
        self._styles()
        self._footer()

    def _page(self, landscape: bool) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        page.left_margin = page.right_margin = Mm(15)
        page.top_margin, page.bottom_margin = Mm(10), Mm(13)
        page.header_distance, page.footer_distance = Mm(6), Mm(6)

    def _styles(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(9)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Calibri")
        normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
        normal.paragraph_format.line_spacing = 1.0
        normal.element.rPr.append(element("lang", val="id-ID"))

    def _footer(self) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.style = self.document.styles["Normal"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
        self._run(paragraph, "{{ kaki }}\tHalaman ", 8, color=GREY)
        self._field(paragraph, "PAGE")
        self._run(paragraph, " dari ", 8, color=GREY)
        self._field(paragraph, "NUMPAGES")

    def _field(self, paragraph: Any, code: str) -> None:  # noqa: ANN401
        field = element("fldSimple", instr=code)
        field.append(self._run(paragraph, "1", 8, color=GREY)._r)
        paragraph._p.append(field)

    def _run(
        self,
        paragraph: Any,  # noqa: ANN401
        text: str,
        size: float = 0,
        bold: bool = False,
        color: RGBColor | None = None,
    ) -> Any:  # noqa: ANN401
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if color is not None:
            run.font.color.rgb = color
        return run

    def _line(self, text: str, size: float = 0, bold: bool = False, align: str = "left", after: float = 0) -> Any:  # noqa: ANN401
        paragraph = self.document.add_paragraph()
        paragraph.alignment = ALIGN[align]
        paragraph.paragraph_format.space_after = Pt(after)
        self._run(paragraph, text, size, bold)
        return paragraph

    def _gap(self, points: float = 3) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.line_spacing = Pt(points)
        self._run(paragraph, "", 1)

    def heading(self) -> None:
        """Letterhead, title and the facts of the visit."""
        self._letterhead()
        self._gap(5)
        self._line("{{ judul | upper }}", 13, True, "center")
        self._line("{{ subjudul }}", 0, False, "center", 5)
        self._line("{%p if fakta %}")
        table = self._table([15, 2, 83], style=None)
        self._tag_row(table, "{%tr for f in fakta %}")
        cells = table.add_row().cells
        for cell, text in zip(cells, ("{{ f.nama }}", ":", "{{ f.isi }}"), strict=True):
            self._run(cell.paragraphs[0], text, bold=text == "{{ f.isi }}")
        self._tag_row(table, "{%tr endfor %}")
        self._gap()
        self._line("{%p endif %}")

    def _letterhead(self) -> None:
        table = self._table([12, 76, 12], style=None)
        cells = table.add_row().cells
        self._run(cells[0].paragraphs[0], "{{ logo }}")
        lines = (("{{ kop.pemerintah }}", 11, False), ("{{ kop.kecamatan }}", 14, True))
        for number, (text, size, bold) in enumerate(lines):
            paragraph = cells[1].paragraphs[0] if number == 0 else cells[1].add_paragraph()
            paragraph.alignment = ALIGN["center"]
            self._run(paragraph, text, size, bold)
        for name in ("alamat", "kontak"):
            cells[1].add_paragraph(f"{{%p if kop.{name} %}}")
            paragraph = cells[1].add_paragraph()
            paragraph.alignment = ALIGN["center"]
            self._run(paragraph, f"{{{{ kop.{name} }}}}", 9)
            cells[1].add_paragraph("{%p endif %}")
        rule = self.document.add_paragraph()
        rule.paragraph_format.line_spacing = Pt(3)
        border = element("pBdr")
        border.append(element("bottom", val="thinThickSmallGap", sz="18", space="1", color="000000"))
        rule._p.get_or_add_pPr().append(border)

    def page_break(self) -> None:
        """What follows stands on a new page."""
        self.document.add_paragraph().paragraph_format.page_break_before = True

    def section(self, key: str, columns: Sequence[PaperColumn] | None) -> None:
        """A part of the paper; `columns` None: no table, (): one with as many columns as there are."""
        name = f"bagian.{key}"
        self._line(f"{{%p if {name}.ada %}}")
        self._line(f"{{%p if {name}.judul %}}")
        title = self._line(f"{{{{ {name}.judul }}}}", 11, True)
        title.runs[0].font.color.rgb = INK
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before = Pt(5)
        self._line("{%p endif %}")
        self._loop(f"{name}.alinea", "a", "{{ a }}")
        self._loop(f"{name}.butir", "b", "•\t{{ b }}")
        if key in ("keadaan", "hasil"):
            self._bars(name)
        if columns is not None:
            self._rows(name, columns) if columns else self._wide(name)
        self._line(f"{{%p if {name}.penutup %}}")
        tail = self._line(f"{{{{ {name}.penutup }}}}", 9)
        tail.runs[0].italic = True
        tail.paragraph_format.keep_with_next = True  # what signatures stand under is never left behind
        self._line("{%p endif %}")
        self._line("{%p endif %}")

    def _loop(self, items: str, name: str, text: str) -> None:
        self._line(f"{{%p for {name} in {items} %}}")
        paragraph = self._line(text, after=2)
        if "\t" in text:
            paragraph.paragraph_format.left_indent = Mm(4)
            paragraph.paragraph_format.first_line_indent = Mm(-4)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(4))
        self._line("{%p endfor %}")

    def _bars(self, name: str) -> None:
        """A chart of shaded cells; the target is a thick line after its piece."""
        table = self._table([15, *[2.2] * PIECES, 41], style=None)
        self._tag_row(table, f"{{%tr for g in {name}.grafik %}}")
        row = table.add_row()
        self._run(row.cells[0].paragraphs[0], "{{ g.nama }}", 9)
        for piece in range(PIECES):
            cell = row.cells[piece + 1]
            self._run(cell.paragraphs[0], f"{{% cellbg g.warna[{piece}] %}}", 6)
            edges = element("tcBorders")
            for side in ("top", "bottom"):
                edges.append(element(side, val="single", sz="18", color="FFFFFF"))
            if piece + 1 == TARGET_PIECE:
                edges.append(element("right", val="single", sz="18", color="000000"))
            cell._tc.get_or_add_tcPr().append(edges)
        self._run(row.cells[-1].paragraphs[0], "{{ g.keterangan }}", 9)
        self._tag_row(table, "{%tr endfor %}")
        self._gap()

    def _rows(self, name: str, columns: Sequence[PaperColumn]) -> None:
        table = self._table([c.width for c in columns])
        self._header(table, [c.title for c in columns])
        self._tag_row(table, f"{{%tr for r in {name}.tabel.baris %}}")
        self._tag_row(table, "{%tr if r.kelompok %}")
        group = table.add_row()
        self._whole(group)
        merged = group.cells[0].merge(group.cells[-1])
        self._run(merged.paragraphs[0], "{{ r.sel[0] }}", TEXT, True)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        self._shade(merged, GROUP)
        self._tag_row(table, "{%tr else %}")
        row = table.add_row()
        self._whole(row)
        for number, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            self._cell(cell, number, column)
        self._tag_row(table, "{%tr endif %}")
        self._tag_row(table, "{%tr endfor %}")
        self._gap()

    def _cell(self, cell: Any, number: int, column: PaperColumn) -> None:  # noqa: ANN401
        """A cell: its first line, and in small print what follows."""
        paragraph = cell.paragraphs[0]
        paragraph.alignment = ALIGN[column.align]
        self._run(paragraph, f"{{{{ r.utama[{number}] }}}}", TEXT)
        cell.add_paragraph(f"{{%p if r.tambahan[{number}] %}}")
        self._run(cell.add_paragraph(), f"{{{{ r.tambahan[{number}] }}}}", SMALL, color=GREY)
        cell.add_paragraph("{%p endif %}")

    def _wide(self, name: str) -> None:
        """The heat map: as many columns as it can have, those without a form left blank."""
        columns, rows = f"{name}.tabel.kolom", f"{name}.tabel.baris"
        table = self._table([20, *[80 / WIDE] * WIDE])
        self._header(table, [_at(columns, number, ".judul") for number in range(WIDE + 1)], WIDE_TEXT)
        self._tag_row(table, f"{{%tr for r in {rows} %}}")
        row = table.add_row()
        self._whole(row)
        for number, cell in enumerate(row.cells):
            shade = f"{{% cellbg r.warna[{number}] if r.warna | length > {number} else 'FFFFFF' %}}"
            cell.paragraphs[0].alignment = ALIGN["center" if number else "left"]
            self._run(cell.paragraphs[0], shade + _at("r.sel", number), TEXT)
        self._tag_row(table, "{%tr endfor %}")
        self._gap()

    def signatures(self, count: int) -> None:
        """A block for each signature, three side by side, kept together."""
        across = min(count, 3)
        self._gap(8)
        table = self._table([100 / across] * across, style=None)
        for start in range(0, count, across):
            row = table.add_row()
            self._whole(row)
            for cell, number in zip(row.cells, range(start, min(start + across, count)), strict=False):
                self._sign(cell, f"ttd[{number}]")

    def _sign(self, cell: Any, name: str) -> None:  # noqa: ANN401
        parts = (("atas", False), ("jabatan", False), ("", False), ("nama", True), ("bawah", False))
        for number, (part, bold) in enumerate(parts):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.alignment = ALIGN["center"]
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_before = Pt(28 if part == "nama" else 0)
            if part:
                self._run(paragraph, f"{{{{ {name}.{part} }}}}", bold=bold)

    def _table(self, widths: Sequence[float], style: str | None = "Table Grid") -> Any:  # noqa: ANN401
        table = self.document.add_table(rows=0, cols=len(widths))
        if style:
            table.style = style
        table.autofit = False
        total = sum(widths)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = int(self.width * width / total)
        margins = element("tblCellMar")
        for side in ("left", "right"):
            margins.append(element(side, w="60", type="dxa"))
        table._tbl.tblPr.append(margins)
        return table

    def _header(self, table: Any, titles: Sequence[str], size: float = TEXT) -> None:  # noqa: ANN401
        row = table.add_row()
        self._repeat(row)
        for cell, title in zip(row.cells, titles, strict=True):
            cell.paragraphs[0].alignment = ALIGN["center"]
            self._run(cell.paragraphs[0], title, size, True)
            self._shade(cell, HEAD)

    def _tag_row(self, table: Any, tag: str) -> None:  # noqa: ANN401
        table.add_row().cells[0].paragraphs[0].add_run(tag)

    def _repeat(self, row: Any) -> None:  # noqa: ANN401
        self._whole(row)
        row._tr.get_or_add_trPr().append(element("tblHeader"))

    def _whole(self, row: Any) -> None:  # noqa: ANN401
        """No page break within the row."""
        row._tr.get_or_add_trPr().append(element("cantSplit"))

    def _shade(self, cell: Any, fill: str) -> None:  # noqa: ANN401
        cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=fill))
