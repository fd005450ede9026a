"""SQL files of a pack: macros and derived tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from sqlglot import exp

from validator.pack.lint.conditions import DERIVED_FUNCTIONS, REMARK, Fault, remark, sizes, words
from validator.pack.lint.derived import check_derived
from validator.pack.lint.nodes import Document, whole
from validator.pack.lint.scopes import Columns, Names
from validator.pack.models import Derived, Macro
from validator.pack.vocabulary import TOO_LONG, ConditionError, Vocabulary
from validator.startup.duck import duckdb


def lint_macros(document: Document, found: Iterable[Macro], earlier: Sequence[Macro], further: bool) -> list[Macro]:
    """Report macros that cannot be read, are undocumented or defined twice; returns each name once.

    `further`: of a pack that builds on another; its macros may not take the name of a function of DuckDB.
    """
    node = whole(document)
    found = list(found)
    _report_rest(document, len(found))
    if further:
        _report_functions(document, found)
    usable: list[Macro] = []
    vocabulary = Vocabulary(earlier)
    taken = {macro.name.lower() for macro in earlier}
    for macro in found:
        if macro.name.lower() in taken:
            document.report(node, "duplicate", f"Makro {macro.name} sudah ada.", macro.name)
            continue
        if not macro.doc:
            message = f"Makro {macro.name} belum dijelaskan (-- di atasnya)."
            document.report(node, "incomplete", message, macro.name, "warning")
        taken.add(macro.name.lower())
        readable = _readable(document, macro, vocabulary.knowing(macro))
        usable.append(macro if readable else replace(macro, sql="NULL"))
        vocabulary = vocabulary.knowing(usable[-1])
    return usable


def _report_rest(document: Document, macros: int) -> None:
    """What stands in a file of macros and is none would be left out without a word."""
    blocks = re.split(r"\n\s*\n", "\n".join(line for line in document.lines))
    told = [b for b in blocks if any(line.strip() and not line.lstrip().startswith("--") for line in b.splitlines())]
    if len(told) != macros:
        message = (
            "Setiap makro ditulis CREATE MACRO nama(isian) AS …; dengan huruf besar, dipisahkan satu baris kosong."
        )
        document.report(whole(document), "statement", message)


def _report_functions(document: Document, macros: Iterable[Macro]) -> None:
    connection = duckdb.connect()
    for macro in macros:
        known = "SELECT 1 FROM duckdb_functions() WHERE function_name = lower(?) LIMIT 1"
        if connection.execute(known, [macro.name]).fetchone():
            message = f"Makro {macro.name} bernama seperti fungsi DuckDB; pilih nama lain."
            document.report(whole(document), "duplicate", message, macro.name)


def _readable(document: Document, macro: Macro, vocabulary: Vocabulary) -> bool:
    try:
        if remark(macro.sql):
            raise ConditionError("sql", REMARK, "--")
        body = vocabulary.parse(macro.sql)
        expanded = vocabulary.expand(body)
        _refuse_captured(macro, body)
        _refuse_parameters(macro)
        for fault in (*words(body, vocabulary, DERIVED_FUNCTIONS), *sizes(expanded)):
            raise ConditionError(fault.code, fault.message, fault.word)
    except RecursionError:
        document.report(whole(document), "sql", f"Makro {macro.name}: {TOO_LONG}", macro.name)
        return False
    except ConditionError as error:
        message = f"Makro {macro.name}: {error.message}"
        document.report(whole(document), error.code, message, error.word or macro.name)
        return False
    return True


def _refuse_parameters(macro: Macro) -> None:
    names = macro.parameters
    wrong = [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name)]
    if wrong or len(set(names)) < len(names) or (macro.variadic and len(names) != 1):
        raise ConditionError("arguments", f"isian ({', '.join(names)}) tidak dapat dipakai.", macro.name)


def _refuse_captured(macro: Macro, body: exp.Expr) -> None:
    """A parameter named like a column that a subquery yields would replace that column."""
    yielded = {column.name for query in body.find_all(exp.Select) for column in query.selects}
    captured = yielded & set(macro.parameters)
    if captured:
        name = min(captured)
        raise ConditionError(
            "field", f"{name} adalah isian makro dan juga kolom subkuerinya; ganti namanya.", macro.name
        )


def lint_derived(documents: Mapping[str, Document], names: Names, vocabulary: Vocabulary) -> None:
    """Report what is wrong with derived tables, each after those it needs, and record their columns in `names`."""
    waiting = dict(documents)
    while waiting:
        ready = [name for name in waiting if not set(names.derived[name].needs) & (set(waiting) - {name})]
        for name in ready or list(waiting):
            document = waiting.pop(name)
            if not ready or name in names.derived[name].needs:
                document.report(whole(document), "table", f"Tabel turunan {name} membutuhkan dirinya sendiri.", "needs")
            columns, found = _checked(names.derived[name], names, vocabulary)
            names.derived_columns[name] = columns
            for fault in found:
                document.report(whole(document), fault.code, fault.message, fault.word, fault.level)


def _checked(table: Derived, names: Names, vocabulary: Vocabulary) -> tuple[Columns, list[Fault]]:
    try:
        return check_derived(table, names, vocabulary)
    except RecursionError:
        return {}, [Fault("sql", TOO_LONG)]
