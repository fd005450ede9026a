"""The program's own pack, and its plan, for all tests of the room."""

from __future__ import annotations

import pytest

from validator.pack.loading import load_pack
from validator.plan.plan import Plan


@pytest.fixture(scope="module")
def pack():
    return load_pack()


@pytest.fixture(scope="module")
def plan(pack):
    return Plan(pack)
