"""Answers, visits, exports, pruning, and opening."""

from __future__ import annotations

import csv
import io
import json

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from ledger_support import JAYA, PUTAT, answer, exported, finding, full, night, seen, states
from msgspec.structs import replace
from sqlalchemy import create_engine, text

from validator.ledger import opening
from validator.ledger.book import Ledger
from validator.ledger.errors import NightError, PersonalDataError, UnavailableError
from validator.ledger.exporting import LISTS
from validator.ledger.records import RecordedVisit
from validator.ledger.tables import metadata

A, B, C = finding("a"), finding("b"), finding("c")


def test_responses_are_kept_once_and_the_newest_counts(ledger):
    assert ledger.record_responses([answer("a", "belum"), answer("b")], night(1)) == 2
    assert (
        ledger.record_responses([answer("a", "belum"), answer("a", "data benar", reason="Ukur ulang.")], night(2)) == 1
    )
    newest = ledger.responses(PUTAT)
    assert {key: (day, r.answer) for key, (day, r) in newest.items()} == {
        "a": (night(2), "data benar"),
        "b": (night(1), "sudah diperbaiki"),
    }
    assert ledger.responses(JAYA) == {}


def test_long_numbers_in_answers_are_masked(ledger):
    ledger.record_responses([answer("a", "data benar", reason="NIK 6311030802719007 sesuai KK.")], night(1))
    assert ledger.responses(PUTAT)["a"][1].reason == "NIK 631103******9007 sesuai KK."


def test_visits_and_what_each_solved(ledger):
    ledger.record(seen(A, B, C, finding("j", JAYA), came=full(PUTAT, JAYA)), night(1))
    ledger.visit(RecordedVisit(PUTAT, night(2), "Kasi Pemerintahan", 60))
    ledger.record(seen(B, C, came=full(PUTAT, JAYA)), night(2))
    ledger.record(seen(C, came=full(PUTAT, JAYA)), night(3))
    ledger.visit(RecordedVisit(PUTAT, night(4), "Kasi Pemerintahan", 30, "Lanjutan"))
    ledger.record(seen(came=full(PUTAT, JAYA)), night(4))
    first, second = ledger.visits(PUTAT)
    assert ([c.id for c in first.solved], [c.id for c in second.solved]) == (["b", "c"], [])
    assert (first.minutes, second.note) == (60, "Lanjutan")
    assert ledger.visits(JAYA) == ()
    assert [c.id for c in ledger.solved_since(PUTAT, night(1))] == ["a", "b", "c"]


def test_a_visit_told_again_is_corrected(ledger):
    for minutes in (60, 90):
        ledger.visit(RecordedVisit(PUTAT, night(1), "Camat", minutes))
    assert [v.minutes for v in ledger.visits()] == [90]


def test_a_mentor_is_not_a_nik(ledger):
    with pytest.raises(PersonalDataError):
        ledger.visit(RecordedVisit(PUTAT, night(1), "6311030802719007", 60))


def test_the_export_is_valid_json_with_every_list(ledger):
    ledger.record(seen(A, B), night(1))
    ledger.record(seen(B, came={PUTAT: {"t45": (1, 1)}}), night(2))
    ledger.record_responses([answer("a")], night(2))
    content = json.loads(exported(ledger))
    assert list(content) == ["format_version", *LISTS]
    assert [(f["id"], f["opened"], f["closed"]) for f in content["findings"]] == [
        ("a", "2026-11-01", None),
        ("b", "2026-11-01", None),
    ]
    assert [(u["id"], u["reason"]) for u in content["unasked"]] == [("a", "formulir")]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_csv_with_a_head(ledger, name):
    ledger.record(seen(A, replace(B, message="=1+1")), night(1))
    stream = io.StringIO()
    ledger.export_csv(stream, name)
    rows = list(csv.reader(io.StringIO(stream.getvalue())))
    assert all(len(row) == len(rows[0]) for row in rows)
    if name == "findings":
        assert [row[6] for row in rows[1:]] == [A.message, "'=1+1"]


def test_pruning_keeps_scores_and_the_past_of_what_is_still_open(ledger):
    for number, found in enumerate([(A, B), (A,), (A, C), (A,), (A, B)], start=1):
        ledger.record(seen(*found), night(number))
    whole = ledger.history(PUTAT)
    assert ledger.prune(2) == (3, 1)
    assert ledger.history(PUTAT) == whole
    assert len(ledger.trend(PUTAT)) == 5
    assert [n.detail for n in ledger.nights()] == [False, False, False, True, True]
    with pytest.raises(NightError, match="dipangkas"):
        ledger.diff(night(1), night(5))
    assert ledger.prune(2) == (0, 0)


def test_the_last_night_can_be_replaced_after_pruning(ledger):
    nights = [(A, B), (A,), (B, C)]
    for number, found in enumerate(nights, start=1):
        ledger.record(seen(*found), night(number))
    ledger.prune(1)
    ledger.record(seen(A), night(3), "again")
    assert states(ledger.history(PUTAT)) == {"a": "masih_ada"}


def test_the_tables_are_those_of_the_migrations(ledger):
    with ledger._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_head_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(opening.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == opening.HEAD


def test_an_older_ledger_is_brought_up_to_date_and_keeps_what_it_holds(url):
    with Ledger.open(url) as ledger:
        ledger.record(seen(A, B), night(1))
        before = exported(ledger)
        with ledger._engine.begin() as connection:
            connection.execute(text("ALTER TABLE villages DROP COLUMN became"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with Ledger.open(url) as ledger:
        assert exported(ledger) == before
        with ledger._engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        ledger.record(seen(A), night(2))
        assert states(ledger.history(PUTAT)) == {"a": "masih_ada", "b": "selesai"}


def test_opening_again_keeps_what_is_there(url):
    with Ledger.open(url) as ledger:
        ledger.record(seen(A), night(1))
        before = exported(ledger)
    with Ledger.open(url) as ledger:
        assert exported(ledger) == before


def test_a_ledger_of_a_newer_program_is_left_alone(url):
    with Ledger.open(url) as ledger, ledger._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnavailableError, match="lebih baru"):
        Ledger.open(url)


def test_sqlite_is_set_up_for_safety(tmp_path):
    with Ledger.open(str(tmp_path / "folder baru %20" / "b.db")) as ledger, ledger._engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
        assert found == ["wal", 1]
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 1000 * opening.PATIENCE


def test_places_that_are_no_ledger(tmp_path):
    with pytest.raises(UnavailableError, match="belum ada"):
        Ledger.open(str(tmp_path / "b.db"), create=False)
    assert not (tmp_path / "b.db").exists()
    (tmp_path / "b.db").write_bytes(b"bukan basis data" * 100)
    with pytest.raises(UnavailableError, match="rusak"):
        Ledger.open(str(tmp_path / "b.db"))
    with pytest.raises(UnavailableError, match="mysql"):
        Ledger.open("mysql://a@b/c")
    with pytest.raises(UnavailableError) as caught:
        Ledger.open("postgresql://anu:rahasia@127.0.0.1:1/x")
    assert "rahasia" not in str(caught.value)


def test_a_writer_waits_its_turn(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    path = str(tmp_path / "b.db")
    with Ledger.open(path) as ledger:
        other = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0.1})
        with other.connect() as connection:
            connection.connection.dbapi_connection.isolation_level = None
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with pytest.raises(UnavailableError, match="proses lain"):
                ledger.record(seen(A), night(1))
        other.dispose()
        assert ledger.record(seen(A), night(1)).recorded == "direkam"
