"""What is wrong with one SQL condition: names, words, shape, code-list labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from msgspec import Struct
from sqlglot import exp

from validator.pack.lint.kinds import BOOLEAN, UNKNOWN, kind_of, macro_around, mismatches
from validator.pack.lint.scopes import Column, Names, Scope
from validator.pack.problems import Level, nearest
from validator.pack.vocabulary import ConditionError, Vocabulary

# DuckDB functions that are no part of sqlglot's grammar, yet harmless: they read nothing but their arguments.
PLAIN_FUNCTIONS = frozenset({"date_part", "isfinite", "list_avg", "list_count", "list_max", "list_min", "list_sum"}) | {
    "bit_count",
    "regexp_full_match",
    "strip_accents",
    "try_strptime",
}
DERIVED_FUNCTIONS = PLAIN_FUNCTIONS.union(
    *(
        words.split(" ")
        for words in (
            "arg_max arg_min contains dayname epoch geomean hash histogram isodow kurtosis last_day list_contains",
            "list_distinct list_position list_sort list_unique list_zip mad max_by min_by mode monthname prefix",
            "product quantile quantile_cont quantile_disc skewness string_split suffix",
        )
    )
)
"""What derived tables may call besides: aggregates, and what reads nothing but its arguments."""
SIZED = (exp.GenerateSeries, exp.Repeat, exp.Pad, exp.Space, exp.Format)
LARGEST = 1_000
"""What they make may be so long at most, and the length is written there: a few letters could ask for all memory."""
# They read files, make rows, or answer differently each time: a condition must depend on its row alone.
REFUSED = (exp.UDTF, exp.ReadCSV, exp.ReadParquet, exp.Explode, exp.Unnest, exp.Rand, exp.Uuid, exp.CurrentUser)
CLOCKS = (exp.CurrentDate, exp.CurrentTime, exp.CurrentTimestamp, exp.CurrentDatetime)


class Fault(Struct, frozen=True):
    """`word` is the place in the condition's text."""

    code: str
    message: str
    word: str = ""
    level: Level = "error"


def faults(
    sql: str, scope: Scope, names: Names, vocabulary: Vocabulary, params: Mapping[str, float], *, boolean: bool
) -> list[Fault]:
    """Everything that is wrong with one condition (`boolean`) or value; types are judged only if the rest is right."""
    if remark(sql):
        return [Fault("sql", REMARK)]
    try:
        tree = vocabulary.parse(sql)
        expanded = vocabulary.expand(tree)
    except ConditionError as error:
        return [Fault(error.code, error.message, error.word)]
    found = [*_shape(tree), *_aggregates(expanded), *words(tree, vocabulary), *sizes(expanded)]
    found += [*_columns(tree, scope), *_params(tree, params)]
    if found:
        return found
    typed = scope.typed(expanded)
    found = [Fault("type", message, word) for message, word in mismatches(typed)]
    if boolean and not found and kind_of(typed) not in (BOOLEAN, UNKNOWN):
        found = [Fault("type", "Kondisi harus bernilai benar atau salah (misalnya memakai =, <, AND).")]
    return [*found, *labels(expanded, scope.column, names)]


REMARK = "Keterangan SQL (-- atau /* */) tidak dipakai di dalam kondisi; hapus."


def remark(sql: str) -> bool:
    """Whether there is a comment: a condition stands within a query, of which it would hide the rest."""
    return bool(re.search(r"--|/\*", re.sub(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"", "", sql)))


def _shape(tree: exp.Expr) -> Iterator[Fault]:
    if isinstance(tree, exp.Alias):
        yield Fault("sql", f"Ada kata yang tidak diharapkan: '{tree.alias}'.", tree.alias)
    elif not isinstance(tree, exp.Condition) or isinstance(tree, (exp.Query, exp.Star)):
        yield Fault("statement", "Harus ungkapan SQL, bukan perintah.")
    elif any(tree.find_all(exp.Query, exp.Exists)):
        message = "Subkueri tidak dipakai dalam aturan; buat tabel turunan di schemas/derived/."
        yield Fault("statement", message, "select")


def _aggregates(expanded: exp.Expr) -> Iterator[Fault]:
    """Aggregates over the rows, written there or in a macro."""
    for node in expanded.find_all(exp.AggFunc):
        if not node.find_ancestor(exp.Window, exp.Query):
            message = "Agregat hanya dapat dipakai di tabel turunan (schemas/derived/) atau dengan OVER."
            yield Fault("statement", message, macro_around(node) or node.sql_name().lower())


