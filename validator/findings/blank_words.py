"""The words for what was left blank: which fields of a record, or in which rows of a list of persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from validator.findings.context import Context
from validator.findings.formatting import EMPTIES, shown
from validator.findings.record_query import RowPlace
from validator.findings.wording import cure, header_of
from validator.pack.models import Field, Table

__all__ = ["LISTED_ROWS", "Blank", "blank_texts", "column_texts", "header"]

LISTED_BLANKS = 12
LISTED_ROWS = 6


def header(context: Context, place: RowPlace, field: Field) -> str:
    """The heading of a field as the file prints it."""
    return header_of(context.sources[place.source].headers.get(field.name) or field.title)


class Blank(Struct, frozen=True):
    """A column blank in `count` of a village's `records`; `lines` are the first of these rows, from so many `files`."""

    count: int
    records: int
    lines: Sequence[int]
    files: int

    def where(self, english: bool) -> str:
        """The rows, where that says more than their number: some of them, all in one file."""
        if self.count == self.records or self.files > 1:
            return ""
        more = ", …" if self.count > LISTED_ROWS else ""
        row = ("row" if self.count == 1 else "rows") if english else "baris"
        return f" ({row} {', '.join(map(str, self.lines[:LISTED_ROWS]))}{more})"


def column_texts(context: Context, table: Table, place: RowPlace, field: Field, blank: Blank) -> Mapping[str, str]:
    english = context.english
    title = header(context, place, field)
    count, records = shown(blank.count, english), shown(blank.records, english)
    said = (
        f"{title} is blank in {count} of {records} {'row' if blank.records == 1 else 'rows'}"
        if english
        else f"{title} kosong pada {count} dari {records} baris"
    )
    return _about_blanks(context, table, [field], title, f"{said}{blank.where(english)}") | {
        "jumlah_kosong": count,
        "jumlah_isian": records,
        "daftar": title,
    }


def blank_texts(
    context: Context, table: Table, place: RowPlace, fields: Sequence[Field], key: Sequence[object]
) -> Mapping[str, str]:
    english = context.english
    headers = [header(context, place, f) for f in fields]
    present = context.sources[place.source].columns
    asked = sum(f.expected for f in table.fields if f.name in present)
    count, expected = shown(len(fields), english), shown(asked, english)
    rest = len(headers) - LISTED_BLANKS
    more = "" if rest <= 0 else f", and {rest} more" if english else f", dan {rest} isian lain"
    list_ = "; ".join(headers[:LISTED_BLANKS]) + more
    row = context.speech.place(table, key)
    where = row or context.speech.said(f" pada formulir {table.title}", f" on the form {table.title}")
    said = f"{count} of {expected} fields{where} are blank: {list_}"
    if len(fields) == 1:
        said = f"{headers[0]}{where} is blank"
    if not english:
        said = f"{count} dari {expected} isian{where} kosong: {list_}"
        if len(fields) == 1:
            said = f"{headers[0]}{where} kosong"
    return _about_blanks(context, table, fields, headers[0], said) | {
        "jumlah_kosong": count,
        "jumlah_isian": expected,
        "daftar": list_,
    }


def _about_blanks(context: Context, table: Table, fields: Sequence[Field], title: str, said: str) -> dict[str, str]:
    english = context.english
    fixed = {"header": title, "value": EMPTIES[english], "place": "", "formulir": table.title}
    return fixed | {"kosong": said, "cure": cure(fields, english)}
