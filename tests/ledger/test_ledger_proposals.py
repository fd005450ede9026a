"""Codes that were officially replaced: the ledger proposes the change, and makes it only where it is told to."""

from __future__ import annotations

import pytest
from ledger_support import full, night, seen

from validator.ledger.proposals import load_renames, proposal_lines, proposed
from validator.ledger.records import Renamed
from validator.messages.texts import translator
from validator.pack.errors import DeclarationError
from validator.pack.models import NewRegion
from validator.regions.table import Regions

OLD, NEW, STABLE = "9271011001", "9671011001", "6311032021"
REGIONS = Regions.load()


def written(tmp_path, text):
    path = tmp_path / "ganti.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_village_that_sends_under_its_former_code(ledger):
    report = ledger.record(seen(came=full(OLD, STABLE)), night(1))
    assert proposed(report, (), REGIONS) == (Renamed(OLD, (NEW,)),)
    assert {v.code for v in report.villages} == {OLD, STABLE}


def test_a_village_that_sends_under_its_new_code_while_its_history_is_under_the_former(ledger):
    ledger.record(seen(came=full(OLD)), night(1))
    report = ledger.record(seen(came=full(NEW)), night(2))
    assert [v.first for v in report.villages] == [True]
    assert proposed(report, (), REGIONS) == (Renamed(OLD, (NEW,)),)


def test_nothing_is_proposed_twice(ledger):
    ledger.record(seen(came=full(OLD)), night(1))
    change = (Renamed(OLD, (NEW,)),)
    report = ledger.record(seen(came=full(NEW)), night(2), renamed=change)
    assert [v.first for v in report.villages] == [False]
    assert proposed(report, (), REGIONS) == ()
    assert proposed(ledger.report(night(1)), change, REGIONS) == ()


def test_a_pack_may_know_of_a_change(ledger):
    report = ledger.record(seen(came=full(STABLE)), night(1))
    regions = Regions.load((NewRegion("6311032030", "Contoh Baru", "2026", (STABLE,)),))
    assert proposed(report, (), regions) == (Renamed(STABLE, ("6311032030",)),)


def test_the_proposal_can_be_used_as_it_is_printed(tmp_path):
    change = Renamed(OLD, (NEW,))
    lines = list(proposal_lines([change], REGIONS, translator("id")))
    assert "belum dijalankan" in lines[0]
    assert "Remu Utara, Kota Sorong, Papua Barat Daya" in lines[-1]
    printed = "\n".join(lines[lines.index("[[renamed]]") :])
    assert load_renames(written(tmp_path, printed)) == (change,)
    assert list(proposal_lines([], REGIONS, translator("id"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "renamed = 5",
        "[[renamed]]\nfrom = '63.11.03.2001'\n",
        "[[renamed]]\nfrom = '63.11.03.2001'\nto = '63.11.03.2030'\n",
        "[[renamed]]\nfrom = '63.11.03'\nto = ['63.11.03.2030']\n",
        "[[renamed]]\nfrom = 6311032001\nto = ['63.11.03.2030']\n",
        "[[renamed]\n",
    ],
)
def test_a_file_that_names_no_change_is_refused(tmp_path, text):
    path = written(tmp_path, text)
    with pytest.raises(DeclarationError, match=r"ganti\.toml"):
        load_renames(path)


def test_the_configuration_of_the_night_may_be_given(tmp_path):
    config = 'output = "hasil"\n[[sources]]\npath = "ekspor"\n'
    change = '[[renamed]]\nfrom = "63.11.03.2001"\nto = ["6311032030", "63.11.03.2031"]\n'
    assert load_renames(written(tmp_path, config + change)) == (Renamed("6311032001", ("6311032030", "6311032031")),)
