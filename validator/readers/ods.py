"""OpenDocument spreadsheets (.ods, .fods): the rows of their content, repeats and merged cells unrolled.

Format: OASIS OpenDocument 1.3, part 3, chapters 9 and 19.
"""

from __future__ import annotations

from pathlib import Path

from validator.readers import archives
from validator.readers.contents import Contents
from validator.readers.errors import Rejected
from validator.readers.grids import Grid
from validator.readers.limits import MIB, Budget, Limits
from validator.readers.results import Odd, is_error, put, uncalculated_note
from validator.readers.sheets import UNCALCULATED, Cell, Sheet
from validator.readers.xmlsafe import Handlers, iso_moment, local, parse

__all__ = ["read_fods", "read_ods"]

_MANIFEST = "META-INF/manifest.xml"
_DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_CALCULATING = ("LibreOffice", "OpenOffice", "NeoOffice", "MicrosoftOffice", "Excel", "gnumeric", "calligra")
"""Programs that work formulas out themselves: where they write no result, it is an empty text."""
_BREAKS = {"s": " ", "tab": "\t", "line-break": "\n"}


def read_ods(path: Path, file: str, limits: Limits) -> Contents:
    """The sheets of an .ods file.

    Raises:
        Rejected: `password_protected`, `truncated`, `zip_bomb`, `xml_entities`, `too_many_cells`.
    """
    with archives.opened(path, limits) as archive:
        if b"encryption-data" in archives.read(archive, _MANIFEST):
            raise Rejected("password_protected", "encryption-data")
        reader = _Content(file, Budget(limits), archives.read(archive, "meta.xml"))
        parse(archives.chunks(archive, archive.getinfo("content.xml")), reader)
    return reader.contents()


def read_fods(path: Path, file: str, limits: Limits) -> Contents:
    """The sheets of a flat OpenDocument file: one XML document instead of a zip.

    Raises:
        Rejected: `unknown_format` where it is no spreadsheet, and as `read_ods`; `too_large`.
    """
    if path.stat().st_size > limits.unpacked:
        raise Rejected("too_large", f"{path.stat().st_size} bytes")
    reader = _Content(file, Budget(limits), b"")
    with path.open("rb") as stream:
        parse(iter(lambda: stream.read(MIB), b""), reader)
    return reader.contents()


class _Content(Handlers):
    """Follows the content; a repeated row or cell is written out only where it holds something.

    What lies over cells (notes, pictures, drawings with text) is none of their text.
    """

    def __init__(self, file: str, budget: Budget, meta: bytes) -> None:
        self._sheets: list[Sheet] = []
        self._pending: list[Odd] = []
        self._calculated = any(name.encode() in meta for name in _CALCULATING)
        self._in_generator = False
        self._file, self._budget = file, budget
        self._hidden_styles: set[str] = set()
        self._style = self._name = ""
        self._hidden = False
        self._grid = Grid(budget)
        self._row = self._column = 0
        self._cells: list[tuple[int, Cell]] = []
        self._cell: dict[str, str] | None = None
        self._row_repeats = 1
        self._text: list[str] = []
        self._paragraphs = self._aside = 0
        self._in_paragraph = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, own = local(tag), {local(key): value for key, value in attributes.items()}
        if name == "style":
            self._style = own.get("name", "")
        elif name == "table-properties" and own.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            self._start_table(own)
        elif name == "table-row":
            self._cells, self._column, self._row_repeats = [], 0, _count(own, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._text, self._paragraphs = own, [], 0
        elif name == "annotation" or tag.startswith(_DRAWING):
            self._aside += 1
        elif name == "generator":
            self._in_generator = True
        elif name == "document" and "spreadsheet" not in own.get("mimetype", "spreadsheet"):
            raise Rejected("unknown_format", own["mimetype"])
        elif self._cell is not None:
            self._start_text(name, own)

    def _start_table(self, own: dict[str, str]) -> None:
        self._name, self._row = own.get("name", ""), 0
        self._hidden = own.get("style-name", "") in self._hidden_styles
        self._grid = Grid(self._budget)
        self._pending.append({})

    def _start_text(self, name: str, own: dict[str, str]) -> None:
        if self._aside:
            return
        if name == "p":
            self._text.extend("\n" if self._paragraphs else "")
            self._paragraphs += 1
            self._in_paragraph = True
        elif name in _BREAKS:
            self._text.append(_BREAKS[name] * min(_count(own, "c"), 1000))

    def data(self, text: str) -> None:
        if self._in_generator:
            self._calculated = self._calculated or any(name in text for name in _CALCULATING)
        elif self._in_paragraph and not self._aside:
            self._text.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == "table":
            self._sheets.append(self._grid.sheet(self._file, self._name, self._hidden))
        elif name == "table-row":
            self._end_row()
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "annotation" or tag.startswith(_DRAWING):
            self._aside -= 1
        elif name == "generator":
            self._in_generator = False
        elif name == "p" and not self._aside:
            self._in_paragraph = False

    def _end_cell(self) -> None:
        own, self._cell = self._cell or {}, None
        repeats, value = _count(own, "number-columns-repeated"), _value(own, "".join(self._text))
        self._paragraphs = 0
        if own.get("formula"):
            self._take_formula(own, value)
        if value is not None:
            self._budget.check(1, self._column + repeats)
            self._cells.extend((self._column + each, value) for each in range(repeats))
        rows, columns = _count(own, "number-rows-spanned"), _count(own, "number-columns-spanned")
        self._grid.merge(self._row, self._column, rows, columns)
        self._column += repeats

    def _take_formula(self, own: dict[str, str], value: Cell) -> None:
        if value is None and not own.get("value-type") and self._pending:
            self._pending[-1][self._row, self._column] = UNCALCULATED
        else:
            self._calculated = True

    def contents(self) -> Contents:
        """The sheets; formulas without a result are told where nothing shows that any was worked out."""
        odd = [{} if self._calculated else cells for cells in self._pending]
        for sheet, cells in zip(self._sheets, odd, strict=False):
            put(sheet.rows, cells)
        names = [sheet.name for sheet in self._sheets]
        return Contents(tuple(self._sheets), uncalculated_note(list(zip(names, odd, strict=False))))

    def _end_row(self) -> None:
        if self._cells:
            self._budget.check(self._row + self._row_repeats, self._column)
            for row in range(self._row, self._row + self._row_repeats):
                for column, value in self._cells:
                    self._grid.put(row, column, value)
        self._row += self._row_repeats


def _count(own: dict[str, str], key: str) -> int:
    text = own.get(key, "1")
    return max(int(text), 1) if text.isdecimal() else 1


def _value(own: dict[str, str], text: str) -> Cell:
    kind = own.get("value-type", "")
    if kind == "error" or (kind != "string" and is_error(text)):
        return text or None
    if kind in ("float", "currency", "percentage"):
        return _number(own.get("value", ""), text)
    if kind == "date":
        return iso_moment(own.get("date-value", text))
    if kind == "boolean":
        return own.get("boolean-value") == "true"
    if kind == "string" and text and not own.get("string-value", text):
        return text
    return own.get("string-value", text) or None


def _number(value: str, text: str) -> Cell:
    try:
        return float(value)
    except ValueError:
        return text or None
