"""Every sentence about a pack is in the catalogue with its English. The fixture `pack` words in both
languages all that it provokes; here are the sentences as they stand in the code.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import validator
from tests.support.both_languages import LETTERS, bare, told_in_both
from validator.messages.texts import translator

ROOT = Path(validator.__file__).parent
TOLD = {
    "BeyondError", "SheetFault", "CellError", "_refused",
    "report", "Fault", "Problem", "Excess", "ConditionError", "DeclarationError", "LimitError",
    "LedgerError", "NightError", "UnavailableError", "PersonalDataError", "RunningError", "DownloadError", "InputError",
    "_AgainError", "_error", "NonsenseError",
}  # fmt: skip
CODES = 2
"""A literal of fewer words is a code or a name, and no sentence."""
KEY = re.compile(r"^\w+: $")
"""A key of the configuration before what is wrong with it."""


def _sentences() -> set[str]:
    return {str(message) for _file, _line, message, *_rest in extract_from_dir(ROOT / "pack")}


def test_no_sentence_of_the_linter_is_the_same_in_english():
    english = translator("en")
    assert len(_sentences()) > 100
    assert [text for text in sorted(_sentences()) if english(text) == text] == []


def _spoken(node: ast.expr) -> bool:
    """Whether an argument is a sentence of its own that no catalogue is asked for."""
    if isinstance(node, ast.JoinedStr):
        texts = [part.value for part in node.values if isinstance(part, ast.Constant)]
        return any(LETTERS.search(KEY.sub("", str(text))) for text in texts)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value.split()) >= CODES


def _without_catalogue(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    told = [c for c in calls if (getattr(c.func, "id", "") or getattr(c.func, "attr", "")) in TOLD]
    return [f"{path}:{c.lineno}" for c in told if any(map(_spoken, [*c.args, *(k.value for k in c.keywords)]))]


def test_nothing_is_reported_or_raised_in_one_language_alone():
    assert [place for path in sorted(ROOT.rglob("*.py")) for place in _without_catalogue(path)] == []


def test_the_check_of_both_languages_can_fail():
    from validator.messages.sentences import Sentences, sentence

    with pytest.raises(AssertionError):
        told_in_both([Sentences(("kata", sentence("Galat")), " ")])
    assert bare("«a «b» c» d") == "d"
