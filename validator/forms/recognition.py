"""Which Prodeskel form a sheet holds, and which column is which field."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from validator.cells.manners import PLAIN, Manner
from validator.forms.claimed import claimed_columns, printed
from validator.forms.header_match import IGNORED, LEAST_SCORE, HeaderMatch, fits, is_bare, labelled_below, undecided
from validator.forms.header_notes import header_note, header_notes, same_headers
from validator.forms.headers import Grid, filled, is_numbering
from validator.forms.positions import by_position
from validator.forms.spellings import Spellings, fields_of, likeliest, misspelt, names_of, spellings_of
from validator.pack.models import Field, Table
from validator.readers.notes import Note
from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import is_blank, normalise, text_of


class Recognition(Struct, frozen=True):
    """How a sheet is read: 0-based rows and columns, by field name.

    `header_rows` are the first and last row of the header (with its numbering row), None if there is none;
    `headers` the texts above the columns as printed; `unknown` and `duplicates` (column, text, title or field kept).
    `manner` is how its cells are written.
    `unfit` are fields of which there is a column, but one whose values are something else: it is not read.
    """

    table: str
    header_rows: tuple[int, int] | None
    data_start: int
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    unknown: tuple[tuple[int, str, str], ...] = ()
    duplicates: tuple[tuple[int, str, str], ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    manner: Manner = PLAIN
    unfit: tuple[str, ...] = ()

    def noted(self, notes: Iterable[Note], manner: Manner | None = None) -> Recognition:
        """The same with more to be said, and perhaps another manner; itself if there is neither."""
        added, new = tuple(notes), manner or self.manner
        if not added and new is self.manner:
            return self
        return replace(self, notes=(*self.notes, *added), manner=new)


class Unrecognised(Struct, frozen=True):
    """Why not: a key of `NOTES`, and the table it comes nearest to, if any.

    `missing_key`: the sheet resembles that table, but the fields `lacking` are not there; `few_columns`: it lists the
    same people, but too many of the fields are not there. `unread` are the columns without a known
    label (column, text), `data_start` the row below the header; `perhaps` (field, column, text) is the likeliest one.
    """

    reason: str
    likeliest: str = ""
    lacking: tuple[str, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    data_start: int = 0
    perhaps: tuple[tuple[str, int, str], ...] = ()

    def note(self, tables: Mapping[str, Table]) -> Note:
        """The reason as a sentence."""
        if self.likeliest not in tables:
            return Note(self.reason)
        table = tables[self.likeliest]
        if self.reason == "no_known_form":
            return Note("no_known_form_like", {"title": table.title})
        titles = ", ".join(table.field(name).title for name in self.lacking)
        return Note(self.reason, {"title": table.title, "titles": titles})

    def hints(self, tables: Mapping[str, Table]) -> list[Note]:
        """What column might be which of those that are missing."""
        table = tables.get(self.likeliest)
        found = [(table.field(name).title, column, text) for name, column, text in self.perhaps] if table else []
        return [
            header_note("perhaps_column" if text else "perhaps_unnamed", column, text, title)
            for title, column, text in found
        ]


def recognise(sheet: Sheet, tables: Mapping[str, Table], common: tuple[Field, ...] = ()) -> Recognition | Unrecognised:
    """The form and columns of a sheet, or why they cannot be told. What is unsure stands in the notes."""
    spellings = spellings_of(tables, common)
    hinted = hints(sheet, tables)
    grid = filled(sheet)
    if known := _remembered(sheet, grid, spellings, hinted):
        return known
    found = _recognised(sheet, grid, tables, common, spellings, hinted)
    if grid and not sheet.merges and isinstance(found, Recognition) and found.header_rows == (0, 0):
        spellings.seen[_first(sheet, grid, hinted)] = found
    return found


def _remembered(sheet: Sheet, grid: Grid, spellings: Spellings, hinted: frozenset[str]) -> Recognition | None:
    if not grid or sheet.merges or (first := _first(sheet, grid, hinted)) not in spellings.seen:
        return None
    return None if labelled_below(grid, 0, spellings) else cast(Recognition, spellings.seen[first])


def _first(sheet: Sheet, grid: Grid, hinted: frozenset[str]) -> tuple[tuple[str, ...], frozenset[str], bool]:
    return tuple(map(text_of, grid[0])), hinted, sheet.named


def _recognised(
    sheet: Sheet,
    grid: Grid,
    tables: Mapping[str, Table],
    common: tuple[Field, ...],
    spellings: Spellings,
    hinted: frozenset[str],
) -> Recognition | Unrecognised:
    found = sorted(fits(grid, spellings, tables, hinted), key=lambda fit: fit.rank, reverse=True)
    if sheet.named and hinted:
        found = [fit for fit in found if fit.hinted]
    plausible = [fit for fit in found if fit.plausible or (sheet.named and fit.hinted and fit.explained)]
    if plausible and undecided(plausible):
        alike = [fit for fit in plausible if fit.rank[:5] == plausible[0].rank[:5]]
        whole = [fit for fit in alike if not _surely_lacking(fit, spellings.fields[fit.table])]
        if not whole or undecided(whole):
            return Unrecognised("no_known_form", plausible[0].table)
        plausible = whole
    if plausible:
        return _read(plausible[0], grid, tables, common, spellings)
    if positional := _by_position(sheet, [tables[name] for name in sorted(hinted)]):
        return positional
    if not _has_labels(grid):
        return Unrecognised("no_header", min(hinted, default=""))
    nearest = found[0].table if found and found[0].score >= LEAST_SCORE else ""
    return Unrecognised("no_known_form", min(hinted, default=nearest))


def closest(sheet: Sheet, table: Table, tables: Mapping[str, Table]) -> Recognition | None:
    """How a sheet would be read as this form, however little of it there is; None if not a column is known."""
    spellings, grid = spellings_of(tables), filled(sheet)
    found = [fit for fit in fits(grid, spellings, tables, frozenset({table.name})) if fit.table == table.name]
    best = max(found, key=lambda fit: fit.rank, default=None)
    return _recognition(best, grid, table.fields, spellings) if best and best.matched else None


def _read(
    fit: HeaderMatch, grid: Grid, tables: Mapping[str, Table], common: tuple[Field, ...], spellings: Spellings
) -> Recognition | Unrecognised:
    if fit.lacking and (lacking := _surely_lacking(fit, spellings.fields[fit.table])):
        return _nearly(replace(fit, lacking=lacking), grid, spellings)
    found = {*fit.matched.values(), *(_slips(fit, spellings.fields[fit.table]) if fit.bare else ())}
    if fit.bare and is_bare(tables[fit.table], found):
        return _few(fit, tables[fit.table], found)
    return _recognition(fit, grid, fields_of(tables[fit.table], common), spellings)


def _surely_lacking(fit: HeaderMatch, known: Mapping[str, str]) -> tuple[str, ...]:
    """The identifying fields that no column has, not even by a slip of the pen."""
    if not fit.lacking:
        return ()
    slips = _slips(fit, known)
    return tuple(name for name in fit.lacking if name not in slips)


def _slips(fit: HeaderMatch, known: Mapping[str, str]) -> set[str]:
    """The fields whose heading is there, but for a slip of the pen."""
    free = [normalise(label.text) for column, label in fit.labels.items() if column not in fit.matched]
    return {misspelt(text, known, fit.matched.values()) for text in free if text not in IGNORED} - {""}


def _nearly(fit: HeaderMatch, grid: Grid, spellings: Spellings) -> Unrecognised:
    """A form without what tells its records apart, and the columns that might be just that."""
    known = spellings.fields[fit.table]
    labels = {column: label.text for column, label in fit.labels.items() if column not in fit.matched}
    width = len(grid[0]) if grid else 0
    unread = tuple((column, labels.get(column, "")) for column in range(width) if column not in fit.matched)
    alike = [(likeliest(normalise(text), known), column, text) for column, text in unread if text]
    first = {name: (name, column, text) for name, column, text in reversed(alike) if name in fit.lacking}
    perhaps = tuple(first[name] for name in fit.lacking if name in first)
    start = _last_header_row(fit, grid, spellings) + 1
    return Unrecognised("missing_key", fit.table, fit.lacking, unread, start, perhaps)


def _few(fit: HeaderMatch, table: Table, found: Collection[str]) -> Unrecognised:
    gone = [field for field in table.fields if field.name not in found]
    lacking = [f.name for f in gone if f.required] or [f.name for f in gone if f.expected]
    return Unrecognised("few_columns", fit.table, tuple(lacking))


def _by_position(sheet: Sheet, tables: Sequence[Table]) -> Recognition | None:
    for table in tables:
        if placed := by_position(sheet, table):
            start, columns = placed
            titles = {name: table.field(name).title for name in columns}
            notes = (Note("by_position", {"title": table.title}),)
            return Recognition(table.name, None, start, columns, titles, notes=notes)
    return None


def hints(sheet: Sheet, tables: Mapping[str, Table]) -> frozenset[str]:
    """The tables that the file's or the sheet's name speaks of: `grid_t47 (1).xls`, a sheet `Pendidikan`."""
    seen, names = spellings_of(tables).seen, (sheet.file.replace("\\", "/").rpartition("/")[2], sheet.name)
    if names not in seen:
        seen[names] = _hints([normalise(PurePosixPath(names[0]).stem), normalise(names[1])], tables)
    return cast("frozenset[str]", seen[names])


def _hints(names: Sequence[str], tables: Mapping[str, Table]) -> frozenset[str]:
    spaced = "\n".join(f" {name} " for name in names)
    spoken = names_of(tables)
    return frozenset(
        table for table, (title, words) in spoken.items() if title in names or any(word in spaced for word in words)
    )


def _recognition(fit: HeaderMatch, grid: Grid, fields: Sequence[Field], spellings: Spellings) -> Recognition:
    if fit.top and _names_columns(grid[fit.top - 1], fit, spellings):
        fit = replace(fit, top=fit.top - 1, depth=fit.depth + 1)
    titles = {field.name: field.title for field in fields}
    codes = {field.name: field.code for field in fields}
    columns, repeated = claimed_columns(fit, titles)
    known = spellings.fields[fit.table]
    notes, unknown = [], []
    for column, label in fit.labels.items():
        spelling = normalise(label.text)
        if column in fit.matched or spelling in IGNORED:
            continue
        if name := misspelt(spelling, known, columns):
            columns[name] = column
            notes.append(header_note("misspelt_header", column, label.text, titles[name]))
        else:
            unknown.append((column, label.text, titles.get(likeliest(spelling, known), "")))
    last = _last_header_row(fit, grid, spellings)
    missing = tuple(field.name for field in fields if field.expected and field.name not in columns)
    lacking = [titles[name] for name in missing]
    return Recognition(
        table=fit.table,
        header_rows=(fit.top, last),
        data_start=last + 1,
        columns=columns,
        headers={name: printed(grid, fit, column, codes[name]) for name, column in columns.items()},
        unknown=tuple(unknown),
        duplicates=tuple(repeated),
        missing=missing,
        notes=(
            *notes,
            *same_headers(fit),
            *header_notes(unknown, repeated, columns, lacking),
        ),
    )


def _last_header_row(fit: HeaderMatch, grid: Grid, spellings: Spellings) -> int:
    """The header goes on below its labels as long as rows number the columns or name them again (field codes)."""
    last = fit.top + fit.depth - 1
    while last + 1 < len(grid):
        more = any(not is_blank(cell) for row in grid[last + 2 :] for cell in row)
        if not (is_numbering(grid[last + 1], sure=not more) or _names_columns(grid[last + 1], fit, spellings)):
            break
        last += 1
    return last


def _names_columns(row: Sequence[Cell], fit: HeaderMatch, spellings: Spellings) -> bool:
    """Most columns of the fit are named by this row too."""
    fields = spellings.fields[fit.table]
    named = [normalise(cell) in fields for cell in row if isinstance(cell, str) and not is_blank(cell)]
    return len(named) >= 2 and sum(named) > 0.6 * len(fit.labels)


def _has_labels(grid: Grid) -> bool:
    """Some row consists of texts without digits, as headers do."""
    rows = ([cell for cell in row if not is_blank(cell)] for row in grid)
    return any(
        len(row) >= 2 and all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in row) for row in rows
    )
