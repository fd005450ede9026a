"""Findings about single cells: what the reader could not make sense of, and what was left blank.

The text of each finding comes from the rule with `constraint:` that fits best: for that field, else for that table,
else for all. Blanks of fields that are not required are one finding a record (or, for members, one a column).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from validator.declarations.models import Field, Pack, Rule, Table
from validator.declarations.stand_ins import variant
from validator.engine.checks import Check
from validator.engine.packing import columns_for, masks_of
from validator.exports.slips import SLIPPED
from validator.findings.formatting import EMPTY, shown
from validator.findings.identity import Identifier
from validator.findings.models import Finding
from validator.findings.rendering import FETCH, Context, Row, Spot, Spots, make_finding

BLANKS = ("blank", "artefact")
LISTED_BLANKS = 12
LISTED_ROWS = 6


class CellCount(Struct, frozen=True):
    """`cells` of a village's table with the same problem; `optional` if they are no more than optional blanks."""

    village: str
    table: Table
    field: Field
    problem: str
    rule: Rule
    optional: bool
    cells: int


class CellRules:
    """Which rule speaks for a cell problem."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.rules = [r for r in pack.rules if r.constraint and r.status != "mati"]
        self._known: dict[tuple[str, str, str], Rule] = {}

    def of(self, table: Table, field: Field, problem: str) -> Rule:
        key = (table.name, field.name, problem)
        if key not in self._known:
            self._known[key] = self._of(table, field, problem)
        return self._known[key]

    def _of(self, table: Table, field: Field, problem: str) -> Rule:
        kind = "required" if problem == "blank" and field.required else problem
        fitting = [r for r in self.rules if r.constraint == kind and {"*", table.name} & {r.table, *r.also}]
        fitting = [r for r in fitting if not r.fields or field.name in r.fields]
        best = max(fitting, key=lambda r: (bool(r.fields), r.table != "*"), default=None)
        if best and table.name in best.also:
            return variant(best, table.name, self.pack)
        return best or _unnamed(table, field, kind)


def _unnamed(table: Table, field: Field, kind: str) -> Rule:
    """A constraint for which no pack has words still yields a finding."""
    return Rule(
        id=f"{table.name}.{field.name}:{kind}",
        title=f"{field.title}: {kind}",
        severity="error",
        dimension="validity",
        message="Isian {header} berisi “{value}” dan tidak memenuhi syarat " + kind + ".",
        why="Skema formulir menetapkan syarat ini.",
        fix="Perbaiki isian ini di Prodeskel sesuai dokumen sumbernya.",
        constraint=kind,
    )


def cell_counts(context: Context, rules: CellRules) -> Iterator[CellCount]:
    """How many cells of each village, table and field have which problem."""
    tables = list(context.pack.tables.values())
    rows = context.connection.execute(
        "SELECT tbl, _village, field, problem, optional, count(*) FROM _cells GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for number, village, place, problem, optional, count in rows:
        table, field = tables[number], tables[number].fields[place]
        yield CellCount(village, table, field, problem, rules.of(table, field, problem), optional, count)


def blank_counts(context: Context, rules: CellRules) -> Iterator[tuple[str, Rule, int]]:
    """(village, rule, findings) for what was left blank without being required."""
    tables = list(context.pack.tables.values())
    rows = context.connection.execute(
        "SELECT tbl, _village, min(field), count(DISTINCT _row), count(DISTINCT field) "
        "FROM _cells WHERE optional GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for number, village, field, records, columns in rows:
        table = tables[number]
        count = columns if table.layout == "records" else records
        yield village, rules.of(table, table.fields[field], "blank"), count


def overlaps(context: Context, rules: CellRules) -> Counter[str]:
    """By village: cells with an error of their own that an error rule of their record blames as well."""
    found: Counter[str] = Counter()
    for number in _with_problems(context):
        table = list(context.pack.tables.values())[number]
        checks = context.run.checks.get(table.name, ())
        columns = "".join(f", h.a{i}" for i in columns_for(len(checks)))
        rows = context.connection.execute(f"""
            SELECT c._village, c.field, c.problem, count(*) {columns}
            FROM _cells AS c JOIN {context.run.hits.table(context.connection, table.name)} AS h ON h._row = c._row
            WHERE c.tbl = {number} AND c.problem NOT IN {BLANKS} GROUP BY ALL ORDER BY ALL""").fetchall()
        for village, place, problem, count, *answers in rows:
            field = table.fields[place]
            rule = rules.of(table, field, problem)
            broken = [c for c in checks if masks_of(tuple(answers))[0] >> c.number & 1]
            if rule.severity == "error" and rule.status == "aktif" and field.name in blamed(broken):
                found[village] += count
    return found


def blamed(broken: Iterable[Check]) -> set[str]:
    """The fields that the error rules among these blame."""
    counting = [c for c in broken if c.rule.severity == "error" and c.rule.status == "aktif"]
    return {f for c in counting for f in c.blames}


def _with_problems(context: Context) -> list[int]:
    """The numbers of the tables that were asked something and hold cells with more than a blank."""
    asked = {i for i, name in enumerate(context.pack.tables) if name in context.run.checks}
    rows = context.connection.execute(f"SELECT DISTINCT tbl FROM _cells WHERE problem NOT IN {BLANKS}").fetchall()
    return sorted(asked & {row[0] for row in rows})


def cell_findings(
    context: Context, rules: CellRules, table: Table, village: str | None = None, spots: Spots | None = None
) -> Iterator[Finding]:
    """Findings for the cells of one table, and for what its records left blank; `spots` as in `check_findings`."""
    spots = {} if spots is None else spots
    yield from _single(context, rules, table, village, spots)
    yield from _blanks(context, rules, table, village, spots)


def _single(context: Context, rules: CellRules, table: Table, village: str | None, spots: Spots) -> Iterator[Finding]:
    cursor = context.connection.cursor().execute(
        f"""SELECT b._src, b._line, b._village, b._year, c._row, c.field, c.problem, c.text, {_keys(table)}
            FROM _cells AS c JOIN {table.name} AS b ON b._row = c._row
            WHERE c.tbl = {list(context.pack.tables).index(table.name)} AND NOT c.optional
              {"AND c._village = ?" if village else ""}
            ORDER BY c.field, c.problem, b._village, b._src, b._line, b._row""",
        [village] if village else [],
    )
    identifier = Identifier()
    while rows := cursor.fetchmany(FETCH):
        for source, line, code, year, row, number, problem, text, *key in rows:
            field = table.fields[number]
            rule = rules.of(table, field, problem)
            place = Row(source, line, code, year)
            unique = identifier.unique(_id(identifier, rule, table, place, [field.name, *key]))
            spots[unique] = Spot(table.name, row, None, (field.name,))
            value = EMPTY if problem == "blank" else _value(context, field, problem, text)
            texts = {"header": _header(context, place, field), "value": value, field.name: value}
            yield make_finding(context, rule, table, place, unique, (field.name,), {field.name: value}, texts)


def _value(context: Context, field: Field, problem: str, text: str) -> str:
    """The cell as found; the mark of a shifted row tells of no person."""
    return text.removeprefix(SLIPPED).strip() if problem == "shifted" else context.text(field, text or EMPTY)


def _keys(table: Table) -> str:
    return ", ".join(f"b.{k}" for k in table.key) or "''"


def _id(identifier: Identifier, rule: Rule, table: Table, place: Row, key: Sequence[object]) -> str:
    year = None if table.layout == "records" else place.year
    return identifier.base(rule.id, place.village, year, table.name, key)


def _header(context: Context, place: Row, field: Field) -> str:
    return context.sources[place.source].headers.get(field.name) or field.title


def _blanks(context: Context, rules: CellRules, table: Table, village: str | None, spots: Spots) -> Iterator[Finding]:
    """One finding a record that left optional fields blank; for members, one a column and village."""
    by_record = table.layout != "records"
    group = "b._row" if by_record else "c.field"
    cursor = context.connection.cursor().execute(
        f"""SELECT arg_min(b._src, b._row), arg_min(b._line, b._row), b._village, max(b._year),
                   list(DISTINCT c.field ORDER BY c.field), count(*),
                   list(b._line ORDER BY b._row)[:{LISTED_ROWS + 1}], count(DISTINCT b._src), min(b._row),
                   {", ".join(f"any_value(b.{k})" for k in table.key) or "''"}
            FROM _cells AS c JOIN {table.name} AS b ON b._row = c._row
            WHERE c.tbl = {list(context.pack.tables).index(table.name)} AND c.optional
              {"AND c._village = ?" if village else ""}
            GROUP BY b._village, {group} ORDER BY b._village, min(b._row), {group}""",
        [village] if village else [],
    )
    identifier = Identifier()
    records = {} if by_record else _records(context, table)
    for source, line, code, year, numbers, count, lines, files, row, *key in cursor.fetchall():
        fields = [table.fields[n] for n in numbers]
        rule = rules.of(table, fields[0], "blank")
        place = Row(source, line, code, year)
        base = _id(identifier, rule, table, place, key if by_record else [fields[0].name])
        if by_record:
            texts = _blank_texts(context, table, place, fields, count)
        else:
            texts = _column_texts(context, table, place, fields[0], _Blank(count, records[code], lines, files))
        names = [f.name for f in fields]
        unique = identifier.unique(base)
        if by_record or count == 1:
            spots[unique] = Spot(table.name, row, None, tuple(names))
        yield make_finding(context, rule, table, place, unique, names, dict.fromkeys(names, EMPTY), texts)


class _Blank(Struct, frozen=True):
    """A column blank in `count` of a village's `records`; `lines` are the first of these rows, from so many `files`."""

    count: int
    records: int
    lines: Sequence[int]
    files: int

    @property
    def where(self) -> str:
        """The rows, where that says more than their number: some of them, all in one file."""
        if self.count == self.records or self.files > 1:
            return ""
        more = ", …" if self.count > LISTED_ROWS else ""
        return f" (baris {', '.join(map(str, self.lines[:LISTED_ROWS]))}{more})"


