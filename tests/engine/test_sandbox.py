"""A rule pack is foreign input: a rule that reaches for files, the network or settings is refused, not carried out."""

from __future__ import annotations

import duckdb
import pytest

from tests.engine.engine_support import asked, land, pack_of, rule
from validator.declarations.errors import DeclarationError
from validator.engine.database import seal
from validator.engine.opening import connect

FORBIDDEN = {
    "read": "(SELECT count(*) FROM read_csv('{secret}')) >= 0",
    "text": "(SELECT count(*) FROM read_text('{secret}')) >= 0",
    "glob": "(SELECT count(*) FROM glob('{folder}/*')) >= 0",
    "path": "(SELECT count(*) FROM '{secret}') >= 0",
    "copy": "true); COPY (SELECT 1) TO '{folder}/out.csv'; SELECT (true",
    "attach": "true); ATTACH '{folder}/out.csv' AS x; SELECT (true",
    "install": "true); INSTALL httpfs; SELECT (true",
    "export": "true); EXPORT DATABASE '{folder}/out.csv'; SELECT (true",
    "setting": "true); SET enable_external_access = true; SELECT (true",
    "unlock": "true); RESET lock_configuration; SELECT (true",
    "frame": "(SELECT count(*) FROM sandboxed_frame) >= 0",
}


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.csv"
    path.write_text("a\nrahasia\n", "utf-8")
    return path


@pytest.mark.parametrize("kind", sorted(FORBIDDEN))
def test_rule_that_reaches_out_is_refused(kind, secret):
    sql = FORBIDDEN[kind].format(secret=secret.as_posix(), folder=secret.parent.as_posix())
    with pytest.raises((DeclarationError, duckdb.Error)) as caught:
        asked(pack_of(rule("X-1", sql)), lahan=land())
    assert "rahasia" not in str(caught.value)
    assert sorted(secret.parent.iterdir()) == [secret]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{secret}')",
        "COPY (SELECT 1) TO '{secret}.out'",
        "ATTACH '{secret}.db' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET python_enable_replacements = true",
        "RESET lock_configuration",
        "SELECT * FROM local_frame",
    ],
)
def test_sealed_database_refuses(statement, secret):
    local_frame = land()
    assert len(local_frame) == 1
    connection = connect()
    seal(connection)
    with pytest.raises(duckdb.Error):
        connection.execute(statement.format(secret=secret.as_posix()))
    assert sorted(secret.parent.iterdir()) == [secret]
    assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_cursors_of_a_sealed_database_are_sealed_too(secret):
    connection = connect()
    cursor = connection.cursor()
    seal(connection)
    with pytest.raises(duckdb.Error):
        cursor.execute(f"SELECT * FROM read_csv('{secret.as_posix()}')")


def test_unknown_tables_and_parameters_are_named():
    with pytest.raises(DeclarationError, match=r"X-1.*batas"):
        asked(pack_of(rule("X-1", "jumlah > $batas")), lahan=land())
    with pytest.raises(DeclarationError, match="entah"):
        asked(pack_of(rule("X-1", "jumlah = entah.jumlah", with_=("entah",))), lahan=land())
