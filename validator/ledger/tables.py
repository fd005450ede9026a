"""The tables of the ledger, as the newest migration leaves them.

What stays the same from night to night is stored once, as a span: `since` is the first night on which it is true and
`until` the first on which it is true no more (NULL: true to this day). At night `n` that is
`since <= n AND (until IS NULL OR until > n)`. To undo the last night is to drop what began with it and to reopen what
it ended.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    and_,
    or_,
    select,
    true,
)

__all__ = ["SPANS", "WITHDRAWN", "metadata", "true_at", "waived_at"]

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that every database sorts by its bytes."""


def _text(name: str, **options: Any) -> Column[str]:  # noqa: ANN401 - options of a column
    return Column(name, BYTEWISE, nullable=False, **options)


def _refers(name: str, to: str, **options: Any) -> Column[int]:  # noqa: ANN401 - options of a column
    return Column(name, Integer, ForeignKey(to), **{"nullable": False, **options})


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


nights = Table(
    "nights",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("date", Date, nullable=False, unique=True),
    _text("run_key"),
    _text("digest"),
    _text("version"),
    _text("rules_version"),
    Column("rules_count", Integer, nullable=False),
    Column("detail", Boolean, nullable=False, server_default=true()),
)
"""One row a night, numbered without gaps from 1 in the order of dates. `detail` is false once a night was pruned."""

villages = Table(
    "villages",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("code", unique=True),
    _text("name", server_default=""),
    _text("district", server_default=""),
    _text("regency", server_default=""),
    _text("became", server_default=""),
)
"""`became`: the codes into which a village was split, with blanks between."""
rules = Table("rules", metadata, Column("id", Integer, primary_key=True), _text("code", unique=True))
forms = Table("forms", metadata, Column("id", Integer, primary_key=True), _text("name", unique=True))
words = Table("words", metadata, Column("id", Integer, primary_key=True), _text("text", unique=True))
"""Titles, lists of columns, paths and reasons: texts that stand in many rows."""

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    _refers("village", "villages.id"),
    _text("key"),
    _refers("rule", "rules.id"),
    _refers("form", "forms.id"),
    UniqueConstraint("village", "key"),
)
"""Every finding ever seen, by village and the id that the check gives it (`key`)."""

texts = Table(
    "texts",
    metadata,
    _refers("finding", "findings.id", primary_key=True),
    _refers("since", "nights.id", primary_key=True),
    _refers("until", "nights.id", nullable=True),
    Column("severity", SmallInteger, nullable=False),
    _refers("title", "words.id"),
    _refers("columns", "words.id"),
    _text("message"),
    sqlite_with_rowid=False,
)
episodes = Table(
    "episodes",
    metadata,
    _refers("finding", "findings.id", primary_key=True),
    _refers("since", "nights.id", primary_key=True),
    _refers("until", "nights.id", nullable=True),
    _text("ending", server_default=""),
    Index("ix_episodes_since", "since"),
    Index("ix_episodes_until", "until"),
    sqlite_with_rowid=False,
)
"""From the night a finding opened to the night it closed; `ending`: '' while open, selesai, or one of `WITHDRAWN`."""
WITHDRAWN = ("dicabut", "dimekarkan")
"""Endings that solve nothing: the rule was given up; the village was split."""

unasked = Table(
    "unasked",
    metadata,
    _refers("finding", "findings.id", primary_key=True),
    _refers("since", "nights.id", primary_key=True),
    _refers("until", "nights.id", nullable=True),
    _refers("seen", "nights.id"),
    _text("reason"),
    Index("ix_unasked_until", "until"),
    sqlite_with_rowid=False,
)
"""Open findings that were neither seen nor refuted, why (of `asked.REASONS`), and the night they were last seen."""

waivers = Table(
    "waivers",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("key", unique=True),
    _text("rule"),
    _text("village"),
    _text("record"),
    _text("reason"),
    _text("who"),
    _text("evidence"),
    Column("expiry", Date, nullable=False),
)
waived = Table(
    "waived",
    metadata,
    _refers("finding", "findings.id", primary_key=True),
    _refers("since", "nights.id", primary_key=True),
    _refers("until", "nights.id", nullable=True),
    _refers("waiver", "waivers.id"),
    Index("ix_waived_until", "until"),
    Index("ix_waived_since", "since"),
    sqlite_with_rowid=False,
)
files = Table(
    "files",
    metadata,
    _refers("path", "words.id", primary_key=True),
    Column("sha256", LargeBinary, primary_key=True),
    _refers("since", "nights.id", primary_key=True),
    _refers("until", "nights.id", nullable=True),
    _text("status"),
    _refers("reason", "words.id"),
    Index("ix_files_until", "until"),
    sqlite_with_rowid=False,
)
receipts = Table(
    "receipts",
    metadata,
    _refers("village", "villages.id", primary_key=True),
    _refers("form", "forms.id", primary_key=True),
    _refers("since", "nights.id", primary_key=True),
    _refers("until", "nights.id", nullable=True),
    _count("sheets"),
    _count("rows"),
    sqlite_with_rowid=False,
)
"""Which form of which village came: from how many different sheets, and how many rows were checked."""

COUNTS = (
    *("complete_part", "complete_whole", "accurate_part", "accurate_whole", "covered_part", "covered_whole"),
    *("error", "warning", "info", "waived", "new", "new_error", "reopened", "returned", "solved", "unasked"),
)
scores = Table(
    "scores",
    metadata,
    _refers("night", "nights.id", primary_key=True),
    _refers("village", "villages.id", primary_key=True),
    Column("year", Integer, nullable=False),
    *(_count(name) for name in COUNTS),
    Index("ix_scores_village", "village"),
    sqlite_with_rowid=False,
)
"""The state of every village that sent something, night by night; these stay when details are pruned."""

responses = Table(
    "responses",
    metadata,
    Column("id", Integer, primary_key=True),
    _refers("village", "villages.id"),
    _text("key"),
    Column("date", Date, nullable=False),
    _text("answer"),
    _text("reason"),
    _text("source"),
    UniqueConstraint("village", "key", "answer", "reason", "source"),
)
visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True),
    _refers("village", "villages.id"),
    Column("date", Date, nullable=False),
    _text("mentor"),
    Column("minutes", Integer, nullable=False),
    _text("note"),
    UniqueConstraint("village", "date", "mentor"),
)

SPANS = (texts, episodes, unasked, waived, files, receipts)


def waived_at(night: int) -> Select[tuple[int]]:
    """The findings that are waived at a night; few, so that they are looked up as a list."""
    return select(waived.c.finding).where(true_at(waived, night))


def true_at(table: FromClause, night: int | ColumnElement[int]) -> ColumnElement[bool]:
    """SQL that is true for the spans of `table` that hold at a night."""
    return and_(table.c.since <= night, or_(table.c.until.is_(None), table.c.until > night))
