"""The frame of a table that expectations are asked of: answers as text, without personal ones, and the outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from validator.findings.cells import CellRules
from validator.findings.frames import Frames
from validator.nightly.expectations.plans import Expected, native
from validator.pack.models import Pack, Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["asset"]

Column = tuple[str, "pd.Series[Any]"]


def asset(frames: Frames, pack: Pack, source: str, expected: Sequence[Expected]) -> pd.DataFrame:
    """The columns that `expected` names, one row a record of `source` (a table, or a derived table that was asked)."""
    import pandas as pd

    columns: dict[str, pd.Series[Any]] = {}
    if source in frames.tables:
        columns |= dict(_Table(frames, pack, pack.tables[source]).columns(expected))
    if source in frames.sources:
        answers = frames.answers(source).set_index("_row")
        if columns:
            answers = answers.reindex(columns["_village"].index)
        columns |= {str(name): answers[name] for name in answers.columns}
    frame = pd.DataFrame(columns)
    silent = [e.column for e in expected if e.column and e.column not in frame]
    unknown: Any = pd.array([pd.NA] * len(frame), dtype="Int64")
    return frame.assign(**dict.fromkeys(silent, unknown)).reset_index(drop=True)


class _Table:
    """The rows of one table, their cells with problems, and what stands in each column of the asset."""

    def __init__(self, frames: Frames, pack: Pack, table: Table) -> None:
        self.pack, self.table = pack, table
        self.said = partial(frames.said, table.name)
        self.rows = frames.rows(table.name).set_index("_row")
        self.cells = frames.cells(table.name)

    def columns(self, expected: Sequence[Expected]) -> Iterator[Column]:
        yield from (("_village", self.rows["_village"]), ("_year", self.rows["_year"]))
        if any(wanted.kind == "unique" for wanted in expected):
            yield from ((name, self._key(name)) for name in self.table.key)
        for wanted in expected:
            if wanted.kind == "filled":
                yield wanted.column, self._filled(wanted.subject)
            elif wanted.kind == "in_set":
                yield wanted.column, self._answered(wanted.subject)
            elif wanted.kind == "between":
                yield wanted.column, self.rows[wanted.subject].astype("float64")
            elif wanted.kind == "cells":
                yield wanted.column, self._counted(wanted.rule)

    def _key(self, name: str) -> pd.Series[Any]:
        """A part of the key; instead of personal values the number of each."""
        import pandas as pd

        values = self.rows[name]
        if not self.table.field(name).personal:
            return values
        return pd.Series(pd.factorize(values)[0], index=values.index)

    def _filled(self, name: str) -> pd.Series[Any]:
        """`terisi`, or nothing where a blank counts."""
        import pandas as pd

        full = pd.Series("terisi", index=self.rows.index, dtype=object)
        return full.mask(full.index.isin(self._with("blank", name)["_row"].to_list()), None)

    def _answered(self, name: str) -> pd.Series[Any]:
        """The answers of a code list; where they are none of its labels, what was found, as it may be said."""
        found = self.rows[name].astype(object)
        other = self._with("not_in_list", name)
        found.loc[other["_row"].to_list()] = [self.said(name, text) for text in other["text"]]
        return found

    def _counted(self, rule: str) -> pd.Series[Any]:
        """How many cells of each record break a rule that no native expectation says."""
        hit = self.cells[self._speaking == rule]
        return hit.groupby("_row").size().reindex(self.rows.index, fill_value=0).astype("int64")

    def _with(self, problem: str, name: str) -> pd.DataFrame:
        return self.cells[(self.cells["problem"] == problem) & (self.cells["field"] == name)]

    @cached_property
    def _speaking(self) -> pd.Series[Any]:
        """The id of the rule that speaks for each cell, '' where a native expectation does."""
        import pandas as pd

        rules = CellRules(self.pack)
        names: dict[tuple[str, str], str] = {}
        for name, problem in set(zip(self.cells["field"], self.cells["problem"], strict=True)):
            declared = self.table.field(name)
            rule = rules.of(self.table, declared, problem).id
            names[name, problem] = "" if native(self.pack, declared, problem) else rule
        said = [names[key] for key in zip(self.cells["field"], self.cells["problem"], strict=True)]
        return pd.Series(said, index=self.cells.index, dtype=object)
