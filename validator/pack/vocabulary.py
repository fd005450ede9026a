"""The language of conditions: DuckDB's SQL with the words of `macros.sql`, as sqlglot trees.

Macro names are read as macros even where a dialect has a function of that name (`today`, `age`), and `$a,$b` is two
parameters, not the start of a quoted text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import new_class

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import ParseError, SqlglotError

from validator.messages.sentences import Worded
from validator.messages.sentences import sentence as _
from validator.pack.models import Macro

LETTERS, DEPTH, NODES = 15_000, 40, 5_000
"""Bounds of what is parsed and of what macros make of it, several times those of the longest derived table."""
TOO_LONG = _("SQL ini terlalu panjang; bagi menjadi beberapa aturan atau tabel turunan.")


class ConditionError(ValueError):
    """A condition that cannot be understood; `word` is the place in its text, `code` a key of `problems.CODES`."""

    def __init__(self, code: str, said: Worded, word: str = "") -> None:
        super().__init__(said)
        self.code, self.said, self.word = code, said, word


class Vocabulary:
    """The macros of a pack, ready to parse conditions with and to expand in them."""

    def __init__(self, macros: Iterable[Macro]) -> None:
        self.macros = {macro.name.lower(): macro for macro in macros}
        self.dialect = _dialect(frozenset(name.upper() for name in self.macros))
        self._bodies: dict[str, exp.Expr] = {}

    def knowing(self, macro: Macro) -> Vocabulary:
        """This vocabulary and one word more; what is known of the others is not worked out anew."""
        further = Vocabulary([*self.macros.values(), macro])
        further._bodies |= self._bodies
        return further

    def parse(self, sql: str) -> exp.Expr:
        """The tree of one SQL expression or query; `ConditionError` if it is not exactly one."""
        return parsed(sql, self.dialect)

    def sql(self, tree: exp.Expr) -> str:
        """The tree as DuckDB SQL."""
        return tree.sql(dialect=self.dialect, comments=False)

    def macro(self, node: exp.Expr) -> Macro | None:
        """The macro that this node calls, if it calls one."""
        return self.macros.get(str(node.this).lower()) if isinstance(node, exp.Anonymous) else None

    def expand(self, tree: exp.Expr) -> exp.Expr:
        """A copy of the tree in which every macro is replaced by what it stands for.

        The node put in place of a call carries the macro's name in `meta["macro"]`. Raises `ConditionError` for a wrong
        number of arguments and for macros that call themselves.
        """
        copy = tree.copy()
        calls = [node for node in copy.find_all(exp.Anonymous) if self.macro(node)]
        size = 0
        for call in reversed(calls):
            body = self._instance(call)
            size += body.meta["size"]
            if size > NODES:
                raise _endless(str(call.this))
            if call is copy:
                copy = body
            else:
                call.replace(body)
        return copy

    def _instance(self, call: exp.Anonymous) -> exp.Expr:
        macro = self.macros[str(call.this).lower()]
        body = self._body(macro.name.lower()).copy()
        given = _arguments(macro, call)
        lengths = {name: _length(value) for name, value in given.items()}
        uses = [lengths[c.name.lower()] for c in body.find_all(exp.Column) if not c.table and c.name.lower() in given]
        if (size := _length(body) + sum(uses)) > NODES:
            raise _endless(macro.name)
        for column in [c for c in body.find_all(exp.Column) if not c.table and c.name.lower() in given]:
            value = _grouped(given[column.name.lower()].copy())
            if column is body:
                body = value
            else:
                column.replace(value)
        whole = exp.Paren(this=body)
        whole.meta.update(macro=macro.name, size=size)
        return whole

    def _body(self, name: str) -> exp.Expr:
        if name not in self._bodies:
            self._bodies[name] = exp.Null()
            body = self.parse(self.macros[name].sql)
            if any((used := self.macro(node)) and used.name.lower() == name for node in body.find_all(exp.Anonymous)):
                raise ConditionError("function", _("Makro {name} memanggil dirinya sendiri.", name=name), name)
            self._bodies[name] = self.expand(body)
        return self._bodies[name]


def _endless(name: str) -> ConditionError:
    return ConditionError("function", _("Makro {name} menjadi terlalu panjang bila ditulis lengkap.", name=name))


def parsed(sql: str, dialect: Dialect) -> exp.Expr:
    """The tree of one SQL expression or query in the dialect of a vocabulary."""
    if len(sql) > LETTERS or _depth(sql) > DEPTH:
        said = _("Terlalu panjang (lebih dari {most} huruf) atau terlalu banyak kurung.", most=LETTERS)
        raise ConditionError("sql", said)
    try:
        found = [tree for tree in dialect.parse(sql) if tree is not None]
    except SqlglotError as error:
        raise _syntax(error) from error
    except RecursionError as error:
        raise ConditionError("sql", TOO_LONG) from error
    if len(found) != 1:
        raise ConditionError("statement", _("Harus satu ungkapan SQL, bukan {n}.", n=len(found)))
    tree: exp.Expr = found[0]
    return tree


def _length(tree: exp.Expr) -> int:
    return sum(1 for _node in tree.walk())


def _depth(sql: str) -> int:
    """How many brackets are open at once, at most; those in texts count too."""
    depth = most = 0
    for letter in sql:
        depth += (letter in "([{") - (letter in ")]}")
        most = max(most, depth)
    return most


def expand(tree: exp.Expr, macros: Iterable[Macro]) -> exp.Expr:
    """A copy of the tree with `macros` expanded; see `Vocabulary.expand`."""
    return Vocabulary(macros).expand(tree)


def _arguments(macro: Macro, call: exp.Anonymous) -> dict[str, exp.Expr]:
    given = list(call.expressions)
    if macro.variadic:
        if not given:
            said = _("Makro {name} membutuhkan paling sedikit satu isian.", name=macro.name)
            raise ConditionError("arguments", said, macro.name)
        return {macro.parameters[0].lower(): exp.Array(expressions=given)}
    if len(given) != len(macro.parameters):
        wanted = f"{macro.name}({', '.join(macro.parameters)})"
        raise ConditionError("arguments", _("{macro} diberi {n} isian.", macro=wanted, n=len(given)), macro.name)
    return dict(zip((p.lower() for p in macro.parameters), given, strict=True))


def _grouped(value: exp.Expr) -> exp.Expr:
    atoms = (exp.Column, exp.Literal, exp.Paren, exp.Array, exp.Placeholder, exp.Anonymous)
    return value if isinstance(value, atoms) else exp.Paren(this=value)


@cache
def _dialect(reserved: frozenset[str]) -> Dialect:
    """DuckDB's dialect in which the reserved names are macros."""

    functions = {k: v for k, v in DuckDB.Parser.FUNCTIONS.items() if k not in reserved}
    special = {k: v for k, v in DuckDB.Parser.FUNCTION_PARSERS.items() if k not in reserved}
    tables = {"FUNCTIONS": functions, "FUNCTION_PARSERS": special}
    parser = new_class("Parser", (DuckDB.Parser,), exec_body=lambda body: body.update(tables))
    tokenizer = new_class("Tokenizer", (DuckDB.Tokenizer,), exec_body=lambda body: body.update(HEREDOC_STRINGS=[]))
    parts = {"Parser": parser, "Tokenizer": tokenizer}
    return Dialect.get_or_raise(new_class("Conditions", (DuckDB,), exec_body=lambda body: body.update(parts)))


def _syntax(error: SqlglotError) -> ConditionError:
    details = error.errors[0] if isinstance(error, ParseError) and error.errors else {}
    word = str(details.get("highlight") or "").strip()
    if not details:
        return ConditionError("sql", _("Kondisi SQL tidak dapat dibaca: tanda kutip atau kurung tidak ditutup."))
    why = details["description"]
    if word:
        said = _("Kondisi SQL tidak dapat dibaca di dekat '{word}': {why}.", word=word, why=why)
    else:
        said = _("Kondisi SQL tidak dapat dibaca: {why}.", why=why)
    return ConditionError("sql", said, word)
