"""A paper as its content alone: every format (Word, PDF, HTML, Markdown, Excel) is drawn from this."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from validator.agenda.letterhead import Letterhead

__all__ = ["Bar", "Paper", "PaperColumn", "PaperRow", "PaperTable", "Section", "Signature"]

Align = Literal["left", "center", "right"]


class PaperColumn(Struct, frozen=True):
    """A column's heading and its share of the width (the shares of a table add up to about 100)."""

    title: str
    width: float
    align: Align = "left"


class PaperRow(Struct, frozen=True):
    """Cells in the order of the columns; the first line of a cell may be followed by others after a newline.

    `group`: a heading within the table, its text in the first cell. `shades`: 0 (none) to 4 (darkest), a cell each.
    """

    cells: tuple[str, ...]
    group: bool = False
    shades: tuple[int, ...] = ()


class PaperTable(Struct, frozen=True):
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]


class Bar(Struct, frozen=True):
    """A line of a chart: per cent of 100, None for nothing to show; `note` stands beside it."""

    label: str
    percent: float | None
    note: str = ""


class Section(Struct, frozen=True):
    """A part of a paper; templates know it by `key`. What is empty is not drawn.

    An `annex` follows the signatures, on a page of its own.
    """

    key: str
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    table: PaperTable | None = None
    tail: str = ""
    annex: bool = False

    @property
    def empty(self) -> bool:
        rows = self.table.rows if self.table else ()
        return not (self.paragraphs or self.bullets or self.bars or rows)


class Signature(Struct, frozen=True):
    """Who signs: what stands above (Mengetahui,), the office, and a name or '' for a dotted line."""

    above: str
    office: str
    name: str = ""
    below: str = ""


class Paper(Struct, frozen=True):
    """One paper. `kind` names its template; `stem` its file; `target` is drawn into its bars, in per cent."""

    kind: str
    stem: str
    title: str
    subtitle: str
    kop: Letterhead
    day: date
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    signatures: tuple[Signature, ...] = ()
    footer: str = ""
    landscape: bool = False
    target: float = 80.0

    @property
    def drawn(self) -> tuple[Section, ...]:
        """The sections with something in them."""
        return tuple(section for section in self.sections if not section.empty)
