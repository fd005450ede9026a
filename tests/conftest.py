"""What holds for all tests: the command speaks Indonesian, whatever the locale, and no time of this machine counts."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["LC_ALL"] = "C.UTF-8"
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
