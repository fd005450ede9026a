from __future__ import annotations

import pytest
from web_support import Server


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()
