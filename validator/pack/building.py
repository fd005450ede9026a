"""From parsed YAML and SQL text to the frozen records of `models`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from validator.pack.models import (
    Code,
    CodeList,
    Derived,
    Example,
    Field,
    Macro,
    NewRegion,
    Rule,
    Stranger,
    Table,
)

MOST_TIMES = 5_000
"""Rows of one table in an example, at most."""
_EXAMPLE_KEYS = {"rows", "previous", "date", "table"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_REGION = re.compile(r"[1-9][0-9]\.?[0-9]{2}(?:\.?[0-9]{2}(?:\.?[1-3][0-9]{3})?)?")


def _name(name: object) -> str:
    """A name that stands in SQL as it is: a pack is foreign input, so nothing but a name may. Raises `ValueError`."""
    if not (isinstance(name, str) and _NAME.fullmatch(name)):
        raise ValueError(f"nama {name!r} tidak dapat dipakai: hanya huruf kecil, angka dan garis bawah")
    return name


def field_of(entry: Mapping[str, Any]) -> Field:
    """A field from its Table Schema entry; `constraints` are flattened."""
    plain = dict(entry)
    _name(plain["name"])
    plain.update(plain.pop("constraints", ()))
    if "aliases" in plain:
        plain["aliases"] = tuple(map(str, plain["aliases"]))
    return Field(**plain)


def table_of(entry: Mapping[str, Any], origin: str) -> Table:
    plain = dict(entry)
    _name(plain["name"])
    plain["fields"] = tuple(field_of(f) for f in entry["fields"])
    for name in ("key", "aliases"):
        plain[name] = tuple(entry.get(name, ()))
    plain.pop("totals", None)
    return Table(**plain, origin=origin)


def codelist_of(entry: Mapping[str, Any], origin: str) -> CodeList:
    items = tuple(Code(str(i["label"]), str(i.get("code", "")), tuple(i.get("aliases", ()))) for i in entry["items"])
    return CodeList(entry["name"], entry.get("title", entry["name"]), items, origin, entry.get("source", ""))


def stranger_of(entry: Mapping[str, Any], origin: str) -> Stranger:
    lists = ("sheets", "texts", "labels", "some", "without")
    return Stranger(**{**entry, **{key: tuple(map(str, entry.get(key, ()))) for key in lists}}, origin=origin)


def derived_of(name: str, text: str) -> Derived:
    """A derived table from its SQL file: `-- key: value` lines, then one SELECT."""
    head = dict(re.findall(r"^--\s*(\w+):\s*(.+?)\s*$", text, re.MULTILINE))

    def names(key: str) -> tuple[str, ...]:
        return tuple(map(_name, re.split(r"[,\s]+", head[key].strip()))) if head.get(key) else ()

    sql = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--")).strip().rstrip(";")
    return Derived(
        _name(name),
        head.get("title", name),
        sql,
        names("needs"),
        names("key"),
        "".join(names("locates")),
        names("personal"),
        _count(head, "villages"),
        _count(head, "years"),
        "".join(names("as")),
        {
            name: tuple(re.findall(r"\w+", fields))
            for name, fields in re.findall(r"(\w+) = ([\w ]+)", head.get("cells", ""))
        },
        tuple(re.findall(r"^--\s*says:\s*(.+?) = (.*?)\s*$", text, re.MULTILINE)),
    )


def total_of(entry: Mapping[str, Any], table: Table) -> Derived:
    """The derived table of an entry of `totals`: sums over the newest rows of a table, by village and year."""
    sums = "".join(f",\n  {_sum_of(column)} AS {_name(column['name'])}" for column in entry["columns"])
    newest = "" if table.layout == "records" else "WHERE _rank = 1\n"
    sql = (
        f"SELECT\n  _village,\n  _year,\n  min(_row) AS _row,\n  bool_or(_review) AS _review{sums}\n"
        f"FROM {table.name}\n{newest}GROUP BY _village, _year"
    )
    return Derived(_name(entry["name"]), entry["title"], sql, (table.name,), locates=table.name)


def _sum_of(column: Mapping[str, Any]) -> str:
    """What a column of a total adds, of the rows with (`rows`) or without (`except`) some answers."""
    fields = ", ".join(map(_name, _several(column["sum"])))
    conditions = []
    for key, among in (("rows", "IN"), ("except", "NOT IN")):
        for name, answers in column.get(key, {}).items():
            texts = ", ".join("'" + text.replace("'", "''") + "'" for text in _several(answers))
            conditions.append(f"{_name(name)} {among} ({texts})")
    added = f"sum(total({fields}))" if "," in fields else f"sum({fields})"
    return f"{added} FILTER (WHERE {' AND '.join(conditions)})" if conditions else added


def _several(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _count(head: Mapping[str, str], key: str) -> int:
    text = head.get(key, "0")
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(f"{key}: tulis sebuah bilangan, bukan {text!r}")
    return int(text)


def macros_of(text: str, foreign: bool = False) -> tuple[Macro, ...]:
    """The macros of a `macros.sql`, each with the comment above it. `foreign`: of a pack that is not the program's."""
    found = []
    for block in re.split(r"\n\s*\n", text):
        match = re.search(r"CREATE MACRO (\w+)\((.*?)\) AS\s+(.*);\s*$", block, re.DOTALL)
        if match:
            comments = [line[2:].strip() for line in block.splitlines() if line.startswith("--")]
            doc = " ".join(c for c in comments if c != "variadic")
            parameters = tuple(p.strip() for p in match[2].split(",") if p.strip())
            found.append(Macro(match[1], match[3].strip(), doc, parameters, "variadic" in comments, foreign))
    return tuple(found)


