"""What could not be checked, and why: a question without an answer never counts as passed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from msgspec import Struct, field

from validator.findings.context import Context
from validator.findings.formatting import fill, shown
from validator.findings.models import NotCheckable, Share
from validator.findings.open_questions import OpenQuestions, base_tables
from validator.pack.models import Rule
from validator.pack.stand_ins import base_table
from validator.plan.checks import Check

_REASONS = {
    "form": (
        "Formulir {form} tidak ada dalam berkas yang diperiksa.",
        "The form {form} is not among the files checked.",
    ),
    "other": ("Formulir pembanding {form} tidak ada.", "The form to compare with, {form}, is missing."),
    "previous": ("Data tahun {year} untuk pembanding tidak ada.", "Data of {year} to compare with are missing."),
    "column": ("Kolom {columns} tidak ada dalam berkas.", "The column {columns} is not in the file."),
}


class Received(Struct):
    """What came in for one village: its tables with the fields present in the files, and tables of the year before.

    `expected` counts, by table, the cells that should hold something.
    """

    year: int = 0
    fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rows: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    previous: set[str] = field(default_factory=set)


def received(context: Context) -> dict[str, Received]:
    """By village with rows of the year under review, by code."""
    found: dict[str, Received] = defaultdict(Received)
    expected = {name: {f.name for f in table.fields if f.expected} for name, table in context.pack.tables.items()}
    for lot, rows in sorted(context.run.census.items()):
        state = found[lot.village]
        if not lot.review:
            state.previous.add(lot.table)
            continue
        present = context.sources[lot.source].columns.keys()
        state.year = max(state.year, lot.year)
        state.fields[lot.table] |= present
        state.rows[lot.table] += rows
        state.expected[lot.table] += rows * len(expected[lot.table] & present)
    for (table, village), cells in context.run.excused.items():
        found[village].expected[table] -= cells
    return {village: state for village, state in sorted(found.items()) if state.rows}


def coverage(context: Context, states: Mapping[str, Received]) -> dict[str, tuple[Share, tuple[NotCheckable, ...]]]:
    """Answered among asked questions of each village, and what stayed open."""
    asked: Counter[str] = Counter()
    open_: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    active = {source: _active(checks) for source, checks in context.run.checks.items()}
    for outcome in context.run.outcomes:
        questions = active[outcome.source] & ~outcome.not_asked
        asked[outcome.village] += outcome.rows * questions.bit_count()
        for number in bits(questions & outcome.unanswered):
            open_[outcome.village][outcome.source, number] += outcome.rows
    silent = _Silent(context)
    looked_at = cache(lambda source, number: _looked_at(context.run.check(source, number)))
    open_questions = OpenQuestions(context, looked_at)
    found = {}
    for village, state in states.items():
        items = []
        for (source, number), n in sorted(open_[village].items()):
            note = partial(open_questions.note, source, number, village, n)
            items.append(_open(context, state, source, number, looked_at(source, number), n, note))
        missing = silent.of(frozenset(state.rows))
        unanswered = sum(i.count for i in items) + len(missing)
        total = asked[village] + len(missing)
        found[village] = (Share(total - unanswered, total), (*items, *missing))
    return found


def _active(checks: Sequence[Check]) -> int:
    return sum(1 << c.number for c in checks if c.rule.status == "aktif")


def bits(mask: int) -> Sequence[int]:
    """The numbers of the bits that are set.

    >>> bits(0b1010)
    [1, 3]
    """
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


class _Silent:
    """The rules of Prodeskel's forms that were not received; villages that sent the same forms share one list."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.rules: dict[str, list[Rule]] = defaultdict(list)
        for rule in context.pack.rules:
            if not rule.constraint and rule.status == "aktif" and rule.table != "*":
                self.rules[base_table(context.pack.derived, rule.table)].append(rule)
        self._lists: dict[frozenset[str], tuple[NotCheckable, ...]] = {}

    def of(self, received: frozenset[str]) -> tuple[NotCheckable, ...]:
        if received not in self._lists:
            self._lists[received] = tuple(
                _not_checkable(self.context, rule, name, 1, "form", form=self.context.pack.tables[name].title)
                for name, table in self.context.pack.tables.items()
                if table.status == "live" and name not in received
                for rule in self.rules[name]
            )
        return self._lists[received]


def _looked_at(check: Check) -> list[str]:
    """The fields of its own table that a check looks at."""
    return sorted(field for table, field in check.involved if table == check.table.name)


def _open(
    context: Context,
    state: Received,
    source: str,
    number: int,
    looked: Sequence[str],
    count: int,
    note: Callable[[], Callable[[], str]],
) -> NotCheckable:
    check = context.run.check(source, number)
    rule, table = check.rule, check.table
    absent = [field for field in looked if field not in state.fields[table.name]]
    if rule.unanswered and not absent:
        return _needing(context, rule, table.name, count)
    for alias in sorted(check.aliases):
        for name in base_tables(context.pack, alias):
            if name not in state.rows and alias != "previous":
                return _not_checkable(context, rule, table.name, count, "other", form=context.pack.tables[name].title)
    if "previous" in check.aliases and table.name not in state.previous:
        return _not_checkable(context, rule, table.name, count, "previous", year=str(state.year - 1))
    if absent:
        titles = ", ".join(table.field(f).title for f in absent[:3])
        return _not_checkable(context, rule, table.name, count, "column", columns=titles)
    return NotCheckable(rule.id, _title(context, rule), table.name, table.title, count, note())


def _needing(context: Context, rule: Rule, table: str, count: int) -> NotCheckable:
    """A rule that says itself what it needs."""
    text = context.speech.said(rule.unanswered, rule.unanswered_en)
    reason = fill(text, {name: shown(value, context.english) for name, value in rule.parameters.items()})
    sentence = f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
    return NotCheckable(rule.id, _title(context, rule), table, context.pack.tables[table].title, count, sentence)


def _not_checkable(context: Context, rule: Rule, table: str, count: int, reason: str, **words: str) -> NotCheckable:
    text = _REASONS[reason][context.english].format(**words)
    return NotCheckable(rule.id, _title(context, rule), table, context.pack.tables[table].title, count, text)


def _title(context: Context, rule: Rule) -> str:
    return context.speech.said(rule.title, rule.title_en)
