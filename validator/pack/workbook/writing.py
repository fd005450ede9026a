"""The rule sheet as an Excel workbook: a row a rule, a row an example, and how to fill them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from validator.messages.sentences import sentence as _
from validator.pack.errors import DeclarationError
from validator.pack.models import Pack
from validator.pack.workbook.cells import LIMIT
from validator.pack.workbook.columns import COLUMNS, EXAMPLE_HEADS, EXAMPLES, GUIDE, ORIGIN, OUTCOMES, RULES
from validator.pack.workbook.flow import flow
from validator.pack.workbook.guide import FIRST_LIST, LIST_ROW, Choices, choices, write_guide
from validator.pack.workbook.sources import Stated
from validator.pack.workbook.words import shown

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write_sheet"]

SPARE = 500
"""Empty rows below the last that have drop-downs as well."""
PAGES_WIDE = 4
"""Sheets of A4 paper that the columns of a rule are printed on."""
EXAMPLE_WIDTHS = (12, 9, 110)
LINE = 15.0
"""Points that a line of text takes."""
HIGHEST = 405.0
"""Points; Excel allows 409."""
_MADE = datetime(2026, 1, 1)
_A4 = 9
_BOXED: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#A6A6A6"}
_HEAD: dict[str, Any] = {**_BOXED, "bold": True, "valign": "vcenter"}
FORMATS: dict[str, dict[str, Any]] = {
    "head": {**_HEAD, "bg_color": "#D9E1E8"},
    "changeable": {**_HEAD, "bg_color": "#D7EBD3"},
    "text": {**_BOXED, "num_format": "@", "quote_prefix": True},
    "number": _BOXED,
    "origin": {**_BOXED, "font_color": "#595959", "italic": True},
    "title": {"bold": True, "font_size": 16},
    "section": {"bold": True, "font_size": 12, "bottom": 2},
    "plain": {"text_wrap": True, "valign": "top"},
}


def write_sheet(path: Path, rules: Sequence[Stated], pack: Pack) -> None:
    """Write the workbook; the same bytes for the same rules. `pack` names the tables to choose from. Raises `OSError`,
    and `DeclarationError` for a text that is too long for a cell.

    Everything is written as text: nothing in a rule becomes a formula.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(str(path)) as book:
            book.set_properties({"title": "Aturan Prodeskel", "created": _MADE})
            formats = {name: book.add_format(kind) for name, kind in FORMATS.items()}
            offered = choices(pack)
            _rules(_page(book, RULES, PAGES_WIDE), rules, offered, formats)
            _examples(_page(book, EXAMPLES, 1), rules, formats)
            write_guide(_page(book, GUIDE, 1), offered, formats)
    except FileCreateError as error:
        raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error


def _page(book: Workbook, name: str, wide: int) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(wide, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{name}&RHalaman &P dari &N")
    return sheet


def _rules(sheet: Worksheet, rules: Sequence[Stated], offered: Choices, formats: Mapping[str, Format]) -> None:
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width, formats["number" if column.kind == "number" else "text"])
        sheet.write_string(0, number, column.head, formats["changeable" if column.changeable else "head"])
        if column.key in offered:
            _drop_down(sheet, number, len(rules) + SPARE, _place(list(offered).index(column.key), offered[column.key]))
    sheet.set_column(len(COLUMNS), len(COLUMNS), 18)
    sheet.write_string(0, len(COLUMNS), ORIGIN, formats["head"])
    for row, rule in enumerate(rules, 1):
        _rule(sheet, row, rule, formats)
    _frozen(sheet, len(rules), len(COLUMNS))
    sheet.repeat_columns(0)


def _rule(sheet: Worksheet, row: int, rule: Stated, formats: Mapping[str, Format]) -> None:
    texts = []
    for number, column in enumerate(COLUMNS):
        value = rule.entry.get(column.key)
        content = None if value is None else shown(value, column)
        if content is None:
            sheet.write_blank(row, number, None, formats["number" if column.kind == "number" else "text"])
        elif isinstance(content, str):
            _text(sheet, row, number, content, formats["text"])
            texts.append((content, column.width))
        else:
            sheet.write_number(row, number, content, formats["number"])
    sheet.set_row(row, _height(texts))
    sheet.write_string(row, len(COLUMNS), Path(rule.origin).name if rule.origin else "bawaan", formats["origin"])


def _text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write text as it is; `write_string` never makes a formula of it."""
    if len(text) > LIMIT:
        raise DeclarationError(
            _(
                "sebuah sel Excel memuat {most} huruf, tetapi ini {n}: {text}…",
                most=LIMIT,
                n=len(text),
                text=text[:40],
            )
        )
    sheet.write_string(row, column, text, style)


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """The height in points of a row with these texts in columns of these widths."""
    lines = (sum(max(1, len(wrap(part, width))) for part in text.split("\n")) for text, width in texts)
    return min(HIGHEST, LINE * max(lines, default=1) + 2)


def _examples(sheet: Worksheet, rules: Sequence[Stated], formats: Mapping[str, Format]) -> None:
    for number, (head, width) in enumerate(zip(EXAMPLE_HEADS, EXAMPLE_WIDTHS, strict=True)):
        sheet.set_column(number, number, width, formats["text"])
        sheet.write_string(0, number, head, formats["head"])
    row = 0
    for row, cells in enumerate(_example_rows(rules), 1):
        for number, text in enumerate(cells):
            _text(sheet, row, number, text, formats["text"])
        sheet.set_row(row, _height(zip(cells, EXAMPLE_WIDTHS, strict=True)))
    _drop_down(sheet, 0, row + SPARE, f"={RULES}!$A$2:$A${len(rules) + SPARE}")
    _drop_down(sheet, 1, row + SPARE, list(OUTCOMES))
    _frozen(sheet, row, len(EXAMPLE_HEADS) - 1)


def _example_rows(rules: Sequence[Stated]) -> Iterable[tuple[str, str, str]]:
    for rule in rules:
        for outcome, kind in OUTCOMES.items():
            for case in rule.entry.get("examples", {}).get(kind, ()):
                yield rule.entry["id"], outcome, flow(case)


def _frozen(sheet: Worksheet, rows: int, last: int) -> None:
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(rows, 1), last)
    sheet.repeat_rows(0)


def _place(number: int, offered: Sequence[object]) -> str:
    """Where the guide lists what a column may hold."""
    from xlsxwriter.utility import xl_col_to_name

    letter = xl_col_to_name(FIRST_LIST + 2 * number)
    return f"={GUIDE}!${letter}${LIST_ROW + 2}:${letter}${LIST_ROW + 1 + len(offered)}"


def _drop_down(sheet: Worksheet, column: int, rows: int, source: str | list[str]) -> None:
    told = {"error_title": "Tidak ada dalam daftar", "error_message": "Pilih dari daftar; artinya di lembar Petunjuk."}
    sheet.data_validation(1, column, rows, column, {"validate": "list", "source": source, **told})
