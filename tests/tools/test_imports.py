"""The graph of imports is read from the source."""

from __future__ import annotations

from pathlib import Path

from tools.imports import imports, modules, reaching

FILES = {
    "validator/__init__.py": "",
    "validator/low.py": "",
    "validator/middle.py": "from validator import low\n",
    "validator/late.py": "def f():\n    import validator.low\n",
    "validator/named.py": "MODULE = 'validator.low'\n",
    "validator/apart.py": "import json\n",
    "tests/conftest.py": "import validator.apart\n",
    "tests/room/test_middle.py": "from validator.middle import anything\n",
}


def _project(folder: Path) -> dict[str, Path]:
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return modules(folder)


def test_imports_are_found_wherever_they_stand(tmp_path):
    graph = imports(_project(tmp_path))
    assert {name for name, wanted in graph.items() if "validator.low" in wanted} == {
        "validator.middle",
        "validator.late",
        "validator.named",
    }


def test_reaching_counts_the_steps_and_leaves_out_what_is_apart(tmp_path):
    steps = reaching(["validator.low"], imports(_project(tmp_path)))
    assert steps["validator.low"] == 0
    assert steps["validator.middle"] == 1
    assert steps["tests.room.test_middle"] == 2
    assert "validator.apart" not in steps


def test_a_test_has_what_its_conftest_imports(tmp_path):
    assert "tests.room.test_middle" in reaching(["validator.apart"], imports(_project(tmp_path)))


def test_the_graph_of_this_project_knows_writers_that_are_imported_by_name():
    graph = imports(modules(Path(__file__).resolve().parents[2]))
    assert "validator.reports.csv_report" in graph["validator.reports"]
