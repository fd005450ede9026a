"""Loading a member CSV too large for memory: DuckDB reads and types it in one pass.

What a cell means is decided by `exports.values` alone. SQL takes short cuts for spellings that are beyond doubt
(`engine.shortcuts`); every other spelling goes through the parser once and is mended in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from validator.declarations.models import Field, Table
from validator.engine.shortcuts import ODD_FIELD, ODD_ITEM, Shortcut, shortcut_of
from validator.engine.tables import COUNTED, ROW_COLUMNS, SQL_TYPES, TEXT_LIMIT, Lot, Tables
from validator.exports.files.patterns import exact

SPARE_COLUMNS = 10
"""Cells to the right of the header that a row may have and nobody reads."""

Parser = Callable[[str], tuple[object, str]]


class BulkFile(NamedTuple):
    """A CSV on disk. `skip` is the number of lines before the data; `width` the number of columns."""

    path: Path
    delimiter: str
    quote: str
    encoding: str
    skip: int
    width: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of all rows: their sheet, the village if no column says it, the year under review."""

    source: int
    village: str
    year: int


class BulkCount(NamedTuple):
    """Rows read, and how many were left out; `listed` are the first thousand of those as (spreadsheet row, reason)."""

    read: int
    left_out: int
    listed: list[tuple[int, str]]


def load_bulk(
    tables: Tables,
    table: Table,
    file: BulkFile,
    columns: Mapping[str, int],
    parsers: Mapping[str, Parser],
    spellings: Mapping[str, Sequence[str]],
    origin: Origin,
) -> Bulk:
    """Reads the file into a table of its own; `columns` gives the CSV column of each field, `parsers` judge spellings.

    `spellings` are, for fields with a code list, the ones to expect. Raises `duckdb.Error` where the file cannot be
    split into columns.
    """
    shortcuts = [
        shortcut_of(table.field(name), name, f"c{column}", parsers[name], spellings.get(name, ()))
        for name, column in columns.items()
    ]
    bulk = Bulk(tables, table, file, shortcuts, parsers, origin)
    bulk.load()
    return bulk


