"""Loading a member CSV too large for memory: DuckDB reads and types it in one pass.

What a cell means is decided by `cells.values` alone, what a row is by `records.placing`. SQL takes short cuts for
what is beyond doubt (`shortcuts`); the rest is judged as in a small file and mended in place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from validator.cells.manners import PLAIN
from validator.cells.numbers import Verdict
from validator.engine.bulk_file import BulkFile
from validator.engine.bulk_manners import bulk_manner
from validator.engine.database import literal
from validator.engine.fast_casts import shortcut_of, typed
from validator.engine.tables import TEXT_LIMIT, Tables
from validator.pack.models import Table
from validator.plan.columns import SQL_TYPES
from validator.readers.errors import UnevenLines
from validator.readers.notes import Note
from validator.readers.patterns import exact
from validator.readers.sheets import Cell
from validator.readers.surveying import begin_survey
from validator.readers.texts import text_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Bulk"]

Parser = Callable[[Cell], Verdict]
CHUNK = 10_000
KEPT_TOGETHER = 125_000
"""Somewhat more rows than DuckDB keeps together (122,880)."""
HEAD, LEAST, MOST = 1 << 20, 8_000_000, 64_000_000
FIRM = 0.4
"""A row of which a larger share is no title of a column is not the header once more (`leftouts` asks for 0.6)."""


class Bulk:
    """The rows of one large file in a table of their own, `name`, and in `odd` its cells that are no plain ones.

    `place` is the `rowid` of a row, from 0. `odd` has (place, field, text, shown, value, problem).
    """

    def __init__(
        self,
        tables: Tables,
        table: Table,
        file: BulkFile,
        columns: Mapping[str, int],
        parsers: Mapping[str, Parser],
        spellings: Mapping[str, Sequence[str]],
        number: int,
    ) -> None:
        """`columns` gives the CSV column of each field, `parsers` judge spellings; `spellings` are those to expect."""
        self.tables, self.table, self.file, self.columns, self.parsers = tables, table, file, columns, parsers
        self.opened = tables.opened
        self.number, self.name, self.odd = number, f"_bulk_{number}", f"_odd_{number}"
        self.shortcuts = [
            shortcut_of(table.field(name), f"_c{column}", parsers[name], spellings.get(name, ()))
            for name, column in columns.items()
        ]
        self.odd_fields: set[str] = set()
        self.read = 0
        self.united = False
        self.manner = PLAIN
        self.notes: tuple[Note, ...] = ()

    @property
    def connection(self) -> DuckDBPyConnection:
        """The database; waits until it knows the words of the pack, which nobody needs to read."""
        return self.tables.connection

    def load(self) -> None:
        """Reads and types the file, and judges every spelling that took no short cut.

        Raises `UnevenLines`, and `duckdb.Error` for a file that was written anew and yet cannot be read.
        """
        file = self.file
        surveying = None if file.even else begin_survey(file.path)
        self._fill()
        self.read = int(self.one(f"SELECT count(*) FROM {self.name}"))
        surveyed = surveying.result() if surveying else None
        if surveyed and (self.read + file.skip != surveyed.lines or surveyed.unseen or self._beyond()):
            self.connection.execute(f"DROP TABLE {self.name}")
            raise UnevenLines
        self._judge(plain=surveyed is not None and surveyed.plain)

    def line(self, place: int) -> int:
        """The 1-based spreadsheet row."""
        return place + self.file.skip + 1

    def doubtful(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that may be no records: place and cells as read, from the top."""
        query = f"SELECT rowid, _raw FROM {self.name} WHERE _raw IS NOT NULL ORDER BY rowid"
        found = self.connection.cursor().execute(query)
        while rows := found.fetchmany(CHUNK):
            yield from rows

    def last_plain(self) -> int:
        """The place of the last row that is a record beyond doubt; -1 if there is none."""
        return int(self.one(f"SELECT coalesce(max(rowid), -1) FROM {self.name} WHERE _raw IS NULL"))

    def one(self, query: str) -> Any:  # noqa: ANN401 - whatever the query yields
        """The one value of a query."""
        return self.connection.execute(query).fetchall()[0][0]

    def drop(self, places: Collection[int]) -> None:
        """Takes rows out."""
        if places:
            gone = f"DELETE FROM {self.name} WHERE rowid IN (SELECT unnest(?::BIGINT[]))"
            self.connection.execute(gone, [list(places)])

    def unite(self, units: Iterable[int], *cells: Sequence[str | None], names: Sequence[str]) -> None:
        """Writes into every row, as `_unit`, the number of the unit that has its cells."""
        count = range(len(names))
        own = "".join(f", unnest(?::VARCHAR[]) AS p{i}" for i in count)
        same = " AND ".join([f"p.p{i} IS NOT DISTINCT FROM g.p{i}" for i in count] or ["true"])
        self.connection.execute(f"ALTER TABLE {self.name} ADD COLUMN _unit INTEGER")
        self.connection.execute(
            f"UPDATE {self.name} SET _unit = new.unit FROM (SELECT p.place, g.unit FROM ({self.cells(names)}) AS p "
            f"JOIN (SELECT unnest(?::INTEGER[]) AS unit{own}) AS g ON {same}) AS new "
            f"WHERE new.place = {self.name}.rowid",
            [list(units), *map(list, cells)],
        )
        self.united = True

    def know_villages(self, codes: Iterable[str]) -> str:
        """Makes a type of these codes, and `kode_desa` of it if rows are of the village that they say themselves.

        Returns its name. Its values are compared, grouped and joined as numbers, and have the order of texts.
        """
        kind = f"_villages_{self.number}"
        self.connection.execute(f"CREATE TYPE {kind} AS ENUM ({', '.join(map(literal, sorted(codes)))})")
        if not self.united:
            self.connection.execute(f"ALTER TABLE {self.name} ALTER kode_desa TYPE {kind}")
        return kind

    def mark_firsts(self, places: Sequence[int]) -> None:
        """Writes into the column `_first` of these rows that they are the first ones of their village and year.

        A column is read by those who ask for it; a look-up in a list would be made by every query of the table.
        """
        among = "rowid IN (SELECT unnest(?::BIGINT[]))"
        self.connection.execute(f"UPDATE {self.name} SET _first = true WHERE {among}", [list(places)])

    def cells(self, names: Sequence[str]) -> str:
        """SELECT of the place of every row and some of its cells, as text: what was read, but for plain marks."""
        picked = ["own.rowid AS place"]
        joined = [f"{self.name} AS own"]
        for i, name in enumerate(names):
            if name in self.odd_fields:
                number = self.table.names.index(name)
                joined.append(
                    f"(SELECT place, text FROM {self.odd} WHERE field = {number}) AS o{i} ON o{i}.place = own.rowid"
                )
                picked.append(f"coalesce(o{i}.text, own.{name}::VARCHAR) AS p{i}")
            else:
                picked.append(f"own.{name}::VARCHAR AS p{i}")
        return f"SELECT {', '.join(picked)} FROM {' LEFT JOIN '.join(joined)}"

    def _fill(self) -> None:
        """Reads the file into its table; DuckDB does so without Python's lock."""
        from validator.startup.duck import duckdb

        try:
            self.opened.execute(self._reading())
        except duckdb.InvalidInputException:
            if self.file.even:
                raise
            raise UnevenLines from None

    def _beyond(self) -> bool:
        """Whether any row holds a cell right of the last title."""
        if self.file.titled >= self.file.width:
            return False
        return bool(self.one(f"SELECT coalesce(bool_or(_beyond), false) FROM {self.name}"))

    def _reading(self) -> str:
        file = self.file
        columns = [f"_c{i}" for i in range(file.width)]
        names = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
        leniency = "null_padding = true, parallel = false" if file.even else "parallel = true"
        options = (
            f"delim = {literal(file.delimiter)}, quote = {literal(file.quote)}, escape = {literal(file.quote)}, "
            f"header = false, auto_detect = false, skip = {file.skip}, nullstr = '', strict_mode = true, "
            f"buffer_size = {self._piece()}, {leniency}, columns = {{{names}}}"
        )
        fields = ", ".join(s.field.name for s in self.shortcuts)
        source = f"read_csv({literal(exact(file.path))}, {options})"
        return f"""
            CREATE TABLE {self.name} AS
            SELECT {fields}, false AS _first, {_any_of(columns[file.titled :])} AS _beyond, {self._odd()} AS _odd,
                CASE WHEN {self._plain()} THEN NULL ELSE [{", ".join(columns)}] END AS _raw
            FROM ({typed(self.shortcuts, columns, source)})"""

    def _piece(self) -> int:
        """The bytes that a thread reads at a time: as many pieces of one size for each thread, of many rows.

        Of fewer rows than it keeps together DuckDB gathers those of several pieces, and copies each text once more: a
        sixth of the time of reading.
        """
        size = self.file.path.stat().st_size
        threads = int(self.opened.execute("SELECT current_setting('threads')").fetchall()[0][0])
        with self.file.path.open("rb") as stream:
            head = stream.read(HEAD)
        enough = min(KEPT_TOGETHER * len(head) // (head.count(b"\n") + 1), MOST)
        pieces = max(size // enough // threads, 1) * threads
        return max(size // pieces + 1, LEAST)

    def _odd(self) -> str:
        """SQL for the cells of a row that took no short cut, NULL in place of the others; NULL if there are none."""
        cells = ", ".join(f"CASE WHEN {s.missed} THEN {s.column} END" for s in self.shortcuts)
        return f"CASE WHEN {' OR '.join(s.missed for s in self.shortcuts)} THEN [{cells}] END"

    def _plain(self) -> str:
        """SQL that is true for a row that `leftouts.Sieve` would take for a record, wherever it stands.

        It holds a number of eight digits that names it, so it is no total, footnote or numbering; and too many of its
        cells are no titles of columns for it to be a header.
        """
        named = [
            f"strlen({s.field.name}) >= 8"
            for s in self.shortcuts
            if s.field.identifier and (s.field.name in self.table.key or not s.field.expected)
        ]
        firms = [s for s in self.shortcuts if not s.text]
        firm = " + ".join(f"({s.field.name} IS NOT NULL)::TINYINT" for s in firms)
        held = " + ".join(f"({s.column} IS NOT NULL)::TINYINT" for s in self.shortcuts)
        if not named:
            return "false"
        least = int(FIRM * len(self.shortcuts)) + 1
        most = " AND ".join(f"{s.field.name} IS NOT NULL" for s in firms[:least]) if len(firms) >= least else "false"
        enough = f"CASE WHEN {most} THEN true ELSE {firm} > {FIRM} * ({held}) END"
        return f"(({' OR '.join(named)}) AND {enough})"

    def _judge(self, plain: bool) -> None:
        """Sends what took no short cut through the parser: verdicts to `odd`, values into their place.

        `plain`: the file has no marks for which its texts had to be looked through (`Shortcut.marked`).
        """
        numbers = [self.table.names.index(s.field.name) for s in self.shortcuts]
        self.connection.execute(f"""
            CREATE TABLE _spelt AS SELECT place, {numbers}[i]::INTEGER AS field, text FROM (
                SELECT rowid AS place, unnest(_odd) AS text, generate_subscripts(_odd, 1) AS i
                FROM {self.name} WHERE _odd IS NOT NULL) WHERE text IS NOT NULL""")
        for number, shortcut in zip(numbers, self.shortcuts, strict=True):
            if shortcut.text and not plain:
                self.connection.execute(
                    f"INSERT INTO _spelt SELECT rowid, {number}, {shortcut.field.name} FROM {self.name} "
                    f"WHERE {shortcut.marked}"
                )
        self.connection.execute(f"ALTER TABLE {self.name} DROP COLUMN _odd")
        spelt = self.connection.execute("SELECT DISTINCT field, text FROM _spelt ORDER BY ALL").fetchall()
        self.manner, self.notes = bulk_manner(self, spelt)
        self.parsers = {n: self.manner.reading(self.table.field(n), parse) for n, parse in self.parsers.items()}
        verdicts = [(number, text, *self._verdict(number, text)) for number, text in spelt]
        kinds = {"field": "INTEGER", "text": "VARCHAR", "shown": "VARCHAR", "value": "VARCHAR", "problem": "VARCHAR"}
        columns = [list(column) for column in zip(*verdicts, strict=True)] or [[] for _ in kinds]
        unnested = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in kinds.items())
        self.connection.execute(f"CREATE TABLE _verdicts AS SELECT {unnested}", columns)
        self.connection.execute(f"CREATE TABLE {self.odd} AS SELECT * FROM _spelt JOIN _verdicts USING (field, text)")
        self.connection.execute("DROP TABLE _spelt; DROP TABLE _verdicts")
        self.odd_fields = {self.table.names[number] for number, *_ in verdicts}
        texts = {self.table.names.index(s.field.name) for s in self.shortcuts if s.text}
        for number in sorted({number for number, _, _, value, _ in verdicts if value is not None or number in texts}):
            self._mend(number)

    def _verdict(self, number: int, text: str) -> tuple[str, str | None, str]:
        """The text as messages show it, the value as text, the problem."""
        value, problem = self.parsers[self.table.names[number]](text)
        return text_of(text)[:TEXT_LIMIT], None if value is None else str(value), problem

    def _mend(self, number: int) -> None:
        field = self.table.fields[number]
        kept = "text" if field.type == "string" and not (field.codelist or field.identifier) else "NULL"
        self.connection.execute(
            f"UPDATE {self.name} SET {field.name} = new.value::{SQL_TYPES[field.type]} FROM (SELECT place, value "
            f"FROM {self.odd} WHERE field = {number} AND value IS DISTINCT FROM {kept}) AS new "
            f"WHERE new.place = {self.name}.rowid"
        )


def _any_of(columns: Sequence[str]) -> str:
    """SQL that is true where one of these columns holds something; NULL, which takes no room, if there are none."""
    return f"coalesce({', '.join(columns)}) IS NOT NULL" if columns else "NULL::BOOLEAN"
