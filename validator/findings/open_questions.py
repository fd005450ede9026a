"""Why a rule stayed without an answer, cell by cell.

It is looked up when somebody reads it, in a query a table for all villages: a check that nobody reads pays nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from validator.engine.packing import UNANSWERED, answer_bit, column_of, columns_for, masks_of
from validator.findings.context import Context
from validator.findings.formatting import number
from validator.findings.wording import header_of, listed
from validator.pack.models import Pack, Table
from validator.plan.checks import Check

__all__ = ["FEW_RECORDS", "OpenQuestions", "base_tables"]

FEW_RECORDS = 3
"""Of up to so many records of a village it is said which cells lack; of more, how many they are."""
LISTED = 3


class _Gap(NamedTuple):
    """A cell without a value: the label of its field, whether it is blank (else it cannot be read), and its row."""

    label: str
    blank: bool
    row: str


class OpenQuestions:
    """The unanswered checks of a run; those of few records of a village are looked up."""

    def __init__(self, context: Context, looked_at: Callable[[str, int], Sequence[str]]) -> None:
        """`looked_at`: the fields of its own table that the check with a number looks at, by source and number."""
        self._context = context
        self._looked_at = looked_at
        self._few: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._gaps: dict[str, Mapping[tuple[int, str], Sequence[_Gap]]] = {}

    def note(self, source: str, check: int, village: str, count: int) -> Callable[[], str]:
        """Remembers that so many records of a village have no answer; what is returned says why."""
        if count <= FEW_RECORDS:
            self._few[source][check].append(village)
        return lambda: self._reason(source, check, village, count)

    def _reason(self, source: str, number_: int, village: str, count: int) -> str:
        check = self._context.run.check(source, number_)
        if source not in self._gaps:
            self._gaps[source] = self._looked_up(source)
        gaps = self._gaps[source].get((number_, village), ())
        return self._named(gaps) if gaps else self._counted(check, self._looked_at(source, number_), count)

    def _named(self, gaps: Sequence[_Gap]) -> str:
        """`Tanggal Lahir pada baris 8 kosong.`"""
        english = self._context.english
        said = []
        for row, blank in dict.fromkeys((gap.row, gap.blank) for gap in gaps):
            labels = [gap.label for gap in gaps if (gap.row, gap.blank) == (row, blank)]
            rest = len(labels) - LISTED
            more = [f"{rest} more" if english else f"{rest} isian lain"] if rest > 0 else []
            cells = listed([*labels[:LISTED], *more], english)
            state = (
                f"{'are' if len(labels) > 1 else 'is'} {'blank' if blank else 'unreadable'}"
                if english
                else ("kosong" if blank else "tidak terbaca")
            )
            said.append(f"{cells}{row} {state}")
        return f"{'; '.join(said)}."

    def _compared(self, check: Check) -> list[str]:
        """What a check draws on beside the fields of its record, in words."""
        pack, english = self._context.pack, self._context.english
        said = []
        for alias in sorted(check.aliases - {"_places"}):
            derived = pack.derived.get(alias)
            if alias == "previous" or (derived and derived.years > 1):
                said.append("the year before" if english else "tahun sebelumnya")
            else:
                said += [pack.tables[name].title for name in base_tables(pack, alias)]
        if not said and check.source != check.table.name:
            said.append(check.table.title)
        forms = list(dict.fromkeys(said))
        return forms[:LISTED]

    def _counted(self, check: Check, looked: Sequence[str], count: int) -> str:
        """What is blank or lacks its counterpart, where cells are not named one by one (or none of them is blank)."""
        english = self._context.english
        labels = [] if count <= FEW_RECORDS else [header_of(check.table.field(name).title) for name in looked]
        more = [("other cells" if english else "isian lain")] if len(labels) > LISTED else []
        words = ("atau", "or")
        parts = [*labels[:LISTED], *more]
        if forms := self._compared(check):
            titles = listed(forms, english, ("dan", "and"))
            parts.append(f"what it is compared with ({titles})" if english else f"pembandingnya ({titles})")
        named = listed(parts or ["a cell it needs" if english else "isian yang diperlukan"], english, words)
        if check.table.layout == "one_row" or count == 1:
            state = (
                f"{named} is blank, unreadable or missing."
                if english
                else f"{named} kosong, tidak terbaca, atau tidak ada."
            )
            return state[0].upper() + state[1:]
        rows = number(count, english)
        if english:
            return f"In {rows} rows {named} is blank, unreadable or missing."
        return f"Pada {rows} baris, {named} kosong, tidak terbaca, atau tidak ada."

    def _looked_up(self, source: str) -> Mapping[tuple[int, str], Sequence[_Gap]]:
        """The cells without a value of all that was noted for one source, by check and village."""
        wanted = self._few.get(source, {})
        if not wanted:
            return {}
        checks = self._context.run.checks[source]
        table, numbers = checks[0].table, sorted(wanted)
        fields = sorted({name for n in numbers for name in self._looked_at(source, n)})
        rows = self._records(source, checks, wanted, fields)
        problems = self._problems(table, [row[0] for row in rows])
        gaps: dict[tuple[int, str], list[_Gap]] = defaultdict(list)
        for row, line, village, *rest in rows:
            key, bits, empty = _cut(rest, len(table.key), len(columns_for(checks)))
            unanswered = masks_of(tuple(bits))[1]
            missing = {name for name, gone in zip(fields, empty, strict=True) if gone}
            for n in numbers:
                if unanswered >> n & 1 and village in wanted[n]:
                    for name in self._looked_at(source, n):
                        if name in missing:
                            gaps[n, village].append(
                                self._gap(table, name, line, key, problems.get((row, name), "blank"))
                            )
        return gaps

    def _records(
        self, source: str, checks: Sequence[Check], wanted: Mapping[int, Sequence[str]], fields: Sequence[str]
    ) -> list[tuple[object, ...]]:
        connection, table = self._context.connection, checks[0].table
        columns = ["base._row", "base._line", "h._village", *(f"base.{k}" for k in table.key)]
        columns += [f"h.a{i}" for i in columns_for(checks)] + [f"base.{name} IS NULL" for name in fields]
        hits = self._context.run.hits.table(connection, source)
        asked = [
            f"(h.{column_of(check)} & {answer_bit(check, UNANSWERED)}::UBIGINT <> 0 AND list_contains(?, h._village))"
            for check in (self._context.run.check(source, n) for n in wanted)
        ]
        return (
            connection.cursor()
            .execute(
                f"SELECT {', '.join(columns)} FROM {hits} AS h JOIN {source} AS self ON self._row = h._row"
                f" JOIN {table.name} AS base ON base._row = h._row WHERE {' OR '.join(asked)} ORDER BY base._row",
                [list(villages) for villages in wanted.values()],
            )
            .fetchall()
        )

    def _problems(self, table: Table, rows: Sequence[object]) -> Mapping[tuple[object, str], str]:
        number_ = list(self._context.pack.tables).index(table.name)
        found = self._context.connection.cursor().execute(
            "SELECT _row, field, problem FROM _cells WHERE tbl = ? AND list_contains(?, _row)", [number_, list(rows)]
        )
        return {(row, table.fields[field].name): problem for row, field, problem in found.fetchall()}

    def _gap(self, table: Table, name: str, line: object, key: Sequence[object], problem: str) -> _Gap:
        field = table.field(name)
        place = self._context.speech.place(table, key, field) if table.layout == "rows" else ""
        if not place and table.layout != "one_row":
            place = f" in row {line}" if self._context.english else f" pada baris {line}"
        return _Gap(header_of(field.title), problem == "blank", place)


def base_tables(pack: Pack, alias: str) -> Sequence[str]:
    """The declared tables from which `alias` draws: itself, or what a derived table is made of."""
    if alias in pack.tables:
        return [alias]
    return [t for need in pack.derived[alias].needs for t in base_tables(pack, need)] if alias in pack.derived else []


def _cut(values: Sequence[object], *lengths: int) -> list[Sequence[object]]:
    """The values in pieces of these lengths, and what is left."""
    found, at = [], 0
    for length in lengths:
        found.append(values[at : at + length])
        at += length
    return [*found, values[at:]]
