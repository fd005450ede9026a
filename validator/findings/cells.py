"""Findings about single cells: what the reader could not make sense of, and what was left blank.

The text of each finding comes from the rule with `constraint:` that fits best: for that field, else for that table,
else for all. Blanks of fields that are not required are one finding a record (or, for members, one a column).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from validator.cells.slips import SLIPPED
from validator.engine.packing import columns_for, masks_of
from validator.findings.blank_words import LISTED_ROWS, Blank, blank_texts, column_texts, header
from validator.findings.cell_twins import as_cells, cell_twins, group_of, year_of
from validator.findings.context import Context
from validator.findings.formatting import EMPTIES, EMPTY
from validator.findings.identity import Identifier
from validator.findings.models import Finding
from validator.findings.record_query import RowPlace
from validator.findings.rendering import Spot, Spots, make_finding
from validator.findings.twins import FETCH, repeated
from validator.findings.wording import amount, bound, choices, unit_written
from validator.pack.models import Field, Pack, Rule, Table
from validator.pack.stand_ins import variant
from validator.plan.checks import Check

BLANKS = ("blank", "artefact")
_NUMBERS = re.compile(r"\d+")


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
        title_en=f"{field.title}: {kind}",
        message="{header}{place} berisi '{value}', yang tidak memenuhi syarat " + kind + ".",
        message_en="{header}{place} reads '{value}', which does not meet the condition " + kind + ".",
        why="Skema formulir menetapkan syarat ini.",
        why_en="The schema of the form sets this condition.",
        fix="Perbaiki isian ini di Prodeskel sesuai dokumen sumbernya.",
        fix_en="Correct this cell in Prodeskel from its source document.",
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
        columns = "".join(f", h.a{i}" for i in columns_for(checks))
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
    """Findings for the cells of one table, and for what its records left blank; `spots` as in `findings_of`."""
    spots = {} if spots is None else spots
    yield from _single(context, rules, table, village, spots)
    yield from _blanks(context, rules, table, village, spots)


def _single(context: Context, rules: CellRules, table: Table, village: str | None, spots: Spots) -> Iterator[Finding]:
    asked = f"""SELECT b._src, b._line, b._village, b._year, b._row, c.field, c.problem, c.text, {_keys(table)}
            FROM _cells AS c JOIN {table.name} AS b ON b._row = c._row
            WHERE c.tbl = {list(context.pack.tables).index(table.name)} AND NOT c.optional
              {"AND c._village = ?" if village else ""}"""
    given = [village] if village else []
    cursor = context.connection.cursor().execute(
        f"{asked} ORDER BY c.field, c.problem, b._village, b._src, b._line, b._row", given
    )
    identifier = Identifier()
    rows = cursor.fetchmany(FETCH)
    same = ["c.field", "c.problem", "b._village", *year_of(table), _keys(table)]
    twins = cell_twins(context.connection, table, repeated(context.connection, rows, asked, same, given))
    while rows:
        for source, line, code, year, row, number, problem, text, *key in rows:
            field = table.fields[number]
            rule = rules.of(table, field, problem)
            place = RowPlace(source, line, code, year)
            suffix = twins.suffix(group_of(table, code, year, number, problem, key), row)
            unique = _id(identifier, rule, table, place, [field.name, *key]) + suffix
            spots[unique] = Spot(table.name, row, None, (field.name,))
            value = EMPTIES[context.english] if problem == "blank" else _value(context, table, field, problem, text)
            kept = EMPTY if value in EMPTIES else value
            texts = _texts(context, place, table, field, key) | {"value": value, field.name: value}
            texts |= _said_of(context, rule, problem, table, field, text, value)
            yield make_finding(context, rule, table, place, unique, (field.name,), {field.name: kept}, texts)
        rows = cursor.fetchmany(FETCH)


def _value(context: Context, table: Table, field: Field, problem: str, text: str) -> str:
    """The cell as found; the mark of a shifted row tells of no person."""
    if problem == "shifted":
        return text.removeprefix(SLIPPED).strip()
    return context.found(table, field, problem, text) if text else EMPTIES[context.english]


def _texts(context: Context, place: RowPlace, table: Table, field: Field, key: Sequence[object]) -> dict[str, str]:
    """What texts about any cell may name: its heading, row and form."""
    where = "" if table.layout == "records" else context.speech.place(table, key, field)
    return {"header": header(context, place, field), "place": where, "formulir": table.title}


def _said_of(
    context: Context, rule: Rule, problem: str, table: Table, field: Field, text: str, value: str
) -> Mapping[str, str]:
    """What texts about this kind of problem may name; only what needs no looking up is given to all."""
    english = context.english
    if problem == "not_in_list":
        named = "{choices}" in context.speech.said(rule.message, rule.message_en)
        return {"choices": choices(context.pack.codelists.get(field.codelist), text, english)} if named else {}
    if problem == "shifted":
        return dict(zip(("entries", "headings"), _NUMBERS.findall(text), strict=False))
    if problem == "unit":
        return {"unit": unit_written(text, english, lambda unit: context.found(table, field, problem, unit))}
    if problem in ("minimum", "maximum"):
        limits = {"minimum": field.minimum, "maximum": field.maximum}
        return {name: bound(limit, field, english) for name, limit in limits.items()} | {"amount": amount(value, field)}
    return {}


def _keys(table: Table) -> str:
    return ", ".join(f"b.{k}" for k in table.key) or "''"


def _id(identifier: Identifier, rule: Rule, table: Table, place: RowPlace, key: Sequence[object]) -> str:
    year = None if table.layout == "records" else place.year
    return identifier.base(rule.id, place.village, year, table.name, key)


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
    found = cursor.fetchall()
    twins = cell_twins(context.connection, table, as_cells(found)) if by_record else None
    for source, line, code, year, numbers, count, lines, files, row, *key in found:
        fields = [table.fields[n] for n in numbers]
        rule = rules.of(table, fields[0], "blank")
        place = RowPlace(source, line, code, year)
        base = _id(identifier, rule, table, place, key if by_record else [fields[0].name])
        if by_record:
            texts = blank_texts(context, table, place, fields, key)
        else:
            texts = column_texts(context, table, place, fields[0], Blank(count, records[code], lines, files))
        names = [f.name for f in fields]
        blank = dict.fromkeys(names, EMPTY)
        id_ = base + twins.suffix(group_of(table, code, year, 0, "", key), row) if twins else base
        if by_record or count == 1:
            spots[id_] = Spot(table.name, row, None, tuple(names))
        yield make_finding(context, rule, table, place, id_, names, blank, texts)


def _records(context: Context, table: Table) -> Mapping[str, int]:
    """How many records of a table each village has under review."""
    found: Counter[str] = Counter()
    for lot, rows in context.run.census.items():
        if lot.review and lot.table == table.name:
            found[lot.village] += rows
    return found
