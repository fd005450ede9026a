"""`make quick` chooses the tests of what has changed, the nearest first, and keeps to its time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import quick

pytest_plugins = ["pytester"]
ROOT = Path(__file__).resolve().parents[2]


def test_the_test_that_imports_a_module_comes_first_and_its_room_follows():
    tests = quick.nearby_tests(["validator/agenda/knapsack.py"])
    assert tests[0] == "tests/agenda/test_agenda_knapsack.py"
    room = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/agenda/test_*.py")}
    assert room <= set(tests)


def test_a_room_that_nothing_changed_reaches_is_left_alone():
    assert not [path for path in quick.nearby_tests(["validator/agenda/knapsack.py"]) if "tests/readers/" in path]


@pytest.mark.parametrize(
    ("changed", "folder"),
    [
        ("docs/nilai.md", "tests/docs/"),
        ("README.md", "tests/docs/"),
        ("rules/potensi/lahan.yml", "tests/pack/"),
        ("validator/reports/pages/templates/page.html", "tests/reports/"),
    ],
)
def test_what_is_no_python_has_its_tests_too(changed, folder):
    inside = [path.relative_to(ROOT).as_posix() for path in ROOT.glob(f"{folder}test_*.py")]
    assert set(inside) <= set(quick.nearby_tests([changed]))


def test_a_changed_test_is_run_itself():
    assert quick.nearby_tests(["tests/tools/test_quick.py"])[0] == "tests/tools/test_quick.py"


def test_nothing_changed_asks_for_no_tests():
    assert quick.nearby_tests([]) == []


def test_the_deadline_stops_between_two_tests_and_counts_what_is_left(pytester):
    pytester.makepyfile("import pytest\n@pytest.mark.parametrize('n', range(5))\ndef test_it(n): pass")
    deadline = quick.Deadline(0)
    result = pytester.inline_run(plugins=[deadline])
    assert result.ret is pytest.ExitCode.INTERRUPTED
    assert deadline.left == 4


def test_a_failure_before_the_deadline_is_a_failure(pytester):
    pytester.makepyfile("def test_it(): assert False\ndef test_other(): pass")
    assert pytester.inline_run("-x", plugins=[quick.Deadline(60)]).ret is pytest.ExitCode.TESTS_FAILED