def words(tree: exp.Expr, vocabulary: Vocabulary, plain: Collection[str] = PLAIN_FUNCTIONS) -> Iterator[Fault]:
    """Functions that are unknown, or may not be used; `plain` are those that sqlglot has no word for."""
    for node in tree.find_all(exp.Func):
        if isinstance(node, CLOCKS):
            yield Fault("function", "Pakai today(): tanggal acuan pemeriksaan, bukan jam komputer.")
        elif isinstance(node, REFUSED):
            yield Fault("function", f"Fungsi {node.sql_name().lower()} tidak diizinkan dalam aturan.", node.sql_name())
        elif isinstance(node, exp.Anonymous) and not vocabulary.macro(node):
            name = str(node.this)
            if name.lower() not in plain:
                hint = nearest(name, [*vocabulary.macros, *plain])
                yield Fault("function", f"Fungsi {name}() tidak dikenal.{hint}", name)


def sizes(tree: exp.Expr) -> Iterator[Fault]:
    """Calls that make texts or lists of a length that is not written there, too large, or multiplied by another."""
    for node in tree.find_all(*SIZED):
        name = _SAID.get(node.key, node.key)
        if not _bounded(node):
            message = f"{name}: panjangnya harus angka yang ditulis di situ, paling besar {LARGEST}."
            yield Fault("function", message, name)
        elif node.find_ancestor(*SIZED):
            yield Fault("function", f"{name} tidak boleh berada di dalam repeat, lpad, range atau format lain.", name)


_SAID = {"generateseries": "range", "pad": "lpad"}
_LENGTHS: Mapping[str, tuple[str, ...]] = {"repeat": ("times",), "pad": ("expression",), "space": ("this",)}
"""The arguments that say how long the result is."""


def _bounded(node: exp.Expr) -> bool:
    if isinstance(node, exp.Format):
        text = node.this
        return isinstance(text, exp.Literal) and not re.search(r"\d{4}|\{[^{}]*\{", str(text.this))
    keys = _LENGTHS.get(node.key, ("start", "end", "step"))
    return all(_small(node.args[key]) for key in keys if node.args.get(key) is not None)


def _small(node: exp.Expr) -> bool:
    inner = node.this if isinstance(node, exp.Neg) else node
    plain = isinstance(inner, exp.Literal) and not inner.is_string and re.fullmatch(r"[0-9]{1,4}", str(inner.this))
    return bool(plain) and int(str(inner.this)) <= LARGEST


def _columns(tree: exp.Expr, scope: Scope) -> Iterator[Fault]:
    for node in tree.find_all(exp.Column):
        if node.table and node.table not in scope.sources:
            if node.table in scope.known_tables or node.table == "previous":
                yield Fault("table", f"Tabel {node.table} belum disebut dalam 'with'.", node.table)
            else:
                hint = nearest(node.table, [*scope.sources, *scope.known_tables])
                yield Fault("table", f"Tabel {node.table} tidak dikenal.{hint}", node.table)
        elif scope.column(node) is None and isinstance(node.this, exp.Identifier):
            columns = scope.sources[node.table or scope.own]
            hint = nearest(node.name, columns)
            yield Fault("field", f"Isian {node.name} tidak ada di tabel {node.table or scope.own}.{hint}", node.name)


def _params(tree: exp.Expr, params: Mapping[str, float]) -> Iterator[Fault]:
    for node in tree.find_all(exp.Placeholder):
        if str(node.this) not in params:
            hint = nearest(str(node.this), params)
            yield Fault("params", f"${node.this} tidak dinyatakan dalam 'params'.{hint}", str(node.this))


def labels(tree: exp.Expr, column: Callable[[exp.Column], Column | None], names: Names) -> list[Fault]:
    """Texts compared with a code-list column that are not labels of its list."""
    found = []
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.NullSafeEQ, exp.NullSafeNEQ, exp.In, exp.Case):
        sides = _compared(node)
        lists = {known.codelist for side in sides if (known := _plain_column(side, column)) and known.codelist}
        for codelist in lists:
            allowed = names.labels(codelist)
            for text in (text for side in sides for text in _texts(side)):
                if allowed and text not in allowed:
                    message = f"'{text}' bukan pilihan daftar {codelist}.{nearest(text, allowed)}"
                    found.append(Fault("label", message, text))
    return found


def _compared(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.In):
        return [node.this, *node.expressions]
    if isinstance(node, exp.Case):
        return [node.this, *(branch.this for branch in node.args["ifs"])] if node.this else []
    return [node.this, node.expression]


def _plain_column(node: exp.Expr, column: Callable[[exp.Column], Column | None]) -> Column | None:
    inner = node.unnest()
    return column(inner) if isinstance(inner, exp.Column) else None


def _texts(node: exp.Expr) -> Iterator[str]:
    """The texts that an expression can yield: a literal, or the results of CASE and coalesce."""
    inner = node.unnest()
    if isinstance(inner, exp.Literal) and inner.is_string:
        yield str(inner.this)
    elif isinstance(inner, exp.Case):
        results = [branch.args["true"] for branch in inner.args["ifs"]]
        for result in [*results, *filter(None, [inner.args.get("default")])]:
            yield from _texts(result)
    elif isinstance(inner, exp.Coalesce):
        for result in [inner.this, *inner.expressions]:
            yield from _texts(result)
