"""The query for the records that break some checks of one source, and what each fetched row is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from validator.engine.packing import VIOLATED, answer_bit, broken_bits, column_of, columns_for, masks_of
from validator.findings.context import Context
from validator.findings.counted import counted
from validator.findings.counted_rows import CountedRows
from validator.findings.formatting import placeholders
from validator.findings.identity import Identifier
from validator.findings.marking import parts_of
from validator.findings.partners import Meeting, among, joined, meeting_of
from validator.findings.twins import FETCH, Twins, columns_of, repeated
from validator.pack.models import TEXTS
from validator.plan.checks import Check, joins, needed
from validator.plan.conditions import PHYSICAL, prepare
from validator.plan.variadic import written_out

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["FETCH", "FoundRecord", "RecordQuery", "RowPlace"]

LONGEST = 2_000
"""Letters of a value that a rule of another pack shows, at most."""
_PLAIN = re.compile(r"VARCHAR|ENUM|[A-Z]*INT(?:EGER)?$|DOUBLE|FLOAT|DECIMAL|BOOLEAN|DATE|TIME|INTERVAL|\"NULL\"")
Group = tuple[int, str, int | None, tuple[object, ...]]
"""Check, village, year (of what does not outlive it) and key of a record."""


class RowPlace(Struct, frozen=True):
    """The place of a record."""

    source: int
    line: int
    village: str
    year: int


class FoundRecord(Struct, frozen=True):
    """A fetched row: its place, the checks it breaks, its key, and cells and shown values by column of the query.

    `row` is its number in the relation that is asked.
    """

    place: RowPlace
    row: int
    violated: int
    key: Sequence[object]
    values: Mapping[str, Any]


class RecordQuery:
    """The SELECT for some checks of one source and how its columns are laid out."""

    def __init__(self, context: Context, checks: Sequence[Check]) -> None:
        self.checks, self.table, self.source = checks, checks[0].table, checks[0].source
        self.derived = context.pack.derived.get(self.source)
        self.key = self.derived.key if self.derived else self.table.key
        self.chunks = columns_for(context.run.checks[self.source])
        own = {*self.table.names, *PHYSICAL}
        self.connection, self.pack = context.connection, context.pack
        if self.derived:
            own = set(context.run.plan.columns(self.source))
        self.held = columns_of(sorted(own) if self.derived else self.table.names)
        base = "base" if self.derived else "self"
        macros = context.pack.macros
        shows = {
            (c.number, n): prepare(written_out(s, macros), own, c.rule.parameters)
            for c in checks
            for n, s in c.rule.show.items()
            if context.english or not n.endswith("_en")
        }
        self.shown = {name: show.sql for (_, name), show in shows.items()}
        self.meetings = {c.number: m for c in checks if (m := meeting_of(c.rule, self.table.key))}
        self.counted = counted(self.derived, context.pack) if self.derived else None
        self.parts = {c.number: parts_of(c, own, macros, self.counted is not None) for c in checks}
        parts = [part for own_parts in self.parts.values() for part in own_parts]
        self.named = {c.number: tuple(dict.fromkeys([*c.blames, *sorted(_mentioned(c))])) for c in checks}
        fields = dict.fromkeys(f for names in self.named.values() for f in names)
        self.columns = {f: f"{base}.{f}" for f in fields}
        self.columns |= {f"{number}.{name}": show.sql for (number, name), show in shows.items()}
        self.columns |= {f"{n}.partners.{c}": f"p{n}.{c}" for n in self.meetings for c in ("n", "f")}
        self.columns |= {part.column: part.failed for part in parts}
        self.beside = joins(
            needed((*shows.values(), *(part.condition for part in parts))), self.source, context.pack, context.run.idle
        )
        self.base = base
        self.hits = context.run.hits.table(context.connection, self.source)

    def disproved(self, connection: DuckDBPyConnection) -> str:
        """Works out every shown value and fetches none; says which is none that a sentence can hold, or ''."""
        shown, rows = self.shown, self._from(None, self._beside())
        listed = ", ".join(f'{sql} AS "{name}"' for name, sql in shown.items())
        kinds = {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE SELECT {listed} {rows}").fetchall()}
        for name, kind in kinds.items():
            if kind.endswith("]") or not _PLAIN.match(kind):
                return f"{name} harus satu nilai, bukan {kind}"
        lengths = [
            f"max(strlen({sql}))" if kinds[name] == "VARCHAR" else f"count({sql})" for name, sql in shown.items()
        ]
        found = connection.execute(f"SELECT {', '.join(lengths)} {rows}").fetchone() or ()
        for (name, kind), length in zip(kinds.items(), found, strict=True):
            if kind == "VARCHAR" and (length or 0) > LONGEST:
                return f"{name} paling panjang {LONGEST} huruf, bukan {length}"
        return ""

    def sql(self, village: str | None) -> str:
        at = self._at
        columns = [*at, *(f"h.a{i}" for i in self.chunks), *self._keys, *self.columns.values()]
        order = f"ORDER BY {', '.join(at[2:3] + at[:2])}, {self.base}._row"
        return f"SELECT {', '.join(columns)} {self._from(village, self._beside())} {order}"

    def _from(self, village: str | None, beside: str = "") -> str:
        """The records that break any of the checks."""
        only = " AND h._village = ?" if village else ""
        located = f" JOIN {self.table.name} AS base ON base._row = h._row" if self.derived else ""
        bits = {i: broken_bits(self.checks, i) for i in self.chunks}
        wanted = " OR ".join(f"(h.a{i} & {b}::UBIGINT) <> 0" for i, b in bits.items() if b)
        return (
            f"FROM {self.hits} AS h JOIN {self.source} AS self ON self._row = h._row{located} {beside}"
            f" WHERE ({wanted}){only}"
        )

    def _beside(self) -> str:
        """All that is joined beside the records for what is said of them."""
        return f"{self.beside} {self._partners()}"

    def _partners(self) -> str:
        """The joins that bring the partner rows of the checks that name them."""
        named = ((check, self.meetings[check.number]) for check in self.checks if check.number in self.meetings)
        return " ".join(
            joined(f"p{check.number}", meeting, self.source, self.table.name, self._broken(check), self._among(meeting))
            for check, meeting in named
        )

    def _among(self, meeting: Meeting) -> str:
        return among(self.derived, meeting, self.pack)

    def _broken(self, check: Check) -> str:
        return f"SELECT _row FROM {self.hits} WHERE {column_of(check)} & {answer_bit(check, VIOLATED)}::UBIGINT <> 0"

    def record(self, values: Sequence[Any]) -> FoundRecord:
        at = 5 + len(self.chunks)
        violated = masks_of(tuple(values[5:at]))[0]
        key = values[at : at + len(self.key)]
        cells = dict(zip(self.columns, values[at + len(self.key) :], strict=True))
        return FoundRecord(RowPlace(*values[:4]), values[4], violated, key, cells)

    def twins(self, first: Sequence[Sequence[Any]], village: str | None) -> Twins:
        """What tells records with one key apart; `first` are all of them, unless they are many."""
        same = ["self._village", *([] if self._lasting else ["self._year"]), *self._keys]
        columns = [*self._at, *(f"h.a{i}" for i in self.chunks), *self._keys]
        asked = f"SELECT {', '.join(columns)} {self._from(village)}"
        rows = repeated(self.connection, first, asked, same, [village] if village else [])
        return Twins(self.connection, self.source, self.held, self._groups(rows))

    def counted_rows(self, village: str | None) -> CountedRows | None:
        """The rows that the records count together; None where each stands for one row."""
        if self.counted is None:
            return None
        broken = f"SELECT DISTINCT self._village, self._year {self._from(village)}"
        return CountedRows(self.connection, self.counted, self.checks, broken, [village] if village else [])

    def _groups(self, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Group, int, str]]:
        """For each record and check that it breaks, what tells it from others, and its row."""
        at = 5 + len(self.chunks)
        for values in rows:
            violated = masks_of(tuple(values[5:at]))[0]
            key = tuple(values[at : at + len(self.key)])
            for check in self.checks:
                if violated >> check.number & 1:
                    yield self._group(check.number, values[2], values[3], key), values[4], ""

    def _group(self, check: int, village: str, year: int, key: tuple[object, ...]) -> Group:
        return check, village, None if self._lasting else year, key

    @property
    def _at(self) -> list[str]:
        """The columns that say where a record stands."""
        return [*(f"{self.base}.{c}" for c in ("_src", "_line", "_village", "_year")), "self._row"]

    @property
    def _keys(self) -> list[str]:
        return [f"self.{name}" for name in self.key]

    @property
    def _lasting(self) -> bool:
        """Whether a record outlives its year: a family, a member."""
        return self.table.layout == "records"

    def id_of(self, record: FoundRecord, check: Check, identifier: Identifier, twins: Twins) -> str:
        """The id of the finding of a check about a record."""
        place = record.place
        group = self._group(check.number, place.village, place.year, tuple(record.key))
        key = () if check.once else record.key
        base = identifier.base(check.rule.id, place.village, group[2], self.source, key)
        return base + twins.suffix(group, record.row)


def _mentioned(check: Check) -> set[str]:
    texts = " ".join(getattr(check.rule, text) for text in TEXTS)
    return placeholders(texts) & set(check.table.names)
