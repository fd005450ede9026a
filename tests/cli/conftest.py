"""The command line as a user meets it."""

from __future__ import annotations

import sys

import pytest

from validator.cli import main


@pytest.fixture
def prodeskel(monkeypatch, capsys):
    """Runs `prodeskel` with some arguments: (exit code, standard output, standard error)."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["prodeskel", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        output, errors = capsys.readouterr()
        assert "Traceback" not in output + errors
        return int(end.value.code), output, errors

    return run
