"""What starting costs: help imports no engine, a check imports no pandas; a reader that has gone is no error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"pandas", "pandera", "great_expectations", "numpy", "polars"}
MEMBERS = "samples/2026/6311032021_putat_basiun/grid_agtkeluarga.xls"
CONSOLE = "from validator.startup.fast_exit import console; console()"
PROGRAM = """
import sys
from validator.cli import main
sys.argv = ["prodeskel", *sys.argv[1:]]
try:
    main()
finally:
    print("\\nloaded:", *sorted(name for name in sys.modules if "." not in name), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The top-level modules that are loaded once a command has run."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return set(done.stderr.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("check", "--help"), ("rules", "--help")])
def test_help_loads_no_engine(arguments):
    modules = loaded(*arguments)
    assert "click" in modules
    assert not modules & (HEAVY | {"duckdb", "_duckdb", "yaml", "sqlglot", "xlsxwriter", "jsonschema"})


@pytest.mark.parametrize("kind", ["terminal", "json", "csv"])
def test_a_check_loads_no_pandas(kind):
    modules = loaded("check", MEMBERS, "--date", "2026-11-24", "--format", kind)
    assert "_duckdb" in modules
    assert not modules & (HEAVY | {"duckdb"})


def test_a_check_with_excel_lists_loads_no_pandas(tmp_path):
    modules = loaded("check", MEMBERS, "--date", "2026-11-24", "--format", "xlsx", "--output", str(tmp_path))
    assert list(tmp_path.glob("*.xlsx"))
    assert not modules & HEAVY


def test_listing_rules_loads_no_engine():
    assert not loaded("rules", "list") & (HEAVY | {"duckdb", "_duckdb", "sqlglot"})


def test_importing_the_package_loads_nothing_heavy():
    program = "import sys, validator; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not set(done.stdout.split()) & (HEAVY | {"duckdb", "_duckdb", "yaml"})


@pytest.mark.parametrize("script", ["from validator.cli import main; main()", CONSOLE], ids=["main", "console"])
@pytest.mark.parametrize("kind", ["json", "csv", "terminal"])
def test_a_reader_that_has_gone_is_met_with_silence(kind, script):
    command = [sys.executable, "-c", script, "check", MEMBERS, "--format", kind]
    with subprocess.Popen(
        [*command, "--date", "2026-11-24"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) in (0, 1)
