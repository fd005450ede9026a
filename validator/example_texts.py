"""What each rule says of its own failing examples, in Indonesian and English: for catalogues, and to be read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from validator.cells.values import parser
from validator.engine.answering import answer
from validator.engine.preparing import Database
from validator.engine.running import Run
from validator.engine.tables import Tables
from validator.examples import COMPUTED, DEFAULT_DATE, ExampleCase, cases_of, day_of, insert, own_table, place_of
from validator.findings.cells import CellRules, cell_findings
from validator.findings.context import Context, Source
from validator.findings.models import Finding
from validator.findings.plain_words import PlainWords
from validator.findings.rendering import ask, findings_of
from validator.findings.result import Result
from validator.findings.scores import VillageNames
from validator.pack.models import Pack, Table

__all__ = ["ExampleFinding", "example_texts"]

LANGUAGES = ("id", "en")


class ExampleFinding(NamedTuple):
    """The finding of a rule on one of its failing examples, in both languages."""

    indonesian: Finding
    english: Finding


def example_texts(
    pack: Pack, only: Iterable[str] = (), *, every: bool = False
) -> Mapping[str, Sequence[ExampleFinding]]:
    """By the id of a rule what it says of its first failing example, with `every` of all of them; `only`: these rules.

    A rule is asked with the parameters it has in the pack. One whose example is not found (because a later pack has
    changed its parameters) is left out.
    """
    wanted = set(only)
    cases = [c for c in cases_of(r for r in pack.rules if not wanted or r.id in wanted) if c.example.fails]
    if not every:
        cases = [c for c in cases if c.number == 1]
    found: dict[str, list[ExampleFinding]] = {}
    asked = [c for c in cases if not c.rule.constraint]
    for day in sorted({day_of(c) for c in asked}):
        _keep(found, asked, _of_records(pack, [c for c in asked if day_of(c) == day], day), day)
    cells = [c for c in cases if c.rule.constraint]
    _keep(found, cells, _of_cells(pack, cells), DEFAULT_DATE)
    for rule in pack.rules:
        if rule.constraint in COMPUTED and rule.status != "mati" and (not wanted or rule.id in wanted):
            found.setdefault(rule.id, []).extend(_of_instruments(pack, rule.id))
    return {rule.id: found[rule.id] for rule in pack.rules if rule.id in found}


def _keep(
    found: dict[str, list[ExampleFinding]], cases: Sequence[ExampleCase], said: Iterable[ExampleFinding], day: date
) -> None:
    """Of each example the first finding of its own rule."""
    own = {(case.rule.id, place_of(case, day if not case.rule.constraint else DEFAULT_DATE)[0]) for case in cases}
    named = {(case.rule.id, str(row["_village"])) for case in cases for row in case.example.rows if "_village" in row}
    seen: set[tuple[str, str, int]] = set()
    for each in said:
        finding = each.indonesian
        at = (finding.rule, finding.village)
        once = (*at, finding.year)
        if (at in own or at in named) and once not in seen:
            seen.add(once)
            found.setdefault(finding.rule, []).append(each)


def _of_records(pack: Pack, cases: Sequence[ExampleCase], day: date) -> Iterator[ExampleFinding]:
    tables = Tables(Database(pack, day))
    for case in cases:
        insert(tables, pack, case, day)
    run = answer(tables)
    rules = {case.rule.id for case in cases}
    contexts = _contexts(tables, pack, run)
    broken: dict[str, int] = {}
    for outcome in run.outcomes:
        broken[outcome.source] = broken.get(outcome.source, 0) | outcome.violated
    for source, checks in run.checks.items():
        asked = [c for c in checks if c.rule.id in rules and broken.get(source, 0) >> c.number & 1]
        if asked:
            yield from _both(list(findings_of(context, ask(context, asked))) for context in contexts)


def _of_cells(pack: Pack, cases: Sequence[ExampleCase]) -> Iterator[ExampleFinding]:
    tables = Tables(Database(pack, DEFAULT_DATE))
    for case in cases:
        _insert_cells(tables, pack, case)
    contexts = _contexts(tables, pack, answer(tables))
    rules = CellRules(pack)
    for table in {own_table(pack, case).name: own_table(pack, case) for case in cases}.values():
        yield from _both(list(cell_findings(context, rules, table)) for context in contexts)


def _of_instruments(pack: Pack, rule: str) -> Iterator[ExampleFinding]:
    """Of a rule about whole instruments."""
    examples = [e for e in pack.rule(rule).examples if e.fails][:1]
    tables = Tables(Database(pack, DEFAULT_DATE))
    for example in examples:
        _insert_cells(tables, pack, ExampleCase(pack.rule(rule), example, 1, "9900000001"))
    if examples:
        run = answer(tables)
        context, _ = _contexts(tables, pack, run)
        result = Result(context, (), DEFAULT_DATE, "", lambda _: VillageNames(), lambda _: ((), tuple(context.sources)))
        each = (result.in_language(lang).iter_findings() for lang in LANGUAGES)
        yield from _both([f for f in findings if f.rule == rule] for findings in each)


def _both(findings: Iterable[Sequence[Finding]]) -> Iterator[ExampleFinding]:
    indonesian, english = findings
    return (ExampleFinding(*pair) for pair in zip(indonesian, english, strict=True))


def _contexts(tables: Tables, pack: Pack, run: Run) -> list[Context]:
    """The same answers, to be spoken of in each language."""
    sources = tuple(_source(table) for table in pack.tables.values())
    words = PlainWords(pack, lambda: {lot.village for lot in run.census})
    return [Context(tables.connection, pack, run, sources, words, lang=lang) for lang in LANGUAGES]


def _source(table: Table) -> Source:
    """A file in which a form stands as it is declared."""
    columns = {name: number for number, name in enumerate(table.names)}
    return Source("contoh.xlsx", "", table.name, columns, {})


def _insert_cells(tables: Tables, pack: Pack, case: ExampleCase) -> None:
    """Adds the rows of an example of raw cells, read as a file would be."""
    table = own_table(pack, case)
    rows = case.example.rows
    names = [field.name for field in table.fields if any(field.name in row for row in rows)]
    verdicts = {name: [parser(table.field(name), pack.codelists)(row.get(name)) for row in rows] for name in names}
    fixed = {"_src": tables.numbers[table.name], "_village": case.village, "_year": DEFAULT_DATE.year, "_review": True}
    fixed |= {"_copies": 1, "_rank": 1, "_stale": False, "_older": 0, "_bad_code": False}
    columns: dict[str, list[object]] = {name: [value] * len(rows) for name, value in fixed.items()}
    columns |= {"_line": [number + 2 for number in range(len(rows))]}
    columns |= {name: [verdict.value for verdict in found] for name, found in verdicts.items()}
    cells = [
        (number, table.names.index(name), verdict.problem, str(rows[number].get(name) or ""))
        for name, found in verdicts.items()
        for number, verdict in enumerate(found)
        if verdict.problem and name in rows[number]
    ]
    tables.add(table, len(rows), columns, cells)
