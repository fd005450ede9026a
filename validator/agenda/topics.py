"""Findings grouped by form and cause: one topic is one mistake on one form, with all that mending it settles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from validator.agenda.costs import fitting, minutes_for, severity_value
from validator.agenda.words import level_of, officer, places_text
from validator.findings.formatting import mask_long_numbers
from validator.findings.models import Finding
from validator.pack.models import SEVERITIES
from validator.reports.discretion import Discretion

__all__ = ["LESSON", "LONGEST", "RECURRING", "Topic", "TopicFinding", "share_out", "topics_of"]

LONGEST = 30
"""Minutes that one topic may take of a meeting; of many alike records the first are mended together."""

LESSON = 10
"""Minutes for a lesson on a mistake that recurs: the first records together, the others alone in the same way."""

RECURRING = 3
"""So many findings of one rule in a village are a mistake that recurs (two, if its mode is sosialisasi)."""


class TopicFinding(Struct, frozen=True):
    """One finding to mend: its id and spreadsheet row (1-based, 0 for none), the ids settled with it, their worth.

    A finding about several rows has none of its own. `sheet` is that of the row, where its file has several.
    """

    id: str
    row: int
    value: int
    follows: tuple[str, ...] = ()
    sheet: str = ""


class Topic(Struct, frozen=True):
    """One mistake (`rule`) on one form of an instrument (DDK, Potensi, Perkembangan), free of personal data.

    `message` tells the first record with its values, or is empty where these are personal. `each` is minutes for one
    record. `recurs`: the village makes this mistake again and again.
    `begun`: more records are left as homework; `continued`: these are that rest.
    """

    table: str
    instrument: str
    form: str
    menu: str
    rule: str
    title: str
    severity: str
    mode: str
    message: str
    why: str
    fix: str
    role: str
    documents: tuple[str, ...]
    each: float
    records: tuple[TopicFinding, ...]
    recurs: bool = False
    begun: bool = False
    continued: bool = False

    @property
    def minutes(self) -> int:
        """What it takes to mend all its records in one sitting."""
        return minutes_for(len(self.records), self.each)

    @property
    def value(self) -> int:
        """What mending all its records is worth: severity × findings settled."""
        return sum(record.value for record in self.records)

    @property
    def follows(self) -> int:
        """How many other findings are settled with it."""
        return sum(len(record.follows) for record in self.records)

    @property
    def rows(self) -> tuple[int, ...]:
        """The spreadsheet rows of its records, each once."""
        return tuple(dict.fromkeys(record.row for record in self.records if record.row))

    @property
    def where(self) -> str:
        """Its rows, by sheet where these have to be told apart; '' for none."""
        return places_text([(record.sheet, record.row) for record in self.records if record.row])

    @property
    def ids(self) -> frozenset[str]:
        """Every finding that is settled with it."""
        return frozenset(i for record in self.records for i in (record.id, *record.follows))


def topics_of(
    findings: Sequence[Finding],
    discretion: Discretion,
    again: frozenset[str] = frozenset(),
    several: frozenset[str] = frozenset(),
) -> list[Topic]:
    """The topics of one village in the order of its forms; `again` holds the ids of findings that came back.

    `several` are the files with more than one sheet. Rules on trial are left out. Each finding is in one topic: with
    its root, or in its own right.
    """
    kept = [f for f in findings if not f.trial]
    roots = _roots(kept)
    groups: dict[tuple[str, str], list[Finding]] = {}
    followers: dict[str, list[Finding]] = {}
    for finding in kept:
        root = roots[finding.id]
        if root == finding.id:
            groups.setdefault((finding.table, finding.rule), []).append(finding)
        else:
            followers.setdefault(root, []).append(finding)
    recurring = _recurring(kept, again)
    topics = [_topic(group, followers, discretion, several) for group in groups.values()]
    return [replace(topic, recurs=topic.rule in recurring) for topic in topics]


def share_out(topic: Topic) -> tuple[Topic, Topic | None]:
    """The part of a topic for the meeting, within `LONGEST` (or `LESSON`) minutes if it can be split, and the rest."""
    n = fitting(len(topic.records), topic.each, LESSON if topic.recurs else LONGEST)
    if n == len(topic.records):
        return topic, None
    begun = replace(topic, records=topic.records[:n], begun=True)
    return begun, replace(topic, records=topic.records[n:], continued=True)


def _roots(findings: Sequence[Finding]) -> Mapping[str, str]:
    """Each finding's last root among these findings (itself if it has none there, or if roots go round)."""
    parents = {f.id: f.root for f in findings}
    found = {}
    for start in parents:
        at, seen = start, {start}
        while (up := parents[at]) in parents and up not in seen:
            at = up
            seen.add(at)
        found[start] = start if parents[at] in seen else at
    return found


def _recurring(findings: Sequence[Finding], again: frozenset[str]) -> frozenset[str]:
    counts = Counter(f.rule for f in findings if f.severity != "info")
    taught = {f.rule for f in findings if f.mode == "sosialisasi"}
    often = {rule for rule, n in counts.items() if n >= (2 if rule in taught else RECURRING)}
    return frozenset(often | {f.rule for f in findings if f.id in again})


def _topic(
    group: Sequence[Finding],
    followers: Mapping[str, Sequence[Finding]],
    discretion: Discretion,
    several: frozenset[str],
) -> Topic:
    first = group[0]
    table = discretion.table(first.table)
    return Topic(
        table=first.table,
        instrument=table.module if table else "",
        form=table.title if table else first.table,
        menu=table.menu if table else "",
        rule=first.rule,
        title=discretion.title(first),
        severity=min((f.severity for f in group), key=SEVERITIES.index),
        mode=first.mode,
        message=discretion.message(first),
        why=discretion.why(first),
        fix=discretion.fix(first),
        role=officer(first.role or "Operator desa", level_of(first.village)),
        documents=first.documents,
        each=first.minutes,
        records=tuple(_record(f, followers.get(f.id, ()), f.file in several) for f in group),
    )


def _record(root: Finding, follows: Sequence[Finding], named: bool) -> TopicFinding:
    worth = severity_value(f.severity for f in (root, *follows))
    sheet = mask_long_numbers(root.sheet) if named else ""
    row = root.row if len(root.rows) == 1 else 0
    return TopicFinding(root.id, row, worth, tuple(f.id for f in follows), sheet)