def _records(context: Context, table: Table) -> Mapping[str, int]:
    """How many records of a table each village has under review."""
    found: Counter[str] = Counter()
    for lot, rows in context.run.census.items():
        if lot.review and lot.table == table.name:
            found[lot.village] += rows
    return found


def _column_texts(context: Context, table: Table, place: Row, field: Field, blank: _Blank) -> Mapping[str, str]:
    header = _header(context, place, field)
    of = f"{shown(blank.count)} dari {shown(blank.records)} baris"
    return {
        "kosong": f"{header} kosong pada {of}{blank.where}",
        "jumlah_kosong": shown(blank.count),
        "jumlah_isian": shown(blank.records),
        "daftar": header,
        "header": header,
        "value": EMPTY,
        "formulir": table.title,
    }


def _blank_texts(context: Context, table: Table, place: Row, fields: Sequence[Field], count: int) -> Mapping[str, str]:
    headers = [_header(context, place, f) for f in fields]
    more = f", dan {len(headers) - LISTED_BLANKS} isian lain" if len(headers) > LISTED_BLANKS else ""
    expected = sum(f.expected for f in table.fields)
    listed = "; ".join(headers[:LISTED_BLANKS]) + more
    return {
        "kosong": f"{shown(count)} dari {shown(expected)} isian kosong: {listed}",
        "jumlah_kosong": shown(count),
        "jumlah_isian": shown(expected),
        "daftar": listed,
        "header": headers[0],
        "value": EMPTY,
        "formulir": table.title,
    }
