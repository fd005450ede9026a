"""From the masks of answers to findings: reads just the cells a message needs, a rule at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from validator.declarations.errors import DeclarationError
from validator.declarations.models import Field, Pack, Rule, Table
from validator.duck import duckdb
from validator.engine.checks import Check, joins, needed
from validator.engine.conditions import PHYSICAL, prepare
from validator.engine.database import first_line
from validator.engine.packing import broken_bits, columns_for, masks_of
from validator.engine.running import Run
from validator.engine.variadic import written_out
from validator.exports.sheets import column_letter
from validator.findings.formatting import fill, mask_long_numbers, masked, placeholders, shown
from validator.findings.identity import Identifier
from validator.findings.models import Finding

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FETCH = 10_000


class Source(Struct, frozen=True):
    """Where rows came from: one recognised sheet. `columns` and `headers` are by field name."""

    file: str
    sheet: str
    table: str
    columns: Mapping[str, int]
    headers: Mapping[str, str]


class Context(Struct, frozen=True, dict=True):
    """What every rendering needs. `show_personal` lifts the masks."""

    connection: DuckDBPyConnection
    pack: Pack
    run: Run
    sources: Sequence[Source]
    show_personal: bool = False
    lang: str = "id"

    @cached_property
    def personal(self) -> Mapping[str, Field]:
        """The personal fields of all tables by name."""
        return {f.name: f for t in self.pack.tables.values() for f in t.fields if f.personal}

    def text(self, field: Field | None, value: object) -> str:
        plain = shown(value)
        return plain if self.show_personal else masked(field, plain)


class Row(Struct, frozen=True):
    """The place of a record."""

    source: int
    line: int
    village: str
    year: int


class Spot(Struct, frozen=True):
    """What a finding is about: the row of a table, and the check broken there or the cells that cannot be right.

    `key` tells a record of a derived table apart, wherever its row is.
    """

    table: str
    row: int
    check: Check | None
    fields: tuple[str, ...] = ()
    key: tuple[object, ...] = ()


Spots = dict[str, Spot]
"""By the id of the finding."""


def check_findings(
    context: Context,
    checks: Sequence[Check],
    village: str | None = None,
    spots: Spots | None = None,
    roots: Callable[[str, int], Mapping[int, int]] = lambda _source, _violated: {},
) -> Iterator[Finding]:
    """Every finding of some checks of one source: row by row, in the order of village, file and row.

    Callers that want them rule by rule ask for one check at a time, or sort. What each is about is kept in `spots`;
    `roots` says of a record that breaks the checks of a mask which follow from which (by their numbers).
    """
    query = _Query(context, checks)
    identifiers = {check.number: Identifier() for check in checks}
    try:
        cursor = context.connection.cursor().execute(query.sql(village), [village] if village else [])
    except duckdb.Error as error:
        rules = ", ".join(sorted(check.rule.id for check in checks if check.rule.show))
        raise DeclarationError(
            f"show dari salah satu aturan {rules} tidak dapat dihitung: {first_line(error)}"
        ) from error
    while rows := cursor.fetchmany(FETCH):
        for values in rows:
            record = query.record(values)
            for check in checks:
                if record.violated >> check.number & 1:
                    root = roots(query.source, record.violated).get(check.number)
                    ids = query.ids(record, check, root, identifiers[check.number])
                    if spots is not None:
                        key = tuple(record.key) if query.derived else ()
                        spots[ids[0]] = Spot(check.table.name, record.row, check, check.blames, key)
                    yield _finding(context, check, record, *ids)


class Record(Struct, frozen=True):
    """A fetched row: its place, the checks it breaks, its key, and cells and shown values by column of the query."""

    place: Row
    row: int
    violated: int
    key: Sequence[object]
    values: Mapping[str, object]


class _Query:
    """The SELECT for some checks of one source and how its columns are laid out."""

    def __init__(self, context: Context, checks: Sequence[Check]) -> None:
        self.checks, self.table, self.source = checks, checks[0].table, checks[0].source
        self.derived = context.pack.derived.get(self.source)
        self.key = self.derived.key if self.derived else self.table.key
        self.chunks = columns_for(len(context.run.checks[self.source]))
        own = {*self.table.names, *PHYSICAL}
        if self.derived:
            own = {c[0] for c in context.connection.cursor().execute(f"DESCRIBE {self.source}").fetchall()}
        base = "base" if self.derived else "self"
        macros = context.pack.macros
        shows = {
            (c.number, n): prepare(written_out(s, macros), own, c.rule.parameters)
            for c in checks
            for n, s in c.rule.show.items()
        }
        fields = dict.fromkeys(f for c in checks for f in (*c.blames, *sorted(_mentioned(c))))
        self.columns = {f: f"{base}.{f}" for f in fields}
        self.columns |= {f"{number}.{name}": show.sql for (number, name), show in shows.items()}
        self.beside = joins(needed(shows.values()), self.source, context.pack, context.run.idle)
        self.base = base
        self.hits = context.run.hits.table(context.connection, self.source)

    def sql(self, village: str | None) -> str:
        at = [f"{self.base}.{c}" for c in ("_src", "_line", "_village", "_year")]
        answers = [f"h.a{i}" for i in self.chunks]
        columns = [*at, "h._row", *answers, *(f"self.{k}" for k in self.key), *self.columns.values()]
        located = f" JOIN {self.table.name} AS base ON base._row = h._row" if self.derived else ""
        bits = {i: broken_bits(self.checks, i) for i in self.chunks}
        wanted = " OR ".join(f"(h.a{i} & {b}::UBIGINT) <> 0" for i, b in bits.items() if b)
        only = " AND h._village = ?" if village else ""
        return (
            f"SELECT {', '.join(columns)} FROM {self.hits} AS h"
            f" JOIN {self.source} AS self ON self._row = h._row{located} {self.beside}"
            f" WHERE ({wanted}){only} ORDER BY {', '.join(at[2:3] + at[:2])}, {self.base}._row"
        )

    def record(self, values: Sequence[Any]) -> Record:
        at = 5 + len(self.chunks)
        violated = masks_of(tuple(values[5:at]))[0]
        key = values[at : at + len(self.key)]
        cells = dict(zip(self.columns, values[at + len(self.key) :], strict=True))
        return Record(Row(*values[:4]), values[4], violated, key, cells)

    def ids(self, record: Record, check: Check, root: int | None, identifier: Identifier) -> tuple[str, str]:
        """The id of the finding, and that of its root or ''."""
        year = None if self.table.layout == "records" else record.place.year

        def base(rule: Rule) -> str:
            return identifier.base(rule.id, record.place.village, year, self.source, record.key)

        own = base(check.rule)
        unique = identifier.unique(own)
        suffix = unique[len(own) :]
        siblings = {c.number: c for c in self.checks}
        return unique, base(siblings[root].rule) + suffix if root in siblings else ""


def _mentioned(check: Check) -> set[str]:
    rule = check.rule
    texts = " ".join([rule.message, rule.message_en, rule.fix, rule.fix_en, rule.why, rule.why_en])
    return placeholders(texts) & set(check.table.names)


def _finding(context: Context, check: Check, record: Record, id_: str, root: str) -> Finding:
    table = check.table
    names = dict.fromkeys([*check.blames, *sorted(_mentioned(check))])
    texts = {name: context.text(table.field(name), record.values[name]) for name in names}
    for name in check.rule.show:
        texts[name] = _extra_text(context, check, name, record.values[f"{check.number}.{name}"])
    kept = {n: texts[n] for n in (*check.blames, *check.rule.show) if not n.endswith("_en")}
    return make_finding(context, check.rule, table, record.place, id_, check.blames, kept, texts, root)


def _extra_text(context: Context, check: Check, name: str, value: object) -> str:
    """A value of `show`: masked where its expression is a bare personal field, or a number long enough to be a NIK."""
    column = check.rule.show[name].split(".")[-1].strip()
    text = shown(value)
    if context.show_personal:
        return text
    derived = context.pack.derived.get(
        check.rule.show[name].split(".")[0].strip(), context.pack.derived.get(check.source)
    )
    if derived and column in derived.personal:
        return masked(Field(column, column, personal=True, identifier=text.isdigit()), text)
    return masked(context.personal.get(column), text) if isinstance(value, str) else text


def make_finding(
    context: Context,
    rule: Rule,
    table: Table,
    place: Row,
    id_: str,
    blames: Sequence[str],
    values: Mapping[str, str],
    texts: Mapping[str, str],
    root: str = "",
) -> Finding:
    """A finding of `rule` at `place`; `texts` fill the messages, `values` are what the finding keeps of them."""
    source = context.sources[place.source]
    at = [(f, source.columns[f]) for f in blames if f in source.columns]

    def text(indonesian: str, english: str) -> str:
        template = english if context.lang == "en" and english else indonesian
        return fill(template, texts) if context.show_personal else mask_long_numbers(fill(template, texts))

    return Finding(
        id=id_,
        rule=rule.id,
        title=rule.title_en if context.lang == "en" and rule.title_en else rule.title,
        severity=rule.severity,
        dimension=rule.dimension,
        village=place.village,
        year=place.year,
        table=table.name,
        table_title=table.title,
        file=source.file,
        sheet=source.sheet,
        row=place.line,
        columns=tuple(f for f, _ in at),
        headers=tuple(source.headers.get(f) or table.field(f).title for f, _ in at),
        cells=tuple(f"{column_letter(i)}{place.line}" if place.line else "" for _, i in at),
        values=dict(values),
        message=text(rule.message, rule.message_en),
        why=text(rule.why, rule.why_en),
        fix=text(rule.fix, rule.fix_en),
        menu=table.menu,
        documents=rule.documents,
        role=rule.role,
        basis=rule.basis,
        minutes=rule.minutes,
        mode=rule.mode,
        root=root,
        trial=rule.status == "uji_coba",
    )
