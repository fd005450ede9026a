"""From the masks of answers to findings: reads just the cells a message needs, a rule at a time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from validator.engine.database import first_line
from validator.engine.limits import limited
from validator.findings.context import Context
from validator.findings.counted_rows import Cells, CountedRows, held, lines_of
from validator.findings.formatting import fill, mask_long_numbers, mask_name, masked, polished, shown
from validator.findings.identity import Identifier
from validator.findings.marking import failing, marked
from validator.findings.masking import mask_pieces
from validator.findings.models import Finding, Partner
from validator.findings.partners import Meeting, alone, named, others, records
from validator.findings.record_query import FoundRecord, RecordQuery, RowPlace
from validator.findings.speech import yearly
from validator.findings.twins import FETCH, Twins
from validator.findings.wording import header_of
from validator.pack.errors import DeclarationError
from validator.pack.models import Field, Rule, Table
from validator.plan.checks import Check
from validator.readers.sheets import column_letter
from validator.startup.duck import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TEXT = re.compile(r"'(?:[^']|'')*'")
_NAME = re.compile(r"[a-z_]\w*")


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


class FoundRecords(NamedTuple):
    """The records that break some checks of one source, the first of them fetched."""

    query: RecordQuery
    cursor: DuckDBPyConnection
    first: list[Any]
    twins: Twins
    counts: CountedRows | None


def ask(context: Context, checks: Sequence[Check], village: str | None = None) -> FoundRecords:
    """Asks for the records that break these checks of one source, in all villages or in one.

    Raises `DeclarationError` if the query cannot be run.
    """
    query = RecordQuery(context, checks)
    try:
        cursor = context.connection.cursor().execute(query.sql(village), [village] if village else [])
    except duckdb.Error as error:
        prove_shows(context, [check for check in checks if check.rule.show])
        raise DeclarationError(f"temuan tidak dapat disusun: {first_line(error)}") from error
    rows = cursor.fetchmany(FETCH)
    return FoundRecords(query, cursor, rows, query.twins(rows, village), query.counted_rows(village) if rows else None)


def findings_of(context: Context, asked: FoundRecords, spots: Spots | None = None) -> Iterator[Finding]:
    """Every finding about these records: row by row, in the order of village, file and row.

    Callers that want them rule by rule ask for one check at a time, or sort. What each is about is kept in `spots`.
    """
    query, identifier, rows = asked.query, Identifier(), asked.first
    while rows:
        for values in rows:
            record = query.record(values)
            for check in query.checks:
                if record.violated >> check.number & 1:
                    id_ = query.id_of(record, check, identifier, asked.twins)
                    blames = marked(check, query.parts[check.number], record.values)
                    if spots is not None:
                        key = tuple(record.key) if query.derived else ()
                        spots[id_] = Spot(check.table.name, record.row, check, blames, key)
                    cells = _counted(asked.counts, query, check, record)
                    yield _finding(context, query, check, record, id_, tuple(cells or blames), cells)
        rows = asked.cursor.fetchmany(FETCH)


def prove_shows(context: Context, checks: Sequence[Check]) -> None:
    """Works out the `show` of these checks, each alone, held to limits, before anything is written of them.

    Raises `DeclarationError` that names the rule whose `show` cannot be worked out, or takes too long or too much.
    """
    for check in checks:
        connection = context.connection.cursor()
        rows = sum(context.run.census.values())
        try:
            with limited(connection, f"show dari aturan {check.rule.id}", rows):
                if wrong := RecordQuery(context, [check]).disproved(connection):
                    raise DeclarationError(f"show dari aturan {check.rule.id}: {wrong}")
        except duckdb.Error as error:
            raise DeclarationError(
                f"show dari aturan {check.rule.id} tidak dapat dihitung: {first_line(error)}"
            ) from error


def _counted(counts: CountedRows | None, query: RecordQuery, check: Check, record: FoundRecord) -> Cells | None:
    """The cells that a record counts for the parts of a check that fail; None for a record that stands for one row."""
    if counts is None:
        return None
    fields = failing(check, query.parts[check.number], record.values)
    return counts.of(check, fields, record.place.village, record.place.year)


def _finding(
    context: Context,
    query: RecordQuery,
    check: Check,
    record: FoundRecord,
    id_: str,
    blames: Sequence[str],
    cells: Cells | None,
) -> Finding:
    table, meeting, names = check.table, query.meetings.get(check.number), query.named[check.number]
    texts = _texts(context, check, record, names, cells or {})
    plain = _texts(context.plain, check, record, names, cells or {}) if context.english else texts
    kept = {n: plain[n] for n in (*blames, *check.rule.show) if not n.endswith("_en")}
    if check.rule.table == "*":
        texts |= context.speech.of_any_form(table, record.key, record.place.year)
    met: tuple[Partner, ...] = ()
    if meeting:
        met, texts["partners"] = _met(context, meeting, check, record)
    place, lines = _lines(record.place, cells)
    return make_finding(context, check.rule, table, place, id_, blames, kept, texts, met, lines)


def _lines(place: RowPlace, cells: Cells | None) -> tuple[RowPlace, Mapping[str, Sequence[int]]]:
    """The place of a finding and the lines of its cells by field: those that are counted, else those of its record.

    The place has no line, and no field has one, where counted cells are too many to be marked or there are none.
    """
    if cells is None:
        return place, {}
    found = lines_of(cells)
    if found is None:
        return replace(place, line=0), {}
    source, lines = found
    return replace(place, source=source, line=min(map(min, filter(None, lines.values())))), lines


def _texts(context: Context, check: Check, record: FoundRecord, names: Sequence[str], cells: Cells) -> dict[str, str]:
    """What placeholders of the rule's texts print: fields by name, and what it shows."""
    table = check.table
    texts = {name: context.text(table, table.field(name), record.values[name]) for name in names}
    texts |= {name: held(context, table, name, found) for name, found in cells.items() if found}
    for name in check.rule.show:
        if context.english or not name.endswith("_en"):
            texts[name] = _extra_text(context, check, name, record.values[f"{check.number}.{name}"])
    return texts


