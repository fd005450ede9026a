"""Whatever is declared to be no form is named and accused of nothing, alone or beside an export."""

from __future__ import annotations

import pytest

from tests.checking.clean_villages import CODE, TODAY, WRITERS, tables, told
from validator import check
from validator.cli.check import exit_code
from validator.pack.loading import load_pack

PACK = load_pack()
PERSON = {"nik": "6311031203809001", "nomor_nik": "6311031203809001", "no. kk": "6311031203119001"}
UNREAD = [stranger for stranger in PACK.strangers if not stranger.reads_as]


def sheet_of(stranger):
    """A sheet with what the declaration says, and a person below it."""
    labels = [*stranger.labels, *stranger.some[: max(stranger.least, 1)], "Uraian", "Catatan"]
    title = [[f"{stranger.texts[0]} : 2026"]] if stranger.texts else []
    return [*title, labels, [PERSON.get(label.lower(), "uji") for label in labels]]


def written(folder, stranger, kind):
    home = folder / f"{CODE}_pematang"
    home.mkdir(exist_ok=True)
    WRITERS[kind](home, {"x": sheet_of(stranger)})


@pytest.mark.parametrize("kind", ["xlsx", "csv_of_excel", "html"])
@pytest.mark.parametrize("stranger", [s for s in UNREAD if not s.sheets], ids=lambda s: s.name)
def test_alone_nothing_is_checked_and_that_is_said(stranger, kind, tmp_path):
    written(tmp_path, stranger, kind)
    result = check(tmp_path, date=TODAY)
    (book,) = result.files
    assert (result.total, result.villages, book.passed_over) == (0, (), True)
    assert any(other.title in sheet.reason for sheet in book.sheets for other in PACK.strangers)
    assert int(exit_code(result, "never")) == 4


@pytest.fixture(scope="module")
def form():
    return tables("t49", "t01")


def test_beside_an_export_nothing_is_found_more(form, tmp_path):
    home = tmp_path / f"{CODE}_pematang"
    home.mkdir()
    WRITERS["xls"](home, form)
    alone = check(tmp_path, date=TODAY)
    for number, stranger in enumerate(UNREAD):
        for kind in ("xlsx", "csv_of_excel"):
            folder = home / f"{number}{kind}"
            folder.mkdir()
            sheet = sheet_of(stranger)
            name = stranger.sheets[0] if stranger.sheets else "x"
            WRITERS[kind](folder, {name: sheet})
    beside = check(tmp_path, date=TODAY)
    assert told(beside) == told(alone)
    assert [v.counts for v in beside.villages] == [v.counts for v in alone.villages]
    assert [v.accuracy for v in beside.villages] == [v.accuracy for v in alone.villages]
