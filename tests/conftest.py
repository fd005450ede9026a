"""What holds for all tests: the command speaks Indonesian, whatever the locale of the machine."""

from __future__ import annotations

import os

os.environ["LC_ALL"] = "C.UTF-8"

from tests.support.keeping import decode_once

decode_once()
