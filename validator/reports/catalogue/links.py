"""What belongs to what: the page of a rule and of a form, the forms and fields of a rule, the rules of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from validator.messages.sentences import sentence as _
from validator.pack.errors import DeclarationError
from validator.pack.models import Pack, Rule, Table

__all__ = ["Links", "form_page", "rule_page"]

_NAME = re.compile(r"[A-Za-z0-9*_-]+")
_WORD = re.compile(r"(?:(\w+)\s*\.\s*)?([A-Za-z_]\w*)")
_TEXT = re.compile(r"'(?:[^']|'')*'")


def rule_page(rule_id: str) -> str:
    """`aturan/POT-004.html`. Raises `DeclarationError` for an id that is no name of a file."""
    return f"aturan/{_checked(rule_id)}.html"


def form_page(name: str) -> str:
    """`formulir/t03.html`. Raises `DeclarationError` for a name that is no name of a file."""
    return f"formulir/{_checked(name)}.html"


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise DeclarationError(
            _("{name} bukan id aturan atau nama tabel; periksa dengan `prodeskel rules lint`", name=repr(name))
        )
    return name


class Links:
    """The ties between the rules and the forms of one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def form_of(self, rule: Rule) -> Table | None:
        """The form whose cells a rule marks; None if it is asked of all forms, or of none that is known."""
        name = rule.table
        if name in self.pack.derived:
            name = self.pack.derived[name].locates
        return self.pack.tables.get(name)

    def sources(self, name: str) -> tuple[str, ...]:
        """The forms behind a table: itself, or what a derived table is counted from, in the order of the pack."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in self.pack.derived:
                waiting += [need for need in self.pack.derived[one].needs if need not in found]
            found.add(one)
        return tuple(table for table in self.pack.tables if table in found)

    def fields_of(self, rule: Rule) -> list[tuple[Table, str, bool]]:
        """(form, field, whether its cell is marked): first what is marked, then what the conditions name."""
        found: dict[tuple[str, str], bool] = {}
        own = self.form_of(rule)
        marked = rule.fields if rule.constraint else rule.blames
        for name in marked if own else ():
            found[(own.name if own else "", name)] = True
        for table, name in self._named(rule, own):
            found.setdefault((table, name), not marked and table == (own.name if own else ""))
        known = ((self.pack.tables[table], name, first) for (table, name), first in found.items())
        return [(table, name, first) for table, name, first in known if name in table.names]

    def _named(self, rule: Rule, own: Table | None) -> Iterator[tuple[str, str]]:
        """(table, field) of the forms that the conditions name; words of a derived table are no fields of a form."""
        plain = _TEXT.sub("''", f"{rule.assert_} {rule.when}")
        for prefix, word in _WORD.findall(plain):
            table = own.name if own and prefix in ("", "previous") and rule.table == own.name else prefix
            if table in self.pack.tables and word in self.pack.tables[table].names:
                yield table, word

    @cached_property
    def asked(self) -> dict[str, list[Rule]]:
        """By form: the rules that mark its cells."""
        found: dict[str, list[Rule]] = {name: [] for name in self.pack.tables}
        for rule in self.pack.rules:
            form = self.form_of(rule)
            if form:
                found[form.name].append(rule)
        return found

    @cached_property
    def looking(self) -> dict[str, list[Rule]]:
        """By form: the rules of other forms that look at it, directly, through a derived table, or by `also`."""
        found: dict[str, list[Rule]] = {name: [] for name in self.pack.tables}
        for rule in self.pack.rules:
            own = self.form_of(rule)
            behind = {form for name in (rule.table, *rule.with_) for form in self.sources(name)}
            for name in (behind | {*rule.also}) - {own.name if own else ""}:
                found[name].append(rule)
        return found

    @cached_property
    def asking(self) -> dict[tuple[str, str], list[Rule]]:
        """By form and field: the rules that mark or name it."""
        found: dict[tuple[str, str], list[Rule]] = {}
        for rule in self.pack.rules:
            for table, name, _kind in self.fields_of(rule):
                found.setdefault((table.name, name), []).append(rule)
        return found
