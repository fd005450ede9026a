"""Names in conditions are resolved on tokens: own fields, other tables, parameters and the engine's own columns."""

from __future__ import annotations

import pytest

from validator.plan.conditions import prepare

OWN = {"luas", "kepala", "_row", "_date"}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("luas > 0", "self.luas > 0"),
        ("luas >= kepala", "self.luas >= self.kepala"),
        ("luas = 'luas'", "self.luas = 'luas'"),
        ("luas = 'it''s luas'", "self.luas = 'it''s luas'"),
        ('"luas" = luas', '"luas" = self.luas'),
        ("luas -- luas\n > 1", "self.luas -- luas\n > 1"),
        ("luas /* luas */ > 1", "self.luas /* luas */ > 1"),
        ("kepala::luas > 1", "self.kepala::luas > 1"),
        ("luas(kepala)", "luas(self.kepala)"),
        ("luas_lain > 1", "luas_lain > 1"),
        ("_row = 1", "self._row = 1"),
        ("case when luas is null then 1 end", "case when self.luas is null then 1 end"),
    ],
)
def test_only_names_of_the_relation_become_its_columns(sql, expected):
    assert prepare(sql, OWN, {}).sql == expected


def test_parameters_become_numbers_in_brackets():
    assert prepare("luas > $batas", OWN, {"batas": -2.5}).sql == "self.luas > (-2.5)"
    assert prepare("luas in ($a,$b)", OWN, {"a": 1, "b": 20}).sql == "self.luas in ((1),(20))"


def test_parameter_in_a_text_stays_text():
    assert prepare("'$batas'", OWN, {}).sql == "'$batas'"


def test_undeclared_parameter_is_a_key_error():
    with pytest.raises(KeyError, match="batas"):
        prepare("luas > $batas", OWN, {})


def test_other_relations_are_named_with_their_columns():
    found = prepare("luas = t03.luas and previous . kepala < 3", OWN, {})
    assert found.sql == "self.luas = t03.luas and previous.kepala < 3"
    assert found.others == (("t03", "luas"), ("previous", "kepala"))
    assert found.aliases == {"t03", "previous"}
    assert found.columns == ("luas",)


def test_columns_are_listed_once_in_the_order_named_and_fields_leave_out_the_engines():
    found = prepare("kepala > luas or _date is null or kepala < 2", OWN, {})
    assert found.columns == ("kepala", "luas", "_date")
    assert found.fields == ("kepala", "luas")


def test_places_bring_their_relation():
    found = prepare("_known_village and _village_name = 'x'", OWN, {})
    assert "(_places.name IS NOT NULL)" in found.sql
    assert found.aliases == {"_places"}
    assert found.columns == ()