def _met(context: Context, meeting: Meeting, check: Check, record: FoundRecord) -> tuple[tuple[Partner, ...], str]:
    """The partner rows of a record, and the words for them."""
    place = record.place
    found = record.values[f"{check.number}.partners.n"], record.values[f"{check.number}.partners.f"]
    first, more = others(meeting, found, (place.source, place.line, place.village))
    said = named(context.places, first, more, (place.source, place.village), context.english)
    return records(context.places, first), said


def _extra_text(context: Context, check: Check, name: str, value: object) -> str:
    """A value of `show`, masked like the fields that its expression is made of."""
    sql = check.rule.show[name]
    text = str(value) if yearly(name, sql, value) else shown(value, context.english)
    if context.show_personal or value is None:
        return text
    if context.may_be_foreign(check):
        return mask_long_numbers(_masked_by(context, context.lineage.of(sql, check.source), value, text))
    table, _, column = sql.rpartition(".")
    derived = context.pack.derived.get(table.strip(), context.pack.derived.get(check.source))
    if derived and column.strip() in derived.personal:
        text = masked(Field(column, column, personal=True, identifier=text.isdigit()), text)
    elif isinstance(value, str):
        text = masked(context.personal.get(column.strip()), text)
        if not context.free.isdisjoint(_named_in(sql)):
            text = context.words.shown(text)
    return mask_long_numbers(text)


@lru_cache(maxsize=1 << 10)
def _named_in(sql: str) -> frozenset[str]:
    """The names in an expression, without the texts in it."""
    return frozenset(_NAME.findall(_TEXT.sub("", sql)))


def _masked_by(context: Context, kinds: Collection[str], value: object, text: str) -> str:
    """A text with what it tells of persons hidden; numbers and dates that were worked out from names tell of nobody."""
    if isinstance(value, (date, time, timedelta, bool)) or not kinds:
        return text
    if "name" in kinds and not isinstance(value, (int, float, Decimal)):
        return mask_name(text)
    if "text" in kinds and isinstance(value, str):
        text = context.words.shown(text)
    return mask_pieces(text) if "number" in kinds else text


def make_finding(
    context: Context,
    rule: Rule,
    table: Table,
    place: RowPlace,
    id_: str,
    blames: Sequence[str],
    values: Mapping[str, str],
    texts: Mapping[str, str],
    partners: tuple[Partner, ...] = (),
    lines: Mapping[str, Sequence[int]] | None = None,
) -> Finding:
    """A finding of `rule` at `place`; `texts` fill the messages, `values` are what the finding keeps of them.

    `lines`: by field the lines of the cells that are marked, where they are others than that of `place`.
    """
    source = context.sources[place.source]
    known = [f for f in blames if f in source.columns]
    at = [(f, line) for f in known for line in (lines or {}).get(f, (place.line,))]

    def text(indonesian: str, english: str) -> str:
        template = context.speech.said(indonesian, english)
        if "{" not in template:
            return template
        if not partners and "{partners}" in template:
            template = alone(template)
        filled = polished(fill(template, texts))
        return filled if context.show_personal else mask_long_numbers(filled)

    return Finding(
        id=id_,
        rule=rule.id,
        title=context.speech.said(rule.title, rule.title_en),
        severity=rule.severity,
        dimension=rule.dimension,
        village=place.village,
        year=place.year,
        table=table.name,
        table_title=table.title,
        file=source.file,
        sheet=source.sheet,
        row=place.line,
        columns=tuple(known),
        headers=tuple(header_of(source.headers.get(f) or table.field(f).title) for f in known),
        cells=tuple(f"{column_letter(source.columns[f])}{line}" for f, line in at if line),
        values=dict(values),
        message=text(rule.message, rule.message_en),
        why=text(rule.why, rule.why_en),
        fix=text(rule.fix, rule.fix_en),
        menu=table.menu,
        documents=context.speech.books.of(rule, table.name, blames[0] if blames else ""),
        role=rule.role,
        basis=rule.basis,
        minutes=rule.minutes,
        mode=rule.mode,
        trial=rule.status == "uji_coba",
        partners=partners,
    )
