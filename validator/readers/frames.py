"""Frames and other tables in memory as sheets of cells: what a pipeline holds is read as the file it came from is.

A cell keeps its type, as in a workbook; a value that no workbook can hold (a list, a time, a dict) becomes its text, so
that it is found wrong instead of stopping the check. Columns of several levels are header rows one below the other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from msgspec import Struct

from validator.readers.errors import SourceError
from validator.readers.notes import Note
from validator.readers.reasons import note
from validator.readers.sheets import Cell, ReadFile, Sheet

__all__ = ["file_of_frame"]

_PLAIN = frozenset({str, int, float, bool, type(None), date, datetime})
_UNNAMED = "Unnamed: "
_LONGEST_COUNT = 10**9


class _Grid(Struct, frozen=True):
    """`header` are the rows of labels (none where the columns are only numbered), `columns` the cells below."""

    header: list[list[Cell]]
    columns: list[list[Cell]]
    notes: tuple[str, ...] = ()


def file_of_frame(name: object, frame: object, lang: str = "id") -> tuple[ReadFile, bool]:
    """A table in memory as a file of one sheet, named like the table it is said to hold; and whether it has labels.

    Takes pandas, polars and Arrow tables, whatever offers the Arrow C stream, a dict of columns, a list of records.
    Raises `SourceError` for anything else, in one sentence with the cure.
    """
    if not isinstance(name, str):
        raise SourceError(Note("frame_name", {"name": repr(name)}).text(lang))
    grid = _grid(name, frame, lang)
    if not grid.columns:
        raise SourceError(Note("frame_empty", {"name": name}).text(lang))
    rows = [*grid.header, *map(list, zip(*grid.columns, strict=True))]
    return ReadFile(name, "", (Sheet(name, name, rows, named=True),), notes=grid.notes), bool(grid.header)


def _grid(name: str, frame: Any, lang: str) -> _Grid:  # noqa: ANN401 - whatever a caller has
    """The first reading of these that knows the object."""
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(frame, pandas.DataFrame):
        return _of_pandas(frame)
    if isinstance(frame, Mapping):
        return _of_columns(name, frame, lang)
    if isinstance(frame, (list, tuple)) and frame and all(isinstance(record, Mapping) for record in frame):
        return _of_records(frame)
    if hasattr(frame, "column_names") and hasattr(frame, "itercolumns"):  # pyarrow
        return _plain(frame.column_names, [column.to_pylist() for column in frame.itercolumns()])
    if hasattr(frame, "get_columns") and hasattr(frame, "height"):  # polars
        return _plain(frame.columns, [column.to_list() for column in frame.get_columns()])
    if hasattr(frame, "fetchall") and hasattr(frame, "columns"):  # a relation of DuckDB
        return _plain(frame.columns, list(zip(*frame.fetchall(), strict=True)) or [[] for _ in frame.columns])
    if hasattr(frame, "__arrow_c_stream__") and (arrow := _arrow(frame)) is not None:
        return _plain(arrow.column_names, [column.to_pylist() for column in arrow.itercolumns()])
    kind = f"{type(frame).__module__.partition('.')[0]}.{type(frame).__name__}".removeprefix("builtins.")
    raise SourceError(Note("frame_kind", {"name": name, "kind": kind}).text(lang))


def _arrow(frame: object) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """The object as a table of pyarrow, None without that package or where it holds no table."""
    try:
        import pyarrow
    except ImportError:
        return None
    try:
        return pyarrow.table(frame)
    except (TypeError, ValueError, pyarrow.ArrowException):
        return None


def _of_columns(name: str, frame: Mapping[Any, Any], lang: str) -> _Grid:
    """A dict of columns; one of single values is one record."""
    listed = {label: _listed(values) for label, values in frame.items()}
    if all(values is None for values in listed.values()):
        return _of_records([frame])
    lengths = {str(label): 1 if values is None else len(values) for label, values in listed.items()}
    if len(set(lengths.values())) > 1 or any(values is None for values in listed.values()):
        told = ", ".join(f"{label} {length}" for label, length in lengths.items())
        raise SourceError(Note("frame_uneven", {"name": name, "lengths": told}).text(lang))
    return _plain(list(listed), cast("list[Sequence[Any]]", list(listed.values())))


def _listed(values: Any) -> list[Any] | None:  # noqa: ANN401 - a column of whatever kind
    """The values of a column; None for a single value."""
    if isinstance(values, Mapping):  # DataFrame.to_dict(): by row number
        return list(values.values())
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        return None
    return list(values)


def _of_records(records: Sequence[Mapping[Any, Any]]) -> _Grid:
    """Records by label; what one does not have is blank."""
    labels = list(dict.fromkeys(label for record in records for label in record))
    return _plain(labels, [[record.get(label) for record in records] for label in labels])


def _plain(labels: Sequence[object], columns: Sequence[Sequence[Any]]) -> _Grid:
    return _Grid([[_label(label) for label in labels]] if labels else [], [_cells(column) for column in columns])


def _of_pandas(frame: Any) -> _Grid:  # noqa: ANN401 - a DataFrame
    """The index goes before the columns if it is named; an unnamed one that is more than row numbers is told."""
    levels = [frame.index.get_level_values(i) for i in range(frame.index.nlevels)]
    named = [level for level in levels if level.name is not None]
    columns = [_pandas_cells(level.to_series()) for level in named]
    columns += [_pandas_cells(frame.iloc[:, i]) for i in range(frame.shape[1])]
    header = _header(frame.columns, [level.name for level in named])
    lost = [level for level in levels if level.name is None and not _counts_rows(level)]
    return _Grid(header, columns, (note("frame_index"),) if lost else ())


def _header(columns: Any, before: Sequence[object]) -> list[list[Cell]]:  # noqa: ANN401 - an Index
    """One row a level; none for columns that are only numbered, as `read_excel(header=None)` leaves them."""
    if columns.nlevels == 1 and not before and list(columns) == list(range(len(columns))):
        return []
    rows = []
    for level in range(columns.nlevels):
        labels = [_label(label) for label in columns.get_level_values(level)]
        deepest = level == columns.nlevels - 1
        own = [_label(label) if deepest else "" for label in before]
        rows.append(cast("list[Cell]", [*own, *_unmangled(labels)]))
    return rows


def _unmangled(labels: Sequence[str]) -> list[str]:
    """The labels as the sheet printed them: pandas numbers repeated ones (`.1`, `.2`) and names blank ones."""
    seen: dict[str, int] = {}
    printed = []
    for label in labels:
        text, dot, number = label.rpartition(".")
        if label.startswith(_UNNAMED):
            label = ""
        elif dot and number.isdecimal() and seen.get(text, 0) == int(number) > 0:
            label = text
        seen[label] = seen.get(label, 0) + 1
        printed.append(label)
    return printed


def _label(label: object) -> str:
    cell = _cell(label)
    return "" if cell is None or cell != cell else str(cell)


def _counts_rows(level: Any) -> bool:  # noqa: ANN401 - an Index
    """Whole numbers as rows are counted with; codes and NIK are larger."""
    if len(level) == 0:
        return True
    return level.dtype.kind in "iu" and level.min() >= 0 and level.max() < _LONGEST_COUNT


def _pandas_cells(column: Any) -> list[Cell]:  # noqa: ANN401 - a Series
    """What is missing is None; a float of 32 bits is the number that it prints, not the nearest one of 64 bits."""
    if column.dtype.kind == "f" and column.dtype.itemsize < 8:
        column = column.astype(str).astype("float64")
    values = column.astype(object).tolist()
    blank = column.isna()
    if blank.any():
        values = [None if gone else value for value, gone in zip(values, blank.tolist(), strict=True)]
    return _cells(values)


def _cells(values: Sequence[Any]) -> list[Cell]:
    """The cells of a column; nothing is done for the types that workbooks hold."""
    found = list(values)
    return found if _PLAIN.issuperset(map(type, found)) else [_cell(value) for value in found]


def _cell(value: Any) -> Cell:  # noqa: ANN401 - whatever a column holds
    """A value as a workbook would hold it."""
    if type(value) in _PLAIN:
        return cast(Cell, value)
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, (str, bytes)):
        return str(value) if isinstance(value, str) else value.decode("utf-8", "replace")
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, (int, float)):
        return int(value) if isinstance(value, int) else float(value)
    return _other(value)


def _moment(value: datetime) -> datetime:
    """A Timestamp as datetime; nanoseconds are of no village."""
    return datetime(value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)


def _decimal(value: Decimal) -> Cell:
    if not value.is_finite():
        return None if value.is_nan() else str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _other(value: Any) -> Cell:  # noqa: ANN401 - of a type that no workbook has
    """A scalar of NumPy as Python has it, a period of one day as that day, anything else as its text."""
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        kind = getattr(getattr(value, "dtype", None), "kind", "")
        plain = (value.astype("datetime64[us]") if kind == "M" else value).item()
        return cast(Cell, plain) if type(plain) in _PLAIN and type(plain) is not type(value) else str(value)
    if getattr(value, "freqstr", "") == "D" and hasattr(value, "to_timestamp"):
        return _moment(value.to_timestamp())
    try:
        return str(value)
    except Exception:  # an object that cannot say what it is must not stop the check
        return type(value).__name__
