"""A hundred packs that mean harm or know no measure, each a few files.

`{secret}` and `{folder}` are put in when a pack is written; other braces are doubled.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

RULE = """\
- id: {id}
  table: {table}
  title: Uji
  title_en: Test
  severity: warning
  dimension: validity
  assert: {assert_}
  message: {message}
  why: Sebab.
  fix: Betulkan.
  role: Operator
  basis: Uji
  examples: {{pass: [{{nama: A}}], fail: [{{nama: B}}]}}
{more}"""
DERIVED = "-- title: Uji\n-- needs: agtkeluarga\n-- key: nik\n{more}"
DERIVED += "SELECT _village, _year, nik, {value} AS x FROM agtkeluarga{rest}\n"
MACRO = "-- Uji.\nCREATE MACRO {name}({parameters}) AS {sql};\n"
Files = dict[str, str | bytes]


def rule(sql: str, more: str = "", message: str = "Salah.", id_: str = "BLG-001", table: str = "agtkeluarga") -> str:
    quoted = "'" + sql.replace("'", "''") + "'"
    return RULE.format(id=id_, table=table, assert_=quoted, message=message, more=more)


def asking(sql: str, more: str = "") -> Files:
    return {"rules/x.yml": rule(sql, more)}


def showing(sql: str) -> Files:
    return asking("length(nama) < 2", "  show: {v: '" + sql.replace("'", "''") + "'}\n") | {}


def deriving(value: str, rest: str = "", head: str = "", with_: str = "") -> Files:
    sql = DERIVED.format(value=value, rest=rest, more=head)
    if with_:
        sql = sql.replace("SELECT _village", f"{with_} SELECT _village")
    return {"schemas/derived/uji.sql": sql, "rules/x.yml": rule("uji.x IS NOT NULL", "  with: [uji]\n")}


def macro(sql: str, name: str = "uji", parameters: str = "x", call: str = "uji(nama) IS NOT NULL") -> Files:
    text = MACRO.format(name=name, parameters=parameters, sql=sql)
    return {"rules/macros.sql": text, "rules/x.yml": rule(call)}


def whole(text: str | bytes, name: str = "rules/x.yml") -> Files:
    return {name: text}


REACHING = {
    "read_csv": "(SELECT count(*) FROM read_csv('{secret}')) >= 0",
    "read_text": "(SELECT count(*) FROM read_text('{secret}')) >= 0",
    "glob": "(SELECT count(*) FROM glob('{folder}/*')) >= 0",
    "path": "(SELECT count(*) FROM '{secret}') >= 0",
    "http": "(SELECT count(*) FROM 'http://127.0.0.1:9/x.csv') >= 0",
    "copy": "true); COPY (SELECT 1) TO '{folder}/out'; SELECT (true",
    "attach": "true); ATTACH '{folder}/out' AS y; SELECT (true",
    "install": "true); INSTALL httpfs; SELECT (true",
    "load": "true); LOAD '{secret}'; SELECT (true",
    "pragma": "true); PRAGMA database_list; SELECT (true",
    "set": "true); SET enable_external_access = true; SELECT (true",
    "prepare": "true); PREPARE p AS SELECT 1; EXECUTE p; SELECT (true",
    "comment": "true -- ) \n OR read_text('{secret}') IS NOT NULL",
    "block": "true /* ) FROM read_text('{secret}') -- */",
    "getenv": "getenv('HOME') IS NULL",
    "setting": "current_setting('temp_directory') IS NULL",
    "query": "query('SELECT 1') IS NULL",
    "blob": "read_blob('{secret}') IS NULL",
    "random": "random() < 2",
    "clock": "now() > DATE '2000-01-01'",
    "view": "(SELECT count(*) FROM duckdb_settings) > 0",
    "other_table": "(SELECT count(*) FROM t03) >= 0",
    "cells": "_cells.text IS NULL",
    "frame": "(SELECT count(*) FROM frame) >= 0",
    "dollar": "$x$read$x$ IS NULL",
}
ENDLESS = {
    "list_sum": "list_sum(range(1000000000000)) > 0",
    "list_sum_row": "list_sum(range(100000000 + length(nama))) > 0",
    "repeat": "length(repeat('x', 10000000000)) > 0",
    "repeat_row": "length(repeat(nama, 100000000)) > 0",
    "repeat_repeat": "length(repeat(repeat(repeat('x', 1000), 1000), 1000)) > 0",
    "lpad": "length(lpad('x', 2000000000, 'y')) > 0",
    "format": "length(format('{{:>2000000000}}', nama)) > 0",
    "printf": "length(printf('%2000000000d', 1)) > 0",
    "bitstring": "bit_count(bitstring('1', 2000000000)) > 0",
    "resize": "len(list_resize([1], 1000000000)) > 0",
    "comprehension": "len([a + b for a in range(1000)]) > 0",
    "nested_lists": "len(list_transform(range(1000), lambda a: list_transform(range(1000), lambda b: a * b))) > 0",
    "triple_lists": "list_sum(list_transform(range(1000), lambda a: list_sum(list_transform(range(1000), lambda b: "
    "list_sum(list_transform(range(1000), lambda c: a * b * c)))))) > 0",
    "regex": "regexp_matches(nama, '((((a{{0,200}}){{0,200}}){{0,200}})*)*b')",
    "levenshtein": "levenshtein(repeat(nama, 1000), repeat(nama_ayah, 1000)) >= 0",
    "deep": "(" * 500 + "true" + ")" * 500,
    "long": " OR ".join(["nama = 'x'"] * 3_000),
    "sum": " + ".join(["1"] * 4_000) + " > 0",
    "nots": "NOT " * 3_000 + "true",
    "cases": "CASE WHEN true THEN " * 300 + "true" + " END" * 300,
    "window": "count(*) OVER (ORDER BY _row ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) > 0",
}
_CROSS = " CROSS JOIN agtkeluarga AS b" + "".join(f" CROSS JOIN agtkeluarga AS c{n}" for n in range(6))
_DOUBLED = "WITH a0 AS (SELECT *, repeat('x', 1000) AS y FROM agtkeluarga)" + "".join(
    f", a{n} AS (SELECT * REPLACE ({' || '.join(['y'] * 20)} AS y) FROM a{n - 1})" for n in range(1, 7)
)
DEEPER = {
    "recursive": deriving(
        "(SELECT count(*) FROM t)", with_="WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"
    ),
    "recursive_wide": deriving(
        "(SELECT count(*) FROM t)", with_="WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n FROM t, agtkeluarga)"
    ),
    "cross": deriving("count(*)", _CROSS + " GROUP BY ALL").copy(),
    "cross_list": deriving(
        "1",
        " WHERE len((SELECT list(a.nama || b.nama) FROM agtkeluarga a, agtkeluarga b, agtkeluarga c, agtkeluarga d)) > 0",
    ),
    "cross_text": deriving(
        "(SELECT string_agg(a.nama || b.nama, '') FROM agtkeluarga a, agtkeluarga b, agtkeluarga c, agtkeluarga d)"
    ),
    "unnest": deriving("1", ", " + ", ".join(f"unnest(range(1000)) AS u{n}(v{n})" for n in range(5))),
    "doubled": {
        "schemas/derived/uji.sql": "-- needs: agtkeluarga\n-- key: nik\n"
        + _DOUBLED
        + " SELECT _village, _year, nik, length(y) AS x FROM a6\n",
        "rules/x.yml": rule("uji.x > 0", "  with: [uji]\n"),
    },
    "derived_file": deriving("1", ", read_csv('{secret}')"),
    "derived_path": deriving("1", ", '{secret}'"),
    "derived_text": deriving("(SELECT content FROM read_text('{secret}'))"),
    "derived_range": deriving("(SELECT sum(range) FROM range(1000000000000))"),
    "derived_setting": deriving("current_setting('temp_directory')"),
    "derived_cells": deriving("(SELECT min(text) FROM _cells)"),
    "derived_catalogue": deriving("(SELECT count(*) FROM information_schema.tables)"),
    "derived_statement": whole(
        "-- needs: agtkeluarga\nSELECT 1; COPY (SELECT 1) TO '{folder}/out'\n", "schemas/derived/uji.sql"
    ),
    "derived_itself": deriving("1", head="-- needs: uji\n"),
    "derived_personal": deriving("nama", head="-- personl: x\n"),
    "derived_key": whole(
        "-- needs: agtkeluarga\n-- key: nik) OR (1=1\nSELECT _village, _year FROM agtkeluarga\n",
        "schemas/derived/u.sql",
    ),
    "derived_built_in": whole(
        "-- needs: agtkeluarga\n-- key: nik\nSELECT _village, _year, nik FROM agtkeluarga\n",
        "schemas/derived/nik_ganda.sql",
    ),
    "derived_macros": whole(
        "-- needs: agtkeluarga\nSELECT _village, _year FROM agtkeluarga\n", "schemas/derived/x_macros.sql"
    ),
    "derived_years": deriving("1", head="-- villages: banyak\n"),
    "macro_file": macro("(SELECT content FROM read_text('{secret}'))"),
    "macro_statement": macro("x; COPY (SELECT 1) TO '{folder}/out'"),
    "macro_default": macro("x", parameters="x := (SELECT 1 FROM read_text('{secret}'))"),
    "macro_built_in": macro("false", name="filled"),
    "macro_function": macro("0", name="length"),
    "macro_itself": macro("uji(x)"),
    "macro_env": macro("getenv('HOME')"),
    "macro_table": macro("TABLE SELECT * FROM read_text('{secret}')"),
    "macro_rest": whole("CREATE TABLE a (b INT);\n\nCOPY a TO '{folder}/out';\n", "rules/macros.sql"),
    "macro_bomb": {
        "rules/macros.sql": MACRO.format(name="m0", parameters="x", sql="x + x")
        + "\n"
        + "\n".join(MACRO.format(name=f"m{n}", parameters="x", sql=f"m{n - 1}(x) + m{n - 1}(x)") for n in range(1, 40)),
        "rules/x.yml": rule("m39(length(nama)) > 0"),
    },
    "macro_wide": macro(" || ".join(["x"] * 500), call="uji(uji(uji(uji(nama)))) IS NOT NULL"),
    "show_file": showing("(SELECT content FROM read_text('{secret}'))"),
    "show_repeat": showing("repeat(nama, 1000000000)"),
    "show_cast": showing("CAST(nama AS INTEGER)"),
    "show_lists": showing("list_transform(range(1000), lambda a: list_transform(range(1000), lambda b: a * b))"),
    "applies_when": whole(
        "name: sumur\ntitle: Sumur\nmodule: Uji\nmenu: Uji\nfields:\n"
        "- {{name: a, title: Jumlah Sumur, type: number, applies_when: 'read_text(''{secret}'') IS NULL'}}\n",
        "schemas/uji/sumur.yml",
    ),
}
_TABLE = "name: {name}\ntitle: Uji\nmodule: Uji\nmenu: Uji\nfields:\n- {{{{name: {field}, title: Jumlah}}}}\n"
WRITTEN = {
    "alias_bomb": whole(
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    ),
    "alias_wide": whole("- &a [" + "x, " * 5_000 + "x]\n" + "- *a\n" * 5_000),
    "alias_circle": whole("&a [*a]"),
    "alias_mapping": whole("&a {{b: *a}}"),
    "alias_unknown": whole("- *a"),
    "digits": whole("- {{id: POT-004, params: {{toleransi: " + "9" * 5_000 + "}}}}"),
    "infinite": whole("- {{id: POT-004, minutes: .inf}}"),
    "nan": whole("- {{id: POT-004, minutes: .nan}}"),
    "deep": whole("[" * 5_000 + "]" * 5_000),
    "long": whole("- id: POT-004\n  severity: " + "x" * 1_900_000),
    "large": whole("- x\n" * 600_000),
    "tag": whole("- !!python/object/apply:os.system ['touch {folder}/out']"),
    "tag_binary": whole("- {{id: POT-004, role: !!binary aGFp}}"),
    "tag_set": whole("- {{id: POT-004, documents: !!set {{a, b}}}}"),
    "merge": whole("- {{<<: {{id: POT-004}}, severity: info}}"),
    "keys": whole("- {{id: POT-004, severity: info, severity: error}}"),
    "key_list": whole("- {{[a, b]: c}}"),
    "nul": whole(b'- {{id: POT-004, role: "a\0b"}}'),
    "nul_escaped": whole('- {{id: POT-004, role: "a\\0b"}}'),
    "surrogate": whole('- {{id: POT-004, role: "a\\uD800b"}}'),
    "latin": whole("- {{id: POT-004, role: é}}".encode("latin-1")),
    "utf16": whole("- {{id: POT-004, severity: info}}".encode("utf-16")),
    "date": whole("- {{id: POT-004, role: 2026-02-31}}"),
    "two_documents": whole("- {{id: POT-004, severity: info}}\n---\n- {{id: POT-005, severity: info}}\n"),
    "empty": whole(""),
    "scalar": whole("hai"),
    "mapping": whole("id: POT-004"),
    "suffix": whole("- {{id: POT-004, severity: info}}", "rules/x.yaml"),
    "capital": whole("- {{id: POT-004, severity: info}}", "rules/X.YML"),
    "sql_in_rules": whole("COPY (SELECT 1) TO '{folder}/out'", "rules/x.sql"),
    "id_path": {"rules/x.yml": rule("true", id_="../../x")},
    "id_line": {"rules/x.yml": rule("true", id_='"BLG-001\\n"')},
    "blames": asking("length(nama) < 2", "  blames: ['nama FROM agtkeluarga; --']\n"),
    "partners": asking("length(nama) < 2", "  partners: [nik_x]\n"),
    "with": asking("true", "  with: ['t03; DROP TABLE t03']\n"),
    "times": {"rules/x.yml": rule("length(nama) < 2").replace("nama: B", "nama: B, _times: 1000000000")},
    "times_text": {"rules/x.yml": rule("length(nama) < 2").replace("nama: B", "nama: B, _times: banyak")},
    "example_list": {"rules/x.yml": rule("length(nama) < 2").replace("nama: B", "nama: [B]")},
    "params": whole("- {{id: POT-004, params: {{tolerensi: 1}}}}"),
    "property": whole("- {{id: POT-004, severty: info}}"),
    "unknown_id": whole("- {{id: POT-999, severity: info}}"),
    "placeholder": {"rules/x.yml": rule("length(nama) < 2", message="'{{nama.__class__}}'")},
    "table_name": whole(_TABLE.format(name="'a; DROP TABLE t03'", field="jumlah"), "schemas/uji/a.yml"),
    "table_word": whole(_TABLE.format(name="select", field="jumlah"), "schemas/uji/a.yml"),
    "table_self": whole(_TABLE.format(name="self", field="jumlah"), "schemas/uji/a.yml"),
    "table_built_in": whole(_TABLE.format(name="agtkeluarga", field="nik"), "schemas/uji/a.yml"),
    "field_word": whole(_TABLE.format(name="uji", field="order"), "schemas/uji/a.yml"),
    "field_line": whole(_TABLE.format(name="uji", field='"a\\n"'), "schemas/uji/a.yml"),
    "common": whole("fields:\n- {{name: nama, title: Nama}}\n", "schemas/umum.yml"),
    "codelist": whole("name: ../x\ntitle: X\nitems: []\n", "schemas/codelists/x.yml"),
    "headings": whole("agtkeluarga: {{nik_: [x]}}\n", "schemas/judul_kolom.yml"),
    "regions": whole("regions:\n- {{code: '99.99', name: Tidak Ada}}\n", "schemas/wilayah.yml"),
    "stranger": whole("strangers: 5\n", "schemas/asing/x.yml"),
}
LINKS = ("outside_file", "outside_folder", "loop", "device", "many", "deep_folders")


def names() -> list[str]:
    groups = {"reach": REACHING, "endless": ENDLESS, "deeper": DEEPER, "written": WRITTEN, "link": dict.fromkeys(LINKS)}
    return [f"{group} {name}" for group, packs in groups.items() for name in packs]


def write(name: str, folder: Path, secret: Path) -> Path:
    """Writes the pack of that name into `folder`, and returns it."""
    group, _, which = name.partition(" ")
    if group == "link":
        return _linked(which, folder, secret)
    files = {"reach": REACHING, "endless": ENDLESS}.get(group)
    pack: Files = asking(files[which]) if files else {"deeper": DEEPER, "written": WRITTEN}[group][which]
    for path, content in pack.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = _filled(content, secret).encode("utf-8")
        target.write_bytes(content.replace(b"{{", b"{").replace(b"}}", b"}"))
    return folder


def _filled(text: str, secret: Path) -> str:
    return text.replace("{secret}", secret.as_posix()).replace("{folder}", secret.parent.as_posix())


def _linked(which: str, folder: Path, secret: Path) -> Path:
    (folder / "rules").mkdir(parents=True)
    own = folder / "rules" / "a.yml"
    own.write_text("- {id: POT-004, severity: info}\n", "utf-8")
    if which == "outside_file":
        (folder / "rules" / "x.yml").symlink_to(secret)
    elif which == "outside_folder":
        (folder / "schemas").symlink_to(secret.parent)
    elif which == "loop":
        (folder / "rules" / "again").symlink_to(folder / "rules")
    elif which == "device":
        (folder / "rules" / "x.yml").symlink_to("/dev/zero")
    elif which == "many":
        for number in range(2_100):
            (folder / "rules" / f"x{number}.yml").write_text("[]", "utf-8")
    else:
        deep = folder / "rules" / "/".join("a" * 20)
        deep.mkdir(parents=True)
        (deep / "x.yml").write_text("[]", "utf-8")
    return folder


def all_packs() -> Iterator[str]:
    yield from names()
