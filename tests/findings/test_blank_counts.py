"""Blank cells are counted among the cells that the file has."""

from __future__ import annotations

from tests.engine.engine_support import asked, land, pack_of, rule


def test_columns_that_the_file_lacks_are_no_blank_cells() -> None:
    blanks = rule("X-9", "", table="*", constraint="blank", message="{kosong}")
    frame = land(sawah=[""], catatan=[""])
    del frame["ladang"]
    (found,) = asked(pack_of(blanks), lahan=frame).iter_findings()
    assert found.message.startswith("2 dari 3 isian")
