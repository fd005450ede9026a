"""SQL files of a pack: macros and derived tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from sqlglot import exp

from validator.declarations.linting.derived import check_derived
from validator.declarations.linting.nodes import Document, whole
from validator.declarations.linting.scopes import Names
from validator.declarations.models import Macro
from validator.declarations.vocabulary import ConditionError, Vocabulary


def lint_macros(document: Document, found: Iterable[Macro], earlier: Sequence[Macro]) -> list[Macro]:
    """Report macros that cannot be read, are undocumented or defined twice; returns each name once."""
    node = whole(document)
    usable: list[Macro] = []
    taken = {macro.name.lower() for macro in earlier}
    for macro in found:
        if macro.name.lower() in taken:
            document.report(node, "duplicate", f"Makro {macro.name} sudah ada.", macro.name)
            continue
        if not macro.doc:
            message = f"Makro {macro.name} belum dijelaskan (-- di atasnya)."
            document.report(node, "incomplete", message, macro.name, "warning")
        taken.add(macro.name.lower())
        readable = _readable(document, macro, [*earlier, *usable])
        usable.append(macro if readable else replace(macro, sql="NULL"))
    return usable


def _readable(document: Document, macro: Macro, earlier: Sequence[Macro]) -> bool:
    try:
        vocabulary = Vocabulary([*earlier, macro])
        body = vocabulary.parse(macro.sql)
        vocabulary.expand(body)
        _refuse_captured(macro, body)
    except ConditionError as error:
        message = f"Makro {macro.name}: {error.message}"
        document.report(whole(document), error.code, message, error.word or macro.name)
        return False
    return True


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
            columns, found = check_derived(names.derived[name], names, vocabulary)
            names.derived_columns[name] = columns
            for fault in found:
                document.report(whole(document), fault.code, fault.message, fault.word, fault.level)
