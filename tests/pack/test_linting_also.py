"""Further tables of a rule: what cannot be asked there is reported at its line, and refused when a pack is loaded."""

from __future__ import annotations

import pytest
from pack_support import MEMBER, at_line, expect, only, rule

from validator.pack.errors import DeclarationError
from validator.pack.loading import load_pack

GUESTS = """\
name: tamu
title: Tamu
module: DDK
menu: 'DDK > Tamu'
layout: records
key: [nik]
fields:
- {name: nik, title: NIK, identifier: true, personal: true}
- {name: kedudukan, title: Kedudukan}
"""
STAND = """\
-- title: Tamu dibaca sebagai anggota
-- needs: tamu
-- key: nik
-- locates: tamu
-- as: orang
-- cells: hubungan = kedudukan
select _row, _line, _copies, _older, _review, _stale, _bad_code, _first, _village, _year, _written, _date, _rank, _src,
  null::varchar as kk, nik, null::date as lahir, case kedudukan when 'ISTRI' then 'Istri' end as hubungan
from tamu
"""


@pytest.fixture
def problems(tmp_path, pack):
    """The problems of a rule in a pack with guests, who are read as members."""

    def found(text, stand=STAND):
        for path, content in (("ddk/tamu.yml", GUESTS), ("derived/tamu_orang.sql", stand)):
            place = tmp_path / "pack" / "schemas" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, "utf-8")
        return pack(text)

    return found


def member(**changes):
    return rule({**MEMBER, **changes})


def test_a_rule_may_be_asked_of_a_table_that_is_read_as_its_own(problems):
    assert problems(member(also="[tamu]", also_severity="warning")) == []


@pytest.mark.parametrize(
    ("changes", "mark", "code"),
    [
        ({"also": "[tamuu]"}, "also: ", "table"),
        ({"also": "[lahan]"}, "also: ", "table"),
        ({"also_severity": "warning"}, "also_severity: ", "table"),
        ({"also": "[tamu]", "also_params": "{batas: 3}"}, "also_params: ", "params"),
    ],
)
def test_what_is_wrong_with_it(problems, changes, mark, code):
    text = member(**changes)
    expect(only(problems(text)), "lahan.yml", at_line(text, mark), code)


def test_a_stand_in_yields_all_fields_of_the_table_it_stands_for(problems):
    problem = only(problems(member(also="[tamu]"), STAND.replace("null::date as lahir,", "")))
    assert problem.code == "field"
    assert "lahir" in problem.message


def test_a_pack_that_asks_what_cannot_be_asked_is_refused(tmp_path):
    (tmp_path / "rules").mkdir()
    text = rule(
        {"id": "BLG-001", "table": "t03", "also": "[t45]", "assert": "luas_desa > 0", "show": None, "message": "Salah."}
    )
    (tmp_path / "rules" / "lahan.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"\[table\].*t45"):
        load_pack([tmp_path])