def example_of(entry: Mapping[str, Any], fails: bool) -> Example:
    """An example: one row, or `rows` with the rows of other tables beside them."""
    if "rows" not in entry:
        return Example(_repeated([entry]), fails)
    tables = {k: _repeated(v) for k, v in entry.items() if k not in _EXAMPLE_KEYS}
    previous = _repeated(entry.get("previous", ()))
    return Example(
        _repeated(entry["rows"]), fails, tables, previous, str(entry.get("date", "")), entry.get("table", "")
    )


def _repeated(rows: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """The rows, each as often as its `_times` says."""
    found: list[Mapping[str, Any]] = []
    for row in rows:
        times = row.get("_times", 1)
        if type(times) is not int or not 0 < times <= MOST_TIMES or len(found) + times > MOST_TIMES:
            raise ValueError(f"_times: tulis bilangan bulat; semua baris sebuah contoh paling banyak {MOST_TIMES}")
        found += [{k: v for k, v in row.items() if k != "_times"}] * times
    return tuple(found)


def region_of(entry: Mapping[str, Any]) -> NewRegion:
    """A region of a `wilayah.yml`; its codes are without dots."""
    name, since = " ".join(str(entry["name"]).split()), str(entry.get("since", ""))
    if not name or (since and not re.fullmatch(r"[12][0-9]{3}(-[0-9]{2}-[0-9]{2})?", since)):
        raise ValueError(f"wilayah {entry['code']}: name harus diisi, dan since berupa tahun atau tanggal")
    return NewRegion(_region_code(entry["code"]), name, since, tuple(map(_region_code, entry.get("replaces", ()))))


def _region_code(code: object) -> str:
    if not (isinstance(code, str) and _REGION.fullmatch(code)):
        raise ValueError(
            f"kode wilayah {code!r}: tulis di antara tanda kutip 4, 6 atau 10 angka, misalnya '63.11.03.2030'"
        )
    return code.replace(".", "")


def rule_of(entry: Mapping[str, Any], origin: str) -> Rule:
    names = {"assert": "assert_", "with": "with_", "params": "parameters"}
    plain = {names.get(k, k): v for k, v in entry.items() if k != "examples"}
    for name in ("also", "fields", "with_", "blames", "partners", "documents"):
        plain[name] = tuple(plain.get(name) or ())
    examples = entry.get("examples") or {}
    cases = tuple(example_of(e, kind == "fail") for kind in ("pass", "fail") for e in examples.get(kind) or ())
    return Rule(**plain, examples=cases, origin=origin)


def overridden(rule: Rule, entry: Mapping[str, Any]) -> Rule:
    """A rule as a later pack wants it; its examples stay those of the parameters it came with."""
    changed = {key: value for key, value in entry.items() if key not in ("id", "params")}
    if "documents" in changed:
        changed["documents"] = tuple(changed["documents"] or ())
    if params := entry.get("params"):
        changed |= {"parameters": {**rule.parameters, **params}, "shipped": rule.shipped or rule.parameters}
    return replace(rule, **changed)
