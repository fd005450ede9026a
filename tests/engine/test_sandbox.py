"""A rule pack is foreign input: a rule that reaches for files, the network or settings is refused, not carried out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd
import pytest

from tests.engine.engine_support import asked, land, pack_of, rule
from validator.checking import check
from validator.engine.database import seal
from validator.engine.pending import PendingConnection
from validator.pack.errors import DeclarationError
from validator.pack.loading import builtin_directory, load_pack

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
    connection = PendingConnection().connection.result()
    seal(connection)
    with pytest.raises(duckdb.Error):
        connection.execute(statement.format(secret=secret.as_posix()))
    assert sorted(secret.parent.iterdir()) == [secret]
    assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_cursors_of_a_sealed_database_are_sealed_too(secret):
    connection = PendingConnection().connection.result()
    cursor = connection.cursor()
    seal(connection)
    with pytest.raises(duckdb.Error):
        cursor.execute(f"SELECT * FROM read_csv('{secret.as_posix()}')")


def test_unknown_tables_and_parameters_are_named():
    with pytest.raises(DeclarationError, match=r"X-1.*batas"):
        asked(pack_of(rule("X-1", "jumlah > $batas")), lahan=land())
    with pytest.raises(DeclarationError, match="entah"):
        asked(pack_of(rule("X-1", "jumlah = entah.jumlah", with_=("entah",))), lahan=land())


def of_pack(folder, **files):
    """A check of one clean record with a further pack of these files."""
    for name, text in {"rules/x.yml": RULE, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    frame = pd.DataFrame({"Jumlah Laki-Laki": [5], "Jumlah Perempuan": [4], "Jumlah Total": [9]})
    return check({"t45": frame}, packs=[folder], village="6311032021", year=2026, date=date(2026, 6, 30))


RULE = """
- id: X-1
  table: t45
  title: Uji
  severity: error
  dimension: validity
  assert: angka(laki_laki)
  message: Salah.
  why: Sebab.
  fix: Betulkan.
  examples: {pass: [{laki_laki: 1}], fail: [{laki_laki: -1}]}
"""
MACRO = "-- Uji.\nCREATE MACRO angka(x) AS {sql};\n"


def test_a_macro_of_a_pack_is_a_word_for_its_rules(tmp_path):
    found = of_pack(tmp_path, **{"rules/macros.sql": MACRO.format(sql="x > 0")})
    assert [f.rule for f in found.iter_findings() if f.rule == "X-1"] == []


@pytest.mark.parametrize("name", ["filled", "today", "length"])
def test_a_macro_of_a_pack_does_not_take_the_place_of_another(name, tmp_path):
    own = MACRO.format(sql="x > 0").replace("angka", name)
    with pytest.raises(DeclarationError, match=name):
        of_pack(tmp_path, **{"rules/macros.sql": own + "\n" + MACRO.format(sql="x > 0")})


@pytest.mark.parametrize(
    "sql",
    [
        "x > 0; COPY (SELECT 1) TO '{folder}/out.csv'",
        "x > 0; ATTACH '{folder}/out.csv' AS y",
        "x > (SELECT count(*) FROM read_csv('{secret}'))",
        "x > 0; SET enable_external_access = true",
        "x > 0; INSTALL httpfs",
        "tidak_ada(x)",
    ],
)
def test_a_macro_that_reaches_out_is_refused_by_name(sql, secret, tmp_path_factory):
    text = MACRO.format(sql=sql.format(secret=secret.as_posix(), folder=secret.parent.as_posix()))
    with pytest.raises(DeclarationError, match="angka") as caught:
        of_pack(tmp_path_factory.mktemp("pack"), **{"rules/macros.sql": text})
    assert "rahasia" not in str(caught.value)
    assert sorted(secret.parent.iterdir()) == [secret]


def test_a_pack_that_lies_beside_the_programs_own_folders_is_foreign_too():
    """As one does that an office keeps in its copy of this repository."""
    with TemporaryDirectory(dir=builtin_directory()) as folder:
        Path(folder, "rules").mkdir()
        Path(folder, "rules", "macros.sql").write_text(MACRO.format(sql="x > 0"), "utf-8")
        assert [macro.name for macro in load_pack([Path(folder)]).macros if macro.foreign] == ["angka"]


TABLE = """
name: {table}
title: Uji
module: Potensi
menu: Uji
layout: one_row
fields:
- {{name: "{field}", title: Jumlah, type: number}}
"""
OUT = "a (x INTEGER); COPY (SELECT 1) TO '{folder}/out.csv'; CREATE TABLE b"


@pytest.mark.parametrize("names", [(OUT, "jumlah"), ("uji", "x DOUBLE); COPY (SELECT 1) TO '{folder}/out.csv'; --")])
def test_a_name_that_is_more_than_a_name_is_refused_with_its_file(names, secret, tmp_path_factory):
    table, field = (name.format(folder=secret.parent.as_posix()) for name in names)
    text = TABLE.format(table=f'"{table}"', field=field)
    with pytest.raises(DeclarationError, match=r"uji\.yml"):
        of_pack(tmp_path_factory.mktemp("pack"), **{"schemas/potensi/uji.yml": text})
    assert sorted(secret.parent.iterdir()) == [secret]
