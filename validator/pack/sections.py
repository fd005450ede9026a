"""Section files: the tables of one section of a paper instrument in one file (`schemas/kertas/`).

A table there needs neither module nor menu, which the section gives, and may list the `rows` that the form prints:
they become the code list of its key, under the table's own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from validator.pack.building import codelist_of, table_of
from validator.pack.models import CodeList, Table

__all__ = ["is_section", "tables_of"]


def is_section(content: object) -> bool:
    """Whether the content of a YAML file is a section rather than a single table."""
    return isinstance(content, Mapping) and "tables" in content


def tables_of(content: Mapping[str, Any], origin: str) -> Iterator[tuple[Table, CodeList | None]]:
    """The tables of a section, with its module and status and the menu path of the section; each with the code list
    that its printed rows make.
    """
    common = {"module": content["module"], "status": content.get("status", "paper")}
    for entry in content["tables"]:
        plain = {key: value for key, value in entry.items() if key != "rows"}
        menu = f"Instrumen cetak > {content['module']} > {content['section']} > {entry['title']}"
        yield table_of({**common, "menu": menu, **plain, "fields": _fields(entry)}, origin), _codelist(entry, origin)


def _codelist(entry: Mapping[str, Any], origin: str) -> CodeList | None:
    if not entry.get("rows"):
        return None
    items = [{"label": row} if isinstance(row, str) else row for row in entry["rows"]]
    return codelist_of({"name": entry["name"], "title": entry["title"], "items": items}, origin)


def _fields(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    fields: list[Mapping[str, Any]] = entry["fields"]
    if not entry.get("rows"):
        return fields
    return [{**f, "codelist": entry["name"]} if f["name"] in entry["key"] else f for f in fields]
