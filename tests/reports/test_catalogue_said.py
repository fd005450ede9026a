"""A page of the catalogue prints what the rule says of its own example, in both languages."""

from __future__ import annotations

from validator.example_texts import example_texts
from validator.pack.loading import load_pack
from validator.reports.catalogue.links import Links
from validator.reports.catalogue.rules import rule_content

PACK = load_pack()


def facts(rule_id: str, said=None) -> dict[str, str]:
    return dict(rule_content(PACK.rule(rule_id), Links(PACK), said)["facts"])


def test_the_message_has_the_values_of_the_example():
    (said,) = example_texts(PACK, ["GEN-017"])["GEN-017"]
    found = facts("GEN-017", (said.indonesian, said.english))
    assert found["Pesan bila dilanggar"] == "Jumlah Laki-Laki (orang) berisi -12; paling kecil 0."
    assert found["Pesan dalam bahasa Inggris"] == "Jumlah Laki-Laki (orang) reads -12; it cannot be less than 0."


def test_without_examples_the_message_is_printed_as_it_is_written():
    assert "{header}" in facts("GEN-017")["Pesan bila dilanggar"]


def test_thresholds_are_said_to_be_changeable():
    assert "$isian = 20" in facts("GEN-025")["Ambang (dapat diubah)"]


def test_only_the_rules_that_are_asked_for_are_run():
    assert set(example_texts(PACK, ["GEN-017", "GEN-023"])) == {"GEN-017", "GEN-023"}
