"""A table as Python source: a pandera `DataFrameSchema` for an analyst's own pipeline.

The module stands alone. Its schema takes a frame with the labels of an export, or with field names, reads the cells as
Indonesia writes them, and gives back columns by field name with typed values; what cannot be read stays text and breaks
the check `type` or `enum`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from pprint import pformat

from msgspec.structs import replace

from validator.pack.export.labels import labels_of, spellings_of
from validator.pack.export.patterns import MONTHS, always_required, filled
from validator.pack.models import CodeList, Field, Table

__all__ = ["pandera_source"]

_USE = {
    "export": """    frame = pd.read_excel("grid_{name}.xls")      # or read_csv("grid_{name}.csv", sep=";", dtype=str)
    typed = schema.validate(frame, lazy=True)     # columns by field name, dates day first""",
    "table": """    frame = pd.read_parquet("{name}.parquet")     # or read_csv("{name}.csv", dtype=str); both are
    typed = schema.validate(frame, lazy=True)     # written by `prodeskel schema table`""",
}
_SCHEMA = """
def _read(frame):
    frame = frame.set_axis(named(frame.columns, LABELS), axis=1)
    for name, (kind, setting) in FIELDS.items():
        if name in frame:
            values = [None if blank(cell) else PARSERS[kind](cell, setting) for cell in frame[name]]
            frame[name] = typed(values, frame.index, kind)
    return frame


def check(name, holds):
    return pa.Check(holds, element_wise=True, name=name, error=name)


TYPE = check("type", lambda value: not isinstance(value, str))
YEAR = check("type", lambda value: isinstance(value, str) or 1000 <= value <= 2100)
TEXT = check("artefact", lambda value: not is_code(value))
DIGITS = check("digits_lost", lambda value: not lost_digits(value))


def at_least(limit):
    return check("minimum", lambda value: isinstance(value, str) or value >= limit)


def at_most(limit):
    return check("maximum", lambda value: isinstance(value, str) or value <= limit)


def among(name):
    answers = set(LISTS[name].values())
    return check("enum", lambda value: set(value.split("; ")) <= answers or value in answers)
"""


def pandera_source(table: Table, codelists: Mapping[str, CodeList], form: str = "export") -> str:
    """A module that defines `schema`; `form`: for an `export` as it is, or the typed `table` (`schema table`)."""
    lists = {f.codelist: dict(spellings_of(codelists[f.codelist])) for f in table.fields if f.codelist in codelists}
    months = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}
    fields = {field.name: _reading(field, codelists) for field in table.fields}
    columns = "\n".join(f"        {f.name!r}: {_column(f, codelists)}," for f in table.fields)
    source = Path(__file__).with_name("standalone.py").read_text(encoding="utf-8")
    body = source.partition("from __future__ import annotations\n")[2].replace("MONTHS: dict[str, int] = {}", "")
    return "\n".join(
        (
            f'"""{table.title}: ditulis oleh `prodeskel schema export --to pandera --for {form}`.\n',
            _USE[form].format(name=table.name) + '\n"""\n',
            "from __future__ import annotations\n",
            body.replace("from typing import Any\n", "from typing import Any\n\nimport pandera.pandas as pa\n", 1),
            f"MONTHS = {pformat(months, width=110, compact=True)}",
            f"LABELS = {pformat(labels_of(table), width=110, compact=True, sort_dicts=False)}",
            f"LISTS = {pformat(lists, width=110, compact=True, sort_dicts=False)}",
            f"FIELDS = {pformat(fields, width=110, compact=True, sort_dicts=False)}",
            f"PARSERS = {_parsers('number' if form == 'export' else 'plain_number')}",
            _SCHEMA,
            f"schema = pa.DataFrameSchema(\n    {{\n{columns}\n    }},\n    parsers=pa.Parser(_read),",
            f"    name={table.name!r},\n    strict=False,\n)\n",
        )
    )


def _parsers(numbers: str) -> str:
    """How each kind of cell is read, as source."""
    readings = {
        "integer": f"lambda cell, pattern: {numbers}(cell, pattern, True)",
        "number": f"lambda cell, pattern: {numbers}(cell, pattern, False)",
        "date": "lambda cell, _: day(cell)",
        "label": "lambda cell, name: label(cell, LISTS[name], False)",
        "labels": "lambda cell, name: label(cell, LISTS[name], True)",
        "identifier": "lambda cell, _: identifier(cell)",
        "string": "lambda cell, _: text_of(cell)",
    }
    return "{\n" + "\n".join(f"    {kind!r}: {source}," for kind, source in readings.items()) + "\n}"


def _reading(field: Field, codelists: Mapping[str, CodeList]) -> tuple[str, str]:
    """The kind of a field's cells, and the pattern or code list by which they are read."""
    if field.type in ("integer", "number", "year"):
        kind = "number" if field.type == "number" else "integer"
        return kind, filled(replace(field, type=kind, minimum=None, maximum=None), codelists)
    if field.codelist in codelists:
        return "labels" if field.multiple else "label", field.codelist
    if field.type == "date":
        return "date", ""
    return "identifier" if field.identifier else "string", ""


def _column(field: Field, codelists: Mapping[str, CodeList]) -> str:
    checks = ", ".join(_checks(field, codelists))
    nullable = not always_required(field)
    return f"pa.Column(None, [{checks}], nullable={nullable}, required=False, title={field.title!r})"


def _checks(field: Field, codelists: Mapping[str, CodeList]) -> Iterator[str]:
    if field.type != "string":
        yield "TYPE"
        if field.type == "year":
            yield "YEAR"
        if field.minimum is not None:
            yield f"at_least({field.minimum!r})"
        if field.maximum is not None:
            yield f"at_most({field.maximum!r})"
    elif field.codelist in codelists:
        yield f"among({field.codelist!r})"
    else:
        yield "TEXT"
        if field.identifier:
            yield "DIGITS"
