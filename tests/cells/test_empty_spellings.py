"""An answer that is spelt with signs alone, such as a tick, is not met by other signs."""

from __future__ import annotations

import pytest

from validator.cells.values import Codes
from validator.pack.loading import load_pack

TICK = Codes.of(load_pack().codelists["opensid_centang"])


@pytest.mark.parametrize("text", ["-", "--", ".", "?", "()", "/"])
def test_signs_are_no_tick(text):
    assert TICK.find(text) is None


@pytest.mark.parametrize("text", ["√", " √ ", "✓", "v", "V", "1", "x"])
def test_ticks(text):
    assert TICK.find(text) == "Ya"
