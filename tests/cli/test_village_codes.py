"""A village code is asked for in one way by every command."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from validator.cli import COMMANDS, cli


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "x.xls"),
        ("agenda", "x.xls"),
        ("schema", "table", "x.xls", "--output", "d"),
        ("ledger", "show"),
        ("ledger", "visit", "--mentor", "Camat", "--minutes", "5"),
    ],
)
@pytest.mark.parametrize("code", ["63.11.03", "abcdefghij", "63110320211"])
def test_what_is_no_code_is_refused_before_anything_is_read(arguments, code):
    assert arguments[0] in COMMANDS
    ran = CliRunner().invoke(cli, [*arguments, "--village", code], standalone_mode=True)
    assert ran.exit_code == 2
    assert "kode desa harus 10 angka" in ran.output
