"""A table that stands in for another is asked its rules: the same answers for few rows and many, at its own cells."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from validator import check
from validator.pack.loading import load_pack

PACK = load_pack()
TODAY = date(2026, 6, 30)
PERSON = {
    "dusun": "Baru",
    "rw": "001",
    "rt": "002",
    "nama": "AHMAD",
    "no_kk": "6311031505189001",
    "nik": "6311031505809001",
    "sex": "1",
    "tempatlahir": "Balangan",
    "tanggallahir": "15-05-1980",
    "agama_id": "1",
    "pendidikan_kk_id": "5",
    "pendidikan_sedang_id": "18",
    "pekerjaan_id": "9",
    "status_kawin": "1",
    "kk_level": "1",
    "warganegara_id": "1",
    "status_dasar": "1",
}


def people(*changes):
    return pd.DataFrame([PERSON | change for change in changes], dtype=object)


def rules(frame, **more):
    result = check({"opensid_penduduk": frame}, village="6311032021", date=TODAY, **more)
    return [(f.rule, f.row, f.columns) for f in result.iter_findings() if f.severity != "info"]


def persons(frame):
    """What is said of single persons and families, not of the village as a whole."""
    return {(rule, row) for rule, row, _ in rules(frame) if not rule.startswith("STA-00")}


def family(number, **child):
    """A father, a mother and a child with NIKs of their own."""
    serial = f"{9000 + number % 900:04}"
    card = {"no_kk": f"631103{1 + number // 900 % 28:02}0518{serial}"}
    day = f"{1 + number // 900 % 28:02}"
    names = f"{chr(65 + number % 26)}{chr(65 + number // 26 % 26)}{chr(65 + number // 676 % 26)}"
    return [
        card
        | {
            "nik": f"631103{day}0580{serial}",
            "tanggallahir": f"{day}-05-1980",
            "status_kawin": "2",
            "nama": f"AYAH {names}",
        },
        card
        | {"nik": f"631103{int(day) + 40}0682{serial}", "tanggallahir": f"{day}-06-1982", "sex": "2", "kk_level": "3"}
        | {"status_kawin": "2", "nama": f"IBU {names}"},
        card
        | {
            "nik": f"631103{day}0712{serial}",
            "tanggallahir": f"{day}-07-2012",
            "kk_level": "4",
            "nama": f"ANAK {names}",
        }
        | {"pekerjaan_id": "3", "pendidikan_kk_id": "3", "pendidikan_sedang_id": "6"}
        | child,
    ]


@pytest.mark.parametrize("families", [1, 2000], ids=["few", "many"])
def test_mistakes_are_found_in_few_rows_and_in_many(families):
    rows = [row for number in range(families) for row in family(number)]
    assert persons(people(*rows)) == set()
    rows[2] |= {"tanggallahir": "31-12-2030"}
    assert persons(people(*rows)) == {("DDK-024", 4)}


def test_the_cells_marked_are_those_of_the_sheet():
    school = family(1, pendidikan_sedang_id="18", pendidikan_kk_id="8")
    assert rules(people(*school)) == [("DDK-031", 4, ("pendidikan_kk", "pendidikan_sedang", "tanggal_lahir"))]


def test_provisional_numbers_are_no_errors():
    nobody = [
        {"nik": "0", "no_kk": "0", "kk_level": "11"},
        {"nik": "0", "no_kk": "0", "nama": "SITI", "kk_level": "11"},
    ]
    waiting = [
        {"nik": "0631103150580900", "no_kk": "0631103150518001", "nama": "HASAN"},
        {"nik": "-", "nama": "BADRUN"},
    ]
    result = check({"opensid_penduduk": people(*nobody, *waiting)}, village="6311032021", date=TODAY)
    assert [f.rule for f in result.iter_findings() if f.severity == "error"] == []


def test_the_dead_and_the_moved_are_no_members_of_the_family():
    old, new = {"status_dasar": "2"}, {"nik": "6311031505829002", "tanggallahir": "15-05-1982", "nama": "BADRUN"}
    assert rules(people(old, new)) == []
    assert {rule for rule, *_ in rules(people({}, new))} == {"FAM-001"}


def test_a_labelled_and_a_numbered_sheet_say_the_same():
    wrong = {"tanggallahir": "15-05-2014", "status_kawin": "2"}
    labels = {
        "sex": "Laki-laki",
        "agama_id": "ISLAM",
        "pendidikan_kk_id": "SLTA / SEDERAJAT",
        "kk_level": "KEPALA KELUARGA",
    }
    labels |= {"status_kawin": "KAWIN BELUM TERCATAT", "pekerjaan_id": "PETANI/PEKEBUN", "warganegara_id": "WNI"}
    labels |= {"pendidikan_sedang_id": "TIDAK SEDANG SEKOLAH", "status_dasar": "HIDUP"}
    assert rules(people(wrong)) == rules(people(wrong | labels)) != []


@pytest.mark.parametrize("field", ["jenis_kelamin", "hubungan", "status_kawin", "kewarganegaraan"])
def test_every_answer_of_opensid_means_an_answer_of_prodeskel(field, meanings):
    theirs = {"kewarganegaraan": "warganegara"}.get(field, field)
    known = {item.label for item in PACK.codelists[PACK.tables["agtkeluarga"].field(field).codelist].items}
    read = meanings(theirs, field)
    assert set(read.values()) <= known
    assert None not in read.values()


@pytest.fixture
def meanings():
    """What each answer of a list of the population sheet is read as."""
    import duckdb

    declared = PACK.tables["opensid_penduduk"]

    def of(theirs, field):
        labels = [item.label for item in PACK.codelists[declared.field(theirs).codelist].items]
        kinds = {"_row": "BIGINT", "_year": "INT", "_written": "INT", "_date": "DATE"} | {
            f.name: "VARCHAR" for f in declared.fields
        }
        engine = ["_src", "_line", "_village", "_review", "_stale", "_older", "_bad_code", "_first", "_copies", "_rank"]
        kinds |= dict.fromkeys(engine, "VARCHAR")
        base = duckdb.connect()
        base.execute(f"CREATE TABLE opensid_penduduk ({', '.join(f'{name} {kind}' for name, kind in kinds.items())})")
        for number, label in enumerate(labels):
            given = {"_row": number, "jenis_kelamin": "LAKI-LAKI"} | {theirs: label}
            base.execute(
                f"INSERT INTO opensid_penduduk ({', '.join(given)}) VALUES ({', '.join('?' * len(given))})",
                [*given.values()],
            )
        rows = base.execute(f"SELECT {field} FROM ({PACK.derived['opensid_anggota'].sql}) ORDER BY _row").fetchall()
        return dict(zip(labels, (value for (value,) in rows), strict=True))

    return of
