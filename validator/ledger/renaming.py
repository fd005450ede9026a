"""Villages that have another code since: their history goes with them. Villages that were split: theirs ends.

Ids are those of `findings.identity`, from which the id under the new code follows. A change takes effect on the first
night on which the new code sends and the old one does not, inside that night's transaction; after that there is
nothing left to move, so that the same entry may stand in the configuration for ever.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, exists, func, or_, select, update

from validator.findings.identity import Identifier
from validator.ledger import tables as t
from validator.ledger.records import Renamed
from validator.ledger.waivers import Waiver

__all__ = ["follow", "following", "in_effect"]


def in_effect(renamed: Iterable[Renamed], came: Collection[str]) -> tuple[Renamed, ...]:
    """The changes of which a new code sent and the old one did not; A to B and B to C is A to C where C sent."""
    next_ = {change.old: change.new for change in renamed}
    found = []
    for old in next_:
        new, passed = next_[old], {old}
        while len(new) == 1 and new[0] not in came and new[0] in next_ and new[0] not in passed:
            passed.add(new[0])
            new = next_[new[0]]
        if old not in came and old not in new and any(code in came for code in new):
            found.append(Renamed(old, new))
    return tuple(found)


def following(waivers: Sequence[Waiver], renamed: Iterable[Renamed]) -> tuple[Waiver, ...]:
    """Waivers of villages under the codes that these have now."""
    new, ids = {change.old: change.new[0] for change in renamed if len(change.new) == 1}, Identifier()

    def moved(waiver: Waiver) -> Waiver:
        if waiver.village not in new:
            return waiver
        to = new[waiver.village]
        return replace(waiver, village=to, id=ids.moved(waiver.id, waiver.village, to) if waiver.id else "")

    return tuple(map(moved, waivers))


def follow(connection: Connection, night: int, renamed: Iterable[Renamed]) -> None:
    """Gives the history of each renamed village to its new code, and ends that of each village that was split."""
    for change in renamed:
        old = _number(connection, change.old)
        if old is None:
            continue
        if len(change.new) == 1:
            _Move(connection, old, change).run()
        else:
            _end(connection, night, old, change.new)


def _number(connection: Connection, code: str) -> int | None:
    return connection.execute(select(t.villages.c.id).where(t.villages.c.code == code)).scalar()


def _end(connection: Connection, night: int, old: int, new: Sequence[str]) -> None:
    """Closes what is open as `dimekarkan`; what hangs on it ends with it, as on every night."""
    own = select(t.findings.c.id).where(t.findings.c.village == old)
    open_ = and_(t.episodes.c.until.is_(None), t.episodes.c.finding.in_(own))
    connection.execute(update(t.episodes).where(open_).values(until=night, ending="dimekarkan"))
    connection.execute(update(t.villages).where(t.villages.c.id == old).values(became=" ".join(new)))


class _Move:
    """Everything of one village to another row of `villages`. What both have is joined, and the later part wins."""

    def __init__(self, connection: Connection, old: int, change: Renamed) -> None:
        self.connection, self.old, self.change, self.ids = connection, old, change, Identifier()
        known = _number(connection, change.new[0])
        self.new = known if known is not None else self._made()

    def _made(self) -> int:
        made = t.villages.insert().values(code=self.change.new[0]).returning(t.villages.c.id)
        return int(self.connection.execute(made).scalar_one())

    def run(self) -> None:
        self._findings()
        self._spans_of(t.receipts, ("form",))
        self._rows_of(t.scores, ("night",))
        self._rows_of(t.responses, ("key", "answer", "reason", "source"))
        self._rows_of(t.visits, ("date", "mentor"))
        self.connection.execute(delete(t.villages).where(t.villages.c.id == self.old))

    def _key(self, key: str) -> str:
        return self.ids.moved(key, self.change.old, self.change.new[0])

    def _findings(self) -> None:
        """New keys for findings; the spans of those that the new code has already go to these."""
        self._forget_unseen()
        own = dict(self._pairs(self.old))
        there = {key: number for number, key in self._pairs(self.new)}
        keys = {number: self._key(key) for number, key in own.items()}
        alone = [{"of": n, "village": self.new, "key": key} for n, key in keys.items() if key not in there]
        if alone:
            this = update(t.findings).where(t.findings.c.id == bindparam("of"))
            self.connection.execute(this.values(village=bindparam("village"), key=bindparam("key")), alone)
        for number, key in keys.items():
            if key in there:
                self._join(number, there[key])

    def _forget_unseen(self) -> None:
        """Findings that only a night knew that is being recorded anew."""
        seen = exists().where(t.episodes.c.finding == t.findings.c.id)
        self.connection.execute(delete(t.findings).where(t.findings.c.village == self.new, ~seen))

    def _pairs(self, village: int) -> Iterable[tuple[int, str]]:
        rows = self.connection.execute(select(t.findings.c.id, t.findings.c.key).where(t.findings.c.village == village))
        return [(row.id, row.key) for row in rows]

    def _join(self, old: int, new: int) -> None:
        """The past of a finding up to the first night under the new code; open then, it was open all along."""
        e = t.episodes
        first = self.connection.execute(select(func.min(e.c.since)).where(e.c.finding == new)).scalar_one()
        for table in (t.texts, t.unasked, t.waived):
            self._give(table, {"finding": old}, {"finding": new}, first)
        reaching = and_(e.c.finding == old, e.c.since < first, or_(e.c.until.is_(None), e.c.until >= first))
        since = self.connection.execute(select(e.c.since).where(reaching)).scalar()
        if since is not None:
            self.connection.execute(delete(e).where(e.c.finding == old, e.c.since >= since))
            self.connection.execute(update(e).where(e.c.finding == new, e.c.since == first).values(since=since))
        self._give(e, {"finding": old}, {"finding": new}, first)
        self.connection.execute(delete(t.findings).where(t.findings.c.id == old))

    def _spans_of(self, table: Table, key: Sequence[str]) -> None:
        """The spans of a village, form by form."""
        own = [table.c[k] for k in key]
        firsts = select(*own, func.min(table.c.since)).where(table.c.village == self.new).group_by(*own)
        for *values, first in self.connection.execute(firsts).all():
            same = dict(zip(key, values, strict=True))
            self._give(table, {"village": self.old, **same}, {"village": self.new, **same}, first)
        self.connection.execute(update(table).where(table.c.village == self.old).values(village=self.new))

    def _give(self, table: Table, old: Mapping[str, Any], new: Mapping[str, Any], first: int) -> None:
        """The spans of one owner to another, up to the night `first`; the rest goes."""
        mine = _all(table, old)
        self.connection.execute(delete(table).where(mine, table.c.since >= first))
        late = or_(table.c.until.is_(None), table.c.until > first)
        self.connection.execute(update(table).where(mine, late).values(until=first))
        self.connection.execute(update(table).where(mine).values(**new))

    def _rows_of(self, table: Table, key: Sequence[str]) -> None:
        """Rows of a village under its new number; those that are there already go."""
        columns = [table.c[k] for k in key]
        there = {tuple(row) for row in self.connection.execute(select(*columns).where(table.c.village == self.new))}
        rows = self.connection.execute(select(*columns).where(table.c.village == self.old)).all()
        for row in rows:
            said = row._asdict()
            mine = _all(table, {"village": self.old, **said})
            moved = said | ({"key": self._key(said["key"])} if "key" in said else {})
            double = tuple(moved.values()) in there
            change = delete(table) if double else update(table).values(village=self.new, **moved)
            self.connection.execute(change.where(mine))


def _all(table: Table, values: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in values.items()))
