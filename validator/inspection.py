"""What each sheet is taken for, column by column, and what its unknown columns may be: nothing is checked.

For whoever teaches the program headings that it does not know (`prodeskel kenali`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from validator.findings.masking import mask_long_numbers
from validator.forms.guessing import guesses
from validator.forms.identifying import CodeSheet, Forms, FoundTable, Passed
from validator.forms.recognition import Recognition, Unrecognised, closest
from validator.pack.models import Field, Pack, Table
from validator.readers import list_inputs, read_file
from validator.readers.reasons import sentence
from validator.readers.sheets import Cell, ReadFile, Sheet
from validator.workspace import Workspace

__all__ = ["ColumnView", "SheetView", "inspect", "taught"]


class ColumnView(Struct, frozen=True):
    """A column with a heading: the field it is read as, else the one it may be; neither for what is left unread."""

    column: int
    heading: str
    field: Field | None = None
    guess: Field | None = None
    repeats: bool = False


class SheetView(Struct, frozen=True):
    """A sheet as it is read. `table` is what it is taken for; where `why` says why not, the form it comes nearest to.

    `row` is the 1-based header row, 0 if there is none; `missing` are fields of the form without a column.
    """

    file: str
    sheet: str
    table: Table | None = None
    why: str = ""
    row: int = 0
    columns: tuple[ColumnView, ...] = ()
    missing: tuple[Field, ...] = ()


def inspect(paths: Sequence[Path], pack: Pack, lang: str = "id") -> Iterator[SheetView]:
    """A view of every sheet of every file, in the order of the files; a file that cannot be read is one view.

    Raises `InputError` if a path does not exist.
    """
    forms = Forms(pack.tables, pack.codelists, pack.strangers)
    with Workspace() as work:
        for path in list_inputs(paths):
            for read in read_file(path, work=work):
                yield from _file(read, forms, pack, lang)


def taught(views: Iterable[SheetView]) -> dict[str, dict[str, list[str]]]:
    """The guesses as headings by table and field, each once: what a pack may teach (`schemas/judul_kolom.yml`).

    A heading with somebody's number is none that others have.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for view in views:
        for column in view.columns:
            if view.table and column.guess and mask_long_numbers(column.heading) == column.heading:
                headings = found.setdefault(view.table.name, {}).setdefault(column.guess.name, [])
                if column.heading not in headings:
                    headings.append(column.heading)
    return found


def _file(read: ReadFile, forms: Forms, pack: Pack, lang: str) -> Iterator[SheetView]:
    if read.reason:
        yield SheetView(read.path, "", why=sentence(read.reason, lang))
        return
    for found in forms.read(read.sheets):
        yield _view(read.path, found, pack, lang)


def _view(path: str, found: FoundTable | CodeSheet | Passed, pack: Pack, lang: str) -> SheetView:
    sheet = found.sheet
    if isinstance(found, (CodeSheet, Passed)):
        return SheetView(path, sheet.name, why=found.note.text(lang))
    if isinstance(found.recognised, Recognition):
        return _read(path, sheet, found.recognised, "", pack)
    why = found.recognised.note(pack.tables).text(lang)
    nearest = pack.tables.get(found.recognised.likeliest)
    near = closest(sheet, nearest, pack.tables) if nearest else None
    if nearest is None or near is None:
        return SheetView(path, sheet.name, nearest, why)
    return _likelier(_read(path, sheet, near, why, pack), found.recognised, nearest)


def _likelier(view: SheetView, why: Unrecognised, table: Table) -> SheetView:
    """With the guesses that the values of the columns gave when it was not recognised, where the headings give none."""
    guessed = {column.guess for column in view.columns}
    told = {column: table.field(name) for name, column, _ in why.perhaps if table.field(name) not in guessed}
    columns = [c if c.field or c.guess else replace(c, guess=told.get(c.column)) for c in view.columns]
    return replace(view, columns=tuple(columns))


def _read(path: str, sheet: Sheet, read: Recognition, why: str, pack: Pack) -> SheetView:
    table = pack.tables[read.table]
    free = [f for f in table.fields if f.name not in read.columns]
    missing = tuple(f for f in free if f.expected)
    row = read.header_rows[0] + 1 if read.header_rows else 0
    return SheetView(path, sheet.name, table, why, row, tuple(_columns(sheet, read, table, free, pack)), missing)


def _columns(sheet: Sheet, read: Recognition, table: Table, free: Sequence[Field], pack: Pack) -> Iterator[ColumnView]:
    """The columns from left to right; a field is guessed for one column, the likeliest."""
    known = [ColumnView(c, read.headers[name], table.field(name)) for name, c in read.columns.items()]
    repeats = [ColumnView(column, text, repeats=True) for column, text, _ in read.duplicates]
    likely = {c: guesses(text, _cells(sheet, read, c), free, pack.codelists) for c, text, _ in read.unknown}
    taken: dict[str, int] = {}
    for column in sorted(likely, key=lambda c: -likely[c][0].score if likely[c] else 0):
        if likely[column]:
            taken.setdefault(likely[column][0].field.name, column)
    guessed = {column: table.field(name) for name, column in taken.items()}
    unknown = [ColumnView(column, text, guess=guessed.get(column)) for column, text, _ in read.unknown]
    yield from sorted([*known, *repeats, *unknown], key=lambda view: view.column)


def _cells(sheet: Sheet, read: Recognition, column: int) -> Iterator[Cell]:
    return (row[column] for row in sheet.rows[read.data_start :] if column < len(row))