class Bulk:
    """The rows of one large file, in a table of their own which a view joins to the others'."""

    def __init__(
        self,
        tables: Tables,
        table: Table,
        file: BulkFile,
        shortcuts: Sequence[Shortcut],
        parsers: Mapping[str, Parser],
        origin: Origin,
    ) -> None:
        self.tables, self.table, self.file = tables, table, file
        self.shortcuts, self.parsers, self.origin = shortcuts, parsers, origin
        self.connection = tables.connection
        self.name = f"_bulk_{origin.source}"
        self.first = tables.next_row
        self.count = BulkCount(0, 0, [])

    def load(self) -> None:
        """Reads and types the file, and judges every spelling that took no short cut."""
        self._read()
        read = int(self.connection.execute(f"SELECT count(*) FROM {self.name}").fetchall()[0][0])
        self.tables.next_row += read
        self._judge_odd()
        self._judge_texts()
        self._keep_blanks()
        self.count = BulkCount(read, *self._left_out())

    def attach(self, review: bool) -> None:
        """Makes the rows part of their table: under review, or only to be compared with."""
        if not review:
            last = self.first + self.count.read
            self.connection.execute(f"DELETE FROM _cells WHERE _row >= {self.first} AND _row < {last}")
        villages = self.connection.execute(
            f"SELECT _village, count(*) FROM {self.name} WHERE _village IS NOT NULL GROUP BY 1"
        ).fetchall()
        origin = self.origin
        lots = {Lot(self.table.name, origin.source, code, origin.year, review): rows for code, rows in villages}
        self.tables.attach(self.table, self._rows(review), lots)

    def _read(self) -> None:
        """Rows all as wide as the header are read twice as fast; only where one is not, the file is read leniently."""
        import duckdb

        try:
            self.connection.execute(self._reading(self.file.width, "strict_mode = false"))
        except duckdb.InvalidInputException:
            lenient = "strict_mode = false, null_padding = true"
            self.connection.execute(self._reading(self.file.width + SPARE_COLUMNS, lenient))

    def _reading(self, width: int, leniency: str) -> str:
        file = self.file
        names = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
        options = (
            f"delim = '{_quoted(file.delimiter)}', quote = '{_quoted(file.quote)}', escape = '{_quoted(file.quote)}', "
            f"encoding = '{file.encoding}', header = false, auto_detect = false, skip = {file.skip}, nullstr = '', "
            f"parallel = true, {leniency}, columns = {{{names}}}"
        )
        typed = ", ".join(f"{s.value} AS {s.field.name}" for s in self.shortcuts)
        raw = ", ".join(f"{s.column} AS raw_{s.field.name}" for s in self.shortcuts if not s.text)
        raws = ", ".join(f"raw_{s.field.name}" for s in self.shortcuts if not s.text)
        return f"""
            CREATE TABLE {self.name} AS SELECT * EXCLUDE ({raws}), {self._odd()} AS _odd FROM (
                SELECT {self._village()} AS _village, {typed}, {raw}
                FROM read_csv('{_quoted(exact(file.path))}', {options}))"""

    def _odd(self) -> str:
        """SQL for the cells of a row that took no short cut, as `field number, text` items; NULL if there are none."""
        missed = {
            s: f"({s.field.name} IS NULL AND raw_{s.field.name} IS NOT NULL)" for s in self.shortcuts if not s.text
        }
        number = self.table.names.index
        items = ", ".join(
            f"CASE WHEN {condition} THEN '{number(s.field.name)}' || {ODD_FIELD} || raw_{s.field.name} END"
            for s, condition in missed.items()
        )
        return f"CASE WHEN {' OR '.join(missed.values())} THEN concat_ws({ODD_ITEM}, {items}) END"

    def _village(self) -> str:
        """SQL for the village of a row: its own code where that is one, else that of the file; NULL for blank rows."""
        own = next((s.column for s in self.shortcuts if s.field.name == "kode_desa"), "")
        fallback = f"'{self.origin.village}'" if self.origin.village else "NULL"
        blank = f"coalesce({', '.join(s.column for s in self.shortcuts)}) IS NULL"
        if not own:
            return f"CASE WHEN {blank} THEN NULL ELSE {fallback} END"
        code = f"replace(ltrim({own}, '_'), '.', '')"
        plain = f"strlen({code}) = 10 AND try_cast({code} AS BIGINT) >= 1000000000"
        return f"CASE WHEN {blank} THEN NULL WHEN {plain} THEN {code} ELSE {fallback} END"

    def _judge_odd(self) -> None:
        """Sends what took no short cut through the parser: problems to `_cells`, values into their place."""
        self.connection.execute(f"""
            CREATE TABLE _odd AS SELECT place, village, split_part(item, {ODD_FIELD}, 1)::INTEGER AS field,
                   item[strpos(item, {ODD_FIELD}) + 1:] AS text
            FROM (SELECT rowid AS place, _village AS village, unnest(string_split(_odd, {ODD_ITEM})) AS item
                  FROM {self.name} WHERE _odd IS NOT NULL)""")
        for shortcut in self.shortcuts:
            if not shortcut.text:
                number = self.table.names.index(shortcut.field.name)
                texts = self._column(f"SELECT DISTINCT text FROM _odd WHERE field = {number} ORDER BY text")
                if texts:
                    rows = f"SELECT place, text, village FROM _odd WHERE field = {number}"
                    self._mend(shortcut, rows, {text: self.parsers[shortcut.field.name](text) for text in texts})

    def _judge_texts(self) -> None:
        """Sends the texts that are not plainly their own value through the parser, each spelling once."""
        texts = [s for s in self.shortcuts if s.text]
        counted = ", ".join(f"count({s.field.name}) FILTER (NOT {s.plain})" for s in texts)
        odd = self.connection.execute(f"SELECT {counted} FROM {self.name}").fetchall()[0] if texts else ()
        for shortcut, count in zip(texts, odd, strict=True):
            if count:
                self._judge_spellings(shortcut)

    def _judge_spellings(self, shortcut: Shortcut) -> None:
        name = shortcut.field.name
        spellings = self._column(f"SELECT DISTINCT {name} FROM {self.name} WHERE NOT {shortcut.plain} ORDER BY {name}")
        verdicts = {text: self.parsers[name](text) for text in spellings}
        changed = {text: v for text, v in verdicts.items() if v[1] or v[0] != text}
        if changed:
            rows = f"SELECT rowid AS place, {name} AS text, _village AS village FROM {self.name}"
            self._mend(shortcut, rows, changed)

    def _mend(self, shortcut: Shortcut, rows: str, verdicts: Mapping[str, tuple[object, str]]) -> None:
        """Gives the rows with these texts their verdicts: problems are kept, values written."""
        field = shortcut.field
        number = self.table.names.index(field.name)
        self.connection.execute(
            "CREATE TABLE _verdicts AS SELECT unnest(?::VARCHAR[]) AS text, "
            f"unnest(?::{SQL_TYPES[field.type]}[]) AS value, unnest(?::VARCHAR[]) AS problem",
            [list(verdicts), [v[0] for v in verdicts.values()], [v[1] for v in verdicts.values()]],
        )
        self.connection.execute(
            f"INSERT INTO _cells SELECT {self.tables.numbers[self.table.name]}, {self.first} + place, {number}, "
            f"problem, left(text, {TEXT_LIMIT}), village, problem = 'blank' AND {not field.required} "
            f"FROM ({rows}) JOIN _verdicts USING (text) "
            f"WHERE problem <> '' AND village IS NOT NULL AND (problem <> 'blank' OR {field.expected})"
        )
        if shortcut.text or any(v[0] is not None for v in verdicts.values()):
            self.connection.execute(
                f"UPDATE {self.name} SET {field.name} = new.value FROM (SELECT place, value FROM ({rows}) "
                f"JOIN _verdicts USING (text)) AS new WHERE new.place = {self.name}.rowid"
            )
        self.connection.execute("DROP TABLE _verdicts")

    def _keep_blanks(self) -> None:
        """A cell of an expected field without value that nobody has judged is blank."""
        fields = [s.field for s in self.shortcuts if s.field.expected]
        counted = ", ".join(f"count({f.name})" for f in fields)
        total, *filled = self.connection.execute(f"SELECT count(*), {counted} FROM {self.name}").fetchall()[0]
        for field, count in zip(fields, filled, strict=True):
            if count < total:
                self._keep_blanks_of(field)
        self.connection.execute("DROP TABLE _odd")
        self.connection.execute(f"ALTER TABLE {self.name} DROP COLUMN _odd")

    def _keep_blanks_of(self, field: Field) -> None:
        number, table = self.table.names.index(field.name), self.tables.numbers[self.table.name]
        judged = (
            f"SELECT _row - {self.first} FROM _cells WHERE tbl = {table} AND field = {number} AND _row >= {self.first}"
        )
        self.connection.execute(
            f"INSERT INTO _cells SELECT {table}, {self.first} + rowid, {number}, 'blank', '', _village, "
            f"{not field.required} FROM {self.name} "
            f"WHERE {field.name} IS NULL AND _village IS NOT NULL AND rowid NOT IN ({judged})"
        )

    def _rows(self, review: bool) -> str:
        """The SELECT that shows these rows as rows of the table."""
        fixed = {
            "_row": f"{self.first} + rowid",
            "_src": str(self.origin.source),
            "_line": f"rowid + {self.file.skip + 1}",
            "_village": "_village",
            "_year": str(self.origin.year),
            "_date": "NULL",
            "_review": str(review).lower(),
            "_stale": "false",
            "_older": "0",
            "_bad_code": "false",
            "_copies": "1",
            "_rank": "1",
        }
        present = {s.field.name for s in self.shortcuts}
        types = {**ROW_COLUMNS, **COUNTED}
        columns = [f"({sql})::{types[name]} AS {name}" for name, sql in fixed.items()]
        columns += [
            f"{f.name if f.name in present else 'NULL'}::{SQL_TYPES[f.type]} AS {f.name}" for f in self.table.fields
        ]
        return f"SELECT {', '.join(columns)} FROM {self.name} WHERE _village IS NOT NULL"

    def _left_out(self) -> tuple[int, list[tuple[int, str]]]:
        names = ", ".join(s.field.name for s in self.shortcuts)
        rows = self.connection.execute(
            f"SELECT rowid + {self.file.skip + 1}, coalesce({self._as_text(names)}) IS NULL, count(*) OVER () "
            f"FROM {self.name} WHERE _village IS NULL ORDER BY rowid LIMIT 1000"
        ).fetchall()
        listed = [(int(line), "blank_row" if blank else "no_village") for line, blank, _ in rows]
        return (int(rows[0][2]) if rows else 0), listed

    def _as_text(self, names: str) -> str:
        return ", ".join(f"{name}::VARCHAR" for name in names.split(", "))

    def _column(self, query: str) -> list[str]:
        return [row[0] for row in self.connection.execute(query).fetchall() if row[0] is not None]


def _quoted(text: str) -> str:
    return text.replace("'", "''")
