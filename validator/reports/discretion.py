"""What may be said of a finding on paper that is passed on: nothing of a person, whatever the source holds.

Masks are the check's affair; a result may have been written with `--show-personal`. So the texts with values are only
used where neither the form nor the rule touches personal data; otherwise the rule's own title has to do.
"""

from __future__ import annotations

import re
from functools import cache, cached_property

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import Finding
from validator.findings.plain_words import PlainWords
from validator.pack.models import Pack, Rule, Table

__all__ = ["Discretion"]

_WORD = re.compile(r"\w+")
_PLACE = re.compile(r"\{\w+\}")
_HARMLESS = re.compile(r"\{(header|formulir|instrumen|jumlah_kosong|jumlah_isian|kosong)\}")


class Discretion:
    """Decides with the pack's declarations; a form or rule that the pack does not know counts as personal."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        words = PlainWords(pack, tuple)
        self._words_of = cache(words.of)
        self._rules = {rule.id: rule for rule in pack.rules}

    def table(self, name: str) -> Table | None:
        """The declared form of that name."""
        return self._pack.tables.get(name)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id, None where the pack has none."""
        return self._rules.get(rule_id)

    def is_safe(self, finding: Finding) -> bool:
        """Whether the finding's values and message cannot hold personal data."""
        table, rule = self.table(finding.table), self._rules.get(finding.rule)
        if table is None or rule is None or table.layout == "records":
            return False
        if any(column in self._personal for column in finding.columns):
            return False
        shown = " ".join([*rule.show, *rule.show.values(), *_PLACE.findall(rule.message + rule.fix + rule.why)])
        return not self._personal & set(_WORD.findall(shown)) and self._is_plain(finding)

    def _is_plain(self, finding: Finding) -> bool:
        """Whether the cells hold nothing but words that name nobody, or are masked already."""
        words, values = self._words_of(finding.village), finding.values
        held = ((name, values.get(name, "")) for name in finding.columns)
        return all(words.said(finding.table, name, text) == text for name, text in held)

    def message(self, finding: Finding) -> str:
        """What is wrong, with values where these are safe, else ''."""
        return mask_long_numbers(finding.message) if self.is_safe(finding) else ""

    def title(self, finding: Finding, lang: str = "id") -> str:
        """The rule's title; a rule that the pack does not know is named by its id alone."""
        rule = self._rules.get(finding.rule)
        if rule is None:
            return mask_long_numbers(finding.rule)
        return rule.title_en if lang == "en" and rule.title_en else rule.title

    def fix(self, finding: Finding) -> str:
        """How to repair it."""
        return self._text(finding, "fix")

    def why(self, finding: Finding) -> str:
        """Why it cannot be right."""
        return self._text(finding, "why")

    def _text(self, finding: Finding, kind: str) -> str:
        rule = self._rules.get(finding.rule)
        if rule is None:
            return "Ikuti daftar perbaikan desa." if kind == "fix" else ""
        template = str(getattr(rule, kind))
        if not _PLACE.search(template):
            return template
        filled = str(getattr(finding, kind))
        if self.is_safe(finding) or not _PLACE.search(_HARMLESS.sub("", template)):
            return mask_long_numbers(filled)
        return _PLACE.sub("isian itu", template)

    @cached_property
    def _personal(self) -> frozenset[str]:
        fields = {f.name for t in self._pack.tables.values() for f in t.fields if f.personal or f.identifier}
        return frozenset(fields.union(*(d.personal for d in self._pack.derived.values())))
