"""The ledger on the real samples: cells mended, spoilt and blanked, columns and villages gone."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from validator.checking import check
from validator.findings.answers import Answers
from validator.ledger.book import Ledger
from validator.ledger.errors import PersonalDataError
from validator.pack.loading import load_pack

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "2026"
JAYA, PUTAT, PEMATANG = "6311032014", "6311032021", "6311032005"
DAYS = [date(2026, 11, 17), date(2026, 11, 23), date(2026, 11, 24)]
LAND = "6311032014_muara_jaya/grid_t03.csv"


@pytest.fixture
def exports(tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "ekspor")
    return tmp_path / "ekspor"


@pytest.fixture
def book(tmp_path):
    with Ledger.open(str(tmp_path / "buku.db")) as ledger:
        yield ledger


def rewrite(exports, was, now):
    path = exports / LAND
    text = path.read_text("utf-8")
    assert text.count(was) == 1
    path.write_text(text.replace(was, now), "utf-8")


def record(book, exports, number):
    return book.record(check(exports, date=DAYS[number]), DAYS[number])


def by_rule(history, village=JAYA):
    return {c.rule: c.state for c in history.changes if c.table == "t03" and c.village == village}


def test_mended_new_back_again_and_one_village_missing(book, exports):
    record(book, exports, 0)
    rewrite(exports, '"120 Ha"', "120")
    record(book, exports, 1)
    assert by_rule(book.history(JAYA))["GEN-015S"] == "selesai"
    rewrite(exports, ";120;", ';"120 Ha";')
    rewrite(exports, "30,4", "22,9")
    rewrite(exports, '"Di dalam desa"', '""')
    shutil.rmtree(exports / "6311032021_putat_basiun")
    report = record(book, exports, 2)
    found = by_rule(book.history(JAYA))
    assert {rule: found[rule] for rule in ("GEN-015S", "POT-009", "POT-015")} == {
        "GEN-015S": "kambuh",
        "POT-009": "selesai",
        "POT-015": "baru",
    }
    assert [v.code for v in report.absent] == [PUTAT]
    assert {c.state for c in book.history(PUTAT).changes} == {"masih_ada"}
    assert book.history(PEMATANG).changes == ()


def test_every_finding_of_a_check_is_recorded_once(book, exports):
    result = check(exports, date=DAYS[0])
    report = book.record(result, DAYS[0])
    counting = [f for f in result.iter_findings() if not f.trial]
    assert report.total("new") == len(counting) == sum(v.found for v in report.villages)
    for village, state in zip(result.villages, report.villages, strict=True):
        assert {s: getattr(state, s) for s in ("error", "warning", "info")} == dict(village.counts)
        assert (state.completeness, state.coverage) == (village.completeness, village.coverage)


def test_the_same_exports_the_next_night_change_nothing(book, exports):
    record(book, exports, 0)
    report = record(book, exports, 1)
    assert [report.total(name) for name in ("new", "reopened", "solved", "unasked")] == [0, 0, 0, 0]


def test_a_blanked_cell_is_not_a_mended_one(book, exports):
    record(book, exports, 0)
    rewrite(exports, "30,4", "")
    record(book, exports, 1)
    assert by_rule(book.history(JAYA))["POT-009"] == "masih_ada"


def test_a_column_that_is_gone_takes_no_finding_with_it(book, exports):
    record(book, exports, 0)
    path = exports / LAND
    rows = list(csv.reader(path.read_text("utf-8").splitlines(), delimiter=";"))
    gone = rows[0].index("Tegal/Ladang (Ha)")
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, delimiter=";").writerows([r[:gone] + r[gone + 1 :] for r in rows])
    record(book, exports, 1)
    assert by_rule(book.history(JAYA))["GEN-015S"] == "masih_ada"


def test_an_unreadable_form_solves_nothing(book, exports):
    record(book, exports, 0)
    (exports / LAND).write_text("<html><body>Pengguna yang tidak berizin</body></html>", "utf-8")
    record(book, exports, 1)
    assert set(by_rule(book.history(JAYA)).values()) == {"masih_ada"}


def test_a_check_that_shows_personal_data_is_refused(book, exports):
    with pytest.raises(PersonalDataError):
        book.record(check(exports / "6311032014_muara_jaya", date=DAYS[0], show_personal=True), DAYS[0])


def test_answers_say_for_each_record_what_stayed_open(exports):
    result = check(exports, date=DAYS[0])
    answers = result.answers
    assert isinstance(answers, Answers)
    assert answers.asks("POT-009")
    assert not answers.asks("POT-999")
    assert set(load_pack().tables["t03"].names) > set(answers.columns(JAYA, "t03")) > {"luas_tanah_sawah"}
    for village in result.villages:
        for open_ in village.not_checkable:
            ids = answers.unanswered(village.code, open_.rule, open_.table)
            assert len(ids) <= open_.count
            assert bool(ids) == (
                open_.table in {s.table for f in result.files for s in f.sheets if s.village == village.code}
            )
