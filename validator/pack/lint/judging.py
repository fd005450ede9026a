"""Judges what a pack declares: tables, code lists, regions, strangers, macros, derived tables, rules, and rules against
each other. What earlier packs declare is right, and looked at only where it is named.
"""

from __future__ import annotations

from functools import partial

from validator.messages.sentences import sentence as _
from validator.pack.documents import child
from validator.pack.draft import Draft
from validator.pack.lint.codelists import lint_codelist
from validator.pack.lint.derived import check_derived
from validator.pack.lint.duplicates import clashes
from validator.pack.lint.queries import lint_derived, usable_macros
from validator.pack.lint.regions import lint_regions
from validator.pack.lint.rules import lint_rule
from validator.pack.lint.scopes import Columns, Names
from validator.pack.lint.strangers import lint_strangers
from validator.pack.lint.tables import lint_table
from validator.pack.models import Derived, Pack
from validator.pack.vocabulary import Vocabulary


def judge(draft: Draft, pack: Pack) -> None:
    """Reports in the documents of the draft what is wrong with it; `pack` is what it makes."""
    vocabulary = Vocabulary([*draft.base.macros, *usable_macros(draft)])
    names = Names.of(pack)
    names.later |= {
        name: partial(_columns_of, one, names, vocabulary)
        for name, one in names.derived.items()
        if name not in draft.derived
    }
    for table in draft.tables.values():
        lint_table(table, names, vocabulary)
    for codelist in draft.codelists.values():
        lint_codelist(codelist)
    lint_regions(draft.regions)
    lint_strangers(draft.strangers, pack.tables)
    lint_derived(draft.derived, names, vocabulary)
    for rule in draft.rules.values():
        if rule.node is not None:
            lint_rule(rule, names, vocabulary)
    _report_clashes(draft, vocabulary)


def _columns_of(table: Derived, names: Names, vocabulary: Vocabulary) -> Columns:
    return check_derived(table, names, vocabulary)[0]


def _report_clashes(draft: Draft, vocabulary: Vocabulary) -> None:
    asked = {declared.record.table for declared in draft.rules.values() if declared.node is not None}
    beside = (declared.record for declared in draft.rules.values() if declared.record.table in asked)
    for rule, earlier, kind in clashes(beside, vocabulary):
        declared = draft.rules[rule.id]
        node = child(declared.node, "assert") or child(declared.node, "constraint")
        said = _("Kondisi {id} berlawanan dengan {other}.", id=rule.id, other=earlier.id)
        if kind == "identical":
            said = _("Kondisi {id} sama dengan {other}.", id=rule.id, other=earlier.id)
        declared.document.report(node, kind, said)
