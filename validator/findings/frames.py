"""What a check read and answered, as DataFrames: for analysts, and for those who check the checker.

Values are unmasked. Whole numbers are `Int64`, dates `datetime64`, all else as DuckDB gives it; blank is NA.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from validator.engine.packing import NOT_ASKED, UNANSWERED, VIOLATED, answer_bit, column_of
from validator.findings.context import Context
from validator.plan.checks import Check
from validator.plan.conditions import PHYSICAL, prepare

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Frames"]

PLACE = ("_row", "_src", "_line", "_village", "_year", "_copies")


class Frames:
    """The rows under review of each table, what is wrong with their cells, and how each rule was answered.

    >>> from validator import check
    >>> frames = check("samples/2026/6311032021_putat_basiun", date="2026-11-24").frames
    >>> frames.rows("t45")[["_village", "laki_laki", "perempuan", "jumlah"]]
         _village  laki_laki  perempuan  jumlah
    0  6311032021        184        217     411
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of which rows are under review, in the pack's order."""
        seen = {lot.table for lot in self._context.run.census if lot.review}
        return tuple(name for name in self._context.pack.tables if name in seen)

    @property
    def sources(self) -> Mapping[str, Sequence[Check]]:
        """The tables and derived tables that were asked something, with the questions."""
        return self._context.run.checks

    def rows(self, table: str) -> pd.DataFrame:
        """The typed rows of a table: `_row` (a number of the run), `_src`, `_line`, `_village`, `_year`, `_copies`
        (rows with the same key), then its fields. `KeyError` for a table that is not declared.
        """
        names = [*PLACE, *self._context.pack.tables[table].names]
        if table not in self.tables:
            return self._frame(f"SELECT {', '.join(f'NULL AS {n}' for n in names)} LIMIT 0")
        fields = self._context.pack.tables[table].fields
        lists = {"_village", *(field.name for field in fields if field.codelist)}
        listed = ", ".join(f"{n}::VARCHAR AS {n}" if n in lists else n for n in names)
        return self._frame(f"SELECT {listed} FROM {table} WHERE _review ORDER BY _row")

    def cells(self, table: str) -> pd.DataFrame:
        """What is wrong with single cells of a table: `_row`, `field`, `problem`, `text` as found."""
        number = list(self._context.pack.tables).index(table)
        frame = self._frame(f"SELECT _row, field, problem, text FROM _cells WHERE tbl = {number} ORDER BY ALL")
        frame["field"] = [self._context.pack.tables[table].fields[n].name for n in frame["field"]]
        return frame

    def applicable(self, table: str) -> pd.DataFrame:
        """`_row`, and for each field with `applies_when` whether it applies to the record."""
        declared = self._context.pack.tables[table]
        conditions = {f.name: f.applies_when for f in declared.fields if f.applies_when}
        known = {*declared.names, *PHYSICAL}
        asked = [f"({prepare(sql, known, {}).sql}) IS TRUE AS {name}" for name, sql in conditions.items()]
        return self._frame(f"SELECT {', '.join(['_row', *asked])} FROM {table} AS self WHERE _review ORDER BY _row")

    def present(self, source: int) -> frozenset[str]:
        """The fields that the sheet with this number (`_src`) has a column for."""
        return frozenset(self._context.sources[source].columns)

    def place(self, source: int) -> str:
        """The file and sheet with this number, to be named to people."""
        found = self._context.sources[source]
        return f"{found.file} [{found.sheet}]" if found.sheet else found.file

    def said(self, table: str, field: str, text: str) -> str:
        """The text of a cell that is no answer of its list, as others may read it."""
        declared = self._context.pack.tables[table]
        return self._context.found(declared, declared.field(field), "not_in_list", text)

    def answers(self, source: str) -> pd.DataFrame:
        """`_row`, and for each rule asked of it: 0 holds, 1 violated, NA not asked or without an answer."""
        asked = [f"{_answer(c)} AS {_quoted(c.rule.id)}" for c in self.sources[source]]
        hits = self._context.run.hits.table(self._context.connection, source)
        return self._frame(f"SELECT {', '.join(['_row', *asked])} FROM {hits} ORDER BY ALL")

    def _frame(self, query: str) -> pd.DataFrame:
        import pandas as pd

        columns = self._context.connection.cursor().execute(query).fetchnumpy()
        return pd.DataFrame({name: _series(values) for name, values in columns.items()})


def _answer(check: Check) -> str:
    column = column_of(check)
    silent, violated = answer_bit(check, UNANSWERED | NOT_ASKED), answer_bit(check, VIOLATED)
    return (
        f"CASE WHEN ({column} & {violated}::UBIGINT) <> 0 THEN 1::BIGINT "
        f"WHEN ({column} & {silent}::UBIGINT) <> 0 THEN NULL ELSE 0 END"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _series(values: Any) -> Any:  # noqa: ANN401 - a NumPy array, masked where it has NULLs
    """A column for pandas; whole numbers keep their digits although some are missing."""
    import numpy as np
    import pandas as pd

    mask, plain = np.ma.getmaskarray(values), np.ma.getdata(values)
    if plain.dtype.kind in "iu":
        return pd.arrays.IntegerArray(plain.astype("int64"), mask)
    if plain.dtype.kind == "O":
        return pd.Series(plain).astype(object).mask(mask, None)
    return pd.Series(plain).mask(mask)
