"""The ledger as it first was; `validator.ledger.tables` says what each table holds."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_forms"),
        sa.UniqueConstraint("name", name="uq_forms_name"),
    )
    op.create_table(
        "nights",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("run_key", BYTEWISE, nullable=False),
        sa.Column("digest", BYTEWISE, nullable=False),
        sa.Column("version", BYTEWISE, nullable=False),
        sa.Column("rules_version", BYTEWISE, nullable=False),
        sa.Column("rules_count", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_nights"),
        sa.UniqueConstraint("date", name="uq_nights_date"),
    )
    op.create_table(
        "rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rules"),
        sa.UniqueConstraint("code", name="uq_rules_code"),
    )
    op.create_table(
        "villages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, server_default="", nullable=False),
        sa.Column("district", BYTEWISE, server_default="", nullable=False),
        sa.Column("regency", BYTEWISE, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_villages"),
        sa.UniqueConstraint("code", name="uq_villages_code"),
    )
    op.create_table(
        "waivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("rule", BYTEWISE, nullable=False),
        sa.Column("village", BYTEWISE, nullable=False),
        sa.Column("record", BYTEWISE, nullable=False),
        sa.Column("reason", BYTEWISE, nullable=False),
        sa.Column("who", BYTEWISE, nullable=False),
        sa.Column("evidence", BYTEWISE, nullable=False),
        sa.Column("expiry", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_waivers"),
        sa.UniqueConstraint("key", name="uq_waivers_key"),
    )
    op.create_table(
        "words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_words"),
        sa.UniqueConstraint("text", name="uq_words_text"),
    )
    op.create_table(
        "files",
        sa.Column("path", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("status", BYTEWISE, nullable=False),
        sa.Column("reason", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["path"], ["words.id"], name="fk_files_path"),
        sa.ForeignKeyConstraint(["reason"], ["words.id"], name="fk_files_reason"),
        sa.ForeignKeyConstraint(["since"], ["nights.id"], name="fk_files_since"),
        sa.ForeignKeyConstraint(["until"], ["nights.id"], name="fk_files_until"),
        sa.PrimaryKeyConstraint("path", "sha256", "since", name="pk_files"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_files_until", "files", ["until"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("village", sa.Integer(), nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["form"], ["forms.id"], name="fk_findings_form"),
        sa.ForeignKeyConstraint(["rule"], ["rules.id"], name="fk_findings_rule"),
        sa.ForeignKeyConstraint(["village"], ["villages.id"], name="fk_findings_village"),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        sa.UniqueConstraint("village", "key", name="uq_findings_village_key"),
    )
    op.create_table(
        "receipts",
        sa.Column("village", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("sheets", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["form"], ["forms.id"], name="fk_receipts_form"),
        sa.ForeignKeyConstraint(["since"], ["nights.id"], name="fk_receipts_since"),
        sa.ForeignKeyConstraint(["until"], ["nights.id"], name="fk_receipts_until"),
        sa.ForeignKeyConstraint(["village"], ["villages.id"], name="fk_receipts_village"),
        sa.PrimaryKeyConstraint("village", "form", "since", name="pk_receipts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("village", sa.Integer(), nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("answer", BYTEWISE, nullable=False),
        sa.Column("reason", BYTEWISE, nullable=False),
        sa.Column("source", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(["village"], ["villages.id"], name="fk_responses_village"),
        sa.PrimaryKeyConstraint("id", name="pk_responses"),
        sa.UniqueConstraint(
            "village", "key", "answer", "reason", "source", name="uq_responses_village_key_answer_reason_source"
        ),
    )
    op.create_table(
        "scores",
        sa.Column("night", sa.Integer(), nullable=False),
        sa.Column("village", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("complete_part", sa.Integer(), server_default="0", nullable=False),
        sa.Column("complete_whole", sa.Integer(), server_default="0", nullable=False),
        sa.Column("accurate_part", sa.Integer(), server_default="0", nullable=False),
        sa.Column("accurate_whole", sa.Integer(), server_default="0", nullable=False),
        sa.Column("covered_part", sa.Integer(), server_default="0", nullable=False),
        sa.Column("covered_whole", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Integer(), server_default="0", nullable=False),
        sa.Column("warning", sa.Integer(), server_default="0", nullable=False),
        sa.Column("info", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waived", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new_error", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reopened", sa.Integer(), server_default="0", nullable=False),
        sa.Column("returned", sa.Integer(), server_default="0", nullable=False),
        sa.Column("solved", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unasked", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["night"], ["nights.id"], name="fk_scores_night"),
        sa.ForeignKeyConstraint(["village"], ["villages.id"], name="fk_scores_village"),
        sa.PrimaryKeyConstraint("night", "village", name="pk_scores"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_scores_village", "scores", ["village"], unique=False)
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("village", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("mentor", BYTEWISE, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(["village"], ["villages.id"], name="fk_visits_village"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.UniqueConstraint("village", "date", "mentor", name="uq_visits_village_date_mentor"),
    )
    op.create_table(
        "episodes",
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("ending", BYTEWISE, server_default="", nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["findings.id"], name="fk_episodes_finding"),
        sa.ForeignKeyConstraint(["since"], ["nights.id"], name="fk_episodes_since"),
        sa.ForeignKeyConstraint(["until"], ["nights.id"], name="fk_episodes_until"),
        sa.PrimaryKeyConstraint("finding", "since", name="pk_episodes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_episodes_since", "episodes", ["since"], unique=False)
    op.create_index("ix_episodes_until", "episodes", ["until"], unique=False)
    op.create_table(
        "texts",
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Integer(), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("message", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(["columns"], ["words.id"], name="fk_texts_columns"),
        sa.ForeignKeyConstraint(["finding"], ["findings.id"], name="fk_texts_finding"),
        sa.ForeignKeyConstraint(["since"], ["nights.id"], name="fk_texts_since"),
        sa.ForeignKeyConstraint(["title"], ["words.id"], name="fk_texts_title"),
        sa.ForeignKeyConstraint(["until"], ["nights.id"], name="fk_texts_until"),
        sa.PrimaryKeyConstraint("finding", "since", name="pk_texts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unasked",
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("reason", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["findings.id"], name="fk_unasked_finding"),
        sa.ForeignKeyConstraint(["since"], ["nights.id"], name="fk_unasked_since"),
        sa.ForeignKeyConstraint(["seen"], ["nights.id"], name="fk_unasked_seen"),
        sa.ForeignKeyConstraint(["until"], ["nights.id"], name="fk_unasked_until"),
        sa.PrimaryKeyConstraint("finding", "since", name="pk_unasked"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unasked_until", "unasked", ["until"], unique=False)
    op.create_table(
        "waived",
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("waiver", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["findings.id"], name="fk_waived_finding"),
        sa.ForeignKeyConstraint(["since"], ["nights.id"], name="fk_waived_since"),
        sa.ForeignKeyConstraint(["until"], ["nights.id"], name="fk_waived_until"),
        sa.ForeignKeyConstraint(["waiver"], ["waivers.id"], name="fk_waived_waiver"),
        sa.PrimaryKeyConstraint("finding", "since", name="pk_waived"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waived_since", "waived", ["since"], unique=False)
    op.create_index("ix_waived_until", "waived", ["until"], unique=False)
