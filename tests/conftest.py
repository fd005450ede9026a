"""What holds for all tests: the command speaks Indonesian, whatever the locale, and no time of this machine counts."""

from __future__ import annotations

import os

from hypothesis import settings

from tests.support.keeping import decode_once

os.environ["LC_ALL"] = "C.UTF-8"
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
decode_once()

SLOW = (
    "tests/findings/test_consequences.py",
    "tests/packs/",
    "tests/nightly/test_night_killed.py",
    "tests/checking/test_same_ids.py",
    "tests/checking/test_privacy_scan.py",
    "tests/ledger/test_ledger_kill.py",
    "tests/fuzz/",
)
"""What takes a minute comes first: a file that begins last is waited for while the other processes are idle."""


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.nodeid.startswith(SLOW))
