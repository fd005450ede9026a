"""SQL files of a pack: macros and derived tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from sqlglot import exp

from validator.pack.documents import Declared, Document, whole
from validator.pack.draft import Draft
from validator.pack.lint.conditions import DERIVED_FUNCTIONS, REMARK, Fault, remark, sizes, words
from validator.pack.lint.derived import check_derived, misspelt
from validator.pack.lint.scopes import Names
from validator.pack.lint.tables import lint_total
from validator.pack.models import Derived, Macro
from validator.pack.vocabulary import TOO_LONG, ConditionError, Vocabulary
from validator.startup.duck import duckdb


def usable_macros(draft: Draft) -> list[Macro]:
    """The macros of a draft, each name once; reports those that cannot be read, are undocumented or defined twice.

    One that cannot be read counts as NULL, so that what names it is judged all the same.
    """
    for document in draft.macro_files:
        _report_rest(document, sum(declared.document is document for declared in draft.macros))
    if draft.foreign:
        _report_functions(draft.macros)
    usable: list[Macro] = []
    vocabulary = Vocabulary(draft.base.macros)
    for declared in draft.macros:
        macro, document = declared.record, declared.document
        if macro.name.lower() in vocabulary.macros:
            message = f"Makro {macro.name} sudah ada; pilih nama lain."
            document.report(declared.node, "duplicate", message, macro.name)
            continue
        if not macro.doc:
            message = f"Makro {macro.name} belum dijelaskan (-- di atasnya)."
            document.report(declared.node, "incomplete", message, macro.name, "warning")
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


def _report_functions(macros: Sequence[Declared[Macro]]) -> None:
    """The macros of a further pack may not take the name of a function of DuckDB."""
    connection = duckdb.connect() if macros else None
    for declared in macros:
        macro = declared.record
        known = "SELECT 1 FROM duckdb_functions() WHERE function_name = lower(?) LIMIT 1"
        if connection and connection.execute(known, [macro.name]).fetchone():
            message = f"Makro {macro.name} bernama seperti fungsi DuckDB; pilih nama lain."
            declared.document.report(declared.node, "duplicate", message, macro.name)


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


def lint_derived(derived: Mapping[str, Declared[Derived]], names: Names, vocabulary: Vocabulary) -> None:
    """Report what is wrong with derived tables, each after those it needs, and record their columns in `names`."""
    for declared in (derived[name] for name in names.derived if name in derived):
        try:
            columns, found = check_derived(declared.record, names, vocabulary)
        except RecursionError:
            columns, found = {}, [Fault("sql", TOO_LONG)]
        names.derived_columns[declared.record.name] = columns
        if lint_total(declared, names):
            continue
        for fault in (*misspelt(declared.document.text), *found):
            declared.document.report(declared.node, fault.code, fault.message, fault.word, fault.level)
