"""Tables that are asked the rules of another: a derived table reads their rows as rows of that other table.

OpenSID's population sheet lists the same persons as Prodeskel's member export, in other words. A derived table with
`as: agtkeluarga` says once what each column and answer means there. A rule that names the sheet in `also` is asked of
that derived table; what the rule draws from other derived tables is counted anew from it (`with_copies`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from validator.pack.models import TEXTS, Derived, Pack, Rule

__all__ = ["asked", "base_table", "stand_in", "variant", "with_copies"]

_WORD = re.compile(r"'(?:[^']|'')*'|--[^\n]*|(?<![.\w])([A-Za-z_]\w*)")
_ALIAS = re.compile(r"'(?:[^']|'')*'|(?<![.\w])([A-Za-z_]\w*)(?=\s*\.)")
_PLACEHOLDER = re.compile(r"\{(\w+)(?::[^{}]*)?\}")
_TEXTS = ("title", *TEXTS)


def base_table(derived: Mapping[str, Derived], relation: str) -> str:
    """The table in which the records of a relation stand: itself, or the one that a derived table locates."""
    return derived[relation].locates if relation in derived else relation


def stand_in(derived: Mapping[str, Derived], rule: Rule, table: str) -> Derived | None:
    """The derived table through which rows of `table` can be asked this rule; None if there is none."""
    own = base_table(derived, rule.table)
    return next((d for d in derived.values() if d.stands_for == own and d.locates == table), None)


def with_copies(derived: Mapping[str, Derived], rules: Iterable[Rule]) -> dict[str, Derived]:
    """The derived tables, and after them a copy for each stand-in of those that its rules read."""
    wanted: dict[str, set[str]] = {}
    for rule in rules:
        for table in rule.also if not rule.constraint else ():
            found = stand_in(derived, rule, table)
            if found:
                wanted.setdefault(found.name, set()).update((rule.table, *rule.with_))
    copies: dict[str, Derived] = {}
    for name, sources in wanted.items():
        copies |= {copy.name: copy for copy in _copies(derived, derived[name], sources)}
    return {**derived, **copies}


def _copies(derived: Mapping[str, Derived], stand: Derived, sources: Iterable[str]) -> Iterator[Derived]:
    needed = _closure(derived, sources)
    names = {stand.stands_for: stand.name} | {name: _copied(stand, name) for name in needed}
    for name in (name for name in derived if name in needed):
        one = derived[name]
        yield replace(
            one,
            name=names[name],
            sql=_renamed(_WORD, one.sql, names),
            needs=tuple(names.get(need, need) for need in one.needs),
            locates=stand.locates if one.locates == stand.stands_for else one.locates,
            copy_of=name,
        )


def _closure(derived: Mapping[str, Derived], sources: Iterable[str]) -> set[str]:
    """These derived tables and all that they need."""
    found: set[str] = set()
    queue = [*sources]
    while queue:
        name = queue.pop()
        if name in derived and name not in found:
            found.add(name)
            queue += derived[name].needs
    return found


def _copied(stand: Derived, name: str) -> str:
    return f"{stand.name}__{name}"


def _renamed(pattern: re.Pattern[str], sql: str, names: Mapping[str, str]) -> str:
    return pattern.sub(lambda match: names.get(match[1], match[0]) if match[1] else match[0], sql)


def asked(pack: Pack) -> Iterator[tuple[str, Rule]]:
    """Every question about records: the table or derived table it is asked of ('*': all tables), and the rule."""
    for rule in pack.rules:
        if not rule.constraint and rule.status != "mati":
            yield rule.table, rule
            for table in rule.also:
                found = variant(rule, table, pack)
                yield found.table, found


def variant(rule: Rule, table: str, pack: Pack) -> Rule:
    """A rule as it is asked of a table of its `also`: of the relation that stands in, in the words of that table."""
    stand = stand_in(pack.derived, rule, table)
    if stand is None:
        return _graded(rule, replace(rule, table=table))
    names = {rule.table: stand.name if rule.table == stand.stands_for else _copied(stand, rule.table)}
    names |= {name: _copied(stand, name) for name in rule.with_ if name in pack.derived}
    fields = pack.tables[table].names
    found = replace(
        rule,
        table=table if rule.constraint else names[rule.table],
        with_=tuple(names.get(name, name) for name in rule.with_),
        assert_=_renamed(_ALIAS, rule.assert_, names),
        when=_renamed(_ALIAS, rule.when, names),
        show={name: _renamed(_ALIAS, sql, names) for name, sql in _shown(rule, stand, pack).items()},
        blames=tuple(b for blamed in rule.blames for b in stand.cells.get(blamed, (blamed,)) if b in fields),
        **{text: _said(getattr(rule, text), stand) for text in _TEXTS},
    )
    return _graded(rule, found)


def _graded(rule: Rule, found: Rule) -> Rule:
    parameters = {**rule.parameters, **rule.also_params}
    return replace(found, severity=rule.also_severity or rule.severity, parameters=parameters)


def _shown(rule: Rule, stand: Derived, pack: Pack) -> Mapping[str, str]:
    """What its texts print beyond fields: also those of its own table that the other table has in other columns."""
    own, other = pack.tables[stand.stands_for].names, pack.tables[stand.locates].names
    named = {name for text in _TEXTS for name in _PLACEHOLDER.findall(getattr(rule, text))}
    return {**{name: name for name in sorted(named) if name in own and name not in other}, **rule.show}


def _said(text: str, stand: Derived) -> str:
    for words, instead in stand.says:
        text = text.replace(words, instead)
    return text
