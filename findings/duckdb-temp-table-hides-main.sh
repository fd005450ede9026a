#!/usr/bin/env bash
# DuckDB 2.0.1: once a temporary table has the name of a table, `main.NAME` is the temporary one; only `CATALOG.main.NAME` is not.
#
# The catalog of temporary tables has a schema `main` of its own and is looked in first, so qualifying a name by its
# schema does not reach the permanent table, as it would in PostgreSQL (`public.name`) or SQLite (`main.name`). A view
# that was made before and names the table without a schema reads the temporary one too, in the connection that has it.
. "$(dirname "$0")/lib.sh"
with_python duckdb==2.0.1
python - <<'PY' | seen "before: main.t=real memory.main.t=real view=real
after: main.t=temporary memory.main.t=real view=temporary
sqlite: main.t=real"
import sqlite3

import duckdb

db = duckdb.connect()
db.execute("CREATE TABLE t AS SELECT 'real' AS x")
db.execute("CREATE VIEW v AS SELECT x FROM t")


def told(when):
    names = {"main.t": "main.t", "memory.main.t": "memory.main.t", "view": "v"}
    print(f"{when}:", *(f"{label}={db.execute(f'SELECT x FROM {name}').fetchone()[0]}" for label, name in names.items()))


told("before")
db.execute("CREATE TEMP TABLE t AS SELECT 'temporary' AS x")
told("after")
other = sqlite3.connect(":memory:")
other.execute("CREATE TABLE t AS SELECT 'real' AS x")
other.execute("CREATE TEMP TABLE t AS SELECT 'temporary' AS x")
print("sqlite:", "main.t=" + other.execute("SELECT x FROM main.t").fetchone()[0])
PY
