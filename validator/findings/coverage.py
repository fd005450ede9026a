"""What could not be checked, and why: a question without an answer never counts as passed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from validator.declarations.models import Pack
from validator.engine.checks import Check
from validator.findings.models import NotCheckable, Share
from validator.findings.rendering import Context

_REASONS = {
    "form": ("formulir {table} tidak ada dalam berkas yang diperiksa", "form {table} is not among the files checked"),
    "other": ("formulir pembanding {table} tidak ada", "the form to compare with, {table}, is missing"),
    "previous": ("data tahun {year} untuk pembanding tidak ada", "data of {year} to compare with are missing"),
    "column": ("kolom {columns} tidak ada dalam berkas", "column {columns} is not in the file"),
    "blank": ("isian yang dibandingkan kosong atau tidak terbaca", "a cell it compares is blank or unreadable"),
}


@dataclass(slots=True)
class Received:
    """What came in for one village: its tables with the fields present in the files, and tables of the year before."""

    year: int
    fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rows: Counter[str] = field(default_factory=Counter)
    expected: int = 0
    previous: set[str] = field(default_factory=set)


def received(context: Context) -> dict[str, Received]:
    """By village with rows of the year under review."""
    found: dict[str, Received] = {}
    for name, table in context.pack.tables.items():
        expected = {f.name for f in table.fields if f.expected}
        query = f"SELECT _village, _src, _review, max(_year), count(*) FROM {name} GROUP BY ALL ORDER BY ALL"
        for village, source, review, year, rows in context.connection.execute(query).fetchall():
            state = found.setdefault(village, Received(year))
            if not review:
                state.previous.add(name)
                continue
            state.year = max(state.year, year)
            present = context.sources[source].columns.keys()
            state.fields[name] |= present
            state.rows[name] += rows
            state.expected += rows * len(expected & present)
    return {village: state for village, state in sorted(found.items()) if state.rows}


def coverage(context: Context, states: Mapping[str, Received]) -> dict[str, tuple[Share, tuple[NotCheckable, ...]]]:
    """Answered among asked questions of each village, and what stayed open."""
    asked: Counter[str] = Counter()
    open_: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    for outcome in context.run.outcomes:
        for check in context.run.checks[outcome.source]:
            if check.rule.status == "aktif" and not outcome.not_asked >> check.number & 1:
                asked[outcome.village] += outcome.rows
                if outcome.unanswered >> check.number & 1:
                    open_[outcome.village][outcome.source, check.number] += outcome.rows
    found = {}
    for village, state in states.items():
        items = [_open(context, state, source, number, n) for (source, number), n in sorted(open_[village].items())]
        missing = list(_never_asked(context, state))
        unanswered = sum(i.count for i in items) + len(missing)
        total = asked[village] + len(missing)
        found[village] = (Share(total - unanswered, total), tuple(items + missing))
    return found


def _never_asked(context: Context, state: Received) -> Iterator[NotCheckable]:
    for checks in context.run.checks.values():
        for check in checks:
            if check.rule.status == "aktif" and check.table.name not in state.rows:
                yield _not_checkable(context, check, 1, "form", table=check.table.title)


def _open(context: Context, state: Received, source: str, number: int, count: int) -> NotCheckable:
    check = context.run.checks[source][number]
    for alias in sorted(check.aliases):
        for table in _base_tables(context.pack, alias):
            if table not in state.rows and alias != "previous":
                return _not_checkable(context, check, count, "other", table=context.pack.tables[table].title)
    if "previous" in check.aliases and check.table.name not in state.previous:
        return _not_checkable(context, check, count, "previous", year=str(state.year - 1))
    absent = [f for t, f in sorted(check.involved) if t == check.table.name and f not in state.fields[t]]
    if absent:
        titles = ", ".join(check.table.field(f).title for f in absent[:3])
        return _not_checkable(context, check, count, "column", columns=titles)
    return _not_checkable(context, check, count, "blank")


def _base_tables(pack: Pack, alias: str) -> Sequence[str]:
    if alias in pack.tables:
        return [alias]
    return [t for need in pack.derived[alias].needs for t in _base_tables(pack, need)] if alias in pack.derived else []


def _not_checkable(context: Context, check: Check, count: int, reason: str, **words: str) -> NotCheckable:
    english = context.lang == "en"
    title = check.rule.title_en if english and check.rule.title_en else check.rule.title
    text = _REASONS[reason][english].format(**words)
    return NotCheckable(check.rule.id, title, check.table.name, check.table.title, count, text)
